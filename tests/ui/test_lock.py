"""Locking and leaving: whatever is personal goes from the window at once, and the next one finds nothing of it."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES
from kangbashi_gis.ui import idleness
from kangbashi_gis.ui import session as sessions
from kangbashi_gis.ui.dialogs.catalogue import CatalogueDialog
from kangbashi_gis.ui.dialogs.login import LoginDialog
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels.people import is_person
from kangbashi_gis.ui.panels.person import PersonPanel
from kangbashi_gis.ui.panels.rooms import RoomsPanel
from tests.conftest import PASSWORDS

WAIT_MS = 20_000
CLERK, LEADER = Role.CLERK.value, Role.LEADER.value
PEOPLE = ("赵一", "钱二", "孙三", "李四", "赵*", "孙*", "150699********", "1506991990", "100****", "10000000")

pytestmark = pytest.mark.usefixtures("quick_vault")


def enter(window: MainWindow, qtbot: QtBot, name: str) -> None:
    dialog = window.findChild(LoginDialog)
    assert dialog is not None
    dialog.name.setEditText(name)
    dialog.password.setText(PASSWORDS[name])
    with qtbot.waitSignal(window.session.entered, timeout=WAIT_MS):
        dialog.accept()


def look_up(window: MainWindow, qtbot: QtBot, name: str = "孙三") -> PersonPanel:
    """Find somebody, open the sheet, unmask it, and show the rooms of the building."""
    window.search.box.setText(name)
    qtbot.waitUntil(lambda: any(is_person(one) for one in window.search.model.hits), timeout=WAIT_MS)
    row = next(row for row in window.search.model.hit_rows() if is_person(window.search.model.hit(row)))
    window.search.choose(window.search.model.index(row, 0))
    panel = window.findChild(PersonPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: panel.card is not None, timeout=WAIT_MS)
    panel.reason.setCurrentIndex(1)
    panel.button.click()
    qtbot.waitUntil(lambda: panel.unmasked, timeout=WAIT_MS)
    return panel


def name_the_room(window: MainWindow) -> None:
    """Say of the address of two people which room it is."""
    said = {"compound": ["康城小区"], "building": ["2号楼"], "unit": ["1单元"], "room": ["301室"]}
    assert window.space is not None
    with window.space.change("data.edit", ADDRESSES.name) as change:
        change.writer.update(ADDRESSES, np.array([3]), Table(said))
    window.space.index.refresh()


def rooms_of(window: MainWindow, qtbot: QtBot) -> RoomsPanel:
    window.search.box.setText("康城小区2号楼1单元301室")
    qtbot.waitUntil(lambda: window.search.model.rowCount() > 0, timeout=WAIT_MS)
    with qtbot.waitSignal(window.inquiry.answered, timeout=WAIT_MS):
        window.search.choose(window.search.model.index(window.search.model.hit_rows()[0], 0))
    window.commands.trigger("map.rooms")
    panel = window.findChild(RoomsPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: panel.book is not None, timeout=WAIT_MS)
    return panel


def words(window: QWidget) -> str:
    """Give all that stands in the window, whether it is in front or not."""
    found = [one.text() for one in (*window.findChildren(QLabel), *window.findChildren(QLineEdit))]
    for one in window.findChildren(QListWidget):
        found += [one.item(row).text() for row in range(one.count())]
    for table in window.findChildren(QTableWidget):
        cells = [table.item(row, at) for row in range(table.rowCount()) for at in range(table.columnCount())]
        found += [cell.text() for cell in cells if cell is not None]
    assert isinstance(window, MainWindow)
    found += [f"{hit.title} {hit.detail}" for hit in (*window.search.model.hits, *window.search.results.people)
              if hasattr(hit, "detail")]  # fmt: skip
    found += [f"{action.text()} {action.toolTip()}" for action in window.commands.by_id.values()]
    return "\n".join(found)


def told(window: QWidget, wanted: tuple[str, ...] = PEOPLE) -> list[str]:
    text = words(window)
    return [one for one in wanted if one in text]


def test_locking_hides_people_at_once_and_ends_the_process_of_the_vault(visited: MainWindow, qtbot: QtBot) -> None:
    enter(visited, qtbot, CLERK)
    panel = look_up(visited, qtbot)
    assert "孙三" in words(visited) and "导入 实有人口" in visited.commands.by_id["edit.undo"].text()
    visited.commands.trigger("user.lock")
    # before anything has been waited for
    assert told(visited) == [] and not panel.unmasked and not panel.isVisible()
    assert "实有人口" not in visited.commands.by_id["edit.undo"].text()
    assert not visited.commands.by_id["edit.undo"].isEnabled()
    qtbot.waitUntil(lambda: not visited.session.busy, timeout=WAIT_MS)
    assert visited.space is not None and not visited.space.vault.is_entered
    assert visited.status.user.text() == "未登录"
    dialog = visited.findChild(LoginDialog)
    assert dialog is not None and dialog.isVisible() and dialog.name.currentText() == CLERK
    assert [one.kind for one in visited.space.log.events()].count(EventKind.LOCKED) == 1


def test_a_locked_window_closes_what_stood_before_it(visited: MainWindow, qtbot: QtBot) -> None:
    enter(visited, qtbot, CLERK)
    visited.commands.trigger("data.catalogue")
    shown = visited.findChild(CatalogueDialog)
    assert shown is not None and shown.isVisible()
    visited.session.lock()
    assert not shown.isVisible()
    qtbot.waitUntil(lambda: not visited.session.busy, timeout=WAIT_MS)
    assert [one for one in visited.findChildren(QDialog) if one.isVisible()] == visited.findChildren(LoginDialog)[-1:]


def test_the_rooms_of_a_clerk_are_gone_with_the_clerk_and_a_leader_sees_no_people_in_them(
    visited: MainWindow, qtbot: QtBot
) -> None:
    name_the_room(visited)
    enter(visited, qtbot, CLERK)
    look_up(visited, qtbot)
    panel = rooms_of(visited, qtbot)
    assert "2 人" in words(visited)
    visited.commands.trigger("user.log_out")
    assert not panel.isVisible() and panel.book is None and "2 人" not in words(visited)
    qtbot.waitUntil(lambda: not visited.session.busy, timeout=WAIT_MS)
    visited.commands.trigger("user.log_in")
    enter(visited, qtbot, LEADER)
    rooms_of(visited, qtbot)
    assert "2 人" not in words(visited)
    visited.search.box.setText("孙三")
    qtbot.waitUntil(lambda: not visited.search._question.waiting, timeout=WAIT_MS)
    assert told(visited, PEOPLE[4:]) == []
    assert not any(is_person(one) for one in visited.search.model.hits)


def test_a_visitor_finds_and_counts_no_person(visited: MainWindow, qtbot: QtBot) -> None:
    for text in ("孙三", "150699199001010013", "10000000003"):
        visited.search.box.setText(text)
        qtbot.waitUntil(lambda: not visited.search._question.waiting, timeout=WAIT_MS)
        assert not any(is_person(one) for one in visited.search.model.hits)
    visited.search.box.clear()
    name_the_room(visited)
    rooms_of(visited, qtbot)
    assert told(visited, (*PEOPLE, "2 人", "实有人口")) == []


def test_nobody_at_the_keyboard_for_long_enough_locks(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(idleness, "_now", lambda: (clock[0], clock[0]))
    enter(visited, qtbot, CLERK)
    look_up(visited, qtbot)
    watch = visited.session._idleness
    clock[0] += 599
    qtbot.keyClick(visited.canvas, Qt.Key.Key_H)
    watch.look()
    clock[0] += 599
    watch.look()
    assert visited.session.name == CLERK
    clock[0] += 1
    watch.look()
    assert told(visited) == []
    qtbot.waitUntil(lambda: visited.session.name == "" and not visited.session.busy, timeout=WAIT_MS)
    dialog = visited.findChild(LoginDialog)
    assert dialog is not None and dialog.name.currentText() == CLERK
    enter(visited, qtbot, CLERK)
    assert visited.session.name == CLERK


def test_a_computer_that_slept_is_locked_though_one_of_its_clocks_stood_still(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0, 5000.0]
    monkeypatch.setattr(idleness, "_now", lambda: (clock[0], clock[1]))
    enter(visited, qtbot, CLERK)
    clock[1] += 3600
    visited.session._idleness.look()
    qtbot.waitUntil(lambda: visited.session.name == "", timeout=WAIT_MS)


def test_a_session_whose_process_has_ended_is_told_at_the_next_look(visited: MainWindow, qtbot: QtBot) -> None:
    enter(visited, qtbot, CLERK)
    look_up(visited, qtbot)
    assert visited.space is not None
    visited.space.vault.close()
    visited.session._idleness.look()
    qtbot.waitUntil(lambda: visited.session.name == "", timeout=WAIT_MS)
    assert told(visited) == []


def test_a_failed_try_of_somebody_else_ends_the_session_of_who_was_there(visited: MainWindow, qtbot: QtBot) -> None:
    enter(visited, qtbot, CLERK)
    look_up(visited, qtbot)
    visited.commands.trigger("user.log_in")
    dialog = visited.findChildren(LoginDialog)[-1]
    dialog.name.setEditText(LEADER)
    dialog.password.setText("falsch")
    with qtbot.waitSignal(visited.session.refused, timeout=WAIT_MS):
        dialog.accept()
    assert told(visited) == [] and visited.status.user.text() == "未登录"


def test_names_of_accounts_are_all_that_is_kept_of_a_session(visited: MainWindow, qtbot: QtBot) -> None:
    enter(visited, qtbot, CLERK)
    look_up(visited, qtbot)
    visited.commands.trigger("workspace.close")
    kept = b"".join(one.read_bytes() for one in Path(visited.state.folder).rglob("*") if one.is_file())
    assert all(one.encode() not in kept for one in (*PEOPLE[:4], "1506991990", PASSWORDS[CLERK]))


def test_the_worker_that_read_as_somebody_ends_when_they_lock(
    visited: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    enter(visited, qtbot, CLERK)
    with qtbot.waitSignal(visited.start("preview", str(tmp_path / "甲.csv"), "addresses", {}, title="甲").failed):
        pass
    assert visited.jobs._process is not None
    with qtbot.waitSignal(visited.session.locked, timeout=WAIT_MS):
        visited.session.lock()
    qtbot.waitUntil(lambda: visited.jobs._process is None, timeout=WAIT_MS)


def test_a_look_during_a_log_in_does_not_lock_who_comes_in(
    visited: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was there has left the vault already, and the next one is not in it yet."""
    enter(visited, qtbot, CLERK)
    tried, looked = threading.Event(), threading.Event()
    log_in = sessions._log_in

    def between(space: object, *words: str) -> object:
        visited.space.lock()
        tried.set()
        looked.wait(WAIT_MS / 1000)
        return log_in(space, *words)

    monkeypatch.setattr(sessions, "_log_in", between)
    with qtbot.waitSignal(visited.session.entered, timeout=WAIT_MS):
        visited.session.log_in(LEADER, PASSWORDS[LEADER])
        tried.wait(WAIT_MS / 1000)
        visited.session._look()
        looked.set()
    qtbot.waitUntil(lambda: not visited.session.busy, timeout=WAIT_MS)
    assert visited.session.name == LEADER
