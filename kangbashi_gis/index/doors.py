"""Doors in order: by road or compound, number, building, unit and room, so that an address is a short stretch."""

from collections.abc import Mapping

import numpy as np

from kangbashi_gis.index.compact import Metres, Names, narrow
from kangbashi_gis.index.draft import DOOR_COLUMNS, NONE, Draft, Pieces

REGION_HEAD = 32
AXES = ("x", "y")


def door_arrays(draft: Draft, new: np.ndarray, natural: np.ndarray, names: int) -> dict[str, np.ndarray]:
    """Give the doors in order. new, natural: the numbers of names and labels in theirs."""
    doors = draft.doors
    road, compound = (new[np.minimum(doors.taken(column), len(new) - 1)] for column in ("road", "compound"))
    labels = {column: narrow(natural[doors.taken(column)]) for column in DOOR_COLUMNS}
    # sorted by what people say first: the compound where there is one, else the road
    first = np.where(compound != NONE, compound, road)
    order = np.lexsort((*(labels[column] for column in reversed(DOOR_COLUMNS)), first)).astype(np.uint32)
    first, road, compound = first[order], road[order], compound[order]
    labels = {column: values[order] for column, values in labels.items()}
    arrays = {f"door_{column}": values for column, values in labels.items()}
    arrays |= {"door_road": Names.kept(road), "door_compound": Names.kept(compound)}
    arrays |= {"door_depth": _depth(labels, doors.taken("compound_told")[order] & (compound != NONE))}
    arrays |= _entry_arrays(first, road, compound, labels["number"], names)
    del first, road, compound
    arrays |= placed("door", doors, order)
    region = narrow(doors.taken("region")[order])
    counts = len(natural), len(draft.regions.numbers)
    arrays |= _label_orders(labels, arrays["door_depth"], counts[0])
    return arrays | {"door_region": region} | _region_arrays(region, arrays["door_depth"], counts[1])


def placed(what: str, rows: Pieces, order: np.ndarray) -> dict[str, np.ndarray]:
    """Give theme, row number and place of rows in an order."""
    arrays = {f"{what}_theme": rows.taken("theme")[order], f"{what}_fid": narrow(rows.taken("fid"))[order]}
    for axis in AXES:
        kept, scale = Metres.kept(rows.taken(axis))
        arrays |= {f"{what}_{axis}": kept[order], f"{what}_{axis}_scale": scale}
    return arrays


def starts_of(keys: np.ndarray, count: int) -> np.ndarray:
    """Give where each of `count` keys begins in an ascending array of keys, and its end."""
    return np.searchsorted(keys, np.arange(count + 1)).astype(np.int64)


def _depth(labels: Mapping[str, np.ndarray], told: np.ndarray) -> np.ndarray:
    depth = told.astype(np.uint8) << len(DOOR_COLUMNS)
    for i, column in enumerate(DOOR_COLUMNS):
        depth |= (labels[column] > 0).astype(np.uint8) << i
    return depth


def _entry_arrays(
    first: np.ndarray, road: np.ndarray, compound: np.ndarray, number: np.ndarray, names: int
) -> dict[str, np.ndarray]:
    """List the doors of each name: under its road as well as under its compound."""
    both = np.flatnonzero((compound != NONE) & (road != NONE)).astype(np.uint32)
    door = np.concatenate([np.arange(len(first), dtype=np.uint32), both])
    name = np.concatenate([first, road[both]])
    order = np.lexsort((door, number[door], name)).astype(np.uint32)
    return {"entry_door": door[order], "entry_start": starts_of(name[order], names)}


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
    return {"region_door": order[kept], "region_start": np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)}
