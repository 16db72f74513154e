"""Complete and unambiguous addresses, answered by looking them up: what a list of fifty thousand mostly consists of.

An address is looked up by the name it stands under and its numbers. Whatever does not fit exactly (a letter wrong,
a division that is not its own, two doors of the same numbers) is left to the search, so both give the same answers.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.index.draft import DOOR_COLUMNS, THEME_NAMES
from kangbashi_gis.index.order import OWN, UNREAD
from kangbashi_gis.index.segment import LONGEST_NAME, Segment
from kangbashi_gis.index.words import WordIndex, WordPart
from kangbashi_gis.model.spelling import fold

ALL_LABELS = (1 << len(DOOR_COLUMNS)) - 1  # a depth beyond: the compound is part of the address
ADDRESSES = THEME_NAMES.index("addresses")
MOST_NAMES = 20_000  # whose doors are kept at hand
Numbers = tuple[str, str, str, str]  # number, building, unit and room as they are folded; "" for none

_VALUE = r"[a-z]?\d+[a-z]?"
# as people write them in full, and with dashes; a bare number after a name is left to the search
_TAILS = (
    re.compile(
        rf"(?:(?P<number>{_VALUE}(?:-\d+)?)号(?:院)?)?(?:(?P<building>{_VALUE})(?:号楼|栋|幢|座|#楼?))?"
        rf"(?:(?P<unit>{_VALUE})单元)?(?:(?P<room>{_VALUE})[室户]?)?"
    ),
    re.compile(rf"(?P<building>{_VALUE})-(?P<unit>{_VALUE})-(?P<room>\d{{3,4}})[室户]?"),
)
_BEGINS = re.compile(rf"(?<![\da-z]){_VALUE}")


@dataclass(frozen=True)
class Found:
    """One door: the row of the addresses, and where it is (NaN for nowhere)."""

    fid: int
    x: float
    y: float


@dataclass(frozen=True)
class _Door:
    found: Found
    region: str


class Exact:
    """Looks addresses up in a word index; each name's doors are read when it is first met."""

    def __init__(self, index: WordIndex) -> None:
        self._parts = index.parts
        self._names = [_place_names(part.segment) for part in index.parts]
        self._doors: OrderedDict[str, dict[Numbers, _Door | None]] = OrderedDict()

    def look_up(self, text: str) -> Found | None:
        """Give the one address that a text names completely, or None."""
        folded = fold(text).replace(" ", "")
        for begin in _BEGINS.finditer(folded):
            at = begin.start()
            numbers = _numbers(folded[at:])
            if numbers is None:
                continue
            for start in range(max(0, at - LONGEST_NAME), at - 1):
                if any(folded[start:at] in names for names in self._names):
                    return self._under(folded[start:at], folded[:start], numbers)
        return None

    def _under(self, name: str, region: str, numbers: Numbers) -> Found | None:
        door = self._doors_of(name).get(numbers)
        # a division that is not the door's own may mean another place of that name
        return door.found if door is not None and region in door.region else None

    def _doors_of(self, name: str) -> dict[Numbers, "_Door | None"]:
        doors = self._doors.get(name)
        if doors is None:
            doors = self._doors[name] = self._read(name)
            if len(self._doors) > MOST_NAMES:
                self._doors.popitem(last=False)
        return doors

    def _read(self, name: str) -> dict[Numbers, "_Door | None"]:
        """Give the doors under a name by their numbers; None where two doors have the same."""
        doors: dict[Numbers, _Door | None] = {}
        for part, names in zip(self._parts, self._names, strict=True):
            for number in names.get(name, ()):
                for key, door in _doors(part, number):
                    doors[key] = None if key in doors else door
        return doors


def _numbers(tail: str) -> Numbers | None:
    """Read the numbers after a name; None where anything else stands there, or only a bare number."""
    for pattern in _TAILS:
        found = pattern.fullmatch(tail)
        if found is not None and not tail.isdigit():
            parts = found.groupdict()
            return (parts.get("number") or "", parts["building"] or "", parts["unit"] or "", parts["room"] or "")
    return None


def _place_names(segment: Segment) -> dict[str, tuple[int, ...]]:
    """Give the names, as they are written, under which addresses stand."""
    kinds, numbers = segment.arrays["spelling_kind"], segment.arrays["spelling_name"]
    bearing = np.flatnonzero(np.isin(kinds, (OWN, UNREAD)) & segment.doors.bearing(numbers))
    names: dict[str, tuple[int, ...]] = {}
    for spelling in bearing:
        text = segment.spellings[int(spelling)]
        names[text] = (*names.get(text, ()), int(numbers[spelling]))
    return names


def _doors(part: WordPart, name: int) -> list[tuple[Numbers, _Door]]:
    segment = part.segment
    doors = segment.doors_under(name, segment.door_count(name))
    doors = doors[segment.column("theme")[doors] == ADDRESSES]
    doors = doors[part.showing(segment.column("theme")[doors], segment.column("fid")[doors])]
    labels = [[segment.labels[code] for code in segment.column(column)[doors].tolist()]
              for column in DOOR_COLUMNS]  # fmt: skip
    inside = segment.column("compound")[doors] == name
    # under its road alone, an address that tells its compound is not complete
    whole = inside | (segment.column("depth")[doors] <= ALL_LABELS)
    places = zip(*(segment.column(column)[doors].tolist() for column in ("fid", "x", "y", "region")), strict=True)
    out = []
    for row, (fid, x, y, region) in enumerate(places):
        number, building, unit, room = (column[row] for column in labels)
        # whoever names the compound need not know on which number of which road it stands
        key = ("" if inside[row] and building else number, building, unit, room)
        if whole[row]:
            out.append((key, _Door(Found(fid, x, y), segment.regions[region])))
    return out
