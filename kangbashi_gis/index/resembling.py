"""Which place names stand in a text with a mistake or two: looked up by what is left of them, then compared."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kangbashi_gis.index.alike import Codes, mistakes_between
from kangbashi_gis.index.neighbours import LEAST_LEFT, LONGEST, remainders_of, shorter
from kangbashi_gis.index.sieve import Sieve
from kangbashi_gis.index.texts import Texts

AROUND = LONGEST + 3  # so far a comparison may look beyond a text
MOST_BESIDE = 2  # characters beside a name that is written as it should be
MOST_DIGITS = 5  # of a place name; a longer run is a code
MOST = 4096  # compared for one text
Spans = tuple[tuple[int, int], ...]


class Resembling(NamedTuple):
    """Stretches of a text with the names they are like, and how many mistakes lie between: columns of equal length."""

    start: np.ndarray
    end: np.ndarray
    name: np.ndarray
    mistakes: np.ndarray


NONE = Resembling(*(np.empty(0, np.int64) for _ in range(4)))


class Neighbours:
    """The names by the numbers of their remainders."""

    def __init__(self, arrays: Mapping[str, np.ndarray], names: Texts) -> None:
        self._hash, self._name, self._names = arrays["near_hash"], arrays["near_name"], names

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self._hash)

    def like(self, text: str, most: int, known: Spans) -> Resembling:
        """Give what in a text is a name but for 1 to `most` (1 or 2) mistakes, by place, then the best name first.

        known: where names stand as they should be written; what lies in them, or is little more, is not looked at.
        """
        start, length = _stretches(text, most, known)
        if not len(start) or not len(self._hash):
            return NONE
        pairs = self._pairs(text, start, length, most)
        return _counted(text, pairs, self._names, most) if len(pairs) else NONE

    def _pairs(self, text: str, start: np.ndarray, length: np.ndarray, most: int) -> np.ndarray:
        """Give stretches and names that share a remainder, each pair once: place, length and name in one number."""
        numbers, owner = remainders_of(text, start, length, most)
        numbers = shorter(numbers)
        met, low = self._sieve.positions(numbers)
        count = np.searchsorted(self._hash, numbers[met], "right") - low
        owner = np.repeat(owner[met], count)
        at = np.arange(len(owner)) + np.repeat(low - np.cumsum(count) + count, count)
        pairs = np.sort((((start[owner] << 5) | length[owner]) << 32) | self._name[at].astype(np.int64))
        first = np.ones(len(pairs), bool)
        first[1:] = pairs[1:] != pairs[:-1]
        return pairs[first][:MOST]


def _stretches(text: str, most: int, known: Spans) -> tuple[np.ndarray, np.ndarray]:
    """Give start and length of the stretches that may be a name with mistakes."""
    lengths = np.arange(LEAST_LEFT, min(len(text), LONGEST + most) + 1)
    start, length = (one.ravel() for one in np.meshgrid(np.arange(len(text)), lengths, indexing="ij"))
    end = start + length
    digits = np.cumsum([0, *(sign.isdigit() for sign in text)])
    wanted = end <= len(text)
    wanted[wanted] = digits[end[wanted]] - digits[start[wanted]] <= MOST_DIGITS
    for begin, stop in known:
        inside = (begin <= start) & (end <= stop)
        around = (start <= begin) & (stop <= end) & (length <= stop - begin + MOST_BESIDE)
        wanted &= ~(inside | around)
    return start[wanted], length[wanted]


def _counted(text: str, pairs: np.ndarray, names: Texts, most: int) -> Resembling:
    start, length, name = pairs >> 37, (pairs >> 32) & 31, pairs & 0xFFFFFFFF
    distinct, which = _numbered(name)
    all_names = Codes.of(names.some(distinct), AROUND)
    written = all_names.take(all_names.start[which], all_names.end[which])
    whole = Codes.of([text], AROUND)
    typed = whole.take(start + AROUND, start + length + AROUND)
    count = mistakes_between(typed, written, most)
    good = (count > 0) & (count <= most)
    if most > 1 and len(two := np.flatnonzero(count == 2)):
        good[two] &= ~_better_shorter(*(one.take(one.start[two], one.end[two]) for one in (typed, written)))
    return Resembling(start[good], (start + length)[good], name[good], count[good])


def _better_shorter(typed: Codes, written: Codes) -> np.ndarray:
    """Tell where a stretch is more like a name without its first or last character, which then is no part of it."""
    cut = (typed.take(typed.start + 1, typed.end), typed.take(typed.start, typed.end - 1))
    return np.logical_or(*(mistakes_between(one, written, 1) <= 1 for one in cut))


def _numbered(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the distinct values ascending, and for each value which it is."""
    order = np.argsort(values)
    ordered = values[order]
    new = np.ones(len(values), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    which = np.empty(len(values), np.int64)
    which[order] = np.cumsum(new) - 1
    return ordered[new], which
