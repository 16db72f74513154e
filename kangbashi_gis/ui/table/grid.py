"""The grid: frozen columns on the left, the others beside them, one scroll bar over any number of rows."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kangbashi_gis.ui.table.header import FilterHeader
from kangbashi_gis.ui.table.slice import Slice

Keys = Qt.Key
Off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
WHEEL_ROWS = 3
WHEEL_STEP = 120
WIDEST, NARROWEST, SPACE = 320, 70, 16


class View(QTableView):
    """Half of a grid. Keys that leave what it shows go to the grid."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self._grid = grid
        self.setModel(grid.slice)
        self.setItemDelegate(Delegate(grid.slice, self))
        self.filters = FilterHeader(grid.slice, self)
        self.setHorizontalHeader(self.filters)
        self.setVerticalScrollBarPolicy(Off)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.filters.place())

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something in a table from the commands of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and letter_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the grid move; what it does not know is Qt's."""
        if self.state() == QAbstractItemView.State.EditingState or not self._grid.take_key(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Roll over the rows of the grid; sideways as usual."""
        turned = event.angleDelta()
        if turned.y() and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._grid.bar.setValue(self._grid.bar.value() - round(turned.y() / WHEEL_STEP * WHEEL_ROWS))
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many rows as there is room for."""
        super().resizeEvent(event)
        self._grid.measure()


def letter_of(event: QKeyEvent) -> str:
    """Give the letter of a key that copies, chooses all or jumps; "" for another."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return ""
    return {Keys.Key_C: "C", Keys.Key_A: "A", Keys.Key_G: "G"}.get(Keys(event.key()), "")


class Delegate(QStyledItemDelegate):
    """Edits a cell in its place: codes are chosen from their list."""

    def __init__(self, model: Slice, parent: QWidget) -> None:
        super().__init__(parent)
        self._slice = model

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Give a list of titles for a field with codes, else a line."""
        field = self._slice.fields[index.column()]
        if field.codes is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(["", *field.codes.titles.values()])
        box.setAccessibleName(field.title)
        box.activated.connect(lambda _row: self._finish(box))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Begin with what stands there."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Hand over what was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)


class Grid(QWidget):
    """Two views of the same rows, a cursor that goes over all of them, and the rows that are marked."""

    moved = Signal()  # the cursor stands elsewhere
    marked = Signal(int, int)  # the rows from one place to another are to be chosen
    turned = Signal(int)  # this row is to be chosen, or not any more
    sorted = Signal(int, bool)  # column; whether beside what sorts already
    typed = Signal(str, str)
    key_wanted = Signal(str)  # C, A or G with Ctrl
    menu_wanted = Signal(QPoint)
    header_menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.slice = Slice(self, self.palette)
        self.cursor_row, self.anchor = 0, 0
        self.frozen = 0
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.left, self.right = View(self), View(self)
        self.left.setSelectionModel(self.right.selectionModel())
        self.left.setHorizontalScrollBarPolicy(Off)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self.right, 1)
        row.addWidget(self.bar)
        self.bar.valueChanged.connect(self._scroll)
        for view in self.views():
            self._connect(view)
        self.right.selectionModel().currentChanged.connect(lambda now, _before: self._follow(now))
        self.right.horizontalScrollBar().rangeChanged.connect(lambda *_range: self._level())

    def views(self) -> tuple[View, View]:
        """Give both halves."""
        return (self.left, self.right)

    @property
    def column(self) -> int:
        """The column of the cursor."""
        return max(self.right.currentIndex().column(), 0)

    def begin(self, names: list[str]) -> None:
        """Show other columns, as their names say."""
        for view in self.views():
            view.filters.make_lines()
            view.setAccessibleName(", ".join(names))

    def set_total(self) -> None:
        """Follow a change of the number of rows."""
        self.bar.setRange(0, max(self.slice.total - self.rows_seen(), 0))
        self.bar.setPageStep(max(self.rows_seen(), 1))
        self.cursor_row = max(min(self.cursor_row, self.slice.total - 1), 0)
        self._scroll(self.bar.value())

    def rows_seen(self) -> int:
        """Give how many whole rows can be seen."""
        return max(self.right.viewport().height() // self.right.verticalHeader().defaultSectionSize(), 1)

    def measure(self) -> None:
        """Show as many rows as there is room for."""
        self.slice.set_count(self.rows_seen() + 1)
        self.set_total()

    def freeze(self, columns: int, hidden: set[int]) -> None:
        """Keep the first columns in view; hidden ones are in neither half."""
        self.frozen = columns
        for at in range(len(self.slice.fields)):
            self.left.setColumnHidden(at, at in hidden or at >= columns)
            self.right.setColumnHidden(at, at in hidden or at < columns)
        self.left.setVisible(columns > 0)
        self.right.verticalHeader().setVisible(columns == 0)
        self.left.verticalHeader().setVisible(columns > 0)
        self.fit()

    def fit(self) -> None:
        """Make the frozen half as wide as its columns."""
        shown = [at for at in range(self.frozen) if not self.left.isColumnHidden(at)]
        width = self.left.verticalHeader().sizeHint().width() + sum(self.left.columnWidth(at) for at in shown) + 3
        self.left.setFixedWidth(min(width, max(self.width() - WIDEST, WIDEST)))
        for view in self.views():
            view.filters.place()

    def fit_widths(self) -> None:
        """Make the columns as wide as what they show, within reason."""
        for view in self.views():
            view.filters.blockSignals(True)
            for at in self.shown_columns():
                wide = max(view.sizeHintForColumn(at), view.filters.sectionSizeHint(at)) + SPACE
                view.setColumnWidth(at, max(NARROWEST, min(wide, WIDEST)))
            view.filters.blockSignals(False)
        self.fit()

    def go(self, row: int, column: int | None = None) -> None:
        """Put the cursor into a cell, and see it."""
        if not self.slice.total:
            return
        self.cursor_row = max(0, min(row, self.slice.total - 1))
        wanted = self.column if column is None else column
        if self.cursor_row < self.bar.value():
            self.bar.setValue(self.cursor_row)
        elif self.cursor_row >= self.bar.value() + self.rows_seen():
            self.bar.setValue(self.cursor_row - self.rows_seen() + 1)
        self._show_cursor(wanted)
        self.moved.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Move by a key; False for one that is not of the grid."""
        key, keys = event.key(), event.modifiers()
        ctrl, shift = (
            bool(keys & one) for one in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
        )
        steps = {
            Keys.Key_Up: -1,
            Keys.Key_Down: 1,
            Keys.Key_PageUp: -self.rows_seen(),
            Keys.Key_PageDown: self.rows_seen(),
        }
        if letter := letter_of(event):
            self.key_wanted.emit(letter)
        elif key in steps:
            self._step(self.cursor_row + steps[Keys(key)], shift)
        elif key in (Keys.Key_Home, Keys.Key_End) and ctrl:
            self._step(0 if key == Keys.Key_Home else self.slice.total - 1, shift)
        elif key in (Keys.Key_Left, Keys.Key_Right, Keys.Key_Home, Keys.Key_End):
            self._sideways(Keys(key))
        elif key == Keys.Key_Space:
            self.turned.emit(self.cursor_row)
        elif key in (Keys.Key_Return, Keys.Key_Enter):
            self.edit()
        else:
            return False
        return True

    def edit(self) -> None:
        """Edit the cell of the cursor in its place."""
        index = self.right.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            (self.left if index.column() < self.frozen else self.right).edit(index)

    def shown_columns(self) -> list[int]:
        """Give the columns that are not hidden, from left to right."""
        count = len(self.slice.fields)
        return [at for at in range(count) if not (self.left.isColumnHidden(at) and self.right.isColumnHidden(at))]

    def _step(self, row: int, extend: bool) -> None:
        if not extend:
            self.anchor = max(0, min(row, self.slice.total - 1))
        self.go(row)
        if extend:
            self.marked.emit(self.anchor, self.cursor_row)

    def _sideways(self, key: Qt.Key) -> None:
        columns = self.shown_columns()
        at = columns.index(self.column) if self.column in columns else 0
        steps = {Keys.Key_Left: at - 1, Keys.Key_Right: at + 1, Keys.Key_Home: 0, Keys.Key_End: len(columns) - 1}
        if columns:
            self.go(self.cursor_row, columns[max(0, min(steps[key], len(columns) - 1))])

    def _scroll(self, top: int) -> None:
        column = self.column
        self.slice.set_top(top)
        self._show_cursor(column)

    def _show_cursor(self, column: int) -> None:
        """Mark the cell of the cursor, where it can be seen."""
        row = self.cursor_row - self.slice.top
        seen = 0 <= row < self.slice.rowCount()
        index = self.slice.index(row, column) if seen else QModelIndex()
        model = self.right.selectionModel()
        model.blockSignals(True)
        model.setCurrentIndex(index, model.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        if seen and column >= self.frozen:
            self.right.scrollTo(index)
        for view in self.views():
            view.viewport().update()

    def _follow(self, now: QModelIndex) -> None:
        if now.isValid():
            self.cursor_row = self.anchor = self.slice.top + now.row()
            self.moved.emit()

    def _mark(self, section: int) -> None:
        keys = QApplication.keyboardModifiers()
        row = self.slice.top + section
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(row)
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            self.marked.emit(self.anchor, row)
        else:
            self.go(row)
            self.anchor = row
            self.marked.emit(row, row)

    def _level(self) -> None:
        """Keep both halves equally high: only the right one may have a scroll bar below."""
        bar = self.right.horizontalScrollBar()
        self.left.setViewportMargins(0, 0, 0, 0)
        self.left.setContentsMargins(0, 0, 0, bar.sizeHint().height() if bar.maximum() > 0 else 0)

    def _connect(self, view: View) -> None:
        header = view.filters
        header.sectionClicked.connect(self._sort)
        header.typed.connect(self.typed)
        header.left.connect(lambda: view.setFocus())
        header.customContextMenuRequested.connect(
            lambda at: self.header_menu_wanted.emit(header.logicalIndexAt(at), header.mapToGlobal(at))
        )
        header.sectionResized.connect(lambda *_sizes: self.fit())
        view.verticalHeader().sectionPressed.connect(self._mark)
        view.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(view.viewport().mapToGlobal(at)))

    def _sort(self, column: int) -> None:
        self.sorted.emit(column, bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier))
