"""People in the search box: asked after a pause, by those who may look people up, and only where a person may be meant.

Nothing of it is kept: neither what was typed nor who was found.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.people import Resident, ResidentAnswer
from kangbashi_gis.model.person_query import recognise
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.ui.jobs import Jobs

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

PAUSE_MS = 400  # so long nobody types before people are asked for: not each key is a row of the log
MOST = 20
Near = tuple[float, float] | None


class PeopleSearch(QObject):
    """Asks the vault for people in a lane of its own, so that addresses never wait for it."""

    found = Signal(object)  # ResidentAnswer
    failed = Signal(object)  # GisError

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._question = jobs.question("people")
        self._question.answered.connect(self.found)
        self._question.failed.connect(self.failed)
        self._wanted: tuple[Workspace, str, Near] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def ask(self, space: "Workspace", query: str, near: Near) -> None:
        """Ask once nobody has typed for a moment; what was asked before is dropped."""
        self.drop()
        if may_read(space) and means_people(query):
            self._wanted = (space, query, near)
            self._pause.start()

    def said(self, space: "Workspace", query: str) -> str:
        """Say, where no place was found, how it stands with people; "" for who may not look them up."""
        if not may_read(space):
            return ""
        if self._wanted is not None or self._question.waiting:
            return self.tr("Residents are being looked up …")
        if recognise(query).form == "wide":
            return self.tr("For residents type a whole name, or more of the number.")
        return self.tr("No resident either.") if means_people(query) else ""

    def drop(self) -> None:
        """Ask nothing, and take no answer that is on its way."""
        self._pause.stop()
        self._question.drop()
        self._wanted = None

    def _ask(self) -> None:
        if self._wanted is not None:
            self._question.ask(_find, *self._wanted)
            self._wanted = None


def means_people(query: str) -> bool:
    """Tell whether people are meant: by a name, a number, or one room. A building or a road asks nothing of anybody."""
    found = recognise(query)
    if found.form == "room":
        return any(element.part is Part.ROOM for element in parse(found.text))
    return found.answerable


def may_read(space: "Workspace") -> bool:
    """Tell whether people may be looked up here: by the user, and where the log can be written."""
    return space.user.may(Permission.PEOPLE_READ) and not space.read_only


def as_hit(person: Resident) -> SearchHit:
    """Give a person as a row of the list, masked; without a place, which the card looks up."""
    detail = " · ".join(filter(None, (person.id_number, person.phone, person.address)))
    return SearchHit(RESIDENTS.name, person.id, person.name, detail, 1.0, None, None, None, None)


def is_person(hit: SearchHit) -> bool:
    """Tell whether a row of the list is a person."""
    return hit.kind == RESIDENTS.name


def _find(space: "Workspace", query: str, near: Near) -> ResidentAnswer:
    from kangbashi_gis.operations.residents import find

    return find(space, query, MOST, near)
