"""Crossings of two roads: 鄂尔多斯大街与天骄路交叉口."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kangbashi_gis.index.draft import KINDS, THEME_NAMES
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.index.words import WordIndex, WordPart
from kangbashi_gis.search import likeness
from kangbashi_gis.search.loose import read_loosely
from kangbashi_gis.search.reading import REGION_RANKS, Reading, read_places

ROADS = THEME_NAMES.index("roads")
ROAD_RANK = KINDS.index("roads")
MOST_NAMES = 8  # that a road with a mistake may be
REACH_M = 40.0  # roads whose drawn lines end so close to each other meet
SAME_M = 80.0  # crossings of the two halves of a wide road are one
UNSAID = 0.97  # 鄂尔多斯大街和天骄路, without 交叉口
# with what is said about where at the crossing it is: 路口东北角, 交叉口向东50米路北
_CROSSING = re.compile(
    r" ?(?:的|相)?(?:十字路口|丁字路口|三岔路口|交叉路口|交叉口|交叉点|交汇处|交会处|交汇口|相交处|交界处|交口|路口"
    r"|红绿灯|转盘|环岛|十字|交叉|交汇)(?:处|附近)? ?(?:[往向]?[东南西北]{1,2}(?:角|侧|面|边|方向)?)?"
    r"(?:约?\d+(?:米|m))?(?:处|左右)? ?(?:路[东南西北])?$"
)
_BETWEEN = re.compile(r"^ ?(?:与|和|跟|同|及|[ -]|相?交|x)? ?$")


@dataclass(frozen=True)
class Named:
    """A road that the text names: what it is called, its segments, and how sure that is."""

    name: str
    fids: np.ndarray
    sure: float


class RoadSpan(NamedTuple):
    """A stretch of a text that is a road: the names that it may be, and how sure each is."""

    start: int
    end: int
    names: list[tuple[int, float]]


def crossing_roads(index: WordIndex, text: str) -> list[tuple[Named, Named]]:
    """Give the pairs of roads whose crossing a folded text asks for, likeliest first; none where it asks for none."""
    said = _CROSSING.search(text)
    asked = text[: said.start()] if said else text
    # two roads side by side (天骄路康巴什大街) are a crossing too, if they are written as they should be
    joined = said is not None or any(sign in text for sign in "与和跟同及交x -")
    found: list[tuple[Named, Named]] = []
    for part in index.parts:
        found += _pairs(asked, part, 1.0 if said else UNSAID, joined)
    return sorted(found, key=lambda pair: -pair[0].sure * pair[1].sure)


def meeting_points(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Give where two roads meet, n × 2, each place once. one, other: straight pieces, x1 y1 x2 y2."""
    import shapely

    if not len(one) or not len(other):
        return np.empty((0, 2))
    first, second = (shapely.multilinestrings(shapely.linestrings(road.reshape(-1, 2, 2))) for road in (one, other))
    met = shapely.get_parts(shapely.intersection(first, second))
    met = met[~shapely.is_empty(met)]
    if not len(met):
        line = shapely.shortest_line(first, second)
        met = np.array([shapely.centroid(line)]) if shapely.length(line) <= REACH_M else met
    return _apart(shapely.get_coordinates(shapely.centroid(met)))


def _apart(points: np.ndarray) -> np.ndarray:
    kept: list[np.ndarray] = []
    for point in points:
        if all(np.hypot(*(point - other)) > SAME_M for other in kept):
            kept.append(point)
    return np.array(kept).reshape(-1, 2)


def _pairs(text: str, part: WordPart, sure: float, mistakes: bool) -> Iterator[tuple[Named, Named]]:
    segment = part.segment
    spans = roads_in(text, segment, 2 if mistakes else 0)
    for (begin, end, firsts), (start, last, seconds) in pairwise(spans):
        if not _BETWEEN.match(text[end:start]) or last != len(text):
            continue
        if not only_divisions(text[:begin], segment):
            continue
        for first, likely in firsts:
            for second, likely_too in seconds:
                if first != second:
                    yield (
                        Named(segment.names[first], road_segments(part, first), sure * likely),
                        Named(segment.names[second], road_segments(part, second), likely_too),
                    )


def only_divisions(text: str, segment: Segment) -> bool:
    """Tell whether what stands in front of the roads is where they are, and no other place."""
    read = read_places(Reading(text), segment)
    return sum(cut.length for cut in read.cuts if cut.rank in REGION_RANKS) == len(text)


def roads_in(text: str, segment: Segment, wanted: int) -> list[RoadSpan]:
    """Give the stretches that are roads, in their order; where fewer than wanted are, also roads with mistakes."""
    read = read_places(Reading(text), segment)
    spans = [RoadSpan(cut.start, cut.end, [(cut.name, cut.spelled)]) for cut in read.cuts if cut.rank == ROAD_RANK]
    if len(spans) < wanted:
        loose = read_loosely(Reading(text), segment, (likeness.mixed, likeness.by_sound, likeness.with_a_mistake))
        for guess in loose.guesses:
            names = [
                pair for pair in zip(guess.names, guess.finished, strict=True) if segment.rank[pair[0]] == ROAD_RANK
            ]
            if names and all(guess.end <= one.start or one.end <= guess.start for one in spans):
                spans.append(RoadSpan(guess.start, guess.end, names[:MOST_NAMES]))
    return sorted(spans, key=lambda span: span[:2])


def road_segments(part: WordPart, name: int) -> np.ndarray:
    """Give the row numbers of the segments of a road."""
    rows = part.segment.rows(name)
    themes, fids = part.segment.arrays["row_theme"][rows], np.asarray(part.segment.arrays["row_fid"][rows], np.int64)
    return fids[(themes == ROADS) & part.showing(themes, fids)]
