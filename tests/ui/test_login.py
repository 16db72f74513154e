"""Logging in at the window: the map is there before, whoever comes in sees what the role allows, and no more."""

import base64

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import Role
from kangbashi_gis.operations import accounts
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.store import one_time, vault_door
from kangbashi_gis.ui.dialogs.login import LoginDialog
from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import PASSWORDS

WAIT_MS = 20_000
CLERK, SECURITY = Role.CLERK.value, Role.SECURITY_ADMIN.value
NEW = "Another-Good 77 one"

pytestmark = pytest.mark.usefixtures("quick_vault")


def dialog(window: MainWindow) -> LoginDialog:
    found = window.findChild(LoginDialog)
    assert found is not None
    return found


def try_in(window: MainWindow, qtbot: QtBot, name: str, password: str) -> LoginDialog:
    asked = dialog(window)
    asked.name.setEditText(name)
    asked.password.setText(password)
    asked.accept()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=WAIT_MS)
    return asked


def come_in(window: MainWindow, qtbot: QtBot, name: str = CLERK) -> None:
    try_in(window, qtbot, name, PASSWORDS[name])
    qtbot.waitUntil(lambda: bool(window.facts.counts), timeout=WAIT_MS)


def test_a_visitor_sees_the_map_behind_the_question_who_it_is(visited: MainWindow) -> None:
    assert dialog(visited).isVisible()
    assert visited.canvas.isVisible()
    assert "residents" not in visited.facts.counts
    assert visited.status.user.text() == "未登录"
    dialog(visited).reject()
    assert visited.session.name == ""


def test_whoever_logs_in_is_named_with_role_and_scope_and_may_do_more(visited: MainWindow, qtbot: QtBot) -> None:
    action = visited.commands.by_id["data.import"]
    assert not action.isEnabled() and "没有登录" in action.toolTip()
    come_in(visited, qtbot)
    assert visited.status.user.text() == "clerk · 街道办事员 · 全区"
    assert action.isEnabled() and "登录" not in action.toolTip()
    qtbot.waitUntil(lambda: visited.facts.counts.get("residents") == 5, timeout=WAIT_MS)
    assert visited.state.logins(visited.folder) == [CLERK]


def test_a_wrong_password_is_told_in_the_dialog_and_typed_again(visited: MainWindow, qtbot: QtBot) -> None:
    asked = try_in(visited, qtbot, CLERK, "falsch")
    assert asked.isVisible() and "账户名、密码或验证码不对" in asked.problem.text()
    assert asked.password.text() == "" and asked.ok.isEnabled()
    assert visited.session.name == ""


def test_after_five_failures_the_dialog_says_how_long_to_wait(visited: MainWindow, qtbot: QtBot) -> None:
    for _ in range(5):
        try_in(visited, qtbot, "没有这个人", "falsch")
    assert "还要等 30 分钟" in try_in(visited, qtbot, "没有这个人", "falsch").problem.text()


def test_a_password_of_somebody_elses_choice_is_changed_at_the_first_log_in(visited: MainWindow, qtbot: QtBot) -> None:
    with open_workspace(visited.folder) as space:
        space.log_in(SECURITY, PASSWORDS[SECURITY])
        accounts.add_account(space, accounts.Person("新来的", Role.PLANNER, "First-Time 2026 x"))
    asked = try_in(visited, qtbot, "新来的", "First-Time 2026 x")
    assert asked.new.first.isVisible() and not asked.password.isVisible() and not asked.ok.isEnabled()
    asked.new.first.setText("short")
    assert "不足 10 个字符" in asked.problem.text()
    asked.new.first.setText(NEW)
    asked.new.again.setText(NEW)
    with qtbot.waitSignal(visited.session.entered, timeout=WAIT_MS):
        asked.accept()
    assert visited.session.name == "新来的"
    assert "导入和修改数据" in visited.status.user.toolTip()


def test_what_a_role_may_not_do_is_greyed_out_with_the_reason(visited: MainWindow, qtbot: QtBot) -> None:
    come_in(visited, qtbot, Role.LEADER.value)
    action = visited.commands.by_id["data.export"]
    assert not action.isEnabled()
    assert "leader" in action.toolTip() and "导出数据" in action.toolTip()


def test_an_account_of_ones_own_gets_another_password(visited: MainWindow, qtbot: QtBot) -> None:
    from kangbashi_gis.ui.dialogs.password import PasswordDialog

    come_in(visited, qtbot)
    visited.commands.trigger("user.password")
    form = visited.findChild(PasswordDialog)
    assert form is not None
    form.new.first.setText(NEW)
    form.new.again.setText(NEW)
    form.old.setText("falsch")
    with qtbot.waitSignal(visited.session.refused, timeout=WAIT_MS):
        form.accept()
    assert "不对" in form.problem.text() and form.ok.isEnabled()
    form.old.setText(PASSWORDS[CLERK])
    with qtbot.waitSignal(visited.session.renewed, timeout=WAIT_MS):
        form.accept()
    assert visited.banner.text() == "密码已改。"


def test_who_has_a_second_factor_types_its_code(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000.0]
    monkeypatch.setattr(vault_door.time, "time", lambda: now[0])
    with open_workspace(visited.folder) as space:
        space.log_in(CLERK, PASSWORDS[CLERK])
        written, _ = accounts.set_second_factor(space, True)
    assert try_in(visited, qtbot, CLERK, PASSWORDS[CLERK]).isVisible()
    asked = dialog(visited)
    secret = base64.b32decode(written.replace(" ", ""))
    asked.code.setText(one_time.code(secret, int(now[0]) // one_time.STEP_S))
    come_in(visited, qtbot)
    assert visited.session.name == CLERK


def test_the_keyboard_is_enough_to_log_in_and_to_only_look(visited: MainWindow, qtbot: QtBot) -> None:
    asked = dialog(visited)
    assert asked.focusWidget() in (asked.name, asked.name.lineEdit())
    qtbot.keyClicks(asked.focusWidget(), CLERK)
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Tab)
    assert asked.focusWidget() is asked.password
    qtbot.keyClicks(asked.password, PASSWORDS[CLERK])
    with qtbot.waitSignal(visited.session.entered, timeout=WAIT_MS):
        qtbot.keyClick(asked.password, Qt.Key.Key_Return)
    visited.commands.trigger("user.log_in")
    again = next(one for one in visited.findChildren(LoginDialog) if one.isVisible())
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert not again.isVisible() and visited.session.name == CLERK


def test_every_field_of_the_dialogs_has_a_name_for_screen_readers(visited: MainWindow) -> None:
    from kangbashi_gis.ui.dialogs.account_forms import AddDialog
    from kangbashi_gis.ui.dialogs.accounts import AccountsDialog
    from kangbashi_gis.ui.dialogs.password import PasswordDialog
    from kangbashi_gis.ui.dialogs.setup_accounts import SetupDialog

    shown = (dialog(visited), PasswordDialog(visited), SetupDialog(visited), AccountsDialog(visited))
    nameless = [
        (type(one).__name__, type(field).__name__)
        for one in (*shown, AddDialog(shown[-1], {"150603001001": "康新社区"}))
        for kind in (QLineEdit, QComboBox, QListWidget, QTableWidget)
        for field in one.findChildren(kind)
        if not field.accessibleName() and not _belongs_to_a_box(field)
    ]
    assert nameless == []
    assert visited.status.user.accessibleName() == "用户：未登录"


def _belongs_to_a_box(field: QWidget) -> bool:
    """Tell whether a field is a part of a box that has a name itself: its line, or its list."""
    above = field.parentWidget()
    return isinstance(above, QComboBox) or (above is not None and isinstance(above.parentWidget(), QComboBox))


def test_a_clerk_without_the_key_is_told_who_gives_it(visited: MainWindow, qtbot: QtBot) -> None:
    with open_workspace(visited.folder) as space:
        space.log_in(SECURITY, PASSWORDS[SECURITY])
        accounts.add_account(space, accounts.Person("新办事员", Role.CLERK, "First-Time 2026 x"))
        accounts.change_password(space, "新办事员", "First-Time 2026 x", NEW)
    try_in(visited, qtbot, "新办事员", NEW)
    assert "没有保密库的钥匙" in visited.banner.text()
    assert "residents" not in visited.facts.counts
