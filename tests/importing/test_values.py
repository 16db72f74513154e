"""Cells become values: nothing is guessed, nothing lost."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.importing import values
from kangbashi_gis.importing.values import Unreadable
from kangbashi_gis.model.schema import Field, FieldType
from kangbashi_gis.model.themes import ADDRESSES, PARCELS, RESIDENTS, ROADS


@pytest.mark.parametrize(
    "text",
    ["2016-06-08", "2016/6/8", "2016.06.08", "20160608", "2016年6月8日", "２０１６－０６－０８", "2016-06-08T09:30:00",
     "2016/6/8 0:00:00", " 2016-6-8 ", datetime(2016, 6, 8, 9, 30), date(2016, 6, 8)],
)  # fmt: skip
def test_a_date_in_any_usual_form_becomes_iso(text: object) -> None:
    assert values.iso_date(text) == "2016-06-08"


@pytest.mark.parametrize(
    ("text", "day"), [("25/6/2016", "2016-06-25"), ("6/25/2016", "2016-06-25"), ("6/6/2016", "2016-06-06")]
)
def test_a_date_with_the_year_last_is_read_where_only_one_reading_is_left(text: str, day: str) -> None:
    assert values.iso_date(text) == day


@pytest.mark.parametrize("text", ["7/5/2005", "2016-13-01", "2016-02-30", "16-6-8", "昨天", "0216-06-08", "42529"])
def test_a_date_that_could_be_two_or_none_is_not_guessed(text: str) -> None:
    with pytest.raises(Unreadable):
        values.iso_date(text)


@pytest.mark.parametrize("text", [None, "", " ", "-", "无", "0000-00-00", "00000000", float("nan")])
def test_a_blank_date_is_missing(text: object) -> None:
    assert values.iso_date(text) is None


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]),
)
def test_every_day_survives_every_form(day: date, form: str) -> None:
    assert values.iso_date(day.strftime(form)) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200.5", 1200.5),
        ("１２．５", 12.5),
        ("-3", -3.0),
        ("3,000万元", 3000.0),
        (7, 7.0),
        ("1e3", 1000.0),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text: object, number: float | None) -> None:
    assert values.real(text, "万元") == number


@pytest.mark.parametrize("text", ["12,5", "1_000", "十二", "12m", "inf", "1,20,0"])
def test_a_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        values.real(text)


def test_a_whole_number_is_not_rounded() -> None:
    assert values.whole("6.0") == 6
    with pytest.raises(Unreadable):
        values.whole("6.5")
    with pytest.raises(Unreadable):
        values.whole("99999999999999999999")


def test_a_whole_number_of_sixty_two_bits_keeps_its_last_digit() -> None:
    assert values.whole(4611686018427387905) == 4611686018427387905


def test_a_number_in_a_text_field_has_no_decimal_point_of_a_spreadsheet() -> None:
    assert values.text(12.0) == "12"
    assert values.text(0.5) == "0.5"


def test_an_id_number_that_went_through_a_float_is_refused_for_its_lost_digits() -> None:
    converted, broken = values.convert([150699199001011230.0, "150699199001011235"], RESIDENTS.field("id_number"))
    assert broken == [0]
    assert converted[1] == "150699199001011235"


def test_titles_become_codes_and_unknown_codes_stay() -> None:
    assert values.convert(["男", "2", "女性", "Ｍ", "九", None], RESIDENTS.field("sex"))[0] == [
        "1",
        "2",
        "2",
        "1",
        "九",
        None,
    ]
    assert values.convert(["主干路", "arterial", "BRANCH"], ROADS.field("class"))[0] == [
        "arterial",
        "arterial",
        "branch",
    ]
    assert values.convert(["门牌"], ADDRESSES.field("kind"))[0] == ["door"]


def test_an_array_with_missing_numbers_is_read() -> None:
    floors = Field("floors", "层数", FieldType.INTEGER)
    assert values.convert(np.array([6.0, np.nan]), floors) == ([6, None], [])


def test_positions_of_unreadable_cells_are_given() -> None:
    assert values.convert(["6", "六", "六"], Field("floors", "层数", FieldType.INTEGER)) == ([6, None, None], [1, 2])


def test_the_apostrophe_before_a_neutralised_formula_is_taken_away() -> None:
    assert values.text("'=1+1") == "=1+1"
    assert values.text("'s-Hertogenbosch") == "'s-Hertogenbosch"


@pytest.mark.parametrize("cell", ["1.50699E+17", " 1.50603e+18 ", "1.39E+10", "2E+17", 1.50699e17])
def test_a_long_number_of_which_a_spreadsheet_left_only_the_first_digits_is_no_text(cell: object) -> None:
    field = RESIDENTS.field("id_number")
    assert values.convert(["150699199001010017", cell], field) == (["150699199001010017", None], [1])


@pytest.mark.parametrize("cell", ["1.5E17号楼", "E+12", "3E+5", "+86 1", "1.5E-12"])
def test_other_text_with_an_e_and_a_sign_stays(cell: str) -> None:
    assert values.convert([cell], RESIDENTS.field("id_number")) == ([cell], [])


@given(st.lists(st.none() | st.text("甲 1　\t\n+'x", max_size=4)))
def test_a_column_of_texts_is_converted_as_its_cells_are(cells: list[str | None]) -> None:
    one = Field("name", "名称", FieldType.TEXT)
    expected, broken = [], []
    for place, cell in enumerate(cells):
        try:
            expected.append(values.text(cell))
        except Unreadable:
            expected.append(None)
            broken.append(place)
    assert values.convert(cells, one) == (expected, broken)


def test_a_column_of_texts_that_are_codes_or_numbers_tells_which_cannot_be_read() -> None:
    assert values.convert(["男", "女性", None, "男"], RESIDENTS.field("sex")) == (["1", "2", None, "1"], [])
    area = PARCELS.field("area_m2")
    assert values.convert(["1,200", "12.5", None, "1,200"], area) == ([1200.0, 12.5, None, 1200.0], [])
    assert values.convert(["12", "很大", "3", "很大"], area) == ([12.0, None, 3.0, None], [1, 3])
