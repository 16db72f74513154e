"""Files of one made-up town in every CRS, unit and order of axes, with and without a .prj; none of the doctor's code.

The town is a few hundred houses and road bends in CGCS2000 / 3-degree zone 37 without its number. What is truly Xian
1980 or Beijing 1954 is made with a seven-parameter shift of the right size, invented: the real ones are secret.

Decidable is what a surveyor could be sure of: a file whose own word fits its numbers and whose datum has a known way
into the workspace, or a file whose points the workspace already has. Everything else has to be asked.

Of two readings with the same numbers and no witness only one can be put first, and that should be the usual one. So a
form that is rare beside its twin (an old datum beside CGCS2000, a web map beside WGS 84, survey feet beside feet) comes
once without a witness, not as often as the usual one: nearer to what a surveyor gets.
"""

import json
import math
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj

WORKSPACE = "EPSG:4546"
BOX = (392_000.0, 4_383_000.0, 400_000.0, 4_389_000.0)
HOUSES, BENDS, OTHERS = 350, 300, 350
FEW = 15  # points that the workspace has are too few to prove anything
XIAN = "+proj=tmerc +lon_0={lon} +x_0={x} +a=6378140 +b=6356755.288157528 +towgs84=24.3,-118.9,-72.4,0.4,0.9,-1.7,2.1"
BEIJING = "+proj=tmerc +lon_0={lon} +x_0={x} +ellps=krass +towgs84=15.8,-154.4,-82.3"
OWN_ZONE = "+proj=tmerc +lon_0=109.8 +x_0=500000 +ellps=GRS80 +units=m"


@dataclass(frozen=True)
class Town:
    """What is true, in the workspace's CRS: houses (n × 4 corners × 2), bends of roads, and houses nobody knows yet."""

    houses: np.ndarray
    bends: np.ndarray
    others: np.ndarray

    @property
    def corners(self) -> np.ndarray:
        """The corners that the workspace has."""
        return self.houses.reshape(-1, 2)


@dataclass(frozen=True)
class Form:
    """One way to write places. crs: the code under which it is right; unit and swapped as one would have to state."""

    crs: str
    write: Callable[[np.ndarray], np.ndarray]
    swapped: bool = False
    unit: str = ""
    ours: bool = True  # its datum has a known way into the workspace
    rare: bool = False  # beside a usual twin with the same numbers

    def numbers(self, places: np.ndarray) -> np.ndarray:
        """Give the numbers as the file has them."""
        numbers = self.write(places)
        return numbers[:, ::-1] if self.swapped else numbers


@dataclass(frozen=True)
class Case:
    """One file. truth: where its points are, in the workspace's CRS. answers: all that may be stated for it.

    base: what the workspace has: "same" houses, "other" ones, "few" of the same, or "" for none. decidable: by the
    rule above.
    """

    path: Path
    truth: np.ndarray
    answers: tuple[tuple[str, bool, str], ...]
    base: str
    decidable: bool
    ours: bool


def town(seed: int = 2016) -> Town:
    """Make the town: houses of all sizes, turned at random."""
    rng = np.random.default_rng(seed)
    return Town(_houses(rng, HOUSES), _somewhere(rng, BENDS), _houses(rng, OTHERS))


def _somewhere(rng: np.random.Generator, count: int) -> np.ndarray:
    return np.column_stack((rng.uniform(BOX[0], BOX[2], count), rng.uniform(BOX[1], BOX[3], count))).round(3)


def _houses(rng: np.random.Generator, count: int) -> np.ndarray:
    middles = _somewhere(rng, count)
    width, depth, turn = rng.uniform(8, 60, count), rng.uniform(8, 18, count), rng.uniform(0, np.pi, count)
    along = np.column_stack((np.cos(turn), np.sin(turn))) * width[:, None] / 2
    across = np.column_stack((-np.sin(turn), np.cos(turn))) * depth[:, None] / 2
    corners = [middles + first * along + second * across for first, second in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return np.stack(corners, axis=1).round(3)


# --- how places may be written -----------------------------------------------------------------


def _into(crs: str) -> Callable[[np.ndarray], np.ndarray]:
    way = pyproj.Transformer.from_crs(WORKSPACE, crs, always_xy=True)
    return lambda places: np.column_stack(way.transform(places[:, 0], places[:, 1]))


def _shifted(projection: str) -> Callable[[np.ndarray], np.ndarray]:
    """Go by degrees through a datum that is truly another one."""
    degrees = _into("EPSG:4326")
    way = pyproj.Transformer.from_crs("+proj=longlat +datum=WGS84", projection, always_xy=True)

    def write(places: np.ndarray) -> np.ndarray:
        lonlat = degrees(places)
        return np.column_stack(way.transform(lonlat[:, 0], lonlat[:, 1]))

    return write


def _gcj(lon: float, lat: float) -> tuple[float, float]:
    """Shift a place as 高德 does; the published formula, one place at a time."""
    x, y, sin = lon - 105.0, lat - 35.0, math.sin
    wave = 20.0 * sin(6.0 * x * math.pi) + 20.0 * sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave * 2.0 / 3.0
    north += (20.0 * sin(y * math.pi) + 40.0 * sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * math.pi) + 320 * sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave * 2.0 / 3.0
    east += (20.0 * sin(x * math.pi) + 40.0 * sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * math.pi) + 300.0 * sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    magic = 1 - 0.00669342162296594323 * sin(math.radians(lat)) ** 2
    root = math.sqrt(magic)
    north_deg = north * 180.0 / (6378245.0 * (1 - 0.00669342162296594323) / (magic * root) * math.pi)
    east_deg = east * 180.0 / (6378245.0 / root * math.cos(math.radians(lat)) * math.pi)
    return lon + east_deg, lat + north_deg


def _baidu(lon: float, lat: float) -> tuple[float, float]:
    """Shift a place as 百度 does."""
    x, y = _gcj(lon, lat)
    pi = math.pi * 3000.0 / 180.0
    z = math.sqrt(x * x + y * y) + 0.00002 * math.sin(y * pi)
    theta = math.atan2(y, x) + 0.000003 * math.cos(x * pi)
    return z * math.cos(theta) + 0.0065, z * math.sin(theta) + 0.006


def _by_web(shift: Callable[[float, float], tuple[float, float]]) -> Callable[[np.ndarray], np.ndarray]:
    degrees = _into("EPSG:4326")
    return lambda places: np.array([shift(lon, lat) for lon, lat in degrees(places).tolist()])


def _each(write: Callable[[float], float]) -> Callable[[np.ndarray], np.ndarray]:
    degrees = _into("EPSG:4490")
    return lambda places: np.vectorize(write)(degrees(places))


def _dms(value: float) -> float:
    seconds = round(value * 3600, 5)
    return seconds // 3600 + seconds % 3600 // 60 / 100 + seconds % 60 / 10_000


def _nmea(value: float) -> float:
    return value // 1 * 100 + value % 1 * 60


def _scaled(factor: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda places: places / factor


def _stranger(pattern: str, code: str, lon: int, x: float, swapped: bool = False) -> Form:
    return Form(code, _shifted(pattern.format(lon=lon, x=x)), swapped, ours=False, rare=True)


def forms() -> Mapping[str, Form]:
    """Give every way to write the places, by a name."""
    return {
        "米": Form("EPSG:4546", _scaled(1)),
        "北前": Form("EPSG:4546", _scaled(1), swapped=True),
        "带号37": Form("EPSG:4525", _into("EPSG:4525")),
        "带号37北前": Form("EPSG:4525", _into("EPSG:4525"), swapped=True),
        "带号19": Form("EPSG:4497", _into("EPSG:4497")),
        "邻带108": Form("EPSG:4545", _into("EPSG:4545")),
        "邻带36": Form("EPSG:4524", _into("EPSG:4524")),
        "邻带36北前": Form("EPSG:4524", _into("EPSG:4524"), swapped=True),
        "英尺": Form("EPSG:4546", _scaled(0.3048), unit="foot"),
        "测量英尺": Form("EPSG:4546", _scaled(1200 / 3937), unit="us_foot", rare=True),
        "千米": Form("EPSG:4546", _scaled(1000), unit="kilometre"),
        "UTM49": Form("EPSG:32649", _into("EPSG:32649")),
        "墨卡托": Form("EPSG:3857", _into("EPSG:3857")),
        "度": Form("EPSG:4490", _into("EPSG:4490")),
        "纬度前": Form("EPSG:4490", _into("EPSG:4490"), swapped=True),
        "度分秒": Form("EPSG:4490", _each(_dms), unit="dms"),
        "度分": Form("EPSG:4490", _each(_nmea), unit="dm"),
        "微度": Form("EPSG:4490", _each(lambda value: round(value * 1e7) / 10), unit="microdegree"),
        "火星": Form("GCJ-02", _by_web(_gcj), rare=True),
        "火星纬度前": Form("GCJ-02", _by_web(_gcj), swapped=True, rare=True),
        "百度": Form("BD-09", _by_web(_baidu), rare=True),
        "西安80": _stranger(XIAN, "EPSG:2382", 111, 500_000),
        "西安80带号": _stranger(XIAN, "EPSG:2361", 111, 37_500_000),
        "西安80北前": _stranger(XIAN, "EPSG:2382", 111, 500_000, swapped=True),
        "北京54": _stranger(BEIJING, "EPSG:2434", 111, 500_000),
        "北京54邻带": _stranger(BEIJING, "EPSG:2433", 108, 500_000),
        "地方": Form("", _into(OWN_ZONE)),
        "去前位": Form("", lambda places: places - np.array([390_000.0, 4_380_000.0])),
    }


# --- the files ---------------------------------------------------------------------------------


def cases(folder: Path, quick: bool = False) -> Iterator[Case]:
    """Write the files and yield what is true of each."""
    place, known = town(), forms()
    for name, form in known.items():
        for base in ("same", "") if quick else ("same", "few", "other", ""):
            if base == "few" and not form.ours:
                continue
            yield from _of_form(folder, (name, form), place, base)


def _of_form(folder: Path, named: tuple[str, Form], place: Town, base: str) -> Iterator[Case]:
    name, form = named
    truth = (place.others if base in ("other", "few") else place.houses).reshape(-1, 2)
    if base == "few":
        truth = np.vstack((truth[:60], place.corners[:FEW]))
    numbers = form.numbers(truth)
    start = folder / f"{name}-{base or 'none'}"
    proven = base == "same" and form.ours and bool(form.crs)

    def case(path: Path, decidable: bool) -> Case:
        return Case(path, truth, answers(form), base, decidable, form.ours)

    if form.rare and base in ("other", ""):
        if not base:
            yield case(_csv(start.with_suffix(".csv"), numbers, form), False)
        return
    yield case(_csv(start.with_suffix(".csv"), numbers, form), proven)
    yield case(write_shp(start.with_name(f"{start.name}-无说明.shp"), numbers, None), proven)
    yield case(write_shp(start.with_name(f"{start.name}-残缺.shp"), numbers, _half(form)), proven)
    if form.crs.startswith("EPSG") and not form.unit and not form.swapped:
        right = pyproj.CRS(form.crs).to_wkt("WKT1_ESRI")
        yield case(write_shp(start.with_name(f"{start.name}-说明.shp"), numbers, right), form.ours)
        yield from _lies(start, numbers, form, case)
    if form.crs in ("EPSG:4490", "GCJ-02", "BD-09") and not form.unit and not form.swapped:
        yield case(_geojson(start.with_suffix(".geojson"), numbers), proven)


def _lies(start: Path, numbers: np.ndarray, form: Form, case: Callable[[Path, bool], Case]) -> Iterator[Case]:
    """Write files whose .prj is not true, in a way that can be seen."""
    lie = {"EPSG:4546": "EPSG:4545", "EPSG:4545": "EPSG:4547", "EPSG:4525": "EPSG:4526", "EPSG:4490": "EPSG:4546"}
    if form.crs in lie:
        yield case(write_shp(start.with_name(f"{start.name}-错带.shp"), numbers, _wkt(lie[form.crs])), False)
    if form.crs == "EPSG:4546":
        yield case(write_shp(start.with_name(f"{start.name}-说成度.shp"), numbers, _wkt("EPSG:4326")), False)
        yield case(write_shp(start.with_name(f"{start.name}-说成带号.shp"), numbers, _wkt("EPSG:4525")), True)
        turned = numbers[:, ::-1]
        told = case(write_shp(start.with_name(f"{start.name}-轴反.shp"), turned, _wkt("EPSG:4546")), True)
        yield Case(told.path, told.truth, answers(form, swapped=True), told.base, True, told.ours)


def answers(form: Form, swapped: bool | None = None) -> tuple[tuple[str, bool, str], ...]:
    """Give all that is right to state: codes that have the same numbers are equally right."""
    same = {
        "EPSG:4546": ("EPSG:4546", "EPSG:4508"),
        "EPSG:4490": ("EPSG:4490", "EPSG:4326"),
        "EPSG:2382": ("EPSG:2382", "EPSG:2344"),
        "EPSG:2434": ("EPSG:2434", "EPSG:21459"),
    }
    turned = form.swapped if swapped is None else swapped
    return tuple((code, turned, form.unit) for code in same.get(form.crs, (form.crs,)))


def _wkt(code: str) -> str:
    return pyproj.CRS(code).to_wkt("WKT1_ESRI")


def _half(form: Form) -> str:
    return _wkt(form.crs)[:70] if form.crs.startswith("EPSG") else "???"


def _csv(path: Path, numbers: np.ndarray, form: Form) -> Path:
    degrees = form.crs in ("EPSG:4490", "GCJ-02", "BD-09")
    heading = "编号,经度,纬度" if degrees and not form.swapped else "编号,x,y"
    digits = 9 if degrees else 6
    lines = [heading, *(f"{place},{x:.{digits}f},{y:.{digits}f}" for place, (x, y) in enumerate(numbers.tolist(), 1))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _geojson(path: Path, numbers: np.ndarray) -> Path:
    rows = [
        {"type": "Feature", "properties": {"编号": place}, "geometry": {"type": "Point", "coordinates": one}}
        for place, one in enumerate(numbers.round(9).tolist(), 1)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False), encoding="utf-8")
    return path


def write_shp(path: Path, numbers: np.ndarray, prj: str | None) -> Path:
    """Write a point shapefile byte by byte, with a .dbf of one column."""
    shapes = [struct.pack(">2i", place, 10) + struct.pack("<i2d", 1, x, y) for place, (x, y) in enumerate(numbers, 1)]
    box = struct.pack("<8d", *numbers.min(axis=0), *numbers.max(axis=0), 0, 0, 0, 0)

    def head(words: int) -> bytes:
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i", 1000, 1) + box

    count = len(numbers)
    path.write_bytes(head(50 + 14 * count) + b"".join(shapes))
    path.with_suffix(".shx").write_bytes(
        head(50 + 4 * count) + b"".join(struct.pack(">2i", 50 + 14 * place, 10) for place in range(count))
    )
    column = struct.pack("<11sc4xBB14x", b"ID", b"N", 8, 0)
    rows = b"".join(b" " + f"{place:8d}".encode() for place in range(1, count + 1))
    start = struct.pack("<4BIHH20x", 3, 126, 1, 1, count, 65, 9)
    path.with_suffix(".dbf").write_bytes(start + column + b"\r" + rows + b"\x1a")
    if prj is not None:
        path.with_suffix(".prj").write_text(prj, encoding="utf-8")
    return path
