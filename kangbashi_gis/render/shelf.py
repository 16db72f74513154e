"""Pages of layers that lie ready on the graphics card; those not looked at for longest make room.

Reading and packing happens in threads of a pool, in pieces of a few milliseconds; the upload happens
where the context is current, as long as the frame has time for it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np

from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.graphics import Graphics

ROOM = 384 * 1024 * 1024
DOTS = 1 << 18  # pieces per page of dots
STARTS = np.uint32(1 << 31)
Key = tuple[Any, ...]  # the layer's folder, its level or "dots", the page, the dress, and what else differs
VERTEX = np.dtype([("place", "2f4"), ("tag", "u4")])
DASHED = np.dtype([("place", "2f4"), ("tag", "u4"), ("along", "2f4")])
DOT = np.dtype([("place", "2f4"), ("tag", "u4"), ("side", "f4")])


LAYOUTS = {
    VERTEX: ("2f4 1u4", "place", "tag"),
    DASHED: ("2f4 1u4 2f4", "place", "tag", "along"),
    DOT: ("2f4 1u4 1f4", "place", "tag", "side"),
}


@dataclass(frozen=True)
class Packed:
    """A page as the graphics card wants it: vertices, corners of triangles, ends of edges (both uint16).

    edge_of: offsets into `edges`, by piece.
    """

    vertices: np.ndarray
    triangles: np.ndarray | None = None
    edges: np.ndarray | None = None
    edge_of: np.ndarray | None = None


class Page:
    """A page on the graphics card."""

    def __init__(self, graphics: Graphics, packed: Packed) -> None:
        self._graphics = graphics
        self._vertices = graphics.ctx.buffer(packed.vertices.tobytes())
        self._triangles, self._edges = (self._index(one) for one in (packed.triangles, packed.edges))
        self.edge_of = packed.edge_of
        self._arrays: dict[int, moderngl.VertexArray] = {}
        self._layout = LAYOUTS[packed.vertices.dtype]
        self.bytes = sum(one.size for one in (self._vertices, self._triangles, self._edges) if one)

    def array(self, program: moderngl.Program, mode: int) -> moderngl.VertexArray:
        """Give the page as input of a program: all its vertices, or those of triangles or of edges, by the mode."""
        index = {moderngl.TRIANGLES: self._triangles, moderngl.LINES: self._edges}.get(mode)
        known = self._arrays.get(program.glo)
        if known is None:
            layout = [(self._vertices, *self._layout)]
            known = self._graphics.ctx.vertex_array(
                program, layout, index, index_element_size=2, skip_errors=True
            )  # not every program reads all there is of a vertex
            self._arrays[program.glo] = known
        return known

    def release(self) -> None:
        """Give the memory back."""
        for array in self._arrays.values():
            array.release()
        for one in (self._vertices, self._triangles, self._edges):
            if one:
                one.release()

    def _index(self, numbers: np.ndarray | None) -> moderngl.Buffer | None:
        if numbers is None or not len(numbers):
            return None
        return self._graphics.ctx.buffer(numbers.astype(np.uint16).tobytes())


class Shelf:
    """All pages on the graphics card, of all layers."""

    def __init__(self, graphics: Graphics, pool: Executor | None, room: int = ROOM) -> None:
        self._graphics = graphics
        self.pool = pool
        self.room = room
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._coming: dict[Key, Future[Packed]] = {}
        self._bytes = 0

    @property
    def waiting(self) -> bool:
        """Whether pages are on their way."""
        return bool(self._coming)

    def page(self, key: Key, pack: Callable[[], Packed]) -> Page | None:
        """Give a page, or None while it is on its way; without a pool it is brought at once."""
        found = self._pages.get(key)
        if found:
            self._pages.move_to_end(key)
            return found
        if self.pool is None:
            return self._put(key, pack())
        if key not in self._coming:
            self._coming[key] = self.pool.submit(pack)
        return None

    def settle(self, seconds: float) -> int:
        """Upload what has come, at least one page, as long as there is time; gives how many."""
        end, put = time.perf_counter() + seconds, 0
        for key in [key for key, future in self._coming.items() if future.done()]:
            if put and time.perf_counter() >= end:
                break
            self._put(key, self._coming.pop(key).result())
            put += 1
        return put

    def forget(self) -> None:
        """Stop waiting for pages that nobody has begun to read."""
        for key in [key for key, future in self._coming.items() if future.cancel() or future.cancelled()]:
            del self._coming[key]

    def release(self) -> None:
        """Give all memory back."""
        self.forget()
        for page in self._pages.values():
            page.release()
        self._pages.clear()
        self._bytes = 0

    def drop(self, unwanted: Callable[[Key], bool]) -> None:
        """Give the memory of pages back that nobody will ask for again."""
        for key in [key for key in self._pages if unwanted(key)]:
            self._take_off(key)

    def _put(self, key: Key, packed: Packed) -> Page:
        if key in self._pages:  # it came twice: asked for, forgotten and asked for again
            self._take_off(key)
        page = Page(self._graphics, packed)
        self._pages[key] = page
        self._bytes += page.bytes
        while self._bytes > self.room and len(self._pages) > 1:
            self._take_off(next(iter(self._pages)))
        return page

    def _take_off(self, key: Key) -> None:
        page = self._pages.pop(key)
        self._bytes -= page.bytes
        page.release()


def pack_page(prepared: Prepared, level: int, page: int, number: np.ndarray | None, dashed: bool) -> Packed:
    """Read one page of a level from disk. number: the class of each piece, instead of the prepared one.

    dashed: with the metres from the beginning of its line to each vertex, and from there to the end.
    """
    arrays = prepared.levels[level]
    assert arrays is not None
    first, last = (int(prepared.chunk[prepared.page[page + i]]) for i in (0, 1))
    offsets = arrays.vertex[first : last + 1].astype(np.int64)
    start, end = int(offsets[0]), int(offsets[-1])
    vertices = np.empty(end - start, DASHED if dashed else VERTEX)
    vertices["place"] = arrays.xy[start:end]
    silent = _bits(arrays.starts, start, end) | _bits(arrays.twins, start, end)
    classes = (prepared.category if number is None else number)[first:last]
    vertices["tag"] = np.repeat(classes, np.diff(offsets)) | (silent * STARTS)
    if dashed:
        begins = _bits(arrays.starts, start, end).astype(bool)
        begins[offsets[:-1][np.diff(offsets) > 0] - start] = True
        vertices["along"] = lengths(vertices["place"], begins)
    if prepared.kind == "point":
        return Packed(vertices)
    triangles = arrays.index[int(arrays.triangle[first]) : int(arrays.triangle[last])]
    ends = np.flatnonzero(silent == 0)
    edge_of = 2 * np.searchsorted(ends, offsets - start)
    return Packed(vertices, np.array(triangles), np.stack([ends - 1, ends], axis=1).ravel(), edge_of)


def _bits(packed: np.ndarray, start: int, end: int) -> np.ndarray:
    return np.unpackbits(packed[start // 8 : -(-end // 8)], bitorder="little")[start % 8 :][: end - start]


def lengths(xy: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Give float32 (n, 2): how far each vertex is from the beginning of its line, and from its end, in metres.

    begins: where a line begins (n); the first vertex is taken for a beginning.
    """
    if not len(xy):
        return np.empty((0, 2), np.float32)
    step = np.zeros(len(xy))
    step[1:] = np.hypot(*np.diff(xy.astype(np.float64), axis=0).T)
    step[begins] = 0.0
    total = np.cumsum(step)
    first = np.flatnonzero(begins | (np.arange(len(xy)) == 0))
    line = np.cumsum(begins | (np.arange(len(xy)) == 0)) - 1
    last = np.append(first[1:], len(xy)) - 1
    return np.stack([total - total[first][line], total[last][line] - total], axis=1).astype(np.float32)


def pack_dots(prepared: Prepared, page: int, number: np.ndarray | None) -> Packed:
    """Read one page of dots from disk."""
    some = slice(page * DOTS, (page + 1) * DOTS)
    dots = np.empty(len(prepared.side[some]), DOT)
    dots["place"], dots["tag"] = prepared.centre[some], (prepared.category if number is None else number)[some]
    dots["side"] = prepared.side[some]
    return Packed(dots)
