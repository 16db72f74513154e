"""Crossings of roads, and house numbers that are not recorded: found again by geometry of its own."""

import random
from collections.abc import Iterator
from itertools import pairwise

import shapely

from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import Workspace

NEAR_M = 60.0
WORDS = ("交叉口", "路口", "交汇处", "十字路口")
MOST_BETWEEN = 60


def crossings_missed(space: Workspace, count: int, chance: random.Random, wrong: list[str]) -> float:
    """Give the share of crossings whose first answer is not a point at which both roads really are."""
    table = space.store.read(theme("roads"), columns=("name",))
    assert table.geometry is not None
    lines: dict[str, list[shapely.Geometry]] = {}
    for name, line in zip(table.columns["name"], table.geometry, strict=True):
        if name:
            lines.setdefault(name, []).append(line)
    roads = {name: shapely.union_all(several) for name, several in lines.items()}
    names = list(roads)
    tree = shapely.STRtree([roads[name] for name in names])
    missed = 0
    for _ in range(count):
        one, other = _meeting(names, roads, tree, chance)
        text = f"{one}{chance.choice(('与', '和', ''))}{other}{chance.choice(WORDS)}"
        hit = next(iter(find(space, text).results), None)
        point = shapely.Point(hit.x, hit.y) if hit is not None and hit.x is not None else None
        if point is None or max(roads[one].distance(point), roads[other].distance(point)) > NEAR_M:
            missed += 1
            wrong.append(f"crossing\t{text}\t{hit}")
    return missed / max(count, 1)


def estimates_missed(space: Workspace, count: int, chance: random.Random, wrong: list[str]) -> float:
    """Give the share of numbers not recorded that are answered otherwise than between their neighbours, said so."""
    missed = 0
    for (road, number), span in _between(space, count, chance):
        hit = next(iter(find(space, f"{road}{number}号").results), None)
        told = hit is not None and "估计" in hit.title and "估计" in hit.detail and hit.score < 0.85
        if not told or hit is None or span.distance(shapely.Point(hit.x, hit.y)) > 1.0:
            missed += 1
            wrong.append(f"estimate\t{road}{number}号\t{hit}")
    return missed / max(count, 1)


def _meeting(
    names: list[str], roads: dict[str, shapely.Geometry], tree: shapely.STRtree, chance: random.Random
) -> tuple[str, str]:
    while True:
        one = chance.choice(names)
        others = [names[i] for i in tree.query(roads[one], predicate="intersects") if names[i] != one]
        if others:
            return one, chance.choice(others)


def _between(space: Workspace, count: int, chance: random.Random) -> Iterator[tuple[tuple[str, int], shapely.Geometry]]:
    table = space.store.read(theme("addresses"), columns=("road", "number"))
    assert table.geometry is not None
    known: dict[str, dict[int, list[shapely.Geometry]]] = {}
    for road, number, point in zip(table.columns["road"], table.columns["number"], table.geometry, strict=True):
        if road and number and point is not None and (figure := number.removesuffix("号")).isdecimal():
            known.setdefault(road, {}).setdefault(int(figure), []).append(point)
    gaps = [
        (road, low, high)
        for road, numbers in known.items()
        for side in (0, 1)
        for low, high in _neighbours(sorted(number for number in numbers if number % 2 == side))
    ]
    for road, low, high in chance.sample(gaps, min(count, len(gaps))):
        number = chance.randrange(low + 2, high, 2)
        # several rows may have one number: a building and its rooms stand a little apart
        yield (road, number), shapely.convex_hull(shapely.multipoints(known[road][low] + known[road][high]))


def _neighbours(numbers: list[int]) -> Iterator[tuple[int, int]]:
    for low, high in pairwise(numbers):
        if 2 < high - low <= MOST_BETWEEN:
            yield low, high
