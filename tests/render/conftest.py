"""What tests of the picture share: a context without a window, an application for fonts, layers made from shapes."""

import dataclasses
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtWidgets import QApplication

from kangbashi_gis.errors import NoGraphics
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Fill, LayerState, Symbol
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.progress import silent
from kangbashi_gis.render import cache, prepare
from kangbashi_gis.render.contexts import windowless
from kangbashi_gis.render.graphics import Easel, Graphics
from kangbashi_gis.render.rings import Rings, polygons
from kangbashi_gis.render.scene import Drawable, Scene
from kangbashi_gis.render.view import View
from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import app as program
from tests.render.memory_store import MemoryStore

SOLID = Fill("#000000", "", 0.0)
Make = Callable[..., Drawable]


@pytest.fixture(scope="session")
def qapp(own_folders: None) -> QApplication:
    """Make the application as the program does: tests of the window in the same process need it so."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return program.application(Settings(appearance="light"))


@pytest.fixture()
def graphics(qapp: QApplication) -> Iterator[Graphics]:
    """Give a context without a window; where there is none, say so and skip."""
    with ExitStack() as stack:
        try:
            made = stack.enter_context(windowless())
        except NoGraphics as problem:
            pytest.skip(f"no OpenGL 3.3 without a window: {problem}")
        yield made


@pytest.fixture()
def make(tmp_path: Path) -> Make:
    """Give a function that makes a layer of shapes ready to be drawn."""

    def made(
        name: str, shapes: Sequence[shapely.Geometry], symbol: Symbol | None = SOLID, /, **columns: object
    ) -> Drawable:
        kind = dataclasses.replace(theme(name), symbol=symbol, least_scale=0.0, most_scale=float("inf"))
        return drawable(kind, Table(columns, np.array(shapes, object)), tmp_path / f"缓存 {name}")

    return made


def whole(*shapes: shapely.Geometry | None) -> Rings:
    """Give polygons as pieces; none of them is so big that it is cut."""
    return polygons(np.array(shapes, object))[0]


def drawable(kind: Theme, table: Table, folder: Path) -> Drawable:
    """Prepare a table as a theme, in a folder."""
    store = MemoryStore(**{kind.name: table})
    prepare.build(store, folder, kind, silent)
    ready = cache.find(folder, kind, store.stamp(kind))
    assert ready is not None
    return Drawable(kind, ready, LayerState(kind.name))


def painted(graphics: Graphics, view: View, *drawables: Drawable, background: str = "#ffffff") -> np.ndarray:
    """Paint layers, top first; gives uint8 (height, width, 3)."""
    scene = Scene(graphics, background=background)
    scene.show(drawables)
    easel = Easel(graphics, view.width, view.height)
    scene.paint(easel, view)
    pixels = easel.pixels(view)[..., :3].copy()
    easel.release()
    scene.release()
    return pixels
