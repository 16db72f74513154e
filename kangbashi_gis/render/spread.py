"""Layers that show many points at once: how dense they are, and groups with their number."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import partial
from typing import Generic, TypeVar

import moderngl
import numpy as np

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Clustered, Heat
from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.density import Groups, densest, grouped
from kangbashi_gis.render.dressing import Dress
from kangbashi_gis.render.graphics import Easel, Graphics, tell
from kangbashi_gis.render.layer import Layer, Step, place
from kangbashi_gis.render.lettering import Letters, Style, Words, letter
from kangbashi_gis.render.palette import COLOR, LINES, SIZES, palette, pixels, rgba
from kangbashi_gis.render.shelf import VERTEX, Packed, Page, Shelf
from kangbashi_gis.render.view import View

RAMP = 256
KEPT = 3  # scales of which what was found is kept
SIZE_STEPS = (10, 100, 1_000, 10_000)  # a group of more is drawn bigger
GROWTH = 0.22
Made = TypeVar("Made")
INK = "#ffffff"
NUMBER = 0.42  # the height of the number, as a share of its marker's


class _PerScale(Generic[Made]):  # Python 3.11 has no other way to say it
    """Something that is worked out once per scale, in a thread where there is one."""

    def __init__(self, shelf: Shelf, work: Callable[[float], Made]) -> None:
        self._shelf, self._work = shelf, work
        self._known: dict[float, Made | Future[Made]] = {}

    def at(self, metres: float) -> Made | None:
        """Give it, or None while it is on its way."""
        known = self._known.get(metres)
        if known is None:
            while len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)))
            pool = self._shelf.pool
            known = pool.submit(self._work, metres) if pool else self._work(metres)
            self._known[metres] = known
        if isinstance(known, Future):
            if not known.done():
                return None
            known = self._known[metres] = known.result()
        return known


class HeatLayer(Layer):
    """How dense points are: each adds a hill to a sheet of numbers, which is then coloured."""

    def __init__(self, graphics: Graphics, shelf: Shelf, prepared: Prepared, theme: Theme, wear: Dress) -> None:
        super().__init__(graphics, shelf, prepared, theme, wear)
        assert isinstance(wear.spread, Heat)
        self._heat, self._weights = wear.spread, wear.weights
        self._most = _PerScale(shelf, self._densest)
        self._ramp = graphics.ctx.texture((RAMP, 1), 4, _ramp(self._heat.colors).tobytes())
        self._ramp.repeat_x = False

    def plan(self, view: View) -> list[Step] | None:
        """Give the steps that draw the view; None while pages of it, or the highest density, are on their way."""
        table = self.symbols(view)
        chunks = self._seen(view, table)
        starts, ends = self.prepared.chunk[chunks], self.prepared.chunk[chunks + 1]
        drawn, complete = self._pages(self._merged(starts, ends, chunks), 0)
        most = self._heat.most or self._most.at(view.metres)
        if not complete or most is None:
            return None
        hills = [step for page, run in drawn for step in self._steps(view, "heat", COLOR, page, run)]
        if not hills:
            return []
        return [Step(0, lambda easel: easel.warm()), *hills, Step(0, partial(self._color, most))]

    def symbols(self, view: View) -> np.ndarray:
        """Give per class the weight of a point, and the radius of its hill."""
        if self._table_view != (view.metres, view.ratio):
            self._table = np.zeros((LINES, len(self._weights), 4), np.float32)
            self._table[COLOR] = self._weights[:, None]
            self._table[SIZES, :, 0] = pixels(self._heat.radius_mm, view)
            self._texture.write(self._table.tobytes())
            self._table_view = view.metres, view.ratio
        return self._table

    def release(self) -> None:
        """Give the memory back."""
        self._ramp.release()
        super().release()

    def _color(self, most: float, easel: Easel) -> None:
        easel.cool(self._ramp, max(most, 1e-9))

    def _densest(self, metres: float) -> float:
        """In a thread: what the last colour stands for at a scale. Device pixels do not change the ground."""
        number = self.prepared.category if self.wear.number is None else self.wear.number
        radius_m = pixels(self._heat.radius_mm, View(0.0, 0.0, metres, 1, 1)) * metres
        return densest(np.asarray(self.prepared.centre, np.float64), self._weights[np.asarray(number)], radius_m)


class ClusterLayer(Layer):
    """Points that lie near each other on the picture are one marker with their number."""

    def __init__(self, graphics: Graphics, shelf: Shelf, prepared: Prepared, theme: Theme, wear: Dress) -> None:
        super().__init__(graphics, shelf, prepared, theme, wear)
        assert isinstance(wear.spread, Clustered)
        self._clustered = wear.spread
        self._groups = _PerScale(shelf, self._group)
        self._letters = Letters(graphics)
        self._page: tuple[float, Page] | None = None

    def plan(self, view: View) -> list[Step] | None:
        """Give the steps that draw the view; None while the groups are on their way."""
        found = self._groups.at(view.metres)
        if found is None:
            return None
        self.symbols(view)
        seen = self._in_view(found, view)
        if not len(found.xy):
            return []
        page = self._packed(found, view.metres)
        return [
            Step(len(found.xy), partial(self._draw_groups, page, view)),
            Step(len(seen), partial(self._number, found, seen, view)),
        ]

    def symbols(self, view: View) -> np.ndarray:
        """Give the single marker, and those of groups, which grow with their number."""
        if self._table_view != (view.metres, view.ratio):
            table = palette(self.wear.at(view.scale, self.prepared.kind), view)
            for step in range(len(SIZE_STEPS) + 1):
                table[SIZES, 1 + step, 0] *= 1 + GROWTH * step
            self._table = table
            self._texture.write(table.tobytes())
            self._table_view = view.metres, view.ratio
        return self._table

    def release(self) -> None:
        """Give the memory back."""
        if self._page:
            self._page[1].release()
        self._letters.release()
        super().release()

    def _group(self, metres: float) -> Groups:
        """In a thread: the groups of a scale."""
        distance = pixels(self._clustered.distance_mm, View(0.0, 0.0, metres, 1, 1)) * metres
        return grouped(np.asarray(self.prepared.centre, np.float64), distance)

    def _packed(self, found: Groups, metres: float) -> Page:
        if self._page is None or self._page[0] != metres:
            if self._page:
                self._page[1].release()
            vertices = np.zeros(len(found.xy), VERTEX)
            vertices["place"] = found.xy
            vertices["tag"] = np.where(found.count > 1, 1 + np.searchsorted(SIZE_STEPS, found.count), 0)
            self._page = metres, Page(self._graphics, Packed(vertices))
        return self._page[1]

    def _in_view(self, found: Groups, view: View) -> np.ndarray:
        x, y = view.pixel(*(found.xy + self._origin).T)
        wide = float(self._table[SIZES, :, 0].max())
        inside = (x > -wide) & (x < view.width + wide) & (y > -wide) & (y < view.height + wide)
        return np.flatnonzero(inside & (found.count > 1))

    def _draw_groups(self, page: Page, view: View, _easel: Easel) -> None:
        program = self._graphics.marker
        place(program, view, self._origin)
        tell(program, last=self._texture.width - 1)
        self._graphics.pictograms.use(1)
        self._texture.use(0)
        page.array(program, moderngl.POINTS).render(moderngl.POINTS)

    def _number(self, found: Groups, seen: np.ndarray, view: View, easel: Easel) -> None:
        wanted: list[tuple[Hashable, float, float]] = []
        for one in seen.tolist():
            count = int(found.count[one])
            radius = float(self._table[SIZES, 1 + int(np.searchsorted(SIZE_STEPS, count)), 0])
            words = Words((_short(count),), Style(max(round(2 * radius * NUMBER), 7), INK, ""))
            if not self._letters.holds(words):
                self._letters.put(words, letter(words))
            x, y = view.pixel(*(found.xy[one] + self._origin))
            wanted.append((words, float(x), float(y)))
        self._letters.draw(wanted, view.width, view.height)
        easel.resume()


def _short(count: int) -> str:
    return str(count) if count < 100_000 else f"{count // 1000}k"


def _ramp(colors: tuple[str, ...]) -> np.ndarray:
    """Give uint8 (RAMP, 4), alpha multiplied in, evenly between the colours."""
    stops = np.array([rgba(one) for one in colors])
    where = np.linspace(0, 1, len(colors))
    at = np.linspace(0, 1, RAMP)
    return np.round(np.stack([np.interp(at, where, stops[:, part]) for part in range(4)], axis=1) * 255).astype(
        np.uint8
    )
