"""Buildings: rows of slabs, villas, shops, halls and the rest, each inside its parcel and none on another."""

from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.sample.splitting import boxes


@dataclass(frozen=True)
class Style:
    """How a kind of building stands: least and most length and depth, and the distances kept, in metres.

    share: of all buildings. south: its long side looks south, as dwellings do here; else it follows the parcel.
    """

    length_m: tuple[float, float]
    depth_m: tuple[float, float]
    apart_m: float
    behind_m: float
    setback_m: float
    share: float
    floors: tuple[int, int]
    use: str
    south: bool = False


STYLES = {
    "slab": Style((30, 52), (12, 14), 9, 15, 5, 0.225, (5, 7), "住宅", True),
    "villa": Style((13, 17), (10, 12), 8, 11, 5, 0.055, (2, 3), "住宅", True),
    "shop": Style((20, 40), (11, 15), 6, 12, 5, 0.290, (1, 3), "商业"),
    "office": Style((28, 44), (16, 24), 14, 18, 7, 0.065, (5, 14), "办公"),
    "hall": Style((36, 76), (20, 34), 10, 12, 7, 0.050, (1, 2), "工业"),
    "school": Style((36, 64), (13, 17), 14, 20, 8, 0.080, (3, 5), "教育", True),
    "public": Style((20, 42), (13, 22), 10, 14, 6, 0.130, (1, 5), "公共服务"),
    "pavilion": Style((8, 13), (6, 9), 60, 60, 9, 0.030, (1, 1), "公共服务"),
}
STYLE_OF_USE = {
    "070101": "villa", "070102": "slab", "070103": "slab", "0901": "shop", "0902": "office", "0801": "office",
    "1001": "hall", "1101": "hall", "0804": "school", "0802": "school", "1401": "pavilion", "1403": "pavilion",
    "0702": "public", "0803": "public", "0805": "public", "0806": "public", "0807": "public", "0903": "public",
    "0904": "public", "1208": "public", "13": "public",
}  # fmt: skip
HUT = "hut"
HUT_SHARE = 0.15
HUT_M = (5.0, 3.4)  # the gatehouse, between the property line and the setback
TAPER = 0.88  # how much of the depth of its box a plot really offers: its sides are seldom parallel
LEAST_LENGTH = 0.62  # of the least length of a style; a shorter building is not worth building


@dataclass(frozen=True)
class Buildings:
    """Footprints with their parcel, their style (`HUT` for gatehouses), and the unit vector along their long side."""

    shapes: np.ndarray
    parcels: np.ndarray
    styles: np.ndarray
    along: np.ndarray

    def take(self, where: np.ndarray) -> "Buildings":
        """Give the buildings at these positions."""
        return Buildings(self.shapes[where], self.parcels[where], self.styles[where], self.along[where])


def buildings(
    shapes: np.ndarray, uses: np.ndarray, gates: np.ndarray, wanted: int, rng: np.random.Generator
) -> Buildings:
    """Build on the parcels `shapes` by their land use until there are `wanted`; gates: a point (x, y) each, or nan."""
    possible = _joined([_of_style(name, shapes, uses, rng) for name in STYLES])
    huts = _huts(shapes, uses, gates)
    few = round(HUT_SHARE * wanted)
    huts = huts.take(np.sort(rng.permutation(len(huts.shapes))[:few]))
    chosen = _chosen(possible, wanted - len(huts.shapes), rng)
    everything = _joined([possible.take(chosen), huts])
    order = np.lexsort([-np.round(shapely.bounds(everything.shapes)[:, 3]), everything.parcels])
    return everything.take(order)


def _chosen(possible: Buildings, wanted: int, rng: np.random.Generator) -> np.ndarray:
    """Choose by the shares of the styles, the first of each parcel first; fill up with what is left."""
    rank = _rank_within(possible.parcels) + rng.uniform(0.0, 2.5, len(possible.parcels))
    order = np.argsort(rank, kind="stable")
    first = np.zeros(len(order), bool)
    for name, style in STYLES.items():
        own = order[possible.styles[order] == name]
        first[own[: round(style.share * wanted / (1 - HUT_SHARE))]] = True
    wish = np.concatenate([order[first[order]], order[~first[order]]])
    return np.sort(wish[:wanted])


def _joined(parts: list[Buildings]) -> Buildings:
    names = ("shapes", "parcels", "styles", "along")
    return Buildings(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _of_style(name: str, shapes: np.ndarray, uses: np.ndarray, rng: np.random.Generator) -> Buildings:
    style = STYLES[name]
    plots = np.flatnonzero([STYLE_OF_USE.get(use) == name for use in uses])
    inner = shapely.buffer(shapes[plots], -style.setback_m, join_style="mitre")
    roomy = ~shapely.is_empty(inner)
    plots, inner = plots[roomy], inner[roomy]
    candidates, home, along = _rows(inner, style, rng)
    fits = shapely.contains(shapely.buffer(inner[home], 0.02), candidates)
    return Buildings(candidates[fits], plots[home[fits]], np.full(fits.sum(), name, dtype="U8"), along[fits])


def _rows(inner: np.ndarray, style: Style, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give footprints in rows inside each shape, the shape of each, and the way it runs.

    A row is as long as both its front and its back line are inside, and is filled with as many
    buildings as that allows.
    """
    centre, first, deep, length, depth = _frames(inner, style, rng)
    rows = np.maximum((2 * deep + style.behind_m) // (depth + style.behind_m), 1).astype(int)
    home, place = _repeated(rows)
    step = np.where(rows > 1, (2 * deep - depth) / np.maximum(rows - 1, 1), 0.0)[home]
    behind = (place - (rows[home] - 1) / 2) * step
    low, high = _clear(inner[home], centre[home], first[home], behind, depth[home])
    whole = np.minimum(length[home], high - low)
    count = np.where(
        whole >= LEAST_LENGTH * style.length_m[0], (high - low + style.apart_m) // (whole + style.apart_m), 0
    )
    row, number = _repeated(count.astype(int))
    used = count[row] * whole[row] + (count[row] - 1) * style.apart_m
    along = low[row] + (high[row] - low[row] - used) / 2 + number * (whole[row] + style.apart_m) + whole[row] / 2
    home = home[row]
    second = np.column_stack([-first[home][:, 1], first[home][:, 0]])
    middle = centre[home] + first[home] * along[:, None] + second * behind[row][:, None]
    return _rectangles(middle, first[home], whole[row], depth[home]), home, first[home]


def _frames(inner: np.ndarray, style: Style, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Give for each shape: centre, unit vector of the rows, usable half depth, length and depth of a building."""
    centre, first, second = boxes(inner)
    if style.south:
        swap = np.abs(first[:, 0]) / np.hypot(*first.T) < np.abs(second[:, 0]) / np.hypot(*second.T)
        first, second = np.where(swap[:, None], second, first), np.where(swap[:, None], first, second)
    length = rng.uniform(*style.length_m, len(inner))
    depth = rng.uniform(*style.depth_m, len(inner))
    return centre, first / np.hypot(*first.T)[:, None], np.hypot(*second.T) * TAPER, length, depth


def _clear(
    inner: np.ndarray, centre: np.ndarray, first: np.ndarray, behind: np.ndarray, depth: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give from where to where, along its row from the centre, both long sides of a row lie inside the shape."""
    second = np.column_stack([-first[:, 1], first[:, 0]])
    low, high = np.full(len(inner), -np.inf), np.full(len(inner), np.inf)
    for side in (-0.5, 0.5):
        origin = centre + second * (behind + side * depth)[:, None]
        lines = shapely.linestrings(np.stack([origin - first * 2_000.0, origin + first * 2_000.0], axis=1))
        points, index = shapely.get_coordinates(shapely.intersection(inner, lines), return_index=True)
        along = ((points - origin[index]) * first[index]).sum(axis=1)
        least, most = np.full(len(inner), np.inf), np.full(len(inner), -np.inf)
        np.minimum.at(least, index, along)
        np.maximum.at(most, index, along)
        low, high = np.maximum(low, least), np.minimum(high, most)
    empty = ~(high > low)
    return np.where(empty, 0.0, low), np.where(empty, 0.0, high)


def _repeated(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give owner and number (0, 1 …) of `counts[i]` things for each i."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _rectangles(middle: np.ndarray, along: np.ndarray, length: np.ndarray, depth: np.ndarray) -> np.ndarray:
    aside = np.column_stack([-along[:, 1], along[:, 0]])
    half, side = along * (length / 2)[:, None], aside * (depth / 2)[:, None]
    corners = np.stack([middle - half - side, middle + half - side, middle + half + side, middle - half + side], axis=1)
    return shapely.polygons(np.round(corners, 3))


def _rank_within(home: np.ndarray) -> np.ndarray:
    """Give 0, 1, 2 … within each run of equal numbers."""
    return np.arange(len(home)) - np.searchsorted(home, home)


def _huts(shapes: np.ndarray, uses: np.ndarray, gates: np.ndarray) -> Buildings:
    """Put a gatehouse beside the gate of parcels with buildings, in front of the line where those begin."""
    built = np.array([use in STYLE_OF_USE for use in uses]) & ~np.isnan(gates[:, 0])
    plots = np.flatnonzero(built)
    edges = shapely.boundary(shapes[plots])
    at = shapely.line_locate_point(edges, shapely.points(gates[plots]))
    at = np.clip(at, 6.0, shapely.length(edges) - 6.0)
    ends = [shapely.get_coordinates(shapely.line_interpolate_point(edges, at + side)) for side in (-1.0, 0.0, 1.0)]
    run = ends[2] - ends[0]
    run /= np.hypot(*run.T)[:, None]
    inward = np.column_stack([-run[:, 1], run[:, 0]])
    inside = shapely.contains_xy(shapes[plots], ends[1] + inward)
    inward = np.where(inside[:, None], inward, -inward)
    middle = ends[1] + inward * (HUT_M[1] / 2 + 1.0) + run * 5.0
    size = np.ones(len(plots))
    candidates = _rectangles(middle, run, size * HUT_M[0], size * HUT_M[1])
    setback = np.array([STYLES[STYLE_OF_USE[use]].setback_m for use in uses[plots]])
    inner = shapely.buffer(shapes[plots], -setback, join_style="mitre")
    fits = np.flatnonzero(shapely.contains(shapes[plots], candidates) & ~shapely.intersects(inner, candidates))
    names = np.full(len(fits), HUT, dtype="U8")
    return Buildings(candidates[fits], plots[fits], names, run[fits])
