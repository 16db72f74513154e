"""The map: layers over a background, drawn step by step so that nobody has to wait for the whole."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Heat, LayerState, Style
from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.dressing import Dress, dress
from kangbashi_gis.render.graphics import Easel, Graphics
from kangbashi_gis.render.grounds import Grounds
from kangbashi_gis.render.layer import Layer, Step
from kangbashi_gis.render.night import is_dark
from kangbashi_gis.render.palette import rgba
from kangbashi_gis.render.shelf import Shelf
from kangbashi_gis.render.spread import ClusterLayer, HeatLayer
from kangbashi_gis.render.view import Extent, View
from kangbashi_gis.store.base import Store

PAPER = "#f5f3ee"
NIGHT = "#22262b"


@dataclass(frozen=True)
class Drawable:
    """What a layer is made from: its theme, what is prepared of it, the user's state, and what it wears.

    wear: None for what the theme comes with. blend: how it is laid over what is under it (`model.symbol.Style`).
    """

    theme: Theme
    prepared: Prepared
    state: LayerState
    wear: Dress | None = None
    blend: str = "normal"


class Scene:
    """Layers on the graphics card. Without a pool everything is read at once, as for a file."""

    def __init__(self, graphics: Graphics, pool: Executor | None = None, background: str = PAPER) -> None:
        self.graphics = graphics
        self.shelf = Shelf(graphics, pool)
        self.background = background
        self.version = 0
        self.layers: list[Layer] = []
        self.grounds = Grounds(graphics, at_once=pool is None)

    def show(self, drawables: Sequence[Drawable]) -> None:
        """Take these layers, top first, instead of the present ones."""
        known = {(layer.prepared.folder, layer.worn): layer for layer in self.layers}
        before, self.layers = self.layers, []
        for one in drawables:
            layer = known.get((one.prepared.folder, one.wear)) or self._made(one)
            layer.state, layer.blend = one.state, one.blend
            layer.dress(is_dark(self.background))
            self.layers.append(layer)
        for layer in before:
            if layer not in self.layers:
                layer.release()
        worn = {(layer.prepared.folder.name, layer.wear.key) for layer in self.layers}
        self.shelf.drop(lambda key: (key[0], key[3]) not in worn)
        self.version += 1

    def lay_under(self, backdrop: Backdrop) -> None:
        """Draw these rasters under all layers, instead of the present ones."""
        if self.grounds.show(backdrop):
            self.version += 1

    def settle(self) -> None:
        """Take what has come of rasters; what was painted without it is painted again."""
        if self.grounds.settle():
            self.version += 1

    def _made(self, one: Drawable) -> Layer:
        if one.wear is None or one.wear.spread is None:
            return Layer(self.graphics, self.shelf, one.prepared, one.theme, one.wear)
        kind = HeatLayer if isinstance(one.wear.spread, Heat) else ClusterLayer
        return kind(self.graphics, self.shelf, one.prepared, one.theme, one.wear)

    def set_background(self, color: str) -> None:
        """Change the colour of the paper."""
        self.background = color
        for layer in self.layers:
            layer.dress(is_dark(color))
        self.version += 1

    @property
    def extent(self) -> Extent | None:
        """Bounds of all visible layers; None when there is nothing."""
        bounds = [one.prepared.extent for one in self.layers if one.prepared.extent and one.state.visible]
        if not bounds:
            return None
        xmin, ymin, xmax, ymax = zip(*bounds, strict=True)
        return min(xmin), min(ymin), max(xmax), max(ymax)

    def shown(self, view: View) -> list[Layer]:
        """The layers drawn at the view's scale, top first."""
        return [layer for layer in self.layers if layer.shown(view)]

    def plan(self, view: View) -> list[Step] | None:
        """Give all steps of a view, the lowest layer first; None while pages are on their way."""
        plans = [(layer, layer.plan(view)) for layer in reversed(self.shown(view))]
        ground = self.grounds.plan(view)
        if ground is None or any(steps is None for _, steps in plans):
            return None
        return ground + [
            step for layer, steps in plans for step in _laid(steps or [], layer.state.opacity, layer.blend)
        ]

    def paint(self, easel: Easel, view: View) -> None:
        """Paint a view at once; needs a scene without a pool."""
        easel.begin(view, rgba(self.background))
        for step in self.plan(view) or []:
            step.run(easel)

    def release(self) -> None:
        """Give all memory back."""
        for layer in self.layers:
            layer.release()
        self.layers = []
        self.grounds.rest()
        self.shelf.release()


def _laid(steps: list[Step], opacity: float, blend: str) -> list[Step]:
    """A layer that is not opaque is painted on a sheet of its own first: its lines must not show through each other."""
    if (opacity >= 1.0 and blend == "normal") or not steps:
        return steps
    return [Step(0, lambda easel: easel.lift()), *steps, Step(0, lambda easel: easel.lay(opacity, blend))]


def worn(drawable: Drawable, style: Style, store: Store) -> Drawable:
    """Put a style on what is drawn. Raises StyleInvalid and ConditionUnfit where the theme has not what it asks for."""
    theme = drawable.theme
    dressed = replace(
        theme,
        label=style.label,
        least_scale=style.least_scale or theme.least_scale,
        most_scale=theme.most_scale if style.most_scale == float("inf") else style.most_scale,
    )
    state = replace(drawable.state, opacity=drawable.state.opacity * style.opacity)
    return Drawable(dressed, drawable.prepared, state, dress(style, theme, drawable.prepared, store), style.blend)
