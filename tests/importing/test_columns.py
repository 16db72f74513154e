"""Columns find their fields, each serves one, and what is personal does not slip into an open field."""

from pathlib import Path

import pytest

from kangbashi_gis.errors import ColumnMissing, UsageError
from kangbashi_gis.importing import columns
from kangbashi_gis.importing.writers.dbf import short_names
from kangbashi_gis.model.identifiers import id_check_digit
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, PARCELS, RESIDENTS, ROADS, THEMES

PATH = Path("外来.csv")


def fields(names: list[str], theme: Theme, **mapping: str) -> dict[str, str]:
    return dict(columns.match(names, theme, mapping, PATH).fields)


def test_chinese_and_english_names_are_known() -> None:
    assert fields(["宗地代码", "地类", "ZL"], PARCELS) == {"code": "宗地代码", "use": "地类", "address": "ZL"}
    assert fields(["Street_Name", "class"], ROADS) == {"name": "Street_Name", "class": "class"}


def test_full_width_letters_case_blanks_and_units_do_not_matter() -> None:
    found = fields(["ＭＬ", " 宗地 面积（m²）", "登记_日期"], PARCELS)
    assert found == {"code": "ＭＬ", "area_m2": " 宗地 面积（m²）", "registered": "登记_日期"}


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
@pytest.mark.parametrize("theme", [one for one in THEMES if not one.in_vault], ids=lambda one: one.name)
def test_names_that_a_dbf_has_cut_find_their_field_again(theme: Theme, encoding: str) -> None:
    names = short_names(theme.open_fields, encoding)
    assert fields(names, theme) == dict(zip((one.name for one in theme.open_fields), names, strict=True))


def test_a_row_without_an_end_that_was_taken_for_a_heading_is_no_name_and_is_not_searched() -> None:
    endless = "地址" + "（" * 1_000_000  # to look for the unit at the end of this takes hours
    assert columns.known([endless, "编码"], ADDRESSES) == {"code": "编码"}


def test_a_column_serves_one_field_and_the_better_match_comes_first() -> None:
    found = fields(["地址", "标准地址全称", "编码"], ADDRESSES)
    assert found == {"full": "标准地址全称", "code": "编码"}
    assert fields(["location"], ENTITIES) == {"address": "location"}


def test_a_person_s_word_goes_before_a_name() -> None:
    assert fields(["code", "ML"], PARCELS, code="ML") == {"code": "ML"}
    assert columns.match(["code", "ML"], PARCELS, {"宗地代码": "ml"}, PATH).fields == {"code": "ML"}


def test_a_column_that_was_named_but_is_not_there_is_missing() -> None:
    with pytest.raises(ColumnMissing) as caught:
        fields(["code"], PARCELS, code="MAPLOT")
    assert caught.value.values["column"] == "MAPLOT"


def test_a_field_that_the_theme_does_not_have_cannot_be_mapped() -> None:
    with pytest.raises(UsageError):
        fields(["code"], PARCELS, colour="code")


def test_a_required_field_without_a_column_is_missing_under_its_title() -> None:
    with pytest.raises(ColumnMissing) as caught:
        fields(["地类"], PARCELS)
    assert caught.value.values["column"] == "宗地代码"


def test_columns_that_no_field_takes_are_listed() -> None:
    assert columns.match(["code", "备注", "EditDate"], PARCELS, {}, PATH).ignored == ("备注", "EditDate")


def look(theme: Theme, content: dict[str, list[str]], mapping: dict[str, str] | None = None) -> columns.Matching:
    matching = columns.match(list(content), theme, mapping or {}, PATH)
    return columns.look_inside(matching, theme, Table(content), mapping or {})


def test_an_unmatched_column_of_names_is_listed_as_personal() -> None:
    found = look(PARCELS, {"code": ["1", "2", "3"], "备注": ["张伟", "王秀英", "李娜"], "图号": ["1", "2", "3"]})
    assert found.personal == ("备注",)
    assert found.ignored == ("图号",)


def test_an_open_field_gives_up_a_column_of_id_numbers_unless_a_person_chose_it() -> None:
    numbers = [one + id_check_digit(one) for one in (f"15069919900101{place:03d}" for place in range(3))]
    content = {"单位名称": ["甲店", "乙店", "丙店"], "编码": ["1", "2", "3"], "统一社会信用代码": numbers}
    assert look(ENTITIES, content).personal == ("统一社会信用代码",)
    assert "credit_code" not in look(ENTITIES, content).fields
    chosen = look(ENTITIES, content, {"credit_code": "统一社会信用代码"})
    assert chosen.fields["credit_code"] == "统一社会信用代码"


def test_a_personal_field_takes_its_personal_column() -> None:
    found = look(RESIDENTS, {"姓名": ["张伟", "王秀英", "李娜"], "性别": ["男", "女", "女"]})
    assert found.fields == {"name": "姓名", "sex": "性别"}
    assert found.personal == ()
