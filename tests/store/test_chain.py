"""Whoever touches a row of the log leaves a trace; what was written down elsewhere shows what was cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.model.events import Anchor, EventKind
from kangbashi_gis.store import anchors
from kangbashi_gis.store.audit import AuditLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    path = tmp_path / "日志.db"
    AuditLog.create(path)
    log = AuditLog(path, "甲")
    for turn in range(5):
        log.note(EventKind.LOOKUP, "王", subject="name", count=turn)
        log.finish(log.begin("李", "data.import", "地址.csv"), "done")
    yield log
    log.close()


def tamper(log: AuditLog, command: str, *values: object) -> list[str]:
    """Let another program change the file, and give what the log then finds about itself."""
    with dbapi2.connect(str(log.path)) as connection:
        connection.execute(command, values)
    connection.close()
    return [finding.code for finding in log.faults()]


def test_a_log_that_nobody_touched_is_whole(log: AuditLog) -> None:
    assert log.faults() == []
    assert log.head().number == 16


@pytest.mark.parametrize("column", ["at", "kind", "user", "session", "subject", "person", "reason"])
def test_a_changed_word_is_found(log: AuditLog, column: str) -> None:
    assert "changed" in tamper(log, f"UPDATE events SET {column} = {column} || '改' WHERE number = 4")


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE events SET count = count + 1 WHERE number = 7",
        "UPDATE events SET sealed = x'01' WHERE number = 7",
        "UPDATE events SET sealed = '不是字节' WHERE number = 7",
        "UPDATE events SET hash = x'00' WHERE number = 16",
    ],
)
def test_a_changed_value_is_found(log: AuditLog, command: str) -> None:
    assert "changed" in tamper(log, command)


def test_a_removed_event_is_found(log: AuditLog) -> None:
    assert "missing" in tamper(log, "DELETE FROM events WHERE number = 8")


def test_events_that_changed_places_are_found(log: AuditLog) -> None:
    for step in ("= -5 WHERE number = 5", "= 5 WHERE number = 6", "= 6 WHERE number = -5"):
        found = tamper(log, f"UPDATE events SET number {step}")
    assert {"moved", "changed"} <= set(found)


def test_an_inserted_event_is_found(log: AuditLog) -> None:
    copied = "INSERT INTO events SELECT 17, at, kind, user, session, subject, person, reason, 9, sealed, previous, hash"
    found = tamper(log, copied + " FROM events WHERE number = 16")
    assert {"moved", "changed"} <= set(found)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("UPDATE entries SET user = '别人' WHERE number = 2", "operation_changed"),
        ("UPDATE entries SET outcome = 'undone' WHERE number = 3", "operation_changed"),
        ("UPDATE entries SET ended = '2020-01-01T00:00:00.000+00:00' WHERE number = 3", "operation_changed"),
        ("UPDATE entries SET undoes = 1 WHERE number = 3", "operation_changed"),
        ("DELETE FROM entries WHERE number = 4", "operation_missing"),
        ("INSERT INTO entries SELECT 9, operation, subject, user, session, undoes, begun, ended, outcome"
         " FROM entries WHERE number = 1", "operation_added"),
    ],
)  # fmt: skip
def test_what_was_done_to_the_operations_is_found(log: AuditLog, command: str, code: str) -> None:
    assert code in tamper(log, command)


def test_a_value_cannot_be_pushed_into_the_next_column(log: AuditLog) -> None:
    first = log.note(EventKind.LOOKUP, "王", subject="ab", person="c")
    command = "UPDATE events SET subject = 'a', person = 'bc' WHERE number = ?"
    assert "changed" in tamper(log, command, first.number)


def test_cutting_the_end_off_is_seen_by_an_anchor_only(log: AuditLog) -> None:
    head = log.head()
    assert tamper(log, "DELETE FROM events WHERE number = 16") == ["operation_changed"]
    assert log.hash_of(head.number) is None


def test_an_operation_goes_on_while_the_log_is_whole(log: AuditLog) -> None:
    log.begin("王", "edit", "roads")
    assert log.faults() == []


def test_a_log_of_an_earlier_format_gains_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "旧日志.db"
    AuditLog.create(path)
    with dbapi2.connect(str(path)) as connection:
        connection.execute("DROP TABLE events")
        connection.execute("INSERT INTO entries VALUES (1, 'edit', 'roads', '王', '', NULL, 't', 't', 'done')")
    connection.close()
    log = AuditLog(path)
    log.finish(log.begin("王", "edit", "roads"), "done")
    assert (log.head().number, log.faults()) == (3, [])
    log.close()


def test_what_a_user_did_is_counted_since_a_moment(log: AuditLog) -> None:
    assert log.count(EventKind.LOOKUP, "王", "2000") == 1 + 1 + 2 + 3 + 4
    assert log.count(EventKind.LOOKUP, "王", "3000") == 0
    assert log.count(EventKind.LOOKUP, "李", "2000") == 0


def test_anchors_are_read_as_they_were_written(tmp_path: Path) -> None:
    plain = Anchor("ab" * 16, 7, "2026-05-01T09:30:00.000+00:00", b"\x01" * 32)
    signed = Anchor("ab" * 16, 8, "2026-05-01T09:31:00.000+00:00", b"\x02" * 32, "审计 员", b"\x03" * 64)
    path = tmp_path / "锚" / "一.txt"
    for one in (plain, signed):
        anchors.keep(path, one)
    path.write_text("打印于 2026-05-01\n" + path.read_text(encoding="utf-8") + "KBS-ANCHOR 1 ab 9", encoding="utf-8")
    assert anchors.read(path) == [plain, signed]
    assert anchors.read(tmp_path / "没有") == []
