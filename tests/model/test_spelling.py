"""What people type and what is recorded become one way of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.model.spelling import LONGEST, fold, fold_query, number_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("亿利城Ｂ区 十二号楼 二单元", "亿利城b区12号楼2单元"),
        ("一百零三号", "103号"),
        ("二〇一室", "201室"),
        ("１２＃－２—５０１", "12#-2-501"),
        ("五一路", "五一路"),
        ("第一中学", "第一中学"),
        ("219 MONSIGNOR O'BRIEN Highway", "219 monsignor obrien hwy"),
        ("Cambridge  Street", "cambridge st"),
        ("“康巴什”（新区）", "康巴什新区"),
        ("12 2 501", "12 2 501"),
        ("\ud800\x00亿利\u200b城", "亿利城"),
        ("", ""),
    ],
)
def test_texts_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold_query(written).text == folded


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("一百一十", 110), ("一百二", 120),
        ("一千二", 1200), ("三千零五", 3005), ("二〇一", 201), ("两", 2),
    ],
)  # fmt: skip
def test_chinese_numerals_are_read(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


def test_an_unfinished_street_word_is_folded_only_while_typing() -> None:
    assert fold_query("219 Cambridge Stre").text == "219 cambridge st"
    assert fold("Cambridge Stre") == "cambridge stre"


@given(st.text(max_size=80))
def test_any_text_is_folded_alike_with_and_without_places(text: str) -> None:
    folded = fold_query(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(text) for place in folded.places)


@given(st.text(max_size=80))
def test_folding_twice_changes_no_more(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))


def test_a_query_is_read_up_to_a_length_that_no_address_has() -> None:
    assert len(fold_query("街" * 10_000).text) == LONGEST
