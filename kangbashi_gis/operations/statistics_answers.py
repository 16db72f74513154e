"""Puts the blocks of a release together to what was asked: an area, a grid, communities, ages, years.

Nothing but the release is read, so an answer tells nothing that the release does not. A block counts wholly or not at
all, by its centre. Blocks that hold a number back are left out of its sum; where more than a tenth of the people live
in such blocks, the sum is held back itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.statistics import (
    AGE_CELLS,
    BANDS,
    BROAD_AGES,
    CELLS,
    DISTRICT,
    HIDDEN,
    HOUSEHOLDS,
    PEOPLE,
    SEX_CELLS,
    BlockTable,
    Breakdown,
    Release,
    Statistics,
    StatisticsRow,
    shown,
)
from kangbashi_gis.operations import statistics_making

if TYPE_CHECKING:
    from kangbashi_gis.operations.statistics_making import Counted, Joined
    from kangbashi_gis.operations.workspace import Workspace

SEXES = ("男", "女")
MOST_HIDDEN = 0.1  # of the people, beyond which a sum without them would mislead
LEAST_UNIT_M, MOST_UNIT_M = 50.0, 10_000.0
Answer = Callable[[Release | None, str, bool], Statistics]


class Area(Protocol):
    """Where people are asked about."""

    def holds(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Tell which points lie in it."""


def within(release: Release, area: Area) -> StatisticsRow:
    """Sum up the blocks whose centres lie in an area; people is None where there are none."""
    x, y = release.blocks.centres.T
    return summed(release.blocks, np.flatnonzero(area.holds(x, y)))


def by_community(release: Release, area: Area) -> dict[str, int | None]:
    """Give the people of the blocks in an area by community, most first."""
    x, y = release.blocks.centres.T
    rows = np.flatnonzero(area.holds(x, y))
    names = sorted({release.blocks.communities[row] for row in rows})
    found = {name: summed(release.blocks, _of(release.blocks, name, rows)).people for name in names}
    return dict(sorted(found.items(), key=lambda one: (-(one[1] or 0), one[0])))


def summed(blocks: BlockTable, rows: np.ndarray, name: str = "") -> StatisticsRow:
    """Sum up some blocks."""
    cells = blocks.cells[rows]
    people = np.where(cells[:, 0] == HIDDEN, 0, cells[:, 0])
    told = {cell: _sum(cells[:, at], people) for at, cell in enumerate(CELLS)}
    return _row(name, told, len(rows), int((cells[:, 0] == HIDDEN).sum()))


def _row(name: str, told: Mapping[str, int | None], blocks: int = 0, hidden: int = 0) -> StatisticsRow:
    sexes = {sex: told[cell] for sex, cell in zip(SEXES, SEX_CELLS, strict=True)}
    ages = {band: told[cell] for band, cell in zip(BROAD_AGES, AGE_CELLS, strict=True)}
    return StatisticsRow(name, told[PEOPLE], told[HOUSEHOLDS], sexes, ages, blocks=blocks, hidden=hidden)


def _told(table: Breakdown, community: str) -> StatisticsRow | None:
    """Give the line of a community, or of the district; None where there is none."""
    if community not in table.communities:
        return None
    row = table.cells[table.communities.index(community)]
    cells = {column: shown(cell) for column, cell in zip(table.columns, row.tolist(), strict=True)}
    return _row(community, cells)


def way(by: str, unit_m: float) -> Answer:
    """Give how a question is answered. Raises UsageError for a way or a grid that is none."""
    if by == "grid":
        if not LEAST_UNIT_M <= unit_m <= MOST_UNIT_M:
            raise UsageError(detail=f"{unit_m:g}: {LEAST_UNIT_M:g}–{MOST_UNIT_M:g} m")
        return lambda release, community, exact: _grid(release, community, exact, unit_m)
    if by not in WAYS:
        raise UsageError(detail=f"{by[:20]}: {'、'.join(WAYS)}")
    return _ANSWERS.get(by, _communities)


def trend(releases: Sequence[Release]) -> Statistics:
    """Give the sum of all blocks at each release, the oldest first."""
    ordered = sorted(releases, key=lambda one: one.number)
    rows = [replace(_told(one.whole, DISTRICT) or StatisticsRow("", None), name=one.released) for one in ordered]
    return Statistics("release", False, ordered[-1].released if ordered else "", tuple(rows))


def as_it_is(space: "Workspace", counted: "Counted", of_building: np.ndarray, joined: "Joined | None") -> Release:
    """Give true numbers in the form of a release: for who may know them."""
    inside = of_building >= 0
    numbers, row = np.unique(of_building[inside], return_inverse=True)
    cells = statistics_making.summed(counted.cells[inside], row, len(numbers))
    if joined is None:
        communities, middles = counted.communities, counted.xy
    else:
        place = np.searchsorted(joined.numbers, numbers)
        communities, middles = tuple(joined.communities[at] for at in place), joined.centres[place]
    names = sorted(set(counted.communities))
    place_of = {name: at for at, name in enumerate(names)}
    of_community = np.array([place_of[one] for one in counted.communities], np.int64)
    breakdowns = [
        Breakdown((DISTRICT, *names), columns, np.vstack((counts.sum(axis=0, keepdims=True), counts)))
        for _, columns, counts in (
            ("", CELLS, statistics_making.summed(counted.cells, of_community, len(names))),
            *statistics_making.tables(space, counted.addresses, of_community[counted.at], len(names)),
        )
    ]
    return Release(0, "", counted.elsewhere, BlockTable(numbers, communities, middles, cells), *breakdowns)


def _sum(cells: np.ndarray, people: np.ndarray) -> int | None:
    told = cells != HIDDEN
    if not told.any() or people[~told].sum() > MOST_HIDDEN * people.sum():
        return None
    return int(cells[told].sum())


def _of(blocks: BlockTable, community: str, rows: np.ndarray | None = None) -> np.ndarray:
    """Give the rows of a community among some; of all communities where none is named."""
    rows = np.arange(len(blocks)) if rows is None else rows
    return rows if not community else np.array([at for at in rows if blocks.communities[at] == community], np.int64)


def _answer(
    release: Release | None, by: str, community: str, exact: bool, rows: Sequence[StatisticsRow], **more: float
) -> Statistics:
    if release is None:
        return Statistics(by, False, "", (), community=community)
    pyramid = _pyramid(release.age_sex, community)
    unplaced = shown(release.unplaced)
    return Statistics(by, exact, release.released, tuple(rows), pyramid, unplaced, more.get("unit_m"), community)


def _pyramid(table: Breakdown, community: str) -> dict[str, tuple[int | None, int | None]]:
    if community not in table.communities:
        return {}
    row = table.cells[table.communities.index(community)]
    cell = dict(zip(table.columns, row.tolist(), strict=True))
    men, women = ([shown(cell.get(f"{sex}:{band}", HIDDEN)) for band in BANDS] for sex in SEX_CELLS)
    return dict(zip(BANDS, zip(men, women, strict=True), strict=True))


def _grid(release: Release | None, community: str, exact: bool, unit_m: float) -> Statistics:
    found = []
    if release is not None:
        rows = _of(release.blocks, community)
        squares = np.floor(release.blocks.centres[rows] / unit_m).astype(np.int64)
        different, place = np.unique(squares, axis=0, return_inverse=True)
        order = np.argsort(place.ravel(), kind="stable")
        ends = np.searchsorted(place.ravel()[order], np.arange(len(different) + 1))
        for at, (column, row) in enumerate(different.tolist()):
            here = summed(
                release.blocks, rows[order[ends[at] : ends[at + 1]]], f"{column * unit_m:.0f},{row * unit_m:.0f}"
            )
            if here.people != 0:
                found.append(_at(here, (column + 0.5) * unit_m, (row + 0.5) * unit_m))
    return _answer(release, "grid", community, exact, found, unit_m=unit_m)


def _at(row: StatisticsRow, x: float, y: float, number: int = 0) -> StatisticsRow:
    return replace(row, x=x, y=y, number=number)


def _blocks(release: Release | None, community: str, exact: bool) -> Statistics:
    found = []
    if release is not None:
        blocks = release.blocks
        for at in _of(blocks, community).tolist():
            number = int(blocks.numbers[at])
            x, y = blocks.centres[at].tolist()
            found.append(_at(summed(blocks, np.array([at]), blocks.communities[at]), x, y, number))
    return _answer(release, "block", community, exact, found)


def _communities(release: Release | None, community: str, exact: bool) -> Statistics:
    found = []
    if release is not None:
        names = [community] if community else [name for name in release.whole.communities if name != DISTRICT]
        found = [row for name in names if (row := _told(release.whole, name)) is not None]
        found.sort(key=lambda one: (-(one.people or 0), one.name))
    return _answer(release, "community", community, exact, found)


def _sexes(release: Release | None, community: str, exact: bool) -> Statistics:
    whole = _told(release.whole, community) if release is not None else None
    found = [StatisticsRow(sex, people) for sex, people in whole.by_sex.items()] if whole is not None else []
    return _answer(release, "sex", community, exact, found)


def _ages(release: Release | None, community: str, exact: bool) -> Statistics:
    found = []
    if release is not None:
        for band, sexes in _pyramid(release.age_sex, community).items():
            people = None if None in sexes else sum(one for one in sexes if one is not None)
            found.append(StatisticsRow(band, people, by_sex=dict(zip(SEXES, sexes, strict=True))))
    return _answer(release, "age", community, exact, found)


def _years(release: Release | None, community: str, exact: bool) -> Statistics:
    """Give how many of those who live here came in which year."""
    found = []
    if release is not None and community in release.moved.communities:
        row = release.moved.cells[release.moved.communities.index(community)]
        years = sorted(zip(release.moved.columns, row.tolist(), strict=True))
        found = [StatisticsRow(year, shown(people)) for year, people in years]
    return _answer(release, "year", community, exact, found)


_ANSWERS: dict[str, Answer] = {
    "community": _communities,
    "block": _blocks,
    "sex": _sexes,
    "age": _ages,
    "year": _years,
}
WAYS = ("grid", *_ANSWERS, "release")
