"""Where on a line its name can be read: on a piece that is in view, long enough, and straight enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.lettering import LINE_HEIGHT, Words, length
from kangbashi_gis.render.levels import level_of
from kangbashi_gis.render.rings import gather
from kangbashi_gis.render.view import View

STEP_PX = 12.0  # between the places looked at along a line
LONGEST_PX = 200_000.0
BENT = 0.4  # of the letters' height a line may stray from a straight one under its name
STEEP = 55  # degrees; steeper than this, characters stand upright under each other


@dataclass(frozen=True)
class Spot:
    """A place for a name: its ground, its lines and the angle they are turned by (clockwise, degrees)."""

    x: float
    y: float
    lines: tuple[str, ...]
    angle: int


def named_lines(
    view: View, prepared: Prepared, pieces: np.ndarray, names: Sequence[str]
) -> dict[str, list[np.ndarray]]:
    """Give the lines of each name in pixels, those that meet joined: a road is one line from crossing to crossing."""
    arrays = prepared.levels[level_of(view.metres)] or prepared.levels[0]
    assert arrays is not None
    page = np.searchsorted(prepared.chunk[prepared.page], pieces, side="right") - 1
    members, offsets = gather(arrays.vertex.astype(np.int64), pieces)
    ground = arrays.xy[members] + np.repeat(prepared.page_origin[page], np.diff(offsets), axis=0)
    x, y = view.pixel(ground[:, 0], ground[:, 1])
    owner = np.repeat(np.arange(len(pieces)), np.diff(offsets))
    long = np.diff(offsets) > 1
    lines = np.full(len(pieces), None, object)
    some = long[owner]
    # rounded, because pages keep the same crossing a hair apart
    places = np.round(np.stack([x, y], axis=1)[some], 1)
    lines[long] = shapely.linestrings(places, indices=(np.cumsum(long) - 1)[owner[some]])
    named: dict[str, list[shapely.LineString]] = {}
    for name, line in zip(names, lines, strict=True):
        if name and line is not None:
            named.setdefault(name, []).append(line)
    return {name: _joined(some) for name, some in named.items()}


def spots(view: View, line: np.ndarray, words: Words) -> list[Spot]:
    """Give places for a name on a line (pixels), the middle of its longest visible stretch first."""
    places = _walk(view, line)
    text, size = words.lines[0], words.style.pixels
    needed = max(length(text, size), size * LINE_HEIGHT * len(text) if _stands(text) else 0.0)
    found = []
    for first, last in _stretches(places, view):
        room = last - first
        if room * STEP_PX * view.ratio < needed * 1.08:
            continue
        for share in (0.5, 0.3, 0.7):
            spot = _at(places, first + room * share, needed / STEP_PX / view.ratio, text, size)
            if spot:
                x, y = view.ground(float(spot[0][0]), float(spot[0][1]))
                found.append(Spot(x, y, *spot[1]))
    return found


def _joined(lines: list[shapely.LineString]) -> list[np.ndarray]:
    """Join lines end to end; gives the coordinates of each that comes of it, the longest first."""
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    order = np.argsort(-shapely.length(merged))
    return [shapely.get_coordinates(merged[one]) for one in order]


def _walk(view: View, line: np.ndarray) -> np.ndarray:
    """Give places along a line in pixels, STEP_PX apart."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    if along[-1] > LONGEST_PX:
        return line  # far longer than the window: its corners must do
    at = np.arange(0.0, along[-1], STEP_PX * view.ratio)
    return np.stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])], axis=1)


def _stretches(places: np.ndarray, view: View) -> list[tuple[int, int]]:
    """Give the runs of places in view, the longest first."""
    inside = (places >= 4).all(axis=1) & (places[:, 0] <= view.width - 4) & (places[:, 1] <= view.height - 4)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    runs = [(int(first), int(last) - 1) for first, last in list(pairwise(edges))[::2]]
    return sorted(runs, key=lambda run: run[0] - run[1])


def _at(
    places: np.ndarray, middle: float, steps: float, text: str, size: int
) -> tuple[np.ndarray, tuple[tuple[str, ...], int]] | None:
    """Try a name whose middle is at a (fractional) place; None where the line bends too much under it."""
    first, last = max(int(middle - steps / 2), 0), min(int(np.ceil(middle + steps / 2)), len(places) - 1)
    if last <= first:
        return None
    way = places[last] - places[first]
    straight = np.hypot(*way)
    to = places[first : last + 1] - places[first]
    off = np.abs(to[:, 0] * way[1] - to[:, 1] * way[0]) / max(straight, 1.0)
    if off.max() > BENT * size:
        return None
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    return (places[first] + places[last]) / 2, _turned(text, angle)


def _turned(text: str, angle: float) -> tuple[tuple[str, ...], int]:
    """Give the lines and the angle at which a name along a line is read: never upside down."""
    angle = (angle + 90) % 180 - 90
    if abs(angle) > STEEP and _stands(text):
        return tuple(text), round(angle - 90 if angle > 0 else angle + 90)
    return (text,), round(angle)


def _stands(text: str) -> bool:
    """Tell whether a text can be written with its characters under each other: all of them Chinese."""
    return all("\u3400" <= letter <= "\u9fff" for letter in text)
