"""Which names hold which characters and pairs of characters: how a name is found by a piece from its middle.

有限 and 公司 stand in every other name. Of a list as long as theirs the first names are listed, which are the best,
and the rest is a bit per name: that takes less room, and answers sooner whether a name is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kangbashi_gis.index.compact import narrow

BITS = 21  # of a code point
MOST_LISTED = 20_000  # of a list that has bits
CHUNK = 50_000  # names whose pairs are sorted at once
NO_BITS = np.empty(0, np.uint8)


@dataclass(frozen=True)
class Bearers:
    """The names that hold a gram: the first ascending, how many there are, and bits where not all are listed."""

    listed: np.ndarray
    count: int
    bits: np.ndarray

    def among(self, names: np.ndarray) -> np.ndarray:
        """Tell which names hold it."""
        if len(self.bits):
            byte = np.minimum(names >> 3, len(self.bits) - 1)
            return np.asarray((self.bits[byte] >> (names & 7).astype(np.uint8)) & 1, bool) & (byte == names >> 3)
        at = np.minimum(np.searchsorted(self.listed, names), len(self.listed) - 1)
        return np.asarray(self.listed[at] == names)


class Grams:
    """The names by what they hold."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        columns = (arrays[f"gram{what}"] for what in ("", "_start", "_name", "_count", "_row", "_bits"))
        self._keys, self._start, self._name, self._count, self._row, self._bits = columns

    def bearers(self, keys: np.ndarray) -> list[Bearers]:
        """Give those of each key that is known."""
        if not len(self._keys):
            return []
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return [self._bearers(int(one)) for one in at[self._keys[at] == keys]]

    def _bearers(self, gram: int) -> Bearers:
        row = int(self._row[gram])
        listed = self._name[self._start[gram] : self._start[gram + 1]]
        return Bearers(listed, int(self._count[gram]), self._bits[row - 1] if row else NO_BITS)


def gram_arrays(texts: list[str], wanted: np.ndarray) -> dict[str, np.ndarray]:
    """List names (ascending) by character and by pair of neighbours; Latin words are left to the sorted spellings."""
    chunks = []
    for first in range(0, len(texts), CHUNK):
        keys, names = _pairs(texts[first : first + CHUNK], wanted[first : first + CHUNK])
        grams, counts = np.unique(keys, return_counts=True)
        chunks.append((grams, counts, names + np.uint32(first)))
    grams = np.unique(np.concatenate([np.empty(0, np.uint64), *(one for one, _, _ in chunks)]))
    count = np.zeros(len(grams), np.int64)
    for known, counts, _ in chunks:
        count[np.searchsorted(grams, known)] += counts
    start = np.concatenate([[0], np.cumsum(count)])
    listed, free = np.empty(int(start[-1]), np.uint32), start[:-1].copy()
    while chunks:
        known, counts, names = chunks.pop(0)
        at = np.searchsorted(grams, known)
        listed[np.repeat(free[at] - np.cumsum(counts) + counts, counts) + np.arange(len(names))] = names
        free[at] += counts
    return {"gram": grams, "gram_count": narrow(count), **_shortened(listed, start, len(texts))}


def _shortened(listed: np.ndarray, start: np.ndarray, names: int) -> dict[str, np.ndarray]:
    """Put bits in the place of long lists. start: where each begins, and the end."""
    count, last = np.diff(start), int(listed.max(initial=0))
    width = min(names, last + 1) + 7 >> 3
    long = np.flatnonzero(count > max(MOST_LISTED, width // 4))
    row, bits = np.zeros(len(count), np.uint32), np.zeros((len(long), width), np.uint8)
    for number, gram in enumerate(long.tolist()):
        held = np.zeros(width * 8, bool)
        held[listed[start[gram] : start[gram + 1]]] = True
        bits[number], row[gram] = np.packbits(held, bitorder="little"), number + 1
    kept = np.where(row > 0, MOST_LISTED, count)
    pieces = (listed[one : one + most] for one, most in zip(start.tolist(), kept.tolist(), strict=False))
    short = np.concatenate([np.empty(0, np.uint32), *pieces])
    starts = np.concatenate([[0], np.cumsum(kept)])
    return {"gram_name": short, "gram_start": narrow(starts), "gram_row": narrow(row), "gram_bits": bits}


def _pairs(texts: list[str], wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give keys and names (numbers in the chunk), each pair once, in order."""
    signs = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) for text in texts])
    foreign = signs > 127
    keep = wanted[owner] if len(owner) else np.empty(0, bool)
    single = np.flatnonzero(keep & foreign)
    pair = np.flatnonzero((owner[1:] == owner[:-1]) & keep[1:] & (foreign[1:] | foreign[:-1])) if len(owner) else single
    shift = np.uint64(BITS)
    keys = np.concatenate([signs[single] << shift, (signs[pair] << shift) | signs[pair + 1]])
    names = np.concatenate([owner[single], owner[pair]])
    order = np.lexsort((names, keys))
    keys, names = keys[order], names[order]
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]) | (names[1:] != names[:-1])
    return keys[first], names[first]


def keys_of(text: str) -> np.ndarray:
    """Give the keys of a text's pairs; of its one character where it has only one."""
    signs = [ord(sign) for sign in text]
    if len(signs) == 1:
        return np.array([signs[0] << BITS], np.uint64)
    pairs = {(a << BITS) | b for a, b in pairwise(signs) if a > 127 or b > 127}
    return np.array(sorted(pairs), np.uint64)
