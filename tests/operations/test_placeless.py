"""Rows without a place are kept: found by name, never counted around, given a place by a later file, and exported."""

import json
from functools import partial
from pathlib import Path

import geopandas
import numpy as np
import pandas
import pyogrio
import pytest
import shapely

from kangbashi_gis.cli import documents
from kangbashi_gis.errors import EncodingUnclear, LetterUnwritable, PlaceUnknown, ThemeMismatch
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.writers import WRITERS
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, BUILDINGS, ENTITIES, PARCELS
from kangbashi_gis.operations import staging
from kangbashi_gis.operations.around import around, place_at, resolve
from kangbashi_gis.operations.exporting import ExportOptions, export_theme
from kangbashi_gis.operations.search import find, identify, nearest
from kangbashi_gis.operations.undo import redo, undo
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.render.cache import find as find_prepared
from kangbashi_gis.render.prepare import build
from tests.conftest import X, Y
from tests.operations.bringing import bring, counts

KEEPING = sorted(WRITERS.keys() - {".dxf"})  # formats that have rows without a place
GBK = ExportOptions(encoding="GBK")
CRS = "EPSG:4546"
HEAD = "地址编码,标准地址全称,级别,东坐标,北坐标\n"
NOWHERE = HEAD + "A0007,天骄路7号,门牌,,\n,天骄路9号,门牌,,\n"
SOMEWHERE = HEAD + f"A0007,天骄路7号,门牌,{X + 200},{Y + 20}\n"
BESIDE = f"A0008,天骄路8号,门牌,{X + 210},{Y + 20}\n"
FIRMS = (
    "统一社会信用代码,单位名称,地址编码\n91150699MA0000001X,康巴什示例商贸有限公司,{known}\n{code},无址公司,{unknown}\n"
)
STRAY = "91150699MA00000056"


def written(folder: Path, text: str, name: str = "地址 无坐标.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """Give a file of two addresses without coordinates, one of them without a code, and one that has its place."""
    return written(tmp_path, NOWHERE + BESIDE)


def missing(space: Workspace, theme: Theme) -> int:
    return int(shapely.is_missing(space.store.read(theme, columns=()).geometry).sum())


def test_a_workspace_with_rows_without_a_place_is_sound(workspace: Workspace, nowhere: Path) -> None:
    assert counts(bring(workspace, nowhere, ADDRESSES, crs=CRS)) == (3, 0, 0, 2)
    assert (workspace.store.count(ADDRESSES), missing(workspace, ADDRESSES)) == (7, 2)
    assert len(workspace.store.bounds(ADDRESSES)[0]) == len(workspace.index.spatial(ADDRESSES)) == 5
    assert workspace.store.extent(ADDRESSES) == pytest.approx((X + 10, Y + 10, X + 390, Y + 20), abs=0.5)
    workspace.index.refresh(silent)
    assert check(workspace, silent).findings == ()


@pytest.mark.parametrize("refreshed", [True, False], ids=["索引已建", "索引在后"])
def test_they_are_found_by_name_and_say_that_they_have_no_place(
    workspace: Workspace, nowhere: Path, refreshed: bool
) -> None:
    if not refreshed:
        workspace.index.words()
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    if refreshed:
        workspace.index.refresh(silent)
    for near in (None, (X, Y)):
        hit = find(workspace, "天骄路7号", near=near).results[0]
        assert (hit.detail, hit.x, hit.y, hit.lon, hit.lat) == ("天骄路7号", None, None, None, None)
        document = json.loads(json.dumps(documents.hit(hit), allow_nan=False))
        assert (document["x"], document["lat"]) == (None, None)


def test_of_two_equal_rows_the_one_with_a_place_comes_first_and_is_the_answer(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, written(tmp_path, NOWHERE + f"A0017,天骄路7号,门牌,{X + 9},{Y + 9}\n"), ADDRESSES, crs=CRS)
    assert [hit.x for hit in find(workspace, "天骄路7号").results[:2]] == [X + 9, None]
    assert resolve(workspace, "天骄路7号").x == X + 9


def test_nothing_is_asked_around_them_and_they_are_never_counted(workspace: Workspace, nowhere: Path) -> None:
    here = place_at(workspace, X + 100, Y + 10)
    before = around(workspace, here, 100_000).addresses
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    with pytest.raises(PlaceUnknown):
        resolve(workspace, "天骄路7号")
    assert around(workspace, here, 100_000).addresses == before + 1
    assert nearest(workspace, X + 205, Y + 20).title == "天骄路8号"  # type: ignore[union-attr]
    assert [hit.title for hit in identify(workspace, X + 210, Y + 20, 5.0, ["addresses"])] == ["天骄路8号"]


def test_importing_them_again_changes_nothing(workspace: Workspace, nowhere: Path) -> None:
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    assert counts(bring(workspace, nowhere, ADDRESSES, crs=CRS)) == (0, 0, 3, 2)


def test_a_row_without_key_and_place_is_no_twin_of_one_that_has_a_place(workspace: Workspace, tmp_path: Path) -> None:
    placed = written(tmp_path, HEAD + f",天骄路9号,门牌,{X},{Y}\n", "有坐标.csv")
    bring(workspace, placed, ADDRESSES, crs=CRS)
    assert counts(bring(workspace, written(tmp_path, NOWHERE + BESIDE), ADDRESSES, crs=CRS)) == (3, 0, 0, 2)
    assert counts(bring(workspace, placed, ADDRESSES, crs=CRS)) == (0, 0, 1, 0)


def test_a_later_file_gives_a_row_its_place_and_undo_and_redo_follow(
    workspace: Workspace, nowhere: Path, tmp_path: Path
) -> None:
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    assert counts(bring(workspace, written(tmp_path, SOMEWHERE, "补.csv"), ADDRESSES, crs=CRS)) == (0, 1, 0, 0)
    assert find(workspace, "天骄路7号").results[0].x == X + 200
    undo(workspace)
    assert find(workspace, "天骄路7号").results[0].x is None
    redo(workspace)
    assert find(workspace, "天骄路7号").results[0].x == X + 200
    undo(workspace)
    undo(workspace)
    assert missing(workspace, ADDRESSES) == 0
    redo(workspace)
    assert missing(workspace, ADDRESSES) == 2
    workspace.index.refresh(silent)
    assert check(workspace, silent).findings == ()


def test_a_row_keeps_its_place_when_a_file_comes_without_it(
    workspace: Workspace, nowhere: Path, tmp_path: Path
) -> None:
    bring(workspace, written(tmp_path, SOMEWHERE, "有.csv"), ADDRESSES, crs=CRS)
    assert counts(bring(workspace, nowhere, ADDRESSES, crs=CRS)) == (2, 0, 1, 1)
    assert find(workspace, "天骄路7号").results[0].x == X + 200


def test_an_entity_that_moved_to_an_unknown_address_does_not_stay_where_it_was(
    workspace: Workspace, tmp_path: Path
) -> None:
    def firms(known: str, unknown: str) -> Path:
        return written(tmp_path, FIRMS.format(known=known, code=STRAY, unknown=unknown), "法人.csv")

    assert counts(bring(workspace, firms("A0001", "A9999"), ENTITIES)) == (1, 0, 1, 1)
    assert counts(bring(workspace, firms("A9999", "A0003"), ENTITIES)) == (0, 2, 0, 1)
    found = {hit.title: hit.x for hit in find(workspace, "公司").results}
    assert (found["康巴什示例商贸有限公司"], found["无址公司"]) == (None, X + 100)


def test_a_place_that_comes_only_after_many_rows_without_is_not_lost(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "prepare", partial(prepare, size=2))
    path = written(tmp_path, NOWHERE + BESIDE)
    assert counts(bring(workspace, path, ADDRESSES, crs=CRS)) == (3, 0, 0, 2)
    assert len(workspace.store.bounds(ADDRESSES)[0]) == 5


def test_a_file_in_which_no_row_can_be_located_belongs_to_another_theme(workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, FIRMS.format(known="A9998", code=STRAY, unknown="A9999"), "法人.csv")
    with pytest.raises(ThemeMismatch):
        bring(workspace, path, ENTITIES)
    with pytest.raises(ThemeMismatch):
        bring(workspace, written(tmp_path, NOWHERE), ADDRESSES, crs=CRS)


def test_a_layer_whose_shapes_are_all_empty_is_kept_and_drawn_as_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "楼 无图形.gpkg"
    geopandas.GeoDataFrame({"楼栋编码": ["B1", "B2"]}, geometry=[None, None], crs=CRS).to_file(path)
    assert counts(bring(workspace, path, BUILDINGS)) == (2, 0, 0, 2)
    assert workspace.store.extent(BUILDINGS) is None
    build(workspace.store, tmp_path, BUILDINGS, silent)
    prepared = find_prepared(tmp_path, BUILDINGS, workspace.store.stamp(BUILDINGS))
    assert prepared is not None and prepared.extent is None
    workspace.index.refresh(silent)
    assert check(workspace, silent).findings == ()


def test_they_are_skipped_where_a_layer_is_made_ready_to_be_drawn(
    workspace: Workspace, nowhere: Path, tmp_path: Path
) -> None:
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    folder = build(workspace.store, tmp_path, ADDRESSES, silent)
    fids = np.load(folder / "fid.npy")
    assert sorted(fids.tolist()) == workspace.store.bounds(ADDRESSES)[0].tolist()


@pytest.mark.parametrize("suffix", KEEPING)
def test_they_are_exported_without_a_place_and_come_back_unchanged(
    workspace: Workspace, nowhere: Path, tmp_path: Path, suffix: str
) -> None:
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    out = tmp_path / f"地址 导出{suffix}"
    assert export_theme(workspace, out, ADDRESSES, silent).rows == 7
    assert counts(bring(workspace, out, ADDRESSES)) == (0, 0, 7, 2)
    if suffix in (".geojson", ".gpkg", ".shp"):
        assert int(shapely.is_missing(shapely.from_wkb(pyogrio.raw.read(out)[2])).sum()) == 2
    if suffix == ".csv":
        assert pandas.read_csv(out)["东坐标（EPSG:4546）"].isna().sum() == 2


@pytest.mark.parametrize("suffix", KEEPING)
def test_a_parcel_without_a_shape_is_exported_too(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "宗地.gpkg"
    frame = {"宗地代码": ["150699001001GB00101", "150699001001GB00102"]}
    geopandas.GeoDataFrame(frame, geometry=[shapely.box(X, Y, X + 9, Y + 9), None], crs=CRS).to_file(path)
    assert counts(bring(workspace, path, PARCELS)) == (2, 0, 0, 1)
    out = tmp_path / f"宗地 导出{suffix}"
    assert export_theme(workspace, out, PARCELS, silent).rows == 3
    degrees = {"crs": "EPSG:4326"} if suffix in (".geojson", ".json", ".kml") else {}
    options = {"crs": CRS} if suffix in (".csv", ".xlsx") else degrees
    assert counts(bring(workspace, out, PARCELS, **options)) == (0, 0, 3, 1)


def test_a_drawing_leaves_out_what_has_no_place_and_says_so(
    workspace: Workspace, nowhere: Path, tmp_path: Path
) -> None:
    bring(workspace, nowhere, ADDRESSES, crs=CRS)
    report = export_theme(workspace, tmp_path / "地址 导出.dxf", ADDRESSES, silent)
    assert (report.rows, report.left_out) == (5, 2)


def test_a_csv_can_be_had_in_gbk_and_other_formats_cannot(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "地址.csv"
    export_theme(workspace, out, ADDRESSES, silent, GBK)
    assert "鄂尔多斯大街1号" in out.read_bytes().decode("gbk")
    for name in ("地址.gpkg", "地址.geojson"):
        with pytest.raises(EncodingUnclear):
            export_theme(workspace, tmp_path / name, ADDRESSES, silent, GBK)
    rare = written(tmp_path, HEAD + f"A0031,𠮷祥路1号,门牌,{X},{Y}\n", "生僻字.csv")
    bring(workspace, rare, ADDRESSES, crs=CRS)
    with pytest.raises(LetterUnwritable):
        export_theme(workspace, tmp_path / "地址 2.csv", ADDRESSES, silent, GBK)
    assert not (tmp_path / "地址 2.csv").exists()
