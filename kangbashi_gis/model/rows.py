"""What a table shows, as data: which rows are wanted, in which order, and what is told of their columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

Value = str | int | float | None


class Comparison(StrEnum):
    """How a column is tested. Texts are compared without regard to the case of Latin letters where they CONTAIN.

    RANGE takes the least and the greatest value, None for no end, both included; ABOVE and BELOW do not include
    them. EMPTY is no value, or a text of nothing.
    """

    EQUAL = "equal"
    DIFFERENT = "different"
    CONTAINS = "contains"
    RANGE = "range"
    ABOVE = "above"
    BELOW = "below"
    EMPTY = "empty"
    FILLED = "filled"
    AMONG = "among"


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a field. A value of a field with a code list may be the code or its title."""

    field: str
    comparison: Comparison
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Sorting:
    """A field by which rows are sorted. Rows without a value come first, last where it is descending."""

    field: str
    descending: bool = False


@dataclass(frozen=True, eq=False)
class Ask:
    """Which rows are wanted; all that is given has to hold. Rows that are equal in all sortings stay in their order.

    typed: what any field has to contain, also as pinyin or initials; words that are apart each have to be found.
    where: a condition as `model/expression.py` reads it. only: row numbers, such as those chosen on the map.
    """

    typed: str = ""
    wanted: tuple[Wanted, ...] = ()
    where: str = ""
    sortings: tuple[Sorting, ...] = ()
    only: np.ndarray | None = None

    @property
    def is_plain(self) -> bool:
        """Whether all rows are wanted as they come."""
        return not (self.typed.strip() or self.wanted or self.where.strip() or self.sortings) and self.only is None


ALL = Ask()


@dataclass(frozen=True)
class Group:
    """Rows that are equal in the grouped fields: the values, how many rows, and the sum of each summed field."""

    values: tuple[Value, ...]
    count: int
    sums: tuple[float, ...] = ()


@dataclass(frozen=True)
class Statistics:
    """What a column holds. The numbers are None for a column without any; most: the commonest values and their counts.

    odd: cells of another kind than the field is, such as texts in a field of numbers.
    """

    count: int
    empty: int
    distinct: int
    least: Value = None
    greatest: Value = None
    total: float | None = None
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    odd: int = 0
    most: tuple[tuple[Value, int], ...] = ()


@dataclass(frozen=True)
class Histogram:
    """How many numbers lie in each class: one more edge than counts. empty: rows without a number."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    empty: int = 0


def ranked(groups: Sequence[Group]) -> list[Group]:
    """Give groups with the largest first, equal ones by their values."""
    return sorted(groups, key=lambda one: (-one.count, tuple(map(value_key, one.values))))


def value_key(value: object) -> tuple[int, float, str]:
    """Give a key by which values of all kinds sort as in the store: nothing, numbers, texts."""
    if value is None:
        return (0, 0.0, "")
    if isinstance(value, int | float):
        return (1, float(value), "")
    return (2, 0.0, str(value))
