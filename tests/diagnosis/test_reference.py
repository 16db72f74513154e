"""The CRS of a layer is known, or it is asked: never the datum from where a layer lies, never silently wrong."""

from collections.abc import Mapping

import numpy as np
import pyproj
import pytest

from kangbashi_gis.diagnoses import words
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference import Declared, weigh
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.diagnosis import Finding, ReferenceAnswer, Severity

WORKSPACE = "EPSG:4546"
BOX = (394_000.0, 4_385_000.0, 398_000.0, 4_388_000.0)
NOTHING = Declared(None)
LONLAT = Declared("EPSG:4326", guessed=True)
GEOJSON = Declared("EPSG:4326", assumed=True)


def scattered(count: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.column_stack((rng.uniform(BOX[0], BOX[2], count), rng.uniform(BOX[1], BOX[3], count)))


HOUSES = scattered(400, 1)
EMPTY = Frame(WORKSPACE)
KNOWN = Frame(WORKSPACE, BOX)
BUILT = Frame(WORKSPACE, BOX, corners=np.vstack((HOUSES, scattered(3000, 2))))


def into(crs: str, points: np.ndarray = HOUSES) -> np.ndarray:
    way = pyproj.Transformer.from_crs(WORKSPACE, crs, always_xy=True)
    return np.column_stack(way.transform(points[:, 0], points[:, 1]))


DEGREES = into("EPSG:4490")
MOVED = HOUSES + np.array([40.6, 36.5])  # as Beijing 1954 lies here


def packed(degrees: np.ndarray) -> np.ndarray:
    whole = np.floor(degrees)
    minutes = np.floor((degrees - whole) * 60)
    return whole + minutes / 100 + ((degrees - whole) * 60 - minutes) * 60 / 10_000


def wkt(code: int) -> Declared:
    return Declared(pyproj.CRS(code).to_wkt("WKT1_ESRI"))


def asked(found: tuple[ReferenceAnswer, tuple[Finding, ...]]) -> bool:
    return any(one.severity is Severity.QUESTION for one in found[1])


def codes(found: tuple[ReferenceAnswer, tuple[Finding, ...]]) -> set[str]:
    return {one.code for one in found[1]}


FORMS: Mapping[str, tuple[np.ndarray, str, bool, str]] = {
    "米": (HOUSES, "EPSG:4546", False, ""),
    "北在前": (HOUSES[:, ::-1], "EPSG:4546", True, ""),
    "3 度带号": (into("EPSG:4525"), "EPSG:4525", False, ""),
    "6 度带号": (into("EPSG:4497"), "EPSG:4497", False, ""),
    "邻带": (into("EPSG:4545"), "EPSG:4545", False, ""),
    "邻带带号": (into("EPSG:4524"), "EPSG:4524", False, ""),
    "英尺": (HOUSES / 0.3048, "EPSG:4546", False, "foot"),
    "千米": (HOUSES / 1000, "EPSG:4546", False, "kilometre"),
    "UTM": (into("EPSG:32649"), "EPSG:32649", False, ""),
    "度": (DEGREES, "EPSG:4490", False, ""),
    "纬度在前": (DEGREES[:, ::-1], "EPSG:4490", True, ""),
    "度分秒": (packed(DEGREES), "EPSG:4490", False, "dms"),
    "百万分之一度": (np.round(DEGREES * 1e6), "EPSG:4490", False, "microdegree"),
    "火星坐标": (web_maps.to_gcj02(DEGREES), "GCJ-02", False, ""),
    "百度坐标": (web_maps.to_bd09(DEGREES), "BD-09", False, ""),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_meets_the_base_is_settled_in_whatever_form_it_comes(form: str) -> None:
    points, crs, swapped, unit = FORMS[form]
    answer, findings = weigh(points, NOTHING, BUILT)
    assert answer.detected is not None
    assert (answer.detected.crs, answer.detected.swapped, answer.detected.unit) == (crs, swapped, unit)
    assert answer.source == "inferred"
    assert not asked((answer, findings))
    assert answer.detected.box == pytest.approx((*HOUSES.min(axis=0), *HOUSES.max(axis=0)), abs=0.2)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("frame", [KNOWN, EMPTY])
def test_without_a_base_the_same_files_are_asked_about(form: str, frame: Frame) -> None:
    points, crs, swapped, unit = FORMS[form]
    found = weigh(points, NOTHING, frame)
    assert found[0].detected is None
    assert asked(found)
    if crs in web_maps.CORRECTIONS:
        assert crs in {one.crs for one in found[0].candidates}
    elif frame is KNOWN:
        first = found[0].candidates[0]
        assert (first.crs, first.swapped, first.unit) == (crs, swapped, unit)


def test_every_datum_is_offered_with_ours_first_and_no_box_where_no_way_is_known() -> None:
    answer, _ = weigh(HOUSES, NOTHING, KNOWN)
    assert [one.crs for one in answer.candidates[:3]] == ["EPSG:4546", "EPSG:2382", "EPSG:2434"]
    assert [one.box is None for one in answer.candidates[:3]] == [False, True, True]


def test_that_three_and_six_degree_zones_agree_here_is_told_not_asked() -> None:
    _, findings = weigh(HOUSES, NOTHING, BUILT)
    same = next(one for one in findings if one.code == "reference_same_numbers")
    assert same.severity is Severity.INFO
    assert same.values["same"] == "EPSG:4508"


def test_random_points_in_a_dense_layer_prove_nothing() -> None:
    dense = Frame(WORKSPACE, BOX, corners=scattered(60_000, 3))
    assert asked(weigh(scattered(2000, 4), NOTHING, dense))


def test_a_regular_grid_proves_nothing() -> None:
    """Moved by one mesh it agrees as well."""
    x, y = np.meshgrid(np.arange(394_003.0, 397_000, 40), np.arange(4_385_007.0, 4_387_900, 40))
    grid = np.column_stack((x.ravel(), y.ravel()))
    assert asked(weigh(grid, NOTHING, Frame(WORKSPACE, BOX, corners=grid)))


def test_the_corners_of_a_kilometre_grid_prove_nothing() -> None:
    """They are the same numbers in every datum."""
    rng = np.random.default_rng(5)
    grid = np.unique(rng.integers(0, 60, (60, 2)), axis=0) * 50.0 + np.array([394_000.0, 4_385_000.0])
    assert asked(weigh(grid, NOTHING, Frame(WORKSPACE, BOX, corners=grid)))


def test_many_points_around_one_corner_prove_nothing() -> None:
    swarm = HOUSES[0] + np.random.default_rng(8).uniform(-0.4, 0.4, (60, 2))
    assert asked(weigh(swarm, NOTHING, BUILT))


def test_nineteen_points_are_too_few() -> None:
    assert asked(weigh(HOUSES[:19], NOTHING, BUILT))
    assert not asked(weigh(HOUSES[:25], NOTHING, BUILT))


def test_a_layer_that_agrees_once_it_is_moved_is_of_another_datum() -> None:
    found = weigh(MOVED, NOTHING, BUILT)
    assert asked(found)
    moved = next(one for one in found[1] if one.code == "reference_moved")
    assert moved.values["shift_m"] == pytest.approx(54.6, abs=0.2)
    assert moved.values["azimuth"] == 48
    assert found[0].candidates[0].crs == "EPSG:2382"


def test_its_own_word_is_believed_where_it_fits() -> None:
    answer, findings = weigh(HOUSES, wkt(4546), KNOWN)
    assert answer.detected is not None
    assert (answer.detected.crs, answer.source) == ("EPSG:4546", "prj")
    assert answer.detected.confidence < 0.99
    assert [(one.code, one.severity) for one in findings] == [("reference_unconfirmed", Severity.INFO)]


@pytest.mark.parametrize(
    ("points", "declared", "frame", "code"),
    [
        (HOUSES, wkt(4545), KNOWN, "reference_here_or_there"),
        (HOUSES, wkt(4326), KNOWN, "reference_metres_as_degrees"),
        (DEGREES, wkt(4546), KNOWN, "reference_degrees_as_metres"),
        (into("EPSG:4524"), wkt(4525), KNOWN, "reference_misfit"),
        (HOUSES / 1000, wkt(4546), KNOWN, "reference_unit_misfit"),
        (HOUSES / 1000, wkt(4525), KNOWN, "reference_unit_and_misfit"),
        (HOUSES / 1000, wkt(4490), KNOWN, "reference_unit_and_misfit"),
        (HOUSES, wkt(2382), KNOWN, "reference_no_shift"),
        (HOUSES, wkt(2434), KNOWN, "reference_no_shift"),
        (HOUSES, wkt(2382), BUILT, "reference_contradicted"),
        (MOVED, wkt(4546), BUILT, "reference_shifted"),
        (web_maps.to_gcj02(DEGREES), wkt(4326), BUILT, "reference_web_likely"),
        (np.vstack((HOUSES, into("EPSG:4545")[:40])), wkt(4546), KNOWN, "reference_mixed"),
    ],
)
def test_a_word_that_does_not_fit_is_asked_about(
    points: np.ndarray, declared: Declared, frame: Frame, code: str
) -> None:
    found = weigh(points, declared, frame)
    assert code in {one.code for one in found[1] if one.severity is Severity.QUESTION}


@pytest.mark.parametrize(
    ("points", "declared", "crs", "swapped"),
    [
        (HOUSES[:, ::-1], wkt(4546), "EPSG:4546", True),
        (into("EPSG:4525"), wkt(4546), "EPSG:4525", False),
        (HOUSES, wkt(4525), "EPSG:4546", False),
        (DEGREES[:, ::-1], wkt(4490), "EPSG:4490", True),
    ],
)
def test_other_axes_and_zone_numbers_are_put_right_as_the_datum_stays(
    points: np.ndarray, declared: Declared, crs: str, swapped: bool
) -> None:
    found = weigh(points, declared, KNOWN)
    assert found[0].detected is not None
    assert (found[0].detected.crs, found[0].detected.swapped) == (crs, swapped)
    assert codes(found) & {"reference_axes", "reference_prefix"}


def test_geojson_is_asked_about_unless_the_base_proves_it() -> None:
    """By its format it is WGS 84; but what is taken from a web map is written so as well, and half a kilometre away."""
    found = weigh(DEGREES, GEOJSON, KNOWN)
    assert asked(found)
    assert [one.crs for one in found[0].candidates] == ["EPSG:4326", "GCJ-02", "BD-09"]
    assert not asked(weigh(DEGREES, GEOJSON, BUILT))
    boston = weigh(np.array([[-71.1, 42.4], [-71.0, 42.3]]), GEOJSON, KNOWN)
    assert {one.code for one in boston[1]} == {"reference_outside"}
    assert [one.crs for one in boston[0].candidates] == ["EPSG:4326"]


def test_degrees_with_a_prj_are_believed_with_a_warning() -> None:
    answer, findings = weigh(DEGREES, wkt(4490), KNOWN)
    assert answer.detected is not None
    assert {one.code for one in findings} == {"reference_unproven"}


def test_geojson_from_a_web_map_is_found_out_where_roads_and_buildings_are_known() -> None:
    answer, _ = weigh(web_maps.to_gcj02(DEGREES), GEOJSON, BUILT)
    assert answer.detected is not None
    assert answer.detected.crs == "GCJ-02"
    rough = into("EPSG:4490", HOUSES + np.random.default_rng(6).normal(0, 4, HOUSES.shape))
    found = weigh(web_maps.to_gcj02(rough), GEOJSON, BUILT)
    assert asked(found)
    assert found[0].candidates[0].crs == "GCJ-02"


def test_half_a_prj_is_told_and_what_it_names_goes_first() -> None:
    half = pyproj.CRS(2382).to_wkt("WKT1_ESRI")[:120]
    found = weigh(HOUSES, Declared(half), KNOWN)
    assert {"reference_broken", "reference_datum"} <= codes(found)
    assert found[0].candidates[0].crs == "EPSG:2382"


BEIJING = HOUSES + np.array([46_000.0, 40_000.0])


@pytest.mark.parametrize(
    ("points", "declared"),
    [
        (BEIJING, wkt(4548)),
        (BEIJING + np.array([39_000_000.0, 0.0]), NOTHING),
        (BEIJING, NOTHING),
        (np.array([[-71.1, 42.4], [-71.0, 42.3]]), LONLAT),
        (np.array([[-71.1, 42.4], [-71.0, 42.3]]), wkt(4326)),
        (np.array([[235_000.0, 900_000.0], [236_000.0, 901_000.0]]), NOTHING),
    ],
)
def test_a_layer_from_elsewhere_is_never_pulled_into_the_district(points: np.ndarray, declared: Declared) -> None:
    found = weigh(points, declared, BUILT)
    assert found[0].detected is None
    assert asked(found)


def test_a_layer_of_the_whole_province_lies_around_the_district() -> None:
    found = weigh(np.array([[97.0, 37.5], [126.0, 53.0], [110.0, 40.0]]), wkt(4490), KNOWN)
    assert not asked(found)


def test_what_a_person_states_is_not_asked_again() -> None:
    found = weigh(HOUSES / 0.3048, Declared("EPSG:4546", stated=True, unit="foot"), KNOWN)
    assert not asked(found)
    assert found[0].detected is not None
    assert (found[0].source, found[0].detected.unit) == ("asked", "foot")
    assert asked(weigh(HOUSES, Declared("EPSG:2382", stated=True), KNOWN))


def test_points_that_are_no_places_have_no_reference() -> None:
    nowhere = np.array([[np.nan, 1.0], [0.0, 0.0], [1e300, 2.0], [np.inf, -np.inf]])
    assert weigh(nowhere, NOTHING, KNOWN) == (ReferenceAnswer(None, "none"), ())


def test_everything_found_has_its_words() -> None:
    every = [(form[0], said) for form in FORMS.values() for said in (NOTHING, wkt(4546), wkt(2434), GEOJSON)]
    for points, declared in every:
        answer, findings = weigh(points, declared, KNOWN)
        for one in findings:
            assert all(words(one.code, {"count": one.count, **one.values}, lang)[0] for lang in ("zh", "en"))
        assert all(words(one.why, one.values)[0] for one in answer.candidates)
