"""Erasing one person: nothing is left in the vault's pages, older vaults follow, and nobody comes back unnoticed."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.errors import PersonErased, ReasonUnknown, ResidentUnknown
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import auditing, backup, erasing, residents, restoring, undo, upkeep
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from tests.operations.test_backup import entered

NAME, NUMBER, PHONE = "赫连勃勃", "150699196607070015", "19999999987"


def add(space: Workspace, name: str = NAME, number: str = NUMBER) -> str:
    table = Table({"name": [name], "id_number": [number], "phone": [PHONE], "address_fid": [1], "household": ["H9"]})
    with space.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, table)
    return space.vault.ids(RESIDENTS)[-1]


def edit(space: Workspace, fid: int, **columns: str) -> None:
    with space.change("edit", "residents") as change:
        change.vault.update(RESIDENTS, np.array([fid]), Table({name: [value] for name, value in columns.items()}))


def pages(folder: Path) -> bytes:
    """Decrypt the vault as a whole, and read the bytes of its pages."""
    plain = folder.parent / "明文.db"
    key = (folder / "vault.key").read_bytes().hex()
    with closing(dbapi2.connect(str(folder / "vault.db"))) as connection:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("ATTACH ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')")
    content = plain.read_bytes()
    plain.unlink()
    return content


def raw_pages(folder: Path) -> bytes:
    """Decrypt the file page by page, so that free pages and gaps are seen too (SQLCipher 4: AES-256-CBC, raw key)."""
    with closing(dbapi2.connect(str(folder / "vault.db"))) as connection:
        key = (folder / "vault.key").read_bytes().hex()
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy = folder.parent / "明文页.db"
        with closing(dbapi2.connect(str(copy))) as target:
            connection.backup(target)
    content = copy.read_bytes()
    copy.unlink()
    return content


def traces(content: bytes) -> list[str]:
    words = (NAME, NUMBER, PHONE, "赫连", "19660707")
    return [word for word in words for code in ("utf-8", "utf-16-le", "gbk") if word.encode(code) in content]


def test_no_byte_of_the_person_is_left_in_the_vault_nor_anywhere_else(
    workspace: Workspace, workspace_folder: Path
) -> None:
    identity = add(workspace)
    edit(workspace, 6, phone="19999999988")
    edit(workspace, 6, phone=PHONE)
    workspace.vault.close()
    assert traces(pages(workspace_folder))
    report = erasing.erase(workspace, identity, "consent_withdrawn")
    assert (report.rows, report.images, report.cleaned) == (1, 2, True)
    workspace.close()
    assert traces(pages(workspace_folder)) == []
    for path in workspace_folder.rglob("*"):
        assert path.is_dir() or traces(path.read_bytes()) == []
    with open_workspace(workspace_folder) as space:
        assert upkeep.check(space, silent).ok
        assert residents.find(space, "赫连").total == 0
        assert residents.find(space, NUMBER).total == 0
        assert space.vault.count(RESIDENTS) == 5
        assert auditing.verify(space).whole


def test_the_tokens_of_the_name_are_gone_from_the_index(workspace: Workspace, workspace_folder: Path) -> None:
    identity = add(workspace)
    erasing.erase(workspace, identity, "period_over")
    workspace.vault.close()
    key = (workspace_folder / "vault.key").read_bytes().hex()
    with closing(dbapi2.connect(str(workspace_folder / "vault.db"))) as connection:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, people_tokens, row)")
        words = {row[0] for row in connection.execute("SELECT term FROM temp.words")}
    assert f"0c{ord('赫'):x}" not in words
    assert f"0c{ord('赵'):x}" in words


def test_what_was_undone_before_is_erased_from_the_history_too(workspace: Workspace, workspace_folder: Path) -> None:
    identity = add(workspace)
    undo.undo(workspace)
    report = erasing.erase(workspace, identity, "recorded_wrongly")
    assert (report.rows, report.images) == (0, 1)
    undo.redo(workspace)
    assert workspace.vault.count(RESIDENTS) == 5
    workspace.close()
    assert traces(pages(workspace_folder)) == []


def test_the_operation_that_added_a_person_with_others_can_still_be_undone(workspace: Workspace) -> None:
    table = Table({"name": [NAME, "别人"], "id_number": [NUMBER, "15069919770101001X"]})
    with workspace.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, table)
    erasing.erase(workspace, workspace.vault.ids(RESIDENTS)[5], "consent_withdrawn")
    assert upkeep.check(workspace, silent).ok
    undo.undo(workspace)
    assert workspace.vault.count(RESIDENTS) == 5
    undo.redo(workspace)
    assert workspace.vault.count(RESIDENTS) == 6
    assert upkeep.check(workspace, silent).ok


def test_somebody_else_who_once_had_the_number_by_mistake_stays(workspace: Workspace, workspace_folder: Path) -> None:
    other = add(workspace, "纠错的人", NUMBER)
    edit(workspace, 6, id_number="150699196607070031")
    identity = add(workspace)
    erasing.erase(workspace, identity, "consent_withdrawn")
    assert other in workspace.vault.ids(RESIDENTS)
    assert upkeep.check(workspace, silent).ok
    workspace.close()
    assert NUMBER.encode() not in pages(workspace_folder)


def test_who_was_erased_does_not_come_back_by_an_import_and_that_is_said(workspace: Workspace) -> None:
    erasing.erase(workspace, add(workspace), "consent_withdrawn")
    with pytest.raises(PersonErased):
        add(workspace)
    with pytest.raises(PersonErased):
        add(workspace, number=NUMBER[:6] + NUMBER[8:17])  # the same number in its old form
    assert workspace.vault.count(RESIDENTS) == 5
    assert erasing.readmit(workspace, NUMBER)
    add(workspace)
    assert workspace.vault.count(RESIDENTS) == 6
    assert upkeep.check(workspace, silent).ok


def test_a_backup_from_before_is_followed_by_the_erasing_before_anybody_is_asked(
    workspace: Workspace, workspace_folder: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "备份盘"
    identity = add(workspace)
    name = backup.make(workspace, disk, silent).name
    report = erasing.erase(workspace, identity, "consent_withdrawn")
    assert [one.name for one in report.backups] == [name]
    assert report.last_expiry == report.backups[0].expires > ""
    restored = restoring.restore(workspace, disk, tmp_path / "旧的", silent)
    assert restored.erased == 1
    restoring.replace(workspace, disk, silent, name)
    for folder in (tmp_path / "旧的", workspace_folder):
        with open_workspace(folder) as space:
            with pytest.raises(ResidentUnknown):
                erasing.erase(space, identity, "consent_withdrawn")
            assert space.vault.count(RESIDENTS) == 5
            assert upkeep.check(space, silent).ok
            with pytest.raises(PersonErased):
                add(space)
        assert traces(pages(folder)) == []


@pytest.mark.usefixtures("quick_vault")
def test_the_list_of_the_erased_outlives_a_change_of_the_key(staffed_folder: Path) -> None:
    with entered(staffed_folder, Role.CLERK) as space:
        erasing.erase(space, add(space), "consent_withdrawn")
        space.vault.rotate()
    with entered(staffed_folder, Role.CLERK) as space, pytest.raises(PersonErased):
        add(space)


def test_the_log_names_nobody_and_a_reason_is_needed(workspace: Workspace, workspace_folder: Path) -> None:
    identity = add(workspace)
    with pytest.raises(ReasonUnknown):
        erasing.erase(workspace, identity, "因为")
    with pytest.raises(ResidentUnknown):
        erasing.erase(workspace, "没有的", "consent_withdrawn")
    report = erasing.erase(workspace, identity, "consent_withdrawn")
    events = workspace.log.events("kind = ?", (EventKind.ERASED.value,))
    assert report.person == events[-1].person
    assert {one.reason for one in events} == {"consent_withdrawn", "also"}
    assert identity.encode() not in (workspace_folder / "log.db").read_bytes()
