"""Several files come in as one step: all or nothing, undone as one, each row once."""

import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from kangbashi_gis.errors import BatchConflict, BatchLinked, FileEmpty, ThemeMismatch, UsageError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, BUILDINGS, ENTITIES, PARCELS
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.operations.batches import Choice, requests, waiting
from kangbashi_gis.operations.importing import Done, import_files, rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_384_000.0
CRS = "EPSG:4546"


def sheet(path: Path, *numbers: int, use: str = "0701") -> Path:
    shapes = [shapely.box(X + 60 * n, Y, X + 60 * n + 50, Y + 50) for n in numbers]
    codes = [f"150699001001GB{100 + n:05d}" for n in numbers]
    path.parent.mkdir(exist_ok=True)
    geopandas.GeoDataFrame({"宗地代码": codes, "土地用途": use}, geometry=shapes, crs=CRS).to_file(path, encoding="gbk")
    return path


def asked(path: Path, theme: Theme = PARCELS, **options: Any) -> ImportRequest:
    return ImportRequest(path, theme, ImportOptions(**options))


def counts(done: list[Done]) -> list[tuple[int, int, int, int]]:
    return [(one.report.added, one.report.replaced, one.report.unchanged, one.report.doubled) for one in done]


def test_a_batch_is_one_operation_and_one_undo(workspace: Workspace, tmp_path: Path) -> None:
    building = tmp_path / "楼.gpkg"
    frame = geopandas.GeoDataFrame({"楼栋编码": ["B1"]}, geometry=[shapely.box(X, Y, X + 9, Y + 9)], crs=CRS)
    frame.to_file(building, driver="GPKG")
    batch = [asked(sheet(tmp_path / "东.shp", 1, 2)), asked(building, BUILDINGS), asked(sheet(tmp_path / "西.shp", 3))]
    done = import_files(workspace, batch, silent)
    assert counts(done) == [(2, 0, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0)]
    assert len({one.report.operation for one in done}) == 1
    assert workspace.log.entries(1)[0].subject == "宗地、建筑物"
    undo(workspace)
    assert (workspace.store.count(PARCELS), workspace.store.count(BUILDINGS)) == (1, 0)


def test_one_bad_file_keeps_all_out(workspace: Workspace, tmp_path: Path) -> None:
    bad = tmp_path / "点.csv"
    bad.write_text("宗地代码,X,Y\n1,384000,4383000\n", encoding="utf-8")
    stamp = workspace.store.stamp()
    with pytest.raises(ThemeMismatch):
        import_files(workspace, [asked(sheet(tmp_path / "东.shp", 1)), asked(bad, crs=CRS)], silent)
    assert workspace.store.stamp() == stamp


def test_a_row_that_two_files_share_comes_once_and_the_dry_run_counts_alike(
    workspace: Workspace, tmp_path: Path
) -> None:
    batch = [asked(sheet(tmp_path / "东.shp", 1, 2)), asked(sheet(tmp_path / "西.shp", 2, 3))]
    expected = rehearse_files(workspace, batch, silent)
    done = import_files(workspace, batch, silent)
    assert counts(expected) == counts(done) == [(2, 0, 0, 0), (1, 0, 1, 1)]
    assert workspace.store.count(PARCELS) == 4
    assert counts(import_files(workspace, batch, silent)) == [(0, 0, 2, 0), (0, 0, 2, 1)]


def test_two_files_that_say_different_things_of_one_key_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    batch = [asked(sheet(tmp_path / "东.shp", 1, 2)), asked(sheet(tmp_path / "西.shp", 2, 3, use="0804"))]
    with pytest.raises(BatchConflict) as caught:
        import_files(workspace, batch, silent)
    assert caught.value.values == {"path": "西.shp", "other": "东.shp", "count": 1, "example": "#2"}
    assert workspace.store.count(PARCELS) == 1


def test_what_is_placed_by_another_theme_of_the_batch_must_wait(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BatchLinked):
        import_files(workspace, [asked(tmp_path / "甲", ADDRESSES), asked(tmp_path / "乙", ENTITIES)], silent)


def test_folders_and_zips_give_a_request_per_data_set(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "收到"
    sheet(folder / "东.shp", 1)
    sheet(tmp_path / "西.shp", 2)
    with zipfile.ZipFile(folder / "七月.zip", "w") as packed:
        for one in tmp_path.glob("西.*"):
            packed.write(one, f"内/{one.name}")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8")
    choice = Choice(PARCELS, (), ImportOptions())
    found, skipped = requests(workspace, [folder], choice)
    assert [one.name for one in found] == ["收到/七月.zip/内/西.shp", "收到/东.shp"]
    assert skipped == ("收到/照片.jpg",)
    assert counts(import_files(workspace, found, silent)) == [(1, 0, 0, 0), (1, 0, 0, 0)]
    undo(workspace)
    inside, _ = requests(workspace, [folder / "七月.zip"], choice, everything=True)
    assert counts(import_files(workspace, inside, silent)) == [(1, 0, 0, 0)]
    (tmp_path / "空").mkdir()
    with pytest.raises(FileEmpty):
        requests(workspace, [tmp_path / "空"], choice)


def test_recipes_and_files_must_pair(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        requests(workspace, [tmp_path] * 3, Choice(None, ("甲", "乙"), ImportOptions()))


def test_what_is_placed_by_others_waits_for_a_second_batch() -> None:
    themes = [theme_named(name) for name in ("residents", "addresses", "entities", "roads")]
    assert waiting(themes) == [True, False, True, False]
    assert waiting([theme_named("entities")]) == [False]
