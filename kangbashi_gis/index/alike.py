"""How many mistakes lie between stretches of a text and names, counted for all pairs of them at once.

Counted like `search.mistakes` (optimal string alignment), but only to two: what two texts begin and end with alike
is no mistake, so the first is made where the common beginning stops, and what is left must be alike but for one.
"""

from dataclasses import dataclass

import numpy as np

MORE = 3  # mistakes than are counted
# What one mistake takes from the typed and from the written text: another character, one too many, one left out.
_STEPS = ((1, 1), (1, 0), (0, 1))


@dataclass(frozen=True)
class Codes:
    """Texts as rows of code points in one run: where each begins and ends. Around the run stand zeros."""

    run: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @staticmethod
    def of(texts: list[str], around: int) -> "Codes":
        """Put texts into one run with so many zeros before and behind, and one between each two."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        joined = np.frombuffer("\0".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        none = np.zeros(around, np.uint32)
        start = np.cumsum(lengths + 1) - lengths - 1 + around
        return Codes(np.concatenate([none, joined, none]), start, start + lengths)

    def take(self, start: np.ndarray, end: np.ndarray) -> "Codes":
        """Give other stretches of the same run."""
        return Codes(self.run, start, end)


def mistakes_between(typed: Codes, written: Codes, most: int) -> np.ndarray:
    """Count the mistakes of each pair, up to 1 or 2; beyond that `MORE`."""
    reach = int(max((typed.end - typed.start).max(initial=0), (written.end - written.start).max(initial=0)))
    along = np.arange(reach)
    front = _common(typed, written, typed.start, written.start, along)
    back = _common_back(typed, written, along)
    count = _at_most_one(typed, written, front, front, back)
    if most > 1 and len(rest := np.flatnonzero(count > 1)):
        some = [one.take(one.start[rest], one.end[rest]) for one in (typed, written)]
        count[rest] = np.where(_two(some[0], some[1], front[rest], back[rest], along), 2, MORE)
    return count


def _common(typed: Codes, written: Codes, at: np.ndarray, against: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Count the characters that are the same from two places on."""
    most = np.maximum(np.minimum(typed.end - at, written.end - against), 0)
    same = typed.run[np.minimum(at[:, None] + along, len(typed.run) - 1)]
    same = same == written.run[np.minimum(against[:, None] + along, len(written.run) - 1)]
    return _led(same, most)


def _common_back(typed: Codes, written: Codes, along: np.ndarray) -> np.ndarray:
    most = np.minimum(typed.end - typed.start, written.end - written.start)
    same = typed.run[np.maximum(typed.end[:, None] - 1 - along, 0)]
    same = same == written.run[np.maximum(written.end[:, None] - 1 - along, 0)]
    return _led(same, most)


def _led(same: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Count how many of each row are true before the first that is not."""
    if not same.shape[1]:
        return np.zeros(len(same), np.int64)
    first = np.argmin(same, axis=1)
    return np.minimum(np.where(same[np.arange(len(same)), first], same.shape[1], first), most)


def _at_most_one(typed: Codes, written: Codes, at: np.ndarray, against: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Give 0 or 1 mistakes of what lies behind two offsets, where nothing more is alike; else `MORE`."""
    left, other = typed.end - typed.start - at, written.end - written.start - against
    shared = np.maximum(np.minimum(np.minimum(left, other), back), 0)
    left, other = left - shared, other - shared
    one, two = typed.start + at, written.start + against
    swapped = (left == 2) & (other == 2) & (_sign(typed, one) == _sign(written, two + 1))
    swapped &= _sign(typed, one + 1) == _sign(written, two)
    most = np.maximum(left, other)
    small = (np.minimum(left, other) >= 0) & (most <= 1)
    return np.where(small, most, np.where(swapped, 1, MORE))


def _two(typed: Codes, written: Codes, front: np.ndarray, back: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Tell which pairs are alike but for one mistake once the first, behind the common beginning, is put right."""
    fits = np.zeros(len(front), bool)
    for gone, missing in _STEPS:
        fits |= _then_one(typed, written, front + gone, front + missing, back, along)
    one, other = typed.start + front, written.start + front
    swapped = (_sign(typed, one) == _sign(written, other + 1)) & (_sign(typed, one + 1) == _sign(written, other))
    return fits | (swapped & _then_one(typed, written, front + 2, front + 2, back, along))


def _then_one(
    typed: Codes, written: Codes, at: np.ndarray, against: np.ndarray, back: np.ndarray, along: np.ndarray
) -> np.ndarray:
    common = _common(typed, written, typed.start + at, written.start + against, along)
    return _at_most_one(typed, written, at + common, against + common, back) <= 1


def _sign(codes: Codes, at: np.ndarray) -> np.ndarray:
    return codes.run[np.minimum(at, len(codes.run) - 1)]
