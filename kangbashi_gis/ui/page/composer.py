"""Makes the picture of a page, in a thread: what has not changed since the last picture is not made again."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage, QPainter

from kangbashi_gis.errors import GisError
from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.page import Item, Locator, MapFrame, Page
from kangbashi_gis.model.page.box import Box
from kangbashi_gis.model.page.codec import require
from kangbashi_gis.model.page.lint import Finding, findings
from kangbashi_gis.model.page.subject import NOTHING, Subject
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.operations.printing import Order, values
from kangbashi_gis.operations.styles import styles
from kangbashi_gis.render.page import atlas
from kangbashi_gis.render.page.compose import Composing, begun, composed, composed_item
from kangbashi_gis.render.page.facts import facts_of
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Ink, Sheet
from kangbashi_gis.render.page.painting import play

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """What is to be seen: the page and what it is about, which piece of it, and how many pixels a millimetre has.

    checked: its check is wanted too.
    """

    page: Page
    subject: Subject = NOTHING
    area: Box = field(default_factory=lambda: Box(0.0, 0.0, 1.0, 1.0))
    unit: float = 4.0
    checked: bool = True


@dataclass(frozen=True)
class Picture:
    """A page as a picture. said: what fills its texts. scales: of its maps. problems: items that cannot be drawn."""

    page: Page
    image: QImage
    area: Box
    said: Mapping[str, str]
    scales: Mapping[str, float]
    problems: Sequence[tuple[str, GisError]]
    findings: Sequence[Finding]


class Composer:
    """`picture` is asked in a thread; `close` may be called by any."""

    def __init__(self, space: "Workspace", states: Sequence[LayerState], backdrop: Backdrop) -> None:
        self._space, self._states, self._backdrop = space, tuple(states), backdrop
        self._stack = ExitStack()
        self._atlas: atlas.Atlas | None = None
        self._styles: Mapping[str, Any] = {}
        self._inks: dict[str, tuple[object, list[Ink]]] = {}
        self._maps: dict[str, tuple[object, QImage]] = {}
        self._turn = threading.Lock()
        self._ended = False

    def picture(self, wanted: Wanted) -> Picture | None:
        """Make a picture; None after the end. Raises PageInvalid, PermissionDenied and what reading rows raises."""
        try:
            with self._turn:
                return None if self._ended else self._picture(wanted)
        finally:
            if self._ended:
                self.close()

    def sheet(self, page: Page, subject: Subject) -> tuple[Sheet, Typeface]:
        """Make a whole page, as for the printer. Raises what `picture` raises."""
        with self._turn:
            work = begun(require(page), self._book(), values(self._space, Order(page), subject), self._styles, subject)
            return composed(work), work.atlas.face

    def close(self) -> None:
        """Let everything go, now or as soon as the picture that is being made is done."""
        self._ended = True
        if self._turn.acquire(blocking=False):
            self._stack.close()
            self._atlas = None
            self._inks.clear()
            self._maps.clear()
            self._turn.release()

    def _picture(self, wanted: Wanted) -> Picture:
        page = require(wanted.page)
        said = values(self._space, Order(page), wanted.subject)
        work = begun(page, self._book(), said, self._styles, wanted.subject)
        made, problems = self._made(page, work)
        image = self._painted(wanted, made, work)
        found = findings(page, facts_of(work)) if wanted.checked else []
        scales = {name: place.view.scale for name, place in work.places.items()}
        return Picture(page, image, wanted.area, work.values, scales, problems, found)

    def _book(self) -> atlas.Atlas:
        """The layers, opened when they are first needed."""
        if self._atlas is None:
            self._styles = styles(self._space)
            opened = atlas.opened(self._space, self._states, self._styles, self._backdrop)
            self._atlas = self._stack.enter_context(opened)
        return self._atlas

    def _made(self, page: Page, work: Composing) -> tuple[dict[str, list[Ink]], list[tuple[str, GisError]]]:
        made: dict[str, list[Ink]] = {}
        problems = []
        for one in page.items:
            try:
                made[one.name] = self._ink(one, work)
            except GisError as problem:
                made[one.name] = []
                problems.append((one.name, problem))
        self._inks = {name: kept for name, kept in self._inks.items() if name in made}
        self._maps = {name: kept for name, kept in self._maps.items() if name in made}
        return made, problems

    def _ink(self, one: Item, work: Composing) -> list[Ink]:
        key = _needs(one, work)
        known = self._inks.get(one.name)
        if known is None or known[0] != key:
            known = self._inks[one.name] = key, composed_item(one, work)
        return known[1]

    def _painted(self, wanted: Wanted, made: Mapping[str, list[Ink]], work: Composing) -> QImage:
        image = _blank(wanted, "#ffffff")
        painter = QPainter(image)
        try:
            for one in wanted.page.items:
                if not made[one.name]:
                    continue
                if isinstance(one, MapFrame):
                    painter.drawImage(0, 0, self._map(one, wanted, made[one.name], work))
                else:
                    _play(painter, made[one.name], wanted, work)
        finally:
            painter.end()
        return image

    def _map(self, one: MapFrame, wanted: Wanted, inks: list[Ink], work: Composing) -> QImage:
        """A map takes long to paint, so its picture is kept while only other things change."""
        key = self._inks[one.name][0], wanted.area, wanted.unit
        known = self._maps.get(one.name)
        if known is None or known[0] != key:
            image = _blank(wanted, "")
            painter = QPainter(image)
            try:
                _play(painter, inks, wanted, work)
            finally:
                painter.end()
            known = self._maps[one.name] = key, image
        return known[1]


def _needs(one: Item, work: Composing) -> object:
    """Everything that the ink of an item is made from, beside the workspace."""
    if isinstance(one, MapFrame):
        return one, work.places[one.name].view, id(work.subject)
    if isinstance(one, Locator):
        return one, work.places[one.frame].view, work.places[one.shows].view, work.page.item(one.frame).box
    frame = getattr(one, "frame", "") or getattr(one, "within", "")
    map_ = replace(work.page.item(frame)) if frame else None
    return one, map_, work.places[frame].view if frame else None, dict(work.values), id(work.subject)


def _play(painter: QPainter, inks: list[Ink], wanted: Wanted, work: Composing) -> None:
    painter.save()
    painter.scale(wanted.unit, wanted.unit)
    painter.translate(-wanted.area.x, -wanted.area.y)
    play(painter, inks, work.atlas.face, wanted.area)
    painter.restore()


def _blank(wanted: Wanted, color: str) -> QImage:
    width, height = (max(round(side * wanted.unit), 1) for side in (wanted.area.width, wanted.area.height))
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(color or "#00000000")
    return image
