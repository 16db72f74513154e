"""Why a search gives what it gives, at the places of the text as it was typed."""

import pytest

from kangbashi_gis.operations.explaining import Explanation, explain
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import Workspace


def told(explanation: Explanation) -> list[tuple[str, str, str]]:
    """Give what was typed, as what it was understood, and the word it stands for."""
    query = explanation.answer.query
    return [(query[one.start : one.end], one.kind, one.word) for one in explanation.parts]


def unread(explanation: Explanation) -> list[str]:
    """Give what was not understood."""
    return [explanation.answer.query[start:end] for start, end in explanation.unread]


def test_an_address_is_told_element_by_element(workspace: Workspace) -> None:
    explanation = explain(workspace, "鄂尔多斯大街３号")
    assert told(explanation) == [("鄂尔多斯大街", "roads", "鄂尔多斯大街"), ("３号", "number", "3")]
    assert (explanation.way, unread(explanation), explanation.best) == ("as_written", [], 1.0)
    assert "by_door" in explanation.found


def test_what_was_not_understood_is_named_by_code_points(workspace: Workspace) -> None:
    explanation = explain(workspace, "𠮷𠮷鄂尔多斯大街3号")
    assert told(explanation)[0] == ("鄂尔多斯大街", "roads", "鄂尔多斯大街")
    assert unread(explanation) == ["𠮷𠮷"]


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("鄂尔多斯大街三号", "as_written"),
        ("康巴什新区", "old_name"),
        ("鄂尔多思大街3号", "mistake"),
        ("鄂乐多思大街3号", "two_mistakes"),
        ("鄂尔多斯大街与乌兰木伦街交叉口", "crossings"),
        ("鄂尔多斯大街9号", "estimates"),
        ("没有这个地方", "nothing"),
        ("", "nothing"),
    ],
)
def test_the_rule_that_found_it_is_told(workspace: Workspace, query: str, way: str) -> None:
    assert explain(workspace, query).way == way


@pytest.mark.parametrize("query", ["鄂尔多斯大街", "康城小区2号楼", "eerduosidajie", "x" * 10_000, "\ud800", "'; DROP"])
def test_the_answer_is_that_of_the_search_and_all_places_lie_in_the_text(workspace: Workspace, query: str) -> None:
    explanation = explain(workspace, query)
    assert explanation.answer.results == find(workspace, query).results
    spans = [*((one.start, one.end) for one in explanation.parts), *explanation.unread]
    assert all(0 <= start < end <= len(query) for start, end in spans)
    assert sorted(spans) == sorted(set(spans))
