"""Standard addresses: door plates, buildings, units and rooms, each with its full text and its point."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.sample.compounds import Compounds
from kangbashi_gis.sample.doors import Doors, plates
from kangbashi_gis.sample.rooms import Rooms
from kangbashi_gis.sample.town import Town

NEAR_M = 45.0  # a plate belongs to a building of its parcel that is no farther than this
TEXTS = ("full", "road", "number", "compound", "building", "unit", "room")


@dataclass(frozen=True)
class AddressBook:
    """All addresses of a district: the rows to write, and what people and companies choose theirs by.

    buildings: position among the buildings, or -1. parcels, communities: positions likewise.
    """

    table: Table
    parcels: np.ndarray
    buildings: np.ndarray
    communities: np.ndarray
    floors: np.ndarray


@dataclass(frozen=True)
class _Part:
    """Addresses of one kind: their texts, points, parcels, buildings and floors."""

    kind: str
    texts: dict[str, np.ndarray]
    xy: np.ndarray
    parcels: np.ndarray
    buildings: np.ndarray
    floors: np.ndarray


@dataclass(frozen=True)
class Houses:
    """Buildings that have an address: position, number, compound (or -1) and plate of its gate (or -1)."""

    buildings: np.ndarray
    numbers: np.ndarray
    compounds: np.ndarray
    plates: np.ndarray


def addressed(town: Town, homes: Compounds, numbers: np.ndarray) -> np.ndarray:
    """Tell which buildings have an address: numbered ones in a compound, or on a parcel with a gate."""
    parcel = town.buildings.parcels
    return (numbers > 0) & ((homes.of_parcel[parcel] >= 0) | (town.gates[parcel] >= 0))


def address_book(town: Town, homes: Compounds, numbers: np.ndarray, rooms: Rooms) -> AddressBook:
    """Write down every address: plates first, then buildings, units and rooms; as many as the scale says."""
    area = _areas(town)
    told = np.flatnonzero(addressed(town, homes, numbers))
    others = int(len(told) + rooms.units[told].sum() + rooms.counts[told].sum())
    doors = plates(town, town.size.addresses - others)
    houses = _houses(town, homes, numbers, told, doors)
    hung = _plates(town, homes, doors, area)
    built = _buildings(town, homes, doors, houses, area)
    stairs = _units(town, built, rooms)
    parts = [hung, built, stairs, _rooms(built, stairs, rooms)]
    kinds = np.concatenate([np.full(len(part.xy), part.kind, dtype=object) for part in parts])
    parcels, buildings, floors = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("parcels", "buildings", "floors")
    )
    texts = {name: np.concatenate([part.texts[name] for part in parts]) for name in TEXTS}
    home = town.parcel_communities[parcels]
    table = Table(
        {
            "code": _codes(town, home),
            "kind": kinds,
            **{name: texts[name] for name in TEXTS},
            "street": np.array([one.street for one in town.divisions.communities], dtype=object)[home],
            "community": np.array([one.name for one in town.divisions.communities], dtype=object)[home],
            "building_code": _or_empty(building_codes(town), buildings),
            "parcel_code": parcel_codes(town)[parcels],
        },
        shapely.points(np.round(np.concatenate([part.xy for part in parts]), 2)),
    )
    return AddressBook(table, parcels, buildings, home, floors)


def parcel_codes(town: Town) -> np.ndarray:
    """Give the code of each parcel as GB/T 37346 has it: cadastral district, sub-district, GB, number."""
    streets = sorted({one.street_code for one in town.divisions.communities})
    known = town.divisions.communities
    stems = np.array(
        [f"{town.divisions.code}{streets.index(one.street_code) + 1:03d}{one.code[-3:]}GB" for one in known],
        dtype=object,
    )
    home = town.parcel_communities
    return stems[home] + _numbered(home, 5)


def building_codes(town: Town) -> np.ndarray:
    """Give the code of each building: that of its community, B, and a number."""
    home = town.parcel_communities[town.buildings.parcels]
    stems = np.array([one.code + "B" for one in town.divisions.communities], dtype=object)
    return stems[home] + _numbered(home, 5)


def _codes(town: Town, home: np.ndarray) -> np.ndarray:
    stems = np.array([one.code for one in town.divisions.communities], dtype=object)
    return stems[home] + _numbered(home, 7)


def _numbered(groups: np.ndarray, digits: int) -> np.ndarray:
    """Number rows from 1 within their group, as text with leading zeros."""
    order = np.argsort(groups, kind="stable")
    ranks = np.empty(len(groups), int)
    ranks[order] = np.arange(len(groups)) - np.searchsorted(groups[order], groups[order]) + 1
    return np.array([f"{rank:0{digits}d}" for rank in ranks.tolist()], dtype=object)


def _or_empty(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Give values by position, "" where the position is -1."""
    return np.append(values, "")[where]


def _areas(town: Town) -> np.ndarray:
    """Give how the addresses of each community begin."""
    return np.array([town.divisions.prefix + one.address for one in town.divisions.communities], dtype=object)


def _plates(town: Town, homes: Compounds, doors: Doors, area: np.ndarray) -> _Part:
    road = np.array([one.name for one in town.road_names], dtype=object)[doors.roads]
    number = np.array([f"{number}号" for number in doors.numbers.tolist()], dtype=object)
    named = np.array([one.name for one in homes.named], dtype=object)
    home = town.parcel_communities[doors.parcels]
    xy = town.front.xy[doors.fronts]
    texts = {
        **_blank(len(xy)),
        "full": area[home] + road + number,
        "road": road,
        "number": number,
        "compound": _or_empty(named, homes.of_parcel[doors.parcels]),
    }
    floors = np.ones(len(xy), int)
    return _Part("door", texts, xy, doors.parcels, _nearest(town, xy, doors.parcels), floors)


def _nearest(town: Town, xy: np.ndarray, parcels: np.ndarray) -> np.ndarray:
    """Give the building of the same parcel that each point is near to, or -1."""
    points = shapely.points(xy)
    point, building = shapely.STRtree(town.buildings.shapes).query(points, predicate="dwithin", distance=NEAR_M)
    same = (town.buildings.parcels[building] == parcels[point]) & (town.buildings.styles[building] != "hut")
    point, building = point[same], building[same]
    order = np.lexsort([shapely.distance(points[point], town.buildings.shapes[building]), point])
    result = np.full(len(xy), -1)
    first = np.unique(point[order], return_index=True)[1]
    result[point[order][first]] = building[order][first]
    return result


def _buildings(town: Town, homes: Compounds, doors: Doors, houses: Houses, area: np.ndarray) -> _Part:
    parcels = town.buildings.parcels[houses.buildings]
    road = _or_empty(np.array([one.name for one in town.road_names], dtype=object)[doors.roads], houses.plates)
    number = _or_empty(np.array([f"{number}号" for number in doors.numbers.tolist()], dtype=object), houses.plates)
    compound = _or_empty(np.array([one.name for one in homes.named], dtype=object), houses.compounds)
    building = np.array([f"{number}号楼" for number in houses.numbers.tolist()], dtype=object)
    at = np.where(houses.compounds >= 0, compound, road + number)
    texts = {
        **_blank(len(parcels)),
        "full": area[town.parcel_communities[parcels]] + at + building,
        "road": road,
        "number": number,
        "compound": compound,
        "building": building,
    }
    xy = shapely.get_coordinates(shapely.centroid(town.buildings.shapes[houses.buildings]))
    return _Part("building", texts, xy, parcels, houses.buildings, np.ones(len(parcels), int))


def _units(town: Town, built: _Part, rooms: Rooms) -> _Part:
    """Stand the units of a building side by side along it."""
    counts = rooms.units[built.buildings]
    owner = np.repeat(np.arange(len(counts)), counts)
    turn = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    unit = np.array([f"{number + 1}单元" for number in turn.tolist()], dtype=object)
    length = shapely.length(town.buildings.shapes[built.buildings]) / 2 - 13.0
    aside = (turn + 0.5) / np.maximum(counts[owner], 1) - 0.5
    xy = built.xy[owner] + town.buildings.along[built.buildings][owner] * (aside * length[owner])[:, None]
    texts = {name: values[owner] for name, values in built.texts.items()}
    texts |= {"full": texts["full"] + unit, "unit": unit}
    return _Part("unit", texts, xy, built.parcels[owner], built.buildings[owner], np.ones(len(owner), int))


def _rooms(built: _Part, stairs: _Part, rooms: Rooms) -> _Part:
    """Give the rooms of every unit, and of buildings with rooms but no units; they stand where their unit does."""
    direct = np.flatnonzero((rooms.units[built.buildings] == 0) & (rooms.per_floor[built.buildings] > 0))
    texts = {name: np.concatenate([values[direct], stairs.texts[name]]) for name, values in built.texts.items()}
    home = np.concatenate([built.buildings[direct], stairs.buildings])
    xy = np.concatenate([built.xy[direct], stairs.xy])
    parcels = np.concatenate([built.parcels[direct], stairs.parcels])
    counts = rooms.floors[home] * rooms.per_floor[home]
    owner = np.repeat(np.arange(len(home)), counts)
    turn = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    wide = np.maximum(rooms.per_floor[home][owner], 1)
    floor, place = turn // wide + 1, turn % wide + 1
    room = np.array([f"{number}室" for number in (floor * 100 + place).tolist()], dtype=object)
    result = {name: values[owner] for name, values in texts.items()}
    result |= {"full": result["full"] + room, "room": room}
    return _Part("room", result, xy[owner], parcels[owner], home[owner], floor)


def _houses(town: Town, homes: Compounds, numbers: np.ndarray, told: np.ndarray, doors: Doors) -> Houses:
    """Find the plate of each house: that of its compound's first gate, else that of its parcel."""
    parcels = town.buildings.parcels[told]
    compound = homes.of_parcel[parcels]
    hung = np.flatnonzero((doors.of_parcel >= 0) & (homes.of_parcel >= 0))
    gate = np.full(len(homes.shapes), -1)
    gate[homes.of_parcel[hung][::-1]] = doors.of_parcel[hung][::-1]
    plate = np.where(compound >= 0, np.append(gate, -1)[compound], doors.of_parcel[parcels])
    return Houses(told, numbers[told], compound, plate)


def _blank(count: int) -> dict[str, np.ndarray]:
    return {name: np.full(count, "", dtype=object) for name in TEXTS}
