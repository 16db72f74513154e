"""Published statistics of people: blocks of buildings, cells, releases, and what they answer.

A number that is held back is HIDDEN in arrays and None in answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

LEAST = 10  # no published number stands for fewer people
ROUNDING = 5
COARSE = 20  # sums by community are rounded to, and move by
STEP = 10  # a published number stays until the true one is so far from it
HIDDEN = -1

PEOPLE, HOUSEHOLDS = "people", "households"
SEX_CELLS = ("male", "female")
AGE_CELLS = ("age_0_14", "age_15_59", "age_60")
CELLS = (PEOPLE, *SEX_CELLS, *AGE_CELLS, HOUSEHOLDS)
BROAD_AGES = ("0-14", "15-59", "60+")
BROAD_STARTS = (0, 15, 60)
BAND_YEARS = 5
BANDS = (*(f"{low}-{low + BAND_YEARS - 1}" for low in range(0, 100, BAND_YEARS)), "100+")
WHOLE, AGE_SEX, MOVED = "whole", "age_sex", "moved"  # the tables by community
DISTRICT = ""  # in a table by community: all of them together


@dataclass(frozen=True)
class BlockTable:
    """The blocks of a release, a row each: number, community, centre in metres, and the cells (n × CELLS, HIDDEN)."""

    numbers: np.ndarray
    communities: tuple[str, ...]
    centres: np.ndarray
    cells: np.ndarray

    def __len__(self) -> int:
        """Number of blocks."""
        return len(self.numbers)


@dataclass(frozen=True)
class Breakdown:
    """A table by community: a row each, DISTRICT first, and a column per cell (HIDDEN where held back)."""

    communities: tuple[str, ...]
    columns: tuple[str, ...]
    cells: np.ndarray


@dataclass(frozen=True)
class Release:
    """One dated release.

    whole: the cells of the blocks by community; age_sex and moved: ages of five years and years of moving in.
    unplaced: people whose address has no place, who are in no block; HIDDEN below LEAST.
    """

    number: int
    released: str
    unplaced: int
    blocks: BlockTable
    whole: Breakdown
    age_sex: Breakdown
    moved: Breakdown


@dataclass(frozen=True)
class ReleaseLine:
    """A release in a list. people: the sum of its blocks."""

    number: int
    released: str
    blocks: int
    people: int


@dataclass(frozen=True)
class StatisticsRow:
    """One line of an answer. number: of a block, 0 for others; x, y: of a block or grid cell, else None.

    blocks: so many were summed up; hidden: so many of them hold this number of people back.
    """

    name: str
    people: int | None
    households: int | None = None
    by_sex: Mapping[str, int | None] = field(default_factory=dict)
    by_age: Mapping[str, int | None] = field(default_factory=dict)
    number: int = 0
    x: float | None = None
    y: float | None = None
    blocks: int = 0
    hidden: int = 0


@dataclass(frozen=True)
class Statistics:
    """An answer: exact for those who may know, else out of a release. released is "" where there is none or exact.

    unit_m: the side of a grid cell. pyramid: band to (men, women), of all rows together.
    """

    by: str
    exact: bool
    released: str
    rows: tuple[StatisticsRow, ...]
    pyramid: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    unplaced: int | None = None
    unit_m: float | None = None
    community: str = ""


def shown(number: int) -> int | None:
    """Give a number as it is told: None for one that is held back."""
    return None if number == HIDDEN else int(number)
