"""What collectors find, as few arrays, so that thousands are scored at once; the good ones are then looked up."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from kangbashi_gis.index.draft import KINDS, THEME_NAMES
from kangbashi_gis.index.segment import Segment

WEIGHTS = ("explained", "spelled", "finished", "deeper", "skipped")
# an address comes before what else stands at it
RANK_OF_THEME = np.array([KINDS.index(name) if name in KINDS else len(KINDS) for name in THEME_NAMES])
RANK_OF_THEME[THEME_NAMES.index("addresses")] = KINDS.index("door")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that may answer, one per position.

    place: the number of a door; -1 less the place of a row that was found by its name. order: natural order within a
    kind. weights: a row each for the properties below.
    """

    place: np.ndarray
    order: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    @property
    def explained(self) -> np.ndarray:
        """Share of the typed characters that the row accounts for."""
        return self.weights[0]

    @property
    def spelled(self) -> np.ndarray:
        """1 for as written, less for other spellings."""
        return self.weights[1]

    @property
    def finished(self) -> np.ndarray:
        """1 for whole, less for what has only begun."""
        return self.weights[2]

    @property
    def deeper(self) -> np.ndarray:
        """How many elements the row has below those asked for."""
        return self.weights[3]

    @property
    def skipped(self) -> np.ndarray:
        """How many elements above those asked for were left out."""
        return self.weights[4]


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows that answer well enough. rows: theme, number, rank of the kind, order. numbers: x, y (NaN), score."""

    rows: np.ndarray
    numbers: np.ndarray

    def __len__(self) -> int:
        return self.rows.shape[1]

    @property
    def best(self) -> float:
        """The highest score, 0 for none."""
        return float(self.numbers[2].max(initial=0.0))

    def take(self, where: np.ndarray) -> "Scored":
        """Give those at positions or under a mask."""
        return Scored(self.rows[:, where], self.numbers[:, where])


def joined(several: Iterable[Candidates]) -> Candidates:
    """Put candidates one behind the other."""
    parts = [part for part in several if len(part.place)]
    if len(parts) < 2:
        return parts[0] if parts else nothing()
    places, orders = [part.place for part in parts], [part.order for part in parts]
    weights = np.concatenate([part.weights for part in parts], axis=1)
    return Candidates(np.concatenate(places), np.concatenate(orders), weights)


def all_scored(several: Iterable[Scored]) -> Scored:
    """Put rows with their scores one behind the other."""
    parts = [part for part in several if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else none_scored()
    rows = np.concatenate([part.rows for part in parts], axis=1)
    return Scored(rows, np.concatenate([part.numbers for part in parts], axis=1))


@cache
def nothing() -> Candidates:
    """Give no candidates: always the same, which nobody can change."""
    none = _unchangeable(np.empty(0, np.int64))
    return Candidates(none, none, _unchangeable(np.empty((len(WEIGHTS), 0))))


@cache
def none_scored() -> Scored:
    """Give no rows."""
    return Scored(_unchangeable(np.empty((4, 0), np.int64)), _unchangeable(np.empty((3, 0))))


def _unchangeable(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


def scored(segment: Segment, place: np.ndarray, order: np.ndarray, scores: np.ndarray) -> Scored:
    """Read which rows stand at places as of `Candidates`, and where they are."""
    rows, numbers = np.empty((4, len(place)), np.int64), np.empty((3, len(place)))
    rows[3], numbers[2] = order, scores
    named = place < 0
    count = int(np.count_nonzero(named))
    if count == len(place):
        _by_name(segment, -1 - place, order, rows, numbers)
    elif not count:
        _by_door(segment, place, rows, numbers)
    else:
        for at in (np.flatnonzero(named), np.flatnonzero(~named)):
            some = scored(segment, place[at], order[at], scores[at])
            rows[:, at], numbers[:, at] = some.rows, some.numbers
    return Scored(rows, numbers)


def _by_name(segment: Segment, at: np.ndarray, name: np.ndarray, rows: np.ndarray, numbers: np.ndarray) -> None:
    rows[0], rows[1], rows[2] = segment.arrays["row_theme"][at], segment.arrays["row_fid"][at], segment.rank[name]
    numbers[0], numbers[1] = segment.arrays["row_x"][at], segment.arrays["row_y"][at]


def _by_door(segment: Segment, doors: np.ndarray, rows: np.ndarray, numbers: np.ndarray) -> None:
    column = segment.column
    rows[0], rows[1] = column("theme")[doors], column("fid")[doors]
    rows[2] = RANK_OF_THEME[rows[0]]
    numbers[0], numbers[1] = column("x")[doors], column("y")[doors]


def covered(text: str, whole: str) -> int:
    """Count the characters of a text that stand in another in pieces of two or more."""
    at, count = 0, 0
    while at < len(text) - 1:
        length = 0
        while at + length < len(text) and text[at : at + length + 1] in whole:
            length += 1
        if length > 1:
            count += length
            at += length
        else:
            at += 1
    return count
