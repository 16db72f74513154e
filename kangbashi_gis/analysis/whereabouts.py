"""Coordinates and sheet numbers as people write them: read, and written in every way that is in use.

Metres are east first, as the window shows them; the other order is understood where only it lies in the country.
"""

import re
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.analysis.map_sheets import Sheet, plain, sheet_of
from kangbashi_gis.errors import BadPlace
from kangbashi_gis.model import crs

Bounds = tuple[float, float, float, float]
COUNTRY: Bounds = (73.0, 3.0, 136.0, 54.0)  # degrees: west, south, east, north
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_PAIR = re.compile(rf"({_NUMBER})°?(?:\s*[,，;；]\s*|\s+)({_NUMBER})°?")
_NAMED = re.compile(rf"[E东]\s*({_NUMBER})\s+[N北]\s*({_NUMBER})")
_SIXTIETHS = re.compile(r"(\d{1,3})[°度]\s*(\d{1,2})['′’分]\s*(\d{1,2}(?:\.\d+)?)(?:[\"″”秒]|'')?\s*([EWNS东西北南]?)")
_SHEET = re.compile(r"[A-V]\d{2}[B-K](\d{6}|\d{8})")


@dataclass(frozen=True)
class Goal:
    """Where to go: a place in a CRS, and what should be seen of it (None for a place without a size)."""

    title: str
    x: float
    y: float
    bounds: Bounds | None = None


def goal(text: str, reference: str) -> Goal | None:
    """Read what was typed as a place in a CRS in metres; None where it is nothing of the kind.

    A sheet number needs its scale here: J49 alone is no more than a word.
    """
    text = text.strip()
    if _SHEET.fullmatch(plain(text)):
        try:
            return _of_sheet(sheet_of(text), reference)
        except BadPlace:
            return None
    place = _degrees(text, reference) or _metres(text, reference)
    return Goal(text, *place) if place and np.isfinite(place).all() else None


def sixtieths(degrees: float) -> str:
    """Write degrees as 109°47′24.00″; a hundredth of a second is 0.3 m."""
    hundredths = round(abs(degrees) * 360_000)
    whole, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return f"{'-' if degrees < 0 else ''}{whole}°{minutes:02d}′{seconds / 100:05.2f}″"


def corners(sheet: Sheet, reference: str) -> list[tuple[float, float]]:
    """Give the corners of a sheet in a CRS, from the south-west one round over the east."""
    lon = [sheet.west, sheet.east, sheet.east, sheet.west]
    lat = [sheet.south, sheet.south, sheet.north, sheet.north]
    x, y = crs.metres(reference, lon, lat)
    return list(zip(np.asarray(x).tolist(), np.asarray(y).tolist(), strict=True))


def _of_sheet(sheet: Sheet, reference: str) -> Goal | None:
    x, y = zip(*corners(sheet, reference), strict=True)
    if not np.isfinite((x, y)).all():
        return None
    return Goal(sheet.number, sum(x) / 4, sum(y) / 4, (min(x), min(y), max(x), max(y)))


def _degrees(text: str, reference: str) -> tuple[float, float] | None:
    """Read longitude and latitude, in either order where only one makes sense."""
    pair = _of_sixtieths(text) or _of_pair(text)
    if pair is None or max(abs(pair[0]), abs(pair[1])) > 180:
        return None
    lon, lat = pair if abs(pair[1]) <= 90 else pair[::-1]
    if abs(lat) > 90 or (not _in_country(lon, lat) and not _in_country(lat, lon)):
        return None
    if not _in_country(lon, lat):
        lon, lat = lat, lon
    x, y = crs.metres(reference, [lon], [lat])
    return float(x[0]), float(y[0])


def _of_sixtieths(text: str) -> tuple[float, float] | None:
    found = list(_SIXTIETHS.finditer(text))
    if len(found) != 2 or re.sub(r"[\s,，;；]", "", _SIXTIETHS.sub("", text)):
        return None
    values = []
    for one in found:
        minutes, seconds = int(one[2]), float(one[3])
        if minutes >= 60 or seconds >= 60:
            return None
        value = int(one[1]) + minutes / 60 + seconds / 3600
        values.append(-value if one[4] and one[4] in "WS西南" else value)
    return (values[1], values[0]) if found[0][4] and found[0][4] in "NS北南" else (values[0], values[1])


def _metres(text: str, reference: str) -> tuple[float, float] | None:
    pair = _of_pair(text)
    if pair is None or max(abs(pair[0]), abs(pair[1])) <= 180:
        return None
    for x, y in (pair, pair[::-1]):
        lon, lat = crs.degrees(reference, [x], [y])
        if _in_country(float(lon[0]), float(lat[0])):
            return x, y
    return None


def _of_pair(text: str) -> tuple[float, float] | None:
    named = _NAMED.fullmatch(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))
    found = named or _PAIR.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def _in_country(lon: float, lat: float) -> bool:
    west, south, east, north = COUNTRY
    return west <= lon <= east and south <= lat <= north
