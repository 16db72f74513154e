"""Files from the city, from all over China and from the world, in CRSs of all kinds, tried on a Kangbashi workspace.

Whatever comes without asking has to lie where it truly is; asking is never wrong here. Made from a fixed seed.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyproj

from benchmarks.corpus.reference_files import WORKSPACE, Case, Form, town, write_shp
from benchmarks.corpus.references import frame, outcome, weighed
from benchmarks.corpus.trials import Trial

SEED = 20261124
FILES, QUICK_FILES = 400, 5
CHINA, WORLD = (75.0, 20.0, 134.0, 50.0), (-170.0, -75.0, 170.0, 75.0)
CODES = (
    *(f"EPSG:{code}" for code in range(4534, 4555)),
    *(f"EPSG:{code}" for code in range(4513, 4534)),
    *(f"EPSG:{code}" for code in range(4491, 4513)),
    *(f"EPSG:{code}" for code in range(32601, 32661)),
    "EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:3395", "EPSG:6933",
)  # fmt: skip
OLD = (
    "EPSG:2382",
    "EPSG:2384",
    "EPSG:2361",
    "EPSG:2434",
    "EPSG:2436",
    "EPSG:2413",
    "EPSG:4214",
    "EPSG:4610",
    "EPSG:4267",
)
KNOWN = town()
SAYING = ("none", "right", "other", "half", "latitude first")


def trials(folder: Path, quick: bool) -> Iterator[Trial]:
    """Yield how each file fared."""
    rng = np.random.default_rng(SEED)
    for number in range(QUICK_FILES if quick else FILES):
        case = case_at(folder / f"别处{number}.shp", rng)
        if case is None:
            continue
        answer, findings, points = weighed(case.path, frame(case.base, KNOWN))
        yield Trial(case.path.name, None, outcome(case, answer, findings, points))


def case_at(path: Path, rng: np.random.Generator) -> Case | None:
    """Write one file; None where the place cannot be written in the CRS that came up."""
    code = str(rng.choice(CODES if rng.random() < 0.8 else OLD))
    places = _places(rng, code)
    numbers = _projected("EPSG:4326", _degrees_of(code), places)
    numbers = _projected(_degrees_of(code), code, numbers)
    if not np.isfinite(numbers).all():
        return None
    saying = str(rng.choice(SAYING))
    swapped = saying == "latitude first"
    if swapped:
        numbers = numbers[:, ::-1]
    base = str(rng.choice(["same", ""]))
    prj = {"none": None, "right": _wkt(code), "half": _wkt(code)[:80], "latitude first": _wkt(code)}
    said = prj[saying] if saying in prj else _wkt(str(rng.choice(CODES)))
    # an old datum is not where WGS 84 has it: no place in the workspace is right
    truth = _projected("EPSG:4326", WORKSPACE, places) if code in CODES else np.full_like(places, np.inf)
    form = Form(code, lambda points: points, swapped)
    return Case(write_shp(path, numbers, said), truth, ((form.crs, swapped, ""),), base, False, code in CODES)


def _places(rng: np.random.Generator, code: str) -> np.ndarray:
    """Give some places in degrees: in the city, in the area of a CRS, in China, at the city's latitude, or anywhere."""
    if rng.random() < 0.25:
        return _projected(WORKSPACE, "EPSG:4326", rng.choice(KNOWN.others.reshape(-1, 2), 80, replace=False))
    kind = rng.random()
    area = pyproj.CRS(code).area_of_use
    west, south, east, north = CHINA if kind < 0.3 or area is None else WORLD if kind > 0.9 else area.bounds
    east = east if east > west else east + 360  # across the date line
    lon, lat = rng.uniform(west, east), rng.uniform(max(south, -80.0), min(north, 80.0))
    if 0.3 <= kind < 0.5:
        lat = rng.uniform(39.4, 39.8)  # the same numbers as the city, in another zone
    spread = rng.uniform(0.002, 0.05)
    lon = (lon + 180) % 360 - 180
    return np.column_stack((rng.uniform(lon, lon + spread, 80), rng.uniform(lat, lat + spread, 80)))


def _degrees_of(code: str) -> str:
    geodetic = pyproj.CRS(code).geodetic_crs
    assert geodetic is not None
    return geodetic.to_wkt()


def _projected(source: str, target: str, points: np.ndarray) -> np.ndarray:
    way = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return np.column_stack(way.transform(points[:, 0], points[:, 1]))


def _wkt(code: str) -> str:
    return pyproj.CRS(code).to_wkt("WKT1_ESRI")
