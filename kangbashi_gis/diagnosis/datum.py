"""China's datums and their Gauss–Krüger zones: which EPSG codes mean the same numbers, and which only nearly.

Codes as in STANDARDS 1.1: one run per datum and kind of zone, ascending from the westernmost central meridian.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIRST_MERIDIAN, LAST_MERIDIAN = 75, 135
WIDTHS = (3, 6)
FALSE_EAST_M = 500_000.0


@dataclass(frozen=True)
class Datum:
    """A datum of China: its names in Chinese and in WKT, its degrees, and the first code of each run of zones."""

    key: str
    zh: str
    names: tuple[str, ...]
    degrees: str
    three: int
    three_prefixed: int
    six: int
    six_prefixed: int

    def zone(self, width: int, meridian: int, prefixed: bool) -> str:
        """Give the EPSG code of the zone of 3° or 6° around a central meridian."""
        runs = {
            (3, False): self.three,
            (3, True): self.three_prefixed,
            (6, False): self.six,
            (6, True): self.six_prefixed,
        }
        return f"EPSG:{runs[width, prefixed] + (meridian - FIRST_MERIDIAN) // width}"


DATUMS = (
    Datum(
        "cgcs2000", "2000 国家大地坐标系",
        ("cgcs2000", "china_2000", "china 2000", "coordinate system 2000"),
        "EPSG:4490", 4534, 4513, 4502, 4491,
    ),
    Datum(
        "xian1980", "1980 西安坐标系", ("xian_1980", "xian 1980", "xian80", "xian1980"),
        "EPSG:4610", 2370, 2349, 2338, 2327,
    ),
    Datum(
        "beijing1954", "1954 北京坐标系", ("beijing_1954", "beijing 1954", "beijing54", "beijing1954"),
        "EPSG:4214", 2422, 2401, 21453, 21413,
    ),
)  # fmt: skip
CGCS2000 = DATUMS[0]
BY_KEY: Mapping[str, Datum] = {one.key: one for one in DATUMS}


@dataclass(frozen=True)
class Zone:
    """A zone of a Chinese datum, as its code says."""

    datum: Datum
    width: int
    meridian: int
    prefixed: bool

    @property
    def number(self) -> int:
        """The number that a prefixed east begins with."""
        return self.meridian // 3 if self.width == WIDTHS[0] else (self.meridian + 3) // 6


def _zones() -> Iterator[tuple[str, Zone]]:
    for datum in DATUMS:
        for width in WIDTHS:
            for meridian in range(FIRST_MERIDIAN, LAST_MERIDIAN + 1, width):
                for prefixed in (False, True):
                    yield datum.zone(width, meridian, prefixed), Zone(datum, width, meridian, prefixed)


ZONES: Mapping[str, Zone] = dict(_zones())


def named(text: str) -> Datum | None:
    """Give the datum that a WKT, a name or a heading speaks of; None where it speaks of none or of several."""
    plain = text.lower()
    chinese = {
        "cgcs2000": ("国家2000", "2000国家"),
        "xian1980": ("西安",),
        "beijing1954": ("北京54", "北京1954", "54北京"),
    }
    found = [
        one
        for one in DATUMS
        if any(name in plain for name in one.names) or any(name in plain for name in chinese[one.key])
    ]
    return found[0] if len(found) == 1 else None
