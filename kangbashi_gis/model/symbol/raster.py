"""How a raster looks: numbers in the colours of a ramp, with the light of a slanting sun on them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kangbashi_gis.errors import StyleInvalid

TERRAIN = ("#4f8f5b", "#a5c16e", "#eadf9a", "#c99a5b", "#8f6340", "#f4f1ee")


@dataclass(frozen=True)
class RasterStyle:
    """Colours from the least to the most (None: the file's own), and the sun: from where and how high, in degrees.

    shade: how strong the shadows are, 0 for none. Pictures of three bands and palettes keep their own colours.
    """

    colors: tuple[str, ...] = TERRAIN
    least: float | None = None
    most: float | None = None
    shade: float = 0.6
    azimuth: float = 315.0
    height: float = 45.0


def written(style: RasterStyle) -> dict[str, Any]:
    """Give a style as plain data, for JSON and TOML; what is not said is left out."""
    return {name: list(one) if name == "colors" else one for name, one in asdict(style).items() if one is not None}


def read(data: Mapping[str, Any]) -> RasterStyle:
    """Read plain data as a style. Raises StyleInvalid."""
    try:
        colors = tuple(str(one) for one in data.get("colors", TERRAIN))
        for one in colors:
            if len(bytes.fromhex(one.removeprefix("#"))) != 3:
                raise ValueError(one)
        numbers = {name: float(data[name]) for name in ("least", "most", "shade", "azimuth", "height") if name in data}
    except (TypeError, ValueError) as problem:
        raise StyleInvalid(reason="style_text", where="raster") from problem
    if len(colors) < 2:
        raise StyleInvalid(reason="style_text", where="raster")
    return RasterStyle(colors, **numbers)
