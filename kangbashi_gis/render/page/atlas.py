"""What sheets are drawn from: the layers of a workspace as they are worn, opened once for all sheets of a batch."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kangbashi_gis.errors import GisError
from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.symbol import LayerState, Style
from kangbashi_gis.render import cache
from kangbashi_gis.render.labels import Texts
from kangbashi_gis.render.offscreen import Space, prepared
from kangbashi_gis.render.page.fonts import Typeface, typeface
from kangbashi_gis.render.reading import reader
from kangbashi_gis.render.scene import Drawable, worn
from kangbashi_gis.store.base import Store

INFINITE = float("inf")


@dataclass(frozen=True)
class Atlas:
    """The layers of a workspace, top first, the rasters under them, and the fonts.

    problems: takes what is wrong with rasters; they do not stop a sheet.
    """

    store: Store
    drawables: tuple[Drawable, ...]
    backdrop: Backdrop
    texts: Texts
    face: Typeface
    problems: list[GisError] = field(default_factory=list)

    def layers(self, names: Sequence[str], *, every_scale: bool) -> list[Drawable]:
        """Give layers, top first: those named, or those that the workspace shows."""
        found = [
            one for one in self.drawables if (one.theme.name in names if names else one.state.visible)
        ]  # fmt: skip
        return [_at_every_scale(one) if every_scale else _visible(one) for one in found]

    def drawable(self, name: str) -> Drawable | None:
        """Give the layer of a theme; None where it has no rows."""
        return next((one for one in self.drawables if one.theme.name == name), None)


@contextmanager
def opened(
    space: Space, states: Sequence[LayerState], styles: Mapping[str, Style], backdrop: Backdrop
) -> Iterator[Atlas]:
    """Make all layers of a workspace ready. states: of the layers, top first; those not visible can be named by a page.

    Raises StyleInvalid and ConditionUnfit where a style does not fit.
    """
    face = typeface()
    with TemporaryDirectory(prefix="kangbashi-gis-") as moment:
        folder = cache.folder_in(space.folder) or Path(moment)
        shown = {one.theme: one.visible for one in states}
        ready = prepared(space.store, folder, [replace(one, visible=True) for one in states])
        ready = [replace(one, state=replace(one.state, visible=shown[one.theme.name])) for one in ready]
        dressed = [
            worn(one, styles[one.theme.name], space.store) if one.theme.name in styles else one for one in ready
        ]  # fmt: skip
        yield Atlas(space.store, tuple(dressed), backdrop, Texts(reader(space.store)), face)


def _visible(one: Drawable) -> Drawable:
    return replace(one, state=replace(one.state, visible=True))


def _at_every_scale(one: Drawable) -> Drawable:
    label = replace(one.theme.label, most_scale=INFINITE) if one.theme.label else None
    theme = replace(one.theme, least_scale=0.0, most_scale=INFINITE, label=label)
    return replace(one, theme=theme, state=replace(one.state, visible=True, least_scale=0.0, most_scale=INFINITE))
