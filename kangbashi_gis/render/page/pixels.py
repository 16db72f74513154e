"""What has no lines: rasters under the map, heat and groups of points; painted as the screen does, in pixels."""

import math
from dataclasses import replace

import numpy as np

from kangbashi_gis.model.page import Box
from kangbashi_gis.render.contexts import windowless
from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.render.offscreen import closing_scene, painted
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.ink import Bitmap, Group, Ink
from kangbashi_gis.render.page.layers import Place
from kangbashi_gis.render.page.symbols import PAPER_PX_MM, RATIO
from kangbashi_gis.render.scene import Drawable, Scene
from kangbashi_gis.render.view import View

DPI = 200.0
MOST_PIXELS = 30_000_000
CLEAR = "#ffffff00"


def grounds(atlas: Atlas, at: Place, box: Box) -> list[Ink]:
    """Paint the rasters of the workspace under a map; nothing where it has none."""
    if not atlas.backdrop.shown:
        return []
    with windowless() as graphics, closing_scene(Scene(graphics, background=CLEAR)) as scene:
        scene.lay_under(atlas.backdrop)
        picture = to_array(painted(scene, _coarse(at.view, box)))
        atlas.problems.extend(scene.grounds.problems())
    return [Bitmap(picture, box)] if picture[..., 3].any() else []


def spread(drawable: Drawable, at: Place, atlas: Atlas, box: Box) -> Group | None:
    """Paint how dense points are, or groups of them."""
    state = replace(drawable.state, opacity=1.0)
    with windowless() as graphics, closing_scene(Scene(graphics, background=CLEAR)) as scene:
        scene.show([replace(drawable, state=state, blend="normal")])
        picture = to_array(painted(scene, _coarse(at.view, box)))
    if not np.any(picture[..., 3]):
        return None
    return Group((Bitmap(picture, box),), None, drawable.state.opacity, drawable.blend, drawable.theme.title)


def _coarse(view: View, box: Box) -> View:
    """Give a view in pixels that a printer can show, sizes of symbols included."""
    dpi = min(DPI, math.sqrt(MOST_PIXELS / max(box.width * box.height, 1.0)) * 25.4)
    share = 25.4 / dpi / PAPER_PX_MM
    wide, high = max(round(box.width * dpi / 25.4), 1), max(round(box.height * dpi / 25.4), 1)
    return replace(view, metres=view.metres * share, width=wide, height=high, ratio=RATIO / share)
