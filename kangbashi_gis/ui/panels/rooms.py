"""楼盘表: the rooms of a building as a grid, coloured by who is registered there; each colour is said in words too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.answers import Place, SearchHit
from kangbashi_gis.operations.rooms import RoomBook
from kangbashi_gis.search.rooms import Room
from kangbashi_gis.ui import docks, messages
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels import person
from kangbashi_gis.ui.panels.people import may_read

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "rooms_dock"
ROOM = Qt.ItemDataRole.UserRole
# laid over the table's own colour, so that both palettes work
LIVED_IN, OFFICE, EMPTY, TWICE = "#1f6fb2", "#7a4fb5", "#8a94a0", "#e8a317"
MOST_PEOPLE = 6  # from here on the colour grows no stronger


class RoomsPanel(QWidget):
    """Building, summary and grid. Arrow keys move, Enter makes a room the place."""

    room_wanted = Signal(object)  # SearchHit
    people_wanted = Signal(list, str)  # row numbers of the room's addresses, what the room is called

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book: RoomBook | None = None
        self._space: Workspace | None = None
        self._place: Place | None = None
        self.summary = QLabel(self)
        self.building = QComboBox(self)
        self.grid = QTableWidget(self)
        self._question = jobs.question("rooms")
        self._question.answered.connect(self.show_book)
        self._question.failed.connect(self.fail)
        self._hit = jobs.question("rooms")
        self._hit.answered.connect(self._want)
        self._set_up()

    def ask(self, space: "Workspace", place: Place, building: str = "") -> None:
        """Ask for the rooms at a place."""
        self._space, self._place = space, place
        self.summary.setText(self.tr("Reading the rooms …"))
        self._question.ask(_rooms, space, place, building)

    def forget(self) -> None:
        """Show nothing."""
        for question in (self._question, self._hit):
            question.drop()
        self._space, self._place, self.book = None, None, None
        self.grid.clear()
        self.grid.setRowCount(0)
        self.summary.clear()

    def fail(self, error: GisError) -> None:
        """Say what is wrong in place of a grid."""
        self.book = None
        self.grid.setRowCount(0)
        self.grid.setColumnCount(0)
        self.building.hide()
        self.summary.setText("\n".join(filter(None, messages.sentence(error))))

    def show_book(self, book: RoomBook) -> None:
        """Show a building."""
        self.book = book
        self._show_siblings(book)
        self._show_summary(book)
        self._fill(book)

    def _show_siblings(self, book: RoomBook) -> None:
        self.building.blockSignals(True)
        self.building.clear()
        for name in book.siblings:
            self.building.addItem(self.tr("Building {name}").format(name=name), name)
        self.building.setCurrentIndex(self.building.findData(book.building))
        self.building.setVisible(len(book.siblings) > 1)
        self.building.blockSignals(False)

    def _show_summary(self, book: RoomBook) -> None:
        table = book.table
        people = sum(room.people or 0 for room in table.rooms)
        words = self.tr("{title}: {rooms} rooms, {people} people, {empty} empty, {twice} registered twice")
        if not book.permitted:
            words = self.tr("{title}: {rooms} rooms, {twice} registered twice. The people are not available to you.")
        self.summary.setText(
            words.format(
                title=book.title,
                rooms=len(table.rooms),
                people=people,
                empty=table.count("empty"),
                twice=table.count("duplicate"),
            )
        )

    def _fill(self, book: RoomBook) -> None:
        """Give each unit as many columns as its fullest floor has rooms."""
        table, grid = book.table, self.grid
        wide = {unit: max(len(table.at(unit, floor)) for floor in table.floors) for unit in table.units}
        slots = [(unit, slot) for unit in table.units for slot in range(wide[unit])]
        grid.clear()
        grid.setRowCount(len(table.floors))
        grid.setColumnCount(len(slots))
        grid.setVerticalHeaderLabels([self._floor(floor) for floor in table.floors])
        grid.setHorizontalHeaderLabels([self._unit(unit) if slot == 0 else "" for unit, slot in slots])
        for row, floor in enumerate(table.floors):
            for column, (unit, slot) in enumerate(slots):
                rooms = table.at(unit, floor)
                grid.setItem(row, column, self._item(rooms[slot]) if slot < len(rooms) else _nothing())
        grid.resizeColumnsToContents()
        grid.resizeRowsToContents()
        self._stand_on(self._place.fid if self._place is not None else 0)

    def _stand_on(self, fid: int) -> None:
        """Let the keyboard begin at the room that was asked for, else at the top left."""
        rows, columns = range(self.grid.rowCount()), range(self.grid.columnCount())
        cells = [item for row in rows for at in columns if (item := self.grid.item(row, at)) is not None]
        asked = (one for one in cells if one.data(ROOM) and fid in [row.fid for row in one.data(ROOM).addresses])
        item = next(asked, cells[0] if cells else None)
        if item is not None:
            self.grid.setCurrentItem(item)

    def _item(self, room: Room) -> QTableWidgetItem:
        item = QTableWidgetItem(f"{room.label}\n{self._state(room)}")
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        item.setData(ROOM, room)
        item.setBackground(_colour(room))
        item.setToolTip("\n".join(one.full for one in room.addresses))
        words = f"{self._unit(room.unit)} {room.label}: {self._state(room)}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        return item

    def _state(self, room: Room) -> str:
        parts = []
        if room.duplicate:
            parts.append(self.tr("twice"))
        if room.people:
            parts.append(self.tr("{count} people").format(count=room.people))
        if room.entities:
            parts.append(self.tr("{count} entities").format(count=room.entities))
        if room.empty:
            parts.append(self.tr("empty"))
        return " · ".join(parts) or "–"

    def _unit(self, unit: str) -> str:
        return self.tr("Unit {name}").format(name=unit) if unit else self.tr("No unit")

    def _floor(self, floor: int | None) -> str:
        return self.tr("Floor ?") if floor is None else self.tr("Floor {number}").format(number=floor)

    def _choose(self, item: QTableWidgetItem) -> None:
        room = item.data(ROOM)
        self._ask_people(item)
        if room is not None and self._space is not None:
            self._hit.ask(_hit, self._space, room.addresses[0].fid)

    def _ask_people(self, item: QTableWidgetItem) -> None:
        room = item.data(ROOM)
        if room is not None and room.people and self._space is not None and may_read(self._space):
            self.people_wanted.emit([one.fid for one in room.addresses], f"{self._unit(room.unit)} {room.label}")

    def _want(self, hit: SearchHit | None) -> None:
        if hit is not None:
            self.room_wanted.emit(hit)

    def _change_building(self) -> None:
        if self._space is not None and self._place is not None:
            self.ask(self._space, self._place, str(self.building.currentData()))

    def _set_up(self) -> None:
        self.summary.setWordWrap(True)
        self.building.setAccessibleName(self.tr("Building"))
        self.grid.setAccessibleName(self.tr("Rooms, floors down and units across"))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(True)
        self.grid.itemActivated.connect(self._choose)
        self.grid.itemClicked.connect(self._ask_people)
        self.building.currentIndexChanged.connect(self._change_building)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.building)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(top)
        column.addWidget(self.grid, 1)

    def sizeHint(self) -> QSize:
        """Ask for room for a few floors."""
        return QSize(700, 320)


def show(window: "MainWindow", place: Place) -> RoomsPanel:
    """Show the rooms at a place in a panel under the map."""
    assert window.space is not None
    title = QCoreApplication.translate("RoomsPanel", "Rooms of the building")
    found = docks.raised(window, NAME, title, lambda dock: _made(window, dock))
    found.ask(window.space, place)
    found.grid.setFocus()
    return found


def forget(window: "MainWindow") -> None:
    """Show no rooms any more: how many people live in each is not for everybody."""
    dock = window.findChild(QDockWidget, NAME)
    if isinstance(dock, QDockWidget) and isinstance(panel := dock.widget(), RoomsPanel):
        panel.forget()
        dock.hide()


def _made(window: "MainWindow", parent: QWidget) -> RoomsPanel:
    panel = RoomsPanel(window.jobs, parent)
    panel.room_wanted.connect(window.card.hit_wanted)
    panel.people_wanted.connect(lambda fids, title: person.shown(window).ask_room(window.space, fids, title))
    return panel


def _colour(room: Room) -> QColor:
    if room.duplicate:
        colour, share = QColor(TWICE), 0.45
    elif room.people:
        colour, share = QColor(LIVED_IN), 0.15 + 0.35 * min(room.people, MOST_PEOPLE) / MOST_PEOPLE
    elif room.entities:
        colour, share = QColor(OFFICE), 0.3
    else:
        colour, share = QColor(EMPTY), 0.16 if room.empty else 0.0
    colour.setAlphaF(share)
    return colour


def _nothing() -> QTableWidgetItem:
    """Give the cell of a room that is not there."""
    item = QTableWidgetItem("")
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _rooms(space: "Workspace", place: Place, building: str) -> RoomBook:
    from kangbashi_gis.operations.rooms import rooms

    return rooms(space, place, building)


def _hit(space: "Workspace", fid: int) -> SearchHit | None:
    from kangbashi_gis.operations.rooms import hit_of

    return hit_of(space, fid)
