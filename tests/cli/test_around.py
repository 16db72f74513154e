"""`around` on the command line: every way to name a place, and what is said of one that cannot be used."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.cli import run

X, Y = 384_000, 4_383_000  # the south-west corner of the tiny workspace
SQUARE = [[X, Y], [X + 400, Y], [X + 400, Y + 300], [X, Y + 300], [X, Y]]
CROSSED = f"POLYGON(({X} {Y}, {X + 100} {Y + 100}, {X + 100} {Y}, {X} {Y + 100}, {X} {Y}))"


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["around", *words])
    out, err = capsys.readouterr()
    return code, out, err


def _square(path: Path) -> str:
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return str(path)


def test_the_polygons_of_a_file_may_be_given_their_crs(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, tmp_path: Path
) -> None:
    within = ("--within", _square(tmp_path / "范围.geojson"), "--crs", "EPSG:4546", "--json")
    code, out, err = _run(capsys, str(workspace_folder), *within)
    assert code == 0, err
    assert json.loads(out)["addresses"]["total"] == 4


def test_a_layer_that_the_file_has_not_is_named(capsys: pytest.CaptureFixture[str], workspace_folder: Path) -> None:
    within = ("--within", str(workspace_folder / "city.gpkg"), "--layer", "没有")
    code, _, err = _run(capsys, str(workspace_folder), *within)
    assert code == 19 and "没有图层“没有”" in err


def test_a_polygon_that_crosses_itself_is_refused_with_the_reason_and_the_place(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path
) -> None:
    code, out, err = _run(capsys, str(workspace_folder), "--within", CROSSED)
    assert (code, out) == (24, "")
    assert f"边界自己相交，在（{X + 50:.2f}, {Y + 50:.2f}）" in err
    assert "its border crosses itself" in _run(capsys, str(workspace_folder), "--within", CROSSED, "--lang", "en")[2]


@pytest.mark.parametrize("text", ["384000,4383000", "经度", "109.8", "nan,39"])
def test_bad_degrees_are_told_about_degrees(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path, text: str
) -> None:
    code, _, err = _run(capsys, str(workspace_folder), "--lonlat", text)
    assert code == 9
    assert "经度,纬度" in err and "东坐标" not in err


def test_without_the_key_of_the_vault_all_but_the_people_is_told(
    capsys: pytest.CaptureFixture[str], workspace_folder: Path
) -> None:
    (workspace_folder / "vault.key").unlink()
    code, out, err = _run(capsys, str(workspace_folder), "--address", "鄂尔多斯大街1号", "--json")
    found = json.loads(out)
    assert code == 37 and json.loads(err)["error"]["code"] == "vault_unavailable"
    assert (found["population"]["exact"], found["population"]["total"]) == (False, None)
    assert (found["entities"]["total"], found["parcel"]["code"]) == (2, "150699001001GB00001")
    text = _run(capsys, str(workspace_folder), "--address", "鄂尔多斯大街1号")[1]
    assert "人口：—，户数：—" in text and "鄂尔多斯大街" in text
