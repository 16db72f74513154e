"""Importing is all or nothing, can be undone, counts every row, and lets nothing personal out of the vault."""

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import Affine

from kangbashi_gis.errors import (
    Cancelled,
    ColumnMissing,
    FileMissing,
    NoReference,
    PermissionDenied,
    RowsInvalid,
    ThemeMismatch,
)
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.spool import Spool
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.identifiers import id_check_digit
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, ALIASES, BUILDINGS, ELEVATION, ENTITIES, PARCELS, RESIDENTS, ROADS
from kangbashi_gis.operations import staging
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import reporting
from tests.operations.bringing import CRS, X, Y, bring, counts, parcels, write

ADDRESS_ROWS = """地址编码,标准地址全称,级别,东坐标,北坐标
A0001,鄂尔多斯大街1号,门牌,384010,4383010
A0002,鄂尔多斯大街3号甲,门牌,384020,4383010
A0005,乌兰木伦街5号,门牌,384005,4383100
,没有编码的地址,门牌,384006,4383100
A0006,没有坐标的地址,门牌,,
"""


def test_rows_are_added_replaced_or_left_and_all_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.store.read(ADDRESSES)
    report = bring(workspace, write(tmp_path, ADDRESS_ROWS), ADDRESSES, crs=CRS)
    assert counts(report) == (3, 1, 1, 1)
    after = workspace.store.read(ADDRESSES)
    assert list(after.columns["id"][:4]) == list(before.columns["id"])
    assert after.columns["version"][:2] == [1, 2]
    assert after.columns["full"][1] == "鄂尔多斯大街3号甲"
    assert after.columns["kind"][4:] == ["door", "door", "door"]
    # what the file does not have is left as it was
    assert after.columns["road"][1] == "鄂尔多斯大街"


def test_importing_a_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path, ADDRESS_ROWS)
    bring(workspace, path, ADDRESSES, crs=CRS)
    before = workspace.store.read(ADDRESSES)
    assert counts(bring(workspace, path, ADDRESSES, crs=CRS)) == (0, 0, 5, 1)
    assert workspace.store.read(ADDRESSES).columns == before.columns


def test_an_import_is_undone_as_one(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.store.read(ADDRESSES)
    report = bring(workspace, write(tmp_path, ADDRESS_ROWS), ADDRESSES, crs=CRS)
    assert undo(workspace).number == report.operation
    assert workspace.store.read(ADDRESSES).columns["full"] == before.columns["full"]


def test_where_rows_came_from_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, ADDRESS_ROWS), ADDRESSES, crs=CRS)
    source = workspace.store.read(ADDRESSES).columns["source"][-1]
    origin = workspace.store.sources()[source]
    assert (origin.file, origin.maker, len(origin.sha256)) == ("外来 数据.csv", "local", 64)


def test_a_shapefile_in_gbk_brings_parcels_and_the_holder_goes_to_the_vault(
    workspace: Workspace, tmp_path: Path
) -> None:
    codes = ["150699001001GB00101", "150699001001GB00102"]
    path = parcels(tmp_path, codes, 土地用途=["城镇住宅用地", "0804"], 权利人=["张三丰", None])
    report = bring(workspace, path, PARCELS)
    assert counts(report) == (2, 0, 0, 0)
    assert report.encoding == "GB18030"
    rows = workspace.store.read(PARCELS)
    assert rows.columns["use"][1:] == ["0701", "0804"]
    assert workspace.vault.ids(PARCELS) == [rows.columns["id"][1]]
    assert "张三丰".encode() not in (workspace.folder / "city.gpkg").read_bytes()


def test_a_changed_holder_alone_counts_as_a_replaced_row(workspace: Workspace, tmp_path: Path) -> None:
    codes = ["150699001001GB00101", "150699001001GB00102"]
    bring(workspace, parcels(tmp_path, codes, 权利人=["张三丰", "李四"]), PARCELS)
    before = workspace.vault.ids(PARCELS)
    assert counts(bring(workspace, parcels(tmp_path, codes, 权利人=["张三丰", "王五"]), PARCELS)) == (0, 1, 1, 0)
    assert workspace.vault.ids(PARCELS) == before
    assert counts(bring(workspace, parcels(tmp_path, codes, 权利人=["张三丰", "王五"]), PARCELS)) == (0, 0, 2, 0)


ENTITY_ROWS = """统一社会信用代码,单位名称,行业门类,成立日期,注册资本,地址编码,法定代表人,联系电话,备注
91150699MA0000001X,康巴什示例商贸有限公司,批发和零售业,2016年6月8日,"1,000万元",A0001,张伟,10000000001,甲
91150699MA0000003Z,康巴什示例学校,P,20180901,500,A0003,王秀英,10000000002,乙
91150699MA00000040,找不到地址的公司,,,,A9999,李娜,,丙
"""


def test_entities_stand_at_their_address_and_their_people_are_in_the_vault(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = bring(workspace, write(tmp_path, ENTITY_ROWS, encoding="gb18030"), ENTITIES)
    assert counts(report) == (2, 1, 0, 1)
    rows = workspace.store.read(ENTITIES)
    assert rows.columns["registered"][0] == "2016-06-08"
    assert rows.columns["capital"][0] == 1000.0
    assert rows.columns["industry"][2] == "P"
    assert rows.geometry is not None
    assert rows.geometry[2].wkt == f"POINT ({X + 100:.0f} {Y + 10:.0f})"
    assert set(workspace.vault.ids(ENTITIES)) == {rows.columns["id"][place] for place in (0, 2, 3)}
    assert "representative" not in rows.columns


UNKEYED = """统一社会信用代码,单位名称,法定代表人,东坐标,北坐标
,甲公司,张甲,384010,4383010
,乙公司,李乙,384010,4383010
91150699MA0000009X,丙公司,赵丙,384010,4383010
91150699MA0000009X,丙公司,钱丁,384010,4383010
"""


def test_the_people_of_rows_without_a_key_or_with_one_that_comes_twice_stay_with_their_rows(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert counts(bring(workspace, write(tmp_path, UNKEYED), ENTITIES, crs=CRS)) == (4, 0, 0, 0)
    people = workspace.vault.ids(ENTITIES)
    assert counts(bring(workspace, write(tmp_path, UNKEYED), ENTITIES, crs=CRS)) == (0, 0, 4, 0)
    assert workspace.vault.ids(ENTITIES) == people
    another = UNKEYED.replace("李乙", "王戊")
    assert counts(bring(workspace, write(tmp_path, another), ENTITIES, crs=CRS)) == (0, 1, 3, 0)
    assert workspace.vault.ids(ENTITIES) == people
    assert set(people) <= set(workspace.store.read(ENTITIES).columns["id"])


def resident(number: int, name: str, address: str) -> str:
    first = f"15069919900101{number:03d}"
    return f"{first}{id_check_digit(first)},{name},男,1990/1/1,H{number},{address}\n"


RESIDENT_HEAD = "公民身份号码,姓名,性别,出生日期,户号,地址编码\n"


def test_residents_go_to_the_vault_with_the_row_of_their_address(workspace: Workspace, tmp_path: Path) -> None:
    text = RESIDENT_HEAD + resident(1, "张伟", "A0001") + resident(2, "王秀英", "A0003") + resident(3, "李娜", "没有")
    report = bring(workspace, write(tmp_path, text), RESIDENTS)
    assert counts(report) == (3, 0, 0, 0)
    assert report.without_address == 1
    fids, people = workspace.vault.per_address(np.array([1, 3]))
    assert dict(zip(fids.tolist(), people.tolist(), strict=True)) == {1: 3, 3: 3}
    assert report.matched["name"] == "姓名"


def test_residents_are_matched_by_their_number_and_twice_the_same_adds_nobody(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = RESIDENT_HEAD + resident(1, "张伟", "A0001") + resident(2, "王秀英", "A0003") + ",无名氏,女,,,A0001\n"
    bring(workspace, write(tmp_path, first), RESIDENTS)
    assert counts(bring(workspace, write(tmp_path, first), RESIDENTS)) == (0, 0, 3, 0)
    moved = RESIDENT_HEAD + resident(1, "张伟", "A0003") + resident(2, "王秀英", "A0003")
    assert counts(bring(workspace, write(tmp_path, moved), RESIDENTS)) == (0, 1, 1, 0)
    assert workspace.vault.count(RESIDENTS) == 8


def test_somebody_who_is_listed_at_two_addresses_is_kept_at_both(workspace: Workspace, tmp_path: Path) -> None:
    text = RESIDENT_HEAD + resident(1, "张伟", "A0001") + resident(1, "张伟", "A0003")
    assert counts(bring(workspace, write(tmp_path, text), RESIDENTS)) == (2, 0, 0, 0)
    assert counts(bring(workspace, write(tmp_path, text), RESIDENTS)) == (0, 0, 2, 0)


def test_residents_without_a_column_of_numbers_are_compared_with_all_they_have(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "姓名,性别,地址编码\n赵一,男,A0003\n外来人,女,A0001\n"
    assert counts(bring(workspace, write(tmp_path, text), RESIDENTS)) == (1, 0, 1, 0)
    assert counts(bring(workspace, write(tmp_path, text), RESIDENTS)) == (0, 0, 2, 0)
    assert workspace.vault.count(RESIDENTS) == 6


def test_an_import_of_residents_is_undone(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, RESIDENT_HEAD + resident(1, "张伟", "A0001")), RESIDENTS)
    undo(workspace)
    assert workspace.vault.count(RESIDENTS) == 5


def test_nothing_personal_stands_outside_the_vault(workspace: Workspace, tmp_path: Path) -> None:
    secret = resident(7, "欧阳秘密", "A0001")
    bring(workspace, write(tmp_path, RESIDENT_HEAD + secret), RESIDENTS)
    bring(workspace, write(tmp_path, ENTITY_ROWS.replace("张伟", "欧阳秘密")), ENTITIES)
    needles = ["欧阳秘密".encode(), "欧阳秘密".encode("gbk"), secret[:18].encode()]
    for path in workspace.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(needle in data for needle in needles), path


def test_a_personal_column_that_no_field_takes_is_told_and_left_out(workspace: Workspace, tmp_path: Path) -> None:
    text = "别名,现名,经办人,备注\n老区,康巴什区,张伟,甲\n新城,康巴什区,王秀英,乙\n旧城,康巴什区,李娜,丙\n"
    report = bring(workspace, write(tmp_path, text), ALIASES)
    assert (report.personal, report.ignored) == (("经办人",), ("备注",))
    assert counts(report) == (3, 0, 0, 0)


BAD_ROWS = ADDRESS_ROWS.replace("384005", "东边").replace("384006", "1e400")


def test_bad_rows_refuse_the_whole_file_and_tell_one_row_without_its_value(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = workspace.store.stamp()
    with pytest.raises(RowsInvalid) as caught:
        bring(workspace, write(tmp_path, BAD_ROWS), ADDRESSES, crs=CRS)
    assert (caught.value.values["count"], caught.value.values["example"]) == (2, "#4")
    assert caught.value.values["reason"] == "coordinates_not_usable"
    text = "公民身份号码,姓名,出生日期\n1,张伟,七月五日\n2,王秀英,2/3/1990\n"
    with pytest.raises(RowsInvalid) as caught:
        bring(workspace, write(tmp_path, text), RESIDENTS)
    assert caught.value.values["example"] == "#2 出生日期"
    assert "七月" not in str(caught.value)
    with pytest.raises(RowsInvalid) as caught:
        bring(workspace, write(tmp_path, "身份证号,姓名\n1,甲\n1.50699E+17,乙\n"), RESIDENTS)
    assert caught.value.values["example"] == "#3 身份证号"
    assert caught.value.values["reason"] == "value_not_readable"
    assert workspace.store.stamp() == before
    assert workspace.log.unsettled() == []


@pytest.mark.parametrize(
    ("text", "theme", "options", "error"),
    [
        ("地址编码,X,Y\nA1,384000,4383000\n", ADDRESSES, {"crs": CRS}, ColumnMissing),
        ("标准地址全称,X,Y\n甲,384000,4383000\n", ADDRESSES, {}, NoReference),
        ("标准地址全称\n甲\n", ADDRESSES, {}, ThemeMismatch),
        ("单位名称,地址编码\n甲,A9999\n", ENTITIES, {}, ThemeMismatch),
        ("宗地代码,X,Y\n1,384000,4383000\n", PARCELS, {"crs": CRS}, ThemeMismatch),
        ("标准地址全称,X,Y\n甲,384000,4383000\n", ADDRESSES, {"crs": CRS, "mapping": {"code": "编号"}}, ColumnMissing),
        ("完全,不同\n1,2\n", RESIDENTS, {}, ColumnMissing),
    ],
)
def test_bad_input_gives_its_error_and_changes_nothing(
    workspace: Workspace, tmp_path: Path, text: str, theme: Theme, options: dict[str, Any], error: type[Exception]
) -> None:
    before = workspace.store.stamp()
    with pytest.raises(error):
        bring(workspace, write(tmp_path, text), theme, **options)
    assert workspace.store.stamp() == before
    assert list(workspace.staging.iterdir()) == []


def test_a_missing_file_and_a_missing_right_are_told_first(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        bring(workspace, tmp_path / "没有.csv", ADDRESSES)
    workspace.user = User("看图员", frozenset({Permission.VIEW}))
    with pytest.raises(PermissionDenied):
        bring(workspace, tmp_path / "没有.csv", ADDRESSES)


def import_until(space: Workspace, path: Path, moment: int) -> list[float]:
    """Import, and stop at the report of that number; gives the reports when it ends before."""
    seen: list[float] = []
    progress = reporting(lambda fraction, step: seen.append(fraction), lambda: len(seen) >= moment)
    import_file(space, path, ADDRESSES, ImportOptions(crs=CRS), progress)
    return seen


def test_stopping_at_any_moment_leaves_everything_as_it_was(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "prepare", partial(prepare, size=2))
    path = write(tmp_path, ADDRESS_ROWS)
    before = workspace.store.stamp()
    reports = len(import_until(workspace, path, 1000))
    undo(workspace)
    assert reports > 4
    for moment in range(reports):
        stamp = workspace.store.stamp()
        with pytest.raises(Cancelled):
            import_until(workspace, path, moment)
        assert workspace.store.stamp() == stamp > before
        assert list(workspace.staging.iterdir()) == []
        assert workspace.log.unsettled() == []


def test_progress_only_rises_and_ends_at_one(workspace: Workspace, tmp_path: Path) -> None:
    seen = import_until(workspace, write(tmp_path, ADDRESS_ROWS), 1000)
    assert (seen, seen[-1]) == (sorted(seen), 1.0)


def test_many_rows_wait_on_disk_and_come_in_alike(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "prepare", partial(prepare, size=2))
    monkeypatch.setattr(staging, "Spool", partial(Spool, in_memory=2))
    assert counts(bring(workspace, write(tmp_path, ADDRESS_ROWS), ADDRESSES, crs=CRS)) == (3, 1, 1, 1)
    text = RESIDENT_HEAD + resident(1, "张伟", "A0001") + resident(2, "王秀英", "A0003") + resident(3, "李娜", "没有")
    assert counts(bring(workspace, write(tmp_path, text), RESIDENTS)) == (3, 0, 0, 0)


def test_an_elevation_model_is_kept_among_the_rasters_with_its_footprint(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "高程.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=600, height=600, count=1, dtype="float32", crs=CRS,
        transform=Affine(30, 0, X, 0, -30, Y),
    ) as raster:  # fmt: skip
        raster.write(np.full((1, 600, 600), 1350, dtype=np.float32))
    assert counts(bring(workspace, path, ELEVATION)) == (1, 0, 0, 0)
    row = workspace.store.read(ELEVATION)
    assert row.columns["file"] == ["高程.tif"]
    assert row.geometry is not None
    assert row.geometry[0].bounds == (X, Y - 18_000, X + 18_000, Y)
    with rasterio.open(workspace.folder / "rasters" / "高程.tif") as kept:
        assert kept.overviews(1) == [2]
    assert counts(bring(workspace, path, ELEVATION)) == (0, 0, 1, 0)


def test_polygons_that_cross_themselves_are_kept_and_heights_dropped_and_both_are_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    bow = shapely.Polygon([(X, Y, 1), (X + 9, Y + 9, 1), (X + 9, Y, 1), (X, Y + 9, 1)])
    path = tmp_path / "楼.gpkg"
    geopandas.GeoDataFrame({"楼栋编码": ["B1", "B2"]}, geometry=[bow, None], crs=CRS).to_file(path)
    report = bring(workspace, path, BUILDINGS, repairs=("drop-z",))
    assert counts(report) == (2, 0, 0, 1)
    assert (report.invalid, report.heights_dropped) == (1, 1)
    shape = workspace.store.read(BUILDINGS).geometry[0]  # type: ignore[index]
    assert (shape.geom_type, shape.has_z, shape.is_valid) == ("MultiPolygon", False, False)


def test_what_is_in_degrees_lands_in_metres(workspace: Workspace, tmp_path: Path) -> None:
    line = shapely.LineString([(109.65, 39.57), (109.66, 39.57)])
    path = tmp_path / "路.geojson"
    geopandas.GeoDataFrame({"路名": ["测试路"]}, geometry=[line], crs=4326).to_file(path)
    bring(workspace, path, ROADS)
    shape = workspace.store.read(ROADS).geometry[-1]  # type: ignore[index]
    assert shape.length == pytest.approx(859.5, abs=2)


def test_the_layer_is_readable_by_others_after_an_import(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, ADDRESS_ROWS), ADDRESSES, crs=CRS)
    copy = tmp_path / "副本.gpkg"
    workspace.close()
    copy.write_bytes((workspace.folder / "city.gpkg").read_bytes())
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM addresses").fetchone() == (7,)
    connection.close()
