"""Masked values are enough to recognise a record, and no more."""

from kangbashi_gis.store import masking


def test_only_the_family_name_is_left_of_a_name() -> None:
    assert masking.name("张三") == "张*"
    assert masking.name("欧阳某某") == "欧***"
    assert masking.name(None) == masking.name("") == ""


def test_the_middle_of_an_id_number_is_hidden() -> None:
    assert masking.id_number("150699196001010012") == "150699********0012"


def test_the_middle_of_a_phone_number_is_hidden() -> None:
    assert masking.phone("13812345678") == "138****5678"


def test_a_value_too_short_to_have_a_middle_is_hidden_whole() -> None:
    assert masking.phone("1234567") == "*******"
    assert masking.id_number("12") == "**"
    assert masking.phone(None) == ""
