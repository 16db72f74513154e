"""Where a house number would stand that nobody has recorded: between its neighbours on its side of the road."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.index.draft import THEME_NAMES
from kangbashi_gis.index.words import WordIndex, WordPart
from kangbashi_gis.model.address import Part
from kangbashi_gis.search.doors import doors_of, stand_in
from kangbashi_gis.search.reading import REGION_RANKS, Reading, read_labels, read_places

ADDRESSES = THEME_NAMES.index("addresses")
MOST_BETWEEN = 100  # house numbers: neighbours further apart say little about what stands between them
FARTHEST_M = 1_500.0


@dataclass(frozen=True)
class Estimate:
    """A number of a road, its neighbours below and above, and the place between them."""

    road: str
    number: int
    below: int
    above: int
    x: float
    y: float
    neighbour: int  # row number of the nearer neighbour


def estimated(index: WordIndex, text: str) -> Estimate | None:
    """Give the place of the one number that a folded text asks for; None where it asks for more, or nothing is near."""
    for part in index.parts:
        for found in _in_part(part, text):
            return found
    return None


def _in_part(part: WordPart, text: str) -> Iterator[Estimate]:
    segment = part.segment
    read = read_labels(read_places(Reading(text), segment), segment)
    roads = [cut for cut in read.cuts if cut.rank not in REGION_RANKS]
    if len(roads) != 1 or len(read.labels) != 1 or read.gaps or not segment.is_place(roads[0].name):
        return
    label = read.labels[0]
    if Part.NUMBER not in label.parts or not label.value.isdecimal() or len(label.value) > 6:
        return
    doors = doors_of(segment, roads[0].name)
    doors = doors[(segment.column("theme")[doors] == ADDRESSES) & (segment.column("road")[doors] == roads[0].name)]
    doors = doors[part.showing(segment.column("theme")[doors], segment.column("fid")[doors])]
    for cut in read.cuts:
        if cut.rank in REGION_RANKS:
            doors = doors[stand_in(segment, doors, cut)]
    yield from _between(part, doors, segment.names[roads[0].name], int(label.value))


def _between(part: WordPart, doors: np.ndarray, road: str, number: int) -> Iterator[Estimate]:
    """Odd and even numbers face each other, so only the same parity counts. Nothing beyond the last recorded one."""
    segment = part.segment
    x, y = segment.column("x")[doors], segment.column("y")[doors]
    labels = segment.column("number")[doors]
    values = {one: segment.labels[one] for one in np.unique(labels[np.isfinite(x)]).tolist()}
    numbers = sorted((int(value), one) for one, value in values.items() if value.isdecimal())
    side = [(value, one) for value, one in numbers if value % 2 == number % 2]
    below, above = [pair for pair in side if pair[0] < number][-1:], [pair for pair in side if pair[0] > number][:1]
    if not below or not above or above[0][0] - below[0][0] > MOST_BETWEEN:
        return
    low, high = (int(np.flatnonzero((labels == pair[0][1]) & np.isfinite(x))[0]) for pair in (below, above))
    share = (number - below[0][0]) / (above[0][0] - below[0][0])
    if np.hypot(x[high] - x[low], y[high] - y[low]) > FARTHEST_M:
        return
    nearer = int(segment.column("fid")[doors[low if share < 0.5 else high]])
    place = (float(x[low] + share * (x[high] - x[low])), float(y[low] + share * (y[high] - y[low])))
    yield Estimate(road, number, below[0][0], above[0][0], *place, nearer)
