"""The lists of the card: metres of road by class and name, and the nearest legal entities."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from kangbashi_gis.model.answers import EntityItem, RoadLength
from kangbashi_gis.ui import units

ITEM = Qt.ItemDataRole.UserRole
MOST_ROWS = 12  # beyond this the list scrolls inside


class RoadList(QTreeWidget):
    """Roads inside, a branch per class with its sum, longest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _set_up(self, (self.tr("Road"), self.tr("Length")), self.tr("Roads inside"))

    def show_roads(self, roads: Sequence[RoadLength]) -> None:
        """Show these roads."""
        self.clear()
        classes: dict[str, list[RoadLength]] = {}
        for road in sorted(roads, key=lambda one: -one.length_m):
            classes.setdefault(road.class_title or self.tr("Other"), []).append(road)
        for title, members in classes.items():
            branch = QTreeWidgetItem([title, units.length(sum(road.length_m for road in members))])
            for road in members:
                branch.addChild(QTreeWidgetItem([road.name or self.tr("(no name)"), units.length(road.length_m)]))
            _align(branch)
            self.addTopLevelItem(branch)
        self.expandAll()
        fit_rows(self, len(classes) + len(roads))


class EntityList(QTreeWidget):
    """The nearest entities; a click shows one on the map."""

    wanted = Signal(object)  # EntityItem

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _set_up(self, (self.tr("Legal entity"), self.tr("Distance")), self.tr("Legal entities inside"))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.itemClicked.connect(self._want)
        self.itemActivated.connect(self._want)

    def show_entities(self, entities: Sequence[EntityItem]) -> None:
        """Show these entities, nearest first."""
        self.clear()
        rows = []
        for entity in entities:
            row = QTreeWidgetItem([entity.name, units.length(entity.distance_m)])
            row.setData(0, ITEM, entity)
            row.setToolTip(0, "\n".join(filter(None, (entity.name, entity.industry_title, entity.address))))
            _align(row)
            rows.append(row)
        self.addTopLevelItems(rows)
        fit_rows(self, len(entities))

    def _want(self, item: QTreeWidgetItem) -> None:
        self.wanted.emit(item.data(0, ITEM))


def fit_rows(tree: QTreeWidget, rows: int) -> None:
    """Make a list as high as its rows, up to `MOST_ROWS`, so that the card itself scrolls and not each list."""
    row = tree.sizeHintForRow(0) if rows else tree.fontMetrics().height() + 8
    height = row * min(max(rows, 1), MOST_ROWS) + tree.header().sizeHint().height() + 4
    tree.setFixedHeight(height)


def _align(row: QTreeWidgetItem) -> None:
    for item in (row, *(row.child(place) for place in range(row.childCount()))):
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _set_up(tree: QTreeWidget, titles: Sequence[str], name: str) -> None:
    tree.setHeaderLabels(list(titles))
    tree.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
    tree.setAccessibleName(name)
    tree.setUniformRowHeights(True)
    tree.setIconSize(QSize(16, 16))
    tree.setIndentation(14)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
