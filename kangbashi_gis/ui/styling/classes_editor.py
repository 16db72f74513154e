"""The classes of a symbol as a table: a value, a range or a rule per row, each with its own symbol."""

from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from kangbashi_gis.model.schema import CodeList
from kangbashi_gis.model.symbol import Categorised, Graduated, Rule, Ruled, Simple
from kangbashi_gis.ui.panels.swatch import HEIGHT, WIDTH, swatch

KEY, TITLE = 0, 1
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class ClassRow:
    """One class: what it holds (a value, or a condition; for ranges the upper bound as text), its title, its symbol."""

    key: str
    title: str
    symbol: Simple


class ClassesEditor(QTableWidget):
    """Rows of classes. The chosen one is edited beside the table; titles and conditions in the table itself."""

    changed = Signal()
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._rows: list[ClassRow] = []
        self.setAccessibleName(self.tr("Classes"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setIconSize(QSize(WIDTH, HEIGHT))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(KEY, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._take_text)
        self.currentCellChanged.connect(lambda row, *_rest: self.chosen.emit(row))

    @property
    def rows(self) -> list[ClassRow]:
        """The classes as they are set."""
        return list(self._rows)

    def show_rows(self, rows: list[ClassRow], key_title: str, *, keys_fixed: bool) -> None:
        """Show classes. keys_fixed: what a class holds cannot be typed."""
        self.blockSignals(True)
        self._rows = list(rows)
        self.setHorizontalHeaderLabels([key_title, self.tr("Title")])
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            key = QTableWidgetItem(row.key)
            if keys_fixed:
                key.setFlags(key.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(number, KEY, key)
            self.setItem(number, TITLE, QTableWidgetItem(row.title))
            self._picture(number)
        self.blockSignals(False)
        if rows:
            self.setCurrentCell(min(max(self.currentRow(), 0), len(rows) - 1), TITLE)

    def set_symbol(self, number: int, symbol: Simple) -> None:
        """Give a class another symbol."""
        if 0 <= number < len(self._rows):
            self._rows[number] = replace(self._rows[number], symbol=symbol)
            self._picture(number)

    def add_row(self, row: ClassRow, key_title: str) -> None:
        """Add a class at the end, whose key is typed."""
        self.show_rows([*self._rows, row], key_title, keys_fixed=False)
        self.setCurrentCell(len(self._rows) - 1, KEY)
        self.changed.emit()

    def remove_current(self) -> None:
        """Take the chosen class away."""
        at = self.currentRow()
        if 0 <= at < len(self._rows):
            del self._rows[at]
            self.removeRow(at)
            self.changed.emit()

    def move_current(self, by: int) -> None:
        """Move the chosen class up or down: the first rule that is met counts."""
        at, to = self.currentRow(), self.currentRow() + by
        if not (0 <= at < len(self._rows) and 0 <= to < len(self._rows)):
            return
        self._rows[at], self._rows[to] = self._rows[to], self._rows[at]
        self.blockSignals(True)
        for number in (at, to):
            self.setItem(number, KEY, QTableWidgetItem(self._rows[number].key))
            self.setItem(number, TITLE, QTableWidgetItem(self._rows[number].title))
            self._picture(number)
        self.blockSignals(False)
        self.setCurrentCell(to, TITLE)
        self.changed.emit()

    def _picture(self, number: int) -> None:
        blocked = self.blockSignals(True)
        if item := self.item(number, TITLE):
            item.setIcon(swatch(self._rows[number].symbol))
        self.blockSignals(blocked)

    def _take_text(self, item: QTableWidgetItem) -> None:
        row = self._rows[item.row()]
        changed = replace(row, key=item.text()) if item.column() == KEY else replace(row, title=item.text())
        if changed != row:
            self._rows[item.row()] = changed
            self.changed.emit()


def rows_of(symbol: Categorised | Graduated | Ruled, codes: CodeList | None = None) -> list[ClassRow]:
    """Give the classes of a symbol as rows. codes: whose titles are shown where the style has none of its own."""
    if isinstance(symbol, Categorised):
        titles = {**(codes.titles if codes else {}), **(symbol.titles or {})}
        return [ClassRow(value, titles.get(value, ""), one) for value, one in symbol.cases.items()]
    if isinstance(symbol, Graduated):
        ranges = pairwise(symbol.bounds)
        return [
            ClassRow(f"{lower:g} – {upper:g}", "", one)
            for (lower, upper), one in zip(ranges, symbol.symbols, strict=True)
        ]
    return [ClassRow(rule.condition, rule.title, rule.symbol) for rule in symbol.rules]


def categorised(field: str, rows: list[ClassRow], other: Simple, codes: CodeList | None = None) -> Categorised:
    """Make a symbol by value. Titles that its codes have are not written down: a later list may know better ones."""
    usual = codes.titles if codes else {}
    titles = {row.key: row.title for row in rows if row.title and row.title not in (row.key, usual.get(row.key))}
    return Categorised(field, {row.key: row.symbol for row in rows}, other, titles or None)


def ruled(before: Ruled, rows: list[ClassRow], other: Simple | None) -> Ruled:
    """Make a symbol by rule; the scales of a rule stay with its condition."""
    scales = {rule.condition: (rule.least_scale, rule.most_scale) for rule in before.rules}
    made = [Rule(row.title, row.key, row.symbol, *scales.get(row.key, (0.0, float("inf")))) for row in rows]
    return Ruled(tuple(made), other)
