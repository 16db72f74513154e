"""楼盘表: the rooms of the building at an address or under a click, with how many people and entities each has.

No names: people come out of the vault as counts, and only for a user who may see counts.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import NoRooms
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.address import label_of
from kangbashi_gis.model.answers import Place, SearchHit
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.entities import ENTITIES
from kangbashi_gis.operations.scope import counts_exactly_at
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.search.address import Hit
from kangbashi_gis.search.rooms import LABELS, RoomAddress, RoomTable, arrange, natural, taken_apart

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

REACH_M = 200.0  # so far from one of its addresses the others of a building are looked for
EDGE_M = 30.0  # around a building or compound
COLUMNS = ("code", "full", "kind", "road", "number", "compound", *LABELS, "building_code")
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class RoomBook:
    """A building and its table. siblings: the buildings of the compound that was asked for, in their order.

    permitted: whether the user may see how many people live in each room.
    """

    title: str
    building: str
    siblings: tuple[str, ...]
    table: RoomTable
    permitted: bool


def rooms(space: "Workspace", place: Place, building: str = "") -> RoomBook:
    """Give the rooms of the building at a place that is an address, a building or a compound.

    building: which one of a compound; "" takes the first. Raises NoRooms where no rooms are registered, or not there.
    """
    space.require(Permission.VIEW)
    rows, title = _AROUND.get(place.kind, _nothing)(space, place)
    by_building: dict[str, list[int]] = {}
    taken = [taken_apart(int(fid), rows.columns["full"][at] or "", [rows.columns[name][at] for name in LABELS])
             for at, fid in enumerate(rows.fid if rows.fid is not None else ())]  # fmt: skip
    for at, one in enumerate(taken):
        by_building.setdefault(one.building, []).append(at)
    siblings = tuple(sorted((name for name, at in by_building.items() if any(taken[i].room for i in at)), key=natural))
    if not siblings:
        raise NoRooms(query=place.title)
    wanted = label_of(building)
    if wanted and wanted not in siblings:
        raise NoRooms(query=f"{title}{_as_building(wanted)}")
    chosen = wanted or siblings[0]
    picked = np.array(by_building[chosen])
    permitted = counts_exactly_at(space, np.array([taken[at].fid for at in picked], np.int64))
    counted = _counted(space, rows.take(picked), [taken[i] for i in picked], permitted)
    if place.kind == "compounds":
        title += _as_building(chosen)
    return RoomBook(title, chosen, siblings, arrange(counted), permitted)


def _as_building(label: str) -> str:
    return f"{label}号楼" if label.isdigit() else label.upper()


def hit_of(space: "Workspace", fid: int) -> SearchHit | None:
    """Give a row of the addresses as a hit, so that it can become the place; None where it is gone."""
    space.require(Permission.VIEW)
    x, y = space.index.spatial(ADDRESSES).boxes(np.array([fid], np.int64))[0, :2].tolist()
    return next(iter(hits(space.store, [Hit(ADDRESSES.name, fid, 1.0, x, y)])), None)


def _of_address(space: "Workspace", place: Place) -> tuple[Table, str]:
    """Take the addresses of the same building: by its code, else by compound or road and number."""
    seed = space.store.read(ADDRESSES, np.array([place.fid]), columns=COLUMNS, geometry=False)
    if not len(seed):
        return seed, place.title
    row = seed.row(0)
    near = _within(space, (place.x - REACH_M, place.y - REACH_M, place.x + REACH_M, place.y + REACH_M))
    if row["building_code"]:
        same = _equal(near, row, ("building_code",))
    elif row["compound"]:
        same = _equal(near, row, ("compound", "building") if row["building"] else ("compound",))
    else:
        same = _equal(near, row, ("road", "number", "building") if row["building"] else ("road", "number"))
    return near.take(same), _title(row)


def _of_building(space: "Workspace", place: Place) -> tuple[Table, str]:
    theme = themes.theme("buildings")
    found = space.store.read(theme, np.array([place.fid]), columns=("code", "name", "compound"))
    if not len(found) or found.geometry is None:
        return found, place.title
    row = found.row(0)
    near = _within(space, _grown(found.geometry[0].bounds))
    same = _equal(near, {"building_code": row["code"]}, ("building_code",))
    return near.take(same), f"{row['compound'] or ''}{row['name'] or ''}" or place.title


def _of_compound(space: "Workspace", place: Place) -> tuple[Table, str]:
    theme = themes.theme("compounds")
    found = space.store.read(theme, np.array([place.fid]), columns=("name",))
    if not len(found) or found.geometry is None:
        return found, place.title
    name = found.row(0)["name"]
    near = _within(space, _grown(found.geometry[0].bounds))
    return near.take(_equal(near, {"compound": name}, ("compound",))), name or place.title


def _nothing(space: "Workspace", place: Place) -> tuple[Table, str]:
    raise NoRooms(query=place.title)


_AROUND = {"addresses": _of_address, "buildings": _of_building, "compounds": _of_compound}
KINDS = tuple(_AROUND)  # of places that may have rooms


def _within(space: "Workspace", box: Box) -> Table:
    fids = np.sort(space.index.spatial(ADDRESSES).intersects(*box))
    return space.store.read(ADDRESSES, fids, columns=COLUMNS)


def _grown(bounds: Box) -> Box:
    xmin, ymin, xmax, ymax = bounds
    return xmin - EDGE_M, ymin - EDGE_M, xmax + EDGE_M, ymax + EDGE_M


def _equal(table: Table, row: dict[str, Any], names: tuple[str, ...]) -> np.ndarray:
    """Tell which rows have the same value as a row in some columns, none of them empty."""
    same = np.full(len(table), all(row[name] for name in names))
    for name in names:
        same &= np.fromiter((value == row[name] for value in table.columns[name]), bool, len(table))
    return same


def _title(row: dict[str, Any]) -> str:
    """Name the building as people do: 康盛苑3号楼, 天骄路18号."""
    at = row["compound"] or f"{row['road'] or ''}{row['number'] or ''}"
    return f"{at}{row['building'] or ''}" or row["full"] or ""


def _counted(space: "Workspace", table: Table, taken: list[RoomAddress], permitted: bool) -> list[RoomAddress]:
    fids = np.array([one.fid for one in taken], np.int64)
    people: dict[int, int] = {}
    if permitted and space.store.ever_involved_vault():
        found, counts = space.vault.per_address(fids)
        people = dict(zip(found.tolist(), counts.tolist(), strict=True))
    entities = _entities(space, table)
    return [
        replace(one, people=people.get(one.fid, 0) if permitted else None, entities=entities[one.fid]) for one in taken
    ]


def _entities(space: "Workspace", table: Table) -> Counter[int]:
    """Count the legal entities at each address: by its code, or by its text where they name no code."""
    import shapely

    counts: Counter[int] = Counter()
    if table.geometry is None or table.fid is None or not len(table):
        return counts
    xmin, ymin, xmax, ymax = shapely.total_bounds(table.geometry)
    if not np.isfinite(xmin):
        return counts
    fids = np.sort(space.index.spatial(ENTITIES).intersects(xmin - 1, ymin - 1, xmax + 1, ymax + 1))
    near = space.store.read(ENTITIES, fids, columns=("address", "address_code"), geometry=False)
    rows = table.fid.tolist()
    by_code = {code: fid for code, fid in zip(table.columns["code"], rows, strict=True) if code}
    by_text = {text: fid for text, fid in zip(table.columns["full"], rows, strict=True) if text}
    for code, text in zip(near.columns["address_code"], near.columns["address"], strict=True):
        fid = by_code.get(code) or (None if code else by_text.get(text))
        if fid is not None:
            counts[fid] += 1
    return counts
