"""What neighbouring doors have in common, kept once, and the doors of a name, kept as stretches.

The rooms of a stairway share everything but the room and the number of their row, and doors are in order, so that
those of a road or compound follow one another: ten million addresses are three million stands in half a million
stretches.
"""

from collections.abc import Mapping

import numpy as np

from kangbashi_gis.index.compact import Climbing, Metres, Names, narrow

# A door is its stand with a room and the number of its row.
SHARED = ("road", "compound", "region", "theme", "x", "y", "number", "building", "unit", "depth")
OWN = ("room", "fid")


def stand_arrays(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give the columns of stands, and which each door belongs to. columns: those of the doors, as they are kept."""
    first = np.zeros(len(columns["depth"]), bool)
    first[:1] = True
    for name in SHARED:
        first[1:] |= columns[name][1:] != columns[name][:-1]
    added, base = Climbing.kept(first)
    arrays = {f"stand_{name}": columns[name][first] for name in SHARED}
    return arrays | {f"door_{name}": columns[name] for name in OWN} | {"door_stand": added, "door_stand_base": base}


def runs_of(name: np.ndarray, number: np.ndarray, held: np.ndarray) -> tuple[np.ndarray, ...]:
    """Give name, number, first door and count of the runs of neighbouring doors that have both the same."""
    new = np.ones(len(held), bool)
    new[1:] = (name[1:] != name[:-1]) | (number[1:] != number[:-1]) | (held[1:] != held[:-1])
    door = np.flatnonzero(new)
    count = np.diff(door, append=len(held))
    kept = held[door]
    door, count = door[kept].astype(np.uint32), count[kept].astype(np.uint32)
    return name[door], number[door], door, count


def stretch_arrays(name: np.ndarray, door: np.ndarray, count: np.ndarray) -> dict[str, np.ndarray]:
    """Keep runs of doors by name (ascending); those that follow one another become one stretch."""
    first = np.ones(len(door), bool)
    first[1:] = (door[1:] != door[:-1] + count[:-1]) | (name[1:] != name[:-1])
    begin = np.cumsum(count, dtype=np.int64) - count
    at = np.flatnonzero(first)
    names = int(name[-1]) + 1 if len(name) else 0
    return {
        "entry_door": door[at],
        "entry_at": narrow(np.append(begin[at], int(count.sum()))),
        "entry_start": narrow(np.searchsorted(name[at], np.arange(names + 1))),
    }


class Doors:
    """The doors of each name, in the order in which they were listed."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._door, self._at, self._start = (arrays[f"entry_{what}"] for what in ("door", "at", "start"))

    def count(self, name: int) -> int:
        """Give the number of doors of a name."""
        if name >= len(self._start) - 1:
            return 0
        return int(self._at[self._start[name + 1]]) - int(self._at[self._start[name]])

    def of(self, name: int, most: int) -> np.ndarray:
        """Give the doors of a name, at most so many: the first."""
        most = min(self.count(name), most)
        if most <= 0:
            return np.empty(0, np.uint32)
        start, end = int(self._start[name]), int(self._start[name + 1])
        begins = self._at[start : end + 1].astype(np.int64) - int(self._at[start])
        if len(begins) == 2:
            return np.arange(self._door[start], int(self._door[start]) + most, dtype=np.uint32)
        shift = self._door[start:end] - begins[:-1]
        return (np.repeat(shift, np.diff(begins))[:most] + np.arange(most)).astype(np.uint32)

    def bearing(self, names: np.ndarray) -> np.ndarray:
        """Tell which names have doors."""
        if len(self._start) < 2:
            return np.zeros(len(names), bool)
        known = np.minimum(names, len(self._start) - 2)
        return (names == known) & (self._start[known + 1] > self._start[known])


class Shared:
    """A column of stands, asked by doors; the doors asked for last are asked for again for the next column."""

    def __init__(self, stored: np.ndarray | Names | Metres, stands: "StandOf") -> None:
        self._stored, self._stands = stored, stands

    def __getitem__(self, doors: np.ndarray) -> np.ndarray:
        return self._stored[self._stands[doors]]


class StandOf:
    """The stand of each door."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._climbing = Climbing(arrays["door_stand"], arrays["door_stand_base"])
        self._last: tuple[np.ndarray | None, np.ndarray] = None, np.empty(0, np.int64)

    def __getitem__(self, doors: np.ndarray) -> np.ndarray:
        asked, found = self._last
        if asked is not doors:
            # in the type that numpy looks up with, so that it is not converted again for every column
            found = self._climbing[doors].astype(np.intp)
            # one assignment, so that another thread sees both or neither
            self._last = doors, found
        return found
