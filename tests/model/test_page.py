"""A sheet as data: kept as JSON, changed by making another one, and checked before it is printed."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.page import (
    ITEMS,
    Block,
    Box,
    Grid,
    Legend,
    MapFrame,
    NorthArrow,
    Page,
    ScaleBar,
    Text,
    placed,
    read,
    without,
    written,
)
from kangbashi_gis.model.page.filling import filled, wanted
from kangbashi_gis.model.page.lint import RULES, Facts, findings
from kangbashi_gis.model.page.resizing import resized
from kangbashi_gis.model.parts import KIND
from kangbashi_gis.operations.page_templates import templates
from kangbashi_gis.sentences.page_checks import CHECKS, words

MAP = MapFrame("主图", Box(10, 10, 190, 200), 5000.0, grid=Grid("lines", 500.0))
FACTS = Block("说明", Box(10, 250, 190, 30), (("密级", "{secrecy}"), ("坐标系", "{crs}")))
PAGE = Page("测试图", 210.0, 297.0, (MAP, Text("图名", Box(10, 2, 190, 8), "{title}"), FACTS))
WHOLE = Facts({"title": "图", "secrecy": "内部", "crs": "CGCS2000", "heights": "1985", "maker": "局", "date": "今"})


def rules(page: Page, facts: Facts = WHOLE) -> set[str]:
    return {one.rule for one in findings(page, facts)}


def test_a_page_comes_back_from_json_as_it_was():
    assert read(written(PAGE)) == PAGE


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.name)
def test_every_template_is_a_page_that_can_be_drawn_and_comes_back(template):
    assert read(written(template.page)) == template.page
    assert template.page.maps and template.page.title_en


def test_no_part_has_a_field_that_json_needs_for_its_kind():
    assert [part for part in (*ITEMS.values(), Page, Grid) if KIND in {one.name for one in fields(part)}] == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"width_mm": 5000.0}, "page_size"),
        ({"purpose": "secretly"}, "page_value"),
        ({"items": "nothing"}, "page_value"),
        ({"items": [{"kind": "text"}]}, "page_part"),
        ({"items": [{"kind": ["text"]}]}, "page_part"),
        ({"nonsense": 1}, "page_part"),
        ({"title": None}, "page_value"),
        ({"height_mm": 1e999}, "page_value"),
        ({"version": 2}, "page_version"),
    ],
)
def test_a_file_that_is_no_page_is_refused_with_its_reason(change: dict[str, object], reason: str):
    with pytest.raises(PageInvalid) as caught:
        read(json.dumps({**json.loads(written(PAGE)), **change}))
    assert caught.value.values["reason"] == reason


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (replace(MAP, name="另一幅", box=Box(500, 10, 20, 20)), "page_box"),
        (replace(MAP, name="另一幅", linked="没有"), "page_map"),
        (Legend("图例", Box(10, 10, 20, 20), "没有"), "page_map"),
        (replace(MAP, name="另一幅", area=(5.0, 0.0, 1.0, 1.0)), "page_value"),
        (Text("大字", Box(1, 1, 9, 9), "大", -3.0), "page_value"),
    ],
)
def test_an_item_that_cannot_be_drawn_is_named(item, reason: str):
    with pytest.raises(PageInvalid) as caught:
        read(written(placed(PAGE, item)))
    assert caught.value.values["reason"] == reason
    assert item.name in str(caught.value.values["where"])


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_page_or_an_error_of_ours(text: str):
    with pytest.raises(PageInvalid):
        read(text)


def test_deep_nesting_is_refused():
    with pytest.raises(PageInvalid):
        read("[" * 100_000)


def test_an_item_is_replaced_by_its_name_and_a_new_one_lies_on_top():
    moved = replace(MAP, box=Box(0, 0, 50, 50))
    assert placed(PAGE, moved).items == (moved, *PAGE.items[1:])
    assert placed(PAGE, replace(moved, name="新")).items[-1].name == "新"
    assert [one.name for one in without(PAGE, {"主图"}).items] == ["图名", "说明"]


def test_names_in_texts_are_filled_and_what_nobody_knows_is_left_out():
    assert wanted(PAGE) == ["title", "secrecy", "crs"]
    assert filled("{title}·{没有}图", {"title": "康巴什"}) == "康巴什·图"


def test_on_larger_paper_everything_grows_and_stays_on_it():
    large = resized(PAGE, 841.0, 1189.0)
    assert large.item("图名").size_pt == pytest.approx(10.0 * 841 / 210, rel=0.01)
    assert all(large.box.holds(one.box) for one in large.items)


def test_a_sheet_that_says_all_has_no_findings_but_a_bare_one_has():
    full = Page(
        "图", 210.0, 297.0,
        (
            MAP, Text("图名", Box(10, 4, 190, 5), "{title}"), ScaleBar("尺", Box(10, 220, 60, 10), "主图"),
            NorthArrow("北", Box(80, 220, 20, 20), "主图"), Legend("图例", Box(110, 220, 60, 20), "主图"),
            Block("说明", Box(10, 250, 190, 40), (("", "{secrecy}{crs}{heights}{maker}{date}"),)),
        ),
    )  # fmt: skip
    assert rules(full) == set()
    assert {"title_missing", "secrecy_missing", "scale_missing", "north_missing"} <= rules(
        Page("空", 210.0, 297.0, (MAP,))
    )


def test_a_public_map_needs_its_approval_number_in_its_usual_form_and_no_secrecy():
    public = replace(PAGE, purpose="public")
    assert "public_number" in rules(public) and "public_number" not in rules(PAGE)
    said = replace(public, items=(*public.items, Text("号", Box(10, 290, 50, 4), "{approval_number}")))
    good = replace(WHOLE, values={**WHOLE.values, "approval_number": "蒙S(2024)012号"})
    assert not {"public_number", "number_form"} & rules(said, good)
    assert "number_form" in rules(said, replace(WHOLE, values={**WHOLE.values, "approval_number": "12"}))
    assert "public_secret" in rules(said, replace(WHOLE, values={**WHOLE.values, "secrecy": "秘密"}))


def test_much_of_the_large_scale_base_has_to_be_marked_secret():
    wide = replace(WHOLE, scales={"主图": 2000.0}, topographic_km2={"主图": 30.0})
    assert "secret_area" in rules(PAGE, wide)
    assert "secret_area" not in rules(PAGE, replace(wide, scales={"主图": 10_000.0}))
    assert "secret_area" not in rules(PAGE, replace(wide, values={**WHOLE.values, "secrecy": "秘密"}))


def test_a_sheet_of_the_series_has_the_scale_of_its_number():
    assert "sheet_scale" in rules(PAGE, replace(WHOLE, scales={"主图": 5000.0}, sheet_scale=2000))
    assert "sheet_scale" not in rules(PAGE, replace(WHOLE, scales={"主图": 2000.0}, sheet_scale=2000))


def test_errors_come_first_and_every_rule_has_words_in_both_languages():
    levels = [one.level for one in findings(Page("空", 210.0, 297.0, (MAP,)), Facts())]
    assert levels == sorted(levels, key=("error", "warning", "hint").index)
    assert {one.name for one in RULES} == set(CHECKS)
    assert all(words(one.name, "某项", language) for one in RULES for language in ("zh", "en"))
