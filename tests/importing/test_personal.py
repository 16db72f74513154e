"""What is personal is recognised by its content, and names of places are not people."""

import pytest

from kangbashi_gis.importing import personal
from kangbashi_gis.model.identifiers import id_check_digit


def id_numbers(count: int) -> list[str]:
    first = [f"150699198{place % 10}0101{place:03d}" for place in range(count)]
    return [one + id_check_digit(one) for one in first]


def test_a_column_of_id_numbers_is_personal() -> None:
    assert personal.kind(id_numbers(20)) == "id_number"


def test_a_few_id_numbers_among_blanks_and_remarks_are_enough() -> None:
    assert personal.kind([*id_numbers(4), "未提供", "补录", None, "", "见档案"]) == "id_number"


def test_numbers_of_fifteen_digits_from_before_1999_count() -> None:
    assert personal.kind(["110105491231002"] * 3) == "id_number"


def test_eighteen_digits_with_a_wrong_check_are_no_id_numbers() -> None:
    assert personal.kind([number[:17] + ("1" if number[17] != "1" else "2") for number in id_numbers(20)]) == ""


@pytest.mark.parametrize("phone", ["13812345678", "138 1234 5678", "+86 13812345678", "138-1234-5678"])
def test_mobile_phones_are_personal(phone: str) -> None:
    assert personal.kind([phone] * 3) == "phone"


def test_people_are_personal() -> None:
    assert personal.kind(["张伟", "王秀英", "欧阳修文", "李娜", "刘洋"]) == "name"


@pytest.mark.parametrize(
    "column",
    [
        ["康巴什区", "东胜区", "伊金霍洛旗", "达拉特旗"],
        ["金水路", "高新街", "安居苑", "康新社区", "马家村"],
        ["汉族", "蒙古族", "回族", "满族"],
        ["男", "女", "男"],
        ["A0001", "A0002"],
        ["高", "中", "低"],
        ["平房", "楼房", "平房", "楼房"],
        [],
        [None, ""],
    ],
)
def test_places_and_codes_are_not(column: list[str | None]) -> None:
    assert personal.kind(column) == ""
