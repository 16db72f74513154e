"""What is the matter with rows."""

import numpy as np
import shapely

from kangbashi_gis.diagnosis.rows import Rows
from kangbashi_gis.model.diagnosis import Finding
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ENTITIES, PARCELS
from tests.conftest import X, Y

TAKEN = {"宗地代码": "code", "面积": "area_m2"}
CODE = "150603001002GB0000{}"


def look(codes: list[object], areas: list[object], shapes: np.ndarray | None = None) -> dict[str, Finding]:
    looker = Rows(PARCELS, TAKEN)
    looker.add(0, Table({"宗地代码": codes, "面积": areas}, shapes))
    return {one.code: one for one in looker.findings()}


def test_good_rows_give_no_finding() -> None:
    assert look([CODE.format(1), CODE.format(2)], [12.5, "1,200.5"]) == {}


def test_a_key_that_comes_twice_and_one_that_is_missing_are_told() -> None:
    found = look([CODE.format(1), CODE.format(1), None], [1.0, 2.0, 3.0])
    assert found["row_key_twice"].rows == (2,)
    assert found["row_key_empty"].rows == (3,)


def test_rows_that_are_the_same_in_all_and_blank_ones_are_told() -> None:
    found = look([CODE.format(1), CODE.format(1), None], [1.0, 1.0, None])
    assert found["row_twice"].rows == (2,)
    assert found["row_blank"].rows == (3,)


def test_rows_with_different_shapes_are_not_the_same() -> None:
    shapes = np.array([shapely.Point(X, Y), shapely.Point(X, Y + 1), shapely.Point(X, Y)], dtype=object)
    found = look([CODE.format(1)] * 3, [1.0] * 3, shapes)
    assert found["row_twice"].rows == (3,)


def test_values_that_cannot_be_read_and_codes_of_a_wrong_form_are_told() -> None:
    found = look(["宗地一", CODE.format(2)], ["约五亩", 3.0])
    assert found["row_value_unreadable"].rows == (1,)
    assert found["row_value_unreadable"].values["field"] == "宗地面积"
    assert found["row_parcel_code"].rows == (1,)


def test_a_credit_code_with_a_wrong_check_digit_is_told_and_a_made_up_one_is_not() -> None:
    looker = Rows(ENTITIES, {"统一社会信用代码": "credit_code"})
    looker.add(0, Table({"统一社会信用代码": ["91350100M000100Y43", "91350100M000100Y44", "91150699MA0000001X"]}))
    assert {one.code: one.rows for one in looker.findings()} == {"row_credit_code": (2,)}
