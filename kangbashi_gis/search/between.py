"""Stretches of a road between two others: 草原路（康巴什大街与乌兰木伦大街之间）, and where their middle is."""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from kangbashi_gis.index.words import WordIndex, WordPart
from kangbashi_gis.search.crossing import (
    SAME_M,
    Named,
    RoadSpan,
    meeting_points,
    only_divisions,
    road_segments,
    roads_in,
)

WORDS = ("之间", "中间", "段", "至", "到", "间")  # one of them stands in every text that asks for a stretch
MOST = 12
_AND = re.compile(r" ?[、,]?(?:与|和|跟|同|及|至|到|-)? ?[、,]?")
_FROM_TO = re.compile(r" ?(?:至|到) ?")
_BETWEEN = r"(?:之间|中间|间)?(?:的|路段|段|区间|范围|以内)*"
_BEHIND = re.compile(rf" ?{_BETWEEN}(?:处|附近)? ?(?:路?[东南西北]侧?)?")
_BETWEEN_SAID = re.compile(r" ?(?:之间|中间|间|段|路段)(?:的|路段|段|区间)* ?")
_IN = re.compile(r" ?[、,]?(?:在|位于|介于|的|段|从|自|由)* ?")


class Stretch(NamedTuple):
    """A road, and the two others between which a stretch of it is asked for."""

    road: Named
    one: Named
    other: Named

    @property
    def sure(self) -> float:
        """How sure all three are together, 0 to 1."""
        return self.road.sure * self.one.sure * self.other.sure


def pairs_between(index: WordIndex, text: str) -> list[tuple[Named, Named]]:
    """Give the pairs of roads between which a folded text asks for whatever lies there: 天马路与天骄路之间."""
    if not any(word in text for word in ("之间", "中间")):
        return []
    found = [pair for part in index.parts for pair in _two(text, part)]
    return sorted(found, key=lambda pair: -pair[0].sure * pair[1].sure)[:MOST]


def _two(text: str, part: WordPart) -> Iterator[tuple[Named, Named]]:
    spans = roads_in(text, part.segment, 2)
    if len(spans) != 2 or not only_divisions(text[: spans[0].start], part.segment):
        return
    first, second = spans
    if _AND.fullmatch(text[first.end : second.start]) and _BETWEEN_SAID.fullmatch(text[second.end :]):
        for one, other in product(first.names, second.names):
            if one[0] != other[0]:
                first_road, second_road = (
                    Named(part.segment.names[name], road_segments(part, name), sure) for name, sure in (one, other)
                )
                yield first_road, second_road


class Middle(NamedTuple):
    """The middle of a stretch, and the metres from one end to the other."""

    x: float
    y: float
    length_m: float


def stretches(index: WordIndex, text: str) -> list[Stretch]:
    """Give the stretches that a folded text asks for, likeliest first; none where it asks for none."""
    if not any(word in text for word in WORDS):
        return []
    found = [one for part in index.parts for one in _stretches(text, part)]
    return sorted(found, key=lambda one: -one.sure)[:MOST]


def _stretches(text: str, part: WordPart) -> Iterator[Stretch]:
    spans = roads_in(text, part.segment, 3)
    for at in range(len(spans) - 2):
        first, second, third = spans[at : at + 3]
        if not only_divisions(text[: first.start].removesuffix("从").removesuffix("自"), part.segment):
            continue
        before, between, behind = text[first.end : second.start], text[second.end : third.start], text[third.end :]
        if _IN.fullmatch(before) and _AND.fullmatch(between) and _BEHIND.fullmatch(behind):
            # three roads one after the other are no stretch unless the text says so
            if behind.strip() or _FROM_TO.fullmatch(between):
                yield from _named(part, first, second, third)
        elif _AND.fullmatch(before) and _BETWEEN_SAID.fullmatch(between) and _BEHIND.fullmatch(behind):
            yield from _named(part, third, first, second)


def _named(part: WordPart, road: RoadSpan, one: RoadSpan, other: RoadSpan) -> Iterator[Stretch]:
    for names in product(road.names, one.names, other.names):
        if len({name for name, _ in names}) == 3:
            yield Stretch(*(Named(part.segment.names[name], road_segments(part, name), sure) for name, sure in names))


def middle(road: np.ndarray, one: np.ndarray, other: np.ndarray) -> Middle | None:
    """Give the middle of a road between two others, along the road; None where it does not meet both.

    road, one, other: straight pieces, x1 y1 x2 y2. Of several crossings, those count which are nearest to each other.
    """
    starts, ends = meeting_points(road, one), meeting_points(road, other)
    if not len(starts) or not len(ends):
        return None
    away = np.hypot(*(starts[:, None, :] - ends[None, :, :]).transpose(2, 0, 1))
    at, to = np.unravel_index(int(np.argmin(away)), away.shape)
    return _along(road, starts[at], ends[to])


def _along(road: np.ndarray, start: np.ndarray, end: np.ndarray) -> Middle:
    """Go half the way along the line that comes near both places; straight, where the road is drawn in pieces."""
    import shapely

    lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(road.reshape(-1, 2, 2)))))
    for line in lines:
        ends = shapely.points([start, end])
        if (shapely.distance(line, ends) <= SAME_M).all():
            low, high = sorted(shapely.line_locate_point(line, ends).tolist())
            x, y = shapely.get_coordinates(shapely.line_interpolate_point(line, (low + high) / 2))[0].tolist()
            return Middle(x, y, high - low)
    straight = shapely.Point((start + end) / 2)
    x, y = shapely.get_coordinates(shapely.shortest_line(shapely.union_all(lines), straight))[0].tolist()
    return Middle(x, y, float(np.hypot(*(start - end))))
