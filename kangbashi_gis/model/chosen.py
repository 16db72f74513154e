"""Which rows are chosen, as data: theme by theme the row numbers. Map, tables and exports share it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

NOTHING = np.array([], np.int64)


class Way(Enum):
    """What a new choice does to the old one."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"
    TOGGLE = "toggle"


@dataclass(frozen=True, eq=False)
class Chosen:
    """Row numbers by theme, sorted, each once; a theme of which nothing is chosen is not there."""

    fids: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many rows are chosen in all."""
        return sum(len(one) for one in self.fids.values())

    def of(self, theme: str) -> np.ndarray:
        """Give the row numbers of a theme."""
        return self.fids.get(theme, NOTHING)

    def __eq__(self, other: object) -> bool:
        """Tell whether the same rows are chosen."""
        if not isinstance(other, Chosen) or set(self.fids) != set(other.fids):
            return NotImplemented if not isinstance(other, Chosen) else False
        return all(np.array_equal(fids, other.fids[name]) for name, fids in self.fids.items())

    __hash__ = None  # type: ignore[assignment]


def chosen(fids: Mapping[str, object]) -> Chosen:
    """Make a choice of row numbers in any order; what is empty is left out."""
    sorted_fids = {name: np.unique(np.asarray(some, np.int64)) for name, some in fids.items()}
    return Chosen({name: some for name, some in sorted_fids.items() if len(some)})


def combined(old: Chosen, new: Chosen, way: Way) -> Chosen:
    """Give what is chosen when `new` comes to `old`."""
    if way is Way.REPLACE:
        return new
    joins: dict[Way, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
        Way.ADD: np.union1d, Way.REMOVE: np.setdiff1d, Way.TOGGLE: np.setxor1d,
    }  # fmt: skip
    join = joins[way]
    names = [*old.fids, *(name for name in new.fids if name not in old.fids)]
    return chosen({name: join(old.of(name), new.of(name)) for name in names})
