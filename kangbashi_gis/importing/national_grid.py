"""What the size of coordinates and the words of a surveyor say about the national grid of China.

CGCS2000, Xian 1980 and Beijing 1954 share their numbers: the datum is never told from coordinates.
"""

import re

import numpy as np

# Where China lies: northings of 18° to 54° N; eastings within a zone, and with the zone before them (13 to 45).
NORTHINGS = 1_500_000.0, 6_500_000.0
WITHIN_ZONE = 100_000.0, 900_000.0
WITH_ZONE = 13_000_000.0, 46_000_000.0
ZONE = 1_000_000.0
MOST = 0.99
THREE, SIX = range(25, 46), range(13, 24)
MERIDIANS = range(75, 136, 3)
# First EPSG code of 3° zones with and without the zone before the easting, then the same of 6° zones.
CODES = {"2000": (4513, 4534, 4491, 4502), "1980": (2349, 2370, 2327, 2338), "1954": (2401, 2422, 21413, 21453)}
_LOCAL = re.compile(r"独立|地方|城市|自定义|局部|任意|相对")
_DATUMS = (("2000", r"2000|CGCS"), ("1980", r"(19)?80|西安"), ("1954", r"(19)?54|北京"))


def north_first(points: np.ndarray) -> bool | None:
    """Tell whether the first of two coordinates is north, by their size. None where that is not certain.

    A northing of China never has the size of an easting, with or without a zone.
    """
    if not len(points):
        return None
    first, second = points[:, 0], points[:, 1]
    for answer, north, east in ((True, first, second), (False, second, first)):
        if (_within(north, NORTHINGS) & (_within(east, WITHIN_ZONE) | _within(east, WITH_ZONE))).mean() >= MOST:
            return answer
    return None


def stated_crs(system: str, degrees: str, zone: str, east: np.ndarray) -> str | None:
    """Give `EPSG:4546` for the words of a file: 2000国家大地坐标系, 3, 37; None where they are not certain.

    The easting says whether the zone stands before it; where both name a zone, they must agree.
    """
    datum = next((name for name, words in _DATUMS if re.search(words, system, re.IGNORECASE)), "")
    if not datum or _LOCAL.search(system) or not len(east):
        return None
    width = _number(degrees)
    number = _zone(_number(zone), width)
    if _within(east, WITH_ZONE).all():
        seen = set((east // ZONE).astype(int).tolist())
        if len(seen) != 1 or number not in (None, *seen):
            return None
        return _code(datum, seen.pop(), width, True)
    if number is None or not _within(east, WITHIN_ZONE).all():
        return None
    return _code(datum, number, width, False)


def _code(datum: str, zone: int, width: int | None, prefixed: bool) -> str | None:
    """Give the code of a zone: numbers of 3° and 6° zones are never the same in China."""
    for numbers, wide, first in ((THREE, 3, 0), (SIX, 6, 2)):
        if zone in numbers and width in (None, wide):
            return f"EPSG:{CODES[datum][first + (not prefixed)] + zone - numbers[0]}"
    return None


def _zone(number: int | None, width: int | None) -> int | None:
    """Give the zone; some write its central meridian instead, which is larger than any zone."""
    if number is None or number not in MERIDIANS:
        return number
    return (number + 3) // 6 if width == 6 else number // 3


def _number(text: str) -> int | None:
    found = re.search(r"\d+", text)
    return int(found[0]) if found and len(found[0]) < 9 else None


def _within(numbers: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    return (numbers >= limits[0]) & (numbers <= limits[1])
