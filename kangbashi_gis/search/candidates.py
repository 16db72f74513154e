"""What collectors find, as columns, so that thousands are scored at once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

import numpy as np


@dataclass(frozen=True)
class Candidates:
    """Rows that may answer, one per position.

    theme: position in `draft.THEME_NAMES`. x, y: NaN for rows without a place.
    rank: of its kind, the lower first. order: natural order within a kind.
    explained: share of the typed characters that the row accounts for. spelled, finished: 1 for as written and whole.
    deeper: how many elements the row has below those asked for; skipped: how many above.
    """

    theme: np.ndarray
    fid: np.ndarray
    x: np.ndarray
    y: np.ndarray
    rank: np.ndarray
    order: np.ndarray
    explained: np.ndarray
    spelled: np.ndarray
    finished: np.ndarray
    deeper: np.ndarray
    skipped: np.ndarray

    def __len__(self) -> int:
        return len(self.fid)

    def take(self, where: np.ndarray) -> "Candidates":
        """Give those at positions or under a mask."""
        return Candidates(*(getattr(self, name)[where] for name in NAMES))


NAMES = tuple(one.name for one in fields(Candidates))


def joined(several: Iterable[Candidates]) -> Candidates:
    """Put candidates one behind the other."""
    parts = [part for part in several if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else nothing()
    return Candidates(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


@cache
def nothing() -> Candidates:
    """Give no candidates: always the same, which nobody can change."""
    columns = [np.empty(0, np.int64 if name in ("fid", "order") else float) for name in NAMES]
    for column in columns:
        column.flags.writeable = False
    return Candidates(*columns)


def covered(text: str, whole: str) -> int:
    """Count the characters of a text that stand in another in pieces of two or more."""
    at, count = 0, 0
    while at < len(text) - 1:
        length = 0
        while at + length < len(text) and text[at : at + length + 1] in whole:
            length += 1
        if length > 1:
            count += length
            at += length
        else:
            at += 1
    return count
