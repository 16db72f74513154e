"""A window's picture: painted by OpenGL out of sight, and handed to Qt as an image."""

from concurrent.futures import Executor

import moderngl
from PySide6.QtGui import QImage

from kangbashi_gis.render.contexts import own_context
from kangbashi_gis.render.stage import Lacking, Stage
from kangbashi_gis.render.view import View


class Screen:
    """A stage with a context of its own, and the image of its last frame. Raises NoGraphics."""

    def __init__(self, pool: Executor | None, background: str) -> None:
        self._context = own_context()
        self._stage = Stage(self._context.graphics, pool, background)
        self._target: moderngl.Framebuffer | None = None
        self.image = QImage()

    def use(self) -> Stage:
        """Give the stage with its context current; raises NoGraphics when the context was lost."""
        self._context.use()
        return self._stage

    def frame(self, view: View, seconds: float | None, moving: bool) -> Lacking:
        """Paint one frame into `image`; tells what it lacks."""
        stage = self.use()
        if self._target is None or self._target.size != (view.width, view.height):
            self._resize(stage, view)
        assert self._target is not None
        lacking = stage.frame(self._target, view, seconds, moving)
        self._target.read_into(self.image.bits(), components=4, alignment=4)
        return lacking

    def close(self) -> None:
        """Give everything back."""
        self.use().release()
        if self._target:
            self._target.release()
        self._context.close()

    def _resize(self, stage: Stage, view: View) -> None:
        if self._target:
            self._target.release()
        size = view.width, view.height
        self._target = stage.graphics.ctx.framebuffer([stage.graphics.ctx.renderbuffer(size, 4)])
        self.image = QImage(*size, QImage.Format.Format_RGBX8888)
        self.image.setDevicePixelRatio(view.ratio)
