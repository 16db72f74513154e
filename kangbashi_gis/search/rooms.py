"""楼盘表: the rooms of a building as a table, floors down and units across, from addresses taken apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kangbashi_gis.model.address import Part, label_of, parse

_ROOM = re.compile(r"(?P<below>-|b|地下|负)?(?P<digits>\d{3,5})[a-z]?")
LABELS = ("building", "unit", "room")
PARTS = {"building": Part.BUILDING, "unit": Part.UNIT, "room": Part.ROOM}


@dataclass(frozen=True)
class RoomAddress:
    """An address of a building, taken apart. unit and room are folded labels, "" for none; people None: not permitted.

    whole: it is the address of the building or of a unit itself, not of a room.
    """

    fid: int
    full: str
    building: str
    unit: str
    room: str
    people: int | None = None
    entities: int = 0

    @property
    def whole(self) -> bool:
        """Tell whether no room is named."""
        return not self.room


@dataclass(frozen=True)
class Room:
    """One room of the table. addresses: the rows that name it, more than one where it is registered twice."""

    unit: str
    floor: int | None
    label: str
    addresses: tuple[RoomAddress, ...]

    @property
    def duplicate(self) -> bool:
        """Tell whether it is registered more than once."""
        return len(self.addresses) > 1

    @property
    def people(self) -> int | None:
        """Give how many people are registered there; None where that is not permitted to be seen."""
        counts = [one.people for one in self.addresses if one.people is not None]
        return sum(counts) if counts else None

    @property
    def entities(self) -> int:
        """Give how many legal entities are registered there."""
        return sum(one.entities for one in self.addresses)

    @property
    def empty(self) -> bool:
        """Tell whether nobody and nothing is registered there; False where the people may not be seen."""
        return self.people == 0 and self.entities == 0


@dataclass(frozen=True)
class RoomTable:
    """A building: units from left to right, floors from the top, and the rooms at each crossing in their order.

    A floor of None holds rooms whose number does not tell it. whole: addresses of the building and its units.
    """

    units: tuple[str, ...]
    floors: tuple[int | None, ...]
    rooms: tuple[Room, ...]
    whole: tuple[RoomAddress, ...] = ()

    def at(self, unit: str, floor: int | None) -> tuple[Room, ...]:
        """Give the rooms of a unit on a floor."""
        return tuple(room for room in self.rooms if room.unit == unit and room.floor == floor)

    def count(self, flag: str) -> int:
        """Count the rooms that are "empty" or "duplicate"."""
        return sum(bool(getattr(room, flag)) for room in self.rooms)


def taken_apart(fid: int, full: str, columns: Sequence[str | None]) -> RoomAddress:
    """Take an address apart: by its columns building, unit and room, or by its text where they are all empty."""
    if any(columns):
        values = [label_of(value) if value else "" for value in columns]
    else:
        elements = {element.part: element.value for element in parse(full)}
        values = [elements.get(PARTS[name], "") for name in LABELS]
    building, unit, room = values
    return RoomAddress(fid, full, building, unit, room)


def floor_of(room: str) -> int | None:
    """Give the floor that a room's number tells: 501 is on 5, 1203 on 12, b101 on -1; None for what tells none."""
    found = _ROOM.fullmatch(room)
    if found is None:
        return None
    floor = int(found["digits"][:-2])
    return -floor if found["below"] else floor or None


def arrange(addresses: Iterable[RoomAddress]) -> RoomTable:
    """Arrange the addresses of one building as a table."""
    by_room: dict[tuple[str, str], list[RoomAddress]] = {}
    whole = []
    for one in addresses:
        if one.whole:
            whole.append(one)
        else:
            by_room.setdefault((one.unit, one.room), []).append(one)
    rooms = [Room(unit, floor_of(label), label, tuple(rows)) for (unit, label), rows in by_room.items()]
    rooms.sort(key=lambda room: (natural(room.unit), natural(room.label)))
    units = tuple(sorted({room.unit for room in rooms}, key=natural))
    known = sorted({room.floor for room in rooms if room.floor is not None}, reverse=True)
    floors: tuple[int | None, ...] = (*known, None) if any(room.floor is None for room in rooms) else tuple(known)
    return RoomTable(units, floors, tuple(rooms), tuple(sorted(whole, key=lambda one: natural(one.unit))))


def natural(label: str) -> tuple[tuple[int, str], ...]:
    """Give a key that puts 2 before 10 and a before b."""
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in re.findall(r"\d+|\D+", label))
