"""Symbols that differ from row to row: by value, by class of a number, by rule, by size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kangbashi_gis.model.symbol.simple import Marker, Simple

Method = Literal["equal", "quantile", "natural", "hand"]
METHODS: tuple[Method, ...] = ("equal", "quantile", "natural", "hand")


@dataclass(frozen=True)
class Categorised:
    """One simple symbol per value of a field; `other` for all values not named. titles: what a legend says."""

    field: str
    cases: Mapping[str, Simple]
    other: Simple
    titles: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Graduated:
    """One simple symbol per class of a number.

    bounds: ascending, one more than there are symbols; a class holds its upper bound, the first one both of its own,
    as in QGIS.
    A row without a number, or outside all classes, is drawn as `other`; not at all where that is None.
    method says how the bounds were found, so that they can be found again.
    """

    field: str
    bounds: tuple[float, ...]
    symbols: tuple[Simple, ...]
    other: Simple | None = None
    method: Method = "hand"


@dataclass(frozen=True)
class Rule:
    """A condition (`model/expression.py`; empty for every row), the symbol of the rows that meet it, and its scales."""

    title: str
    condition: str
    symbol: Simple
    least_scale: float = 0.0
    most_scale: float = float("inf")


@dataclass(frozen=True)
class Ruled:
    """Rules in order: a row is drawn by the first it meets; by `other`, where there is one, if it meets none."""

    rules: tuple[Rule, ...]
    other: Simple | None = None


@dataclass(frozen=True)
class Proportional:
    """Markers whose area grows with a number, from `least_mm` across at `least` to `most_mm` across at `most`."""

    field: str
    marker: Marker
    least: float
    most: float
    least_mm: float = 1.0
    most_mm: float = 10.0
