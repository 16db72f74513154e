"""Where the rows of a theme are: each distinct place once, however many rows stand there.

The rooms of a stairway share one point, so a tree over places has a quarter of the entries of one over rows; and they
follow one another, so that of their rows only the first is kept.
"""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.index.compact import narrow

NOTHING = np.empty(0, np.uint8)


@dataclass(frozen=True)
class Places:
    """Distinct boxes and the positions of the rows in each.

    boxes: xmin, ymin, xmax, ymax, or only x, y where all are points. first: where each run of rows at one place
    begins, and the end; place_of: the place of each run; runs and start: the runs by place. These four are empty where
    every row has a place of its own.
    """

    boxes: np.ndarray
    first: np.ndarray
    place_of: np.ndarray
    runs: np.ndarray
    start: np.ndarray

    @property
    def numbers(self) -> np.ndarray:
        """The numbers of all places."""
        return np.arange(len(self.boxes), dtype=np.int64)

    @property
    def whole_boxes(self) -> np.ndarray:
        """The boxes of all places with four sides, also of points."""
        return self._four_sides(self.boxes)

    def of(self, rows: np.ndarray) -> np.ndarray:
        """Give the boxes of rows, n × 4."""
        if len(self.first):
            # in their own type: otherwise all that is kept would be converted
            run = np.searchsorted(self.first, rows.astype(self.first.dtype), "right") - 1
            rows = self.place_of[run]
        return self._four_sides(self.boxes[rows])

    def rows_at(self, places: np.ndarray) -> np.ndarray:
        """Give the rows at places, place by place."""
        if not len(self.first):
            return places
        runs = self.runs[_counted(self.start[places], self.start[places + 1])].astype(np.int64)
        return _counted(self.first[runs], self.first[runs + 1])

    @staticmethod
    def _four_sides(boxes: np.ndarray) -> np.ndarray:
        return boxes if boxes.shape[1] == 4 else np.hstack([boxes, boxes])


def places(boxes: np.ndarray) -> Places:
    """Put rows with the same point together; boxes: xmin, ymin, xmax, ymax, n × 4, or x, y, n × 2."""
    if boxes.shape[1] == 4 and not np.array_equal(boxes[:, :2], boxes[:, 2:]):
        return Places(boxes, *(NOTHING,) * 4)
    x, y = boxes[:, 0], boxes[:, 1]
    fresh = np.ones(len(boxes), bool)
    fresh[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    first = np.flatnonzero(fresh)
    x, y = x[first], y[first]
    order = np.lexsort((y, x))
    new = np.ones(len(order), bool)
    x, y = x[order], y[order]
    new[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    start = np.flatnonzero(new)
    if len(start) == len(boxes):
        return Places(np.ascontiguousarray(boxes[:, :2]), *(NOTHING,) * 4)
    place_of = np.empty(len(order), np.uint32)
    place_of[order] = np.cumsum(new) - 1
    ends = narrow(np.append(first, len(boxes))), narrow(np.append(start, len(order)))
    return Places(boxes[first[order[start]], :2], ends[0], narrow(place_of), narrow(order), ends[1])


def _counted(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Give what lies from each start to its end, one behind the other."""
    start, count = start.astype(np.int64), (end - start).astype(np.int64)
    return np.arange(int(count.sum())) + np.repeat(start - np.cumsum(count) + count, count)
