"""Where OpenGL comes from: Qt where there is a Qt that has it, else EGL or WGL; never a window of Qt's own drawing.

A window's map is painted out of sight too, and its picture handed to Qt: in software that costs 3 ms a
frame where QOpenGLWidget costs 24 ms, because it has OpenGL put the whole window together anew each time.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Any

import moderngl
import shiboken6
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from kangbashi_gis.errors import NoGraphics
from kangbashi_gis.render.graphics import Graphics

NEEDED = 330
SOFTWARE = ("llvmpipe", "softpipe", "SwiftShader")
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # of mallopt
KEPT, BIG = 64 << 20, 4 << 20


class QtLoader:
    """Lets moderngl find OpenGL where Qt found it: X11, Wayland, ANGLE or Qt's own software OpenGL alike."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def load_opengl_function(self, name: str) -> int:
        """Give the address of a function, 0 when there is none."""
        return int(self._context.getProcAddress(name.encode()) or 0)

    load = load_opengl_function

    def release(self) -> None:
        """Nothing is ours to release: Qt owns the context."""

    def __enter__(self) -> "QtLoader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def from_qt(context: QOpenGLContext | None) -> moderngl.Context:
    """Use Qt's current OpenGL context; raises NoGraphics when there is none or it is too old."""
    if context is None or not context.isValid():
        raise NoGraphics(reason="no OpenGL context")
    version = context.format().majorVersion() * 100 + context.format().minorVersion() * 10
    if version < NEEDED:
        raise NoGraphics(reason=f"OpenGL {version // 100}.{version // 10 % 10}")
    loader = QtLoader(context)
    if not loader.load("glDrawArrays"):  # moderngl would jump to address 0
        raise NoGraphics(reason="no OpenGL functions")
    try:
        return moderngl.create_context(require=NEEDED, context=loader)  # type: ignore[arg-type]
    except Exception as problem:  # moderngl raises bare Exception
        raise NoGraphics(reason=str(problem)) from problem


class OwnContext:
    """A context of Qt's with nothing to show it on. Raises NoGraphics where Qt has none that will do."""

    def __init__(self) -> None:
        wanted = QSurfaceFormat()
        wanted.setVersion(3, 3)
        wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
        self._context, self._surface = QOpenGLContext(), QOffscreenSurface()
        self._context.setFormat(wanted)
        if not self._context.create():
            raise NoGraphics(reason="no OpenGL context")
        self._surface.setFormat(self._context.format())
        self._surface.create()
        self.use()
        try:
            self.graphics = Graphics(from_qt(self._context), self._context)
        except (NoGraphics, moderngl.Error) as problem:
            self._context.doneCurrent()
            raise NoGraphics(reason=str(problem)) from problem
        keep_freed(self.graphics.ctx)

    def use(self) -> None:
        """Make it current; raises NoGraphics when it was lost."""
        if not self._context.makeCurrent(self._surface):
            raise NoGraphics(reason="the OpenGL context was lost")

    def close(self) -> None:
        """Let it go, with all that is left on it: some megabytes."""
        self._context.doneCurrent()
        for one in (self._context, self._surface):
            if shiboken6.isValid(one):
                shiboken6.delete(one)


def keep_freed(ctx: moderngl.Context) -> None:
    """Let the C library keep what software OpenGL frees after each picture, only to ask for it again: a fifth faster.

    Elsewhere than in glibc memory is not given back that eagerly.
    """
    if sys.platform != "linux" or not any(one in ctx.info["GL_RENDERER"] for one in SOFTWARE):
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt") and hasattr(library, "gnu_get_libc_version"):
        library.mallopt(TRIM_THRESHOLD, KEPT)
        library.mallopt(MMAP_THRESHOLD, BIG)


@contextmanager
def windowless() -> Iterator[Graphics]:
    """Give graphics for a while, and put back what was current before; raises NoGraphics.

    Qt's OpenGL comes first: in a process that shows windows another way to OpenGL would take its place.
    """
    before = QOpenGLContext.currentContext()
    surface = before.surface() if before else None
    try:
        with closing(own_context()) as context:
            yield context.graphics
    finally:
        if before and surface:
            before.makeCurrent(surface)


def own_context() -> "OwnContext | Standalone":
    """Make a context, current, with nothing to show it on: Qt's, or where Qt has none, EGL's or WGL's."""
    if QGuiApplication.instance() is None:
        return Standalone()
    try:
        return OwnContext()
    except NoGraphics:
        return Standalone()


class Standalone:
    """A context of moderngl's own. Raises NoGraphics."""

    def __init__(self) -> None:
        reasons = []
        # named a second time: machines without a compiler or ldconfig cannot look libraries up
        named = {"libgl": "libGL.so.1", "libegl": "libEGL.so.1"}
        ways: tuple[dict[str, Any], ...] = ({"backend": "egl"}, {"backend": "egl", **named}, {})
        for settings in ways:
            try:
                self._ctx = moderngl.create_context(require=NEEDED, standalone=True, **settings)
                self.graphics = Graphics(self._ctx)
                keep_freed(self._ctx)
                return
            except Exception as problem:  # moderngl raises bare Exception, glcontext ImportError for a backend
                reasons.append(str(problem))
        raise NoGraphics(reason="; ".join(reasons))

    def use(self) -> None:
        """Make it current."""
        self._ctx.__enter__()

    def close(self) -> None:
        """Give the context back."""
        self._ctx.release()
