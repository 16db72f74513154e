"""The match of a file's columns to a theme's fields, as a table that can be corrected."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from kangbashi_gis.model.schema import Theme


class ColumnTable(QTreeWidget):
    """A row per field with a list of the file's columns. What is personal is marked: it goes into the vault."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._matched: dict[str, str] = {}
        self._boxes: dict[str, QComboBox] = {}
        self.setHeaderLabels([self.tr("Field"), self.tr("Column of the file"), self.tr("Kept in")])
        self.setRootIsDecorated(False)
        self.setAccessibleName(self.tr("Which column fills which field"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def show_match(self, theme: Theme, columns: Sequence[str], matched: Mapping[str, str]) -> None:
        """Show the fields of a theme and the columns they were matched with."""
        self.clear_match()
        self._theme, self._matched = theme, dict(matched)
        for field in theme.fields:
            title = f"{field.title} *" if field.required else field.title
            kept = self.tr("vault (personal)") if field.personal else self.tr("map")
            row = QTreeWidgetItem([title, "", kept])
            self.addTopLevelItem(row)
            box = QComboBox(self)
            box.addItems(["", *columns])
            box.setCurrentText(matched.get(field.name, ""))
            box.setAccessibleName(field.title)
            box.currentTextChanged.connect(self.changed)
            self.setItemWidget(row, 1, box)
            self._boxes[field.name] = box

    def clear_match(self) -> None:
        """Show nothing."""
        self.clear()
        self._boxes, self._matched, self._theme = {}, {}, None

    def mapping(self) -> dict[str, str]:
        """Give the choices that differ from what was matched by itself: field name to column."""
        chosen = {name: box.currentText() for name, box in self._boxes.items()}
        return {name: column for name, column in chosen.items() if column and column != self._matched.get(name)}

    def missing(self) -> list[str]:
        """Give the titles of required fields that have no column yet."""
        fields = self._theme.fields if self._theme else ()
        return [one.title for one in fields if one.required and not self._boxes[one.name].currentText()]
