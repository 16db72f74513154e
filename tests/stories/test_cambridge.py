"""Real data of a real city come in from the command line, are found, counted, drawn, exported and taken back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas
import matplotlib.image
import pandas
import pytest
import shapely

DATA = Path(__file__).parents[3] / "shared" / "data" / "parcels_cambridge"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the parcels of Cambridge are not at {DATA}")

CRS = "EPSG:26986"
AT = (233_500.0, 901_500.0)
RADIUS_M = 300.0


def call(*words: str | Path) -> dict[str, Any]:
    """Run the command line in a process of its own; gives its document."""
    command = [sys.executable, "-m", "kangbashi_gis", *map(str, words), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace with the parcels, the assessment rows as entities, and the streets."""
    folder = tmp_path_factory.mktemp("剑桥") / "剑桥 工作区"
    call("workspace", "new", folder, "--crs", CRS)
    reports = [
        call("data", "import", folder, DATA / "parcels_fy2014.topojson", "--theme", "宗地", "--map", "code=ML"),
        call("data", "import", folder, DATA / "tax_fy2014.csv", "--theme", "entities", "--map", "parcel_code=ML"),
        call("data", "import", folder, DATA / "street_centerlines.geojson", "--theme", "roads"),
    ]
    for report in reports:
        assert report["read"] == report["added"]
    assert [report["read"] for report in reports] == [13_116, 27_528, 2_643]
    counts = call("workspace", "info", folder)["counts"]
    assert [counts[name] for name in ("parcels", "entities", "roads")] == [13_116, 27_528, 2_643]
    # one parcel has an empty shape, 51 assessment rows name a parcel that is not there
    assert [report["unlocated"] for report in reports] == [1, 51, 0]
    assert [report["invalid"] for report in reports] == [34, 0, 0]
    return folder


@pytest.fixture(scope="module")
def parcels() -> geopandas.GeoDataFrame:
    """Give the parcels as geopandas reads them."""
    frame = geopandas.read_file(DATA / "parcels_fy2014.topojson").set_crs("EPSG:4326").to_crs(CRS)
    return frame[~frame.geometry.is_empty]


def test_a_street_is_found_by_its_name(folder: Path) -> None:
    results = call("search", folder, "Massachusetts Ave")["results"]
    assert (results[0]["kind"], results[0]["title"]) == ("roads", "Massachusetts Ave")
    assert results[0]["lat"] == pytest.approx(42.37, abs=0.05)


def test_what_is_around_a_point_equals_a_count_by_geopandas(folder: Path, parcels: geopandas.GeoDataFrame) -> None:
    answer = call("around", folder, "--at", f"{AT[0]},{AT[1]}", "--radius", str(RADIUS_M))
    here = shapely.Point(AT)
    assert answer["parcel"]["code"] == parcels[parcels.contains(here)].ML.item()
    inside = parcels.drop_duplicates("ML").set_index("ML").geometry
    tax = pandas.read_csv(DATA / "tax_fy2014.csv", dtype=str)
    points = geopandas.GeoSeries(inside.reindex(tax.ML).values, crs=CRS).representative_point()
    assert answer["entities"]["total"] == int((points.distance(here) <= RADIUS_M).sum())
    streets = geopandas.read_file(DATA / "street_centerlines.geojson").to_crs(CRS)
    length = streets.clip(here.buffer(RADIUS_M, quad_segs=2000)).length.sum()
    assert sum(road["length_m"] for road in answer["roads"]) == pytest.approx(length, rel=1e-5)


def test_importing_the_parcels_again_changes_nothing(folder: Path) -> None:
    report = call("data", "import", folder, DATA / "parcels_fy2014.topojson", "--theme", "parcels", "--map", "code=ML")
    assert (report["added"], report["replaced"], report["unchanged"]) == (0, 0, 13_116)
    assert report["unlocated"] == 1


def test_exported_parcels_keep_their_areas(folder: Path, parcels: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    out = tmp_path / "宗地 导出.shp"
    assert call("data", "export", folder, out, "--theme", "parcels")["rows"] == 13_116
    assert geopandas.read_file(out).area.sum() == pytest.approx(parcels.area.sum(), rel=1e-9)


@pytest.mark.parametrize("half_m", [400, 4000])
def test_the_city_is_drawn_without_a_display(folder: Path, tmp_path: Path, half_m: int) -> None:
    extent = f"{AT[0] - half_m},{AT[1] - half_m},{AT[0] + half_m},{AT[1] + half_m}"
    call("map", "render", folder, tmp_path / "剑桥.png", "--size", "600x600", "--extent", extent)
    picture = matplotlib.image.imread(tmp_path / "剑桥.png")
    assert picture.shape[:2] == (600, 600)
    background = (picture == picture[0, 0]).all(axis=-1)
    assert (~background).mean() > 0.02


def test_an_import_is_taken_back_and_the_workspace_is_whole(folder: Path) -> None:
    zoning = call("data", "import", folder, DATA / "zoning_districts.geojson", "--theme", "landuse")
    assert zoning["added"] == 261
    call("undo", folder)
    assert call("workspace", "info", folder)["counts"]["landuse"] == 0
    assert call("workspace", "check", folder)["findings"] == []
