"""All the ways to read the numbers of a file: which CRS, which axis first, which unit; and where they would then lie.

Datums are left aside here: their numbers differ by some 100 m and so cannot be told apart by where a layer lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from kangbashi_gis.diagnosis import datum
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.errors import BadReference
from kangbashi_gis.importing import georeference
from kangbashi_gis.importing.units import UNITS, Unit
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps

NEAR_M = 20_000.0  # a neighbour's layer still belongs to the city; another zone is 250 km away
MOST = 0.9  # of the points must be possible, and lie near, for a reading to count
SAMPLE = 2000
SEED = 20161
SAME_M = 0.001
MILLION = 1e6
WIDEST_M = 700_000.0  # from the central meridian: no zone is wider
WORLD = np.array([180.0, 90.0])
MERCATOR = "EPSG:3857"
# How unlikely a reading is by itself, where several lie in the same place.
ODDS = {"metre": 0.0, "degree": 0.0, "dms": 0.2, "dm": 0.2, "kilometre": 0.1, "foot": 0.3, "us_foot": 0.35}
RARE = 0.25
ODDS_OF_UTM, ODDS_OF_MERCATOR, ODDS_OF_GCJ, ODDS_OF_BAIDU, ODDS_OF_SWAPPING = 0.25, 0.15, 0.2, 0.25, 0.02


@dataclass(frozen=True, eq=False)
class Reading:
    """One way to read the numbers.

    others: CRSs of other datums with the same numbers. same: further names of the very same numbers.
    near: the share of points in or near the frame; inside: in the frame itself. placed: the points there.
    """

    crs: str
    swapped: bool = False
    unit: str = ""
    others: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    odds: float = 0.0
    near: float = 0.0
    inside: float = 0.0
    placed: np.ndarray = field(default_factory=lambda: np.empty((0, 2)), repr=False)

    @property
    def likelihood(self) -> float:
        """How likely it is, to sort by."""
        return self.inside - self.odds

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Where the layer would lie, without what lies nowhere."""
        points = self.placed[np.isfinite(self.placed).all(axis=1)]
        if not len(points):
            return None
        return (*points.min(axis=0).tolist(), *points.max(axis=0).tolist())


def sample(points: np.ndarray, most: int = SAMPLE) -> np.ndarray:
    """Give so many of the points at most, the same ones each time."""
    if len(points) <= most:
        return points
    return np.asarray(points[np.sort(np.random.default_rng(SEED).choice(len(points), most, replace=False))])


def in_frame(points: np.ndarray, frame: Frame) -> list[Reading]:
    """Give the readings by which most points lie in or near the frame, the likeliest first."""
    found: list[Reading] = []
    for reading in _all(points, frame):
        placed = place(points, reading, frame)
        if placed is None or shares(placed, frame)[0] < MOST:
            continue
        near, inside = shares(placed, frame)
        reading = replace(reading, placed=placed, near=near, inside=inside)
        twin = next((one for one in found if _same_place(one, reading)), None)
        if twin is None:
            found.append(reading)
        elif reading.crs != twin.crs:
            found[found.index(twin)] = replace(twin, same=(*twin.same, reading.crs))
    return sorted(found, key=lambda one: -one.likelihood)


def elsewhere(points: np.ndarray, frame: Frame) -> list[Reading]:
    """Give readings that say by themselves where a layer lies, and the zones beside the frame's, likeliest first."""
    found = []
    for reading in _everywhere(points, frame):
        placed = place(points, reading, frame)
        if placed is not None and np.isfinite(placed).all(axis=1).mean() >= MOST:
            found.append(replace(reading, placed=placed))
    return sorted(found, key=lambda one: -one.likelihood)


def place(points: np.ndarray, reading: Reading, frame: Frame) -> np.ndarray | None:
    """Bring points into the frame's CRS as a reading has them; None where there is no safe way."""
    way = _way(reading.crs, frame.crs, reading.swapped, reading.unit)
    if way is None:
        return None
    with np.errstate(all="ignore"):
        return points if way.move is None else way.move(points)


@lru_cache(maxsize=256)
def _way(crs: str, target: str, swapped: bool, unit: str) -> georeference.Way | None:
    try:
        return georeference.between(crs, target, swapped, unit)
    except BadReference:
        return None


def shares(placed: np.ndarray, frame: Frame) -> tuple[float, float]:
    """Give the share of points in or near the frame, and in it."""
    box = bounds(frame)
    if box is None:
        return 0.0, 0.0
    margin = NEAR_M if frame.box is not None else 0.0
    return _share(placed, box, margin), _share(placed, box, 0.0)


@lru_cache(maxsize=16)
def bounds_of(crs: str) -> tuple[float, float, float, float] | None:
    """Give the area of a CRS; None where nobody says."""
    return references.area(crs)


def bounds(frame: Frame) -> tuple[float, float, float, float] | None:
    """Give where the workspace's data lie, or may lie in an empty one."""
    return frame.box or bounds_of(frame.crs)


def _share(placed: np.ndarray, box: tuple[float, float, float, float], margin: float) -> float:
    low, high = np.array(box[:2]) - margin, np.array(box[2:]) + margin
    with np.errstate(invalid="ignore"):
        return float(((placed >= low) & (placed <= high)).all(axis=1).mean())


def _same_place(one: Reading, other: Reading) -> bool:
    if one.swapped != other.swapped:
        return False
    with np.errstate(invalid="ignore"):  # both may lie at infinity
        apart = np.abs(one.placed - other.placed)
    return bool(np.nanmax(apart, initial=0.0) < SAME_M)


def _all(points: np.ndarray, frame: Frame) -> Iterator[Reading]:
    """Go through all readings that the numbers allow and that may lie in the frame."""
    for swapped, unit, plain in _plain(points):
        odds = ODDS.get(unit, RARE) + (ODDS_OF_SWAPPING if swapped else 0.0)
        named = "" if unit in ("metre", "degree") else unit
        basis = Reading("", swapped, named, odds=odds)
        yield from _degrees(basis, frame) if UNITS[unit].angular else _metres(basis, plain, frame)


def _plain(points: np.ndarray) -> Iterator[tuple[bool, str, np.ndarray]]:
    """Give the points by each axis order and unit for which they are possible places on Earth."""
    for unit, one in UNITS.items():
        plain = one.plain(points)
        for swapped in (False, True):
            turned = plain[:, ::-1] if swapped else plain
            if _possible(turned, one).mean() >= MOST:
                yield swapped, unit, turned


def _possible(plain: np.ndarray, unit: Unit) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        if unit.angular:
            return np.asarray((np.abs(plain) <= WORLD).all(axis=1))
        return np.asarray((np.abs(plain[:, 0]) < 6.5e7) & (np.abs(plain[:, 1]) < 1.1e7))


def _degrees(basis: Reading, frame: Frame) -> Iterator[Reading]:
    plain, *others = degrees_here(frame)
    same = ("EPSG:4326",) if plain == datum.CGCS2000.degrees else ()
    yield replace(basis, crs=plain, others=tuple(others), same=same)
    if frame_place(frame) is not None and in_china(*frame_place(frame)):  # type: ignore[misc]
        yield replace(basis, crs="GCJ-02", odds=basis.odds + ODDS_OF_GCJ)
        yield replace(basis, crs="BD-09", odds=basis.odds + ODDS_OF_BAIDU)


def degrees_here(frame: Frame) -> tuple[str, ...]:
    """Give the degrees that have a safe way into the workspace, then those of China's other datums."""
    here = datum_of(frame)
    if here is not None:
        return (here.degrees, *(one.degrees for one in datum.DATUMS if one is not here))
    try:
        references.transformer("EPSG:4326", frame.crs)
    except BadReference:
        geodetic = references.read(frame.crs).geodetic_crs
        return ((geodetic.to_wkt(),) if geodetic else ()) + ("EPSG:4326",)
    return ("EPSG:4326",)


def _metres(basis: Reading, plain: np.ndarray, frame: Frame) -> Iterator[Reading]:
    ours = datum.ZONES.get(frame.crs)
    others = _other_datums(ours) if ours else ()
    yield replace(basis, crs=frame.crs, others=others)
    middle = frame_place(frame)
    if middle is None:
        return
    if datum_of(frame) is not None:
        yield from _zones(basis, plain, frame)
    utm = 32600 + int((middle[0] + 180) // 6) + 1 + (100 if middle[1] < 0 else 0)
    yield replace(basis, crs=f"EPSG:{utm}", odds=basis.odds + ODDS_OF_UTM)
    yield replace(basis, crs=MERCATOR, odds=basis.odds + ODDS_OF_MERCATOR)


def _zones(basis: Reading, plain: np.ndarray, frame: Frame) -> Iterator[Reading]:
    """Give the zones of China that fit: by their number in the east, or by the frame's place."""
    here, middle = datum_of(frame), frame_place(frame)
    assert here is not None and middle is not None
    east = float(np.nanmedian(plain[:, 0]))
    number = int(east // MILLION)
    if number == 0:
        away, _ = offset_from_meridian(plain)
        meridian = 3 * round((middle[0] - away) / 3)
        yield from _zone(basis, here, 3, meridian, prefixed=False)
        if meridian % 6 == 3:
            yield from _zone(basis, here, 6, meridian, prefixed=False)
    elif 25 <= number <= 45:
        yield from _zone(basis, here, 3, number * 3, prefixed=True)
    elif 13 <= number <= 23:
        yield from _zone(basis, here, 6, number * 6 - 3, prefixed=True)


def _zone(basis: Reading, here: datum.Datum, width: int, meridian: int, prefixed: bool) -> Iterator[Reading]:
    if not datum.FIRST_MERIDIAN <= meridian <= datum.LAST_MERIDIAN:
        return
    code = here.zone(width, meridian, prefixed)
    yield replace(basis, crs=code, others=_other_datums(datum.ZONES[code]))


def _other_datums(zone: datum.Zone) -> tuple[str, ...]:
    return tuple(one.zone(zone.width, zone.meridian, zone.prefixed) for one in datum.DATUMS if one is not zone.datum)


def _everywhere(points: np.ndarray, frame: Frame) -> Iterator[Reading]:
    for swapped, unit, plain in _plain(points):
        basis = Reading("", swapped, "" if unit in ("metre", "degree") else unit)
        basis = replace(basis, odds=ODDS.get(unit, RARE) + (ODDS_OF_SWAPPING if swapped else 0.0))
        if unit == "degree":
            yield from _degrees(basis, frame)
        elif unit == "metre" and datum_of(frame) is not None:
            yield from _far_zones(basis, plain, frame)


def _far_zones(basis: Reading, plain: np.ndarray, frame: Frame) -> Iterator[Reading]:
    here, middle = datum_of(frame), frame_place(frame)
    assert here is not None and middle is not None
    if float(np.nanmedian(plain[:, 0])) >= MILLION:
        yield from _zones(basis, plain, frame)
        return
    away, lat = offset_from_meridian(plain)
    nearest = 3 * round(middle[0] / 3)
    for step in (0, -3, 3, -6, 6):
        if abs(away) < 4 and 15 < lat < 56:
            basis = replace(basis, odds=basis.odds + 0.05)
            yield from _zone(basis, here, 3, nearest + step, prefixed=False)


def offset_from_meridian(plain: np.ndarray) -> tuple[float, float]:
    """Give how many degrees east of its central meridian a layer without zone numbers lies, and its latitude."""
    points = plain[np.abs(plain[:, 0] - datum.FALSE_EAST_M) < WIDEST_M]
    if not len(points):
        return 0.0, 0.0
    lon, lat = references.transformer("EPSG:4534", datum.CGCS2000.degrees).transform(points[:, 0], points[:, 1])
    return float(np.median(lon)) - datum.FIRST_MERIDIAN, float(np.median(lat))


def datum_of(frame: Frame) -> datum.Datum | None:
    """Give the Chinese datum of the workspace; None for a workspace elsewhere."""
    geodetic = references.read(frame.crs).geodetic_crs
    return datum.named(f"{geodetic.name} {geodetic.datum.name if geodetic.datum else ''}") if geodetic else None


def frame_place(frame: Frame) -> tuple[float, float] | None:
    """Give lon and lat of the middle of the frame."""
    box = bounds(frame)
    if box is None:
        return None
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    lon, lat = references.to_degrees(frame.crs).transform(x, y)
    return float(lon), float(lat)


def in_china(lon: float, lat: float) -> bool:
    """Tell whether the web maps shift a place."""
    return web_maps.WEST < lon < web_maps.EAST and web_maps.SOUTH < lat < web_maps.NORTH
