"""Where a house number would stand that nobody has recorded: between its neighbours on its side of the road."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from kangbashi_gis.index.draft import THEME_NAMES
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.index.words import WordIndex, WordPart
from kangbashi_gis.model.address import Label, Part
from kangbashi_gis.search import likeness
from kangbashi_gis.search.doors import doors_of, stand_in
from kangbashi_gis.search.loose import read_loosely
from kangbashi_gis.search.reading import REGION_RANKS, Reading, read_labels, read_places

ADDRESSES = THEME_NAMES.index("addresses")
MOST_BETWEEN = 100  # house numbers: neighbours further apart say little about what stands between them
FARTHEST_M = 1_500.0
MOST_ALIKE = 3  # roads that a misspelt one may be
_LETTER = re.compile("[甲乙丙丁戊己庚辛a-z]")
FINDERS = (likeness.mixed, likeness.by_sound, likeness.with_a_mistake)


@dataclass(frozen=True)
class Estimate:
    """A number of a road, its neighbours below and above, and the place between them.

    typed: the road as it was typed, where that is another; likeness: how much alike they are, 1 as written.
    within: the recorded number of a door that spans several (90-96), "" where none does.
    """

    road: str
    number: int
    below: int
    above: int
    x: float
    y: float
    neighbour: int  # row number of the nearer neighbour
    typed: str = ""
    likeness: float = 1.0
    within: str = ""


@dataclass(frozen=True)
class _Asked:
    """A road and the one number that a text asks for."""

    name: int
    label: Label
    read: Reading
    typed: str
    likeness: float


Read = tuple[WordPart, Reading]


def estimated(index: WordIndex, texts: Iterable[str]) -> list[Estimate]:
    """Give the place of the one number that folded texts, the same in several words, ask for; likeliest road first.

    Nothing where a text asks for more, or nothing is near. A road may have mistakes where none stands there as typed.
    """
    texts = list(texts)
    return as_written(index, texts) or with_mistakes(read_with_mistakes(index, texts))


def as_written(index: WordIndex, texts: Iterable[str]) -> list[Estimate]:
    """Give estimates on roads that stand in the texts."""
    reads = ((part, _read(text, part.segment)) for text in texts for part in index.parts)
    return _likeliest(_in_part(part, _as_written(read)) for part, read in reads)


def with_mistakes(reads: Iterable[Read]) -> list[Estimate]:
    """Give estimates on roads that are meant."""
    return _likeliest(_in_part(part, _loosely(read)) for part, read in reads)


def read_with_mistakes(index: WordIndex, texts: Iterable[str]) -> list[Read]:
    """Read texts as if there were mistakes in their names."""
    return [(part, read_loosely(Reading(text), part.segment, FINDERS)) for text in texts for part in index.parts]


def _read(text: str, segment: Segment) -> Reading:
    return read_labels(read_places(Reading(text), segment), segment)


def _likeliest(found: Iterable[Iterable[Estimate]]) -> list[Estimate]:
    return sorted(chain.from_iterable(found), key=lambda one: -one.likeness)[:MOST_ALIKE]


def _as_written(read: Reading) -> Iterator[_Asked]:
    roads = [cut for cut in read.cuts if cut.rank not in REGION_RANKS]
    if len(roads) == 1 and len(read.labels) == 1 and not read.gaps:
        yield _Asked(roads[0].name, read.labels[0], read, "", roads[0].spelled)


def _loosely(read: Reading) -> Iterator[_Asked]:
    if len(read.labels) != 1 or any(cut.rank not in REGION_RANKS for cut in read.cuts):
        return
    for guess in read.guesses:
        if not all(guess.start <= start and end <= guess.end for start, end in read.gaps):
            continue
        if guess.start < read.labels[0].end and read.labels[0].start < guess.end:
            continue
        for name, alike in zip(guess.names[:MOST_ALIKE], guess.finished, strict=False):
            if alike == guess.finished[0]:
                yield _Asked(name, read.labels[0], read, read.text[guess.start : guess.end], alike)
        return


def _in_part(part: WordPart, asked: Iterable[_Asked]) -> Iterator[Estimate]:
    segment = part.segment
    for one in asked:
        label = one.label
        if Part.NUMBER not in label.parts or not label.value.isdecimal() or len(label.value) > 6:
            continue
        doors = doors_of(segment, one.name)
        doors = doors[(segment.column("theme")[doors] == ADDRESSES) & (segment.column("road")[doors] == one.name)]
        doors = doors[part.showing(segment.column("theme")[doors], segment.column("fid")[doors])]
        for cut in one.read.cuts:
            if cut.rank in REGION_RANKS:
                doors = doors[stand_in(segment, doors, cut)]
        yield from _spanning(part, doors, one) or _between(part, doors, one)


def _spanning(part: WordPart, doors: np.ndarray, asked: _Asked) -> list[Estimate]:
    """Give the door whose recorded number spans the one that is asked for: 92号 is in 90-96号, 36号 is 甲36号."""
    segment, number = part.segment, int(asked.label.value)
    labels = segment.column("number")[doors]
    for one in np.unique(labels).tolist():
        low, _, high = _LETTER.sub("", segment.labels[one]).partition("-")
        if _spans(low, high, number):
            door = doors[int(np.flatnonzero(labels == one)[0])]
            place = float(segment.column("x")[door]), float(segment.column("y")[door])
            row, road = int(segment.column("fid")[door]), segment.names[asked.name]
            found = Estimate(road, number, number, number, *place, row, asked.typed, asked.likeness)
            return [replace(found, within=segment.labels[one])] if np.isfinite(place[0]) else []
    return []


def _spans(low: str, high: str, number: int) -> bool:
    if not low.isdecimal() or int(low) == number:
        return low.isdecimal()  # also where only 18-1 and 18-2 are recorded
    return high.isdecimal() and int(low) < number <= int(high)


def _between(part: WordPart, doors: np.ndarray, asked: _Asked) -> Iterator[Estimate]:
    """Odd and even numbers face each other, so only the same parity counts. Nothing beyond the last recorded one."""
    segment, number = part.segment, int(asked.label.value)
    x, y = segment.column("x")[doors], segment.column("y")[doors]
    labels = segment.column("number")[doors]
    values = {one: segment.labels[one] for one in np.unique(labels[np.isfinite(x)]).tolist()}
    numbers = sorted((int(value), one) for one, value in values.items() if value.isdecimal())
    side = [(value, one) for value, one in numbers if value % 2 == number % 2]
    below, above = [pair for pair in side if pair[0] < number][-1:], [pair for pair in side if pair[0] > number][:1]
    recorded = any(value == number for value, _ in side)
    if recorded or not below or not above or above[0][0] - below[0][0] > MOST_BETWEEN:
        return
    low, high = (int(np.flatnonzero((labels == pair[0][1]) & np.isfinite(x))[0]) for pair in (below, above))
    share = (number - below[0][0]) / (above[0][0] - below[0][0])
    if np.hypot(x[high] - x[low], y[high] - y[low]) > FARTHEST_M:
        return
    nearer = int(segment.column("fid")[doors[low if share < 0.5 else high]])
    place = (float(x[low] + share * (x[high] - x[low])), float(y[low] + share * (y[high] - y[low])))
    road = segment.names[asked.name]
    yield Estimate(road, number, below[0][0], above[0][0], *place, nearer, asked.typed, asked.likeness)
