"""A parcel over its map as a cadastral sheet shows it: boundary, numbered points, lengths of sides, neighbours."""

import math

import numpy as np
import shapely

from kangbashi_gis.analysis.boundary_points import BoundaryPoint, beyond, boundary_points, next_of
from kangbashi_gis.model.page import Survey
from kangbashi_gis.model.page.subject import Subject
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.ink import Area, Group, Ink, Stamps, Stroke, Writing
from kangbashi_gis.render.page.layers import Place
from kangbashi_gis.render.page.texts import POINT_MM

RING = np.stack([np.cos(np.arange(20) * math.pi / 10), np.sin(np.arange(20) * math.pi / 10)], axis=1)
POINT_RADIUS_MM = 0.5
LEAST_SIDE_MM = 4.0  # shorter sides have no room for their length
MOST = 200  # points that are numbered on the map; the table has all
HALO_MM = 0.25


def survey(one: Survey, at: Place, subject: Subject, atlas: Atlas) -> list[Ink]:
    """Draw a parcel's boundary; nothing for a page that is about none."""
    if subject.shape is None:
        return []
    points = boundary_points(subject.shape)
    if not points:
        return []
    paper = at.paper(np.array([(point.x, point.y) for point in points]))
    size = one.size_pt * POINT_MM
    found: list[Ink] = [_boundary(one, points, paper)]
    if one.lengths:
        found += _lengths(points, paper, size, atlas)
    if one.neighbours:
        found += _neighbours(subject, points, paper, size, atlas)
    if one.points and len(points) <= MOST:
        found += _numbers(one, points, paper, size, atlas)
    if one.area:
        found += _area(subject, at, size, atlas)
    return [Group(tuple(found), clip=one.box, title="界址")]


def _boundary(one: Survey, points: list[BoundaryPoint], paper: np.ndarray) -> Group:
    starts = [at for at, point in enumerate(points) if at == 0 or point.ring != points[at - 1].ring]
    line = Stroke(paper, np.array([*starts, len(points)]), one.color, one.width_mm, closed=True)
    ring = np.array([0, len(RING)])
    dot = (
        Area(RING * POINT_RADIUS_MM, ring, "#ffffff"),
        Stroke(RING * POINT_RADIUS_MM, ring, one.color, 0.15, closed=True),
    )
    return Group((line, Stamps(paper, dot)))


def _numbers(one: Survey, points: list[BoundaryPoint], paper: np.ndarray, size: float, atlas: Atlas) -> list[Ink]:
    """Write the numbers beyond the corners, away from the inside."""
    found: list[Ink] = []
    for at, point in enumerate(points):
        ring = [number for number, other in enumerate(points) if other.ring == point.ring]
        place = ring.index(at)
        before, after = paper[ring[place - 1]] - paper[at], paper[ring[(place + 1) % len(ring)]] - paper[at]
        ways = [way / max(float(np.hypot(*way)), 1e-9) for way in (before, after)]
        away = -(ways[0] + ways[1])
        far = float(np.hypot(*away))
        turn = ways[0][0] * ways[1][1] - ways[0][1] * ways[1][0]
        # rings go clockwise on the ground and on paper: a corner that turns inwards has its outside on the other side
        way = away / far if far > 0.05 else np.array([ways[1][1], -ways[1][0]])
        if far > 0.05 and turn > 0:
            way = -way
        words = f"{one.prefix}{point.number}"
        long = atlas.face.length(words, size)
        x, y = (paper[at] + way * (size * 0.75 + long * 0.35 * abs(way[0]))).tolist()
        found.append(Writing(words, x - long / 2, y + size * 0.36, size, one.color, "#ffffff", HALO_MM))
    return found


def _lengths(points: list[BoundaryPoint], paper: np.ndarray, size: float, atlas: Atlas) -> list[Ink]:
    """Write each side's length along it, on the inside."""
    found: list[Ink] = []
    for at, point in enumerate(points):
        to = paper[next_of(points, at).number - 1]
        way = to - paper[at]
        long = float(np.hypot(*way))
        words = f"{point.length_m:.2f}"
        if long < max(LEAST_SIDE_MM, atlas.face.length(words, size) * 1.15):
            continue
        inside = np.array([-way[1], way[0]]) / long  # the right hand of who goes clockwise on paper
        found.append(_along(words, (paper[at] + to) / 2 + inside * size * 0.75, way, size, atlas))
    return found


def _neighbours(
    subject: Subject, points: list[BoundaryPoint], paper: np.ndarray, size: float, atlas: Atlas
) -> list[Ink]:
    """Write beyond the sides what lies there, each once for sides that follow each other."""
    names = neighbours(subject, points, atlas)
    longest: dict[str, tuple[float, int]] = {}
    for at, name in enumerate(names):
        to = paper[next_of(points, at).number - 1]
        long = float(np.hypot(*(to - paper[at])))
        if name and long > longest.get(name, (0.0, 0))[0]:
            longest[name] = long, at
    found: list[Ink] = []
    for name, (long, at) in longest.items():
        to = paper[next_of(points, at).number - 1]
        way = to - paper[at]
        if atlas.face.length(name, size) > max(long * 1.6, 12.0):
            name = name[-8:] if name[-5:].isdigit() else name[:8]
        outside = np.array([way[1], -way[0]]) / max(long, 1e-9)
        found.append(_along(name, (paper[at] + to) / 2 + outside * size * 1.1, way, size, atlas))
    return found


def neighbours(subject: Subject, points: list[BoundaryPoint], atlas: Atlas) -> list[str]:
    """Give what lies beyond each side: the code of a parcel of the same theme, or the name of a road within 40 m."""
    places = beyond(points, subject.shape)
    found = _codes(subject, places, atlas)
    roads = atlas.drawable("roads")
    if roads is None:
        return found
    return [name or _road(place, atlas) for name, place in zip(found, places, strict=True)]


def _codes(subject: Subject, places: np.ndarray, atlas: Atlas) -> list[str]:
    layer = atlas.drawable(subject.theme)
    if layer is None:
        return [""] * len(places)
    _, shapes, codes = _near(layer.theme.name, subject, atlas, "code")
    found = []
    for x, y in places.tolist():
        met = [code for shape, code in zip(shapes, codes, strict=True) if shapely.contains_xy(shape, x, y)]
        own = subject.values.get("code", "")
        found.append(next((str(code) for code in met if code and str(code) != own), ""))
    return found


def _road(place: np.ndarray, atlas: Atlas) -> str:
    if not np.isfinite(place).all():
        return ""
    around = Subject(extent=(place[0] - 40, place[1] - 40, place[0] + 40, place[1] + 40))
    _, shapes, names = _near("roads", around, atlas, "name")
    if not len(shapes):
        return ""
    far = shapely.distance(shapes, shapely.points(*place))
    at = int(np.argmin(far))
    return str(names[at] or "") if far[at] <= 40 else ""


def _near(theme: str, subject: Subject, atlas: Atlas, field: str) -> tuple[np.ndarray, np.ndarray, list[object]]:
    """Give the rows of a theme around a place, with a field."""
    layer = atlas.drawable(theme)
    empty = np.empty(0, np.int64), np.empty(0, object), list[object]()
    if layer is None or subject.extent is None:
        return empty
    prepared = layer.prepared
    xmin, ymin, xmax, ymax = subject.extent
    bounds = prepared.chunk_bounds
    hit = (bounds[:, :2] <= (xmax + 5, ymax + 5)).all(axis=1) & (bounds[:, 2:] >= (xmin - 5, ymin - 5)).all(axis=1)
    spans = [np.arange(prepared.chunk[one], prepared.chunk[one + 1]) for one in np.flatnonzero(hit)]
    if not spans:
        return empty
    pieces = np.concatenate(spans)
    centre, size = prepared.centre[pieces] + np.array(prepared.origin), prepared.size[pieces, None]
    low, high = centre - size, centre + size
    inside = (low <= (xmax + 5, ymax + 5)).all(axis=1) & (high >= (xmin - 5, ymin - 5)).all(axis=1)
    fids = np.unique(prepared.fid[pieces[inside]])
    table = atlas.store.read(layer.theme, fids, [field], geometry=True)
    assert table.geometry is not None and table.fid is not None
    return table.fid, table.geometry, list(table.columns[field])


def _area(subject: Subject, at: Place, size: float, atlas: Atlas) -> list[Ink]:
    """Write code and area within the parcel."""
    inner = shapely.point_on_surface(subject.shape)
    x, y = at.paper(np.array([(inner.x, inner.y)]))[0].tolist()
    lines = [subject.values.get("code", ""), f"{subject.shape.area:.2f} m²"]
    found: list[Ink] = []
    for row, words in enumerate(one for one in lines if one):
        long = atlas.face.length(words, size * 1.1)
        found.append(
            Writing(words, x - long / 2, y + (row - 0.2) * size * 1.5, size * 1.1, "#d60000", "#ffffff", HALO_MM)
        )
    return found


def _along(words: str, middle: np.ndarray, way: np.ndarray, size: float, atlas: Atlas) -> Writing:
    angle = (math.degrees(math.atan2(way[1], way[0])) + 90) % 180 - 90
    turn = math.radians(angle)
    across, down = -atlas.face.length(words, size) / 2, size * 0.36
    x = float(middle[0]) + across * math.cos(turn) - down * math.sin(turn)
    y = float(middle[1]) + across * math.sin(turn) + down * math.cos(turn)
    return Writing(words, x, y, size, "#202020", "#ffffff", HALO_MM, angle)
