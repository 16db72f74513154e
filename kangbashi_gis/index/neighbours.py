"""Place names with a character or two left out: how a name is found that was typed with a mistake in it.

A wrong, missing or extra character, or two exchanged ones, leave name and text with a common remainder
once one character (two for two mistakes) is left out of each. So the remainders of all names are kept as
sorted numbers, and those of a text's stretches are looked up at once (Garbe's symmetric deletion).
"""

from functools import lru_cache
from itertools import combinations

import numpy as np

from kangbashi_gis.index.hashing import MULTIPLIER, beginnings, powers

LONGEST = 13  # of a name; longer ones are divisions, of which a piece is enough
LEAST_LEFT = 2
LEAST_FOR_TWO = 5  # a shorter name with two mistakes is any other name


def neighbour_arrays(texts: list[str], wanted: np.ndarray) -> dict[str, np.ndarray]:
    """List names (ascending) by the numbers of their remainders, themselves included."""
    by_length: dict[int, list[int]] = {}
    for number in np.flatnonzero(wanted).tolist():
        by_length.setdefault(len(texts[number]), []).append(number)
    hashes, names = [np.empty(0, np.uint64)], [np.empty(0, np.uint32)]
    for length, numbers in by_length.items():
        if LEAST_LEFT <= length <= LONGEST:
            signs = "".join(texts[number] for number in numbers).encode("utf-32-le", "surrogatepass")
            codes = np.frombuffer(signs, np.uint32).reshape(-1, length).astype(np.uint64)
            for kept in _remainders(length):
                hashes.append(_hashes(codes[:, kept]))
                names.append(np.array(numbers, np.uint32))
    keys, owners = shorter(np.concatenate(hashes)), np.concatenate(names)
    order = np.lexsort((owners, keys))
    return {"near_hash": keys[order], "near_name": owners[order]}


def shorter(numbers: np.ndarray) -> np.ndarray:
    """Give numbers in half the room: of millions a few meet that are not the same, and are compared by letter later."""
    return (numbers ^ (numbers >> np.uint64(32))).astype(np.uint32)


def remainders_of(text: str, start: np.ndarray, length: np.ndarray, mistakes: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the numbers of stretches of a text with 0 to `mistakes` (1 or 2) characters left out, and whose each is.

    start, length: of the stretches, the lengths from `LEAST_LEFT` to `LONGEST` + 2. Figures and Latin letters are
    never left out: a name with others is another name.
    """
    begin, firsts, seconds = _left_out(mistakes)
    count = begin[length + 1] - begin[length]
    owner = np.repeat(np.arange(len(start)), count)
    way = np.arange(len(owner)) + np.repeat(begin[length] - np.cumsum(count) + count, count)
    start, length, first, second = start[owner], length[owner], firsts[way], seconds[way]
    fixed = np.array([*(sign.isascii() and sign.isalnum() for sign in text), False])
    if fixed.any():
        kept = ~((fixed[start + first] & (first < length)) | (fixed[start + second] & (second < length)))
        owner, start, length, first, second = (one[kept] for one in (owner, start, length, first, second))
    begun, power = beginnings(text), powers(LONGEST + 3)
    first, second, end = start + first, start + second, start + length

    def stretch(low: np.ndarray, high: np.ndarray) -> np.ndarray:
        return begun[high] - begun[low] * power[high - low]

    with np.errstate(over="ignore"):
        # before the first, between the two, and behind the second that is left out
        number = stretch(start, first)
        for low, high in ((np.minimum(first + 1, second), second), (np.minimum(second + 1, end), end)):
            number = number * power[high - low] + stretch(low, high)
    return number, owner


def _remainders(length: int) -> list[list[int]]:
    most = 2 if length >= LEAST_FOR_TWO else 1
    out = (
        gone for count in range(most + 1) if length - count >= LEAST_LEFT for gone in combinations(range(length), count)
    )
    return [[at for at in range(length) if at not in gone] for gone in out]


def _hashes(codes: np.ndarray) -> np.ndarray:
    value = np.zeros(len(codes), np.uint64)
    with np.errstate(over="ignore"):
        for column in codes.T:
            value = value * np.uint64(MULTIPLIER) + column + np.uint64(1)
    return value


@lru_cache(maxsize=2)
def _left_out(mistakes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give by length where its ways begin, and for each way the places left out; the length itself leaves none out."""
    begin = np.zeros(LONGEST + 4, np.int64)
    ways: list[tuple[int, ...]] = []
    for length in range(LONGEST + 3):
        begin[length] = len(ways)
        pairs = [(length, length), *((first, length) for first in range(length))]
        if mistakes > 1 and length >= LEAST_FOR_TWO:
            pairs += combinations(range(length), 2)
        ways += [pair for pair in pairs if length - sum(at < length for at in pair) >= LEAST_LEFT]
    begin[-1] = len(ways)
    first, second = np.array(ways).T
    return begin, np.ascontiguousarray(first), np.ascontiguousarray(second)
