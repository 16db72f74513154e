"""A chart as data: what is asked for, and the numbers that are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np


class ChartKind(StrEnum):
    """Which chart. BAR: counts or sums by a field; LINE: over years; PYRAMID: two kinds, back to back."""

    BAR = "bar"
    LINE = "line"
    HISTOGRAM = "histogram"
    SCATTER = "scatter"
    PYRAMID = "pyramid"


KINDS: Mapping[ChartKind, tuple[str, str]] = {
    ChartKind.BAR: ("条形图", "bars"),
    ChartKind.LINE: ("逐年折线图", "line over years"),
    ChartKind.HISTOGRAM: ("直方图", "histogram"),
    ChartKind.SCATTER: ("散点图", "scatter"),
    ChartKind.PYRAMID: ("金字塔图", "pyramid"),
}


@dataclass(frozen=True)
class ChartAsk:
    """What is to be drawn. by: the field that is grouped by, counted in classes, or laid along x.

    value: a field of numbers that is summed up, or laid along y in a scatter; "" to count rows.
    split: a field whose kinds become lines of their own, or the two sides of a pyramid.
    most: so many bars or lines are drawn, the rest is put together; classes: of a histogram or pyramid.
    """

    kind: ChartKind
    by: str
    value: str = ""
    split: str = ""
    most: int = 15
    classes: int = 20


@dataclass(frozen=True)
class Series:
    """Numbers that belong together, one for each label; None where one is held back or not known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, eq=False)
class ChartData:
    """A chart ready to be drawn. Titles of axes have their units.

    labels: of the bars, years or bands, in order. edges: of a histogram, one more than values.
    points: of a scatter, x and y (2 × n), thinned out to what can be told apart. note: what is to be known beside it.
    """

    kind: ChartKind
    title: str
    x_title: str
    y_title: str
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    edges: tuple[float, ...] = ()
    points: np.ndarray | None = None
    note: str = ""
