"""Wherever a file comes from and whatever it says: what is not asked about lies where it truly is."""

import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference import Declared, weigh
from kangbashi_gis.importing import georeference
from kangbashi_gis.model.diagnosis import Severity

WORKSPACE = "EPSG:4546"
BOX = (392_000.0, 4_383_000.0, 400_000.0, 4_389_000.0)
OURS = ["EPSG:4546", "EPSG:4545", "EPSG:4525", "EPSG:4497", "EPSG:4548", "EPSG:32649", "EPSG:4490", "EPSG:3857"]
OLD = ["EPSG:2382", "EPSG:2361", "EPSG:2434", "EPSG:4214", "EPSG:4610"]
RNG = np.random.default_rng(9)
KNOWN = np.column_stack((RNG.uniform(BOX[0], BOX[2], 900), RNG.uniform(BOX[1], BOX[3], 900)))


def projected(source: str, target: str, points: np.ndarray) -> np.ndarray:
    way = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return np.column_stack(way.transform(points[:, 0], points[:, 1]))


def degrees_of(crs: str) -> str:
    geodetic = pyproj.CRS(crs).geodetic_crs
    assert geodetic is not None
    return geodetic.to_wkt()


def fits_here(said: str, numbers: np.ndarray) -> bool:
    for points in (numbers, numbers[:, ::-1]):
        lonlat = projected(said, degrees_of(said), points)
        if np.abs(lonlat - (109.79, 39.607)).max() < 0.3:
            return True
    return False


@pytest.mark.parametrize("base", ["同一批点", "空"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    place=st.sampled_from([(109.79, 39.607), (115.79, 39.6), (87.6, 43.8), (121.5, 31.2), (-71.1, 42.4), (2.3, 48.8)]),
    crs=st.sampled_from(OURS + OLD),
    said=st.sampled_from([None, "", *OURS, *OLD]),
    swapped=st.booleans(),
)
def test_nothing_is_silently_wrong(
    base: str, place: tuple[float, float], crs: str, said: str | None, swapped: bool
) -> None:
    here = place == (109.79, 39.607)
    degrees = projected(WORKSPACE, "EPSG:4326", KNOWN[:60])
    degrees += 0.0 if here else np.array(place) - degrees.mean(axis=0)
    # an old datum is written as if it were WGS 84: then it is not where the numbers say
    numbers = projected(degrees_of(crs), crs, degrees)
    if not np.isfinite(numbers).all():
        return
    if base == "空" and here and said and fits_here(said, numbers):
        return  # UTM for a zone of ours, or another datum: without a base the file's own word is all there is
    frame = Frame(WORKSPACE, BOX, corners=KNOWN if base == "同一批点" else np.empty((0, 2)))
    text = {None: None, "": pyproj.CRS(crs).to_wkt("WKT1_ESRI")}.get(said, said)
    written = numbers[:, ::-1] if swapped else numbers
    answer, findings = weigh(written, Declared(text), frame)
    if answer.detected is None or any(one.severity is Severity.QUESTION for one in findings):
        return
    assert answer.detected.crs not in OLD
    chosen = answer.detected
    move = georeference.between(chosen.crs, WORKSPACE, chosen.swapped, chosen.unit).move
    placed = written if move is None else move(written)
    truth = projected("EPSG:4326", WORKSPACE, degrees)
    assert np.abs(placed - truth).max() < 1.0
