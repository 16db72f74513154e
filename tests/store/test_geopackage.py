"""city.gpkg is a GeoPackage that other programs open and edit, and every such edit is noticed."""

import gzip
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import (
    BadReference,
    DiskFull,
    WorkspaceDamaged,
    WorkspaceMissing,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from kangbashi_gis.model.catalogue import CATALOGUE
from kangbashi_gis.model.crs import DEFAULT
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ROADS, THEMES
from kangbashi_gis.operations.upkeep import check
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store import gpkg_schema
from kangbashi_gis.store.connection import connect
from kangbashi_gis.store.geopackage import GeoPackageStore
from kangbashi_gis.store.migrations import FORMAT

EDITOR = Path(__file__).with_name("gdal_editor.py")
OLD = Path(__file__).with_name("format_1.gpkg.gz")


def gdal_edits(path: Path) -> dict:
    done = subprocess.run([sys.executable, str(EDITOR), str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


def assert_noticed(space: Workspace, before: int) -> None:
    table = space.store.read(ADDRESSES)
    assert table.columns["full"] == ["改过的地址1号", "鄂尔多斯大街3号", "鄂尔多斯大街77号", "新增的地址2号"]
    assert table.columns["version"] == [2, 2, 1, 1]
    assert len(set(table.columns["id"])) == 4 and None not in table.columns["id"]
    assert table.geometry[1] == shapely.Point(384_300, 4_383_200)
    changes = space.store.changes_since(ADDRESSES, before)
    assert [(one.kind, one.fid, one.operation) for one in changes] == [
        ("U", 1, None), ("U", 2, None), ("D", 3, None), ("I", 5, None),
    ]  # fmt: skip
    assert space.store.bounds(ADDRESSES)[0].tolist() == [1, 2, 4, 5]
    assert check(space, silent).findings == ()


def test_gdal_edits_a_closed_workspace_and_we_notice(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space:
        before = space.store.stamp(ADDRESSES)
    seen = gdal_edits(workspace_folder / "city.gpkg")
    assert seen["results"] == [0, 0, 0, 0]
    with open_workspace(workspace_folder) as space:
        assert_noticed(space, before)


def test_gdal_edits_an_open_workspace_and_we_notice(workspace: Workspace) -> None:
    before = workspace.store.stamp(ADDRESSES)
    assert gdal_edits(workspace.store.path)["results"] == [0, 0, 0, 0]
    assert_noticed(workspace, before)


def test_gdal_sees_the_layers_the_catalogue_and_none_of_our_bookkeeping(workspace: Workspace) -> None:
    seen = gdal_edits(workspace.store.path)
    drawn = [theme.name for theme in THEMES if not theme.in_vault]
    assert set(seen["layers"]) == {*drawn, CATALOGUE.name, "layer_styles"}
    assert seen["layers"]["addresses"] == 4
    assert seen["crs"] == "4546"


def test_layers_are_titled_in_chinese(workspace: Workspace) -> None:
    rows = workspace.store.database.reader().execute("SELECT table_name, identifier FROM gpkg_contents").fetchall()
    assert dict(rows)["addresses"] == "标准地址"


def test_a_row_number_or_an_id_cannot_be_changed_by_another_program(workspace: Workspace) -> None:
    other = workspace.store.database.connect()
    for change in ("fid = 77", "id = 'x'"):
        with pytest.raises(Exception, match="never change"):
            other.execute(f"UPDATE roads SET {change} WHERE fid = 1")
    other.close()


def test_triggers_record_once_where_triggers_are_recursive(workspace: Workspace) -> None:
    before = workspace.store.stamp(ROADS)
    other = workspace.store.database.connect()
    other.execute("PRAGMA recursive_triggers = ON")
    other.execute("UPDATE roads SET lanes = 4 WHERE fid = 1")
    other.execute("INSERT INTO roads (name) VALUES ('新路')")
    other.close()
    assert [(one.kind, one.fid) for one in workspace.store.changes_since(ROADS, before)] == [("U", 1), ("I", 3)]
    assert workspace.store.read(ROADS).columns["version"] == [2, 1, 1]


def test_the_last_close_leaves_one_whole_file(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space, space.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))
    assert sorted(path.name for path in workspace_folder.glob("city.gpkg*")) == ["city.gpkg"]
    copied = workspace_folder / "副本.gpkg"
    copied.write_bytes((workspace_folder / "city.gpkg").read_bytes())
    store = GeoPackageStore(copied)
    assert store.read(ROADS).columns["name"][0] == "新街"
    store.close()


def test_a_workspace_crs_must_be_projected_in_metres(tmp_path: Path) -> None:
    with pytest.raises(BadReference):
        GeoPackageStore.create(tmp_path / "度.gpkg", "EPSG:4490")


def test_a_crs_that_nobody_has_numbered_is_kept_as_text(tmp_path: Path) -> None:
    import pyproj

    local = pyproj.CRS.from_proj4("+proj=tmerc +lon_0=109.8 +x_0=50000 +ellps=GRS80 +units=m").to_wkt()
    store = GeoPackageStore.create(tmp_path / "地方.gpkg", local)
    assert (store.crs, store.srs_id) == (local, 100_000)
    store.close()


def test_a_full_disk_is_told_and_what_was_there_is_still_there(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = workspace.store.database.reader().execute("PRAGMA page_count").fetchone()[0]

    def small(connection: object) -> None:
        gpkg_schema.equip(connection)
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    monkeypatch.setattr(workspace.store.database, "_equip", small)
    with pytest.raises(DiskFull), workspace.change("data.import", "addresses") as change:
        for _ in range(50):
            change.writer.append(ADDRESSES, Table({"full": ["长" * 500] * 20}))
    monkeypatch.undo()
    assert workspace.store.count(ADDRESSES) == 4
    assert workspace.log.entries(1)[0].outcome == "undone"
    assert check(workspace, silent).findings == ()


def test_a_store_opened_for_reading_is_not_written(workspace_folder: Path) -> None:
    store = GeoPackageStore(workspace_folder / "city.gpkg", read_only=True)
    assert store.count(ADDRESSES) == 4
    with pytest.raises(WorkspaceReadOnly), store.write(99):
        pass
    store.close()


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceMissing):
        GeoPackageStore(tmp_path / "无.gpkg")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_none_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.gpkg"
    path.write_bytes(content)
    with pytest.raises(WorkspaceDamaged):
        GeoPackageStore(path)
    assert path.read_bytes() == content


def test_an_older_format_is_brought_up_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "旧.gpkg"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    store = GeoPackageStore(path)
    assert store.read(ROADS).columns["name"] == ["康巴什大街", "乌兰木伦街"]
    assert ends(store) == [("2026-11-24", None)]
    with store.write(3, undoes=2) as writer:
        writer.undo(2)
        writer.involve_vault(3)
    assert store.read(ROADS).columns["name"] == ["鄂尔多斯大街", "乌兰木伦街"]
    assert store.read(ROADS).columns["valid_to"] == [None, None]
    assert ends(store) == [("2026-11-24", None), (date.today().isoformat(), None)]
    assert store.involved_vault(3) and not store.involved_vault(2)
    assert store.check() == []
    store.close()


def ends(store: GeoPackageStore) -> list[tuple[str | None, str | None]]:
    """Give when the kept images of roads ended, and the end that the rows had given themselves."""
    rows = store.database.reader().execute("SELECT valid_to, given_valid_to FROM roads_history ORDER BY hid")
    return rows.fetchall()


@pytest.mark.parametrize(("given", "kept"), [(None, "today"), ("2999-01-01", "today"), ("2001-01-01", "2001-01-01")])
def test_a_row_that_is_closed_says_when_and_comes_back_with_the_end_it_had(
    tmp_path: Path, given: str | None, kept: str
) -> None:
    store = GeoPackageStore.create(tmp_path / "城市.gpkg", DEFAULT)
    with store.write(1) as writer:
        fids = writer.append(ROADS, Table({"name": ["康城路", "永宁街"], "valid_to": [given, given]}))
    with store.write(2) as writer:
        writer.update(ROADS, fids[:1], Table({"name": ["改名路"]}))
        writer.delete(ROADS, fids[1:])
    assert store.read(ROADS).columns["valid_to"] == [given]
    assert ends(store) == [(date.today().isoformat() if kept == "today" else kept, given)] * 2
    with store.write(3, undoes=2) as writer:
        writer.undo(2)
    assert store.read(ROADS).columns["valid_to"] == [given, given]
    assert store.check() == []
    store.close()


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "新.gpkg"
    GeoPackageStore.create(path, DEFAULT).close()
    connection = connect(path)
    connection.execute("UPDATE kbs_meta SET value = ? WHERE name = 'format'", (str(FORMAT + 1),))
    connection.close()
    before = path.read_bytes()
    with pytest.raises(WorkspaceTooNew) as caught:
        GeoPackageStore(path)
    assert caught.value.values["found"] == FORMAT + 1
    assert path.read_bytes() == before


def test_a_field_and_a_theme_the_file_does_not_know_yet_are_added(tmp_path: Path) -> None:
    path = tmp_path / "城市.gpkg"
    store = GeoPackageStore.create(path, DEFAULT)
    with store.write(1) as writer:
        writer.append(ROADS, Table({"name": ["康城路"]}))
    store.close()
    connection = connect(path)
    for trigger in ("kbs_roads_I", "kbs_roads_U", "kbs_roads_D", "kbs_roads_fixed"):
        connection.execute(f"DROP TRIGGER {trigger}")
    for table in ("roads", "roads_history"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN lanes")
    for table in ("aliases", "aliases_history"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DELETE FROM gpkg_contents WHERE table_name = 'aliases'")
    connection.close()
    store = GeoPackageStore(path)
    with store.write(2) as writer:
        writer.update(ROADS, np.array([1]), Table({"lanes": [4]}))
    assert store.read(ROADS).columns["lanes"] == [4]
    assert store.check() == []
    store.close()
