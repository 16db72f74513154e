"""Search results as a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui.panels.hits import HitModel, grouped, kind_title
from kangbashi_gis.ui.panels.marking import marked


def _hit(kind: str, title: str) -> SearchHit:
    return SearchHit(kind, title, title, "", 1.0, 384_000.0, 4_383_000.0, 109.8, 39.6)


def test_the_characters_of_the_query_are_marked_where_they_stand_together() -> None:
    assert marked("鄂尔多斯大街12号", "多斯大街") == [("鄂尔", False), ("多斯大街", True), ("12号", False)]


def test_words_apart_are_each_marked() -> None:
    assert marked("鄂尔多斯大街12号", "鄂尔 12") == [("鄂尔", True), ("多斯大街", False), ("12", True), ("号", False)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("minzu", [("民族", True), ("路", False)]),
        ("mz", [("民族", True), ("路", False)]),
        ("mzul", [("民族路", True)]),
        ("minz路", [("民族路", True)]),
        ("xyz", [("民族路", False)]),
    ],
)
def test_letters_mark_the_characters_they_stand_for(query: str, expected: list[tuple[str, bool]]) -> None:
    assert marked("民族路", query) == expected


def test_a_name_is_marked_as_it_is_said_here() -> None:
    assert marked("康巴什大街", "kangbashi") == [("康巴什", True), ("大街", False)]


@pytest.mark.parametrize(("text", "query"), [("İstanbul路", "istanbul路"), ("𠮷祥路1号", "祥路"), ("𠮷祥路1号", "𠮷")])
def test_signs_of_unusual_length_are_marked_where_they_stand(text: str, query: str) -> None:
    assert "".join(run for run, is_marked in marked(text, query) if is_marked) in text
    assert "".join(run for run, _is_marked in marked(text, query)) == text


def test_hits_stand_under_their_kinds_the_kind_of_the_best_first() -> None:
    hits = [_hit("roads", "甲路"), _hit("entities", "乙公司"), _hit("roads", "丙路")]
    model = HitModel()
    model.fill(hits, "路", grouped)
    titles = [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]
    assert titles == ["道路 · 2", "甲路", "丙路", "法人单位 · 1", "乙公司"]
    assert model.hit_rows() == [1, 2, 4]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_part_of_a_number_is_not_marked() -> None:
    assert marked("150603001003GB00027", "57") == [("150603001003GB00027", False)]
    assert marked("大街1203号", "12") == [("大街", False), ("12", True), ("03号", False)]


def test_capital_letters_do_not_count() -> None:
    assert marked("CBD 大厦", "cbd") == [("CBD", True), (" 大厦", False)]


@given(some.text(), some.text())
def test_the_runs_are_the_whole_text(text: str, query: str) -> None:
    assert "".join(run for run, _is_marked in marked(text, query)) == text


def test_a_kind_is_shown_by_the_title_of_its_theme(qapp: object) -> None:
    assert kind_title("roads") == "道路"
    assert kind_title("point") == ""
