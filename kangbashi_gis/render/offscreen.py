"""The map into a file, on a machine without a display."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from PySide6.QtGui import QImage, QPainter

from kangbashi_gis.errors import GisError, OutputUnwritable
from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import LayerState, Style
from kangbashi_gis.progress import silent
from kangbashi_gis.render import cache, labels, prepare
from kangbashi_gis.render.contexts import windowless
from kangbashi_gis.render.graphics import Easel
from kangbashi_gis.render.lettering import application, letter
from kangbashi_gis.render.reading import reader
from kangbashi_gis.render.scene import Drawable, Scene, worn
from kangbashi_gis.render.view import Extent, View
from kangbashi_gis.store.base import Store

TILE = 2048  # pixels painted at once; every graphics card can do that
NO_STYLES: Mapping[str, Style] = {}
EMPTY: Extent = (0.0, 0.0, 1000.0, 1000.0)  # what a map without anything shows


@dataclass(frozen=True)
class Under:
    """The rasters under a picture, and the list that takes what is wrong with them."""

    backdrop: Backdrop
    problems: list[GisError] | None


class Space(Protocol):
    """What is needed of a workspace."""

    @property
    def folder(self) -> Path:
        """Its folder."""

    @property
    def store(self) -> Store:
        """Its rows."""


def over(backdrop: Backdrop, problems: list[GisError] | None = None, angle: float = 0.0) -> Callable[..., None]:
    """Give a `draw_png` that draws over rasters. problems: takes what was wrong with them; they do not stop a picture.

    styles: of the themes that do not look as they come. angle: by which the picture is turned around its middle.
    """

    def draw(
        space: Space,
        layers: Sequence[LayerState],
        size: tuple[int, int],
        extent: Extent | None,
        out: Path,
        styles: Mapping[str, Style] = NO_STYLES,
    ) -> None:
        """Draw layers (top first) into a PNG file; without an extent, all. Raises NoGraphics, OutputUnwritable."""
        application()
        with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as moment:
            folder = cache.folder_in(space.folder) or Path(moment)
            drawables = [
                worn(one, styles[one.theme.name], space.store) if one.theme.name in styles else one
                for one in prepared(space.store, folder, layers)
            ]
            image = picture(space.store, drawables, size, extent, Under(backdrop, problems), angle)
        if not image.save(str(out), "PNG"):  # type: ignore[call-overload]
            raise OutputUnwritable(path=str(out), reason="png")

    return draw


draw_png = over(Backdrop())


def prepared(store: Store, cache_folder: Path, layers: Sequence[LayerState]) -> list[Drawable]:
    """Give what can be drawn of some layers; what is not prepared yet is prepared now."""
    found = []
    for state in layers:
        theme = themes.theme(state.theme)
        if state.visible and drawable(theme) and store.count(theme):
            folder = prepare.build(store, cache_folder, theme, silent)
            ready = cache.find(folder.parent.parent, theme, store.stamp(theme))
            if ready:
                found.append(Drawable(theme, ready, state))
    return found


def drawable(theme: Theme) -> bool:
    """Tell whether a theme has a layer at all."""
    return theme.shape != Shape.NONE and not theme.in_vault


def picture(
    store: Store,
    drawables: Sequence[Drawable],
    size: tuple[int, int],
    extent: Extent | None,
    under: "Under | None" = None,
    angle: float = 0.0,
) -> QImage:
    """Draw layers into a picture in memory, with their names. extent: as it is before the picture is turned."""
    with windowless() as graphics, closing_scene(Scene(graphics)) as scene:
        scene.show(drawables)
        if under:
            scene.lay_under(under.backdrop)
        view = View(0.0, 0.0, 1.0, *size).turned(angle)
        view = view.framed(extent, angle) if extent else view.fitted(scene.extent or EMPTY, 0.03)
        image = painted(scene, view)
        named = [(layer.prepared, layer.theme) for layer in scene.shown(view)]
        _write_names(image, view, labels.layout(view, named, labels.Texts(reader(store))))
        if under and under.problems is not None:
            under.problems.extend(scene.grounds.problems())
        return image


@contextmanager
def closing_scene(scene: Scene) -> Iterator[Scene]:
    """Give a scene back when it is done with, whatever happened: it may have a process that reads rasters."""
    try:
        yield scene
    finally:
        scene.release()


def painted(scene: Scene, view: View) -> QImage:
    """Paint a view of any size, piece by piece."""
    pixels = np.empty((view.height, view.width, 4), np.uint8)
    easel = Easel(scene.graphics, min(TILE, view.width), min(TILE, view.height))
    for left in range(0, view.width, TILE):
        for top in range(0, view.height, TILE):
            width, height = min(TILE, view.width - left), min(TILE, view.height - top)
            x, y = view.ground(left + width / 2, top + height / 2)
            part = replace(view, x=x, y=y, width=width, height=height)
            scene.paint(easel, part)
            pixels[top : top + height, left : left + width] = easel.pixels(part)
    easel.release()
    image = QImage(
        pixels.data, view.width, view.height, view.width * 4, QImage.Format.Format_RGBA8888_Premultiplied
    )  # fmt: skip
    return image.copy()


def _write_names(image: QImage, view: View, names: Sequence[labels.Placed]) -> None:
    painter = QPainter(image)
    for name in reversed(names):
        made = letter(name.words)
        height, width = made.shape[:2]
        x, y = view.pixel(name.x, name.y)
        words = QImage(made.data, width, height, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
        painter.drawImage(round(x + name.move[0] - width / 2), round(y + name.move[1] - height / 2), words)
    painter.end()
