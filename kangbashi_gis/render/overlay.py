"""What lies over the map for a while: found things, the circle or polygon asked about, the one being drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import moderngl
import numpy as np

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Marker
from kangbashi_gis.render.cache import Level, Prepared
from kangbashi_gis.render.graphics import Graphics, tell
from kangbashi_gis.render.layer import place
from kangbashi_gis.render.levels import detail
from kangbashi_gis.render.palette import COLOR, LINES, SECOND, SIZES, rgba, simple_for
from kangbashi_gis.render.rings import Rings, gather
from kangbashi_gis.render.shelf import STARTS, VERTEX, Packed, Page
from kangbashi_gis.render.view import View

Points = Sequence[tuple[float, float]]

FOUND, FOUND_EDGE = "#ff7a0038", "#e85d04"
FOUND_LINE = "#f57c00"
ASKED, ASKED_EDGE = "#1f6fb21c", "#1f6fb2"
CORNER, CORNER_EDGE = "#ffffff", "#1f6fb2"
ROUND = 180  # corners of a circle
MANY = 3_000  # found points; beyond, they are drawn smaller


@dataclass(frozen=True)
class Figure:
    """Vertices relative to an origin, what kind they are, and how they are drawn (widths in logical pixels)."""

    packed: Packed
    origin: np.ndarray
    kind: str
    color: str
    edge: str
    half_px: float


class Overlay:
    """Figures on the graphics card, drawn anew in each frame: there are few of them."""

    def __init__(self, graphics: Graphics) -> None:
        self._graphics = graphics
        self._drawn: dict[str, list[tuple[Figure, Page, moderngl.Texture]]] = {}

    def put(self, name: str, figures: Sequence[Figure]) -> None:
        """Replace the figures of that name; they are drawn in the order in which names first came."""
        for _, page, texture in self._drawn.get(name, []):
            page.release()
            texture.release()
        fresh = [one for one in figures if len(one.packed.vertices)]
        self._drawn[name] = [(one, Page(self._graphics, one.packed), self._texture()) for one in fresh]

    def draw(self, view: View) -> None:
        """Draw all figures on the present target."""
        self._graphics.ready()
        for figures in self._drawn.values():
            for figure, page, texture in figures:
                texture.write(_table(figure, view.ratio).tobytes())
                texture.use(0)
                for way in _passes(self._graphics, figure):
                    self._pass(way, figure, page, view)

    def release(self) -> None:
        """Give the memory back."""
        for name in list(self._drawn):
            self.put(name, [])

    def _pass(self, way: tuple[moderngl.Program, int, int], figure: Figure, page: Page, view: View) -> None:
        program, line, mode = way
        place(program, view, figure.origin)
        tell(program, second=line, last=0)
        page.array(program, mode).render(mode)

    def _texture(self) -> moderngl.Texture:
        texture = self._graphics.ctx.texture((1, LINES), 4, dtype="f4")
        texture.filter = moderngl.NEAREST, moderngl.NEAREST
        return texture


def found(prepared: Prepared, theme: Theme, fids: np.ndarray) -> list[Figure]:
    """Make figures of rows of a layer, by their numbers."""
    pieces = np.flatnonzero(np.isin(prepared.fid, np.asarray(fids, np.int64)))
    arrays = prepared.levels[0]
    if not len(pieces) or arrays is None:
        return []
    origin = np.round(prepared.centre[pieces].astype(float).mean(axis=0)) + prepared.origin
    page = np.searchsorted(prepared.chunk[prepared.page], pieces, side="right") - 1
    members, offsets = gather(arrays.vertex.astype(np.int64), pieces)
    shift = np.repeat(prepared.page_origin[page] - origin, np.diff(offsets), axis=0)
    vertices = _vertices(arrays.xy[members] + shift, _starts(arrays, members))
    if prepared.kind == Shape.POINT:
        return [_points(vertices, origin, theme)]
    if prepared.kind == Shape.LINE:
        return [Figure(Packed(vertices), origin, "line", FOUND_LINE, "", 1.8)]
    return [*_insides(prepared, arrays, pieces, origin), Figure(Packed(vertices), origin, "line", FOUND_EDGE, "", 1.1)]


def circle(x: float, y: float, radius_m: float) -> list[Figure]:
    """Make the circle of a question."""
    turn = np.linspace(0, 2 * np.pi, ROUND, endpoint=False)
    return polygon([(x + radius_m * np.cos(one), y + radius_m * np.sin(one)) for one in turn])


def polygon(corners: Points) -> list[Figure]:
    """Make the polygon of a question."""
    if len(corners) < 3:
        return []
    xy = np.array(corners, np.float64)
    origin = np.round(xy.mean(axis=0))
    one = np.array([0, 1], np.int64)
    rings = Rings(xy - origin, np.array([0, len(xy)], np.int64), one, np.zeros(1, np.int64), True)
    made = detail(rings, np.full(1, np.inf), 0, filled=True, edged=True)
    packed = Packed(_vertices(made.xy, made.starts), made.index.astype(np.uint16))
    return [Figure(packed, origin, "polygon", ASKED, ASKED_EDGE, 0.9)]


def sketch(corners: Points, pointer: tuple[float, float] | None, closed: bool = True) -> list[Figure]:
    """Make the polygon, or the line, that is being drawn, with its next corner at the pointer."""
    if not corners:
        return []
    line = [*corners, *([pointer] if pointer else []), *([corners[0]] if closed else [])]
    origin = np.round(np.array(corners[0], np.float64))
    away = np.array(line, np.float64) - origin
    starts = np.zeros(len(away), bool)
    starts[0] = True
    nodes = _vertices(np.array(corners, np.float64) - origin, np.ones(len(corners), bool))
    return [
        *(polygon([*corners, *([pointer] if pointer else [])]) if closed else []),
        Figure(Packed(_vertices(away, starts)), origin, "line", ASKED_EDGE, "", 0.9),
        Figure(Packed(nodes), origin, "point", CORNER, CORNER_EDGE, 3.5),
    ]


@dataclass(frozen=True)
class Marks:
    """Lines and points in one colour, such as what an import would add."""

    color: str
    lines: Sequence[Points] = ()
    points: Points = ()


def marks(groups: Sequence[Marks]) -> list[Figure]:
    """Make figures of coloured lines and points, the last on top."""
    return [figure for group in groups for figure in (*_marked_lines(group), *_marked_points(group))]


def _marked_lines(group: Marks) -> list[Figure]:
    lines = [np.array(one, np.float64) for one in group.lines if len(one) > 1]
    if not lines:
        return []
    xy, origin = np.concatenate(lines), np.round(lines[0][0])
    starts = np.zeros(len(xy), bool)
    starts[np.cumsum([0, *(len(one) for one in lines[:-1])])] = True
    return [Figure(Packed(_vertices(xy - origin, starts)), origin, "line", group.color, "", 1.1)]


def _marked_points(group: Marks) -> list[Figure]:
    if not group.points:
        return []
    xy = np.array(group.points, np.float64)
    origin = np.round(xy[0])
    return [
        Figure(Packed(_vertices(xy - origin, np.ones(len(xy), bool))), origin, "point", group.color, "#ffffff", 4.0)
    ]


def _points(vertices: np.ndarray, origin: np.ndarray, theme: Theme) -> Figure:
    simple = simple_for(theme, None)
    color = simple.color[:7] if isinstance(simple, Marker) else FOUND_EDGE
    return Figure(Packed(vertices), origin, "point", color, "#ffffff", 4.0 if len(vertices) < MANY else 2.6)


def _insides(prepared: Prepared, arrays: Level, pieces: np.ndarray, origin: np.ndarray) -> list[Figure]:
    """The triangles of found polygons, in figures of at most 65,536 corners: their index has 16 bits."""
    page = np.searchsorted(prepared.chunk[prepared.page], pieces, side="right") - 1
    first_vertex = arrays.vertex[prepared.chunk[prepared.page[page]]].astype(np.int64)
    corners, offsets = gather(arrays.triangle.astype(np.int64), pieces)
    owner = np.repeat(np.arange(len(pieces)), np.diff(offsets))
    shift = (prepared.page_origin[page] - origin)[owner]
    xy = arrays.xy[arrays.index[corners].astype(np.int64) + first_vertex[owner]] + shift
    whole = 65_535 // 3 * 3
    parts = [xy[start : start + whole] for start in range(0, len(xy), whole)]
    return [
        Figure(
            Packed(_vertices(part, np.ones(len(part), bool)), np.arange(len(part), dtype=np.uint16)),
            origin, "fill", FOUND, "", 0.0,
        )
        for part in parts
    ]  # fmt: skip


def _starts(arrays: Level, members: np.ndarray) -> np.ndarray:
    bits: np.ndarray = (arrays.starts[members // 8] >> (members % 8).astype(np.uint8)) & 1
    return bits


def _vertices(xy: np.ndarray, starts: np.ndarray) -> np.ndarray:
    vertices = np.empty(len(xy), VERTEX)
    vertices["place"] = xy
    vertices["tag"] = starts.astype(np.uint32) * STARTS
    return vertices


def _table(figure: Figure, ratio: float) -> np.ndarray:
    table = np.zeros((LINES, 1, 4), np.float32)
    table[COLOR, 0], table[SECOND, 0] = rgba(figure.color), rgba(figure.edge)
    wide = figure.half_px * ratio
    table[SIZES, 0] = (wide, 1.3 * ratio, 0, 0) if figure.kind == "point" else (wide, wide, 0, 0)
    return table


def _passes(graphics: Graphics, figure: Figure) -> list[tuple[moderngl.Program, int, int]]:
    inside = (graphics.fill, COLOR, moderngl.TRIANGLES)
    return {
        "point": [(graphics.marker, COLOR, moderngl.POINTS)],
        "line": [(graphics.line, COLOR, moderngl.LINE_STRIP)],
        "fill": [inside],
        "polygon": [inside, (graphics.line, SECOND, moderngl.LINE_STRIP)],
    }[figure.kind]
