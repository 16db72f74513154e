"""A text as people write it is likelier than the same bytes misread."""

import pytest

from kangbashi_gis.importing.letters import bits, languages
from kangbashi_gis.model.spelling import simplified


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("简体国语", "潠极弊逄"), ("名称", "靡備"), ("哈巴格希", "鍝堝反鏍煎笇"), ("1号楼", "1瘍瞼"), ("國語", "瓣粂")],
)
def test_chinese_is_likelier_than_chinese_misread(right: str, wrong: str) -> None:
    assert bits(right, "zh") + 8 < bits(wrong, "zh")


def test_traditional_characters_cost_hardly_more() -> None:
    assert bits("鄂爾多斯大街", "zh") <= bits("鄂尔多斯大街", "zh") + 6


def test_capitals_inside_a_word_are_rare() -> None:
    assert bits("улица", "ru") == bits("УЛИЦА", "ru") < bits("УлИцА", "ru")


def test_ascii_costs_the_same_in_every_language() -> None:
    assert len({bits("A0001", language) for language in languages()}) == 1


def test_the_tables_are_whole() -> None:
    assert len(languages()["zh"].pairs) > 20_000
    assert simplified()[ord("國")] == ord("国")
