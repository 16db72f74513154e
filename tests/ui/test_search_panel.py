"""The search box, with a search of its own in place of the real one where timing must be exact."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import VISITOR
from kangbashi_gis.model.answers import SearchAnswer, SearchHit
from kangbashi_gis.ui.history import MOST, History
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
def panel(jobs: Jobs, qtbot: QtBot, asked: list[str], tmp_path: Path) -> Iterator[SearchPanel]:
    """Give a search panel with something to search in."""
    made = SearchPanel(jobs, 20, History(tmp_path / "配置"))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open(SimpleNamespace(origin=tmp_path / "工作区", user=VISITOR, read_only=False))
    qtbot.waitUntil(lambda: asked == [search.WARM])
    asked.clear()
    made.focus()
    yield made


def test_results_show_while_typing_and_the_first_is_chosen_by_enter(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(lambda: len(panel.model.hits) == 3)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert chosen.args[0].title == "天骄路"
    assert panel.box.text() == "天骄路"
    assert not panel.results.isVisible()


def test_down_and_up_move_through_the_list_while_the_keyboard_stays_in_the_box(
    qtbot: QtBot, panel: SearchPanel
) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(lambda: len(panel.model.hits) == 3)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(panel.box, key)
    assert panel.results.list.currentIndex().data() == "民族路"
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


def test_a_slow_answer_is_said_to_be_on_its_way(
    qtbot: QtBot, panel: SearchPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(space: object, query: str, limit: int, near: object) -> SearchAnswer:
        go_on.wait(10)
        return SearchAnswer(query, 1.0, (hit("文化路"),))

    monkeypatch.setattr(search, "_find", slow)
    panel._slow.setInterval(0)
    panel.box.setText("文化路")
    qtbot.waitUntil(lambda: "正在查找" in panel.results.note.text() and panel.results.isVisible())
    go_on.set()
    qtbot.waitUntil(lambda: len(panel.model.hits) == 1)


def test_an_emptied_box_shows_no_results(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(panel.results.isVisible)
    panel.box.clear()
    assert not panel.results.isVisible()
    assert panel.model.rowCount() == 0


def compose(panel: SearchPanel, letters: str, commit: str = "") -> None:
    """Send what an input method sends: letters under composition, or the text that they became."""
    event = QInputMethodEvent(letters, [])
    event.setCommitString(commit)
    QApplication.sendEvent(panel.box, event)


def test_what_an_input_method_gives_is_searched_once_and_wholly(
    qtbot: QtBot, panel: SearchPanel, asked: list[str]
) -> None:
    for letters in ("t", "ti", "tian", "tian'j", "tian'jiao"):
        compose(panel, letters)
    compose(panel, "", "天骄")
    compose(panel, "l")
    compose(panel, "", "路")
    qtbot.waitUntil(lambda: panel.shown == "天骄路")
    assert asked[-1] == "天骄路"
    assert not [query for query in asked if query.isascii()]


def test_a_composition_that_is_given_up_leaves_text_and_answer_as_they_were(
    qtbot: QtBot, panel: SearchPanel, asked: list[str]
) -> None:
    panel.box.setText("天骄路")
    qtbot.waitUntil(lambda: panel.shown == "天骄路")
    compose(panel, "min'zu")
    compose(panel, "")
    assert (panel.box.text(), panel.shown, asked) == ("天骄路", "天骄路", ["天骄路"])


def test_keys_of_the_input_method_choose_and_close_nothing(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.box.setText("路")
    qtbot.waitUntil(lambda: panel.shown == "路")
    compose(panel, "min")
    chosen: list[SearchHit] = []
    panel.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        qtbot.keyClick(panel.box, key)
    assert chosen == []
    assert panel.results.list.currentIndex().data() == "天骄路"


def take(qtbot: QtBot, panel: SearchPanel, query: str) -> None:
    """Search, take the first result, and empty the box without the keyboard in it."""
    panel.box.setText(query)
    qtbot.waitUntil(lambda: panel.shown == query)
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    panel.box.clearFocus()
    panel.box.clear()


def test_what_was_chosen_before_is_listed_under_the_empty_box_and_looked_up_again(
    qtbot: QtBot, panel: SearchPanel, asked: list[str]
) -> None:
    take(qtbot, panel, "天骄")
    take(qtbot, panel, "民族")
    assert not panel.results.isVisible()
    panel.focus()
    qtbot.waitUntil(panel.results.isVisible)
    assert [hit.title for hit in panel.model.hits] == ["民族路", "天骄路"]
    qtbot.keyClick(panel.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert chosen.args[0].title == "天骄路"
    assert (asked[-1], panel.box.text()) == ("天骄路", "天骄路")


def test_what_was_chosen_before_can_be_forgotten(qtbot: QtBot, panel: SearchPanel) -> None:
    take(qtbot, panel, "天骄")
    panel.focus()
    qtbot.waitUntil(panel.results.isVisible)
    panel.results.clear.click()
    assert not panel.results.isVisible()
    panel.box.clearFocus()
    panel.focus()
    assert not panel.results.isVisible()


def test_what_is_gone_since_shows_what_is_found_instead(
    qtbot: QtBot, panel: SearchPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(qtbot, panel, "天骄")
    other = replace(hit("天骄路"), id="另一条")
    monkeypatch.setattr(search, "_find", lambda space, query, limit, near: SearchAnswer(query, 1.0, (other,)))
    panel.focus()
    qtbot.waitUntil(panel.results.isVisible)
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.shown == "天骄路")
    assert panel.model.hits == (other,)
    assert panel.results.isVisible()


def test_nothing_typed_and_nobody_looked_up_is_remembered(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.remember(tmp_path / "工作区", replace(hit("张三"), kind="residents"))
    history.remember(tmp_path / "工作区", replace(hit("某某"), kind="没有这种"))
    assert history.hits(tmp_path / "工作区") == []
    assert not list(tmp_path.rglob("*.json"))


def test_the_same_is_remembered_once_and_only_the_newest(tmp_path: Path) -> None:
    history = History(tmp_path)
    for number in range(MOST + 3):
        history.remember(tmp_path, hit(f"路{number}"))
    history.remember(tmp_path, hit("路9"))
    titles = [one.title for one in history.hits(tmp_path)]
    assert titles[0] == "路9" and len(titles) == MOST == len(set(titles))
    assert history.hits(tmp_path / "另一个") == []


def test_a_history_that_cannot_be_read_starts_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    history = History(tmp_path)
    history.remember(tmp_path, hit("天骄路"))
    file = next(tmp_path.rglob("*.json"))
    file.write_text("{不是", encoding="utf-8")
    assert history.hits(tmp_path) == []
    assert "start anew" in caplog.text
