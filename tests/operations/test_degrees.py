"""Degrees in China may be of a web map: an import asks as the doctor does, unless the file or a person says so."""

import json
from pathlib import Path

import pytest

from kangbashi_gis.errors import FileQuestioned
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.themes import ENTITIES
from kangbashi_gis.operations import questions
from kangbashi_gis.operations.importing import import_files, rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

NAMED = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}


def points(path: Path, **more: object) -> Path:
    rows = [
        {
            "type": "Feature",
            "properties": {"单位名称": f"{path.stem}商店{place}"},
            "geometry": {"type": "Point", "coordinates": [109.78 + place / 1000, 39.6]},
        }
        for place in range(3)
    ]
    document = {"type": "FeatureCollection", **more, "features": rows}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def table(path: Path) -> Path:
    path.write_text("单位名称,经度,纬度\n康巴什商店,109.78,39.6\n青春山商店,109.79,39.61\n", encoding="utf-8")
    return path


def rehearsed(space: Workspace, path: Path, crs: str | None = None) -> str:
    return rehearse_files(space, [ImportRequest(path, ENTITIES, ImportOptions(crs=crs))], silent)[0].report.crs


@pytest.mark.parametrize("crs", ["EPSG:4326", "GCJ-02"])
def test_degrees_of_which_nobody_says_what_they_are_are_asked_about(
    workspace: Workspace, tmp_path: Path, crs: str
) -> None:
    for path in (points(tmp_path / "商店.geojson"), table(tmp_path / "商店.csv")):
        with pytest.raises(FileQuestioned) as caught:
            rehearsed(workspace, path)
        assert caught.value.values["finding"] == "reference_degrees"
        assert crs in rehearsed(workspace, path, crs)


def test_a_file_that_names_its_reference_is_believed(workspace: Workspace, tmp_path: Path) -> None:
    assert "4326" in rehearsed(workspace, points(tmp_path / "商店.geojson", **NAMED))


def test_what_the_workspace_knows_is_looked_up_once_for_all_files_of_a_batch(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    known = questions.frame
    monkeypatch.setattr(questions, "frame", lambda space: asked.append(space) or known(space))
    files = [points(tmp_path / f"{name}.geojson", **NAMED) for name in ("东", "西", "南")]
    rehearse_files(workspace, [ImportRequest(path, ENTITIES) for path in files], silent)
    assert asked == [workspace]
    import_files(workspace, [ImportRequest(files[0], ENTITIES)], silent)
    rehearse_files(workspace, [ImportRequest(files[0], ENTITIES)], silent)
    assert len(asked) == 2
