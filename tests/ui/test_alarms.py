"""Who reads the log is told of alarms when logging in to the window; nobody else is."""

from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import Role
from kangbashi_gis.operations.watching import raise_alarm
from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import PASSWORDS

WAIT_MS = 20_000


def enter(window: MainWindow, qtbot: QtBot, role: Role) -> None:
    with qtbot.waitSignal(window.session.entered, timeout=WAIT_MS):
        window.session.log_in(role.value, PASSWORDS[role.value])


def test_alarms_wait_for_the_auditor_and_for_nobody_else(visited: MainWindow, qtbot: QtBot) -> None:
    assert visited.space is not None
    raise_alarm(visited.space, "quota", 300)
    enter(visited, qtbot, Role.PLANNER)
    assert "异常提醒" not in visited.banner.text()
    enter(visited, qtbot, Role.AUDIT_ADMIN)
    qtbot.waitUntil(lambda: "1 条异常提醒" in visited.banner.text(), timeout=WAIT_MS)
