"""样式: the style of one layer. Whatever is changed is on the map at once; it is kept when it is applied."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.messages import sentence
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Style
from kangbashi_gis.operations import styles
from kangbashi_gis.operations.style_checks import require_fit
from kangbashi_gis.operations.style_packs import packs
from kangbashi_gis.ui import language
from kangbashi_gis.ui.styling.label_editor import ALWAYS, LabelEditor
from kangbashi_gis.ui.styling.symbol_editor import SymbolEditor

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.question import Question

LATER_MS = 150  # a slider that is being dragged does not have the map drawn at each step
MOST_FORMER = 20


class StyleDialog(QDialog):
    """Symbol, names, and the layer as a whole; open beside the map, which shows what is being tried."""

    tried = Signal(str, object)  # a theme's name, and a Style or None
    kept = Signal(str)

    def __init__(self, space: "Workspace", theme: Theme, question: "Question", parent: QWidget) -> None:
        super().__init__(parent)
        self._space, self._theme, self._question = space, theme, question
        self._before = self._style = styles.style_of(space, theme)
        self._showing = False
        self.undo = QUndoStack(self)
        self.setWindowTitle(self.tr("Style of {layer}").format(layer=language.theme_title(theme)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 560)
        self.symbol = SymbolEditor(theme, question, self._ask, self)
        self.label = LabelEditor(theme, self)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._try)
        self._lay_out()
        self._connect()
        self.show_style(self._style)
        self._show_rights()

    @property
    def style_shown(self) -> Style:
        """The style as it is set now."""
        return self._style

    def show_style(self, style: Style) -> None:
        """Show a style, and try it on the map."""
        self._showing = True
        self._style = style
        self.symbol.show_symbol(style.symbol)
        self.label.show_label(style.label)
        self.opacity.setValue(round(style.opacity * 100))
        self.blend.setCurrentIndex(max(self.blend.findData(style.blend), 0))
        self.least.setValue(round(style.least_scale))
        self.most.setValue(ALWAYS if style.most_scale == float("inf") else round(style.most_scale))
        self._showing = False
        self._later.start()

    def apply(self) -> None:
        """Keep the style, for everybody who opens the workspace."""
        try:
            lost = styles.set_style(self._space, self._theme, self._style)
        except GisError as problem:
            self._complain(problem)
            return
        self._before = self._style
        self.kept.emit(self._theme.name)
        told = "；".join(one.words(language.current()) for one in lost)
        self.problem.setText(
            self.tr("Kept. In QGIS it will differ: {what}").format(what=told) if told else self.tr("Kept.")
        )
        self._show_rights()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Show the layer again as it is kept."""
        self._end()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc: the same as closing."""
        self._end()
        super().reject()

    def _end(self) -> None:
        self._later.stop()
        self._question.drop()
        self.tried.emit(self._theme.name, None)

    def _lay_out(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.symbol, self.tr("Symbol"))
        self.tabs.addTab(self.label, self.tr("Names"))
        self.tabs.addTab(self._layer_page(), self.tr("Layer"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.ok = QPushButton(self.tr("Apply"), self)
        self.ok.setDefault(True)
        self.buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.ApplyRole)
        self.more = QPushButton(self.tr("More"), self)
        self.more.setAutoDefault(False)
        self.more.setMenu(self._menu())
        self.buttons.addButton(self.more, QDialogButtonBox.ButtonRole.ResetRole)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)

    def _layer_page(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        self.opacity = QSlider(Qt.Orientation.Horizontal, page)
        self.opacity.setRange(0, 100)
        self.blend = QComboBox(page)
        for name, words in (
            ("normal", self.tr("normal")),
            ("multiply", self.tr("multiply")),
            ("screen", self.tr("screen")),
        ):
            self.blend.addItem(words, name)
        self.least, self.most = (_scale_box(page) for _ in range(2))
        for title, widget in (
            (self.tr("Opacity"), self.opacity), (self.tr("Blending"), self.blend),
            (self.tr("From the scale"), self.least), (self.tr("Up to the scale"), self.most),
        ):  # fmt: skip
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        return page

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        back, forth = (
            self.undo.createUndoAction(self, self.tr("Undo")),
            self.undo.createRedoAction(self, self.tr("Redo")),
        )
        back.setShortcut(QKeySequence.StandardKey.Undo)
        forth.setShortcut(QKeySequence.StandardKey.Redo)
        self.addActions([back, forth])
        menu.addActions([back, forth])
        menu.addSeparator()
        for words, slot in (
            (self.tr("As the layer comes"), lambda: self._change(styles.first_style(self._theme))),
            (self.tr("From a file (QML, SLD)…"), self._load),
            (self.tr("Save as a file…"), self._save),
        ):
            action = QAction(words, self)
            action.triggered.connect(slot)
            menu.addAction(action)
        if known := packs(self._theme):
            standard = menu.addMenu(self.tr("Standard styles"))
            for pack in known:
                action = standard.addAction(pack.title if language.current() == "zh" else pack.title_en)
                action.setToolTip(f"{pack.standard} [{pack.grade}]")
                action.triggered.connect(lambda _on=False, style=pack.style: self._change(style))
            standard.setToolTipsVisible(True)
        self.former = menu.addMenu(self.tr("Earlier styles"))
        self.former.aboutToShow.connect(self._offer_former)
        return menu

    def _connect(self) -> None:
        self.symbol.changed.connect(self._note)
        self.label.changed.connect(self._note)
        self.opacity.valueChanged.connect(self._note)
        self.blend.currentIndexChanged.connect(self._note)
        self.least.valueChanged.connect(self._note)
        self.most.valueChanged.connect(self._note)
        self.symbol.failed.connect(self._complain)
        self.ok.clicked.connect(self.apply)
        self.buttons.rejected.connect(self.reject)

    def _note(self) -> None:
        if not self._showing:
            most = float("inf") if self.most.value() >= ALWAYS else float(self.most.value())
            self._change(
                Style(
                    self.symbol.symbol, self.label.label, self.opacity.value() / 100, self.blend.currentData(),
                    float(self.least.value()), most,
                ), shown=True,
            )  # fmt: skip

    def _change(self, style: Style, *, shown: bool = False) -> None:
        """Take another style, so that it can be undone. shown: the widgets show it already."""
        if style != self._style:
            self.undo.push(_Step(self, self._style, style, shown))

    def take(self, style: Style, *, shown: bool) -> None:
        """Take a style on, as a step does and undoes it."""
        self._style = style
        if shown:
            self._later.start()
        else:
            self.show_style(style)
        self._show_rights()

    def _try(self) -> None:
        try:
            require_fit(self._style, self._theme)
        except GisError as problem:
            self._complain(problem)
            return
        self.problem.setText("")
        self.tried.emit(self._theme.name, self._style)

    def _ask(self, what: str, *arguments: object) -> None:
        asked: dict[str, Callable[..., Any]] = {"values": styles.values_of, "bounds": styles.bounds_of}
        self._question.ask(asked[what], self._space, self._theme, *arguments)

    def _complain(self, problem: GisError | None) -> None:
        if problem is None:
            self.problem.setText(self.tr("This layer has no numbers to make classes of."))
        else:
            self.problem.setText("".join(sentence(problem, language.current())))

    def _show_rights(self) -> None:
        may = self._space.user.may(Permission.EDIT) and not self._space.read_only
        self.ok.setEnabled(may and self._style != self._before)
        self.ok.setToolTip("" if may else self.tr("Who may not edit can try a style, but not keep it."))

    def _load(self) -> None:
        kinds = self.tr("Styles") + " (*.qml *.sld *.json)"
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Style from a file"), "", kinds)
        if not name:
            return
        try:
            style, lost = styles.read_style(self._theme, Path(name))
        except GisError as problem:
            self._complain(problem)
            return
        self._change(style)
        if lost:
            words = "；".join(one.words(language.current()) for one in lost)
            self._later.stop()
            self._try()
            self.problem.setText(self.tr("Not carried over: {what}").format(what=words))

    def _save(self) -> None:
        kinds = "QML (*.qml);;SLD (*.sld);;JSON (*.json)"
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the style"), f"{self._theme.title}.qml", kinds)
        if not name:
            return
        try:
            lost = styles.write_style(self._theme, self._style, Path(name))
        except GisError as problem:
            self._complain(problem)
            return
        words = "；".join(one.words(language.current()) for one in lost)
        self.problem.setText(
            self.tr("Saved. Not carried over: {what}").format(what=words) if words else self.tr("Saved.")
        )

    def _offer_former(self) -> None:
        self.former.clear()
        for one in styles.former_styles(self._space, self._theme)[:MOST_FORMER]:
            action = self.former.addAction(f"{one.made[:16].replace('T', ' ')}  {one.user}")
            action.triggered.connect(lambda _on=False, style=one.style: self._change(style))
        if self.former.isEmpty():
            self.former.addAction(self.tr("none")).setEnabled(False)


class _Step(QUndoCommand):
    """One change of a style."""

    def __init__(self, dialog: StyleDialog, before: Style, after: Style, shown: bool) -> None:
        super().__init__()
        self._dialog, self._before, self._after, self._shown = dialog, before, after, shown

    def redo(self) -> None:
        """Do it; the first time the widgets show it already."""
        self._dialog.take(self._after, shown=self._shown)
        self._shown = False

    def undo(self) -> None:
        """Take it back."""
        self._dialog.take(self._before, shown=False)


def _scale_box(parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(0, ALWAYS)
    box.setSingleStep(1000)
    box.setPrefix("1 : ")
    box.setGroupSeparatorShown(True)
    return box
