"""Mends the shapes of a file on its way in: each repair in the order that was asked for, counted, nothing lost unseen.

A repair is a function from `Work` to `Mended`; to add one, write it and name it in `REPAIRS`. What it cannot mend it
leaves as it was and counts. All shapes are in the workspace's CRS, lines and polygons as multi types.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kangbashi_gis.errors import UsageError
from kangbashi_gis.importing.doubts import (
    AREAS_HECTARE,
    AREAS_MU,
    DROP_OUTSIDE,
    DROP_TOTALS,
    KEEP_AREAS,
    KEEP_DIGITS,
    KEEP_OUTSIDE,
    KEEP_TOTALS,
)
from kangbashi_gis.importing.edges import joined
from kangbashi_gis.importing.sameness import repeated, signs
from kangbashi_gis.importing.sketches import Line, sketch
from kangbashi_gis.importing.snapping import snapped
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import heights

SLIVER = 0.01  # 4π·area / perimeter²: a strip 0.5 m wide and 200 m long has 0.008
SLIVER_M2 = 100.0
MOST_PLACES = 100
# what is done while rows are read, because it decides whether their shapes fit the theme at all
CLOSE, DROP_HEIGHTS, KEEP_HEIGHTS = "close", "drop-z", "keep-z"
ON_THE_WAY: Mapping[str, float | None] = {
    CLOSE: 0.5,
    **dict.fromkeys((DROP_HEIGHTS, KEEP_HEIGHTS)),
    **dict.fromkeys((DROP_TOTALS, KEEP_TOTALS, DROP_OUTSIDE, KEEP_OUTSIDE)),
    **dict.fromkeys((AREAS_MU, AREAS_HECTARE, KEEP_AREAS, KEEP_DIGITS)),
}


@dataclass(frozen=True)
class Wish:
    """A repair that was asked for, and how far it may go in metres; None for one that moves nothing."""

    name: str
    reach_m: float | None = None


@dataclass(frozen=True)
class Work:
    """What a repair works on. around: shapes of the layer near the file that the file does not replace."""

    table: Table
    shape: Shape
    reach_m: float
    around: np.ndarray

    @property
    def shapes(self) -> np.ndarray:
        """The shapes of the rows, None for none."""
        assert self.table.geometry is not None
        return self.table.geometry


@dataclass(frozen=True)
class Mended:
    """What a repair made of rows.

    rows: which row before each row now was. changed, left_out, unmended: which of the rows before are different now,
    are not there any more (they went into another or were there twice), or were found but left as they are.
    """

    shapes: np.ndarray
    rows: np.ndarray
    changed: np.ndarray
    left_out: np.ndarray
    unmended: np.ndarray


@dataclass(frozen=True)
class Repaired:
    """What one repair did. changed, left_out, unmended: numbers of rows as in `Mended`. added: new rows of parts.

    emptied: rows of which nothing was left; they are kept without a shape. area_before_m2 and area_after_m2: of all
    rows (an outline that crosses itself has no true area before it is mended). places: first of them, for the map;
    before, after: the outlines of the first that change, as they were and as they became.
    """

    name: str
    reach_m: float | None = None
    changed: int = 0
    left_out: int = 0
    added: int = 0
    emptied: int = 0
    unmended: int = 0
    area_before_m2: float = 0.0
    area_after_m2: float = 0.0
    places: tuple[tuple[float, float], ...] = ()
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The rows after all repairs, which row of the file each was (from 0), and what was done."""

    table: Table
    rows: np.ndarray
    repaired: tuple[Repaired, ...] = field(default=())


def parse(words: Sequence[str]) -> tuple[Wish, ...]:
    """Read `make-valid`, `snap=0.01`, `close`, `close=0.2` …; raises UsageError for what is no repair, or both ways."""
    wishes = tuple(_wish(word) for word in words)
    if {DROP_HEIGHTS, KEEP_HEIGHTS} <= {wish.name for wish in wishes}:
        raise UsageError(detail=f"--repair {DROP_HEIGHTS},{KEEP_HEIGHTS}")
    return wishes


def _wish(word: str) -> Wish:
    name, equals, amount = word.strip().partition("=")
    reaches = {**{key: reach for key, (_, reach) in REPAIRS.items()}, **ON_THE_WAY}
    if name not in reaches:
        raise UsageError(detail=f"--repair {word} ({', '.join(reaches)})")
    usual = reaches[name]
    if not equals:
        return Wish(name, usual)
    try:
        reach = float(amount)
    except ValueError:
        reach = np.nan
    if usual is None or not 0 < reach < np.inf:
        raise UsageError(detail=f"--repair {word}")
    return Wish(name, reach)


def repair(table: Table, shape: Shape, wishes: Sequence[Wish], around: np.ndarray) -> Outcome:
    """Do all repairs one after the other on the rows of a whole file."""
    rows, done = np.arange(len(table)), []
    for wish in wishes:
        if wish.name not in REPAIRS or table.geometry is None:
            continue
        mend = REPAIRS[wish.name][0]
        before = table
        mended = _at_heights(before, mend(Work(table, shape, wish.reach_m or 0.0, around)))
        table = Table(before.take(mended.rows).columns, mended.shapes)
        rows = rows[mended.rows]
        done.append(_counted(wish, before, mended))
    return Outcome(table, rows, tuple(done))


def _at_heights(before: Table, mended: Mended) -> Mended:
    """Give mended rows the heights that their vertices had, or what lies between those of their neighbours."""
    assert before.geometry is not None
    was = before.geometry[mended.rows]
    if not heights.meaning(was).any():
        return mended
    shapes, touched = mended.shapes.copy(), mended.changed[mended.rows]
    shapes[touched] = heights.carried(shapes[touched], was[touched])
    return replace(mended, shapes=shapes)


def _counted(wish: Wish, before: Table, mended: Mended) -> Repaired:
    import shapely

    was_there = ~shapely.is_missing(before.geometry)
    gone = was_there[mended.rows] & shapely.is_missing(mended.shapes)
    found = np.flatnonzero(mended.changed | mended.left_out | mended.unmended)
    return Repaired(
        name=wish.name,
        reach_m=wish.reach_m,
        changed=int(mended.changed.sum()),
        left_out=int(mended.left_out.sum()),
        added=len(mended.rows) - (len(before) - int(mended.left_out.sum())),
        emptied=int(gone.sum()),
        unmended=int(mended.unmended.sum()),
        area_before_m2=_area(before.geometry),
        area_after_m2=_area(mended.shapes),
        places=middles(before.geometry[found]),  # type: ignore[index]
        before=_lines(before.geometry[mended.changed | mended.left_out]),  # type: ignore[index]
        after=_lines(mended.shapes[mended.changed[mended.rows]]),
    )


def _lines(shapes: np.ndarray) -> tuple[Line, ...]:
    return tuple(line for one in shapes[:MOST_PLACES] for line in sketch(one))


def middles(shapes: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Give the middles of the boxes of the first shapes."""
    import shapely

    boxes = shapely.bounds(shapes[:MOST_PLACES]).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    return tuple((float(x), float(y)) for x, y in (boxes[:, :2] + boxes[:, 2:]) / 2)


def _area(shapes: np.ndarray | None) -> float:
    import shapely

    return float(np.nansum(shapely.area(shapes)))


def make_valid(work: Work) -> Mended:
    """Make shapes that cross themselves valid; of what comes out the parts that are of the theme's kind are kept."""
    import shapely

    shapes = work.shapes.copy()
    broken = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_valid(shapes))
    if len(broken):
        shapes[broken] = _of_kind(shapely.make_valid(shapes[broken]), work.shape)
    return _same_rows(work, shapes, _mask(work, broken))


def snap(work: Work) -> Mended:
    """Bring vertices together, then onto edges; a shape that would be broken or lost by it stays as it was."""
    import shapely

    before = work.shapes
    shapes = snapped(before, work.around, work.reach_m)
    if work.shape is not Shape.POINT:
        shapes = joined(shapes, work.around, work.reach_m)
    moved = ~shapely.equals_identical(shapes, before) & ~shapely.is_missing(before)
    worse = moved & (shapely.is_empty(shapes) | (shapely.is_valid(before) & ~shapely.is_valid(shapes)))
    shapes[worse] = before[worse]
    sound = moved & shapely.is_valid(shapes)
    shapes[sound] = shapely.remove_repeated_points(shapes[sound])  # two vertices that became one are one
    return _same_rows(work, shapes, moved & ~worse, worse)


def remove_slivers(work: Work) -> Mended:
    """Let each sliver go into the neighbour with which it shares the longest edge; one without any stays."""
    import shapely

    shapes = work.shapes.copy()
    slivers, others = (np.flatnonzero(one) for one in _slivers_and_others(shapes, work.shape))
    sliver, other = shapely.STRtree(shapes[others]).query(shapes[slivers], predicate="intersects")
    shared = shapely.length(shapely.intersection(shapes[slivers[sliver]], shapely.boundary(shapes[others[other]])))
    best = np.lexsort((shared, sliver))  # the longest shared edge of each sliver comes last
    best = best[np.r_[sliver[best][1:] != sliver[best][:-1], True]] if len(best) else best
    best = best[shared[best] > 0]
    into, gone = others[other[best]], slivers[sliver[best]]
    for one in np.unique(into).tolist():
        shapes[one] = shapely.union_all([shapes[one], *shapes[gone[into == one]]])
    changed, left_out = _mask(work, into), _mask(work, gone)
    shapes[changed] = _of_kind(shapes[changed], work.shape)
    rows = np.flatnonzero(~left_out)
    return Mended(shapes[rows], rows, changed, left_out, _mask(work, slivers) & ~left_out)


def thin(shapes: np.ndarray) -> np.ndarray:
    """Tell which polygons are thin strips of little area."""
    import shapely

    area, around = shapely.area(shapes), shapely.length(shapes)
    with np.errstate(divide="ignore", invalid="ignore"):
        roundness = 4 * np.pi * area / (around * around)
    narrow: np.ndarray = (area < SLIVER_M2) & (roundness < SLIVER)
    return narrow


def _slivers_and_others(shapes: np.ndarray, shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    import shapely

    sound = ~shapely.is_missing(shapes) & shapely.is_valid(shapes) & (shape is Shape.POLYGON)
    narrow = sound & thin(shapes)
    return narrow, sound & ~narrow


def split(work: Work) -> Mended:
    """Make a row of each part of a shape; what the row says is said of each."""
    import shapely

    shapes = work.shapes
    parts, owner = shapely.get_parts(shapes, return_index=True)
    bare = np.flatnonzero(shapely.get_num_geometries(shapes) == 0)
    rows = np.concatenate([owner, bare])
    all_parts = np.concatenate([_as_multi(parts, work.shape), np.full(len(bare), None, dtype=object)])
    order = np.argsort(rows, kind="stable")
    nothing = np.zeros(len(shapes), dtype=bool)
    return Mended(all_parts[order], rows[order], shapely.get_num_geometries(shapes) > 1, nothing, nothing)


def drop_duplicates(work: Work) -> Mended:
    """Leave out rows that are the same in everything as an earlier one."""
    again = repeated(signs(work.table))
    rows, nothing = np.flatnonzero(~again), np.zeros(len(again), dtype=bool)
    return Mended(work.shapes[rows], rows, nothing, again, nothing)


REPAIRS: Mapping[str, tuple[Callable[[Work], Mended], float | None]] = {
    "make-valid": (make_valid, None),
    "snap": (snap, 0.01),
    "slivers": (remove_slivers, None),
    "split": (split, None),
    "duplicates": (drop_duplicates, None),
}


def closed(shapes: np.ndarray, reach_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Make polygons of lines whose ends are so near to each other; gives the shapes, and which were made polygons.

    A line that is open farther, or has fewer than three corners, stays a line. Rings within a ring are holes.
    """
    import shapely

    shapes = shapes.copy()
    parts, owner = shapely.get_parts(shapes, return_index=True)
    linear = np.isin(shapely.get_type_id(parts), (1, 2))
    ends = shapely.distance(shapely.get_point(parts, 0), shapely.get_point(parts, -1))
    corners = shapely.get_num_points(parts) - (ends == 0)
    ready = linear & (ends <= reach_m) & (corners >= 3)
    whole = np.bincount(owner[ready], minlength=len(shapes)) == np.bincount(owner, minlength=len(shapes))
    whole &= np.bincount(owner, minlength=len(shapes)) > 0
    chosen = whole[owner] & ready
    points, ring = shapely.get_coordinates(parts[chosen], return_index=True)
    rings = shapely.linearrings(points, indices=ring) if len(points) else np.array([], dtype=object)
    of = owner[chosen]
    single = np.bincount(of, minlength=len(shapes)) == 1
    shapes[of[single[of]]] = shapely.polygons(rings[single[of]])
    for one in np.unique(of[~single[of]]).tolist():
        shapes[one] = shapely.build_area(shapely.geometrycollections(rings[of == one]))
    return shapes, whole


def _of_kind(shapes: np.ndarray, wanted: Shape) -> np.ndarray:
    """Keep of each shape its parts of a kind, as one multi shape; None where there is none."""
    import shapely

    parts, owner = shapely.get_parts(shapes, return_index=True)
    inner, at = shapely.get_parts(parts, return_index=True)
    owner = owner[at]
    kinds = {Shape.POINT: (0,), Shape.LINE: (1, 2), Shape.POLYGON: (3,)}[wanted]
    fits = np.isin(shapely.get_type_id(inner), kinds) & ~shapely.is_empty(inner)
    kept = np.full(len(shapes), None, dtype=object)
    if not fits.any():
        return kept
    if wanted is Shape.POINT:
        kept[owner[fits][::-1]] = inner[fits][::-1]
        return kept
    make = shapely.multilinestrings if wanted is Shape.LINE else shapely.multipolygons
    present, index = np.unique(owner[fits], return_inverse=True)
    kept[present] = make(inner[fits], indices=index)
    return kept


def _as_multi(parts: np.ndarray, shape: Shape) -> np.ndarray:
    import shapely

    if shape is Shape.POINT or not len(parts):
        return np.asarray(parts)
    make = shapely.multilinestrings if shape is Shape.LINE else shapely.multipolygons
    return np.asarray(make(parts, indices=np.arange(len(parts))))


def _same_rows(work: Work, shapes: np.ndarray, changed: np.ndarray, unmended: np.ndarray | None = None) -> Mended:
    nothing = np.zeros(len(shapes), dtype=bool)
    return Mended(shapes, np.arange(len(shapes)), changed, nothing, nothing if unmended is None else unmended)


def _mask(work: Work, places: np.ndarray) -> np.ndarray:
    mask = np.zeros(len(work.table), dtype=bool)
    mask[places] = True
    return mask
