"""Tampering is found: within the log, by what was anchored of it, and by what the vault remembers."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from kangbashi_gis.cli.main import main, run
from kangbashi_gis.errors import PermissionDenied, WorkspaceDamaged
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations import auditing
from kangbashi_gis.operations.noting import EVERY, anchor_file, packed, unpacked
from kangbashi_gis.operations.workspace import create_workspace, open_workspace
from kangbashi_gis.store import anchors


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KANGBASHI_GIS_CONFIG", str(tmp_path / "配置"))
    with create_workspace(tmp_path / "示例", "示例") as space:
        for _ in range(8):
            space.note(EventKind.LOOKUP, subject="name", count=1)
        auditing.put_down(space)
    return tmp_path / "示例"


def codes(folder: Path) -> list[str]:
    with open_workspace(folder) as space:
        return [finding.code for finding in auditing.verify(space).findings]


def change(folder: Path, *commands: str) -> None:
    with sqlite3.connect(folder / "log.db") as connection:
        for command in commands:
            connection.execute(command)
    connection.close()


def test_a_log_that_nobody_touched_is_whole(folder: Path) -> None:
    with open_workspace(folder) as space:
        verdict = auditing.verify(space)
    assert (verdict.whole, verdict.anchors, verdict.anchored_to, verdict.unprotected) == (True, 1, 9, 1)


def test_a_log_that_was_cut_is_found_by_its_anchor(folder: Path) -> None:
    change(folder, "DELETE FROM events WHERE number > 5")
    assert codes(folder) == ["cut"]


def test_a_log_that_was_written_anew_is_found_by_its_anchor(folder: Path) -> None:
    change(folder, "DELETE FROM events WHERE number > 5")
    with open_workspace(folder) as space:
        for _ in range(4):
            space.note(EventKind.LOOKUP, subject="name")
    assert codes(folder) == ["rewritten"]


def test_an_older_log_put_back_is_found(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "log.db", tmp_path / "旧.db")
    with open_workspace(folder) as space:
        for _ in range(3):
            space.note(EventKind.LOOKUP, subject="name")
        auditing.put_down(space)
    shutil.copy(tmp_path / "旧.db", folder / "log.db")
    assert codes(folder) == ["cut"]


def test_another_log_in_its_place_is_found(folder: Path, tmp_path: Path) -> None:
    create_workspace(tmp_path / "另一个", "另一个").close()
    shutil.copy(tmp_path / "另一个" / "log.db", folder / "log.db")
    assert codes(folder) == ["other_log"]


def test_what_was_printed_elsewhere_counts_too(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder) as space:
        kept = anchor_file(space)
    kept.rename(tmp_path / "打印的.txt")
    change(folder, "DELETE FROM events WHERE number > 5")
    assert codes(folder) == []
    with open_workspace(folder) as space:
        found = auditing.verify(space, [tmp_path / "打印的.txt"]).findings
    assert [finding.code for finding in found] == ["cut"]


def test_a_hundred_events_are_anchored_without_being_asked(folder: Path) -> None:
    with open_workspace(folder) as space:
        for _ in range(EVERY):
            space.note(EventKind.LOOKUP, subject="name")
        assert [one.number for one in anchors.read(anchor_file(space))] == [9, 9 + EVERY]


def test_an_anchor_that_cannot_be_written_stops_nobody(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_workspace(folder) as space:
        path = anchor_file(space)
        path.unlink()
        path.mkdir()
        auditing.put_down(space)
        space.note(EventKind.LOOKUP)
    assert "anchor" in caplog.text


def test_the_vault_remembers_the_log(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder) as space:
        anchor_file(space).unlink()
        assert space.vault.head() is None
        auditing.put_down(space)
        anchor_file(space).unlink()
        change(folder, "DELETE FROM events WHERE number > 5")
        assert [finding.code for finding in auditing.verify(space).findings] == ["cut"]


def test_an_older_vault_put_back_is_found(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder) as space:
        space.vault.head()
        auditing.put_down(space)
    shutil.copy(folder / "vault.db", tmp_path / "旧.db")
    with open_workspace(folder) as space:
        space.vault.head()
        space.note(EventKind.LOOKUP)
        auditing.put_down(space)
    shutil.copy(tmp_path / "旧.db", folder / "vault.db")
    with open_workspace(folder) as space:
        space.vault.head()
        assert [finding.code for finding in auditing.verify(space).findings] == ["vault_older"]


def test_reading_the_log_is_in_the_log(folder: Path) -> None:
    with open_workspace(folder) as space:
        found = auditing.show(space, auditing.Wanted(kind="lookup", limit=3))
        assert [event.kind for event in found] == ["lookup"] * 3
        (read,) = auditing.show(space, auditing.Wanted(kind="log_read"))[1:]
        assert (read.reason, read.user) == ("lookup", "local")


def test_only_who_may_reads_and_checks_the_log(folder: Path) -> None:
    with open_workspace(folder) as space:
        space.user = User("规划", frozenset({Permission.VIEW}))
        for ask in (lambda: auditing.verify(space), lambda: auditing.show(space, auditing.Wanted())):
            with pytest.raises(PermissionDenied):
                ask()


def test_without_a_log_there_is_no_answer(folder: Path) -> None:
    with open_workspace(folder) as space:
        change(folder, "DROP TABLE events")
        with pytest.raises(WorkspaceDamaged):
            space.note(EventKind.LOOKUP)


def test_boxes_come_apart_as_they_were_packed() -> None:
    assert unpacked(packed([b"", b"abc", b"\x00" * 300])) == [b"", b"abc", b"\x00" * 300]
    assert unpacked(b"\x00") == []


def test_the_command_line_tells_what_it_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "verify", str(folder)]) == 0
    assert "日志完好" in capsys.readouterr().out
    change(folder, "DELETE FROM events WHERE number > 5")
    assert run(["audit", "verify", str(folder), "--json"]) == 59
    document = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in document["findings"]] == ["cut"]


def test_the_command_line_anchors_and_shows(folder: Path) -> None:
    made = json.loads(CliRunner().invoke(main, ["audit", "anchor", str(folder), "--json"]).output)
    assert anchors.parse(made["line"]) is not None
    shown = json.loads(CliRunner().invoke(main, ["audit", "show", str(folder), "--kind", "anchor", "--json"]).output)
    assert [event["count"] for event in shown["events"]] == [made["number"], 9]
