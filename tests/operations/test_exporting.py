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
    Cancelled,
    DiskFull,
    EncodingUnclear,
    OutputExists,
    OutputUnwritable,
    PermissionDenied,
    PersonalOnly,
    ThemeMismatch,
)
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.writers import DRAWINGS, WRITERS
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ALIASES, COMPOUNDS, ENTITIES, PARCELS, RESIDENTS, ROADS
from kangbashi_gis.operations.exporting import ExportOptions, export_theme
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import reporting, silent


@pytest.mark.parametrize("suffix", sorted({*WRITERS} - DRAWINGS))
def test_what_is_exported_comes_back_unchanged(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"企业 导出{suffix}"
    report = export_theme(workspace, out, ENTITIES, silent)
    assert (report.rows, report.path) == (2, out)
    back = import_file(workspace, out, ENTITIES, ImportOptions(), silent)
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
