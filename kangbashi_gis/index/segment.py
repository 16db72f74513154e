"""One part of the word index as it is asked: names by beginnings, pieces and stretches, and the doors under them."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from kangbashi_gis.index.compact import Metres, Names, Whole
from kangbashi_gis.index.doors import AXES
from kangbashi_gis.index.grams import MOST_LISTED, Bearers, Grams, keys_of
from kangbashi_gis.index.hashing import stretch_hashes
from kangbashi_gis.index.resembling import Neighbours, Resembling, Spans
from kangbashi_gis.index.sieve import Sieve
from kangbashi_gis.index.spellings import HEAD, WIDE
from kangbashi_gis.index.stands import OWN, SHARED, Doors, Shared, StandOf
from kangbashi_gis.index.texts import Ordered, Stretches, Texts

SAME_QUESTION = 16  # texts whose places are kept: those of one question
MOST_KNOWN = 512
LONGEST_NAME = 24  # of a place inside an address
LONGEST_TEXT = 256  # that is asked for
BEYOND = b"\xff"  # greater than any byte of UTF-8


class Segment:
    """The arrays that `order.arranged` makes, and the questions they answer. Nothing in it changes."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.arrays: Mapping[str, Any] = {**arrays, **_read_back(arrays)}
        self.names = Texts(arrays, "name")
        self.spellings = Stretches(arrays["name_text"], arrays["spelling_start"], arrays["spelling_length"])
        self._ordered = Ordered(self.spellings, arrays, "sample")
        self.labels = Texts(arrays, "label").all()
        self.regions = Texts(arrays, "region").all()
        self.rank = arrays["name_rank"]
        self.doors = Doors(arrays)
        self._grams = Grams(arrays)
        self._neighbours = Neighbours(arrays, self.names)
        self.label_numbers = {label: number for number, label in enumerate(self.labels)}
        self._labels_sorted = sorted(range(len(self.labels)), key=self.labels.__getitem__)
        self._labels_in_order = [self.labels[number] for number in self._labels_sorted]
        self.regions_holding = lru_cache(maxsize=512)(self._regions_holding)
        self.on_floor = lru_cache(maxsize=64)(self._on_floor)
        # one question reads the same text in several ways
        self.beginning = lru_cache(maxsize=4 * SAME_QUESTION)(self._beginning)
        self.places_in = lru_cache(maxsize=SAME_QUESTION)(self._places_in)
        self.places_like = lru_cache(maxsize=SAME_QUESTION)(self._places_like)
        self.once = lru_cache(maxsize=4 * SAME_QUESTION)(self._once)
        self.known = lru_cache(maxsize=MOST_KNOWN)(self._once)  # of words that questions have in common

    def _once(self, read: Callable[..., Any], text: str, *more: Any) -> Any:
        """Give what a function makes of a text and this segment; it gives what nobody changes."""
        return read(text, self, *more)

    def _beginning(self, text: str) -> tuple[int, int]:
        """Give the stretch of spellings that begin with a text."""
        key = text.encode("utf-8", "ignore")
        low = self._ordered.first(key)
        if low == len(self.spellings) or not self.spellings.raw(low).startswith(key):
            return low, low
        return low, self._ordered.first(key + BEYOND, low)

    def best_of(self, low: int, high: int) -> np.ndarray:
        """Give the spellings of a stretch, those of the best names first; of a wide one only the best."""
        if high - low <= WIDE:
            names = self.arrays["spelling_name"][low:high]
            return low + np.argsort(names, kind="stable")
        key = np.uint64((low << 32) | high)
        at = int(np.searchsorted(self.arrays["head_key"], key))
        if at < len(self.arrays["head_key"]) and self.arrays["head_key"][at] == key:
            return self.arrays["head"][at]
        return np.arange(low, low + HEAD)

    def _places_in(self, text: str, at: tuple[int, ...] | None = None) -> list[tuple[int, int, int]]:
        """Give start, end and spelling of every place name of at least two characters inside a text.

        at: only those that begin and end at these places.
        """
        starts, ends, hashes = stretch_hashes(text, LONGEST_NAME, at)
        known, spellings = self.arrays["place_hash"], self.arrays["place_spelling"]
        found = []
        for i, first in zip(*(one.tolist() for one in self._place_sieve.positions(hashes)), strict=True):
            start, end, place, same = int(starts[i]), int(ends[i]), first, hashes[i]
            while place < len(known) and known[place] == same:
                spelling = int(spellings[place])
                if self.spellings[spelling] == text[start:end]:
                    found.append((start, end, spelling))
                place += 1
        return sorted(found, key=lambda one: one[1] - one[0])

    def _places_like(self, text: str, mistakes: int, known: Spans) -> Resembling:
        """Give what in a text is a place name but for 1 or 2 mistakes, apart from names known to stand there."""
        return self._neighbours.like(text, mistakes, known)

    def holding(self, text: str, most: int) -> np.ndarray:
        """Give names (best first) that may hold the pieces of a text: half of its pairs of characters or more."""
        keys = keys_of(text)
        lists = self._grams.bearers(keys)
        if 2 * len(lists) < len(keys) or not lists:
            return np.empty(0, np.uint32)
        return _in_most(sorted(lists, key=lambda one: one.count), len(keys), most)

    def rows(self, name: int) -> slice:
        """Give where the rows that bear a name stand."""
        start = self.arrays["row_start"]
        return slice(int(start[name]), int(start[name + 1]))

    def doors_under(self, name: int, most: int) -> np.ndarray:
        """Give the doors of a road or compound, at most so many: the first by number."""
        return self.doors.of(name, most)

    def door_count(self, name: int) -> int:
        """Give the number of doors of a road or compound."""
        return self.doors.count(name)

    def labels_beginning(self, text: str) -> np.ndarray:
        """Give the numbers of labels that begin with a text."""
        low = bisect_left(self._labels_in_order, text)
        high = bisect_left(self._labels_in_order, text + chr(0x10FFFF), low)
        return np.array(self._labels_sorted[low:high], np.uint32)

    def _regions_holding(self, text: str) -> np.ndarray:
        """Tell for each region whether a text stands in it."""
        held = np.zeros(len(self.regions), bool)
        if not text or len(text) > LONGEST_TEXT:
            return ~held if not text else held
        codes, owner = self._region_codes
        first, *rest = (ord(sign) for sign in text)
        at = np.flatnonzero(codes[: len(owner)] == first)
        for behind, code in enumerate(rest, 1):
            at = at[codes[at + behind] == code]
        held[owner[at]] = True
        return held

    @cached_property
    def _region_codes(self) -> tuple[np.ndarray, np.ndarray]:
        """Give the regions as one run of code points, nothing between them and much behind, and whose each is."""
        run = "\0".join((*self.regions, "\0" * LONGEST_TEXT)).encode("utf-32-le", "surrogatepass")
        owner = np.repeat(np.arange(len(self.regions)), [len(region) + 1 for region in self.regions])
        return np.frombuffer(run, np.uint32), owner

    @cached_property
    def _place_sieve(self) -> Sieve:
        return Sieve(self.arrays["place_hash"])

    def _on_floor(self, floor: str) -> np.ndarray:
        """Tell for each label whether it is a room on a floor: 1203 on 12."""
        return np.fromiter((len(one) > 2 and one[:-2] == floor for one in self.labels), bool, len(self.labels))

    def column(self, name: str) -> Any:
        """Give a column of the doors; it is asked for many doors at once."""
        return self.arrays[f"door_{name}"]

    def are_places(self, names: np.ndarray) -> np.ndarray:
        """Tell of which names addresses stand under them."""
        return self.doors.bearing(names)

    def is_place(self, name: int) -> bool:
        """Tell whether addresses stand under a name."""
        return self.doors.count(name) > 0


def _read_back(arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Give the columns that are kept in another form than they are asked in."""
    shared: dict[str, Any] = {name: arrays[f"stand_{name}"] for name in SHARED}
    shared |= {name: Names(shared[name]) for name in ("road", "compound")}
    shared |= {name: Metres(shared[name], arrays[f"stand_{name}_scale"]) for name in AXES}
    stands = StandOf(arrays)
    kept: dict[str, Any] = {f"door_{name}": Shared(column, stands) for name, column in shared.items()}
    kept |= {f"door_{name}": arrays[f"door_{name}"] for name in OWN}
    kept |= {f"row_{name}": Metres(arrays[f"row_{name}"], arrays[f"row_{name}_scale"]) for name in AXES}
    return kept | {"row_start": Whole(arrays["row_start"])}


def _in_most(lists: list[Bearers], wanted: int, most: int) -> np.ndarray:
    """Give the names that stand in at least half of `wanted` lists, first those in most of them; bounded work.

    Lists ascend by rank, so their first entries are the best names: of long lists not all is looked at.
    """
    seeds = [one.listed[: 4 * most] for one in lists[:3]]
    if len(lists) > 1:
        rare = lists[0].listed[:MOST_LISTED]
        seeds.append(rare[lists[1].among(rare)][: 8 * most])
    names = _distinct(np.sort(np.concatenate(seeds)))
    count = sum(one.among(names).astype(np.int64) for one in lists)
    enough = 2 * np.asarray(count) >= wanted
    names, count = names[enough], np.asarray(count)[enough]
    return names[np.lexsort((names, -count))[:most]]


def _distinct(ordered: np.ndarray) -> np.ndarray:
    """Give each value or row once; `np.unique` would load numpy's masked arrays, which takes longer than the search."""
    other = ordered[1:] != ordered[:-1]
    first = np.ones(len(ordered), bool)
    first[1:] = other if ordered.ndim == 1 else other.any(axis=1)
    return ordered[first]
