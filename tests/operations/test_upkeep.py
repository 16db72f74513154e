"""A workspace is described, looked over for every kind of damage, and copied whole."""

import errno
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import (
    Cancelled,
    DiskFull,
    OutputExists,
    OutputUnwritable,
    PermissionDenied,
    VaultUnavailable,
    WorkspaceDamaged,
)
from kangbashi_gis.messages import finding, sentence
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, RESIDENTS, ROADS
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.upkeep import Finding, check, copy, info
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.sentences import FINDINGS
from kangbashi_gis.store import upkeep as upkeep_of_stores

# what another program or a failing disk could do, and what the check must call it
DAMAGES = {
    "id_missing": "UPDATE roads SET id = 'kurz' WHERE fid = 1",
    "version": "UPDATE roads SET version = 0 WHERE fid = 1",
    "change_lost": "DELETE FROM kbs_changes WHERE theme = 'roads'",
    "rtree": "DELETE FROM rtree_roads_geom WHERE id = 1",
    "change_without_operation": "DELETE FROM kbs_operations WHERE number = 1",
    "source_unknown": "UPDATE addresses SET source = 99 WHERE fid = 2",
    "layer_unlisted": "DELETE FROM gpkg_contents WHERE table_name = 'aliases'",
    "gate": "DELETE FROM kbs_gate",
}


def found(space: Workspace) -> set[str]:
    return {finding.what for finding in check(space, silent).findings}


def silently(space: Workspace, command: str) -> None:
    """Damage the file without the triggers noticing."""
    with space.store.database._writing() as connection:
        connection.execute("UPDATE kbs_gate SET bulk = 1")
        connection.execute("DROP TRIGGER kbs_roads_fixed")
        connection.execute(command)
        connection.execute("UPDATE kbs_gate SET bulk = 0")
        connection.execute("COMMIT")


def test_a_sound_workspace_has_no_findings(workspace: Workspace) -> None:
    report = check(workspace, silent)
    assert report.ok
    assert report.findings == ()


@pytest.mark.parametrize("what", DAMAGES)
def test_each_kind_of_damage_is_found(workspace: Workspace, what: str) -> None:
    silently(workspace, DAMAGES[what])
    assert what in found(workspace)


def test_a_lost_image_is_found(workspace: Workspace) -> None:
    with workspace.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))
    silently(workspace, "DELETE FROM roads_history")
    assert found(workspace) == {"image_lost"}


def test_overwritten_pages_are_found(workspace_folder: Path) -> None:
    with open_workspace(workspace_folder) as space:
        page = (
            space.store.database.reader()
            .execute("SELECT rootpage FROM sqlite_master WHERE name = 'kbs_addresses_full_index'")
            .fetchone()[0]
        )
    with (workspace_folder / "city.gpkg").open("r+b") as file:
        file.seek((page - 1) * 4096 + 2000)
        file.write(b"\x55" * 2000)
    with open_workspace(workspace_folder) as space:
        assert found(space) & {"integrity", "workspace_damaged"}


def test_a_lost_vault_key_is_found(workspace_folder: Path) -> None:
    (workspace_folder / "vault.key").unlink()
    with open_workspace(workspace_folder) as space:
        assert found(space) == {"vault_unavailable"}


def test_personal_rows_without_a_layer_row_are_found(workspace: Workspace) -> None:
    with workspace.change("data.import", "entities") as change:
        change.vault.append(ENTITIES, Table({"id": ["x" * 36], "phone": ["1"]}))
        change.vault.append(RESIDENTS, Table({"name": ["甲"], "address_fid": [4711]}))
    assert found(workspace) == {"vault_row_without_layer_row", "resident_without_address"}


def test_an_address_that_was_deleted_is_no_damage(workspace: Workspace) -> None:
    with workspace.change("edit", "addresses") as change:
        change.writer.delete(ADDRESSES, np.array([1]))
    assert check(workspace, silent).findings == ()


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_lost_or_emptied_vault_is_found_and_not_made_anew(
    workspace_folder: Path, lose: Callable[[Path], object]
) -> None:
    lose(workspace_folder / "vault.db")
    with open_workspace(workspace_folder) as space:
        for ask in (lambda: space.vault.population(np.array([1])), lambda: info(space)):
            with pytest.raises(VaultUnavailable) as caught:
                ask()
            assert caught.value.values["reason"] == "missing"
        with pytest.raises(VaultUnavailable), space.change("data.import", "residents") as change:
            change.vault.append(RESIDENTS, Table({"name": ["甲"]}))
        assert found(space) == {"vault_missing"}
    path = workspace_folder / "vault.db"
    assert not path.exists() or path.read_bytes() == b""


def test_a_vault_older_than_the_layers_is_found(workspace_folder: Path) -> None:
    old = (workspace_folder / "vault.db").read_bytes()
    with open_workspace(workspace_folder) as space, space.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, Table({"name": ["甲"]}))
        number = change.number
    (workspace_folder / "vault.db").write_bytes(old)
    with open_workspace(workspace_folder) as space:
        assert check(space, silent).findings == (Finding("operation_not_in_vault", "vault.db", str(number)),)


def test_an_operation_the_log_does_not_know_is_found(workspace: Workspace) -> None:
    with workspace.store.write(99) as writer:
        writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))
    assert found(workspace) == {"operation_not_in_log"}


def test_an_index_that_misses_a_row_is_found(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.index.refresh()
    assert check(workspace, silent).ok
    tree = workspace.index.spatial(ADDRESSES)
    monkeypatch.setattr(tree, "intersects", lambda *box: np.array([1, 2, 3]))
    assert found(workspace) == {"index_wrong"}


def test_a_check_can_be_stopped(workspace: Workspace) -> None:
    with pytest.raises(Cancelled):
        check(workspace, stop_at(0.5))


def test_info_says_what_is_in_a_workspace(workspace: Workspace) -> None:
    found = info(workspace)
    assert (found.name, found.crs, found.sample, found.read_only) == ("康巴什小样", "EPSG:4546", False, False)
    assert found.counts["addresses"] == 4
    assert found.counts["residents"] == 5
    assert found.extent == pytest.approx((384_000, 4_383_000, 384_400, 4_383_300), abs=1)
    assert found.operations == 8
    assert "CGCS2000" in found.crs_name


def test_info_keeps_the_number_of_people_from_those_who_may_not_know_it(workspace: Workspace) -> None:
    workspace.user = User("王", frozenset({Permission.VIEW}))
    assert info(workspace).counts["residents"] is None


def test_a_copy_is_the_same_workspace(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.folder / "rasters" / "高程.tif").write_bytes(b"II*\x00")
    target = copy(workspace, tmp_path / "优盘" / "康巴什", silent)
    with open_workspace(target) as copied:
        assert check(copied, silent).findings == ()
        assert info(copied).counts == info(workspace).counts
        assert copied.vault.population(np.arange(9)) == workspace.vault.population(np.arange(9))
        assert copied.log.entries() == workspace.log.entries()
        assert (target / "rasters" / "高程.tif").read_bytes() == b"II*\x00"
        undo(copied)
        assert copied.vault.count(RESIDENTS) == 0
    assert workspace.vault.count(RESIDENTS) == 5
    assert [path.name for path in target.parent.iterdir()] == ["康巴什"]


def test_a_copy_never_overwrites(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "已有"
    target.mkdir()
    (target / "文件").write_text("重要", encoding="utf-8")
    with pytest.raises(OutputExists):
        copy(workspace, target, silent)
    assert (target / "文件").read_text(encoding="utf-8") == "重要"


# how a file can be lost: it is gone, a folder is in its place, or it leads to a disk that is not there
LOSSES: dict[str, Callable[[Path], None]] = {
    "gone": lambda path: None,
    "folder": Path.mkdir,
    "elsewhere": lambda path: path.symlink_to("/移动硬盘/文件"),
}


@pytest.mark.parametrize(
    ("name", "loss"),
    [("vault.key", "gone"), ("vault.key", "folder"), ("vault.key", "elsewhere"), ("rasters/高程.tif", "elsewhere")],
)
def test_a_copy_names_the_file_that_cannot_be_read(
    workspace_folder: Path, tmp_path: Path, name: str, loss: str
) -> None:
    (workspace_folder / name).unlink(missing_ok=True)
    LOSSES[loss](workspace_folder / name)
    with open_workspace(workspace_folder) as space, pytest.raises(WorkspaceDamaged) as caught:
        copy(space, tmp_path / "优盘" / "康巴什", silent)
    assert caught.value.values["path"] == str(workspace_folder / name)
    assert list((tmp_path / "优盘").iterdir()) == []


def test_a_copy_without_the_vault_is_refused(workspace_folder: Path, tmp_path: Path) -> None:
    (workspace_folder / "vault.db").unlink()
    with open_workspace(workspace_folder) as space, pytest.raises(VaultUnavailable) as caught:
        copy(space, tmp_path / "优盘", silent)
    assert caught.value.values == {"path": str(workspace_folder / "vault.db"), "reason": "missing"}


@pytest.mark.parametrize("inner", ["副本", "rasters/副本", "rasters/../副本"])
def test_a_workspace_is_not_copied_into_itself(workspace: Workspace, inner: str) -> None:
    before = sorted(workspace.folder.rglob("*"))
    with pytest.raises(OutputUnwritable) as caught:
        copy(workspace, workspace.folder / inner, silent)
    assert caught.value.values["reason"] == "inside_itself"
    assert "里面" in sentence(caught.value, "zh")[0]
    assert sorted(workspace.folder.rglob("*")) == before


def test_a_full_disk_is_that_of_the_copy(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str | Path, target: str | Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr("shutil.copy2", full)
    with pytest.raises(DiskFull) as caught:
        copy(workspace, tmp_path / "优盘", silent)
    assert caught.value.values["path"] == str(tmp_path / "优盘")


def test_a_copy_that_is_stopped_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        copy(workspace, tmp_path / "优盘" / "康巴什", stop_at(0.4))
    assert list((tmp_path / "优盘").iterdir()) == []
    with workspace.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["新街"]}))


def test_copying_asks_for_permission(workspace: Workspace, tmp_path: Path) -> None:
    workspace.user = User("王", frozenset({Permission.VIEW}))
    with pytest.raises(PermissionDenied):
        copy(workspace, tmp_path / "优盘", silent)


def stop_at(limit: float) -> Callable[[float, str], None]:
    """Give a progress that stops the work once it has come so far."""

    def report(fraction: float, step: str = "") -> None:
        if fraction >= limit:
            raise Cancelled()

    return report


def test_every_finding_has_words() -> None:
    known = {*upkeep_of_stores.OF_A_FILE, *upkeep_of_stores.OF_A_TABLE, *DAMAGES, "operation_not_in_vault"}
    assert known <= FINDINGS.keys()
    assert finding("rtree") == "空间索引与图形不符"
    assert finding("rtree", "en") != finding("rtree")
