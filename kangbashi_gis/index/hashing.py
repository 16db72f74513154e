"""Numbers that stand for texts, so that every stretch of a query is looked up at once."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 divided by the golden ratio, made odd
MASK = (1 << 64) - 1
POWER, INVERSE = MULTIPLIER, pow(MULTIPLIER, -1, 1 << 64)


def text_hash(text: str) -> int:
    """Give the 64-bit number of a text."""
    value = 0
    for sign in text:
        value = (value * MULTIPLIER + ord(sign) + 1) & MASK
    return value


def stretch_hashes(
    text: str, longest: int, at: Sequence[int] | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give starts, ends and numbers of all stretches of 2 to `longest` characters of a text.

    at: only those that begin and end at these places.
    """
    count = len(text)
    start, end = _stretches(count, longest) if at is None else _between(np.array(at, np.int64), longest)
    begun = beginnings(text)
    with np.errstate(over="ignore"):
        # what stands up to the end, without what stands before the start
        return start, end, begun[end] - begun[start] * powers(longest + 1)[end - start]


def beginnings(text: str) -> np.ndarray:
    """Give the numbers of what a text begins with, from nothing to all of it."""
    count = len(text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64) + np.uint64(1)
    begun = np.zeros(count + 1, np.uint64)
    with np.errstate(over="ignore"):
        # every character divided by what it is multiplied with until the end: then a sum does for all at once
        np.cumsum(codes * _powers(INVERSE, count), out=begun[1:])
        begun[1:] *= _powers(POWER, count)
    return begun


def powers(count: int) -> np.ndarray:
    """Give what a number is multiplied with when so many characters follow: 0, 1, 2, ..."""
    return _powers(POWER, count)


def _powers(base: int, count: int) -> np.ndarray:
    return _power_table(base, max(512, count))[:count]


@lru_cache(maxsize=8)
def _power_table(base: int, count: int) -> np.ndarray:
    powers = [1]
    for _ in range(count - 1):
        powers.append(powers[-1] * base & MASK)
    return np.array(powers, np.uint64)


@lru_cache(maxsize=64)
def _stretches(count: int, longest: int) -> tuple[np.ndarray, np.ndarray]:
    lengths = range(2, min(longest, count) + 1)
    starts = [np.arange(count - length + 1) for length in lengths]
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    none = np.empty(0, np.int64)
    return np.concatenate([none, *starts]), np.concatenate([none, *ends])


def _between(at: np.ndarray, longest: int) -> tuple[np.ndarray, np.ndarray]:
    length = at - at[:, None]
    first, last = np.nonzero((length >= 2) & (length <= longest))
    return at[first], at[last]
