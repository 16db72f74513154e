"""An import reads coordinates as the doctor reads them where it need not ask, not by another word of the file."""

import json
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from kangbashi_gis.diagnosis.inspecting import Request, inspect
from kangbashi_gis.errors import FileQuestioned, NoReference
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.themes import ENTITIES, PARCELS
from kangbashi_gis.operations.importing import ImportReport, import_file
from kangbashi_gis.operations.inspecting import frame
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_383_000.0
CRS = "EPSG:4546"


def city() -> geopandas.GeoDataFrame:
    """Make parcels of all sizes, so that they meet only where they lie upon one another."""
    sizes = np.random.default_rng(7).uniform(20, 55, (40, 2))
    boxes = [
        shapely.box(X + 97.3 * (n % 8), Y + 91.7 * (n // 8), X + 97.3 * (n % 8) + a, Y + 91.7 * (n // 8) + b)
        for n, (a, b) in enumerate(sizes)
    ]
    codes = [f"150699001001GB{n:05d}" for n in range(len(boxes))]
    return geopandas.GeoDataFrame({"宗地代码": codes}, geometry=boxes, crs=CRS)


@pytest.fixture
def built(workspace: Workspace, tmp_path: Path) -> Workspace:
    path = tmp_path / "已有.gpkg"
    city().to_file(path)
    import_file(workspace, path, PARCELS, ImportOptions(), silent)
    return workspace


def moved(path: Path, move: object) -> Path:
    frame = city()
    frame["geometry"] = shapely.transform(frame.geometry.to_numpy(), move)
    frame.set_crs(CRS, allow_override=True).to_file(path, encoding="gbk")
    return path


def as_geojson(path: Path) -> Path:
    """Write the parcels as somebody drew them over a web map."""
    frame = city().to_crs(4326)
    shapes = shapely.transform(frame.geometry.to_numpy(), web_maps.to_gcj02)
    rows = [
        {"type": "Feature", "properties": {"宗地代码": code}, "geometry": shapely.geometry.mapping(shape)}
        for code, shape in zip(frame["宗地代码"], shapes, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False), encoding="utf-8")
    return path


def brought(space: Workspace, path: Path) -> ImportReport:
    """Import what the doctor calls ready; every parcel is where it was before."""
    assert inspect(Request(path, path.name, PARCELS), frame(space), silent).verdict == "ready"
    report = import_file(space, path, PARCELS, ImportOptions(), silent)
    assert (report.read, report.added, report.unchanged + report.replaced) == (40, 0, 40)
    shapes = space.store.read(PARCELS, space.store.bounds(PARCELS)[0]).geometry
    assert shapes is not None
    was = city().geometry.to_numpy()
    assert shapely.hausdorff_distance(shapely.union_all(shapes[-40:]), shapely.union_all(was)) < 0.1
    return report


def codes(report: ImportReport) -> set[str]:
    return {one.code for one in report.told}


def test_degrees_that_the_base_shows_to_be_of_a_web_map_are_not_taken_for_wgs84(
    built: Workspace, tmp_path: Path
) -> None:
    report = brought(built, as_geojson(tmp_path / "高德 宗地.geojson"))
    assert report.crs == "GCJ-02" and "reference_web" in codes(report) and "not_survey_grade" in report.notes


def test_axes_in_the_other_order_are_read_so_and_told(built: Workspace, tmp_path: Path) -> None:
    report = brought(built, moved(tmp_path / "反 宗地.shp", lambda xy: xy[:, ::-1]))
    assert "reference_axes" in codes(report)


def test_a_zone_number_that_the_prj_does_not_speak_of_is_read_so_and_told(built: Workspace, tmp_path: Path) -> None:
    report = brought(built, moved(tmp_path / "带号 宗地.shp", lambda xy: xy + np.array([37e6, 0])))
    assert "reference_prefix" in codes(report)


def test_without_a_prj_the_base_settles_it_or_it_is_refused(built: Workspace, tmp_path: Path) -> None:
    path = moved(tmp_path / "无 宗地.shp", lambda xy: xy)
    path.with_suffix(".prj").unlink()
    assert "reference_confirmed" in codes(brought(built, path))
    far = moved(tmp_path / "别处.shp", lambda xy: xy + np.array([1234.5, 987.6]))
    far.with_suffix(".prj").unlink()
    with pytest.raises((NoReference, FileQuestioned)):
        import_file(built, far, PARCELS, ImportOptions(), silent)


def test_columns_of_longitude_and_latitude_that_hold_each_other_are_read_so(built: Workspace, tmp_path: Path) -> None:
    corners = [one.exterior.coords[0] for one in city().to_crs(4326).geometry]
    rows = [f"甲{n}店,{lat:.9f},{lon:.9f}" for n, (lon, lat) in enumerate(corners)]
    path = tmp_path / "商店.csv"
    path.write_text("\n".join(["单位名称,经度,纬度", *rows]), encoding="utf-8")
    report = import_file(built, path, ENTITIES, ImportOptions(), silent)
    assert (report.added, report.unlocated) == (40, 0) and "reference_axes" in codes(report)
    places = built.store.read(ENTITIES, built.store.bounds(ENTITIES)[0]).geometry
    assert places is not None
    was = shapely.points([one.exterior.coords[0] for one in city().geometry])
    assert shapely.distance(shapely.multipoints(places[-40:]), was).max() < 0.1


def test_what_speaks_against_a_stated_reference_is_told_by_doctor_and_import(built: Workspace, tmp_path: Path) -> None:
    xian = city().set_crs("EPSG:2382", allow_override=True)
    path = tmp_path / "西安80.shp"
    xian.to_file(path, encoding="gbk")
    options = ImportOptions(crs=CRS)
    looked = inspect(Request(path, path.name, PARCELS, options), frame(built), silent)
    assert "reference_against_word" in {one.code for one in looked.layers[0].findings}
    assert codes(import_file(built, path, PARCELS, options, silent)) >= {"reference_against_word"}
    stated = import_file(built, moved(tmp_path / "同.shp", lambda xy: xy), PARCELS, options, silent)
    assert "reference_against_word" not in codes(stated)


def test_degrees_minutes_and_seconds_stated_as_degrees_are_told_to_lie_elsewhere(
    built: Workspace, tmp_path: Path
) -> None:
    rows = "".join(f"甲{n}店,109.39{n:02}123,39.36{n:02}456\n" for n in range(10, 50))
    path = tmp_path / "度分秒.csv"
    path.write_text(f"单位名称,经度,纬度\n{rows}", encoding="utf-8")
    report = import_file(built, path, ENTITIES, ImportOptions(crs="EPSG:4490"), silent)
    assert {"reference_here_or_there", "reference_outside"} & codes(report)
