"""The sheet of a person: masked, with the household; one record in clear for a reason, for a minute at most."""

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.people import Resident, ResidentAnswer, ResidentCard, Unmasked
from kangbashi_gis.model.reasons import REASONS
from kangbashi_gis.ui import docks, language, messages
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels.erasing import EraseButton

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "person_dock"
SECONDS = 60.0
TICK_MS = 250
IDENTITY = Qt.ItemDataRole.UserRole


class PersonPanel(QWidget):
    """A person and the household, or the people of a room. Esc masks; so does hiding, and whoever logs out."""

    hit_wanted = Signal(object)  # SearchHit: where the person lives

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: ResidentCard | None = None
        self._space: Workspace | None = None
        self._room: tuple[int, ...] = ()
        self._until = 0.0
        self.title = QLabel(self)
        self.values = {name: QLabel(self) for name in ("id_number", "phone", "sex", "born", "address", "household")}
        self.there = {name: QLabel(self) for name in ("building", "parcel", "rooms")}
        self.reason = QComboBox(self)
        self.button = QPushButton(self.tr("Show in clear"), self)
        self.left = QLabel(self)
        self.erase = EraseButton(jobs, self)
        self.erase.failed.connect(self.left.setText)
        self.others, self.alone = QListWidget(self), QLabel(self)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._look)
        self._card = jobs.question("people")
        self._card.answered.connect(self.show_card)
        self._card.failed.connect(self.fail)
        self._people = jobs.question("people")
        self._people.answered.connect(self.show_people)
        self._people.failed.connect(self.fail)
        self._whole = jobs.question("people")
        self._whole.answered.connect(self._show_whole)
        self._whole.failed.connect(self.fail)
        self._set_up()

    @property
    def unmasked(self) -> bool:
        """Whether a record stands there in clear."""
        return self._tick.isActive()

    def ask(self, space: "Workspace | None", identity: str) -> None:
        """Show a person by id."""
        self.forget()
        self._space = space
        if space is not None:
            self._card.ask(_card_of, space, identity)

    def ask_room(self, space: "Workspace | None", fids: Sequence[int], title: str) -> None:
        """List the people of a room; the same room again asks nothing."""
        if self._room == tuple(fids):
            return
        self.forget()
        self._space, self._room = space, tuple(fids)
        self.title.setText(title)
        if space is not None:
            self._people.ask(_people_at, space, list(fids))

    def forget(self) -> None:
        """Show nobody."""
        for question in (self._card, self._people, self._whole):
            question.drop()
        self.card, self._space, self._room = None, None, ()
        self.title.clear()
        self.others.clear()
        for label in self.there.values():
            label.clear()
        self.cover()

    def fail(self, error: GisError) -> None:
        """Say what is wrong."""
        self.cover()
        self.left.setText("\n".join(filter(None, messages.sentence(error))))

    def show_card(self, card: ResidentCard) -> None:
        """Show a person, masked, and go to where they live."""
        self.card = card
        self.cover()
        self._list(card.household)
        self._say_where(card)
        if card.address is not None and card.address.place is not None:
            self.hit_wanted.emit(card.address)

    def show_people(self, answer: ResidentAnswer) -> None:
        """List people, masked."""
        self._list(answer.people, said="")
        more = self.tr("{count} more are not listed.").format(count=answer.more) if answer.more else ""
        self.left.setText(more if answer.total else self.tr("Nobody is registered here."))

    def cover(self) -> None:
        """Put the masked values back, at once."""
        self._tick.stop()
        self._whole.drop()
        person = self.card.person if self.card else None
        for name, label in self.values.items():
            label.setText(str(getattr(person, name, "") or ""))
        self.left.clear()
        if person is not None:
            self.title.setText(person.name)
            self.values["born"].setText("" if person.age is None else self.tr("{age} years").format(age=person.age))
        may = person is not None and self._space is not None and self._space.user.may(Permission.PEOPLE_UNMASK)
        self.button.setEnabled(may and bool(self.reason.currentData()))
        self.reason.setEnabled(may)
        self.erase.follow(self.card, self._space)
        for part in self._of_one:
            part.setVisible(person is not None)

    def unmask(self) -> None:
        """Ask for the record in clear, for the reason that was chosen."""
        reason = str(self.reason.currentData() or "")
        if self._space is not None and self.card is not None and reason:
            self._whole.ask(_whole_of, self._space, self.card.person.id, reason)

    def _show_whole(self, record: Unmasked) -> None:
        if self.card is None or record.id != self.card.person.id or not self.isVisible():
            return
        self._until = _now() + SECONDS
        self.title.setText(record.name)
        for name, label in self.values.items():
            label.setText(str(getattr(record, name)))
        self._tick.start()
        self._look()
        self.setFocus()
        self.reason.setCurrentIndex(0)  # the next one needs a reason of its own

    def _look(self) -> None:
        """Count down; mask when the time is over or the user may not see it any more."""
        seconds = math.ceil(self._until - _now())
        if seconds <= 0 or not self._still_may():
            self.cover()
        else:
            self.left.setText(self.tr("In clear for {seconds} s more. Esc masks.").format(seconds=seconds))

    def _still_may(self) -> bool:
        if self._space is None:
            return False
        try:
            self._space.require(Permission.PEOPLE_UNMASK)
        except GisError:  # locked, logged out, or idle for too long: the answer is no
            return False
        return True

    def _list(self, people: Sequence[Resident], said: str | None = None) -> None:
        """List people; where there are none a sentence stands in their place."""
        self.others.clear()
        self.alone.setText(self.tr("Nobody else is registered in this household.") if said is None else said)
        self.alone.setVisible(not people and bool(self.alone.text()))
        self.others.setVisible(bool(people))
        for one in people:
            parts = (one.name, one.relation, one.sex, one.id_number, one.phone)
            item = QListWidgetItem(" · ".join(filter(None, parts)))
            item.setData(IDENTITY, one.id)
            self.others.addItem(item)

    def _say_where(self, card: ResidentCard) -> None:
        """Name the building, the parcel, and how many rooms and people the building has."""
        for name, hit in (("building", card.building), ("parcel", card.parcel)):
            # one line: a form gives a label that wraps no more
            self.there[name].setText(hit.title if hit else "")
            self.there[name].setToolTip(hit.detail if hit else "")
        rooms = card.rooms
        if rooms is None:
            self.there["rooms"].clear()
        elif rooms.people is None:
            self.there["rooms"].setText(self.tr("{rooms} rooms").format(rooms=rooms.rooms))
        else:
            said = self.tr("{rooms} rooms, {people} people")
            self.there["rooms"].setText(said.format(rooms=rooms.rooms, people=rooms.people))

    def _choose(self, item: QListWidgetItem) -> None:
        if self._space is not None:
            self.ask(self._space, str(item.data(IDENTITY)))

    def _choose_reason(self) -> None:
        if not self.unmasked:
            self.button.setEnabled(self.reason.isEnabled() and bool(self.reason.currentData()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask what nobody sees."""
        self.cover()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's own, while something stands there in clear."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.unmasked
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if is_escape and event.type() == QEvent.Type.KeyPress:
            self.cover()
            return True
        return super().event(event)

    def _set_up(self) -> None:
        self.title.setObjectName("cardTitle")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason.addItem(self.tr("Choose a reason"), "")
        for code, (chinese, english) in REASONS.items():
            self.reason.addItem(chinese if language.current() == language.CHINESE else english, code)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.setAccessibleName(self.tr("Why it is to be shown"))
        self.others.setAccessibleName(self.tr("People here"))
        self.reason.currentIndexChanged.connect(self._choose_reason)
        self.button.clicked.connect(self.unmask)
        self.others.itemActivated.connect(self._choose)
        self._sheet = QWidget(self)
        self._sheet.setLayout(self._form())
        # a room lists people, and nobody's empty lines above them
        self._of_one: tuple[QWidget, ...] = (self._sheet, self.reason, self.button)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        address = self.values["address"]  # a form gives a label that wraps one line only
        address.setMinimumHeight(address.fontMetrics().lineSpacing() * 2 + 4)
        address.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.left.setWordWrap(True)
        self.alone.setObjectName("note")
        self.alone.setWordWrap(True)
        self.alone.hide()
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self._sheet)
        for part in (self.reason, self.button, self.left, QLabel(self.tr("People here"), self)):
            column.addWidget(part)
        column.addWidget(self.alone)
        column.addWidget(self.others, 1)
        column.addStretch()
        column.addWidget(self.erase)
        self.cover()

    def _form(self) -> QFormLayout:
        titles = (
            self.tr("ID number"), self.tr("Phone"), self.tr("Sex"), self.tr("Born"), self.tr("Address"),
            self.tr("Household"), self.tr("Building"), self.tr("Parcel"), self.tr("Rooms there"),
        )  # fmt: skip
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        for title, label in zip(titles, (*self.values.values(), *self.there.values()), strict=True):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            form.addRow(title, label)
        return form


def attach(window: "MainWindow") -> None:
    """Show whoever is chosen in the search box; forget them with the workspace."""
    window.search.person_chosen.connect(lambda identity: shown(window).ask(window.space, identity))
    window.search.opened.connect(lambda: forget(window))


def shown(window: "MainWindow") -> PersonPanel:
    """Give the sheet of a person, in front, on the right."""
    title = QCoreApplication.translate("PersonPanel", "Resident")
    is_new = window.findChild(QDockWidget, NAME) is None
    panel = docks.raised(window, NAME, title, lambda dock: _made(window, dock))
    dock = window.findChild(QDockWidget, NAME)
    if is_new and isinstance(dock, QDockWidget):
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    return panel


def _made(window: "MainWindow", parent: QWidget) -> PersonPanel:
    panel = PersonPanel(window.jobs, parent)
    panel.hit_wanted.connect(window.card.hit_wanted)
    panel.erase.erased.connect(lambda said: _gone(window, said))
    return panel


def forget(window: "MainWindow") -> None:
    """Show nobody any more."""
    dock = window.findChild(QDockWidget, NAME)
    if isinstance(dock, QDockWidget) and isinstance(panel := dock.widget(), PersonPanel):
        panel.forget()
        dock.hide()


def _gone(window: "MainWindow", said: str) -> None:
    """Show the erased person no more, neither here nor among the results."""
    forget(window)
    window.search.box.clear()
    window.banner.say("done", said)


def _now() -> float:
    return time.monotonic()


def _card_of(space: "Workspace", identity: str) -> ResidentCard:
    from kangbashi_gis.operations.residents import card

    return card(space, identity)


def _people_at(space: "Workspace", fids: list[int]) -> ResidentAnswer:
    from kangbashi_gis.operations.residents import at_addresses

    return at_addresses(space, fids)


def _whole_of(space: "Workspace", identity: str, reason: str) -> Unmasked:
    from kangbashi_gis.operations.residents import unmask

    return unmask(space, identity, reason)
