"""Exporting writes aside, never over anything, and never anything personal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import (
    BadPlace,
    BadReference,
    Cancelled,
    ConditionInvalid,
    ConditionUnfit,
    DiskFull,
    EncodingUnclear,
    FieldUnknown,
    FileMissing,
    OutputExists,
    OutputUnwritable,
    PermissionDenied,
    PersonalOnly,
    PolygonInvalid,
    SelectionEmpty,
    ThemeMismatch,
    UsageError,
)
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.writers import DRAWINGS, WRITERS
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ALIASES, COMPOUNDS, ENTITIES, PARCELS, RESIDENTS, ROADS
from kangbashi_gis.operations.export_guard import releases
from kangbashi_gis.operations.exporting import ASIDE, ExportOptions, export_theme
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.selecting import Selection
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import reporting, silent
from kangbashi_gis.store.presence import Presence


@pytest.mark.parametrize("suffix", sorted({*WRITERS} - DRAWINGS))
def test_what_is_exported_comes_back_unchanged(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"企业 导出{suffix}"
    report = export_theme(workspace, out, ENTITIES, silent)
    assert (report.rows, report.path) == (2, out)
    stated = ImportOptions(crs=None if suffix in (".shp", ".gpkg") else "EPSG:4326")
    back = import_file(workspace, out, ENTITIES, stated, silent)
    assert (back.read, back.unchanged) == (2, 2)


def test_nothing_personal_is_written(workspace: Workspace, tmp_path: Path) -> None:
    text = "统一社会信用代码,单位名称,地址编码,法定代表人\n91150699MA0000001X,康巴什示例商贸有限公司,A0001,欧阳秘密\n"
    (tmp_path / "企业.csv").write_text(text, encoding="utf-8")
    import_file(workspace, tmp_path / "企业.csv", ENTITIES, ImportOptions(), silent)
    out = tmp_path / "导出"
    out.mkdir()
    for suffix in WRITERS:
        export_theme(workspace, out / f"{suffix[1:]}{suffix}", ENTITIES, silent)
    assert not any("欧阳秘密".encode() in path.read_bytes() for path in out.iterdir())
    assert "法定代表人" not in (out / "csv.csv").read_text(encoding="utf-8-sig")


def test_a_theme_that_is_all_personal_is_not_exported(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(PersonalOnly):
        export_theme(workspace, tmp_path / "人口.csv", RESIDENTS, silent)
    assert list(tmp_path.glob("人口*")) == []


def test_the_right_to_export_is_asked_first(workspace: Workspace, tmp_path: Path) -> None:
    workspace.user = User("看图员", frozenset({Permission.VIEW}))
    with pytest.raises(PermissionDenied):
        export_theme(workspace, tmp_path / "路.csv", ROADS, silent)


@pytest.mark.parametrize("beside", ["路.shp", "路.dbf", "路.prj"])
def test_nothing_that_is_there_is_overwritten(workspace: Workspace, tmp_path: Path, beside: str) -> None:
    (tmp_path / beside).write_text("我的", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OutputExists):
        export_theme(workspace, tmp_path / "路.shp", ROADS, silent)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / beside).read_text(encoding="utf-8") == "我的"


def test_a_folder_that_is_not_there_and_an_unknown_format_are_told(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("没有/路.csv", "路.dwg", "路"):
        with pytest.raises(OutputUnwritable):
            export_theme(workspace, tmp_path / name, ROADS, silent)


def test_a_theme_without_shapes_needs_a_format_without_them(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ThemeMismatch):
        export_theme(workspace, tmp_path / "别名.shp", ALIASES, silent)
    assert export_theme(workspace, tmp_path / "别名.csv", ALIASES, silent).rows == 1


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_stopping_leaves_no_file_behind(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    calls: list[float] = []
    progress = reporting(lambda fraction, step: calls.append(fraction), lambda: len(calls) >= 1)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export_theme(workspace, tmp_path / f"路{suffix}", ROADS, progress)
    assert sorted(tmp_path.iterdir()) == before


def test_progress_only_rises_also_where_rows_are_gone_through_three_times(workspace: Workspace, tmp_path: Path) -> None:
    seen: list[float] = []
    export_theme(workspace, tmp_path / "路.shp", ROADS, lambda fraction, step="": seen.append(fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_shapefile_can_be_had_in_gbk(workspace: Workspace, tmp_path: Path) -> None:
    export_theme(workspace, tmp_path / "宗地.shp", PARCELS, silent, ExportOptions(encoding="GBK"))
    frame = geopandas.read_file(tmp_path / "宗地.shp")
    assert "宗地代码" in frame.columns
    assert (tmp_path / "宗地.cpg").read_text() == "GBK"
    with pytest.raises(EncodingUnclear):
        export_theme(workspace, tmp_path / "宗地2.shp", PARCELS, silent, ExportOptions(encoding="Big5"))


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse to write beyond a size, as a full disk does."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to set")
@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_what_the_disk_refuses_is_an_error_of_ours_and_leaves_nothing(
    workspace: Workspace, tmp_path: Path, suffix: str
) -> None:
    ring = shapely.Point(384_000, 4_383_000).buffer(100, quad_segs=8_000)
    with workspace.change("data.import", "compounds") as change:
        change.writer.append(COMPOUNDS, Table({"code": ["XQ0009"]}, np.array([ring], dtype=object)))
    before = sorted(tmp_path.iterdir())
    limit = 4_000 if suffix == ".xlsx" else 100_000
    theme = ROADS if suffix == ".xlsx" else COMPOUNDS
    with no_file_larger_than(limit), pytest.raises((DiskFull, OutputUnwritable)) as caught:
        export_theme(workspace, tmp_path / f"小区{suffix}", theme, silent)
    assert caught.value.values["path"] == str(tmp_path / f"小区{suffix}")
    assert sorted(tmp_path.iterdir()) == before


def names_in(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_what_is_there_is_replaced_only_if_asked(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"路{suffix}"
    out.write_text("旧的", encoding="utf-8")
    with pytest.raises(OutputExists):
        export_theme(workspace, out, ROADS, silent)
    assert out.read_text(encoding="utf-8") == "旧的"
    assert export_theme(workspace, out, ROADS, silent, ExportOptions(overwrite=True)).rows == 2
    assert out.read_bytes() != "旧的".encode()
    assert not any(one.name.startswith(ASIDE) for one in tmp_path.iterdir())


def test_what_a_killed_export_left_goes_with_the_next_and_what_is_at_work_stays(
    workspace: Workspace, tmp_path: Path
) -> None:
    left, at_work = tmp_path / f"{ASIDE}{'0' * 32}", Presence(tmp_path, ASIDE)
    for folder in (left, tmp_path / at_work.session):
        folder.mkdir()
        (folder / "路.csv").write_text("一半", encoding="utf-8")
    left.with_name(left.name + ".lock").touch()
    (tmp_path / f"{ASIDE}我的").mkdir()
    export_theme(workspace, tmp_path / "路.csv", ROADS, silent)
    names = {one.name for one in tmp_path.iterdir()}
    at_work.leave()
    assert left.name not in names and left.name + ".lock" not in names
    assert {at_work.session, f"{ASIDE}我的"} <= names


def test_what_other_programs_keep_beside_an_old_shapefile_goes_with_it(workspace: Workspace, tmp_path: Path) -> None:
    for end in (".shp", ".sbn", ".qix", ".txt"):
        (tmp_path / f"路{end}").write_text("旧的", encoding="utf-8")
    export_theme(workspace, tmp_path / "路.shp", ROADS, silent, ExportOptions(overwrite=True))
    assert not (tmp_path / "路.sbn").exists() and not (tmp_path / "路.qix").exists()
    assert (tmp_path / "路.txt").read_text(encoding="utf-8") == "旧的"


def test_a_stopped_replacement_leaves_the_old_file(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "路.csv"
    out.write_text("旧的", encoding="utf-8")
    with pytest.raises(Cancelled):
        export_theme(workspace, out, ROADS, reporting(lambda *_: None, lambda: True), ExportOptions(overwrite=True))
    assert out.read_text(encoding="utf-8") == "旧的"


def test_a_database_that_is_open_elsewhere_is_not_replaced(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("路.gpkg", "路.gpkg-wal"):
        (tmp_path / name).write_text("旧的", encoding="utf-8")
    with pytest.raises(OutputUnwritable) as caught:
        export_theme(workspace, tmp_path / "路.gpkg", ROADS, silent, ExportOptions(overwrite=True))
    assert caught.value.values["reason"] == "in_use"
    assert (tmp_path / "路.gpkg").read_text(encoding="utf-8") == "旧的"


@pytest.mark.parametrize("name", ["city.gpkg", "rasters/路.shp"])
def test_no_export_goes_into_a_workspace(workspace: Workspace, name: str) -> None:
    before = (workspace.folder / "city.gpkg").read_bytes()
    with pytest.raises(OutputUnwritable) as caught:
        export_theme(workspace, workspace.folder / name, ROADS, silent, ExportOptions(overwrite=True))
    assert caught.value.values["reason"] == "inside_workspace"
    assert (workspace.folder / "city.gpkg").read_bytes() == before


def test_a_name_that_is_too_long_is_told(workspace: Workspace, tmp_path: Path) -> None:
    for length in (90, 300):
        with pytest.raises(OutputUnwritable) as caught:
            export_theme(workspace, tmp_path / ("路" * length + ".csv"), ROADS, silent)
        assert caught.value.values["reason"] == "File name too long"
        assert list(tmp_path.glob("路*")) == []


def test_the_rows_of_an_area_a_division_a_box_or_of_given_numbers(workspace: Workspace, tmp_path: Path) -> None:
    x, y = 384_000, 4_383_000
    near = f"POLYGON(({x} {y},{x + 50} {y},{x + 50} {y + 50},{x} {y + 50},{x} {y}))"
    wanted = {
        "area": (Selection(area=near), 2),
        "division": (Selection(division="康新社区"), 4),
        "code": (Selection(division="150603001001"), 4),
        "box": (Selection(box=(x + 90.0, y + 0.0, x + 500.0, y + 90.0)), 2),
        "fids": (Selection(fids=(4, 4, 1, 99)), 2),
        "both": (Selection(box=(x + 90.0, y + 0.0, x + 500.0, y + 90.0), fids=(3, 1)), 1),
        "where": (Selection(where="full LIKE '%1号'"), 1),
        "where and fids": (Selection(where="number = '3' OR full LIKE '%1号'", fids=(1, 3)), 1),
        "circle": (Selection(circle=(x + 15.0, y + 10.0, 20.0)), 2),
    }
    for name, (selection, count) in wanted.items():
        report = export_theme(
            workspace, tmp_path / f"{name}.csv", ADDRESSES, silent, ExportOptions(selection=selection)
        )
        assert len(names_in(tmp_path / f"{name}.csv")) == count, name
        assert report.rows == count


def test_what_only_touches_the_border_of_an_area_is_not_in_it(workspace: Workspace, tmp_path: Path) -> None:
    beside = ExportOptions(selection=Selection(box=(384_400.0, 4_383_000.0, 384_500.0, 4_383_300.0)))
    with pytest.raises(SelectionEmpty):
        export_theme(workspace, tmp_path / "宗地.csv", PARCELS, silent, beside)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (ExportOptions(selection=Selection(fids=())), SelectionEmpty),
        (ExportOptions(selection=Selection(division="没有的社区")), BadPlace),
        (ExportOptions(selection=Selection(area="POLYGON((0 0,1 1,0 1,1 0,0 0))")), PolygonInvalid),
        (ExportOptions(selection=Selection(area="没有的文件.shp")), FileMissing),
        (ExportOptions(selection=Selection(box=(float("nan"), 0, 1, 1))), BadPlace),
        (ExportOptions(selection=Selection(circle=(0.0, 0.0, -1.0))), BadPlace),
        (ExportOptions(selection=Selection(where="name =")), ConditionInvalid),
        (ExportOptions(selection=Selection(where="没有的字段 = 1")), ConditionUnfit),
        (ExportOptions(columns=("没有的字段",)), FieldUnknown),
        (ExportOptions(columns=("法定代表人",)), FieldUnknown),
        (ExportOptions(elevation="单位名称"), FieldUnknown),
        (ExportOptions(crs="EPSG:999999"), BadReference),
        (ExportOptions(crs="GCJ-02"), BadReference),
        (ExportOptions(encoding="Big5"), EncodingUnclear),
        (ExportOptions(recipient="甲\n乙"), UsageError),
        (ExportOptions(approval="号" * 101), UsageError),
    ],
)
def test_what_cannot_be_is_one_error_and_leaves_nothing(
    workspace: Workspace, tmp_path: Path, options: ExportOptions, error: type[Exception]
) -> None:
    with pytest.raises(error):
        export_theme(workspace, tmp_path / "企业.csv", ENTITIES, silent, options)
    assert list(tmp_path.glob("*企业*")) == []
    assert releases(workspace) == []


def test_no_file_is_written_in_a_datum_to_which_no_way_is_known(workspace: Workspace, tmp_path: Path) -> None:
    for crs in ("EPSG:2383", "EPSG:2435"):  # Xian 1980, Beijing 1954
        with pytest.raises(BadReference) as caught:
            export_theme(workspace, tmp_path / "路.shp", ROADS, silent, ExportOptions(crs=crs))
        assert caught.value.values["reason"] == "no_datum_shift"


def test_no_file_is_written_in_a_local_system(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadReference) as caught:
        export_theme(workspace, tmp_path / "路.shp", ROADS, silent, ExportOptions(crs="local:康巴什独立坐标系"))
    assert caught.value.values["reason"] == "local_not_written"


def test_kml_is_always_in_degrees(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadReference) as caught:
        export_theme(workspace, tmp_path / "路.kml", ROADS, silent, ExportOptions(crs="EPSG:4525"))
    assert caught.value.values["reason"] == "format_in_degrees"
    assert export_theme(workspace, tmp_path / "路.kml", ROADS, silent).crs == "EPSG:4326"


def test_the_report_tells_the_crs_and_the_shortened_names(workspace: Workspace, tmp_path: Path) -> None:
    options = ExportOptions(crs="EPSG:4525", encoding="gbk", columns=("统一社会信用代码", "name"))
    report = export_theme(workspace, tmp_path / "企业.shp", ENTITIES, silent, options)
    assert (report.crs, report.encoding) == ("EPSG:4525", "GBK")
    assert report.shortened == (("统一社会信", "统一社会信用代码"),)
    frame = geopandas.read_file(tmp_path / "企业.shp")
    assert list(frame.columns) == ["统一社会信", "单位名称", "geometry"]
    assert frame.geometry[0].x > 37_000_000


def test_rows_without_a_place_are_counted_where_a_drawing_lacks_them(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("data.import", "entities") as change:
        change.writer.append(ENTITIES, Table({"name": ["无处可寻公司"]}, np.array([None], dtype=object)))
    report = export_theme(workspace, tmp_path / "企业.dxf", ENTITIES, silent)
    assert (report.rows, report.left_out, report.encoding) == (2, 1, "GBK")
