"""A small editor for each kind of property: it shows a value without telling, and tells when a hand changes it."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.ui import language
from kangbashi_gis.ui.styling.colour_button import ColourButton

LARGEST_PICTURE = 10_000_000


class Editor(QWidget):
    """What all editors have in common. name: for screen readers."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QVBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)

    def show_value(self, value: Any) -> None:
        """Show a value without telling."""
        self.blockSignals(True)
        self._show(value)
        self.blockSignals(False)

    def put(self, widget: QWidget) -> None:
        """Put in the widget that is edited."""
        widget.setAccessibleName(self.accessibleName())
        self.setFocusProxy(widget)
        self.row.addWidget(widget)

    def _show(self, value: Any) -> None:
        raise NotImplementedError


class Number(Editor):
    """A number with its bounds."""

    def __init__(self, name: str, least: float, most: float, decimals: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.box = QDoubleSpinBox(self)
        self.box.setRange(least, most)
        self.box.setDecimals(decimals)
        self.box.setSingleStep(1.0 if decimals < 2 else 0.1)
        self.box.setKeyboardTracking(False)
        self.box.valueChanged.connect(lambda value: self.changed.emit(value))
        self.put(self.box)

    def _show(self, value: Any) -> None:
        self.box.setValue(float(value))


class Whole(Editor):
    """A whole number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.box = QSpinBox(self)
        self.box.setRange(1, 500)
        self.box.setKeyboardTracking(False)
        self.box.valueChanged.connect(lambda value: self.changed.emit(value))
        self.put(self.box)

    def _show(self, value: Any) -> None:
        self.box.setValue(int(value))


class Line(Editor):
    """One line of text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.line = QLineEdit(self)
        self.line.textEdited.connect(lambda _text: self.changed.emit(self._value()))
        self.put(self.line)

    def _value(self) -> Any:
        return self.line.text()

    def _show(self, value: Any) -> None:
        if value != self.line.text():
            self.line.setText(value)


class Optional(Line):
    """A number or nothing."""

    def _value(self) -> Any:
        try:
            return float(self.line.text()) if self.line.text().strip() else None
        except ValueError:
            return None

    def _show(self, value: Any) -> None:
        if self._value() != value:
            self.line.setText("" if value is None else f"{value:g}")


class Lines(Editor):
    """Several lines: a text, or rows of cells with a sign between them."""

    def __init__(self, name: str, between: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._between = between
        self.box = QPlainTextEdit(self)
        self.box.setFixedHeight(96)
        self.box.setTabChangesFocus(True)
        self.box.textChanged.connect(lambda: self.changed.emit(self._value()))
        self.put(self.box)

    def _value(self) -> Any:
        text = self.box.toPlainText()
        if not self._between:
            return text
        rows = [[cell.strip() for cell in line.split(self._between)] for line in text.splitlines() if line.strip()]
        if self._between == "=":
            return tuple((row[0], "=".join(row[1:])) for row in rows)
        return tuple(tuple(row) for row in rows)

    def _show(self, value: Any) -> None:
        between = f" {self._between} "
        text = "\n".join(between.join(row) for row in value) if self._between else value
        if self._value() != value:
            self.box.setPlainText(text)


class Choice(Editor):
    """One of some values, each with a title."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.box = QComboBox(self)
        for value, title in choices:
            self.box.addItem(title, value)
        self.box.currentIndexChanged.connect(lambda _row: self.changed.emit(self.box.currentData()))
        self.put(self.box)

    def _show(self, value: Any) -> None:
        if self.box.findData(value) < 0:
            self.box.addItem(str(value), value)
        self.box.setCurrentIndex(self.box.findData(value))


class Tick(Editor):
    """Yes or no."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.box = QCheckBox(self)
        self.box.toggled.connect(lambda value: self.changed.emit(value))
        self.put(self.box)

    def _show(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class Colour(Editor):
    """A colour, or none."""

    def __init__(self, name: str, parent: QWidget | None = None, *, optional: bool) -> None:
        super().__init__(name, parent)
        self.button = ColourButton(name, self, optional=optional)
        self.button.changed.connect(lambda: self.changed.emit(self.button.color))
        self.row.addWidget(self.button)
        self.setFocusProxy(self.button)

    def _show(self, value: Any) -> None:
        self.button.show_color(value)


class Themes(Editor):
    """Some of the layers; none ticked stands for those that the workspace, or the map, shows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.list = QListWidget(self)
        self.list.setFixedHeight(132)
        for one, title in drawn():
            item = QListWidgetItem(title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.itemChanged.connect(lambda _item: self.changed.emit(self._value()))
        self.list.setToolTip(self.tr("None ticked: those that are shown anyway"))
        self.put(self.list)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _value(self) -> tuple[str, ...]:
        ticked = [one for one in self._items() if one.checkState() == Qt.CheckState.Checked]
        return tuple(str(one.data(Qt.ItemDataRole.UserRole)) for one in ticked)

    def _show(self, value: Any) -> None:
        self.list.blockSignals(True)
        for one in self._items():
            on = one.data(Qt.ItemDataRole.UserRole) in value
            one.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)


class Words(Line):
    """Several words in one line, such as the columns of a table."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.line.setToolTip(self.tr("Names of fields, with commas between; nothing for all"))

    def _value(self) -> tuple[str, ...]:
        return tuple(filter(None, self.line.text().replace("，", ",").replace("、", ",").replace(" ", "").split(",")))

    def _show(self, value: Any) -> None:
        if self._value() != tuple(value):
            self.line.setText(", ".join(value))


class PictureFile(Editor):
    """A picture out of a file; it goes into the page."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.button = QPushButton(self.tr("From a file…"), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._ask)
        self.put(self.button)

    def _ask(self) -> None:
        if data := ask_picture(self):
            self.changed.emit(data)

    def _show(self, value: Any) -> None:
        pass


class Ground(Editor):
    """What a map shows: what the window shows now, or all (or the feature)."""

    seen_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.seen = QPushButton(self.tr("As the window shows"), self)
        self.whole = QPushButton(self.tr("All, or the feature"), self)
        row = QHBoxLayout()
        for one in (self.seen, self.whole):
            one.setAutoDefault(False)
            row.addWidget(one)
        self.row.addLayout(row)
        self.setFocusProxy(self.seen)
        self.seen.clicked.connect(self.seen_wanted)
        self.whole.clicked.connect(lambda: self.changed.emit(()))

    def _show(self, value: Any) -> None:
        self.whole.setEnabled(bool(value))
        self.setToolTip(", ".join(f"{one:,.1f}" for one in value))


def ask_picture(parent: QWidget) -> str:
    """Ask for a picture and give it as base64; "" where there is none or it is too large."""
    title = QCoreApplication.translate("PageProperties", "Picture")
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", "PNG, JPEG, SVG (*.png *.jpg *.jpeg *.svg)")
    if not chosen or Path(chosen).stat().st_size > LARGEST_PICTURE:
        return ""
    return base64.b64encode(Path(chosen).read_bytes()).decode()


def drawn() -> list[tuple[str, str]]:
    """Give the themes that have a layer, with their titles."""
    return [
        (one.name, language.theme_title(one))
        for one in themes.THEMES
        if not one.in_vault and one.shape is not Shape.NONE
    ]
