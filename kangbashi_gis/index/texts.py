"""Texts as one run of UTF-8, and how a great many of them are sorted without a Python object for each."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping

import numpy as np

from kangbashi_gis.index.compact import narrow

WORD_BYTES = 8
SAMPLED = 64
PIECE = 1 << 20  # texts whose bytes are put together at once


def text_arrays(name: str, texts: Iterable[str]) -> dict[str, np.ndarray]:
    """Keep texts one behind the other and where each begins."""
    return run_arrays(name, (text.encode() for text in texts))


def run_arrays(name: str, texts: Iterable[bytes]) -> dict[str, np.ndarray]:
    """Keep texts that are UTF-8 already."""
    run, starts = bytearray(), array("Q", (0,))
    for text in texts:
        run += text
        starts.append(len(run))
    return {f"{name}_text": np.frombuffer(run, np.uint8), f"{name}_at": narrow(np.array(starts, np.uint64))}


class Texts:
    """Texts by number, decoded one at a time."""

    def __init__(self, arrays: Mapping[str, np.ndarray], name: str) -> None:
        self._bytes = arrays[f"{name}_text"]
        self._at = arrays[f"{name}_at"]
        # one text at a time is taken through views, which give plain numbers and bytes in half the time
        self._run, self._from = self._bytes.data, self._at.data

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, number: int) -> str:
        return self.raw(number).decode()

    def raw(self, number: int) -> bytes:
        """Give a text as UTF-8, which sorts as the text does."""
        return self._run[self._from[number] : self._from[number + 1]].tobytes()

    def some(self, numbers: np.ndarray) -> list[str]:
        """Give several texts; sooner than one after the other."""
        return _decoded(self._bytes, self._at[numbers], self._at[numbers + 1])

    def all(self) -> list[str]:
        """Give all texts at once; for short tables."""
        return [self[number] for number in range(len(self))]


class Stretches:
    """Texts that are stretches of a run, of which several may share one place: a name and its own end."""

    def __init__(self, run: np.ndarray, start: np.ndarray, length: np.ndarray) -> None:
        self.run, self.start, self.length = run, start, length
        self._run, self._start, self._length = run.data, start.data, length.data

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, number: int) -> str:
        return self.raw(number).decode()

    def raw(self, number: int) -> bytes:
        """Give a text as UTF-8, which sorts as the text does."""
        start = self._start[number]
        return self._run[start : start + self._length[number]].tobytes()

    def some(self, numbers: np.ndarray) -> list[str]:
        """Give several texts; sooner than one after the other."""
        start = self.start[numbers].astype(np.int64)
        return _decoded(self.run, start, start + self.length[numbers])

    def byte_at(self, depth: int, rows: slice) -> np.ndarray:
        """Give the byte at a depth of each of some rows, -1 where a text is shorter."""
        start, long = self.start[rows].astype(np.int64), self.length[rows] > depth
        return np.where(long, self.run[np.minimum(start + depth, len(self.run) - 1)].astype(np.int16), -1)

    def order(self) -> np.ndarray:
        """Give the rows in the order of their texts; equal texts stay as they are.

        By eight bytes at a time, and each time only those that are still equal.
        """
        padded = np.concatenate([self.run, np.zeros(WORD_BYTES, np.uint8)])
        out = np.arange(len(self.start), dtype=np.uint32)
        places, rows, groups, depth = out.copy(), out.copy(), np.zeros(len(out), np.uint32), 0
        while len(rows):
            words = np.empty(len(rows), np.uint64)
            for at in range(0, len(rows), PIECE):
                words[at : at + PIECE] = self._words(padded, rows[at : at + PIECE], depth)
            sort = np.lexsort((words, groups))
            rows, words, groups = rows[sort], words[sort], groups[sort]
            out[places] = rows
            new = np.ones(len(rows), bool)
            new[1:] = (words[1:] != words[:-1]) | (groups[1:] != groups[:-1])
            numbers = np.cumsum(new, dtype=np.uint32) - np.uint32(1)
            depth += WORD_BYTES
            # one that ends just here goes on too: the nothing behind it sorts before anything
            equal = (np.bincount(numbers)[numbers] > 1) & (self.length[rows] >= depth)
            rows, places, groups = rows[equal], places[equal], numbers[equal]
        return out

    def _words(self, padded: np.ndarray, rows: np.ndarray, depth: int) -> np.ndarray:
        start, length = self.start[rows].astype(np.int64) + depth, self.length[rows].astype(np.int64) - depth
        words = np.zeros(len(rows), np.uint64)
        for at in range(WORD_BYTES):
            signs = padded[np.minimum(start + at, len(padded) - 1)]
            words = (words << np.uint64(8)) | np.where(at < length, signs, 0).astype(np.uint64)
        return words


class Ordered:
    """Texts in order, with each 64th in one place beside them: a search touches six of the others, not twenty."""

    def __init__(self, texts: Stretches, arrays: Mapping[str, np.ndarray], name: str) -> None:
        self._texts, self._sample = texts, Texts(arrays, name)

    @staticmethod
    def sampled(name: str, texts: Stretches) -> dict[str, np.ndarray]:
        """Keep each 64th."""
        return run_arrays(name, [texts.raw(number) for number in range(0, len(texts), SAMPLED)])

    def first(self, key: bytes, known: int = 0) -> int:
        """Give the number of the first text that does not come before a key. known: it is not before that one."""
        beyond = bisect_left(range(len(self._sample)), key, known // SAMPLED, key=self._sample.raw)
        low, high = max((beyond - 1) * SAMPLED, known), min(beyond * SAMPLED, len(self._texts))
        return bisect_left(range(len(self._texts)), key, low, max(low, high), key=self._texts.raw)


def _decoded(run: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[str]:
    """Give stretches of a run as texts: all at once, unless one of them holds the sign that is put between."""
    signs, ends = run.data, list(zip(start.tolist(), end.tolist(), strict=True))
    texts = b"\0".join([signs[low:high] for low, high in ends]).decode().split("\0") if ends else []
    return texts if len(texts) == len(ends) else [bytes(signs[low:high]).decode() for low, high in ends]
