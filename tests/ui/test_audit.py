"""The log in the window: filtered by the auditor, checked, signed by two, and gone at lock."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations import noting
from kangbashi_gis.ui.commands import COMMANDS
from kangbashi_gis.ui.dialogs.audit import AuditDialog
from kangbashi_gis.ui.dialogs.audit_signature import SecondSignature
from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import PASSWORDS

WAIT_MS = 20_000


def enter(window: MainWindow, qtbot: QtBot, role: Role) -> None:
    with qtbot.waitSignal(window.session.entered, timeout=WAIT_MS):
        window.session.log_in(role.value, PASSWORDS[role.value])


@pytest.fixture
def dialog(visited: MainWindow, qtbot: QtBot) -> AuditDialog:
    """The log as the auditor sees it, after a clerk has looked somebody up."""
    assert visited.space is not None
    enter(visited, qtbot, Role.CLERK)
    noting.note_query(visited.space, EventKind.LOOKUP, "赵一", subject="people", count=1)
    enter(visited, qtbot, Role.AUDIT_ADMIN)
    made = AuditDialog(visited, visited.space)
    made.show()
    qtbot.waitUntil(lambda: made.table.rowCount() > 0, timeout=WAIT_MS)
    return made


def test_only_the_auditor_may_open_the_log(visited: MainWindow, qtbot: QtBot) -> None:
    (command,) = (one for one in COMMANDS if one.id == "audit.show")
    for role, may in ((Role.CLERK, False), (Role.SYSTEM_ADMIN, False), (Role.AUDIT_ADMIN, True)):
        enter(visited, qtbot, role)
        assert visited.session.may(command.permission) == may


def test_the_filter_narrows_what_is_shown_and_a_day_that_is_none_is_told(dialog: AuditDialog, qtbot: QtBot) -> None:
    dialog.filter.kind.setCurrentIndex(dialog.filter.kind.findData("lookup"))
    qtbot.keyClick(dialog.filter.user, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1, timeout=WAIT_MS)
    event = dialog.table.chosen()
    assert event is not None and event.user == "clerk"
    dialog.filter.since.setText("昨天")
    dialog.filter.show_button.click()
    assert "2026-06-30" in dialog.said.text()


def test_a_query_is_opened_on_demand_and_noted(dialog: AuditDialog, qtbot: QtBot, visited: MainWindow) -> None:
    assert visited.space is not None
    rows = range(dialog.table.rowCount())
    (row,) = (row for row in rows if (event := dialog.table.event_at(row)) and event.kind == "lookup")
    assert not dialog.query.isVisible()
    dialog.table.setCurrentCell(row, 0)
    assert dialog.opens.isEnabled()
    dialog.opens.click()
    assert "赵一" in dialog.query.text()
    assert visited.space.log.events("kind = 'log_read'", (), 1)[0].reason == "query"
    dialog.table.setCurrentCell(row + 1, 0)
    assert dialog.query.text() == ""


def test_the_log_is_checked_and_what_is_wrong_is_listed(dialog: AuditDialog, qtbot: QtBot, visited: MainWindow) -> None:
    dialog.check.click()
    qtbot.waitUntil(lambda: dialog.check.isEnabled(), timeout=WAIT_MS)
    assert dialog.findings.count() == 0 and "日志完好" in dialog.said.text()
    assert visited.space is not None
    visited.space.log._connection.execute("UPDATE events SET user = 'x' WHERE number = 2")
    dialog.check.click()
    qtbot.waitUntil(lambda: dialog.findings.count() > 0, timeout=WAIT_MS)
    assert "第 2 条" in dialog.findings.item(0).text()


def test_a_second_person_signs_and_a_wrong_password_is_told(
    dialog: AuditDialog, qtbot: QtBot, visited: MainWindow
) -> None:
    dialog.signs.click()
    second = dialog.findChild(SecondSignature)
    assert second is not None
    second.name.setText("security_admin")
    second.password.setText("wrong")
    second.ok.click()
    qtbot.waitUntil(lambda: "不对" in second.problem.text(), timeout=WAIT_MS)
    second.password.setText(PASSWORDS["security_admin"])
    with qtbot.waitSignal(second.signed, timeout=WAIT_MS):
        second.ok.click()
    assert "security_admin" in dialog.said.text() and "audit_admin" in dialog.said.text()
    assert visited.session.name == "audit_admin"


def test_a_table_is_written(dialog: AuditDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "日志.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(path), ""))
    dialog.exports.click()
    assert str(path) in dialog.said.text()
    assert "查询居民" in path.read_text(encoding="utf-8-sig")


def test_the_log_goes_from_the_screen_when_the_session_ends(
    dialog: AuditDialog, qtbot: QtBot, visited: MainWindow
) -> None:
    with qtbot.waitSignal(visited.session.locked, timeout=WAIT_MS), qtbot.waitSignal(dialog.finished, timeout=WAIT_MS):
        visited.session.lock()


def test_every_field_of_the_log_has_a_name_for_those_who_cannot_see_it(dialog: AuditDialog, qtbot: QtBot) -> None:
    fields = (dialog.filter.kind, dialog.filter.user, dialog.filter.person, dialog.filter.since, dialog.filter.until)
    assert all(field.accessibleName() for field in (*fields, dialog.table, dialog.findings))
    dialog.close()
