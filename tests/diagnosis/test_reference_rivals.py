"""What a person has stated is taken; what fits better, or as well, is said."""

import numpy as np

from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference import Declared, weigh
from kangbashi_gis.model import crs as references
from kangbashi_gis.model.diagnosis import Severity

OURS, UTM = "EPSG:4546", "EPSG:32649"
CENTRE = np.array([396_000.0, 4_386_000.0])
SPREAD = np.random.default_rng(7)
DOORS = CENTRE + SPREAD.uniform(-400, 400, (200, 2))
TOWN = Frame(OURS, (390_000.0, 4_380_000.0, 402_000.0, 4_392_000.0), DOORS + SPREAD.uniform(5, 15, (200, 2)))
BARE = Frame(OURS, TOWN.box)


def as_utm(points: np.ndarray) -> np.ndarray:
    way = references.transformer("EPSG:4490", "EPSG:32649")
    return np.column_stack(way.transform(*references.transformer(OURS, "EPSG:4490").transform(*points.T)))


def told(points: np.ndarray, crs: str, frame: Frame) -> dict[str, Severity]:
    answer, findings = weigh(points, Declared(crs, stated=True), frame)
    assert answer.detected is not None
    assert answer.detected.crs == crs
    return {one.code: one.severity for one in findings if one.code.startswith("reference_fits")}


def test_another_reading_that_brings_the_layer_to_what_is_there_is_warned_of() -> None:
    assert told(as_utm(DOORS), OURS, TOWN) == {"reference_fits_better": Severity.WARNING}


def test_a_rare_reading_that_fits_as_well_as_the_stated_one_is_good_to_know() -> None:
    assert told(DOORS, OURS, BARE) == {"reference_fits_too": Severity.INFO}


def test_a_common_reading_that_fits_as_well_as_a_rare_one_that_was_stated_is_warned_of() -> None:
    assert told(as_utm(DOORS), UTM, BARE) == {"reference_fits_too": Severity.WARNING}


def test_what_was_stated_and_meets_what_is_there_is_not_warned_of() -> None:
    assert Severity.WARNING not in told(DOORS, OURS, TOWN).values()


def test_in_an_empty_workspace_nothing_is_said() -> None:
    assert told(DOORS, OURS, Frame(OURS)) == {}
