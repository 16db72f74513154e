"""Columns in as few bytes as their values need, read back as what they stand for."""

import numpy as np

LEAST = (np.uint8, np.uint16, np.uint32, np.uint64)
NOWHERE = 0xFFFFFFFF
SHIFT = 8
STRIDE = 1 << SHIFT  # a column that climbs by at most 1 climbs by less than that from one whole value to the next
FINEST_PER_M = 1000  # coordinates are kept to the millimetre, to the centimetre in anything wider than 4,000 km


def narrow(values: np.ndarray) -> np.ndarray:
    """Give the same whole numbers, none below 0, in the smallest type that holds them all."""
    most = int(values.max(initial=0))
    return values.astype(next(kind for kind in LEAST if most <= np.iinfo(kind).max), copy=False)


class Names:
    """A column of numbers of names: kept one higher, so that 0 is none; read back as uint32, 0xFFFFFFFF for none."""

    def __init__(self, stored: np.ndarray) -> None:
        self._stored = stored

    @staticmethod
    def kept(names: np.ndarray) -> np.ndarray:
        """Give what is kept of uint32 numbers."""
        return narrow(names.astype(np.uint32, copy=False) + np.uint32(1))

    def __getitem__(self, where: np.ndarray | slice) -> np.ndarray:
        return np.subtract(self._stored[where], np.uint32(1), dtype=np.uint32)


class Metres:
    """A column of coordinates: kept as whole millimetres from the least; NaN for nowhere."""

    def __init__(self, stored: np.ndarray, scale: np.ndarray) -> None:
        """scale: how many of the unit make a metre, and the least coordinate in that unit."""
        self._stored = stored
        self._per_m, self._least = (float(one) for one in scale)

    @staticmethod
    def kept(metres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give what is kept of coordinates, and the scale."""
        standing = metres[np.isfinite(metres)]
        low, high = (float(standing.min()), float(standing.max())) if len(standing) else (0.0, 0.0)
        per_m = float(FINEST_PER_M)
        while (high - low) * per_m >= NOWHERE - 1 and per_m > 1e-6:
            per_m /= 10
        least = np.floor(low * per_m)
        units = np.where(np.isfinite(metres), np.rint(metres * per_m) - least, NOWHERE)
        return units.astype(np.uint32), np.array([per_m, least])

    def __getitem__(self, where: np.ndarray | slice) -> np.ndarray:
        units = self._stored[where]
        return np.where(units == NOWHERE, np.nan, (self._least + units) / self._per_m)


class Climbing:
    """A column from 0 that never falls and climbs by 1 at most: each 256th value, and a byte for what is added."""

    def __init__(self, added: np.ndarray, base: np.ndarray) -> None:
        self._added, self._base = added, base

    @staticmethod
    def kept(new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give what is kept; new: where the column climbs, and at its beginning."""
        values = np.cumsum(new, dtype=np.uint32) - np.uint32(1)
        base = values[::STRIDE]
        return (values - np.repeat(base, STRIDE)[: len(values)]).astype(np.uint8), base

    def __getitem__(self, where: np.ndarray) -> np.ndarray:
        return self._base[where >> SHIFT] + self._added[where]


class Whole:
    """A column of whole numbers in few bytes; read back as int64, with which one may reckon."""

    def __init__(self, stored: np.ndarray) -> None:
        self._stored = stored

    def __len__(self) -> int:
        return len(self._stored)

    def __getitem__(self, where: np.ndarray | slice | int) -> np.ndarray:
        return self._stored[where].astype(np.int64)


class Ascending:
    """Whole numbers that ascend, kept as stretches of such as follow one another: rows as they are numbered."""

    def __init__(self, first: np.ndarray, at: np.ndarray) -> None:
        """first: the first number of each stretch; at: its position, and the end."""
        self.first, self.at = first, at

    @staticmethod
    def of(numbers: np.ndarray) -> "Ascending":
        """Keep int64 numbers."""
        start = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 2) != 1)
        return Ascending(numbers[start].astype(np.int64), np.append(start, len(numbers)).astype(np.int64))

    def __len__(self) -> int:
        return int(self.at[-1])

    def __getitem__(self, positions: np.ndarray) -> np.ndarray:
        stretch = np.searchsorted(self.at, positions, "right") - 1
        return self.first[stretch] + (positions - self.at[stretch])

    def positions(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the positions of int64 numbers, and which of them are here at all; the others have any position."""
        if not len(self):
            return np.zeros(len(numbers), np.int64), np.zeros(len(numbers), bool)
        stretch = np.maximum(np.searchsorted(self.first, numbers, "right") - 1, 0)
        at = numbers - self.first[stretch] + self.at[stretch]
        here = (at >= self.at[stretch]) & (at < self.at[stretch + 1])
        return np.where(here, at, 0), here
