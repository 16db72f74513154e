"""Lists beside the page: its items, topmost first, what its check has found, and what fills its texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.page.filling import wanted
from kangbashi_gis.model.page.lint import Finding
from kangbashi_gis.sentences.page_checks import words
from kangbashi_gis.ui import icons, language, messages
from kangbashi_gis.ui.page import kinds
from kangbashi_gis.ui.page.words import field_title

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.draft import Draft

NAME = Qt.ItemDataRole.UserRole
MARKS = {"error": ("alert-circle", "#c62828"), "warning": ("alert-triangle", "#b26a00"), "hint": ("info-circle", "")}
COMPUTED = ("scale", "sheet_scale", "workspace", "user", "template", "sheet", "name")


class ItemList(QListWidget):
    """The items of a page, the topmost first; what is locked has a lock."""

    def __init__(self, draft: "Draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Items of the page, the topmost first"))
        self.itemSelectionChanged.connect(self._choose)
        draft.changed.connect(self._follow)
        draft.chosen_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.blockSignals(True)
        names = [one.name for one in reversed(self._draft.page.items)]
        if names != [self.item(row).data(NAME) for row in range(self.count())]:
            self.clear()
            for one in reversed(self._draft.page.items):
                item = QListWidgetItem(f"{one.name}  ·  {kinds.title(kinds.kind_of(one))}", self)
                item.setData(NAME, one.name)
        for row, name in enumerate(names):
            item = self.item(row)
            item.setSelected(name in self._draft.chosen)
            item.setIcon(icons.icon("lock") if name in self._draft.locked else QIcon())
        if self._draft.chosen:
            self.setCurrentRow(names.index(self._draft.chosen[-1]), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.blockSignals(False)

    def _choose(self) -> None:
        self._draft.choose(str(one.data(NAME)) for one in self.selectedItems())


class FindingList(QListWidget):
    """What the check of the page has found; a click chooses the item it is about."""

    def __init__(self, draft: "Draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setWordWrap(True)
        self.setAccessibleName(self.tr("What is missing or wrong"))
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def show_findings(self, findings: Sequence[Finding], problems: Sequence[tuple[str, GisError]]) -> None:
        """Show what was found, and what cannot be drawn at all."""
        self.clear()
        for name, problem in problems:
            self._add("error", f"{name}：{messages.sentence(problem)[0]}", name, "")
        for one in findings:
            told = words(one.rule, one.item, language.current())
            source = f"{one.standard}（{one.grade}）" if one.standard else ""
            self._add(one.level, told, one.item, source)
        if not self.count():
            self.addItem(self.tr("Nothing is missing, as far as the check knows."))

    def _add(self, level: str, text: str, name: str, source: str) -> None:
        mark, colour = MARKS[level]
        item = QListWidgetItem(icons.icon(mark, colour), text, self)
        item.setData(NAME, name)
        item.setToolTip(source)

    def _go(self, item: QListWidgetItem) -> None:
        self._draft.choose([str(item.data(NAME) or "")])


class FieldList(QScrollArea):
    """What fills the {names} in the texts of a page; what is left empty is filled by the program where it can."""

    remembered = Signal(str, str)

    def __init__(self, draft: "Draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.lines: dict[str, QLineEdit] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("What is written on the page"))
        draft.changed.connect(self._follow)
        self._follow()

    def show_said(self, said: Mapping[str, str]) -> None:
        """Show, pale, what the program fills in by itself."""
        for name, line in self.lines.items():
            line.setPlaceholderText(said.get(name, ""))

    def _follow(self) -> None:
        names = [one for one in wanted(self._draft.page) if one not in COMPUTED]
        if names != list(self.lines):
            self._build(names)
        for name, line in self.lines.items():
            text = self._draft.page.fields.get(name, "")
            if text != line.text():
                line.setText(text)

    def _build(self, names: Sequence[str]) -> None:
        panel = QWidget(self)
        form = QFormLayout(panel)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.lines = {}
        for name in names:
            line = QLineEdit(panel)
            line.setAccessibleName(field_title(name))
            line.textEdited.connect(lambda text, name=name: self._write(name, text))
            form.addRow(field_title(name), line)
            self.lines[name] = line
        if not names:
            form.addRow(QLabel(self.tr("No text of this page has names in braces."), panel))
        self.setWidget(panel)

    def _write(self, name: str, text: str) -> None:
        fields = {key: value for key, value in self._draft.page.fields.items() if key != name}
        if text:
            fields[name] = text
        self._draft.change(replace(self._draft.page, fields=fields), f"field.{name}")
        self.remembered.emit(name, text)
