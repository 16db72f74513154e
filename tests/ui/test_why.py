"""「为什么」: the reasons of an answer, in plain Chinese, each at its place in the text."""

import re
from html import unescape

from pytestqt.qtbot import QtBot

from kangbashi_gis.operations.explaining import UNRECORDED, explain
from kangbashi_gis.search.address import COLLECTORS, LOOSE_COLLECTORS
from kangbashi_gis.ui.dialogs.why import RULES, WAYS, WhyDialog, marked
from kangbashi_gis.ui.main_window import MainWindow

LONG_MS = 20_000


def test_every_rule_of_the_search_has_words() -> None:
    assert {one.__name__ for one in (*COLLECTORS, *LOOSE_COLLECTORS)} <= set(RULES)
    assert set(UNRECORDED) <= set(WAYS)


def test_characters_beyond_the_basic_plane_do_not_shift_the_marks(window: MainWindow) -> None:
    assert window.space is not None
    html = marked(explain(window.space, "𠮷 <鄂尔多斯大街>3号"))
    spans = re.findall(r"<span[^>]*>([^<]*)</span>", html)
    assert spans == ["𠮷", "鄂尔多斯大街", "3号"]
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == "𠮷 <鄂尔多斯大街>3号"


def test_the_link_under_the_results_tells_why(window: MainWindow, qtbot: QtBot) -> None:
    window.search.focus()
    window.search.box.setText("鄂尔多思大街3号")
    qtbot.waitUntil(lambda: window.search.shown == "鄂尔多思大街3号", timeout=LONG_MS)
    window.search.results.why.click()
    qtbot.waitUntil(lambda: window.findChild(WhyDialog) is not None, timeout=LONG_MS)
    dialog = window.findChild(WhyDialog)
    text = dialog.text.toPlainText()
    assert "道路 鄂尔多斯大街" in text and "门牌号 3" in text
    assert "差一个字" in text and "100 为最好" in text
    dialog.close()


def test_why_nothing_was_found_can_be_asked_too(window: MainWindow, qtbot: QtBot) -> None:
    window.search.box.setText("没有这个地方")
    qtbot.waitUntil(lambda: window.search.shown == "没有这个地方", timeout=LONG_MS)
    assert not window.search.results.why.isHidden()
    window.commands.trigger("map.why")
    qtbot.waitUntil(lambda: window.findChild(WhyDialog) is not None, timeout=LONG_MS)
    dialog = window.findChild(WhyDialog)
    assert "没有读懂" in dialog.text.toPlainText()
    dialog.close()
