"""Joins buildings into blocks: compact, neighbouring, each with at least ten residents.

Within a community the buildings are cut in two across the longer side, as evenly in people as possible, again and
again, as long as both sides hold enough of everybody: ten men, ten women, ten of each broad age, so that hardly any
number has to be held back. Where buildings lie far apart, ten people are enough. The same buildings give the same
blocks, in whatever order they come.
"""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model.statistics import LEAST

SPREAD_M = 600.0  # blocks that reach further are cut as soon as ten people live on either side
NEAR_M = 300.0  # a building as near to one of a block belongs to that block later on


@dataclass(frozen=True)
class Buildings:
    """Buildings, a row each: x and y (n × 2, metres), the community's number, people by cell (n × k, all first)."""

    xy: np.ndarray
    community: np.ndarray
    people: np.ndarray

    def take(self, rows: np.ndarray) -> "Buildings":
        """Give some of the buildings."""
        return Buildings(self.xy[rows], self.community[rows], self.people[rows])


def join(buildings: Buildings, least: int = LEAST) -> np.ndarray:
    """Give the number of the block of each building, from 0; all -1 where there are fewer than `least` people.

    A building of which the place is not known (NaN) belongs to none: -1.
    """
    numbers = np.full(len(buildings.xy), -1, np.int64)
    placed = np.flatnonzero(np.isfinite(buildings.xy).all(axis=1))
    if buildings.people[placed, 0].sum() < least:
        return numbers
    known = buildings.take(placed)
    community = _large_enough(known, least)
    count = 0
    for one in np.unique(community):
        for rows in _cut(known, np.flatnonzero(community == one), least):
            numbers[placed[rows]] = count
            count += 1
    return numbers


def extend(known: Buildings, blocks: np.ndarray, new: Buildings, least: int = LEAST) -> np.ndarray:
    """Give blocks to buildings that came later, while those that were joined stay as they are.

    A building near a known one, or with too few people for a block of its own with its like, goes to the block of the
    nearest, of its own community if that has any; others are joined among themselves, under new numbers.
    """
    nearest, away = _nearest(known, new)
    numbers = np.where(nearest < 0, -1, blocks[nearest]) if len(blocks) else np.full(len(new.xy), -1, np.int64)
    far = np.flatnonzero((away > NEAR_M) & np.isfinite(new.xy).all(axis=1))
    added = join(new.take(far), least)
    own = added >= 0
    numbers[far[own]] = added[own] + (blocks.max() + 1 if len(blocks) else 0)
    return numbers


def centres(xy: np.ndarray, blocks: np.ndarray, count: int) -> np.ndarray:
    """Give the middle of each block, count × 2: of its buildings alike, so that it tells nothing about people."""
    inside = blocks >= 0
    sizes = np.bincount(blocks[inside], minlength=count).clip(min=1)
    sums = [np.bincount(blocks[inside], weights=xy[inside, axis], minlength=count) for axis in (0, 1)]
    return np.round(np.column_stack(sums) / sizes[:, None], 1)


def _large_enough(buildings: Buildings, least: int) -> np.ndarray:
    """Let communities with too few people go with the nearest that has enough."""
    found, place = np.unique(buildings.community, return_inverse=True)
    people = np.bincount(place, weights=buildings.people[:, 0], minlength=len(found))
    middle = centres(buildings.xy, place, len(found))
    large = np.flatnonzero(people >= least)
    if not len(large):
        return np.zeros(len(buildings.xy), np.int64)  # only together are they enough
    to = np.arange(len(found))
    for one in np.flatnonzero(people < least):
        to[one] = large[np.argmin(np.hypot(*(middle[large] - middle[one]).T))]
    return np.asarray(to[place])


def _cut(buildings: Buildings, rows: np.ndarray, least: int) -> list[np.ndarray]:
    """Cut until nothing can be cut; in the order from south-west to north-east of the cuts."""
    xy = buildings.xy
    waiting = [rows[np.lexsort((buildings.people[rows, 0], xy[rows, 1], xy[rows, 0]))]]
    done = []
    while waiting:
        rows = waiting.pop()
        halves = _halves(xy, buildings.people, rows, least)
        if halves is None:
            done.append(rows)
        else:
            waiting += halves[::-1]
    return done


def _halves(xy: np.ndarray, people: np.ndarray, rows: np.ndarray, least: int) -> list[np.ndarray] | None:
    whole = people[rows].sum(axis=0)
    extent = np.ptp(xy[rows], axis=0)
    wide = extent.max() > SPREAD_M
    if whole[0] < 2 * least or (not wide and (whole < 2 * least).any()):
        return None
    axes = (0, 1) if extent[0] >= extent[1] else (1, 0)
    for cells in (slice(None), slice(1)) if wide else (slice(None),):
        for axis in axes:
            ordered = rows[np.lexsort((xy[rows, 1 - axis], xy[rows, axis]))]
            before = people[ordered].cumsum(axis=0)[:-1]
            fits = ((before >= least) & (whole - before >= least))[:, cells].all(axis=1)
            if fits.any():
                uneven = np.where(fits, np.abs(2 * before[:, 0] - whole[0]), np.iinfo(np.int64).max)
                at = int(np.argmin(uneven)) + 1
                return [ordered[:at], ordered[at:]]
    return None


def _nearest(known: Buildings, new: Buildings) -> tuple[np.ndarray, np.ndarray]:
    """Give for each new building the nearest known one (-1 for none), of its community if that has any, and how far."""
    import shapely

    nearest, away = np.full(len(new.xy), -1, np.int64), np.full(len(new.xy), np.inf)
    usable = np.isfinite(known.xy).all(axis=1)
    standing = np.isfinite(new.xy).all(axis=1)
    if not usable.any():
        return nearest, away
    for one in np.unique(new.community[standing]):
        here = np.flatnonzero(standing & (new.community == one))
        among = np.flatnonzero(usable & (known.community == one))
        among = among if len(among) else np.flatnonzero(usable)
        tree = shapely.STRtree(shapely.points(known.xy[among]))
        asked = shapely.points(new.xy[here])
        (of, places), found = tree.query_nearest(asked, return_distance=True)
        # several may be as near: the first in the order of the known ones
        order = np.lexsort((places, of))
        first = np.unique(of[order], return_index=True)[1]
        away[here] = found[order][first]
        nearest[here] = among[places[order][first]]
    return nearest, away
