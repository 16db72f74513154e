"""People in the search box: asked after a pause, by those who may look people up, and only where a person may be meant.

Nothing of it is kept: neither what was typed nor who was found.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.people import Resident, ResidentAnswer
from kangbashi_gis.model.person_query import recognise
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.ui.jobs import Jobs

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

PAUSE_MS = 400  # so long nobody types before people are asked for: not each key is a row of the log
MOST = 20
PLACES = ("none", "wide", "room")  # what is no name and no number of a person
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
        if may_read(space) and recognise(query).form not in PLACES:
            self._wanted = (space, query, near)
            self._pause.start()

    def drop(self) -> None:
        """Ask nothing, and take no answer that is on its way."""
        self._pause.stop()
        self._question.drop()
        self._wanted = None

    def _ask(self) -> None:
        if self._wanted is not None:
            self._question.ask(_find, *self._wanted)
            self._wanted = None


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
