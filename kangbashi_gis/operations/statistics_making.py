"""Makes a release: counts people by building, joins buildings to blocks that stay, holds back and rounds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.analysis import disclosure
from kangbashi_gis.analysis.blocks import Buildings, centres, extend, join
from kangbashi_gis.model.statistics import (
    AGE_CELLS,
    AGE_SEX,
    BAND_YEARS,
    BANDS,
    BROAD_STARTS,
    CELLS,
    DISTRICT,
    HIDDEN,
    LEAST,
    MOVED,
    PEOPLE,
    SEX_CELLS,
    WHOLE,
    BlockTable,
    Breakdown,
    Release,
)
from kangbashi_gis.model.themes import ADDRESSES, theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

CELL_GROUPS = [[CELLS.index(one) for one in cells] for cells in (SEX_CELLS, AGE_CELLS)]
AGE_SEX_COLUMNS = tuple(f"{sex}:{band}" for sex in SEX_CELLS for band in BANDS)
COUNTED = len(CELLS) - 1  # households come last, and are no people
SHAPE_M = 12.0  # around the middle of a building
Tables = tuple[tuple[str, tuple[str, ...], np.ndarray], ...]


@dataclass(frozen=True)
class Counted:
    """The buildings of a workspace and who lives in them. addresses: ascending, with a place; at: their building.

    cells: a row per building, in the order of `CELLS`. elsewhere: people whose address has no place.
    """

    names: tuple[str, ...]
    xy: np.ndarray
    communities: tuple[str, ...]
    addresses: np.ndarray
    at: np.ndarray
    cells: np.ndarray
    elsewhere: int

    def buildings(self, community_of: Mapping[str, int]) -> Buildings:
        """Give what blocks are joined of."""
        numbers = np.array([community_of[one] for one in self.communities], np.int64)
        return Buildings(self.xy, numbers, self.cells[:, :COUNTED])


@dataclass(frozen=True)
class Joined:
    """Buildings and their blocks: a number for each building (-1 for none), and of each block its number and more."""

    of_building: np.ndarray
    numbers: np.ndarray
    communities: tuple[str, ...]
    centres: np.ndarray


def count(space: "Workspace") -> Counted:
    """Count the people of each building; the vault has to be open."""
    fids, boxes = space.store.bounds(ADDRESSES)
    order = np.argsort(fids)
    fids, points = fids[order], boxes[order][:, :2]
    standing = np.isfinite(points).all(axis=1)
    fids, points = fids[standing], points[standing]
    table = space.store.read(ADDRESSES, fids, columns=("building_code", "community"), geometry=False)
    codes = [code or f"{x:.1f},{y:.1f}" for code, (x, y) in zip(table.columns["building_code"], points, strict=True)]
    names, first, at = np.unique(np.array(codes, dtype=str), return_index=True, return_inverse=True)
    xy = centres(points, at, len(names))
    communities = _communities(space, [table.columns["community"][one] or "" for one in first], xy)
    cells, elsewhere = _tally(space, fids, at, len(names))
    return Counted(tuple(names.tolist()), xy, communities, fids, at, cells, elsewhere)


def joined(counted: Counted, known: Mapping[str, int], before: BlockTable | None) -> Joined:
    """Join buildings to blocks; those that were joined before stay where they are."""
    community_of = {one: at for at, one in enumerate(sorted(set(counted.communities)))}
    buildings = counted.buildings(community_of)
    if before is None:
        of_building = join(buildings)
        of_building[of_building >= 0] += 1
    else:
        of_building = np.array([known.get(name, -1) for name in counted.names], np.int64)
        old, new = np.flatnonzero(of_building >= 0), np.flatnonzero(of_building < 0)
        of_building[new] = extend(buildings.take(old), of_building[old], buildings.take(new))
    return _described(counted, of_building, before)


def make(space: "Workspace", counted: Counted, blocks: Joined, number: int, at: str, last: Release | None) -> Release:
    """Make a release of what was counted; last: the one before, with the number last told of each cell."""
    place = np.full(max(blocks.numbers.max(initial=0) + 1, 1), -1, np.int64)
    place[blocks.numbers] = np.arange(len(blocks.numbers))
    row = np.where(blocks.of_building >= 0, place[blocks.of_building], -1)
    inside = row >= 0
    cells = summed(counted.cells[inside], row[inside], len(blocks.numbers))
    names = sorted(set(blocks.communities))
    region = np.array([names.index(one) for one in blocks.communities], np.int64)
    hidden = disclosure.protect(cells, CELL_GROUPS, region, total=CELLS.index(PEOPLE))
    told = disclosure.published(cells, hidden, _before(blocks.numbers, last))
    table = BlockTable(blocks.numbers, blocks.communities, blocks.centres, told)
    kept = inside[counted.at]
    of_address = region[row[counted.at[kept]]]
    breakdowns = [
        _protected(counts, columns, names, _groups(name, columns), getattr(last, name, None))
        for name, columns, counts in (
            (WHOLE, CELLS, summed(cells, region, len(names))),
            *tables(space, counted.addresses[kept], of_address, len(names)),
        )
    ]
    lost = counted.elsewhere + int(counted.cells[~inside, 0].sum())
    unplaced = int(disclosure.rounded(np.array(lost))) if lost >= LEAST else HIDDEN
    return Release(number, at, _stayed(unplaced, lost, last), table, *breakdowns)


def summed(cells: np.ndarray, groups: np.ndarray, count: int) -> np.ndarray:
    """Add up rows by group."""
    found = np.zeros((count, cells.shape[1]), np.int64)
    np.add.at(found, groups, cells)
    return found


def tables(space: "Workspace", addresses: np.ndarray, groups: np.ndarray, count: int) -> Tables:
    """Count by age and sex and by the year of moving in: name, columns and a row per group of addresses."""
    ages = space.vault.tally(AGE_SEX, addresses, groups, count)[0]
    moved, told = space.vault.tally(MOVED, addresses, groups, count)
    years = tuple(str(told["first"] + at) for at in range(moved.shape[1]))
    return (AGE_SEX, AGE_SEX_COLUMNS, ages), (MOVED, years, moved)


def shapes(counted: Counted, blocks: Joined) -> np.ndarray:
    """Give the ground of each block: around all its buildings, whoever lives in them."""
    import shapely

    inside = np.flatnonzero(blocks.of_building >= 0)
    order = inside[np.argsort(blocks.of_building[inside], kind="stable")]
    of = np.searchsorted(blocks.numbers, blocks.of_building[order])
    points = shapely.points(counted.xy[order])
    together = shapely.multipoints(points, indices=of)
    grounds = shapely.buffer(shapely.convex_hull(together), SHAPE_M, quad_segs=2)
    return np.array([shapely.multipolygons([one]) for one in grounds], dtype=object)


def _tally(space: "Workspace", fids: np.ndarray, at: np.ndarray, count: int) -> tuple[np.ndarray, int]:
    if not space.store.ever_involved_vault():
        return np.zeros((count, len(CELLS)), np.int64), 0
    cells, told = space.vault.tally("cells", fids, at, count)
    return cells, int(told["elsewhere"])


def _communities(space: "Workspace", named: Sequence[str], xy: np.ndarray) -> tuple[str, ...]:
    """Give the community of each building: as its address says, else the one in which it lies."""
    import shapely

    found = list(named)
    nameless = np.array([at for at, name in enumerate(named) if not name], np.int64)
    if not len(nameless):
        return tuple(found)
    table = space.store.read(theme("divisions"), columns=("name", "level"))
    for name, level, shape in zip(table.columns["name"], table.columns["level"], table.geometry, strict=True):  # type: ignore[arg-type]
        if level == "community" and shape is not None:
            for at in nameless[shapely.covers(shape, shapely.points(xy[nameless]))]:
                found[at] = found[at] or name or ""
    return tuple(found)


def _described(counted: Counted, of_building: np.ndarray, before: BlockTable | None) -> Joined:
    """Name and place the blocks: those that are known as they were, new ones after their buildings."""
    known = {} if before is None else {number: at for at, number in enumerate(before.numbers.tolist())}
    numbers = np.unique(np.concatenate((of_building[of_building >= 0], [*known])).astype(np.int64))
    communities, middles = [], np.zeros((len(numbers), 2))
    members: dict[int, Counter[str]] = {}
    for block, community in zip(of_building.tolist(), counted.communities, strict=True):
        members.setdefault(block, Counter())[community] += 1
    place = np.searchsorted(numbers, of_building)
    fresh = centres(counted.xy, np.where(of_building >= 0, place, -1), len(numbers))
    for at, number in enumerate(numbers.tolist()):
        if before is not None and number in known:
            communities.append(before.communities[known[number]])
            middles[at] = before.centres[known[number]]
        else:
            communities.append(min(members[number].items(), key=lambda one: (-one[1], one[0]))[0])
            middles[at] = fresh[at]
    return Joined(of_building, numbers, tuple(communities), middles)


def _before(numbers: np.ndarray, last: Release | None) -> np.ndarray:
    found = np.full((len(numbers), len(CELLS)), HIDDEN, np.int64)
    if last is not None:
        found[np.searchsorted(numbers, last.blocks.numbers)] = last.blocks.cells
    return found


def _groups(name: str, columns: tuple[str, ...]) -> list[list[int]]:
    """Give the columns of which the sum may be known: all; by age and sex also each sex and each broad age."""
    if name != AGE_SEX:
        return CELL_GROUPS if name == WHOLE else [list(range(len(columns)))]
    starts = [*(start // BAND_YEARS for start in BROAD_STARTS), len(BANDS)]
    sexes = [list(range(at * len(BANDS), (at + 1) * len(BANDS))) for at in range(len(SEX_CELLS))]
    broad = [[sex[at] for sex in sexes for at in range(low, high)] for low, high in pairwise(starts)]
    return [*sexes, *broad]


def _protected(
    counts: np.ndarray,
    columns: tuple[str, ...],
    names: Sequence[str],
    groups: list[list[int]],
    last: Breakdown | None,
) -> Breakdown:
    """Make a table by community: what is held back of the district is held back of every community."""
    whole = counts.sum(axis=0, keepdims=True)
    above = disclosure.protect(whole, groups, np.zeros(1, np.int64))
    held = np.repeat(above, len(counts), axis=0)
    hidden = disclosure.protect(counts, groups, np.zeros(len(counts), np.int64), held=held)
    rows = (DISTRICT, *names)
    all_counts, all_hidden = np.vstack((whole, counts)), np.vstack((above, hidden))
    before = np.full(all_counts.shape, HIDDEN, np.int64)
    if last is not None:
        row_of, column_of = ({one: at for at, one in enumerate(known)} for known in (last.communities, last.columns))
        for at, row in enumerate(rows):
            for column_at, column in enumerate(columns):
                if row in row_of and column in column_of:
                    before[at, column_at] = last.cells[row_of[row], column_of[column]]
    return Breakdown(rows, columns, disclosure.published(all_counts, all_hidden, before, columns == CELLS))


def _stayed(unplaced: int, true: int, last: Release | None) -> int:
    before = HIDDEN if last is None else last.unplaced
    hidden = np.array(unplaced == HIDDEN)
    return int(disclosure.published(np.array(true), hidden, np.array(before)))
