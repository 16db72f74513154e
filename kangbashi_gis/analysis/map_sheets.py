"""Numbers of map sheets after GB/T 13989-2012, from 1:1,000,000 to 1:500: which sheet a place is on, and where it lies.

A sheet of 1:1,000,000 is 4° high and 6° wide: a letter counted from the equator, a number from 180° W. Every other
scale divides it; the rows are counted from the north, the columns from the west.
"""

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from kangbashi_gis.errors import BadPlace

HIGH, WIDE = 4, 6  # degrees of a sheet of 1:1,000,000
MILLION = 1_000_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUV"
_NUMBER = re.compile(r"(?P<row>[A-V])(?P<column>\d{2})(?:(?P<scale>[B-K])(?P<places>\d{6}|\d{8}))?")


@dataclass(frozen=True)
class Scale:
    """One scale: its letter, and into how many rows and columns it divides a sheet of 1:1,000,000."""

    denominator: int
    letter: str
    parts: int

    @property
    def digits(self) -> int:
        """How many digits a row or column has in a number."""
        return 4 if self.parts > 999 else 3


# GB/T 13989-2012, table 2
SCALES = (
    Scale(500_000, "B", 2),
    Scale(250_000, "C", 4),
    Scale(100_000, "D", 12),
    Scale(50_000, "E", 24),
    Scale(25_000, "F", 48),
    Scale(10_000, "G", 96),
    Scale(5_000, "H", 192),
    Scale(2_000, "I", 576),
    Scale(1_000, "J", 1152),
    Scale(500, "K", 2304),
)
DENOMINATORS = (MILLION, *(one.denominator for one in SCALES))


@dataclass(frozen=True)
class Sheet:
    """A sheet: its number, its scale and its bounds in degrees."""

    number: str
    denominator: int
    west: float
    south: float
    east: float
    north: float


def sheet_at(lon: float, lat: float, denominator: int) -> str:
    """Give the number of the sheet of a scale that a place is on; a place on an edge is on the sheet east or north.

    Raises BadPlace outside 0–88° N, where the standard has no sheets, and for a scale it does not have.
    """
    if not (-180 <= lon < 180 and 0 <= lat < HIGH * len(LETTERS)):
        raise BadPlace(text=f"{lon:g},{lat:g}")
    row, column = math.floor(lat / HIGH), math.floor(lon / WIDE)
    base = f"{LETTERS[row]}{column + 31:02d}"
    if denominator == MILLION:
        return base
    scale = next((one for one in SCALES if one.denominator == denominator), None)
    if scale is None:
        raise BadPlace(text=f"1:{denominator}")
    up = min(math.floor((lat - row * HIGH) * scale.parts / HIGH), scale.parts - 1)
    along = min(math.floor((lon - column * WIDE) * scale.parts / WIDE), scale.parts - 1)
    return f"{base}{scale.letter}{scale.parts - up:0{scale.digits}d}{along + 1:0{scale.digits}d}"


def sheet_of(number: str) -> Sheet:
    """Give the sheet of a number such as J49G010029; small letters, spaces and hyphens do not matter.

    Raises BadPlace for what is no number of a sheet.
    """
    found = _NUMBER.fullmatch(plain(number))
    if found is None or not 1 <= int(found["column"]) <= 60:
        raise BadPlace(text=number[:60])
    row, column = LETTERS.index(found["row"]), int(found["column"]) - 31
    if found["scale"] is None:
        return _sheet(found[0], MILLION, (row, column), (1, 1, 1))
    scale = next(one for one in SCALES if one.letter == found["scale"])
    places = found["places"]
    if len(places) != 2 * scale.digits:
        raise BadPlace(text=number[:60])
    down, along = int(places[: scale.digits]), int(places[scale.digits :])
    if not (1 <= down <= scale.parts and 1 <= along <= scale.parts):
        raise BadPlace(text=number[:60])
    return _sheet(found[0], scale.denominator, (row, column), (down, along, scale.parts))


def plain(text: str) -> str:
    """Give a number as the standard writes it."""
    return re.sub(r"[\s\-_]", "", text).upper()


def _sheet(number: str, denominator: int, base: tuple[int, int], place: tuple[int, int, int]) -> Sheet:
    (row, column), (down, along, parts) = base, place
    high, wide = Fraction(HIGH, parts), Fraction(WIDE, parts)
    south, west = row * HIGH + (parts - down) * high, column * WIDE + (along - 1) * wide
    return Sheet(number, denominator, float(west), float(south), float(west + wide), float(south + high))
