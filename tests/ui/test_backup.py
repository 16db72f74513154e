"""The window's backups, and erasing from a person's sheet."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.ui.dialogs import backup as dialogs
from kangbashi_gis.ui.dialogs import files
from kangbashi_gis.ui.dialogs.backup import BackupDialog
from kangbashi_gis.ui.dialogs.backup_replace import ReplaceDialog
from kangbashi_gis.ui.dialogs.erasing import ErasingDialog
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels import erasing
from tests.ui.test_person import WAIT_MS, sheet


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> BackupDialog:
    made = BackupDialog(window)
    made.open()
    made.folder.set_path(tmp_path / "备份 盘")
    idle(made, qtbot)
    return made


def idle(dialog: BackupDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.make.isEnabled, timeout=WAIT_MS)


def test_a_backup_is_made_verified_drilled_and_restored_in_the_window(
    window: MainWindow, qtbot: QtBot, dialog: BackupDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1, timeout=WAIT_MS)
    idle(dialog, qtbot)
    assert window.state.kept(dialogs.FOLDER) == str(tmp_path / "备份 盘")
    dialog.verify.click()
    idle(dialog, qtbot)
    assert "1" in dialog.said.text()
    dialog.drill.click()
    idle(dialog, qtbot)
    assert dialog.said.text()
    monkeypatch.setattr(files, "ask_new_folder", lambda *words: tmp_path / "恢复出来的")
    dialog.restore.click()
    idle(dialog, qtbot)
    assert (tmp_path / "恢复出来的" / "city.gpkg").is_file()
    dialog.close()


def test_what_is_wrong_is_said_in_the_dialog_and_stopping_leaves_no_backup(
    window: MainWindow, qtbot: QtBot, dialog: BackupDialog, tmp_path: Path
) -> None:
    dialog.folder.set_path(window.folder / "里面")
    dialog.make.click()
    idle(dialog, qtbot)
    assert str(window.folder / "里面") in dialog.said.text()
    dialog.folder.set_path(tmp_path / "备份 盘")
    dialog.make.click()
    dialog.stop.click()
    idle(dialog, qtbot)
    assert not list((tmp_path / "备份 盘").rglob("*.kbsb"))
    dialog.close()


def test_everything_in_the_dialog_has_a_name_and_is_reached_by_tab(dialog: BackupDialog) -> None:
    fields = (dialog.folder, dialog.keep_days, dialog.table, dialog.bar, dialog.said)
    assert all(one.accessibleName() for one in fields)
    assert all(one.text() for one in dialog.findChildren(QPushButton))
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in dialog.findChildren(QPushButton))
    dialog.close()


def test_a_person_is_erased_after_a_reason_and_the_typed_word(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = sheet(window, qtbot)
    assert window.space is not None
    before = window.space.vault.count(RESIDENTS)
    form = ErasingDialog(panel, "张*")
    assert not form.ok.isEnabled()
    form.reason.setCurrentIndex(1)
    assert not form.ok.isEnabled()
    form.typed.setText(form.word)
    assert form.ok.isEnabled()
    form.deleteLater()
    monkeypatch.setattr(erasing, "ask_erasing", lambda parent, masked: None)
    panel.erase.click()
    assert window.space.vault.count(RESIDENTS) == before
    monkeypatch.setattr(erasing, "ask_erasing", lambda parent, masked: "consent_withdrawn")
    panel.erase.click()
    qtbot.waitUntil(lambda: panel.card is None, timeout=WAIT_MS)
    assert window.space.vault.count(RESIDENTS) == before - 1
    assert window.banner.isVisible()


def test_a_backup_takes_the_place_of_the_open_workspace_which_is_open_again_then(
    window: MainWindow, qtbot: QtBot, dialog: BackupDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1, timeout=WAIT_MS)
    idle(dialog, qtbot)
    assert window.space is not None
    before, folder = window.space.vault.count(RESIDENTS), window.folder
    monkeypatch.setattr(dialogs, "ask", lambda _dialog, _answer: [])
    dialog.replace.click()
    assert window.space is None and not window.start_page.bar.isHidden()
    qtbot.waitUntil(lambda: window.space is not None and window.banner.isVisible(), timeout=WAIT_MS)
    assert "已恢复到" in window.banner.text() and window.folder == folder
    assert window.space is not None and window.space.vault.count(RESIDENTS) == before


def test_a_workspace_that_another_program_has_open_is_not_replaced_and_opens_again(
    window: MainWindow, qtbot: QtBot, dialog: BackupDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1, timeout=WAIT_MS)
    idle(dialog, qtbot)
    monkeypatch.setattr(dialogs, "ask", lambda _dialog, _answer: [])
    with open_workspace(window.folder):
        dialog.replace.click()
        qtbot.waitUntil(lambda: window.space is not None and "打开着" in window.banner.text(), timeout=WAIT_MS)
    assert window.space is not None


def test_replacing_needs_what_is_lost_to_be_ticked_and_the_password_again(window: MainWindow) -> None:
    form = ReplaceDialog(window, "康巴什", "示例系统管理员")
    assert not form.ok.isEnabled()
    form.understood.setChecked(True)
    assert not form.ok.isEnabled()
    form.password.setText("某个密码")
    assert form.ok.isEnabled() and form.login() == ["示例系统管理员", "某个密码", ""]
    nobody = ReplaceDialog(window, "康巴什", "")
    nobody.understood.setChecked(True)
    assert nobody.ok.isEnabled() and nobody.login() == []
    for one in (form, nobody):
        one.deleteLater()
