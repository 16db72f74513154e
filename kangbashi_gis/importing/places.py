"""What is doubtful about where rows stand: many of them on one point, and coordinates that were rounded off.

A geocoder that knows no better gives the middle of the district; a spreadsheet shows 109.78 and writes it so.
"""

from collections.abc import Iterator

import numpy as np

from kangbashi_gis.importing.tally import MOST_ROWS
from kangbashi_gis.model.diagnosis import Finding, Severity

LEAST_ROWS, LEAST_SHARE = 10, 0.03  # of rows that stand on one point, before it is told
OUTSTANDING = 3.0  # times as many rows as on other points: all rooms of a tower share one, too
LEAST_POINTS = 5
MOST_COORDINATES, MOST_POINTS = 20_000, 4_000_000
MOSTLY = 0.9
# China in degrees: numbers in this range are degrees, unless a drawing of 60 m happens to lie there
LON, LAT = (73.0, 136.0), (3.0, 54.0)
DEGREE_STEPS = ((1.0, 110_000), (0.1, 11_000), (0.01, 1_100), (0.001, 110))  # degrees, and metres to a north
METRE_STEPS = ((10_000.0, 10_000), (1_000.0, 1_000), (100.0, 100))
LEAST_METRES = 10_000.0


class Places:
    """Collects coordinates, as the file has them, while the batches of a layer go by."""

    def __init__(self) -> None:
        self._points: list[np.ndarray] = []
        self._rows: list[np.ndarray] = []
        self._some: list[np.ndarray] = []
        self._count = 0

    def add(self, start: int, shapes: np.ndarray) -> None:
        """Take a batch; of lines and polygons a part of the corners is enough."""
        import shapely

        if self._count >= MOST_POINTS:
            return
        single = np.flatnonzero(shapely.get_type_id(shapes) == 0)
        points = shapely.get_coordinates(shapes[single])
        if len(points) == len(single):  # none is empty
            sound = np.isfinite(points).all(axis=1)
            self._points.append(points[sound])
            self._rows.append(start + single[sound])
            self._count += int(sound.sum())
        some = points if len(points) else shapely.get_coordinates(shapes[: max(1, MOST_COORDINATES // 100)])
        self._some.append(some[:MOST_COORDINATES])

    def findings(self) -> Iterator[Finding]:
        """Tell the point on which very many rows stand, and how coarse the coordinates are."""
        yield from self._crowded()
        yield from self._coarse()

    def _crowded(self) -> Iterator[Finding]:
        if self._count < LEAST_ROWS:
            return
        points = np.concatenate(self._points)
        places, which, counts = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True, return_counts=True)
        most = int(counts.argmax())
        count = int(counts[most])
        others = np.delete(counts, most)
        usual = float(np.median(others)) if len(others) else 0.0
        if count < max(LEAST_ROWS, LEAST_SHARE * len(points), OUTSTANDING * usual):
            return
        x, y = float(places[most].real), float(places[most].imag)
        rows = np.concatenate(self._rows)[which == most][:MOST_ROWS] + 1
        values = {"x": _written(x), "y": _written(y), "total": len(points)}
        yield Finding("shape_one_point", Severity.WARNING, count, values, tuple(rows.tolist()), ((x, y),))

    def _coarse(self) -> Iterator[Finding]:
        points = np.concatenate([np.empty((0, 2)), *self._some])
        points = points[np.isfinite(points).all(axis=1)]
        if len(points) < LEAST_POINTS:
            return
        degrees = _in_china(points) or _in_china(points[:, ::-1])
        if not degrees and np.abs(points).min() < LEAST_METRES:
            return
        for step, about_m in DEGREE_STEPS if degrees else METRE_STEPS:
            turns = points / step
            whole = (np.abs(turns - np.round(turns)) < 1e-6).all(axis=1)
            if whole.mean() >= MOSTLY:
                yield Finding("shape_coarse", Severity.WARNING, len(points), {"about_m": about_m})
                return


def _in_china(points: np.ndarray) -> bool:
    low, high = (LON[0], LAT[0]), (LON[1], LAT[1])
    return bool(((points > low) & (points < high)).all(axis=1).mean() >= MOSTLY)


def _written(number: float) -> str:
    return f"{number:.7f}".rstrip("0").rstrip(".")
