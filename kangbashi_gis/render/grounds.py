"""Rasters under the layers: pictures of squares of ground, brought by another process, kept on the graphics card.

Squares lie in a grid of their own for each scale, so that a map that is laid out anew finds those it knows. What is on
its way holds a tile up for a moment only; then the tile is painted without it, and again when all has come.
"""

import time
from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from math import floor

import moderngl
import numpy as np

from kangbashi_gis.errors import GisError, RasterUnreadable
from kangbashi_gis.imagery.ground import Backdrop, Box, Ground, Shown
from kangbashi_gis.imagery.painter import FATAL, Painter
from kangbashi_gis.render.graphics import Easel, Graphics, turned
from kangbashi_gis.render.layer import Step
from kangbashi_gis.render.view import View

SIDE = 512  # pixels of a square
MOST_KEPT = 96  # squares of a layer, 1 MB each
PATIENCE_S = 0.8
COST = 4_000  # of drawing a square, in vertices

Square = tuple[float, int, int]  # metres per pixel, column, row


class GroundLayer:
    """The squares of one raster. at_once: wait for each, as for a file."""

    def __init__(self, graphics: Graphics, painter: Painter, ground: Ground, crs: str, at_once: bool) -> None:
        self.ground, self.crs, self.opacity = ground, crs, 1.0
        self.problem: GisError | None = None
        self._graphics, self._painter, self._at_once = graphics, painter, at_once
        self._kept: OrderedDict[Square, moderngl.Texture | None] = OrderedDict()
        self._coming: dict[Square, tuple[Future[np.ndarray], float]] = {}
        self._missed = False
        self._dead = False

    @property
    def busy(self) -> bool:
        """Whether a tile was painted without a square that is still on its way."""
        return self._missed

    def plan(self, view: View) -> list[Step] | None:
        """Give the steps that draw a view; None while squares of it are on their way."""
        if self._dead:
            return []
        self._forget_others(view.metres)
        wanted = _squares(view)
        ready = [self._square(one) for one in wanted]
        if not all(ready):
            return None
        return [self._step(one, view) for one in wanted if self._kept.get(one) is not None]

    def settle(self) -> bool:
        """Take what has come; tells whether tiles that were painted without it can be painted again."""
        for square in [one for one, (future, _) in self._coming.items() if future.done()]:
            self._take(square, self._coming.pop(square)[0])
        if self._missed and not self._coming:
            self._missed = False
            return True
        return False

    def release(self) -> None:
        """Give the memory back."""
        for future, _ in self._coming.values():
            future.cancel()
        self._coming.clear()
        for texture in self._kept.values():
            if texture is not None:
                texture.release()
        self._kept.clear()

    def _square(self, square: Square) -> bool:
        """Tell whether a tile can be painted as far as a square goes; asks for one that nobody has asked for."""
        if square in self._kept:
            self._kept.move_to_end(square)
            return True
        if self._at_once:
            self._wait(square)
            return True
        if square not in self._coming:
            future = self._painter.ask(self.ground, self.crs, _box(square))
            self._coming[square] = future, time.perf_counter()
            return False
        future, asked = self._coming[square]
        if future.done():
            self._take(square, self._coming.pop(square)[0])
            return True
        self._missed = self._missed or time.perf_counter() - asked > PATIENCE_S
        return time.perf_counter() - asked > PATIENCE_S

    def _wait(self, square: Square) -> None:
        try:
            self._keep(square, self._painter.picture(self.ground, self.crs, _box(square)))
        except GisError as problem:
            self._fail(square, problem)

    def _take(self, square: Square, future: "Future[np.ndarray]") -> None:
        try:
            self._keep(square, future.result())
        except CancelledError:
            return
        except GisError as problem:
            self._fail(square, problem)

    def _fail(self, square: Square, problem: GisError) -> None:
        """Say it once; a file of which nothing can be read is not asked any more."""
        self.problem = self.problem or problem
        self._dead = self._dead or (isinstance(problem, RasterUnreadable) and problem.values["reason"] in FATAL)
        self._kept[square] = None

    def _keep(self, square: Square, pixels: np.ndarray) -> None:
        texture = None
        if pixels[..., 3].any():
            texture = self._graphics.ctx.texture((SIDE, SIDE), 4, pixels.tobytes())
            texture.repeat_x = texture.repeat_y = False  # else a turned edge would take from the opposite one
        self._kept[square] = texture
        while len(self._kept) > MOST_KEPT:
            old = self._kept.popitem(last=False)[1]
            if old is not None:
                old.release()

    def _forget_others(self, metres: float) -> None:
        """Give up wishes for squares of another scale: nobody will see them."""
        for square in [one for one in self._coming if one[0] != metres]:
            if self._coming[square][0].cancel():
                del self._coming[square]

    def _step(self, square: Square, view: View) -> Step:
        texture = self._kept[square]
        assert texture is not None

        def run(_easel: Easel) -> None:
            if view.angle:
                texture.filter = moderngl.LINEAR, moderngl.LINEAR
                self._graphics.pictures(texture, _askew(square, view)[None], self.opacity, turned(view, view.angle))
                return
            texture.filter = moderngl.NEAREST, moderngl.NEAREST
            self._graphics.pictures(texture, _where(square, view)[None], self.opacity)

        return Step(COST, run)


class Grounds:
    """All rasters of a scene, and the process that reads them."""

    def __init__(self, graphics: Graphics, at_once: bool) -> None:
        self.layers: list[GroundLayer] = []
        self._graphics, self.at_once = graphics, at_once
        self._painter: Painter | None = None
        self._told: set[Ground] = set()

    def show(self, backdrop: Backdrop) -> bool:
        """Take these rasters, top first; tells whether they are other ones than before."""
        before = [(layer.crs, layer.ground, layer.opacity) for layer in self.layers]
        if before == [(backdrop.crs, one.ground, one.opacity) for one in backdrop.shown]:
            return False
        known = {(layer.crs, layer.ground): layer for layer in self.layers}
        old, self.layers = self.layers, [self._layer(known, backdrop.crs, one) for one in backdrop.shown]
        for layer in old:
            if layer not in self.layers:
                layer.release()
        return True

    def plan(self, view: View) -> list[Step] | None:
        """Give all steps of a view, the lowest raster first; None while squares are on their way."""
        plans = [layer.plan(view) for layer in reversed(self.layers)]
        if any(one is None for one in plans):
            return None
        return [step for one in plans for step in one or []]

    def settle(self) -> bool:
        """Take what has come; tells whether tiles that were painted without it can be painted again."""
        again = [layer.settle() for layer in self.layers]
        return any(again)

    @property
    def busy(self) -> bool:
        """Whether tiles lack what is on its way."""
        return any(layer.busy for layer in self.layers)

    def problems(self) -> list[GisError]:
        """Give what has gone wrong since the last time, once for each raster."""
        found = [layer for layer in self.layers if layer.problem and layer.ground not in self._told]
        self._told |= {layer.ground for layer in found}
        return [layer.problem for layer in found if layer.problem]

    def rest(self) -> None:
        """Let all rasters go, and end the process that reads them."""
        for layer in self.layers:
            layer.release()
        self.layers = []
        self._told.clear()
        if self._painter:
            self._painter.close()
            self._painter = None

    def _layer(self, known: dict[tuple[str, Ground], GroundLayer], crs: str, one: Shown) -> GroundLayer:
        self._painter = self._painter or Painter()
        layer = known.get((crs, one.ground)) or GroundLayer(
            self._graphics, self._painter, one.ground, crs, self.at_once
        )  # fmt: skip
        layer.opacity = one.opacity
        return layer


def _squares(view: View) -> list[Square]:
    """Give the squares that a view touches."""
    side = SIDE * view.metres
    xmin, ymin, xmax, ymax = view.extent
    columns = range(floor(xmin / side), floor(xmax / side) + 1)
    rows = range(floor(ymin / side), floor(ymax / side) + 1)
    squares = [(view.metres, column, row) for row in rows for column in columns]
    if not view.angle:
        return squares
    bounds = np.array([(column, row, column + 1, row + 1) for _, column, row in squares]) * side
    return [square for square, there in zip(squares, view.touches(bounds), strict=True) if there]


def _box(square: Square) -> Box:
    metres, column, row = square
    return Box(column * SIDE * metres, (row + 1) * SIDE * metres, metres, SIDE, SIDE)


def _where(square: Square, view: View) -> np.ndarray:
    """Where a square lies on the target in -1 to 1, on whole pixels so that its own are seen as they are."""
    metres, column, row = square
    first = floor(view.extent[0] / (SIDE * metres)), floor(view.extent[3] / (SIDE * metres))
    left, top = view.pixel(first[0] * SIDE * metres, (first[1] + 1) * SIDE * metres)
    x, y = floor(left + 0.5) + (column - first[0]) * SIDE, floor(top + 0.5) + (first[1] - row) * SIDE
    return np.array(
        [
            2 * x / view.width - 1, 2 * y / view.height - 1,
            2 * (x + SIDE) / view.width - 1, 2 * (y + SIDE) / view.height - 1, 0, 0, 1, 1,
        ],
        "f4",
    )  # fmt: skip


def _askew(square: Square, view: View) -> np.ndarray:
    """Where a square lies seen from the middle of the view, in pixels before they are turned."""
    metres, column, row = square
    side = SIDE * metres
    west, east = ((edge * side - view.x) / view.metres for edge in (column, column + 1))
    south, north = ((edge * side - view.y) / view.metres for edge in (row, row + 1))
    return np.array([west, -north, east, -south, 0, 0, 1, 1], "f4")
