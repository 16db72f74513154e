"""表单: the open fields of one row, each with its widget; what is personal is not here at all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from kangbashi_gis.model import themes
from kangbashi_gis.model.row_history import Row
from kangbashi_gis.ui.rows.editors import Editor

if TYPE_CHECKING:
    from kangbashi_gis.operations.table_editing import CellChange


class RowForm(QWidget):
    """A label and an editor for each field, in the order of the theme."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: Row | None = None
        self.editors: dict[str, Editor] = {}
        self._fixed = True
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return any(one.is_changed for one in self.editors.values())

    def show_row(self, row: Row | None) -> None:
        """Show a row, or nothing."""
        self.row, self.editors = row, {}
        sheet = QWidget(self)
        if row is not None:
            self._fill(sheet, row)
        self._area.setWidget(sheet)
        self.set_fixed(self._fixed)
        self.changed.emit()

    def set_fixed(self, fixed: bool) -> None:
        """Let the row only be looked at, or be edited."""
        self._fixed = fixed
        for one in self.editors.values():
            one.set_fixed(fixed)

    def reset(self) -> None:
        """Forget what was typed."""
        for one in self.editors.values():
            one.reset()

    def unfit(self) -> Editor | None:
        """Give the first field whose text does not fit, each of which then says why; None where all do."""
        wrong = [one for one in self.editors.values() if not one.is_fit()]
        return wrong[0] if wrong else None

    def changes(self) -> "Sequence[CellChange]":
        """Give what was typed, as changes of cells."""
        from kangbashi_gis.operations.table_editing import CellChange

        row = self.row
        if row is None:
            return ()
        changed = [one for one in self.editors.values() if one.is_changed]
        return tuple(CellChange(row.fid, row.version, one.field.name, one.text) for one in changed)

    def _fill(self, sheet: QWidget, row: Row) -> None:
        theme = themes.theme(row.theme)
        form = QFormLayout(sheet)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setContentsMargins(12, 10, 12, 10)
        form.setVerticalSpacing(8)
        for field in theme.open_fields:
            editor = Editor(theme, field, row.values.get(field.name), sheet)
            editor.changed.connect(self.changed)
            needed = field.required or field.name in theme.key
            label = QLabel(f"{field.title} *" if needed else field.title, sheet)
            label.setBuddy(editor.box)
            label.setToolTip(self.tr("Has to be filled.") if needed else "")
            form.addRow(label, editor)
            self.editors[field.name] = editor
        if theme.personal_fields:
            note = QLabel(self.tr("Personal fields are not shown here; clerks find them at Residents."), sheet)
            note.setObjectName("note")
            note.setWordWrap(True)
            form.addRow(note)
