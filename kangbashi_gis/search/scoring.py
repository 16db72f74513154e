"""Scorers: each gives a factor of 0 to 1 per candidate, and their product is the score."""

from collections.abc import Callable

import numpy as np

from kangbashi_gis.search.candidates import Candidates
from kangbashi_gis.search.reading import Reading

Scorer = Callable[[Candidates, Reading], np.ndarray]

DEEPER, SKIPPED = 0.03, 0.04
LEAST_EXPLAINED = 0.5
SLIP = 1  # characters
ANOTHER = 0.6
LEAST_SCORE = 0.4


def explained(found: Candidates, reading: Reading) -> np.ndarray:
    """What the row does not account for weighs heavily: one character may be a slip, more is another place."""
    return worth(found.explained, reading.weight)


def worth(share: np.ndarray, weight: int) -> np.ndarray:
    """Give what a row is worth that accounts for a share of so many characters."""
    unexplained = np.rint((1.0 - share) * weight)
    return np.where(share >= LEAST_EXPLAINED, np.where(unexplained <= SLIP, share, share * ANOTHER), 0.0)


def spelled(found: Candidates, reading: Reading) -> np.ndarray:
    """As written is best, then short forms, pinyin, initials, old names."""
    return found.spelled * reading.factor


def finished(found: Candidates, reading: Reading) -> np.ndarray:
    """What is typed to its end is better than what has only begun."""
    return found.finished


def level(found: Candidates, reading: Reading) -> np.ndarray:
    """The row that was asked for comes before what lies inside it, and before rows with parts left out."""
    return np.maximum(1.0 - DEEPER * found.deeper - SKIPPED * found.skipped, 0.5)
