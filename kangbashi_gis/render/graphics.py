"""The graphics card as we use it: its programs, and pictures to draw onto.

In every picture here the first line is the top one, as in Qt's; OpenGL itself does not mind.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import moderngl
import numpy as np
from PySide6.QtGui import QOpenGLContext, QOpenGLExtraFunctions

from kangbashi_gis.render import shaders
from kangbashi_gis.render.pictograms import SHEET, pictogram_sheet
from kangbashi_gis.render.view import View, turn

READ_FRAMEBUFFER, DRAW_FRAMEBUFFER, COLOR_BUFFER, NEAREST = 0x8CA8, 0x8CA9, 0x4000, 0x2600
# with alpha multiplied into the source, over what is opaque
BLENDS = {
    "normal": (moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA),
    "multiply": (moderngl.DST_COLOR, moderngl.ONE_MINUS_SRC_ALPHA),
    "screen": (moderngl.ONE, moderngl.ONE_MINUS_SRC_COLOR),
}
Turned = tuple[float, float, float, float]
UPRIGHT: Turned = (1.0, 0.0, 0.0, 1.0)
WHOLE = np.array([-1, -1, 1, 1, 0, 0, 1, 1], "f4")  # a picture over all of the target


def turned(view: View, angle: float) -> Turned:
    """Give the matrix for pixels seen from the middle of a view, of a picture that is turned so much less than it."""
    cos, sin = turn(angle)
    return 2 * cos / view.width, 2 * sin / view.height, -2 * sin / view.width, 2 * cos / view.height


def tell(program: Any, **uniforms: Any) -> None:
    """Set those uniforms that a program has."""
    for name, value in uniforms.items():
        if name in program:
            program[name].value = value


class Graphics:
    """A context with our programs. qt: Qt's own context, where there is one, for what moderngl lacks."""

    def __init__(self, ctx: moderngl.Context, qt: QOpenGLContext | None = None) -> None:
        self.ctx = ctx
        self._more = QOpenGLExtraFunctions(qt) if qt else None
        if self._more:
            self._more.initializeOpenGLFunctions()
        make = ctx.program
        self.fill = make(vertex_shader=shaders.FILL_VERTEX, fragment_shader=shaders.FLAT_FRAGMENT)
        self.dot = make(vertex_shader=shaders.DOT_VERTEX, fragment_shader=shaders.FLAT_FRAGMENT)
        self.hair = make(vertex_shader=shaders.HAIR_VERTEX, fragment_shader=shaders.FLAT_FRAGMENT)
        self.line = self._lines("", shaders.LINE_GEOMETRY, shaders.HEAD + shaders.LINE_FRAGMENT)
        self.marker = self._points(shaders.MARKER_FRAGMENT)
        self.picture = make(vertex_shader=shaders.PICTURE_VERTEX, fragment_shader=shaders.PICTURE_FRAGMENT)
        self.pictograms = ctx.texture((SHEET, SHEET), 4, pictogram_sheet().tobytes())
        tell(self.marker, pictograms=1)
        self._quads = ctx.buffer(reserve=32 * 1024, dynamic=True)
        self._quad_array = ctx.vertex_array(self.picture, [(self._quads, "4f4 4f4 /i", "where", "part")])

    # what few maps need is made when it is first needed: each takes some milliseconds of the start

    @cached_property
    def hatch(self) -> moderngl.Program:
        """Lines, crosses and dots over polygons."""
        return self.ctx.program(vertex_shader=shaders.HATCH_VERTEX, fragment_shader=shaders.HATCH_FRAGMENT)

    @cached_property
    def dash(self) -> moderngl.Program:
        """Lines that are left out here and there."""
        fragment = shaders.HEAD + shaders.DASHED + shaders.LINE_FRAGMENT
        return self._lines(shaders.DASHED, shaders.DASHED + shaders.LINE_GEOMETRY, fragment)

    @cached_property
    def arrow(self) -> moderngl.Program:
        """Arrows on lines."""
        return self._lines(shaders.DASHED, shaders.ARROW_GEOMETRY, shaders.FLAT_FRAGMENT)

    @cached_property
    def heat(self) -> moderngl.Program:
        """Hills of density."""
        return self._points(shaders.HEAT_FRAGMENT)

    @cached_property
    def ramp(self) -> moderngl.Program:
        """Numbers in the colours of a ramp."""
        made = self.ctx.program(vertex_shader=shaders.PICTURE_VERTEX, fragment_shader=shaders.RAMP_FRAGMENT)
        tell(made, picture=0, ramp=1)
        return made

    @cached_property
    def _ramp_array(self) -> moderngl.VertexArray:
        return self.ctx.vertex_array(self.ramp, [(self._quads, "4f4 4f4 /i", "where", "part")])

    def make_one(self, names: Sequence[str]) -> bool:
        """Make the first of these programs that is not there yet, no more in one frame; tells whether one was made."""
        missing = next((name for name in names if name not in vars(self)), None)
        if missing:
            getattr(self, missing)
        return missing is not None

    def _lines(self, defines: str, geometry: str, fragment: str) -> moderngl.Program:
        vertex = shaders.HEAD + defines + shaders.LINE_VERTEX
        return self.ctx.program(vertex_shader=vertex, geometry_shader=shaders.HEAD + geometry, fragment_shader=fragment)

    def _points(self, fragment: str) -> moderngl.Program:
        return self.ctx.program(
            vertex_shader=shaders.MARKER_VERTEX, geometry_shader=shaders.MARKER_GEOMETRY, fragment_shader=fragment
        )

    def ready(self) -> None:
        """Set the state that all our drawing expects; Qt leaves its own behind."""
        self.ctx.enable_only(moderngl.BLEND | moderngl.PROGRAM_POINT_SIZE)
        self.ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self.ctx.blend_equation = moderngl.FUNC_ADD  # type: ignore[assignment]

    @property
    def copies(self) -> bool:
        """Whether `copy` can be used: in software it is ten times faster than drawing a picture."""
        return self._more is not None

    def copy(self, source: moderngl.Framebuffer, target: moderngl.Framebuffer, boxes: Sequence[Sequence[int]]) -> None:
        """Copy boxes of pixels (from x, y, to x, y, width, height; counted from the top) as they are."""
        assert self._more is not None
        self._more.glBindFramebuffer(READ_FRAMEBUFFER, source.glo)
        self._more.glBindFramebuffer(DRAW_FRAMEBUFFER, target.glo)
        for x, y, to_x, to_y, width, height in boxes:
            self._more.glBlitFramebuffer(
                x, y, x + width, y + height, to_x, to_y, to_x + width, to_y + height, COLOR_BUFFER, NEAREST
            )
        target.use()

    def pictures(
        self, texture: moderngl.Texture, quads: np.ndarray, opacity: float = 1.0, turned: Turned = UPRIGHT
    ) -> None:
        """Draw parts of a texture: quads (n, 8) hold where in -1 to 1 and which part in 0 to 1.

        turned: the columns of a matrix that where is multiplied by.
        """
        texture.use(0)
        tell(self.picture, picture=0, opacity=opacity, turn=turned)
        for start in range(0, len(quads), 1024):
            some = quads[start : start + 1024].astype("f4")
            self._quads.orphan()
            self._quads.write(some.tobytes())
            self._quad_array.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(some))

    def colors(self, numbers: moderngl.Texture, ramp: moderngl.Texture, most: float, quad: np.ndarray) -> None:
        """Draw numbers of a texture in the colours of a ramp, whose end stands for the most."""
        numbers.use(0)
        ramp.use(1)
        tell(self.ramp, most=most, turn=UPRIGHT)
        self._quads.orphan()
        self._quads.write(quad.astype("f4").tobytes())
        self._ramp_array.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=1)


class Easel:
    """A picture being painted, with a second sheet for layers that are laid over as a whole."""

    def __init__(self, graphics: Graphics, width: int, height: int) -> None:
        self.graphics = graphics
        self.size = width, height
        self.texture = graphics.ctx.texture(self.size, 4)
        self.texture.filter = moderngl.NEAREST, moderngl.NEAREST
        self.sheet = graphics.ctx.framebuffer([self.texture])
        self._glaze: tuple[moderngl.Texture, moderngl.Framebuffer] | None = None
        self._warmth: tuple[moderngl.Texture, moderngl.Framebuffer] | None = None
        self._under = self.sheet
        self._current = self.sheet
        self._viewport = (0, 0, width, height)

    def begin(self, view: View, background: tuple[float, float, float, float]) -> None:
        """Start a picture of a view no larger than the easel."""
        self._viewport = (0, 0, view.width, view.height)
        self._current = self.sheet
        self.resume()
        self.sheet.clear(*background, viewport=self._viewport)

    def resume(self) -> None:
        """Go on where another target was drawn onto in between."""
        self._current.use()
        self._current.viewport = self._viewport
        self.graphics.ready()
        if self._warmth and self._current is self._warmth[1]:
            self.graphics.ctx.blend_func = moderngl.ONE, moderngl.ONE

    def lift(self) -> None:
        """Paint onto the second sheet from now on."""
        if self._glaze is None:
            texture = self.graphics.ctx.texture(self.size, 4)
            texture.filter = moderngl.NEAREST, moderngl.NEAREST
            self._glaze = texture, self.graphics.ctx.framebuffer([texture])
        self._current = self._glaze[1]
        self.resume()
        self._current.clear(0.0, 0.0, 0.0, 0.0, viewport=self._viewport)

    def lay(self, opacity: float, blend: str = "normal") -> None:
        """Lay the second sheet over the first: over it, multiplied with it, or as light added to it (screen)."""
        assert self._glaze is not None
        self._current = self.sheet
        self.resume()
        quad = WHOLE.copy()
        quad[6], quad[7] = self._viewport[2] / self.size[0], self._viewport[3] / self.size[1]
        self.graphics.ctx.blend_func = BLENDS[blend]
        self.graphics.pictures(self._glaze[0], quad[None], opacity)
        self.graphics.ready()

    def warm(self) -> None:
        """Add up numbers on a sheet of their own from now on."""
        if self._warmth is None:
            texture = self.graphics.ctx.texture(self.size, 1, dtype="f4")
            texture.filter = moderngl.NEAREST, moderngl.NEAREST
            self._warmth = texture, self.graphics.ctx.framebuffer([texture])
        self._under, self._current = self._current, self._warmth[1]
        self.resume()
        self._current.clear(viewport=self._viewport)

    def cool(self, ramp: moderngl.Texture, most: float) -> None:
        """Lay what was added up over what was painted before, in the colours of a ramp."""
        assert self._warmth is not None
        self._current = self._under
        self.resume()
        quad = WHOLE.copy()
        quad[6], quad[7] = self._viewport[2] / self.size[0], self._viewport[3] / self.size[1]
        self.graphics.colors(self._warmth[0], ramp, most, quad[None])

    def pixels(self, view: View) -> np.ndarray:
        """Read the picture back: uint8 (height, width, 4), the top line first."""
        data = self.sheet.read(viewport=(0, 0, view.width, view.height), components=4, alignment=1)
        return np.frombuffer(data, np.uint8).reshape(view.height, view.width, 4)

    def release(self) -> None:
        """Give the memory back."""
        for one in (self.sheet, self.texture, *(self._glaze or ())[::-1], *(self._warmth or ())[::-1]):
            one.release()
