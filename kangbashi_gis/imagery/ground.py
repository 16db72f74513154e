"""What is drawn under the map, and the piece of it that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.model.symbol.raster import RasterStyle, read, written
from kangbashi_gis.model.themes.elevation import ELEVATION


@dataclass(frozen=True)
class Ground:
    """A file or folder. datum: what a Web Mercator pyramid's degrees are: WGS-84, GCJ-02 or BD-09; nobody guesses.

    style: how heights are drawn; None for pictures, which keep their colours.
    """

    name: str
    path: Path
    kind: str  # raster, mbtiles, xyz
    datum: str = "WGS-84"
    style: RasterStyle | None = field(default=None)

    def written(self) -> dict[str, Any]:
        """Give it as plain data, to cross to another process."""
        style = written(self.style) if self.style else None
        return {"name": self.name, "path": str(self.path), "kind": self.kind, "datum": self.datum, "style": style}


def ground(data: dict[str, Any]) -> Ground:
    """Read what `written` gave."""
    style = read(data["style"]) if data["style"] is not None else None
    return Ground(data["name"], Path(data["path"]), data["kind"], data["datum"], style)


@dataclass(frozen=True)
class Box:
    """A piece of the ground in the workspace's CRS: its upper left corner, metres per pixel, pixels."""

    left: float
    top: float
    metres: float
    width: int
    height: int

    def widened(self, pixels: int) -> "Box":
        """Give the piece with so many pixels more on each side."""
        out = pixels * self.metres
        return Box(self.left - out, self.top + out, self.metres, self.width + 2 * pixels, self.height + 2 * pixels)


@dataclass(frozen=True)
class Shown:
    """A ground that is drawn, and how much of it."""

    ground: Ground
    opacity: float = 1.0


@dataclass(frozen=True)
class Backdrop:
    """All that is drawn under the layers, top first, and the CRS it is warped to."""

    crs: str = ""
    shown: tuple[Shown, ...] = ()


def seen(whole: Backdrop, layers: Sequence[LayerState]) -> Backdrop:
    """Give of all that can lie under the layers what does: heights are as their layer is."""
    heights = next((one for one in layers if one.theme == ELEVATION.name and one.visible), None)
    opacity = heights.opacity if heights else 0.0
    shown = (replace(one, opacity=opacity) if one.ground.style else one for one in whole.shown)
    return replace(whole, shown=tuple(one for one in shown if one.opacity > 0))
