"""The log numbers operations, and says which have not ended."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kangbashi_gis.errors import WorkspaceDamaged
from kangbashi_gis.model.crs import DEFAULT
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.store.audit import AuditLog
from kangbashi_gis.store.geopackage import GeoPackageStore


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    AuditLog.create(tmp_path / "日志.db")
    return AuditLog(tmp_path / "日志.db", "甲")


def test_operations_are_numbered_in_order(log: AuditLog) -> None:
    assert [log.begin("王", "data.import", "地址.csv") for _ in range(3)] == [1, 2, 3]
    assert [entry.number for entry in log.entries(2)] == [3, 2]
    log.close()


def test_an_operation_without_an_end_is_unsettled(log: AuditLog) -> None:
    for outcome in ("done", "undone", None):
        number = log.begin("王", "edit", "roads")
        if outcome:
            log.finish(number, outcome)
    (left,) = log.unsettled()
    assert (left.number, left.operation, left.subject, left.user, left.session) == (3, "edit", "roads", "王", "甲")
    log.close()


def test_what_is_logged_is_there_after_a_restart(log: AuditLog) -> None:
    log.finish(log.begin("王", "undo", "roads", undoes=7), "done")
    log.close()
    again = AuditLog(log.path)
    entry = again.entry(1)
    assert entry is not None
    assert (entry.outcome, entry.undoes, entry.ended is not None) == ("done", 7, True)
    assert again.entry(2) is None
    again.close()


def test_a_copy_holds_the_same(log: AuditLog, tmp_path: Path) -> None:
    log.begin("王", "edit", "roads")
    log.copy(tmp_path / "副本.db")
    copied = AuditLog(tmp_path / "副本.db")
    assert copied.entries() == log.entries()
    copied.close()
    log.close()


def test_another_file_is_not_taken_for_a_log(tmp_path: Path) -> None:
    GeoPackageStore.create(tmp_path / "城市.gpkg", DEFAULT).close()
    with pytest.raises(WorkspaceDamaged):
        AuditLog(tmp_path / "城市.gpkg")


def test_what_a_killed_program_had_noted_is_read_where_nothing_can_be_written_and_folded_in_by_the_next(
    log: AuditLog, tmp_path: Path
) -> None:
    log.note(EventKind.LOOKUP, "王", count=1)
    left = tmp_path / "留下的.db"
    for side in ("", "-wal"):
        shutil.copy(f"{log.path}{side}", f"{left}{side}")
    with closing(AuditLog(left, read_only=True)) as read:
        assert read.head().number == log.head().number and read.faults() == []
    AuditLog(left).close()
    assert not left.with_name(left.name + "-wal").exists()
    with closing(AuditLog(left)) as again:
        assert again.head().number == log.head().number
