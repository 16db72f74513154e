"""Doors in order: by road or compound, number, building, unit and room, so that an address is a short stretch."""

from collections.abc import Mapping

import numpy as np

from kangbashi_gis.index.compact import Metres, Names, narrow
from kangbashi_gis.index.draft import DOOR_COLUMNS, NONE, Draft, Pieces
from kangbashi_gis.index.stands import runs_of, stand_arrays, stretch_arrays

REGION_HEAD = 32
AXES = ("x", "y")


def door_arrays(draft: Draft, new: np.ndarray, natural: np.ndarray) -> dict[str, np.ndarray]:
    """Give the doors in order. new, natural: the numbers of names and labels in theirs."""
    doors = draft.doors
    road, compound = (new[np.minimum(doors.taken(column), len(new) - 1)] for column in ("road", "compound"))
    columns = {column: narrow(natural[doors.taken(column)]) for column in DOOR_COLUMNS}
    # sorted by what people say first: the compound where there is one, else the road
    first = np.where(compound != NONE, compound, road)
    order = np.lexsort((*(columns[column] for column in reversed(DOOR_COLUMNS)), first)).astype(np.uint32)
    first, road, compound = first[order], road[order], compound[order]
    columns = {column: values[order] for column, values in columns.items()}
    arrays = _entry_arrays(first, road, compound, columns["number"])
    del first
    columns["depth"] = _depth(columns, doors.taken("compound_told")[order] & (compound != NONE))
    columns |= {"road": Names.kept(road), "compound": Names.kept(compound)}
    del road, compound
    columns |= {"region": narrow(doors.taken("region")[order]), **placed(doors, order)}
    for name in [name for name in columns if name.endswith("_scale")]:
        arrays[f"stand_{name}"] = columns.pop(name)
    arrays |= _label_orders(columns, columns["depth"], len(natural))
    arrays |= _region_arrays(columns["region"], columns["depth"], len(draft.regions.numbers))
    return arrays | stand_arrays(columns)


def placed(rows: Pieces, order: np.ndarray) -> dict[str, np.ndarray]:
    """Give theme, row number and place of rows in an order."""
    columns = {"theme": rows.taken("theme")[order], "fid": narrow(rows.taken("fid"))[order]}
    for axis in AXES:
        kept, scale = Metres.kept(rows.taken(axis))
        columns |= {axis: kept[order], f"{axis}_scale": scale}
    return columns


def starts_of(keys: np.ndarray, count: int) -> np.ndarray:
    """Give where each of `count` keys begins in an ascending array of keys, and its end."""
    return narrow(np.searchsorted(keys, np.arange(count + 1)))


def _depth(labels: Mapping[str, np.ndarray], told: np.ndarray) -> np.ndarray:
    depth = told.astype(np.uint8) << len(DOOR_COLUMNS)
    for i, column in enumerate(DOOR_COLUMNS):
        depth |= (labels[column] > 0).astype(np.uint8) << i
    return depth


def _entry_arrays(
    first: np.ndarray, road: np.ndarray, compound: np.ndarray, number: np.ndarray
) -> dict[str, np.ndarray]:
    """List the doors of each name: under its road as well as under its compound."""
    kinds = (runs_of(first, number, first != NONE), runs_of(road, number, (compound != NONE) & (road != NONE)))
    name, number, door, count = (np.concatenate(columns) for columns in zip(*kinds, strict=True))
    order = np.lexsort((door, number, name))
    return stretch_arrays(name[order], door[order], count[order])


def _label_orders(labels: Mapping[str, np.ndarray], depth: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """List doors by a bare number or building: for 12号 and 12号楼 without a road or compound."""
    arrays: dict[str, np.ndarray] = {}
    below = (1 << len(DOOR_COLUMNS)) - 1
    for bit, column in enumerate(DOOR_COLUMNS[:2]):
        deeper = below & ~((2 << bit) - 1)  # whatever is deeper has a bit above this one
        bare = np.flatnonzero((labels[column] > 0) & ((depth & deeper) == 0)).astype(np.uint32)
        order = bare[np.argsort(labels[column][bare], kind="stable")]
        arrays |= {f"by_{column}": order, f"by_{column}_start": starts_of(labels[column][order], count)}
    return arrays


def _region_arrays(region: np.ndarray, depth: np.ndarray, regions: int) -> dict[str, np.ndarray]:
    """Keep the first doors of each region, the shallowest first, for whoever types only a region."""
    labelled = np.array([bits.bit_count() for bits in range(1 << len(DOOR_COLUMNS))], np.uint8)[depth & 0b1111]
    order = np.lexsort((labelled, region)).astype(np.uint32)
    start = starts_of(region[order], regions).astype(np.int64)
    counts = np.minimum(np.diff(start), REGION_HEAD)
    kept = np.repeat(start[:-1] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return {"region_door": order[kept], "region_start": np.concatenate([[0], np.cumsum(counts)])}
