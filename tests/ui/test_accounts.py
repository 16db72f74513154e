"""Accounts at the window: the first ones with the recovery key on paper, and what the security administrator does."""

import pytest
from pytestqt.qtbot import QtBot

from kangbashi_gis.errors import RecoveryKeyWrong
from kangbashi_gis.model.account import Role
from kangbashi_gis.operations import accounts as operations
from kangbashi_gis.operations import quotas
from kangbashi_gis.operations.accounts import NEEDED
from kangbashi_gis.store.recovery import recovery_seed
from kangbashi_gis.ui.dialogs import accounts, setup_accounts
from kangbashi_gis.ui.dialogs.account_forms import AddDialog, LimitsDialog, RoleDialog, RotateDialog, ScopeDialog
from kangbashi_gis.ui.dialogs.accounts import AccountsDialog
from kangbashi_gis.ui.dialogs.login import LoginDialog
from kangbashi_gis.ui.dialogs.second_factor import SecondFactorDialog
from kangbashi_gis.ui.dialogs.setup_accounts import SetupDialog
from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import CHEAP, PASSWORDS

WAIT_MS = 20_000
NAMES = {"150603001001": "康新社区", "150603001002": "园丁社区"}
CLERK, SECURITY = Role.CLERK.value, Role.SECURITY_ADMIN.value

pytestmark = pytest.mark.usefixtures("quick_vault")


def assistant(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> SetupDialog:
    monkeypatch.setattr(setup_accounts, "_make", lambda space, people, key: operations.setup(space, people, key, CHEAP))
    window.banner.action.click()
    dialog = window.findChild(SetupDialog)
    assert dialog is not None and dialog.isVisible()
    return dialog


def fill_in(dialog: SetupDialog) -> None:
    for role, (name, first, again) in dialog.lines.items():
        name.setText(f"第一个{role.value}")
        for line in (first, again):
            line.setText(PASSWORDS[role.value])


def managed(window: MainWindow, qtbot: QtBot, name: str) -> AccountsDialog:
    login = window.findChild(LoginDialog)
    assert login is not None
    login.name.setEditText(name)
    login.password.setText(PASSWORDS[name])
    with qtbot.waitSignal(window.session.entered, timeout=WAIT_MS):
        login.accept()
    window.commands.trigger("user.accounts")
    dialog = window.findChild(AccountsDialog)
    assert dialog is not None
    settled(dialog, qtbot)
    return dialog


def settled(dialog: AccountsDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._question.waiting and dialog.table.rowCount() > 0, timeout=WAIT_MS)


def row(dialog: AccountsDialog, name: str) -> list[str]:
    dialog.choose(name)
    cells = [dialog.table.item(dialog.table.currentRow(), at) for at in range(dialog.table.columnCount())]
    return [cell.text() for cell in cells if cell is not None]


def test_a_workspace_without_accounts_says_so_and_gets_them_from_the_assistant(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.banner.text().startswith("还没有账户，谁能打开这个文件夹，谁就能读居民资料")
    assert window.status.user.text() == "没有账户"
    dialog = assistant(window, monkeypatch)
    assert list(dialog.lines) == list(NEEDED) and not dialog.ok.isEnabled()
    fill_in(dialog)
    dialog.accept()
    key = dialog.paper.key
    assert dialog.pages.currentWidget() is dialog.paper and key.split("-")[0] in dialog.paper.shown.text()
    assert not dialog.ok.isEnabled()
    dialog.paper.proof.setText(key.split("-")[-1].lower())
    assert dialog.ok.isEnabled()
    assert dialog.bar.isHidden()
    dialog.accept()
    assert dialog.bar.isVisible()
    qtbot.waitUntil(lambda: window.session.has_accounts and not dialog._made.waiting, timeout=WAIT_MS)
    assert window.space is not None and not (window.space.folder / "vault.key").exists()
    assert window.status.user.text() == "未登录"
    login = window.findChild(LoginDialog)
    assert login is not None and login.name.currentText() == f"第一个{CLERK}"
    login.password.setText(PASSWORDS[CLERK])
    with qtbot.waitSignal(window.session.entered, timeout=WAIT_MS):
        login.accept()
    qtbot.waitUntil(lambda: window.facts.counts.get("residents") == 5, timeout=WAIT_MS)
    assert not window.commands.by_id["user.setup"].isEnabled()


def test_the_assistant_says_whose_password_will_not_do_and_makes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = assistant(window, monkeypatch)
    fill_in(dialog)
    name, first, again = dialog.lines[Role.CLERK]
    again.setText("anders")
    assert "街道办事员：两次输入的密码不一样" in dialog.problem.text()
    for line in (first, again):
        line.setText("1234567890")
    dialog.accept()
    assert dialog.pages.currentIndex() == 0 and "这个密码不能用" in dialog.problem.text()
    name.setText(dialog.lines[Role.SYSTEM_ADMIN][0].text())
    dialog.reject()
    assert window.space is not None and not window.space.has_accounts


def test_the_printed_sheet_holds_the_key_that_opens(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = assistant(window, monkeypatch)
    text = dialog.paper.page().toPlainText()
    assert all(group in text for group in dialog.paper.key.split("-"))
    assert recovery_seed(dialog.paper.key)
    with pytest.raises(RecoveryKeyWrong):
        recovery_seed(dialog.paper.key[1:])


def test_the_security_administrator_sees_and_makes_accounts(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = managed(visited, qtbot, SECURITY)
    assert row(dialog, CLERK)[1:5] == ["街道办事员", "全区", "", "居民资料 · 地方坐标系"]
    assert dialog.buttons["add"].isEnabled() and not dialog.buttons["grant"].isEnabled()
    assert "办事员" in dialog.buttons["grant"].toolTip()
    form = AddDialog(dialog, NAMES)
    form.name.setText("李办事")
    form.communities.some.setChecked(True)
    form.communities.list.item(1).setCheckState(form.communities.list.item(1).checkState().Checked)
    for line in (form.new.first, form.new.again):
        line.setText("First-Time 2026 x")
    assert form.ok.isEnabled()
    person = form.person()
    monkeypatch.setattr(accounts, "ask", lambda _dialog, _answer: person)
    dialog.buttons["add"].click()
    settled(dialog, qtbot)
    assert row(dialog, "李办事")[1:5] == ["街道办事员", "康新社区", "要改密码", "还没有钥匙"]


def test_an_account_is_disabled_narrowed_and_removed(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = managed(visited, qtbot, SECURITY)
    dialog.choose("planner")
    dialog.buttons["disable"].click()
    settled(dialog, qtbot)
    assert row(dialog, "planner")[3] == "停用" and dialog.buttons["disable"].text() == "启用"
    monkeypatch.setattr(accounts.messages, "ask", lambda *_words: True)
    dialog.buttons["remove"].click()
    settled(dialog, qtbot)
    assert row(dialog, "planner")[0] != "planner"
    dialog.choose(CLERK)
    form = ScopeDialog(dialog, NAMES, ("150603001001",))
    answer = form.answer()
    monkeypatch.setattr(accounts, "ask", lambda _dialog, _answer: answer)
    dialog.buttons["scope"].click()
    settled(dialog, qtbot)
    assert row(dialog, CLERK)[2] == "康新社区"
    dialog.buttons["remove"].click()
    settled(dialog, qtbot)
    assert "至少" in dialog.told.text() and row(dialog, CLERK)[0] == CLERK


def test_a_clerk_changes_the_key_and_makes_no_accounts(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = managed(visited, qtbot, CLERK)
    assert not dialog.buttons["add"].isEnabled() and dialog.buttons["rotate"].isEnabled()
    assert "安全管理员" in dialog.buttons["add"].toolTip()
    form = RotateDialog(dialog, operations.recovery_key(), "小样")
    form.renew.setChecked(True)
    assert not form.ok.isEnabled()
    form.renew.setChecked(False)
    answer = form.answer()
    monkeypatch.setattr(accounts, "ask", lambda _dialog, _answer: answer)
    dialog.buttons["rotate"].click()
    settled(dialog, qtbot)
    assert visited.space is not None
    assert operations.accounts(visited.space) and dialog.told.text() == ""


def test_a_planner_has_nothing_to_do_with_accounts(visited: MainWindow, qtbot: QtBot) -> None:
    login = visited.findChild(LoginDialog)
    assert login is not None
    login.name.setEditText("planner")
    login.password.setText(PASSWORDS["planner"])
    with qtbot.waitSignal(visited.session.entered, timeout=WAIT_MS):
        login.accept()
    action = visited.commands.by_id["user.accounts"]
    assert not action.isEnabled() and "管理账户" in action.toolTip()


def test_an_account_gets_another_role(visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = managed(visited, qtbot, SECURITY)
    dialog.choose(SECURITY)
    assert not dialog.buttons["role"].isEnabled()
    form = RoleDialog(dialog, "planner")
    assert form.answer() is Role.PLANNER
    form.role.setCurrentIndex(form.role.findData(Role.CLERK.value))
    role = form.answer()
    monkeypatch.setattr(accounts, "ask", lambda _dialog, _answer: role)
    dialog.choose("planner")
    dialog.buttons["role"].click()
    settled(dialog, qtbot)
    assert row(dialog, "planner")[1:5] == ["街道办事员", "全区", "", "还没有钥匙"]


def test_whoever_is_logged_in_switches_their_second_factor_on_and_off(visited: MainWindow, qtbot: QtBot) -> None:
    accounts_shown = managed(visited, qtbot, SECURITY)
    accounts_shown.reject()
    visited.commands.trigger("user.second_factor")
    dialog = visited.findChild(SecondFactorDialog)
    assert dialog is not None and dialog.secret.isHidden()
    dialog.on.click()
    qtbot.waitUntil(lambda: not dialog.secret.isHidden(), timeout=WAIT_MS)
    assert visited.space is not None
    assert [one.second_factor for one in operations.accounts(visited.space) if one.name == SECURITY] == [True]
    dialog.off.click()
    qtbot.waitUntil(lambda: dialog.secret.isHidden(), timeout=WAIT_MS)
    assert [one.second_factor for one in operations.accounts(visited.space) if one.name == SECURITY] == [False]


def test_the_security_administrator_sets_the_daily_limits(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = managed(visited, qtbot, SECURITY)
    assert visited.space is not None

    def answered(form: LimitsDialog, answer: object) -> dict[str, int]:
        assert all(field.accessibleName() for field in form.fields.values())
        assert form.answer() == {}
        form.fields["lookups"].setValue(512)
        return form.answer()

    monkeypatch.setattr(accounts, "ask", answered)
    dialog.buttons["limits"].click()
    space = visited.space
    qtbot.waitUntil(lambda: quotas.limits(space)["lookups"] == 512, timeout=WAIT_MS)
    settled(dialog, qtbot)
    assert quotas.limits(space)["unmaskings"] == quotas.QUOTAS["unmaskings"].daily


def test_a_clerk_cannot_set_the_daily_limits(visited: MainWindow, qtbot: QtBot) -> None:
    dialog = managed(visited, qtbot, CLERK)
    assert not dialog.buttons["limits"].isEnabled() and "安全管理员" in dialog.buttons["limits"].toolTip()
