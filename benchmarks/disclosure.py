"""Attack the published statistics with code that knows the method, and see whether a group below ten is told apart.

    python benchmarks/disclosure.py [--quick] [--questions N] [--releases N] [--seed S]

A made-up district with few people a house publishes; between releases single people move in and out. As a visitor, the
attacker moves radius, polygon, grid and year over it, from just below to just above the distance of each block's
centre, and keeps all releases. From all numbers and all sums between them follow bounds for every
number, and for every change between two releases. Told apart is a group that certainly has somebody in it, and fewer
than ten. The same attack on numbers made without one of the rules has to succeed, else it would prove nothing.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.disclosure_parts import village  # noqa: E402
from benchmarks.disclosure_parts.attacker import bounds, moved, sharpened, told_apart  # noqa: E402
from benchmarks.disclosure_parts.knowing import Layout, wrong  # noqa: E402
from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.analysis import disclosure  # noqa: E402
from kangbashi_gis.model.account import VISITOR  # noqa: E402
from kangbashi_gis.model.statistics import HIDDEN, Release  # noqa: E402
from kangbashi_gis.operations import statistics, statistics_making  # noqa: E402
from kangbashi_gis.operations.around import around, place_at, within  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace  # noqa: E402

HOUSES, RELEASES, QUESTIONS = 900, 8, 10_000
NARROW_M = 0.01
GRID_SHARE = 10  # every tenth question is a grid of another year


def main() -> None:
    """Attack, count, print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--questions", type=int)
    parser.add_argument("--releases", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    questions = options.questions or (20 if options.quick else QUESTIONS)
    releases = options.releases or (2 if options.quick else RELEASES)
    houses = 110 if options.quick else HOUSES
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        os.environ["KANGBASHI_GIS_CONFIG"] = place
        found = attack(Path(place), houses, releases, questions, options.seed)
    scaled = f"{questions} of {QUESTIONS} questions" if questions < QUESTIONS else False
    rows = [
        promise(f"{questions} questions over {releases} releases: blocks or groups below ten told apart", 0,
                found["told_apart"], "groups", scaled=scaled),
        promise("answers that tell more than the release", 0, found["unexplained"], "answers"),
        promise("bounds of the attacker that were wrong", 0, found["wrong"], "numbers"),
    ]  # fmt: skip
    print(document("disclosure", rows, **found))


def attack(place: Path, houses: int, releases: int, questions: int, seed: int) -> dict[str, int | dict[str, int]]:
    """Publish, ask and reckon; gives counts of what was found, and of what the controls show."""
    chance = np.random.default_rng(seed)
    found: Counter[str] = Counter()
    kept: list[Release] = []
    counts: list[np.ndarray] = []
    with village.found(place / "示例", houses, seed) as space:
        for turn in range(releases):
            if turn:
                bustle(space, houses, chance)
            statistics.publish(space)
            kept.append(newest(space))
            counts.append(true_numbers(space, kept[-1]))
            started = time.perf_counter()
            grids = questions // releases // GRID_SHARE
            found["unexplained"] += ask(space, kept[-1], questions // releases - grids, chance)
            found["unexplained"] += look_back(space, kept, grids, chance)
            found["asking_ms"] += int(1000 * (time.perf_counter() - started))
    layout = Layout(kept[0])
    rows = [layout.row(one) for one in kept]
    found.update(reckon(layout, rows, counts))
    return {**found, "blocks": len(kept[0].blocks), "releases": releases, "controls": controls(layout, counts)}


def bustle(space: Workspace, houses: int, chance: np.random.Generator) -> None:
    """Let a handful of people move in and out, as between two releases."""
    village.move_in(space, chance.integers(1, houses + 1, max(houses // 12, 3)), chance)
    living = len(space.vault.ids(village.theme("residents")))
    village.move_out(space, np.sort(chance.choice(np.arange(1, living), max(houses // 15, 2), replace=False)))


def newest(space: Workspace) -> Release:
    """Give the release that was just published."""
    release = statistics.release_of(space)
    assert release is not None
    return release


def true_numbers(space: Workspace, release: Release) -> np.ndarray:
    """Give the true numbers behind a release, laid out alike: what nothing of the attack may use."""
    counted = statistics_making.count(space)
    file = statistics.file_of(space)
    blocks = statistics_making.joined(counted, statistics.statistics_file.buildings(file), release.blocks)
    kept, disclosure.published = disclosure.published, lambda counts, *_: counts
    try:
        return Layout(release).row(statistics_making.make(space, counted, blocks, 0, "", None))
    finally:
        disclosure.published = kept


def ask(space: Workspace, release: Release, questions: int, chance: np.random.Generator) -> int:
    """Move radius and polygon as a visitor; gives the answers that are no sum of blocks by their centres."""
    user, space.user = space.user, VISITOR
    unexplained = 0
    try:
        for turn in range(questions):
            x, y = chance.uniform(village.X, village.X + village.SIDE_M), chance.uniform(village.Y, village.Y + 4000)
            away = np.hypot(*(release.blocks.centres - (x, y)).T)
            target = float(np.sort(away)[chance.integers(0, min(len(away), 6))])
            edge = target + (NARROW_M if turn % 2 else -NARROW_M)
            if turn % 3:
                edge = max(edge, 1.0)
                answer, inside = around(space, place_at(space, x, y), edge), away <= edge
            else:
                answer, inside = within(space, square(x, y, edge)), in_square(release.blocks.centres, x, y, edge)
            cells = release.blocks.cells[inside, 0]
            shown = cells[cells != HIDDEN]
            wanted = int(shown.sum()) if len(shown) else None
            people = answer.population
            unexplained += people.exact or people.total != wanted or people.released != release.released
    finally:
        space.user = user
    return unexplained


def look_back(space: Workspace, kept: list[Release], questions: int, chance: np.random.Generator) -> int:
    """Ask for grids of any size in any year's release; gives those that are no sums of blocks by their centres."""
    user, space.user = space.user, VISITOR
    unexplained = 0
    try:
        for _ in range(questions):
            release, unit_m = kept[chance.integers(len(kept))], float(chance.integers(50, 3000))
            told = statistics.statistics(space, "grid", release.number, unit_m)
            places = np.floor(release.blocks.centres / unit_m).astype(int).tolist()
            wanted: Counter[tuple[int, int]] = Counter()
            for (column, row), people in zip(places, release.blocks.cells[:, 0].tolist(), strict=True):
                wanted[column, row] += max(people, 0)
            found = {
                (int(one.x // unit_m), int(one.y // unit_m)): one.people or 0 for one in told.rows if one.x and one.y
            }
            unexplained += told.exact or {place: n for place, n in wanted.items() if n} != {
                place: n for place, n in found.items() if n
            }
    finally:
        space.user = user
    return unexplained


def square(x: float, y: float, half: float) -> "object":
    """Give a square around a place."""
    import shapely

    half = max(half, 1.0)
    return shapely.box(x - half, y - half, x + half, y + half)


def in_square(centres: np.ndarray, x: float, y: float, half: float) -> np.ndarray:
    """Tell which centres lie in that square."""
    return np.asarray((np.abs(centres - (x, y)) <= max(half, 1.0)).all(axis=1))


def reckon(layout: Layout, rows: list[np.ndarray], counts: list[np.ndarray]) -> Counter[str]:
    """Draw all conclusions from the releases: of each by itself, and of each two together."""
    found: Counter[str] = Counter()
    sharp = [sharpened(low, high, layout.sums) for low, high in bounds(rows, layout.coarse)]
    for (low, high), count in zip(sharp, counts, strict=True):
        found["told_apart"] += told_apart(low, high)
        found["numbers"] += len(low)
        found["wrong"] += wrong(count, low, high)
    for earlier, later in combinations(range(len(sharp)), 2):
        found["told_apart"] += told_apart(*moved(sharp[earlier], sharp[later]))
        found["changes"] += len(sharp[0][0])
    return found


def controls(layout: Layout, counts: list[np.ndarray]) -> dict[str, int]:
    """Attack numbers made without one of the rules each: how many groups are told apart then."""
    small = [np.where(count < 10, HIDDEN, count) for count in counts]
    only_small = [np.where(one == HIDDEN, HIDDEN, disclosure.rounded(one)) for one in small]
    exact = [(np.where(one == HIDDEN, 0, one), np.where(one == HIDDEN, 10**9, one)) for one in small]
    sharp = [sharpened(low, high, layout.sums) for low, high in exact]
    fresh = [(np.where(one == HIDDEN, 0, one - 2), np.where(one == HIDDEN, 10**9, one + 2)) for one in only_small]
    pairs = list(combinations(range(len(counts)), 2))
    return {
        "small numbers held back, not rounded": sum(told_apart(*one) for one in sharp),
        "not rounded, changes": sum(told_apart(*moved(sharp[a], sharp[b])) for a, b in pairs),
        "rounded anew each time, changes": sum(told_apart(*moved(fresh[a], fresh[b])) for a, b in pairs),
    }


if __name__ == "__main__":
    main()
