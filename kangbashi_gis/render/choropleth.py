"""Areas in colours over the map for a while, such as how many people live where: few draws, however many areas."""

from collections.abc import Sequence
from dataclasses import dataclass

import mapbox_earcut
import numpy as np

from kangbashi_gis.render.overlay import Figure, Points
from kangbashi_gis.render.palette import rgba
from kangbashi_gis.render.shelf import STARTS, VERTEX, Packed

MOST_CORNERS = 65_535  # an index has 16 bits
EDGE = "#ffffff80"


@dataclass(frozen=True)
class Coloured:
    """Areas of one colour (`#rrggbb` or `#rrggbbaa`): each the corners of its outline, in the workspace's CRS."""

    color: str
    outlines: Sequence[Points]


def figures(groups: Sequence[Coloured]) -> list[Figure]:
    """Make figures of coloured areas: their insides first, then a thin light line around each."""
    found = [figure for group in groups for figure in _insides(group)]
    return [*found, *(figure for group in groups for figure in _edges(group))]


def _insides(group: Coloured) -> list[Figure]:
    rgba(group.color)  # a colour that is none fails here, not on the graphics card
    parts = [corners[_triangles(corners)] for corners in _closed(group)]
    return [_figure(xy, np.ones(len(xy), bool), "fill", group.color) for xy in _bounded(parts)]


def _edges(group: Coloured) -> list[Figure]:
    rings = [np.vstack((corners, corners[:1])) for corners in _closed(group)]
    found = []
    for some in _gathered(rings):
        starts = np.zeros(sum(len(one) for one in some), bool)
        starts[np.cumsum([0, *(len(one) for one in some[:-1])])] = True
        found.append(_figure(np.concatenate(some), starts, "line", EDGE))
    return found


def _closed(group: Coloured) -> list[np.ndarray]:
    """Give the corners of outlines that have an inside, each corner once."""
    outlines = [np.asarray(one, np.float64) for one in group.outlines]
    bare = [one[:-1] if len(one) > 1 and (one[0] == one[-1]).all() else one for one in outlines]
    return [one for one in bare if len(one) > 2]


def _triangles(corners: np.ndarray) -> np.ndarray:
    near = corners - corners[0]
    return np.asarray(mapbox_earcut.triangulate_float64(near, np.array([len(near)], np.uint32)), np.int64)


def _bounded(parts: list[np.ndarray]) -> list[np.ndarray]:
    """Put triangles together, in pieces that an index can count."""
    if not parts:
        return []
    xy = np.concatenate(parts)
    whole = MOST_CORNERS // 3 * 3
    return [xy[start : start + whole] for start in range(0, len(xy), whole)]


def _gathered(rings: list[np.ndarray]) -> list[list[np.ndarray]]:
    """Put rings together as long as an index can count their corners."""
    found: list[list[np.ndarray]] = []
    count = MOST_CORNERS
    for ring in rings:
        if count + len(ring) > MOST_CORNERS:
            found.append([])
            count = 0
        found[-1].append(ring)
        count += len(ring)
    return found


def _figure(xy: np.ndarray, starts: np.ndarray, kind: str, color: str) -> Figure:
    origin = np.round(xy.mean(axis=0))
    vertices = np.empty(len(xy), VERTEX)
    vertices["place"] = xy - origin
    vertices["tag"] = starts.astype(np.uint32) * STARTS
    index = np.arange(len(xy), dtype=np.uint16) if kind == "fill" else None
    packed = Packed(vertices) if index is None else Packed(vertices, index)
    return Figure(packed, origin, kind, color, "", 0.0 if kind == "fill" else 0.5)
