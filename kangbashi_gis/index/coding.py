"""How columns become numbers: the store sorts them, row by row it is noted which value comes next.

What is held in memory is a code for each row; the texts go to disk as they come.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.index.coded import NONE, UNIT_BYTES, Coded
from kangbashi_gis.model.rows import value_key
from kangbashi_gis.progress import Progress, silent

LONGEST_RUN = 2**32 - 1
EXACT = 2**53  # beyond this a float does not hold each whole number
Piece = tuple[np.ndarray, Sequence[Any]]  # places of rows (-1 for one that is not of the table), and their values


class Coding:
    """Takes a column in sorted pieces."""

    def __init__(self, rows: int, run: Path | None = None) -> None:
        self._code = np.zeros(rows, np.uint32)
        self._order = np.empty(rows, np.uint32)
        self._done = 0
        self._last: Any = None
        self._codes = 0
        self._whole, self._numbers = array("q"), array("d")
        self._at = array("I", (0,))  # four bytes each, eight where the texts are longer than that
        self._path = run
        self._run = bytearray()
        self._file = run.open("wb") if run else None

    def take(self, places: np.ndarray, values: Sequence[Any]) -> None:
        """Take the next rows of the column."""
        known = places >= 0
        if not known.all():
            values = [value for value, here in zip(values, known.tolist(), strict=True) if here]
            places = places[known]
        self._code[places] = self._codes_of(values)
        self._order[self._done : self._done + len(places)] = places
        self._done += len(places)

    def column(self) -> Coded:
        """Give the column; rows that never came have no value and stand in front."""
        if self._file is not None and self._path is not None:
            self._file.close()
            mapped = self._path.stat().st_size
            text = np.memmap(self._path, np.uint16, "r") if mapped else np.empty(0, np.uint16)
        else:
            text = np.frombuffer(bytes(self._run), np.uint16)
        # no copies: of ten million different values they would be the most that is held
        number = np.frombuffer(self._numbers) if self._numbers else np.frombuffer(self._whole, np.int64)
        order = self._order if self._done == len(self._order) else np.argsort(self._code, kind="stable")
        at = np.frombuffer(self._at, np.uint32 if self._at.typecode == "I" else np.uint64)
        return Coded(self._code, order.astype(np.uint32, copy=False), number, text, at)

    def close(self) -> None:
        """Let go of the file of texts."""
        if self._file is not None:
            self._file.close()

    def _codes_of(self, values: Sequence[Any]) -> np.ndarray:
        if not values or values[-1] is None:
            return np.zeros(len(values), np.uint32)
        new = [one is not None and one != before for one, before in zip(values, [self._last, *values], strict=False)]
        self._last = values[-1]
        self._keep([one for one, fresh in zip(values, new, strict=True) if fresh])
        codes = self._codes + np.cumsum(np.array(new), dtype=np.uint32)
        self._codes = int(codes[-1])
        return codes

    def _keep(self, fresh: list[Any]) -> None:
        texts = fresh
        if set(map(type, fresh)) != {str}:
            texts = [one if isinstance(one, str) else one.hex() for one in fresh if not isinstance(one, int | float)]
        for one in fresh[: len(fresh) - len(texts)]:
            self._keep_number(one)
        if texts:
            piece = ("\0".join(texts) + "\0").encode("utf-16-le", "surrogatepass")
            ends = _ends(piece, texts, self._at[-1])
            if ends[-1] > LONGEST_RUN and self._at.typecode == "I":
                self._at = array("Q", self._at)
            self._at.extend(ends)
            if self._file is not None:
                self._file.write(piece)
            else:
                self._run += piece

    def _keep_number(self, number: int | float) -> None:
        if isinstance(number, float) and not self._numbers and self._whole:
            self._numbers = array("d", self._whole)
        if isinstance(number, float) or self._numbers:
            self._numbers.append(number)
        else:
            self._whole.append(number)


def _ends(piece: bytes, texts: list[str], before: int) -> list[int]:
    """Give where each text of a piece ends, the zero behind it included."""
    found = np.flatnonzero(np.frombuffer(piece, np.uint16) == 0)
    if len(found) == len(texts):
        return (found + (before + 1)).tolist()
    # one of them holds the sign that is put between
    lengths = [len(text.encode("utf-16-le", "surrogatepass")) // UNIT_BYTES + 1 for text in texts]
    return (np.cumsum(lengths) + before).tolist()


def number_piece(places: np.ndarray, values: Sequence[Any]) -> tuple[np.ndarray, np.ndarray] | None:
    """Give places and numbers of the rows that have one; None where a value is something else, or too large."""
    kinds = set(map(type, values))
    if not kinds <= {int, float, type(None)}:
        return None
    if type(None) in kinds:
        there = np.array([value is not None for value in values])
        places, values = places[there], [value for value in values if value is not None]
    if float in kinds and int in kinds and any(abs(value) > EXACT for value in values):
        return None
    known = places >= 0
    return places[known].astype(np.uint32), np.array(values, float if float in kinds else np.int64)[known]


def coded_numbers(pieces: Sequence[tuple[np.ndarray, np.ndarray]], rows: int) -> Coded:
    """Make a column of pieces with numbers in any order; rows that are in none have no value."""
    places = np.concatenate([np.empty(0, np.uint32), *(piece[0] for piece in pieces)])
    kinds = {piece[1].dtype for piece in pieces if len(piece[1])}
    kind = np.int64 if kinds <= {np.dtype(np.int64)} else np.float64
    numbers = np.concatenate([np.empty(0, kind), *(piece[1].astype(kind) for piece in pieces)])
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    new = np.ones(len(numbers), bool)
    new[1:] = numbers[1:] != numbers[:-1]
    code = np.zeros(rows, np.uint32)
    code[places[order]] = np.cumsum(new, dtype=np.uint32)
    empty = np.flatnonzero(code == NONE).astype(np.uint32)
    sequence = np.concatenate([empty, places[order]])
    return Coded(code, sequence, numbers[new], np.empty(0, np.uint16), np.zeros(1, np.uint64))


def coded(pieces: Iterable[Piece], rows: int, run: Path | None = None, progress: Progress = silent) -> Coded:
    """Make a column of sorted pieces. run: a file for the texts, so that they need not fit into memory."""
    coding, done = Coding(rows, run), 0
    try:
        for places, values in pieces:
            coding.take(places, values)
            done += len(places)
            progress(min(done / max(rows, 1), 1.0), "index")
        return coding.column()
    finally:
        coding.close()


def coded_values(values: Sequence[Any]) -> Coded:
    """Make a column of a few values."""

    def pieces() -> Iterator[Piece]:
        keys = [value_key(value) for value in values]
        order = sorted(range(len(values)), key=keys.__getitem__)
        yield np.array(order, np.int64), [values[at] for at in order]

    return coded(pieces(), len(values))
