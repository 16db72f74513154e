"""Search results as a list."""

from hypothesis import given
from hypothesis import strategies as some

from kangbashi_gis.ui.panels.hits import kind_title, marked


def test_the_characters_of_the_query_are_marked_where_they_stand_together() -> None:
    assert marked("鄂尔多斯大街12号", "多斯大街") == [("鄂尔", False), ("多斯大街", True), ("12号", False)]


def test_words_apart_are_each_marked() -> None:
    assert marked("鄂尔多斯大街12号", "鄂尔 12") == [("鄂尔", True), ("多斯大街", False), ("12", True), ("号", False)]


def test_a_query_in_pinyin_marks_nothing_in_chinese() -> None:
    assert marked("民族路", "minzu") == [("民族路", False)]


def test_capital_letters_do_not_count() -> None:
    assert marked("CBD 大厦", "cbd") == [("CBD", True), (" 大厦", False)]


@given(some.text(), some.text())
def test_the_runs_are_the_whole_text(text: str, query: str) -> None:
    assert "".join(run for run, _is_marked in marked(text, query)) == text


def test_a_kind_is_shown_by_the_title_of_its_theme(qapp: object) -> None:
    assert kind_title("roads") == "道路"
    assert kind_title("point") == ""
