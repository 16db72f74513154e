"""What a dataset is made of, and where each value may live."""

import pytest

from kangbashi_gis.model.schema import CodeList, Field, Shape, Theme

WELLS = Theme(
    "wells",
    "检查井",
    "Manholes",
    Shape.POINT,
    (Field("code", "编号"), Field("depth_m", "井深"), Field("keeper", "管理人", personal=True)),
    key=("code",),
)


def test_a_field_is_found_by_its_name() -> None:
    assert WELLS.field("depth_m").title == "井深"
    with pytest.raises(KeyError):
        WELLS.field("井深")


def test_personal_fields_are_kept_apart_from_open_ones() -> None:
    assert [field.name for field in WELLS.open_fields] == ["code", "depth_m"]
    assert [field.name for field in WELLS.personal_fields] == ["keeper"]
    assert not WELLS.in_vault


def test_a_theme_with_nothing_open_lives_in_the_vault() -> None:
    assert Theme("guests", "访客", "Guests", Shape.NONE, (Field("name", "姓名", personal=True),)).in_vault


def test_an_unknown_code_is_shown_and_never_hidden() -> None:
    levels = CodeList("level", {"1": "一级"})
    assert [levels.title(code) for code in ("1", "9", "", None)] == ["一级", "9", "", ""]
