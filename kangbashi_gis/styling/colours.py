"""Colours and lengths as other programs write them."""

import re

from kangbashi_gis.styling.losses import Losses

HEX = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")
PIXEL_MM = 25.4 / 96  # of QGIS
SLD_PIXEL_MM = 0.28  # of the standard
MILLIMETRES = {"MM": 1.0, "Pixel": PIXEL_MM, "Point": 25.4 / 72, "Points": 25.4 / 72, "Inch": 25.4, "Inches": 25.4}
ON_THE_GROUND = ("MapUnit", "RenderMetersInMapUnits")


def from_rgba(text: str) -> str:
    """Read "r,g,b,a" of QGIS, or "#rrggbb"; "" where nothing of it is seen."""
    color = stop_from_rgba(text)
    return "" if color.endswith("00") and len(color) == 9 else color


def stop_from_rgba(text: str) -> str:
    """Read a colour that others go over into: what cannot be seen has a hue all the same. "" for no colour."""
    if HEX.fullmatch(text):
        return text.lower()
    parts = text.split(",")[:4]
    if len(parts) < 3 or not all(part.strip().isdecimal() for part in parts):
        return ""
    red, green, blue, *alpha = (min(int(part), 255) for part in parts)
    return f"#{red:02x}{green:02x}{blue:02x}" + (f"{alpha[0]:02x}" if alpha and alpha[0] < 255 else "")


def to_rgba(color: str) -> str:
    """Write "r,g,b,a"; nothing is wholly transparent."""
    return ",".join(str(one) for one in split(color))


def split(color: str) -> tuple[int, int, int, int]:
    """Give red, green, blue and alpha, 0 to 255."""
    if not HEX.fullmatch(color):
        return 0, 0, 0, 0
    digits = (color[1:] + "ff")[:8]
    red, green, blue, alpha = (int(digits[at : at + 2], 16) for at in (0, 2, 4, 6))
    return red, green, blue, alpha


def made(red: int, green: int, blue: int, alpha: int = 255) -> str:
    """Give "#rrggbb", with two more digits where it is not opaque; "" where nothing of it is seen."""
    if alpha == 0:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}" + (f"{alpha:02x}" if alpha < 255 else "")


def faded(color: str, opacity: float) -> str:
    """Give a colour with its alpha multiplied."""
    red, green, blue, alpha = split(color)
    return made(red, green, blue, round(alpha * min(max(opacity, 0.0), 1.0)))


def millimetres(value: float, unit: str, losses: Losses) -> float:
    """Give a length on the picture; one on the ground is estimated, which is told."""
    if unit in ON_THE_GROUND or unit not in MILLIMETRES:
        losses.add("unit", unit)
        return min(value, 5.0)
    return value * MILLIMETRES[unit]
