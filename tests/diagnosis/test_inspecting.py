"""One file looked into from end to end."""

import re
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from kangbashi_gis.diagnoses import DIAGNOSES
from kangbashi_gis.diagnosis.apart import Apart
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.inspecting import Request, inspect, on_the_map
from kangbashi_gis.diagnosis.plain import from_plain, to_plain
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.diagnosis import FileReport, Finding, ReferenceAnswer, Severity, Verdict
from kangbashi_gis.progress import silent
from tests.conftest import X, Y
from tests.diagnosis.conftest import Writer

PACKAGE = Path(__file__).resolve().parents[2] / "kangbashi_gis"


def look(path: Path, frame: Frame, **options: object) -> FileReport:
    return inspect(Request(path, path.name, None, ImportOptions(**options)), frame, silent)  # type: ignore[arg-type]


def codes(report: FileReport) -> set[str]:
    return {one.code for layer in report.layers for one in layer.findings} | {one.code for one in report.findings}


def test_a_good_shapefile_is_ready(shapefile: Writer, frame: Frame) -> None:
    report = look(shapefile(), frame)
    layer = report.layers[0]
    assert report.verdict is Verdict.READY
    assert (layer.name, layer.geometry, layer.features, layer.theme) == ("宗地", "polygon", 12, "parcels")
    assert layer.encoding.detected == "GB18030"
    assert layer.crs.detected is not None
    assert layer.crs.detected.crs == "EPSG:4546"
    assert {one.name: one.theme_field for one in layer.fields} == {"ZDDM": "code", "坐落": "address"}


def test_nothing_is_written_beside_a_file_and_the_file_stays_as_it_is(shapefile: Writer, frame: Frame) -> None:
    path = shapefile()
    path.with_suffix(".shx").unlink()
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    look(path, frame)
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


def test_without_a_prj_the_datum_is_asked_and_never_guessed(shapefile: Writer, frame: Frame) -> None:
    report = look(shapefile(crs=None), frame)
    layer = report.layers[0]
    assert report.verdict is Verdict.QUESTION
    assert layer.crs.detected is None
    assert layer.crs.candidates[0].crs == "EPSG:4546"
    assert {"EPSG:2382", "EPSG:2434"} <= {one.crs for one in layer.crs.candidates}


def test_an_answer_settles_the_question(shapefile: Writer, frame: Frame) -> None:
    report = look(shapefile(crs=None), frame, crs="EPSG:4546")
    assert report.verdict is Verdict.READY
    assert report.layers[0].crs.source == "asked"


def test_a_file_cut_off_is_broken_with_the_sentence_of_the_import(shapefile: Writer, frame: Frame) -> None:
    path = shapefile()
    path.write_bytes(path.read_bytes()[:300])
    report = look(path, frame)
    assert report.verdict is Verdict.BROKEN
    message, hint = worded(report.findings[0])
    assert path.name in message
    assert str(path.parent) not in message
    assert hint


def test_every_layer_of_a_geopackage_is_looked_into(tmp_path: Path, frame: Frame) -> None:
    path = tmp_path / "两层.gpkg"
    shapes = shapely.to_wkb(np.array([shapely.box(X, Y, X + 9, Y + 9)]))
    for layer in ("宗地", "建筑"):
        pyogrio.raw.write(
            path, shapes, [np.array(["甲"], object)], np.array(["名称"], object), layer=layer,
            geometry_type="Polygon", crs="EPSG:4546", driver="GPKG", append=path.exists(),
        )  # fmt: skip
    assert [one.name for one in look(path, frame).layers] == ["宗地", "建筑"]


def test_overlaps_are_told_with_their_places(tmp_path: Path, frame: Frame) -> None:
    path = tmp_path / "重叠.geojson"
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array([shapely.box(X, Y, X + 20, Y + 20), shapely.box(X + 15, Y, X + 40, Y + 20)])),
        [np.array(["1", "2"], object)], np.array(["编号"], object), geometry_type="Polygon", crs="EPSG:4546",
        driver="GeoJSON", RFC7946="NO",
    )  # fmt: skip
    report = look(path, frame)
    found = next(one for one in report.layers[0].findings if one.code == "shape_overlap")
    assert found.count == 1
    assert found.values["area_m2"] == "100.00"
    assert shapely.box(X + 15, Y, X + 20, Y + 20).contains(shapely.Point(found.places[0]))


def test_a_report_survives_the_way_to_another_process(shapefile: Writer, frame: Frame) -> None:
    report = look(shapefile(crs=None), frame)
    assert from_plain(FileReport, to_plain(report)) == report


def test_a_process_of_its_own_gives_the_same_report_and_outlives_bad_files(
    shapefile: Writer, frame: Frame, tmp_path: Path
) -> None:
    good, bad = shapefile(), tmp_path / "坏.gpkg"
    bad.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with Apart(frame) as reader:
        broken = reader.inspect(Request(bad, bad.name), silent)
        report = reader.inspect(Request(good, good.name), silent)
    assert broken.verdict is Verdict.BROKEN
    assert report == look(good, frame)


def test_a_reader_that_is_killed_by_a_file_is_told_and_the_next_file_is_read(shapefile: Writer, frame: Frame) -> None:
    path = shapefile()
    with Apart(frame) as reader:
        reader.inspect(Request(path, path.name), silent)
        reader._process.kill()
        reader._process.join()
        fallen = reader.inspect(Request(path, path.name), silent)
        report = reader.inspect(Request(path, path.name), silent)
    assert codes(fallen) == {"file_crash"}
    assert report.verdict is Verdict.READY


def test_a_zip_in_a_folder_is_looked_into(shapefile: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kangbashi_gis.operations.inspecting import inspect_files

    path = shapefile()
    folder = tmp_path / "收到"
    folder.mkdir()
    with zipfile.ZipFile(folder / "七月.zip", "w") as packed:
        for one in path.parent.glob("宗地.*"):
            packed.write(one, f"成果/{one.name}")
    shutil.copy(path.with_suffix(".dbf"), folder / "属性.dbf")
    (folder / "说明.docx").write_bytes(b"PK not data")
    found = inspect_files(None, [folder], None, ImportOptions(), silent)
    assert [one.file for one in found.files] == ["收到/七月.zip/成果/宗地.shp", "收到/属性.dbf"]
    assert found.skipped == ("收到/说明.docx",)


def test_every_finding_has_words_in_both_languages() -> None:
    used = set()
    for source in (PACKAGE / "diagnosis").glob("*.py"):
        used |= set(
            re.findall(r'"((?:encoding|reference|field|row|shape|file)_[a-z0-9_]+)"', source.read_text("utf-8"))
        )
    assert len(used) > 40
    assert used <= set(DIAGNOSES)
    for one in DIAGNOSES.values():
        assert one.zh
        assert one.en
        assert bool(one.zh_action) == bool(one.en_action)


def test_places_are_told_where_they_lie_on_the_map_whatever_crs_the_file_is_in(tmp_path: Path, frame: Frame) -> None:
    square = shapely.box(X, Y, X + 20, Y + 20)
    bow = shapely.Polygon([(X + 50, Y), (X + 70, Y + 20), (X + 70, Y), (X + 50, Y + 20)])
    way = pyproj.Transformer.from_crs("EPSG:4546", "EPSG:4490", always_xy=True)
    shapes = np.array(
        [shapely.transform(one, lambda xy: np.column_stack(way.transform(*xy.T))) for one in (square, bow)]
    )
    path = tmp_path / "宗地.gpkg"
    pyogrio.raw.write(
        path, shapely.to_wkb(shapes), [np.array(["P1", "P2"], object)], np.array(["宗地代码"], object),
        geometry_type="Polygon", crs="EPSG:4490",
    )  # fmt: skip
    (layer,) = look(path, frame).layers
    (place,) = next(one.places for one in layer.findings if one.code == "shape_invalid")
    assert place == pytest.approx((X + 60, Y + 10), abs=0.5)


def test_places_of_a_layer_that_lies_nobody_knows_where_are_not_told(frame: Frame) -> None:
    finding = Finding("shape_invalid", Severity.WARNING, 1, {}, (1,), ((3.0, 4.0),))
    assert on_the_map(finding, ReferenceAnswer(None, "asked"), frame).places == ()
