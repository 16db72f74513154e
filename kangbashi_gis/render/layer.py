"""One layer of the map: which of its pieces a view needs, and the steps that draw them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import moderngl
import numpy as np

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import LayerState, Line, Marker
from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.dressing import Dress, plain
from kangbashi_gis.render.graphics import Easel, Graphics, tell
from kangbashi_gis.render.levels import level_of
from kangbashi_gis.render.night import by_night, simple_by_night
from kangbashi_gis.render.palette import COLOR, HATCHED, LINES, SECOND, SIZES, palette, pixels
from kangbashi_gis.render.shelf import DOTS, Page, Shelf, pack_dots, pack_page
from kangbashi_gis.render.view import View, onto, turn

LONGEST = 12_000  # vertices of one call; a whole number of triangles and of edges
HAIR_M = 8.0  # from this many metres per pixel on, outlines of a pixel are too dense for anyone to see them smoothed


MODES = {
    "fill": moderngl.TRIANGLES, "hatch": moderngl.TRIANGLES, "marker": moderngl.POINTS, "heat": moderngl.POINTS,
    "line": moderngl.LINES, "hair": moderngl.LINES, "dash": moderngl.LINES, "arrow": moderngl.LINES,
}  # fmt: skip
DEAR = ("line", "dash", "arrow")  # each vertex of these costs three of the others
ARROW_MM, ARROW_EVERY_MM = 2.4, 20.0


@dataclass(frozen=True)
class Step:
    """A piece of drawing that is done in one go: its cost in vertices, and what does it."""

    cost: int
    run: Callable[[Easel], None]


@dataclass(frozen=True)
class Run:
    """Pieces first to last of one page, drawn together."""

    page: int
    first: int
    last: int


class Layer:
    """A prepared theme with what it wears and the state the user gave it."""

    def __init__(
        self, graphics: Graphics, shelf: Shelf, prepared: Prepared, theme: Theme, wear: Dress | None = None
    ) -> None:
        self.prepared, self.theme, self._by_day = prepared, theme, theme
        self.worn, self.wear = wear, wear or plain(theme, prepared)
        simples = self.wear.simples
        self._dashed = any(not isinstance(one, Marker) and one.dash for one in simples)
        self._arrows = any(isinstance(one, Line) and one.arrow for one in simples)
        self._night, self.blend = False, "normal"
        self.state = LayerState(theme.name)
        self._graphics, self._shelf = graphics, shelf
        self._texture = graphics.ctx.texture((max(len(self.wear.entries), 1), LINES), 4, dtype="f4")
        self._texture.filter = moderngl.NEAREST, moderngl.NEAREST
        self._origin = np.array(prepared.origin)
        self._first_piece = prepared.chunk[prepared.page]
        self._biggest = np.array(prepared.size[prepared.chunk[:-1]])
        self._smallest = np.array(prepared.size[prepared.chunk[1:] - 1])
        self._table = np.empty(0)
        self._table_view: tuple[float, float] | None = None
        self._whole: tuple[float, np.ndarray] | None = None

    def dress(self, night: bool) -> None:
        """Take the colours of the night, or of the day."""
        self.theme = by_night(self._by_day) if night else self._by_day
        self._night = night
        self._table_view = None

    def shown(self, view: View) -> bool:
        """Tell whether the layer is drawn at the view's scale."""
        least = self.state.least_scale or self.theme.least_scale
        most = self.state.most_scale if self.state.most_scale != float("inf") else self.theme.most_scale
        return (
            self.state.visible and self.state.opacity > 0 and least <= view.scale <= most and self.prepared.pieces > 0
        )

    def plan(self, view: View) -> list[Step] | None:
        """Give the steps that draw the view; None while pages of it are on their way."""
        table = self.symbols(view)
        chunks = self._seen(view, table)
        whole = self._whole_pieces(view.metres)
        starts, middles, ends = self.prepared.chunk[chunks], whole[chunks], self.prepared.chunk[chunks + 1]
        runs = self._merged(starts, middles, chunks)
        dots = self._dot_runs(middles, ends)
        drawn, complete = self._pages(runs, self._level(view))
        dotted, dots_complete = self._dot_pages(dots)
        if not (complete and dots_complete):
            return None
        return self._passes(view, table, drawn, dotted)

    def symbols(self, view: View) -> np.ndarray:
        """Give the palette at the view's scale, and have it on the graphics card."""
        if self._table_view != (view.metres, view.ratio):
            simples = self.wear.at(view.scale, self.prepared.kind)
            self._table = palette([simple_by_night(one) for one in simples] if self._night else simples, view)
            self._texture.write(self._table.tobytes())
            self._table_view = view.metres, view.ratio
        return self._table

    def release(self) -> None:
        """Give the memory back; pages belong to the shelf."""
        self._texture.release()

    def _seen(self, view: View, table: np.ndarray) -> np.ndarray:
        """Numbers of the chunks that reach into the view, the width of their symbols included."""
        around = (float(table[SIZES, :, :2].max()) + 2) * view.metres
        return np.flatnonzero(view.touches(self.prepared.chunk_bounds, around))

    def _whole_pieces(self, metres: float) -> np.ndarray:
        """Per chunk, the number of the first piece that is only a dot."""
        if self._whole is None or self._whole[0] != metres:
            self._whole = metres, self._count_whole(np.float32(self.prepared.dot_px * metres))
        return self._whole[1]

    def _count_whole(self, least: np.float32) -> np.ndarray:
        """Only chunks that hold both kinds are looked into: their pieces are sorted, the biggest first."""
        chunk, size = self.prepared.chunk, self.prepared.size
        whole = np.where(self._biggest >= least, chunk[1:], chunk[:-1])
        for mixed in np.flatnonzero((self._biggest >= least) & (self._smallest < least)).tolist():
            pieces = size[chunk[mixed] : chunk[mixed + 1]]
            whole[mixed] = chunk[mixed] + np.count_nonzero(pieces >= least)
        return whole

    def _merged(self, starts: np.ndarray, ends: np.ndarray, chunks: np.ndarray) -> list[Run]:
        """Join chunks that follow each other in the same page into one run."""
        some = ends > starts
        starts, ends = starts[some], ends[some]
        page = np.searchsorted(self.prepared.page, chunks[some], side="right") - 1
        if not len(starts):
            return []
        breaks = np.flatnonzero((ends[:-1] != starts[1:]) | (page[:-1] != page[1:])) + 1
        firsts = np.concatenate([[0], breaks])
        lasts = np.concatenate([breaks, [len(starts)]]) - 1
        return [
            Run(*map(int, run)) for run in zip(page[firsts], starts[firsts], ends[lasts], strict=True)
        ]  # fmt: skip

    def _dot_runs(self, starts: np.ndarray, ends: np.ndarray) -> list[Run]:
        some = ends > starts
        starts, ends = starts[some], ends[some]
        if not len(starts):
            return []
        breaks = np.flatnonzero(ends[:-1] != starts[1:]) + 1
        firsts, lasts = np.concatenate([[0], breaks]), np.concatenate([breaks, [len(starts)]]) - 1
        runs = []
        for first, last in zip(starts[firsts].tolist(), ends[lasts].tolist(), strict=True):
            for page in range(first // DOTS, (last - 1) // DOTS + 1):
                runs.append(Run(page, max(first, page * DOTS), min(last, (page + 1) * DOTS)))
        return runs

    def _pages(self, runs: list[Run], level: int) -> tuple[list[tuple[Page, Run]], bool]:
        if self.prepared.levels[level] is None:
            return [], True
        name, wear, along = self.prepared.folder.name, self.wear, self._dashed or self._arrows
        found = [
            (
                self._shelf.page(
                    (name, level, run.page, wear.key, along),
                    partial(pack_page, self.prepared, level, run.page, wear.number, along),
                ),
                run,
            )
            for run in runs
        ]
        return [(page, run) for page, run in found if page], all(page for page, _ in found)

    def _dot_pages(self, runs: list[Run]) -> tuple[list[tuple[Page, Run]], bool]:
        name, wear = self.prepared.folder.name, self.wear
        found = [
            (
                self._shelf.page(
                    (name, "dots", run.page, wear.key), partial(pack_dots, self.prepared, run.page, wear.number)
                ),
                run,
            )
            for run in runs
        ]
        return [(page, run) for page, run in found if page], all(page for page, _ in found)

    def _passes(
        self, view: View, table: np.ndarray, drawn: list[tuple[Page, Run]], dotted: list[tuple[Page, Run]]
    ) -> list[Step] | None:
        """Put the passes of the layer's kind in order; None in a window while a program of theirs is being made."""
        passes: list[tuple[str, int]] = []
        if self.prepared.kind == Shape.POINT:
            passes = [("marker", COLOR)]
        elif self.prepared.kind == Shape.LINE:
            passes = [("line", SECOND)] if table[SIZES, :, 1].max() > 0 else []
            passes.append(("dash" if self._dashed else "line", COLOR))
            if self._arrows:
                passes.append(("arrow", COLOR))
        else:
            passes = [("fill", COLOR)] if table[COLOR, :, 3].max() > 0 else []
            if table[HATCHED, :, 3].max() > 0:
                passes.append(("hatch", HATCHED))
            if (table[SECOND, :, 3] * table[SIZES, :, 1]).max() > 0:
                dense = view.metres >= HAIR_M and table[SIZES, :, 1].max() <= 0.5 * view.ratio
                passes.append(("hair" if dense else "dash" if self._dashed else "line", SECOND))
        if self._shelf.pool and self._graphics.make_one([kind for kind, _ in passes]):
            return None
        steps = [
            step for kind, line in passes for page, run in drawn for step in self._steps(view, kind, line, page, run)
        ]
        return steps + [step for page, run in dotted for step in self._dots(view, page, run)]

    def _steps(self, view: View, kind: str, line: int, page: Page, run: Run) -> Iterator[Step]:
        arrays = self.prepared.levels[self._level(view)]
        assert arrays is not None
        begin = int(self._first_piece[run.page])
        if MODES[kind] == moderngl.LINES and page.edge_of is not None:
            start, first, last = 0, int(page.edge_of[run.first - begin]), int(page.edge_of[run.last - begin])
        else:
            offsets = arrays.triangle if MODES[kind] == moderngl.TRIANGLES else arrays.vertex
            start, first, last = (int(offsets[one]) for one in (begin, run.first, run.last))
        program: moderngl.Program = getattr(self._graphics, kind)
        mode = MODES[kind]
        stretch = Stretch(program, page.array(program, mode), mode, first - start, last - first)
        place_at = partial(place, program, view, self.prepared.page_origin[run.page], self._origin)
        hides = kind == "fill" and bool(self._table[COLOR, :, 3].min() >= 1.0)
        for part in stretch.parts():
            yield Step(part.count * (3 if kind in DEAR else 1), partial(self._draw, part, place_at, line, hides))

    def _dots(self, view: View, page: Page, run: Run) -> Iterator[Step]:
        program = self._graphics.dot
        stretch = Stretch(
            program,
            page.array(program, moderngl.POINTS),
            moderngl.POINTS,
            run.first - run.page * DOTS,
            run.last - run.first,
        )
        place_at = partial(place, program, view, self._origin)
        for part in stretch.parts():
            yield Step(part.count, partial(self._draw, part, place_at, COLOR, False))

    def _draw(self, stretch: "Stretch", place_at: Callable[[], None], line: int, hides: bool, easel: Easel) -> None:
        """hides: nothing shines through; software OpenGL then need not look at what is there."""
        place_at()
        tell(stretch.program, second=line, last=self._texture.width - 1)
        self._graphics.pictograms.use(1)
        self._texture.use(0)
        if hides:
            self._graphics.ctx.disable(moderngl.BLEND)
        stretch.array.render(stretch.mode, vertices=stretch.count, first=stretch.first)
        if hides:
            self._graphics.ctx.enable(moderngl.BLEND)

    def _level(self, view: View) -> int:
        return 0 if self.prepared.kind == Shape.POINT else level_of(view.metres)


@dataclass(frozen=True)
class Stretch:
    """Vertices of a page that go through a program in one call."""

    program: moderngl.Program
    array: moderngl.VertexArray
    mode: int
    first: int
    count: int

    def parts(self) -> "Iterator[Stretch]":
        """Cut it so that no call takes longer than a few milliseconds."""
        for start in range(0, self.count, LONGEST):
            yield replace(self, first=self.first + start, count=min(LONGEST, self.count - start))


def place(program: moderngl.Program, view: View, origin: np.ndarray, anchor: np.ndarray | None = None) -> None:
    """Tell a program where the view lies, seen from a page's origin. anchor: where hatches are fixed to the ground."""
    away = view.x - float(origin[0]), view.y - float(origin[1])
    coarse = float(np.float32(away[0])), float(np.float32(away[1]))
    (cos, sin), wide, high = turn(view.angle), 2 / (view.metres * view.width), 2 / (view.metres * view.height)
    tell(
        program,
        coarse=coarse,
        fine=(away[0] - coarse[0], away[1] - coarse[1]),
        unit=(wide * cos, high * sin, wide * sin, -high * cos),
        swell=abs(cos) + abs(sin),
        half_px=(view.width / 2, view.height / 2),
        metres=view.metres,
        heads=(pixels(ARROW_MM, view), pixels(ARROW_EVERY_MM, view)),
    )
    if anchor is not None:  # hatches keep their angle on the picture, as the legend shows them
        across, up = onto(view.angle, view.x - float(anchor[0]), view.y - float(anchor[1]))
        tell(program, anchored=(across / view.metres, -up / view.metres))
