"""历史: all that became of a row, the newest on top, field by field; one change can be taken back."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from kangbashi_gis.model import themes
from kangbashi_gis.model.moments import local_time
from kangbashi_gis.model.row_history import KINDS, Difference, RowChange
from kangbashi_gis.ui import language
from kangbashi_gis.ui.reports import OPERATIONS

CHANGE = Qt.ItemDataRole.UserRole
LONGEST = 200


class RowHistory(QWidget):
    """A tree: a change each, with what it did to the fields beneath."""

    undo_wanted = Signal(int)
    shape_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_undo = False
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels([self.tr("When"), self.tr("What"), self.tr("Who"), self.tr("Out of the file")])
        self.tree.setAccessibleName(self.tr("History"))
        self.tree.setWordWrap(True)
        self.tree.setUniformRowHeights(False)
        self.undo = QPushButton(self.tr("&Undo this change"), self)
        self.shape = QPushButton(self.tr("Show the shapes on the &map"), self)
        self.legend = QLabel(self.tr("On the map: red before the change, green after it."), self)
        self.legend.setObjectName("note")
        self.legend.hide()
        for button in (self.undo, self.shape):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(self.shape)
        row.addWidget(self.legend, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        self.tree.currentItemChanged.connect(self._refresh)
        self.undo.clicked.connect(lambda: self._emit(self.undo_wanted))
        self.shape.clicked.connect(lambda: self._emit(self.shape_wanted))

    @property
    def current(self) -> RowChange | None:
        """The change that is chosen, also where one of its fields is."""
        item = self.tree.currentItem()
        if item is None:
            return None
        found: RowChange = (item.parent() or item).data(0, CHANGE)
        return found

    def show_changes(self, theme: str, changes: Sequence[RowChange], may_undo: bool) -> None:
        """List changes, the newest on top and open."""
        self._may_undo = may_undo
        self.legend.hide()
        self.tree.clear()
        items = [self._item(theme, one) for one in reversed(changes)]
        self.tree.addTopLevelItems(items)
        for item in items[: min(3, len(items) - 1)]:  # what it was at first is long, and seldom asked about
            item.setExpanded(True)
        for column, width in ((0, 170), (1, 250), (2, 90)):
            self.tree.setColumnWidth(column, width)
        if items:
            self.tree.setCurrentItem(items[0])
        self._refresh()

    def _item(self, theme: str, one: RowChange) -> QTreeWidgetItem:
        kind = KINDS[one.kind][0 if language.current() == "zh" else 1]
        name = QCoreApplication.translate("Operations", str(OPERATIONS.get(one.name, one.name)))
        what = f"{one.number}. {kind}" + (f"（{name}）" if name else "")
        who = one.user or (self.tr("another program") if one.operation is None else self.tr("not known"))
        item = QTreeWidgetItem([local_time(one.at), what, who, one.source])
        item.setData(0, CHANGE, one)
        for each in one.differences:
            item.addChild(_difference(theme, each))
        if one.moved:
            item.addChild(QTreeWidgetItem([self.tr("Shape"), self.tr("changed")]))
        return item

    def _refresh(self, *_items: object) -> None:
        one = self.current
        self.undo.setEnabled(self._may_undo and one is not None)
        self.shape.setEnabled(one is not None and one.moved)

    def _emit(self, signal: SignalInstance) -> None:
        if self.current is not None:
            signal.emit(self.current.number)


def _difference(theme: str, one: Difference) -> QTreeWidgetItem:
    from kangbashi_gis.operations.table import shown

    field = themes.theme(theme).field(one.field)
    before, after = (_cut(shown(field, value)) or "（空）" for value in (one.before, one.after))
    words = after if one.before is None else f"{before} → {after}"
    item = QTreeWidgetItem([one.title, words])
    item.setToolTip(1, words)
    return item


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"
