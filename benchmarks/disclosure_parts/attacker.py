"""An attacker on published statistics who knows the method, and keeps what was published before.

What is known: each number that is shown is rounded to the nearest five, and stands for ten people at least; or it was
told before and is less than ten off (sums by community: twenty and twenty). A null is anything from nought. Sums add
up. From that follow bounds for every block, cell and change. A group is told apart where the bounds say for certain:
somebody, but fewer than ten.
"""

from collections.abc import Iterable, Sequence

import numpy as np

HIDDEN, LEAST, HALF, STEP, COARSE = -1, 10, 2, 10, 20
MANY = 10**9
Bounds = tuple[np.ndarray, np.ndarray]
ROUNDS = 30


def told_apart(low: np.ndarray, high: np.ndarray) -> int:
    """Count the groups that certainly hold somebody, and fewer than ten."""
    return int(((low >= 1) & (high < LEAST)).sum())


def bounds(releases: Sequence[np.ndarray], coarse: np.ndarray) -> list[Bounds]:
    """Give what each release says of each number by itself: at least, at most. coarse: those rounded to twenty."""
    found = []
    step = np.where(coarse, COARSE, STEP)
    before = releases[0]
    for at, shown in enumerate(releases):
        low = np.maximum(shown - np.where(coarse, COARSE // 2, HALF), LEAST)
        high = shown + np.where(coarse, COARSE // 2 - 1, HALF)
        if at:
            stayed = (before == shown) & (shown != HIDDEN)
            low = np.where(stayed, np.maximum(shown - (step - 1), LEAST), low)
            high = np.where(stayed, shown + step - 1, high)
            # what has moved, has moved by a step at least
            moved = (before != HIDDEN) & (shown != HIDDEN) & ~stayed
            low = np.where(moved & (shown > before), np.maximum(low, before + step), low)
            high = np.where(moved & (shown < before), np.minimum(high, before - step), high)
        before = np.where(shown == HIDDEN, before, shown)  # a number is remembered while it is held back
        found.append((np.where(shown == HIDDEN, 0, low), np.where(shown == HIDDEN, MANY, high)))
    return found


def sharpened(low: np.ndarray, high: np.ndarray, sums: Iterable[tuple[int, Sequence[int]]]) -> Bounds:
    """Draw the bounds together by sums: (the number that is the sum, those it is the sum of), until nothing moves."""
    low, high = low.astype(np.int64), high.astype(np.int64)
    relations = [(whole, np.asarray(parts, np.int64)) for whole, parts in sums]
    for _ in range(ROUNDS):
        before = low.sum() - np.minimum(high, MANY).sum()
        for whole, parts in relations:
            least, most = low[parts].sum(), high[parts].sum()
            low[whole], high[whole] = max(low[whole], least), min(high[whole], most)
            others_least, others_most = least - low[parts], most - high[parts]
            low[parts] = np.maximum(low[parts], low[whole] - others_most)
            high[parts] = np.minimum(high[parts], high[whole] - others_least)
        if low.sum() - np.minimum(high, MANY).sum() == before:
            break
    return low, high


def moved(earlier: Bounds, later: Bounds) -> Bounds:
    """Give the bounds of who came between two releases, beyond those who went; and of who went beyond who came."""
    came_low, came_high = later[0] - earlier[1], later[1] - earlier[0]
    return np.concatenate((came_low, -came_high)), np.concatenate((came_high, -came_low))
