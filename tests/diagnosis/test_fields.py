"""Which theme a file fits and what its columns are."""

from pathlib import Path

from kangbashi_gis.diagnosis import fields
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import PARCELS

PATH = Path("收到/宗地.shp")


def test_the_theme_is_found_by_its_columns() -> None:
    sample = Table({"宗地代码": ["150603001002GB00001"], "坐落": ["天骄路1号"], "面积": [12.0], "权利人": ["张三"]})
    found = fields.weigh(sample, "polygon", None, {}, PATH)
    assert found.theme is PARCELS
    assert {one.name: one.theme_field for one in found.answers} == {
        "宗地代码": "code", "坐落": "address", "面积": "area_m2", "权利人": "holder",
    }  # fmt: skip


def test_a_layer_of_points_is_no_layer_of_parcels_whatever_its_columns_are_called() -> None:
    found = fields.weigh(Table({"宗地代码": ["1"], "面积": [1.0]}), "point", None, {}, PATH)
    assert found.theme is not PARCELS


def test_a_file_of_which_no_column_is_known_asks_for_its_theme() -> None:
    found = fields.weigh(Table({"zzz": ["x"], "yyy": [1]}), "polygon", None, {}, PATH)
    assert found.theme is None
    assert [one.code for one in found.findings] == ["field_theme_unknown"]


def test_a_needed_column_that_is_missing_is_asked_for() -> None:
    found = fields.weigh(Table({"坐落": ["天骄路1号"]}), "polygon", PARCELS, {}, PATH)
    question = found.findings[0]
    assert question.code == "field_required_missing"
    assert question.values["column"] == "宗地代码"


def test_id_numbers_and_phones_are_recognised_whatever_their_column_is_called() -> None:
    sample = Table({"宗地代码": ["150603001002GB00001"] * 3, "备注": ["11010519491231002X"] * 3})
    found = fields.weigh(sample, "polygon", PARCELS, {}, PATH)
    assert next(one for one in found.answers if one.name == "备注").personal == "id_number"
    assert "field_personal_left_out" in [one.code for one in found.findings]


def test_codes_recognise_themselves() -> None:
    assert fields.content(["150603001002GB00001", "150603001002GB00002"]) == "parcel_code"
    assert fields.content(["91350100M000100Y43"]) == "credit_code"
    assert fields.content(["天骄路1号"]) == ""


def test_types_are_told_by_the_values() -> None:
    kinds = [fields.kind_of(values) for values in ([1, 2], [1, 2.5], ["2016-06-08", "2016年6月9日"], ["一"], [])]
    assert kinds == ["integer", "real", "date", "text", "empty"]
