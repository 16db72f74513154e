"""Where the rows of a theme are: each distinct place once, however many rows stand there.

The rooms of a stairway share one point, so a tree over places has a quarter of the entries of one over rows.
"""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.index.compact import narrow

NOTHING = np.empty(0, np.uint8)


@dataclass(frozen=True)
class Places:
    """Distinct boxes and the positions of the rows in each.

    boxes: xmin, ymin, xmax, ymax, or only x, y where all are points. place_of: for each row its place;
    rows and start: the rows by place. These three are empty where every row has a place of its own.
    """

    boxes: np.ndarray
    place_of: np.ndarray
    rows: np.ndarray
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
        return self._four_sides(self.boxes[self.place_of[rows] if len(self.place_of) else rows])

    def rows_at(self, places: np.ndarray) -> np.ndarray:
        """Give the rows at places, place by place."""
        if not len(self.place_of):
            return places
        start, count = self.start[places], self.start[places + 1] - self.start[places]
        before = np.cumsum(count) - count
        return self.rows[np.arange(int(count.sum())) + np.repeat(start - before, count)].astype(np.int64)

    @staticmethod
    def _four_sides(boxes: np.ndarray) -> np.ndarray:
        return boxes if boxes.shape[1] == 4 else np.hstack([boxes, boxes])


def places(boxes: np.ndarray) -> Places:
    """Put rows with the same point together; boxes: xmin, ymin, xmax, ymax, n × 4, or x, y, n × 2."""
    if boxes.shape[1] == 4 and not np.array_equal(boxes[:, :2], boxes[:, 2:]):
        return Places(boxes, NOTHING, NOTHING, NOTHING)
    x, y = boxes[:, 0], boxes[:, 1]
    order = np.lexsort((y, x))
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(x[order]) != 0) | (np.diff(y[order]) != 0)
    first = np.flatnonzero(new)
    if len(first) == len(order):
        return Places(np.ascontiguousarray(boxes[:, :2]), NOTHING, NOTHING, NOTHING)
    place_of = np.empty(len(order), np.uint32)
    place_of[order] = np.cumsum(new) - 1
    start = np.append(first, len(order)).astype(np.int64)
    return Places(boxes[order[first], :2], narrow(place_of), narrow(order.astype(np.uint64)), start)
