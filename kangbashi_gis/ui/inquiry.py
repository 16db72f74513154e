"""The question the window is about: which place, how far around, and the newest answer to it."""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from kangbashi_gis.model.answers import Around, Place, SearchHit
from kangbashi_gis.ui.jobs import Jobs

if TYPE_CHECKING:
    from kangbashi_gis.operations.reverse import Reverse
    from kangbashi_gis.operations.workspace import Workspace

NEAR_SCORE = 0.9  # of `nearest`: an address within 100 m gives a point its name

Points = Sequence[tuple[float, float]]


class Inquiry(QObject):
    """Keeps place, radius and polygon, and asks again whenever one of them changes."""

    answered = Signal(object)  # Around
    failed = Signal(object)  # GisError
    cleared = Signal()
    identified = Signal(object)  # tuple of SearchHit: what lies under the click
    named = Signal(object)  # Reverse of a clicked point, or None

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.space: Workspace | None = None
        self.place: Place | None = None
        self.polygon: Points | None = None
        self.radius_m = 500.0
        self.detail = ""  # the full text of the place, where it has one
        self.answer: Around | None = None
        self._question = jobs.question("around")
        self._question.answered.connect(self._take)
        self._question.failed.connect(self.failed)
        self._here = jobs.question("around")
        self._here.answered.connect(self.identified)
        self._near = jobs.question("around")
        self._near.answered.connect(self.named)

    def open(self, space: "Workspace | None") -> None:
        """Ask this workspace from now on; what was asked of another is forgotten."""
        self.clear()
        self.space = space

    def at_hit(self, hit: SearchHit) -> None:
        """Ask around a found thing that has a place."""
        self.place = hit.place
        self.polygon, self.detail = None, hit.detail
        self._forget_here()
        self.repeat()

    def at_point(self, x: float, y: float, tolerance_m: float, layers: Sequence[str]) -> None:
        """Ask around a point in the workspace's CRS, and what of these layers lies under it."""
        if self.space is None:
            return
        self.polygon, self.detail = None, ""
        self._question.ask(_around_point, self.space, x, y, self.radius_m)
        self._here.ask(_identify, self.space, x, y, tolerance_m, layers)
        self._near.ask(_name, self.space, x, y)

    def inside(self, points: Points) -> None:
        """Ask what lies inside a polygon in the workspace's CRS."""
        self.place, self.polygon, self.detail = None, points, ""
        self._forget_here()
        self.repeat()

    def set_radius(self, radius_m: float) -> None:
        """Change how far around; the newest place is asked again."""
        if radius_m == self.radius_m:
            return
        self.radius_m = radius_m
        if self.place is not None:
            self.repeat()

    def repeat(self) -> None:
        """Ask the same again, because the radius or the data changed."""
        if self.space is None or (self.place is None and self.polygon is None):
            return
        if self.polygon is not None:
            self._question.ask(_within, self.space, self.polygon)
        else:
            self._question.ask(_around, self.space, self.place, self.radius_m)

    def clear(self) -> None:
        """Forget place and answer."""
        self._question.drop()
        self._forget_here()
        self.place = self.polygon = self.answer = None
        self.cleared.emit()

    def _forget_here(self) -> None:
        self._here.drop()
        self.identified.emit(())
        self._near.drop()
        self.named.emit(None)

    def _take(self, answer: Around) -> None:
        self.answer = answer
        if self.polygon is None:
            self.place = answer.place
        self.answered.emit(answer)


def _around(space: "Workspace", place: Place, radius_m: float) -> Around:
    from kangbashi_gis.operations.around import around

    return around(space, place, radius_m)


def _around_point(space: "Workspace", x: float, y: float, radius_m: float) -> Around:
    from kangbashi_gis.operations.around import around, place_at
    from kangbashi_gis.operations.search import nearest

    place, beside = place_at(space, x, y), nearest(space, x, y)
    if beside is not None and beside.score >= NEAR_SCORE:
        near = QCoreApplication.translate("Inquiry", "Near {title}").format(title=beside.title)
        place = dataclasses.replace(place, title=near)
    return around(space, place, radius_m)


def _name(space: "Workspace", x: float, y: float) -> "Reverse":
    from kangbashi_gis.operations.reverse import reverse

    return reverse(space, x, y)


def _identify(
    space: "Workspace", x: float, y: float, tolerance_m: float, layers: Sequence[str]
) -> tuple[SearchHit, ...]:
    from kangbashi_gis.operations.search import identify

    return tuple(identify(space, x, y, tolerance_m, layers))


def _within(space: "Workspace", points: Points) -> Around:
    import shapely

    from kangbashi_gis.operations.around import within

    return within(space, shapely.Polygon(points))
