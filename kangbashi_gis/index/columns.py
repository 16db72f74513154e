"""The few columns that questions about places count by, as arrays beside the spatial index.

Reading ten thousand rows from the store for every question would take longer than the question may.
Only what is counted is kept: codes as small integers, and the straight pieces of lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kangbashi_gis.index.compact import Ascending, narrow
from kangbashi_gis.index.places import Places, places
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.base import Store

# Theme name to the fields that are counted by. Never a personal one.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "addresses": ("community",),
    "entities": ("industry",),
    "roads": ("name", "class"),
}
BATCH = 50_000
ARRAYS = ("pieces", "pieces_start")
FIDS = ("first", "at")
PLACES = ("boxes", "first", "place_of", "runs", "start")


@dataclass(frozen=True)
class Columns:
    """Rows that have a place, by ascending row number.

    places: where each of them is. codes: per counted field the position of each row's value in `titles`.
    pieces: straight pieces of lines, x1 y1 x2 y2; those of row i are pieces_start[i] to pieces_start[i + 1].
    """

    fids: Ascending
    places: Places
    pieces: np.ndarray
    pieces_start: np.ndarray
    codes: Mapping[str, np.ndarray] = field(default_factory=dict)
    titles: Mapping[str, list[str]] = field(default_factory=dict)

    def positions(self, fids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the positions of row numbers here, and which of them are here at all."""
        return self.fids.positions(np.asarray(fids, np.int64))


def collect(store: Store, theme: Theme) -> Columns:
    """Read the columns of a whole theme."""
    if theme.shape is Shape.POINT:
        return _collected_points(store, theme)
    fids, boxes = store.bounds(theme)
    fids, boxes = _placed(np.asarray(fids, np.int64), np.asarray(boxes, np.float64))
    coder = _Coder(COUNTED.get(theme.name, ()))
    lines = theme.shape is Shape.LINE
    if coder.fields or lines:
        for batch in store.batches(theme, BATCH, columns=coder.fields, geometry=lines):
            coder.add(batch, fids, lines)
    return coder.columns(fids, boxes)


def _collected_points(store: Store, theme: Theme) -> Columns:
    """Read points in pieces: there may be many millions of them."""
    coder = _Coder(COUNTED.get(theme.name, ()))
    fids, points = [np.empty(0, np.int64)], [np.empty((0, 2))]
    for batch in store.batches(theme, BATCH, columns=coder.fields):
        assert batch.fid is not None and batch.geometry is not None
        standing, xy = _placed(batch.fid, shapely_bounds(batch.geometry)[:, :2])
        coder.add(batch, standing, False)
        fids.append(narrow(standing.astype(np.uint64)))
        points.append(xy)
    return coder.columns(_joined(fids), _joined(points))


def _joined(pieces: list[np.ndarray]) -> np.ndarray:
    """Put pieces together and let go of them."""
    whole = np.concatenate(pieces)
    pieces.clear()
    return whole


def shapely_bounds(shapes: np.ndarray) -> np.ndarray:
    """Give xmin, ymin, xmax, ymax of shapes, n × 4."""
    import shapely

    return np.asarray(shapely.bounds(shapes)).reshape(-1, 4)


def of_rows(theme: Theme, table: Table) -> Columns:
    """Make the columns of some rows that were read with their shapes."""
    assert table.fid is not None and table.geometry is not None
    order = np.argsort(table.fid)
    table = table.take(order)
    assert table.fid is not None and table.geometry is not None
    fids, boxes = _placed(table.fid.astype(np.int64), shapely_bounds(table.geometry))
    coder = _Coder(COUNTED.get(theme.name, ()))
    coder.add(table, fids, theme.shape is Shape.LINE)
    return coder.columns(fids, boxes)


def as_arrays(columns: Columns) -> dict[str, np.ndarray]:
    """Give what goes into the file of arrays; the titles go into the stamp."""
    named = {name: getattr(columns, name) for name in ARRAYS}
    named |= {f"place_{name}": getattr(columns.places, name) for name in PLACES}
    named |= {f"fid_{name}": getattr(columns.fids, name) for name in FIDS}
    return named | {f"code_{name}": codes for name, codes in columns.codes.items()}


def from_arrays(arrays: Mapping[str, np.ndarray], titles: Mapping[str, list[str]]) -> Columns:
    """Put together what `as_arrays` took apart."""
    codes = {name: arrays[f"code_{name}"] for name in titles}
    pieces, pieces_start = (arrays[name] for name in ARRAYS)
    fids = Ascending(*(arrays[f"fid_{name}"] for name in FIDS))
    places = Places(*(arrays[f"place_{name}"] for name in PLACES))
    return Columns(fids, places, pieces, pieces_start, codes, titles)


def _placed(fids: np.ndarray, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep rows whose box is finite: an empty or missing shape has none, and would break the tree."""
    good = np.isfinite(boxes).all(axis=1)
    return (fids, boxes) if good.all() else (fids[good], boxes[good])


class _Coder:
    """Turns values into small integers while batches go by."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self._known: dict[str, dict[str, int]] = {name: {} for name in fields}
        self._codes: dict[str, list[np.ndarray]] = {name: [] for name in fields}
        self._fids: list[np.ndarray] = []
        self._pieces: list[np.ndarray] = []
        self._counts: list[np.ndarray] = []

    def add(self, batch: Table, placed: np.ndarray, lines: bool) -> None:
        """Take the rows of a batch whose numbers are among `placed`."""
        assert batch.fid is not None
        here = np.isin(batch.fid, placed, assume_unique=True)
        rows = np.flatnonzero(here)
        self._fids.append(narrow(batch.fid[rows].astype(np.uint64)))
        for name in self.fields:
            values, known = batch.columns[name], self._known[name]
            codes = (known.setdefault("" if values[i] is None else str(values[i]), len(known)) for i in rows.tolist())
            self._codes[name].append(narrow(np.fromiter(codes, np.uint32, len(rows))))
        if lines and batch.geometry is not None:
            pieces, counts = _pieces(batch.geometry[rows])
            self._pieces.append(pieces)
            self._counts.append(counts)

    def columns(self, fids: np.ndarray, boxes: np.ndarray) -> Columns:
        """Put the batches together; a row deleted while they were read is in the later changes, and left out here."""
        if self._fids:
            read = _joined(self._fids)
            if not np.array_equal(fids, read):
                kept = np.isin(fids, read, assume_unique=True)
                fids, boxes = fids[kept], boxes[kept]
        counts = np.concatenate(self._counts) if self._counts else np.empty(0, np.int64)
        pieces = np.concatenate(self._pieces) if self._pieces else np.empty((0, 4))
        codes = {name: _joined(parts) if parts else np.empty(0, np.int32) for name, parts in self._codes.items()}
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        titles = {name: list(known) for name, known in self._known.items()}
        return Columns(Ascending.of(fids.astype(np.int64)), places(boxes), pieces, start, codes, titles)


def _pieces(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut lines and multilines into straight pieces; gives them and how many each row has."""
    import shapely

    parts, row = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    same = part[1:] == part[:-1]
    pieces = np.hstack([xy[:-1], xy[1:]])[same]
    owner = row[part[:-1][same]] if len(part) else np.empty(0, np.int64)
    return pieces, np.bincount(owner, minlength=len(lines)).astype(np.int64)
