"""The streets of the plan: arterials, secondary streets through several cells, and the branches that cut them up."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely

from kangbashi_gis.sample.plan import GRID_M, Plan
from kangbashi_gis.sample.splitting import Cut, across, halves

WIDE_CELL_M = 650.0  # where cells are smaller, only streets along the river and over it are arterials
LEAST_BLOCK_M2 = 9_000.0
WIDTHS_M = {"expressway": 60.0, "arterial": 46.0, "secondary": 32.0, "branch": 20.0, "lane": 11.0}


@dataclass
class Streets:
    """Straight streets of the plan: their runs, and for each run its class and the number of its road."""

    runs: list[np.ndarray] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    roads: list[int] = field(default_factory=list)
    count: int = 0

    def road(self, runs: list[np.ndarray], klass: str) -> None:
        """Add one road made of one or more runs (each 2 × 2, from west to east or south to north)."""
        self.runs += runs
        self.classes += [klass] * len(runs)
        self.roads += [self.count] * len(runs)
        self.count += 1

    def lines(self) -> np.ndarray:
        """Give the runs as shapely lines of the plan."""
        return shapely.linestrings(np.array(self.runs))


def main_streets(plan: Plan) -> Streets:
    """Draw the streets around the cells of the town, the bridges, and two roads that leave the county."""
    streets = Streets()
    bridges = plan.bridges()
    padded = np.pad(plan.town, 1)
    beside_columns = padded[:-1, 1:-1] | padded[1:, 1:-1]
    beside_columns[:, plan.river] = bridges
    beside_rows = padded[1:-1, :-1] | padded[1:-1, 1:]
    through = np.flatnonzero(bridges & (plan.columns > 0))[-2:][:1]
    beside_columns[through] = True
    leaving = min(plan.river + 3, np.flatnonzero(beside_rows.any(axis=0))[-1])
    beside_rows[:, leaving] = True
    between = "arterial" if np.diff(plan.rows).min() > WIDE_CELL_M else "secondary"
    for i, u in enumerate(plan.columns):
        runs = [np.array([[u, a], [u, b]]) for a, b in _stretches(beside_columns[i], plan.rows)]
        if runs:
            streets.road(runs, "expressway" if i in through else "arterial" if bridges[i] else between)
    for j, v in enumerate(plan.rows):
        runs = [np.array([[a, v], [b, v]]) for a, b in _stretches(beside_rows[:, j], plan.columns)]
        if runs:
            streets.road(runs, "arterial" if j in (plan.river, plan.river + 1, leaving) else between)
    return streets


def _stretches(present: np.ndarray, positions: np.ndarray) -> list[tuple[float, float]]:
    """Give the runs of neighbouring True values, as stretches between positions."""
    edges = np.diff(np.concatenate([[0], present.astype(np.int8), [0]]))
    return [
        (positions[start], positions[end])
        for start, end in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True)
    ]


def superblocks(plan: Plan, streets: Streets, rng: np.random.Generator) -> np.ndarray:
    """Cut the cells of the town, without those of the river, by secondary streets and the slanting avenues."""
    dry = plan.town.copy()
    dry[:, plan.river] = False
    pieces = plan.cells()[dry]
    for run in _slanting(plan):
        pieces = _cut_by(pieces, run, streets, "arterial")
    for run in _secondary(plan, rng):
        pieces = _cut_by(pieces, run, streets, "secondary")
    return pieces


def _slanting(plan: Plan) -> list[np.ndarray]:
    """Two avenues that open like a fan from the north end of the civic axis."""
    middle = int(np.searchsorted(plan.columns, 0.0))
    start = plan.rows[min(plan.river + 2, len(plan.rows) - 1)]
    runs = []
    for sign, column in ((-1, middle - 1), (1, middle)):
        end_column = min(max(column + sign * 2, 0), len(plan.columns) - 1)
        end_row = min(plan.river + 4, len(plan.rows) - 1)
        runs.append(np.array([[plan.columns[column], start], [plan.columns[end_column], plan.rows[end_row]]]))
    return runs


def _secondary(plan: Plan, rng: np.random.Generator) -> list[np.ndarray]:
    """Streets along and across the plan between arterials, each through two to five cells, some left out."""
    runs = []
    for axis, (own, other) in enumerate(((plan.columns, plan.rows), (plan.rows, plan.columns))):
        for low, high in pairwise(own):
            at = 0
            while at < len(other) - 1:
                cells = int(rng.integers(2, 6))
                place = np.round((low + (high - low) * rng.uniform(0.36, 0.64)) / GRID_M) * GRID_M
                if rng.random() < 0.72 and low * high > 0:
                    stop = min(at + cells, len(other) - 1)
                    run = np.array([[place, other[at]], [place, other[stop]]])
                    runs.append(run if axis == 0 else run[:, ::-1])
                at += cells
    return runs


def _cut_by(pieces: np.ndarray, run: np.ndarray, streets: Streets, klass: str) -> np.ndarray:
    """Cut what a run passes through, and draw the run where it does."""
    inside = shapely.length(shapely.intersection(pieces, shapely.linestrings(run))) > GRID_M
    if not inside.any():
        return pieces
    drawn = shapely.line_merge(shapely.union_all(shapely.intersection(pieces[inside], shapely.linestrings(run))))
    along = run[1] - run[0]
    unit = along / np.hypot(*along)
    count = int(inside.sum())
    halved, _ = halves(pieces[inside], Cut(np.tile(run[0], (count, 1)), np.tile(unit, (count, 1))))
    ends = [shapely.get_coordinates(part)[[0, -1]] for part in shapely.get_parts(drawn)]
    streets.road([end if (end[1] - end[0]) @ along > 0 else end[::-1] for end in ends], klass)
    return np.concatenate([pieces[~inside], halved])


def branches(pieces: np.ndarray, streets: Streets, wanted: int, rng: np.random.Generator) -> np.ndarray:
    """Cut the largest pieces in two until `wanted` more streets are drawn; gives the smaller pieces."""
    while wanted > 0:
        areas = shapely.area(pieces) * rng.uniform(0.6, 1.4, len(pieces))
        order = np.argsort(-areas, kind="stable")
        chosen = order[: min(wanted, max(1, len(order) // 3))]
        chosen = chosen[areas[chosen] > 2 * LEAST_BLOCK_M2]
        if not len(chosen):
            break
        cut = _on_grid(pieces[chosen], across(pieces[chosen], rng, 0.28, 0.09))
        halved, _ = halves(pieces[chosen], cut)
        for number, run in enumerate(_chords(pieces[chosen], cut)):
            streets.road([run], _class_of(float(areas[chosen[number]])))
        rest = np.setdiff1d(np.arange(len(pieces)), chosen)
        pieces = np.concatenate([pieces[rest], halved])
        wanted -= len(chosen)
    return pieces


def _class_of(area_m2: float) -> str:
    return "secondary" if area_m2 > 420_000 else "branch" if area_m2 > 95_000 else "lane"


def _on_grid(shapes: np.ndarray, cut: Cut) -> Cut:
    """Move the ends of each cut along the edges they meet to the grid of junctions."""
    chords = _chords(shapes, cut)
    ends = np.array(chords)
    moved = np.round(ends / GRID_M) * GRID_M
    steep = np.abs(cut.along[:, 1]) > np.abs(cut.along[:, 0])
    ends[steep, :, 0], ends[~steep, :, 1] = moved[steep, :, 0], moved[~steep, :, 1]
    along = ends[:, 1] - ends[:, 0]
    return Cut(ends[:, 0], along / np.hypot(*along.T)[:, None])


def _chords(shapes: np.ndarray, cut: Cut) -> list[np.ndarray]:
    """Give the stretch of each cut inside its polygon, from west to east or south to north."""
    reach = cut.along * 20_000.0
    lines = shapely.linestrings(np.stack([cut.through - reach, cut.through + reach], axis=1))
    inside = shapely.intersection(shapes, lines)
    chords = []
    for shape in inside:
        ends = shapely.get_coordinates(shape)
        ends = ends[[int(np.argmin(ends.sum(axis=1))), int(np.argmax(ends.sum(axis=1)))]]
        chords.append(ends)
    return chords
