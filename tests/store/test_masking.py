"""Masked values are enough to recognise a record, and no more."""

from kangbashi_gis.store import masking


def test_only_the_family_name_is_left_of_a_name() -> None:
    assert masking.name("张三") == "张*"
    assert masking.name("欧阳某某") == "欧阳**"
    assert masking.name("欧阳") == "欧*"
    assert masking.name("𠮷田") == "𠮷*"
    assert masking.name(None) == masking.name("") == ""


def test_the_middle_of_an_id_number_is_hidden() -> None:
    assert masking.id_number("150699196001010012") == "150699********0012"


def test_the_middle_of_a_phone_number_is_hidden() -> None:
    assert masking.phone("13812345678") == "138****5678"


def test_a_value_too_short_to_have_a_middle_is_hidden_whole() -> None:
    assert masking.phone("1234567") == "*******"
    assert masking.id_number("12") == "**"
    assert masking.phone(None) == ""


def test_every_word_of_a_name_without_a_family_name_is_hidden() -> None:
    assert masking.name("乌云·其木格") == "乌*·***"
    assert masking.name("巴特尔") == "巴**"
    assert masking.name("Anna Schmidt") == "A*** *******"


def test_old_numbers_and_passports_are_hidden_too() -> None:
    assert masking.id_number("150699600101001") == "150699******001"
    assert masking.id_number("E12345678") == "E1*****78"
    assert masking.id_number("E12345") == "******"


def test_an_address_stops_at_its_building() -> None:
    assert masking.address("康城小区2号楼1单元301室") == "康城小区2号楼"
    assert masking.address("鄂尔多斯大街1号") == "鄂尔多斯大街1号"
    assert masking.address(None) == ""
