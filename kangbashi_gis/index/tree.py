"""One rtree over boxes, on disk or in memory, asked in bulk.

Row numbers only, never objects (rtree would pickle them). libspatialindex is not made for several
threads at once, so every question holds a lock.
"""

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

PAGE = 4096
LEAF = 92  # entries of 44 bytes on a page
FILLED = 0.99  # nothing is ever added
ENDINGS = (".dat", ".idx")
NOTHING = np.empty(0, np.int64)


class Tree:
    """Boxes by row number. Close it before its files are moved."""

    def __init__(self, index: Any | None, files: tuple[Path, ...] = ()) -> None:
        self._index = index
        self._files = files
        self._lock = threading.Lock()

    @staticmethod
    def in_memory(fids: np.ndarray, boxes: np.ndarray) -> "Tree":
        """Make a tree that lives in memory. boxes: xmin, ymin, xmax, ymax, n × 4."""
        return Tree(_bulk(None, fids, boxes) if len(fids) else None)

    @staticmethod
    def write(base: Path, fids: np.ndarray, boxes: np.ndarray) -> None:
        """Write `base`.dat and `base`.idx; nothing where there are no boxes."""
        if len(fids):
            _bulk(str(base), fids, boxes).close()

    @staticmethod
    def open(base: Path) -> "Tree":
        """Open files whose stamp has been checked; an empty tree where there are none."""
        if not base.with_suffix(".dat").exists():
            return Tree(None)
        from rtree import index

        files = tuple(base.with_suffix(ending) for ending in ENDINGS)
        return Tree(index.Index(str(base), properties=_properties()), files)

    def intersects(self, box: tuple[float, float, float, float]) -> np.ndarray:
        """Give the row numbers (int64) whose boxes touch a box."""
        if self._index is None:
            return NOTHING
        low, high = np.array([box[:2]], np.float64), np.array([box[2:]], np.float64)
        with self._lock:
            return np.asarray(self._index.intersection_v(low, high)[0], np.int64)

    def nearest(self, x: float, y: float, count: int) -> np.ndarray:
        """Give at least `count` row numbers whose boxes are nearest to a point, where there are so many."""
        if self._index is None:
            return NOTHING
        place = np.array([[x, y]], np.float64)
        with self._lock:
            return np.asarray(self._index.nearest_v(place, place, num_results=count)[0], np.int64)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._index is not None:
                # libspatialindex writes what it has read: as nothing changes, neither does the time of change,
                # and the next opening need not look through a hundred megabytes
                with _times_kept(self._files):
                    self._index.close()
            self._index = None


@contextmanager
def _times_kept(files: Iterable[Path]) -> Iterator[None]:
    """Put the times of files back that somebody writes without changing them."""
    times = [(path, path.stat()) for path in files if path.exists()]
    yield
    for path, found in times:
        # who may not do this looks through the files again
        with suppress(OSError):
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _properties() -> Any:
    from rtree import index

    properties = index.Property()
    properties.pagesize = PAGE
    properties.leaf_capacity = LEAF
    properties.fill_factor = FILLED
    properties.index_capacity = LEAF
    return properties


def _bulk(base: str | None, fids: np.ndarray, boxes: np.ndarray) -> Any:
    from rtree import index

    ids = np.ascontiguousarray(fids, np.int64)
    low, high = np.ascontiguousarray(boxes[:, :2], np.float64), np.ascontiguousarray(boxes[:, 2:], np.float64)
    source = (ids, low, high)
    return (
        index.Index(source, properties=_properties())
        if base is None
        else index.Index(base, source, properties=_properties())
    )
