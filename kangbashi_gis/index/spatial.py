"""Where rows are: an rtree per theme in immutable generations, with later edits in a small tree beside it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kangbashi_gis.index import arrays, columns, generations
from kangbashi_gis.index.columns import Columns
from kangbashi_gis.index.generations import Generation
from kangbashi_gis.index.tree import NOTHING, Tree
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.store.base import Store

TREE = "tree"
ARRAYS = "arrays.bin"


@dataclass(frozen=True)
class Part:
    """A tree over places and the columns of the rows there. hidden: numbers of rows (ascending) that hold no longer."""

    tree: Tree
    columns: Columns
    hidden: np.ndarray

    def showing(self, places: np.ndarray) -> np.ndarray:
        """Give the rows at places, without what is hidden."""
        fids = self.columns.fids[self.columns.places.rows_at(places)]
        if not len(self.hidden) or not len(fids):
            return fids
        return fids[~np.isin(fids, self.hidden)]

    def locate(self, fids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the positions of row numbers in the columns, and which of them hold here."""
        at, here = self.columns.positions(fids)
        return at, here & ~np.isin(fids, self.hidden) if len(self.hidden) else here

    def nearest(self, x: float, y: float, count: int) -> np.ndarray:
        """Give at least `count` showing rows nearest to a point, where there are so many."""
        asked = count
        while True:
            found = self.tree.nearest(x, y, asked)
            shown = self.showing(found)
            if len(shown) >= count or len(found) < asked:
                return shown
            asked *= 4


class SpatialIndex:
    """Row numbers of one theme by place, as of one stamp of the store."""

    def __init__(self, theme: Theme, stamps: tuple[int, int], parts: tuple[Part, ...], generation: int = 0) -> None:
        """stamps: the store's when the files were written, and the one that the index stands for."""
        self.theme = theme
        self.base_stamp, self.stamp = stamps
        self.generation = generation
        self._parts = parts

    def __len__(self) -> int:
        return sum(len(part.columns.fids) - len(part.hidden) for part in self._parts)

    def intersects(self, xmin: float, ymin: float, xmax: float, ymax: float) -> np.ndarray:
        """Give the row numbers (int64, in no order) whose boxes touch a box; none for a box that is none."""
        if not np.isfinite((xmin, ymin, xmax, ymax)).all() or xmin > xmax or ymin > ymax:
            return NOTHING
        found = [part.showing(part.tree.intersects((xmin, ymin, xmax, ymax))) for part in self._parts]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def nearest(self, x: float, y: float, k: int) -> np.ndarray:
        """Give the k row numbers whose boxes are nearest to a point, nearest first."""
        if not np.isfinite((x, y)).all() or k < 1:
            return NOTHING
        fids = np.concatenate([part.nearest(x, y, k) for part in self._parts])
        box = self.boxes(fids)
        away_x = np.maximum(np.maximum(box[:, 0] - x, x - box[:, 2]), 0.0)
        away_y = np.maximum(np.maximum(box[:, 1] - y, y - box[:, 3]), 0.0)
        return fids[np.lexsort((fids, away_x * away_x + away_y * away_y))[:k]]

    def boxes(self, fids: np.ndarray) -> np.ndarray:
        """Give xmin, ymin, xmax, ymax of rows, n × 4; for points, x and y are the first two."""
        out = np.full((len(fids), 4), np.nan)
        for part in self._parts:
            at, here = part.locate(fids)
            out[here] = part.columns.places.of(at[here])
        return out

    def counts(self, name: str, fids: np.ndarray) -> Counter[str]:
        """Count rows by the value of a counted field; "" is none."""
        total: Counter[str] = Counter()
        for part in self._parts:
            at, here = part.locate(fids)
            titles = part.columns.titles[name]
            found = np.bincount(part.columns.codes[name][at[here]], minlength=len(titles))
            total.update({titles[code]: int(found[code]) for code in np.flatnonzero(found)})
        return total

    def values(self, name: str, fids: np.ndarray) -> list[str]:
        """Give the value of a counted field of each row."""
        out = [""] * len(fids)
        for part in self._parts:
            at, here = part.locate(fids)
            titles, codes = part.columns.titles[name], part.columns.codes[name]
            for i in np.flatnonzero(here):
                out[i] = titles[codes[at[i]]]
        return out

    def pieces(self, fids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the straight pieces of lines, x1 y1 x2 y2, and for each the position of its row in `fids`."""
        shapes, owners = [np.empty((0, 4))], [NOTHING]
        for part in self._parts:
            at, here = part.locate(fids)
            rows = np.flatnonzero(here)
            start, end = part.columns.pieces_start[at[rows]], part.columns.pieces_start[at[rows] + 1]
            owner = np.repeat(np.arange(len(rows)), end - start)
            before = np.cumsum(end - start) - (end - start)
            shapes.append(part.columns.pieces[np.arange(len(owner)) - before[owner] + start[owner]])
            owners.append(rows[owner])
        return np.concatenate(shapes), np.concatenate(owners)

    def close(self) -> None:
        """Let go of the files."""
        for part in self._parts:
            part.tree.close()

    @property
    def base(self) -> Part:
        """The part that came from the files."""
        return self._parts[0]


def name_of(theme: Theme) -> str:
    """Give the name of a theme's generations."""
    return f"spatial-{theme.name}"


def build(root: Path, store: Store, theme: Theme, adopt: bool = False) -> Generation:
    """Write a new generation of a theme's index; adopt as in `generations.write`."""

    def fill(folder: Path) -> Mapping[str, object]:
        stamp = store.stamp(theme)
        found = columns.collect(store, theme)
        Tree.write(folder / TREE, found.places.numbers, found.places.whole_boxes)
        arrays.pack(folder / ARRAYS, columns.as_arrays(found))
        return {"stamp": stamp, "count": len(found.fids), "titles": dict(found.titles)}

    return generations.write(root, name_of(theme), fill, adopt)


def load(generation: Generation, theme: Theme) -> SpatialIndex:
    """Open a generation whose stamp has been checked."""
    found = columns.from_arrays(arrays.unpack(generation.folder / ARRAYS), generation.facts["titles"])
    part = Part(Tree.open(generation.folder / TREE), found, NOTHING)
    stamp = generation.facts["stamp"]
    return SpatialIndex(theme, (stamp, stamp), (part,), generation.number)


def in_memory(store: Store, theme: Theme) -> SpatialIndex:
    """Make the index without files, where the folder cannot be written."""
    stamp = store.stamp(theme)
    found = columns.collect(store, theme)
    return SpatialIndex(theme, (stamp, stamp), (Part(_tree(found), found, NOTHING),))


def catch_up(index: SpatialIndex, store: Store, touched: np.ndarray, stamp: int) -> SpatialIndex:
    """Give the index as of a later stamp: `touched` rows (ascending) since the files were written are read anew."""
    theme, base, stamps = index.theme, index.base, (index.base_stamp, stamp)
    if not len(touched):
        return SpatialIndex(theme, stamps, (Part(base.tree, base.columns, NOTHING),), index.generation)
    table = store.read(theme, touched, columns=columns.COUNTED.get(theme.name, ()), geometry=True)
    later = columns.of_rows(theme, table)
    hidden = touched[base.columns.positions(touched)[1]]
    beside = Part(_tree(later), later, NOTHING)
    return SpatialIndex(theme, stamps, (Part(base.tree, base.columns, hidden), beside), index.generation)


def _tree(found: Columns) -> Tree:
    return Tree.in_memory(found.places.numbers, found.places.whole_boxes)
