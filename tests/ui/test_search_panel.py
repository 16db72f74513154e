"""The search box, with a search of its own in place of the real one where timing must be exact."""

from collections.abc import Iterator
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.answers import SearchAnswer, SearchHit
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels import search
from kangbashi_gis.ui.panels.search import SearchPanel

ROADS = ("鄂尔多斯大街", "天骄路", "民族路", "文化路")


def hit(title: str) -> SearchHit:
    """Make a hit on a road."""
    return SearchHit("roads", title, title, "主干路", 1.0, 384_000.0, 4_383_000.0, 109.8, 39.6)


@pytest.fixture()
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Search in four names; gives the list of queries that were asked."""
    queries: list[str] = []

    def find(space: object, query: str, limit: int, near: object) -> SearchAnswer:
        queries.append(query)
        return SearchAnswer(query, 0.1, tuple(hit(name) for name in ROADS if query in name)[:limit])

    monkeypatch.setattr(search, "_find", find)
    return queries


@pytest.fixture()
def panel(jobs: Jobs, qtbot: QtBot, asked: list[str]) -> Iterator[SearchPanel]:
    """Give a search panel with something to search in."""
    made = SearchPanel(jobs, 20)
    qtbot.addWidget(made)
    made.show()
    made.open(SimpleNamespace())
    qtbot.waitUntil(lambda: asked == [search.WARM])
    asked.clear()
    made.focus()
    yield made


def test_results_show_while_typing_and_the_first_is_chosen_by_enter(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert chosen.args[0].title == "天骄路"
    assert panel.box.text() == "天骄路"
    assert not panel.results.isVisible()


def test_down_and_up_move_through_the_list_while_the_keyboard_stays_in_the_box(
    qtbot: QtBot, panel: SearchPanel
) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(panel.box, key)
    assert panel.results.list.currentIndex().row() == 1
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert chosen.args[0].title == "民族路"


def test_escape_first_closes_the_list_then_empties_the_box_then_leaves(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(panel.results.isVisible)
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert (panel.results.isVisible(), panel.box.text()) == (False, "路")
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert panel.box.text() == ""
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.box, Qt.Key.Key_Escape)


def test_nothing_found_is_said_with_what_to_try(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("没有这条路")
    qtbot.waitUntil(panel.results.isVisible)
    assert "没有找到“没有这条路”" in panel.results.note.text()


def test_letters_still_in_the_input_method_are_not_searched(qtbot: QtBot, panel: SearchPanel, asked: list[str]) -> None:
    QApplication.sendEvent(panel.box, QInputMethodEvent("tian'jiao", []))
    assert panel.box.text() == ""
    commit = QInputMethodEvent("", [])
    commit.setCommitString("天骄")
    with qtbot.waitSignal(panel._question.answered):
        QApplication.sendEvent(panel.box, commit)
    assert asked == ["天骄"]


def test_enter_before_the_answer_waits_for_the_answer_to_what_was_typed(
    qtbot: QtBot, panel: SearchPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(panel.results.isVisible)
    go_on = Event()

    def slow(space: object, query: str, limit: int, near: object) -> SearchAnswer:
        go_on.wait(10)
        return SearchAnswer(query, 1.0, (hit("文化路"),))

    monkeypatch.setattr(search, "_find", slow)
    panel.box.setText("文化路")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.chosen) as chosen:
        go_on.set()
    assert chosen.args[0].title == "文化路"


def test_an_emptied_box_shows_no_results(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(panel.results.isVisible)
    panel.box.clear()
    assert not panel.results.isVisible()
    assert panel.model.rowCount() == 0
