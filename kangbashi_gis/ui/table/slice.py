"""The rows of a table that are on the screen, as Qt wants them: a window of a few dozen over any number of rows.

Qt keeps something for each row of a model, so it is told only of those that can be seen; the grid moves the window.
What has been read is kept by pages; what has not is a placeholder until the page comes.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPalette

from kangbashi_gis.model.rows import Sorting
from kangbashi_gis.model.schema import Field, FieldType
from kangbashi_gis.operations.table import Page, shown
from kangbashi_gis.ui import language

PAGE = 128
MOST_PAGES = 64
LONGEST = 200  # characters of a cell on the screen
NOTHING = np.empty(0, np.int64)
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
PLACEHOLDER = "…"


class Slice(QAbstractTableModel):
    """Rows `top` to `top + count` of an order of row numbers."""

    wanted = Signal(object)  # (page numbers, their row numbers): pages that are not there yet
    edited = Signal(int, int, str, str)  # row number, version, field, text

    def __init__(self, parent: Any, palette: Callable[[], QPalette]) -> None:
        super().__init__(parent)
        self._palette = palette
        self.fields: tuple[Field, ...] = ()
        self.sortings: tuple[Sorting, ...] = ()
        self.editable = False
        self.top = 0
        self._count = 0
        self._order: np.ndarray | range = range(0)
        self._pages: OrderedDict[int, dict[int, tuple[int, tuple[Any, ...]]]] = OrderedDict()
        self._chosen = NOTHING

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return len(self._order)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        """Have other columns, and no rows."""
        self.beginResetModel()
        self.fields, self._order, self.top, self.sortings = fields, range(0), 0, ()
        self._pages.clear()
        self.endResetModel()

    def set_order(self, order: "np.ndarray | range") -> None:
        """Show these row numbers, in this order."""
        self._order = order
        self._pages.clear()
        self.set_top(self.top)

    def forget(self) -> None:
        """Read all rows anew, because the data changed."""
        self._pages.clear()
        self._told()

    def set_count(self, count: int) -> None:
        """Be so many rows high."""
        if count == self._count:
            return
        self.beginResetModel()
        self._count = count
        self.endResetModel()
        self._told()

    def set_top(self, top: int) -> None:
        """Begin with this row."""
        self.top = max(0, min(top, self.total - 1))
        self._told()

    def set_chosen(self, fids: np.ndarray) -> None:
        """Mark these rows."""
        self._chosen = fids
        self._changed()

    def fid(self, row: int) -> int | None:
        """Give the row number at a place of the whole table; None beyond its end."""
        return int(self._order[row]) if 0 <= row < self.total else None

    def fids(self, first: int, last: int) -> np.ndarray:
        """Give the row numbers from one place to another, both included."""
        low, high = sorted((first, last))
        return np.asarray(self._order[max(low, 0) : high + 1], np.int64)

    def all_fids(self) -> np.ndarray:
        """Give all row numbers in their order."""
        return np.asarray(self._order)

    def take(self, pages: tuple[int, ...], page: Page) -> None:
        """Have pages that were asked for."""
        read = dict(zip(page.fids, zip(page.versions, page.rows, strict=True), strict=True))
        for number in pages:
            fids = np.asarray(self._order[number * PAGE : (number + 1) * PAGE]).tolist()
            self._pages[number] = {fid: read[fid] for fid in fids if fid in read}
            self._pages.move_to_end(number)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        self._changed()

    def row(self, place: int) -> tuple[int, tuple[Any, ...]] | None:
        """Give version and values of a row; None where it is not there (yet)."""
        fid = self.fid(place)
        page = self._pages.get(place // PAGE)
        return None if fid is None or page is None else page.get(fid)

    def is_read(self, place: int) -> bool:
        """Whether the page of a row has come."""
        return place // PAGE in self._pages

    def text(self, place: int, column: int) -> str:
        """Give what stands in a cell, in full as far as it was read."""
        row = self.row(place)
        return "" if row is None else shown(self.fields[column], row[1][column])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Tell Qt how many rows can be seen."""
        return 0 if parent.isValid() else min(self._count, max(self.total - self.top, 0))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Tell Qt how many fields there are."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Tell Qt what a cell shows."""
        place, column = self.top + index.row(), index.column()
        if role == Role.DisplayRole:
            if not self.is_read(place):
                return PLACEHOLDER
            return self.text(place, column)[:LONGEST].replace("\n", " ")
        if role in (Role.EditRole, Role.ToolTipRole):
            text = self.text(place, column)
            return text if role == Role.EditRole or len(text) > 20 else None
        if role == Role.TextAlignmentRole:
            right = self.fields[column].type in (FieldType.INTEGER, FieldType.REAL)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.BackgroundRole and self._is_chosen(self.fid(place)):
            colour = QColor(self._palette().highlight().color())
            colour.setAlpha(70)
            return colour
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Tell Qt the titles of the fields, with how they sort, and the numbers of the rows."""
        if orientation == Qt.Orientation.Vertical:
            return f"{self.top + section + 1:,}" if role == Role.DisplayRole else None
        if not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == Role.ToolTipRole:
            return f"{field.title}\n{field.name}"
        return self._title(field) if role == Role.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take what was typed into a cell; it is shown once it is written."""
        place = self.top + index.row()
        row, fid = self.row(place), self.fid(place)
        if role != Role.EditRole or row is None or fid is None or value == self.text(place, index.column()):
            return False
        self.edited.emit(fid, row[0], self.fields[index.column()].name, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell Qt which cells can be changed."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        there = self.row(self.top + index.row()) is not None
        return found | Qt.ItemFlag.ItemIsEditable if self.editable and there else found

    def _title(self, field: Field) -> str:
        title = field.title if language.current() == language.CHINESE else field.name
        title += f" ({field.unit})" if field.unit else ""
        for number, one in enumerate(self.sortings, 1):
            if one.field == field.name:
                mark = "▼" if one.descending else "▲"
                return f"{title} {mark}{number if len(self.sortings) > 1 else ''}"
        return title

    def _is_chosen(self, fid: int | None) -> bool:
        at = int(np.searchsorted(self._chosen, fid)) if fid is not None and len(self._chosen) else 0
        return at < len(self._chosen) and int(self._chosen[at]) == fid

    def _told(self) -> None:
        """Let the views follow, and ask for pages that are missing."""
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(self.rowCount() - 1, 0))
        last = min(self.top + self._count, self.total) - 1
        if last < self.top or not self._count:
            return
        missing = [one for one in range(self.top // PAGE, last // PAGE + 1) if one not in self._pages]
        if missing:
            pieces = [np.asarray(self._order[one * PAGE : (one + 1) * PAGE], np.int64) for one in missing]
            self.wanted.emit((tuple(missing), np.concatenate(pieces)))

    def _changed(self) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
