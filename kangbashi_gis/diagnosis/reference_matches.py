"""Whether the points of a file are points that the workspace already has: the one witness for a datum.

In a dense layer random points match too. So all displacements between points of the file and points of the base within
some hundred metres are counted: a true agreement is the one displacement at which far more points meet than at any
other, and it is the same for all of them.
"""

from dataclasses import dataclass

import numpy as np

NEAR_M = 1.0  # within which a point counts as the same
EXACT_M = 0.1
SAME_M = 0.5  # within which the displacements of matched points must agree
FEWEST = 20
REACH_M = 200.0  # farther than any of China's datums lies from another
COARSE_REACH_M, COARSE_NEAR_M = 600.0, 12.0  # for what was drawn over a web map
MOST_POINTS, MOST_PAIRS = 2000, 1_200_000
RIVAL = 0.7  # another displacement with more than this share of the matches makes it a pattern, not a place
AGREEING = 0.6
SHARE_SHIFTED = 0.3
DEVIATIONS = 6.0
ROUND_M = 50.0  # the corners of a km grid have the same numbers in every datum
SEED = 20161


@dataclass(frozen=True)
class Coincidence:
    """How a layer agrees with the base. clear: at one displacement only, and far beyond chance.

    matched: points of the file that meet a point of the base there, of `tested`. east_m and north_m: from the base to
    the file, so that this much must be taken off.
    """

    clear: bool
    matched: int = 0
    tested: int = 0
    east_m: float = 0.0
    north_m: float = 0.0

    @property
    def distance_m(self) -> float:
        """How far the layer lies from the base."""
        return float(np.hypot(self.east_m, self.north_m))

    @property
    def azimuth(self) -> float:
        """Whereto it lies from the base, in degrees from north."""
        return float(np.degrees(np.arctan2(self.east_m, self.north_m)) % 360)

    @property
    def confirmed(self) -> bool:
        """Tell whether the layer lies where the base has it, within a metre."""
        return self.clear and self.distance_m <= NEAR_M

    @property
    def shifted(self) -> bool:
        """Tell whether a good part of the layer agrees with the base once it is moved as a whole."""
        return self.clear and self.distance_m > NEAR_M and self.matched >= SHARE_SHIFTED * self.tested


NONE = Coincidence(False)
NO_STEPS = np.empty((0, 2))


class Base:
    """The points that the workspace has, n × 2 in metres: each place once, and a tree to find those around another."""

    def __init__(self, points: np.ndarray) -> None:
        import shapely

        self.points = _distinct(points)
        self.tree = shapely.STRtree(shapely.points(self.points))


def coincide(points: np.ndarray, base: Base) -> Coincidence:
    """Compare points with the base, both n × 2 in metres of the workspace's CRS, to the metre."""
    found, steps = _strongest(points, base, REACH_M, NEAR_M)
    return found if found.clear and _agree(steps, found) else NONE


def resemble(points: np.ndarray, base: Base) -> Coincidence:
    """Compare points with the base as if drawn by hand over a map: within some ten metres. Never proof, only a hint."""
    return _strongest(points, base, COARSE_REACH_M, COARSE_NEAR_M)[0]


def meeting(points: np.ndarray, base: Base) -> int:
    """Count the points that the base has to the decimetre: too few to prove a reading still tell which goes first."""
    import shapely

    chosen = _chosen(points, base, NEAR_M)
    if not len(chosen):
        return 0
    owners, _ = base.tree.query(shapely.points(chosen), "dwithin", EXACT_M)
    return len(np.unique(owners))


def _strongest(points: np.ndarray, base: Base, reach_m: float, near_m: float) -> tuple[Coincidence, np.ndarray]:
    """Find the displacement at which most points meet, and whether nothing else comes near it; gives all steps too."""
    chosen = _chosen(points, base, reach_m)
    if min(len(chosen), len(base.points)) < FEWEST:
        return NONE, NO_STEPS
    steps, owners, met = _displacements(chosen, base, reach_m)
    counts = _counts(steps, reach_m, near_m)
    if counts.max(initial=0) < FEWEST:
        return NONE, steps
    row, column = np.unravel_index(int(counts.argmax()), counts.shape)
    peak = int(counts[row, column])
    corner = np.array([row, column]) * near_m / 2 - reach_m
    centre = corner + near_m
    around = np.hypot(*(steps - centre).T) <= near_m * 1.5
    shift = np.median(steps[around], axis=0)
    meeting = np.hypot(*(steps - shift).T) <= near_m
    # of a line with many bends twenty may lie around one and the same point of the base
    matched = min(len(np.unique(owners[meeting])), len(np.unique(met[meeting])))
    apart = np.hypot(np.arange(counts.shape[0])[:, None] - row, np.arange(counts.shape[1])[None, :] - column) > 6
    rival, background = int(counts[apart].max(initial=0)), float(counts[apart].mean())
    clear = matched >= FEWEST and rival <= RIVAL * peak and peak >= background + DEVIATIONS * np.sqrt(background + 1)
    return Coincidence(bool(clear), matched, len(np.unique(owners)), float(shift[0]), float(shift[1])), steps


def _agree(steps: np.ndarray, found: Coincidence) -> bool:
    """Tell whether the matched points lie from theirs in the same way: random ones fill the circle evenly."""
    away = np.hypot(*(steps - (found.east_m, found.north_m)).T)
    near = away[away <= NEAR_M]
    same = int((near <= SAME_M).sum())
    return same >= FEWEST and same >= AGREEING * len(near)


def _chosen(points: np.ndarray, base: Base, reach_m: float) -> np.ndarray:
    """Give some distinct points of the file, of those that lie where the base is."""
    if not len(base.points) or not len(points):
        return points[:0]
    low, high = base.points.min(axis=0) - reach_m, base.points.max(axis=0) + reach_m
    inside = (points >= low).all(axis=1) & (points <= high).all(axis=1)
    return _some(_distinct(points[inside]), MOST_POINTS)


def _distinct(points: np.ndarray) -> np.ndarray:
    """Give each place once, to the centimetre, without those on a round grid."""
    if not len(points):
        return points
    rounded = np.round(points * 100)
    unique = np.unique(rounded[:, 0] + 1j * rounded[:, 1])  # one number a place sorts ten times as fast
    centimetres = np.column_stack((unique.real, unique.imag)) / 100
    round_ones = (np.abs(centimetres / ROUND_M - np.round(centimetres / ROUND_M)) < 1e-6).all(axis=1)
    return np.asarray(centimetres[~round_ones])


def _some(points: np.ndarray, most: int) -> np.ndarray:
    if len(points) <= most:
        return points
    return np.asarray(points[np.sort(np.random.default_rng(SEED).choice(len(points), most, replace=False))])


def _displacements(points: np.ndarray, base: Base, reach_m: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the steps from points of the base to points of the file within reach, with the two points of each."""
    import shapely

    probe = shapely.points(_some(points, 50))
    pairs_each = max(len(base.tree.query(probe, "dwithin", reach_m)[0]) // len(probe), 1)
    chosen = _some(points, max(MOST_PAIRS // pairs_each, FEWEST * 5))
    owners, found = base.tree.query(shapely.points(chosen), "dwithin", reach_m)
    return chosen[owners] - base.points[found], owners, found


def _counts(steps: np.ndarray, reach_m: float, near_m: float) -> np.ndarray:
    """Count the steps in squares of two times `near_m`, that overlap at every half `near_m`."""
    bins = int(4 * reach_m / near_m)
    cells = np.clip(((steps + reach_m) / (near_m / 2)).astype(np.int64), 0, bins - 1)
    fine = np.bincount(cells[:, 0] * bins + cells[:, 1], minlength=bins * bins).reshape(bins, bins)
    total = np.pad(fine.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    return np.asarray(total[4:, 4:] - total[:-4, 4:] - total[4:, :-4] + total[:-4, :-4])
