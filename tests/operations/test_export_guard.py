"""Much of the large-scale base in one piece needs an approval; whatever is given out stands in the ledger first."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import OutputExists, PermissionDenied, ReleaseRefused, WorkspaceReadOnly
from kangbashi_gis.importing import fingerprint
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ENTITIES, ROADS
from kangbashi_gis.operations import exporting
from kangbashi_gis.operations.catalogue import Description, catalogue, describe
from kangbashi_gis.operations.export_guard import releases
from kangbashi_gis.operations.exporting import ExportOptions, export_theme
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.selecting import Selection
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_383_000.0
WEST, EAST = (X - 100, Y - 100, X + 3_900, Y + 6_100), (X + 4_000, Y - 100, X + 8_100, Y + 6_100)


def grid(space: Workspace) -> None:
    """Lay streets over 8 km × 5.5 km, each 2 km long."""
    lines = [
        shapely.LineString([(X + east, Y + north), (X + east + 1_999, Y + north)])
        for east in range(0, 8_000, 2_000)
        for north in range(0, 5_501, 500)
    ]
    names = [f"测试路{number}" for number in range(len(lines))]
    table = Table({"name": names, "code": [f"T{at}" for at in range(len(lines))]}, np.array(lines, dtype=object))
    with space.change("data.import", "roads") as change:
        change.writer.append(ROADS, table)


def given(
    space: Workspace, out: Path, box: tuple[float, float, float, float], recipient: str = "", approval: str = ""
) -> float:
    options = ExportOptions(selection=Selection(box=box), recipient=recipient, approval=approval)
    return export_theme(space, out, ROADS, silent, options).area_km2


def test_up_to_25_km2_go_out_and_more_do_not(workspace: Workspace, tmp_path: Path) -> None:
    grid(workspace)
    assert 20 < given(workspace, tmp_path / "西.gpkg", WEST) < 25
    with pytest.raises(ReleaseRefused) as caught:
        export_theme(workspace, tmp_path / "全部.gpkg", ROADS, silent)
    assert caught.value.values["reason"] == "over_25_km2"
    assert sorted(one.name for one in tmp_path.glob("*.gpkg")) == ["西.gpkg"]


def test_pieces_given_to_one_recipient_add_up_however_the_name_is_written(workspace: Workspace, tmp_path: Path) -> None:
    grid(workspace)
    given(workspace, tmp_path / "西.gpkg", WEST, "甲测绘公司 A")
    given(workspace, tmp_path / "东给乙.gpkg", EAST, "乙公司")
    with pytest.raises(ReleaseRefused):
        given(workspace, tmp_path / "东.gpkg", EAST, " 甲测绘 公司ａ")


def test_an_approval_and_the_permission_let_it_out_and_both_are_needed(workspace: Workspace, tmp_path: Path) -> None:
    grid(workspace)
    everything = (X - 100, Y - 100, X + 9_000, Y + 7_000)
    workspace.user = User("测绘员", frozenset(Permission) - {Permission.EXPORT_SECRET})
    with pytest.raises(PermissionDenied):
        given(workspace, tmp_path / "全部.gpkg", everything, "甲", "密审〔2026〕7号")
    workspace.user = User("保密员", frozenset(Permission))
    with pytest.raises(ReleaseRefused):
        given(workspace, tmp_path / "全部.gpkg", everything, "甲", "  ")
    assert given(workspace, tmp_path / "全部.gpkg", everything, "甲", "密审〔2026〕7号") > 45
    (row,) = releases(workspace)
    assert (row.user, row.recipient, row.approval, row.outcome) == ("保密员", "甲", "密审〔2026〕7号", "done")


def test_themes_that_are_no_base_map_are_free_until_the_catalogue_calls_them_secret(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "法人 补充.csv"
    file.write_text("统一社会信用代码,单位名称,地址编码\n91150699MA0000009X,某公司,A0001\n", encoding="utf-8")
    import_file(workspace, file, ENTITIES, ImportOptions(), silent)
    export_theme(workspace, tmp_path / "一.csv", ENTITIES, silent)
    describe(workspace, catalogue(workspace)[0].number, Description(secrecy="秘密"))
    with pytest.raises(ReleaseRefused) as caught:
        export_theme(workspace, tmp_path / "二.csv", ENTITIES, silent)
    assert caught.value.values["reason"] == "marked_secret"
    export_theme(workspace, tmp_path / "二.csv", ENTITIES, silent, ExportOptions(approval="7号"))


def test_a_base_that_is_open_in_all_its_files_is_free(workspace: Workspace, tmp_path: Path) -> None:
    grid(workspace)
    file = tmp_path / "公开路.csv"
    file.write_text(f'道路编码,名称,WKT\nP1,公开路,"LINESTRING({X} {Y},{X + 9} {Y})"\n', encoding="utf-8")
    import_file(workspace, file, ROADS, ImportOptions(crs="EPSG:4546"), silent)
    describe(workspace, catalogue(workspace)[0].number, Description(secrecy="公开"))
    assert export_theme(workspace, tmp_path / "全部.gpkg", ROADS, silent).area_km2 > 45


def test_the_ledger_says_who_gave_what_to_whom(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "道路 交付.shp"
    report = export_theme(workspace, out, ROADS, silent, ExportOptions(recipient="甲公司", crs="EPSG:4525"))
    (row,) = releases(workspace, "甲公司")
    assert (row.theme, row.file, row.rows, row.crs) == ("roads", "道路 交付.shp", 2, "EPSG:4525")
    assert row.sha256 == fingerprint.sha256(out) == report.sha256
    assert row.number == report.release
    assert 0 < row.area_km2 < 1
    assert releases(workspace, "乙公司") == []


def test_the_row_is_on_the_disk_before_the_file_appears(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(aside: Path, out: Path, *, overwrite: bool) -> None:
        with sqlite3.connect(workspace.folder / "log.db") as other:
            seen.append((other.execute("SELECT file, outcome FROM releases").fetchall(), out.exists()))
        other.close()
        raise OutputExists(path=str(out))

    monkeypatch.setattr(exporting, "publish", look)
    with pytest.raises(OutputExists):
        export_theme(workspace, tmp_path / "路.csv", ROADS, silent)
    assert seen == [([("路.csv", "begun")], False)]
    assert releases(workspace)[0].outcome == "undone"


def test_what_did_not_appear_does_not_count(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid(workspace)

    def fail(aside: Path, out: Path, *, overwrite: bool) -> None:
        raise OutputExists(path=str(out))

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "publish", fail)
        with pytest.raises(OutputExists):
            given(workspace, tmp_path / "西.gpkg", WEST, "甲")
    assert given(workspace, tmp_path / "东.gpkg", EAST, "甲") < 25


def test_without_a_ledger_to_write_to_nothing_goes_out(workspace_folder: Path, tmp_path: Path) -> None:
    with open_workspace(workspace_folder, read_only=True) as space, pytest.raises(WorkspaceReadOnly):
        export_theme(space, tmp_path / "路.csv", ROADS, silent)
    assert list(tmp_path.glob("路*")) == []
