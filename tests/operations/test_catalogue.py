"""The catalogue follows every import, is undone with it, and is described by people."""

import gzip
import shutil
from pathlib import Path

import pytest

from kangbashi_gis.errors import EntryUnknown, PermissionDenied, UsageError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.catalogue import CATALOGUE
from kangbashi_gis.model.themes import ALIASES, ROADS
from kangbashi_gis.operations.catalogue import Description, Entry, catalogue, describe, level, opens
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.undo import redo, undo
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store.geopackage import GeoPackageStore


def bring(space: Workspace, folder: Path, alias: str = "老市府", name: str = "别名 2026.csv") -> None:
    path = folder / name
    path.write_text(f"别名,标准名\n{alias},康巴什区\n", encoding="utf-8")
    import_file(space, path, ALIASES, ImportOptions(), silent)


def only(space: Workspace) -> Entry:
    (entry,) = catalogue(space)
    return entry


def test_an_import_is_entered_with_its_source(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    entry = only(workspace)
    assert (entry.theme, entry.file, entry.format, entry.rows) == ("aliases", "别名 2026.csv", "csv", 1)
    assert len(entry.sha256 or "") == 64
    assert entry.encoding
    assert entry.operation == workspace.log.entries(1)[0].number
    assert (entry.owner, entry.secrecy, entry.data_date, entry.every_days) == (None, None, None, None)


def test_how_coordinates_were_read_is_entered(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "路.geojson"
    path.write_text(
        '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4525"}},"features":[{"type":'
        '"Feature","properties":{"code":"R9","name":"康宁街","class":"branch"},"geometry":{"type":"LineString",'
        '"coordinates":[[37384000,4383000],[37384300,4383000]]}}]}',
        encoding="utf-8",
    )
    import_file(workspace, path, ROADS, ImportOptions(crs="EPSG:4525"), silent)
    entry = only(workspace)
    assert entry.crs == "EPSG:4525"
    assert entry.transformation
    assert entry.accuracy_m == 0.0


def test_undoing_an_import_takes_its_entry_back(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    assert undo(workspace).rows == 1
    assert catalogue(workspace) == []
    redo(workspace)
    assert only(workspace).file == "别名 2026.csv"


def test_the_same_file_again_renews_nothing_and_a_newer_one_renews_its_entry(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, tmp_path)
    first = describe(workspace, only(workspace).number, Description(owner="康巴什区自然资源局", every_days=30))
    bring(workspace, tmp_path)
    assert only(workspace) == first
    assert workspace.log.entries(1)[0].outcome == "idle"
    bring(workspace, tmp_path, alias="新别名")
    renewed = only(workspace)
    assert (renewed.number, renewed.owner, renewed.every_days) == (first.number, "康巴什区自然资源局", 30)
    assert renewed.sha256 != first.sha256
    assert (renewed.operation or 0) > (first.operation or 0)


def test_another_file_is_another_entry(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    bring(workspace, tmp_path, "另一个", "别名 补充.csv")
    assert sorted(one.file for one in catalogue(workspace)) == ["别名 2026.csv", "别名 补充.csv"]


def test_what_is_described_can_be_undone(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    told = Description(owner="测绘院", secrecy="内部", data_date="2026年6月30日", every_days=180)
    entry = describe(workspace, only(workspace).number, told)
    assert (entry.owner, entry.secrecy, entry.data_date, entry.every_days) == ("测绘院", "内部", "2026-06-30", 180)
    assert undo(workspace).operation == "catalogue.describe"
    assert (only(workspace).owner, only(workspace).secrecy) == (None, None)


def test_what_is_overdue_comes_first(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    bring(workspace, tmp_path, "另一个", "早的.csv")
    late = next(one.number for one in catalogue(workspace) if one.file == "早的.csv")
    describe(workspace, late, Description(every_days=30))
    with workspace.change("data.edit", "catalogue") as change:
        rows = workspace.store.read(CATALOGUE)
        change.writer.update(CATALOGUE, rows.fid, rows.with_columns(renewed=["2020-01-01"] * 2))  # type: ignore[arg-type]
    first, second = catalogue(workspace)
    assert (first.number, first.overdue, first.due) == (late, True, "2020-01-31")
    assert (second.overdue, second.due) == (False, None)


WRONG = (
    Description(secrecy="顶级"), Description(data_date="6/8/2016"), Description(every_days=-1),
    Description(owner="名\x07称"),
)  # fmt: skip


@pytest.mark.parametrize("about", WRONG)
def test_what_cannot_be_is_refused(workspace: Workspace, tmp_path: Path, about: Description) -> None:
    bring(workspace, tmp_path)
    with pytest.raises(UsageError):
        describe(workspace, only(workspace).number, about)


def test_a_line_that_is_not_there_is_told(workspace: Workspace) -> None:
    with pytest.raises(EntryUnknown):
        describe(workspace, 77, Description(owner="测绘院"))


def test_calling_data_more_open_needs_its_own_permission(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    number = only(workspace).number
    workspace.user = User("资料员", frozenset({Permission.VIEW, Permission.EDIT}))
    assert describe(workspace, number, Description(secrecy="秘密")).secrecy == "秘密"
    for level_wanted in ("公开", "内部", ""):
        with pytest.raises(PermissionDenied):
            describe(workspace, number, Description(secrecy=level_wanted))
    assert only(workspace).secrecy == "秘密"


def test_what_opens_data() -> None:
    assert opens(None, "公开") and opens("秘密", "内部") and opens("秘密", None) and opens("绝密", "机密")
    assert not opens(None, "内部") and not opens("内部", "秘密") and not opens("公开", "公开")


def test_a_theme_is_as_secret_as_its_most_secret_file_and_open_only_if_all_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert level(workspace, "aliases") is None
    bring(workspace, tmp_path)
    bring(workspace, tmp_path, "另一个", "二.csv")
    one, two = (entry.number for entry in catalogue(workspace))
    describe(workspace, one, Description(secrecy="公开"))
    assert level(workspace, "aliases") is None
    describe(workspace, two, Description(secrecy="公开"))
    assert level(workspace, "aliases") == "公开"
    describe(workspace, two, Description(secrecy="机密"))
    assert level(workspace, "aliases") == "机密"


def test_what_came_in_before_there_was_a_catalogue_is_listed(workspace_folder: Path, tmp_path: Path) -> None:
    with open_workspace(workspace_folder) as space:
        bring(space, tmp_path)
        operation = space.log.entries(1)[0].number
        before = only(space)
        with space.store.database.transaction(0) as connection:
            for command in (
                "DROP TABLE catalogue",
                "DROP TABLE catalogue_history",
                "DELETE FROM gpkg_contents WHERE table_name = 'catalogue'",
                "DELETE FROM kbs_changes WHERE theme = 'catalogue'",
            ):
                connection.execute(command)
    with open_workspace(workspace_folder, read_only=True) as space:
        assert catalogue(space) == []
    with open_workspace(workspace_folder) as space:
        entry = only(space)
        assert (entry.theme, entry.file, entry.sha256, entry.operation) == (
            "aliases", "别名 2026.csv", before.sha256, operation,
        )  # fmt: skip
        assert (entry.crs, entry.encoding, entry.secrecy) == (None, None, None)
        assert space.store.check() == []
        undo(space)
        assert catalogue(space) == []


def test_a_store_of_the_oldest_format_gains_a_catalogue(tmp_path: Path) -> None:
    packed = Path(__file__).parent.parent / "store" / "format_1.gpkg.gz"
    path = tmp_path / "city.gpkg"
    with gzip.open(packed) as old, path.open("wb") as new:
        shutil.copyfileobj(old, new)
    store = GeoPackageStore(path)
    try:
        assert store.catalogued
        assert len(store.read(CATALOGUE)) == len(store.sources())
    finally:
        store.close()
