"""The parts of an answer about an area: each counts one kind of thing in it, through the spatial index."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kangbashi_gis.errors import VaultUnavailable, WorkspaceDamaged
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import Entities, EntityItem, ParcelHere, Population, RoadLength
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.codes import INDUSTRY, LAND_USE, ROAD_CLASS
from kangbashi_gis.model.themes.entities import ENTITIES
from kangbashi_gis.model.themes.parcels import PARCELS
from kangbashi_gis.model.themes.roads import ROADS
from kangbashi_gis.operations import statistics_answers
from kangbashi_gis.operations.scope import counts_exactly_at
from kangbashi_gis.operations.statistics import release_of
from kangbashi_gis.search.around import distances, lengths_in_disc

if TYPE_CHECKING:
    import shapely

    from kangbashi_gis.operations.workspace import Workspace

LISTED = 100


class Area(Protocol):
    """Where something is asked about: a disc or a polygon."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its bounds: xmin, ymin, xmax, ymax."""

    def holds(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Tell which points lie in it, the border included."""

    def lengths(self, pieces: np.ndarray, owners: np.ndarray, count: int) -> np.ndarray:
        """Give how much of each of `count` lines lies in it; pieces and owners as in `lengths_in_disc`."""


@dataclass(frozen=True)
class Disc:
    """All places at most `radius` from one."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its bounds."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def holds(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Tell which points are near enough."""
        return distances(x, y, (self.x, self.y)) <= self.radius

    def lengths(self, pieces: np.ndarray, owners: np.ndarray, count: int) -> np.ndarray:
        """Give how much of each line lies in it."""
        return lengths_in_disc(pieces, owners, count, (self.x, self.y), self.radius)


@dataclass(frozen=True)
class Inside:
    """A polygon or several, with its border."""

    polygon: "shapely.Geometry"

    @cached_property
    def _prepared(self) -> "shapely.Geometry":
        import shapely

        shapely.prepare(self.polygon)
        return self.polygon

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its bounds."""
        xmin, ymin, xmax, ymax = self.polygon.bounds
        return xmin, ymin, xmax, ymax

    def holds(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Tell which points lie inside or on the border."""
        import shapely

        return np.asarray(shapely.intersects_xy(self._prepared, x, y))

    def lengths(self, pieces: np.ndarray, owners: np.ndarray, count: int) -> np.ndarray:
        """Give how much of each line lies in it."""
        import shapely

        lines = shapely.linestrings(pieces.reshape(-1, 2, 2))
        lengths = shapely.length(shapely.intersection(lines, self._prepared))
        return np.bincount(owners, weights=lengths, minlength=count)


def points(space: "Workspace", theme: Theme, area: Area) -> tuple[np.ndarray, np.ndarray]:
    """Give the rows of a theme of points in an area, ascending, and their x and y."""
    index = space.index.spatial(theme)
    fids = np.sort(index.intersects(*area.box))
    xy = index.boxes(fids)[:, :2]
    kept = area.holds(xy[:, 0], xy[:, 1])
    return fids[kept], xy[kept]


def roads(space: "Workspace", area: Area) -> tuple[tuple[RoadLength, ...], np.ndarray]:
    """Sum the metres of road inside by name and class, the longest first; and give the rows."""
    index = space.index.spatial(ROADS)
    fids = np.sort(index.intersects(*area.box))
    pieces, owners = index.pieces(fids)
    lengths = area.lengths(pieces, owners, len(fids))
    inside = lengths > 0
    fids, lengths = fids[inside], lengths[inside]
    sums: dict[tuple[str, str], float] = {}
    for name, klass, length in zip(
        index.values("name", fids), index.values("class", fids), lengths.tolist(), strict=True
    ):
        sums[name, klass] = sums.get((name, klass), 0.0) + length
    ordered = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    return tuple(RoadLength(name, klass, ROAD_CLASS.title(klass), total) for (name, klass), total in ordered), fids


def entities(space: "Workspace", area: Area, place: tuple[float, float]) -> tuple[Entities, np.ndarray]:
    """Count legal entities by industry and list those nearest to the place; and give the rows."""
    fids, xy = points(space, ENTITIES, area)
    counts = space.index.spatial(ENTITIES).counts("industry", fids)
    away = distances(xy[:, 0], xy[:, 1], place)
    first = np.lexsort((fids, away))[:LISTED]
    by_industry = dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    titles = {code: INDUSTRY.title(code) for code in by_industry}
    return Entities(len(fids), by_industry, titles, _listed(space, fids[first], away[first], xy[first])), fids


def parcel(space: "Workspace", x: float, y: float) -> ParcelHere | None:
    """Give the parcel under a place; of several that overlap there, the smallest."""
    import shapely

    from kangbashi_gis.store import heights

    fids = np.sort(space.index.spatial(PARCELS).intersects(x, y, x, y))
    if not len(fids):
        return None
    table = space.store.read(PARCELS, fids, columns=("id", "code", "use", "area_m2"), high=True)
    assert table.geometry is not None and table.fid is not None
    under = np.flatnonzero(shapely.covers(table.geometry, shapely.Point(x, y)))
    if not len(under):
        return None
    areas = shapely.area(table.geometry)
    here = int(under[np.argmin(areas[under])])
    row = table.row(here)
    # what the register says counts; what is drawn stands in where it says nothing
    area = float(areas[here]) if row["area_m2"] is None or np.isnan(row["area_m2"]) else float(row["area_m2"])
    use = row["use"] or ""
    high = heights.between(heights.ranges(table.geometry[[here]])[0])
    return ParcelHere(row["id"], int(table.fid[here]), row["code"] or "", use, LAND_USE.title(use), area, high)


def population(space: "Workspace", addresses: np.ndarray, area: Area) -> Population:
    """Count the people who live at addresses; for who may not know exactly, sum up blocks of the newest release.

    Where the vault cannot be opened, the answer says so: everything else around a place is known all the same.
    """
    if not counts_exactly_at(space, addresses):
        return _released(space, area)
    if not space.store.ever_involved_vault():
        return Population(True, 0, 0)  # nobody was ever imported: no need to start the vault's process
    try:
        counted = space.vault.population(addresses)
        fids, numbers = space.vault.per_address(addresses)
    except VaultUnavailable as trouble:
        return Population(False, None, None, trouble=trouble)
    by_community: dict[str, int] = {}
    for name, number in zip(space.index.spatial(ADDRESSES).values("community", fids), numbers.tolist(), strict=True):
        by_community[name] = by_community.get(name, 0) + number
    ordered = dict(sorted(by_community.items(), key=lambda one: (-one[1], one[0])))
    return Population(
        True, counted["total"], counted["households"], counted["by_sex"], counted["by_age"], by_community=ordered
    )


def _released(space: "Workspace", area: Area) -> Population:
    try:
        release = release_of(space) if space.user.may(Permission.PEOPLE_STATISTICS) else None
    except WorkspaceDamaged as trouble:
        return Population(False, None, None, trouble=trouble)
    if release is None:
        return Population(False, None, None)
    found = statistics_answers.within(release, area)
    return Population(
        False,
        found.people,
        found.households,
        found.by_sex,
        by_community=statistics_answers.by_community(release, area),
        by_broad_age=found.by_age,
        released=release.released,
        blocks=found.blocks,
    )


def _listed(space: "Workspace", fids: np.ndarray, away: np.ndarray, xy: np.ndarray) -> tuple[EntityItem, ...]:
    table = space.store.read(ENTITIES, fids, columns=("id", "name", "industry", "address"), geometry=False)
    assert table.fid is not None
    place = {fid: position for position, fid in enumerate(fids.tolist())}
    items = []
    for position, fid in enumerate(table.fid.tolist()):
        row, at = table.row(position), place[fid]
        code = row["industry"] or ""
        x, y = xy[at].tolist()
        title = INDUSTRY.title(code)
        items.append(
            EntityItem(row["id"], fid, row["name"] or "", code, title, row["address"] or "", float(away[at]), x, y)
        )
    return tuple(items)
