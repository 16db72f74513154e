"""Tables of residents as communities hand them in: the heading found, every row read or told, nothing guessed."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kangbashi_gis.errors import FileEmpty, FileForeign, FileMissing, FileUnreadable, LayerUnknown
from kangbashi_gis.importing import residents_values as values
from kangbashi_gis.importing.residents_columns import find_columns
from kangbashi_gis.importing.residents_grid import read_book
from kangbashi_gis.importing.residents_people import Person, Reading, compare_within, make_households, read_people
from kangbashi_gis.model.resident_tables import Role, Told
from tests.importing.resident_files import HEADING, number, row, with_formula, with_part, with_x, workbook

TODAY = date(2026, 11, 24)


def people(path: Path, **stated: str) -> Reading:
    """Read the people of all sheets of a file that have a heading."""
    reading = Reading()
    for grid in read_book(path).grids:
        columns = find_columns(grid, stated)
        if columns.useful:
            read_people(grid, columns, TODAY, reading)
    compare_within(reading.people)
    return reading


def only(path: Path) -> Person:
    """Give the one person of a file."""
    (one,) = people(path).people
    return one


# --- ID numbers, value by value


@pytest.mark.parametrize(
    ("cell", "kept", "told"),
    [
        (number(), number(), None),
        (f"'{number()}", number(), None),
        (f" {number()[:6]} {number()[6:14]} {number()[14:]} ", number(), None),
        ("".join(chr(ord(one) + 0xFEE0) for one in number()), number(), None),
        (f"{number()}\u200b\n", number(), None),
        (with_x().lower(), with_x(), None),
        (with_x()[:-1] + "×", with_x(), None),
        (1.50699199001011e17, None, Told.ID_ROUNDED),
        (150699199001011000, None, Told.ID_ROUNDED),
        ("1.50699E+17", None, Told.ID_ROUNDED),
        ("150699199001019000", None, Told.ID_ROUNDED),
        (150699900101123, "15069919900101123X"[:17], Told.ID_OLD),
        ("150699900231123", None, Told.ID_DATE),
        (number()[:10] + "0231" + number()[14:], None, Told.ID_DATE),
        (number()[:6] + "2999" + number()[10:], None, Told.ID_DATE),
        (number()[:17] + ("1" if number()[17] != "1" else "2"), None, Told.ID_CHECK),
        (number()[:16], None, Told.ID_FORM),
        ("不知道", None, Told.ID_FORM),
        (0, None, Told.NO_NUMBER),
        ("0", None, Told.NO_NUMBER),
        ("无", None, Told.NO_NUMBER),
        (None, None, Told.NO_NUMBER),
        ("000000000000000000", None, Told.NO_NUMBER),
        ("E12345678", "E12345678", Told.OTHER_DOCUMENT),
    ],
)
def test_an_id_number_is_read_or_told_and_never_guessed(cell: Any, kept: str | None, told: Told | None) -> None:
    found, about = values.id_number(cell)
    assert about == told
    assert found == kept or (told is Told.ID_OLD and found is not None and found[:17] == kept)


@pytest.mark.parametrize(
    ("cell", "kept", "told"),
    [
        ("张  三", "张三", []),
        ("\u3000李四 ", "李四", []),
        ("乌云•其木格", "乌云·其木格", []),
        ("Anna  Schmidt", "Anna Schmidt", []),
        ("ᠠᠯᠲᠠᠨ ᠴᠡᠴᠡᠭ", "ᠠᠯᠲᠠᠨ ᠴᠡᠴᠡᠭ", []),
        ("李㭎", "李㭎", [Told.RARE_CHARACTER]),
        ("王𬭎", "王𬭎", [Told.RARE_CHARACTER]),
        ("赵\ue81e", "赵龴", [Told.PRIVATE_MAPPED, Told.RARE_CHARACTER]),
        ("赵\ue863", "赵\ue863", [Told.PRIVATE_CHARACTER]),
        ("孙?", "孙?", [Told.NAME_UNREADABLE]),
        ("孙□", "孙□", [Told.NAME_UNREADABLE]),
        ("周5", "周5", [Told.NAME_ODD]),
        ("", "", [Told.NAME_MISSING]),
    ],
)
def test_a_name_is_kept_as_it_is_written_and_what_is_doubtful_is_told(cell: str, kept: str, told: list[Told]) -> None:
    assert values.name(cell) == (kept, told)


@pytest.mark.parametrize(
    ("cell", "kept", "told"),
    [
        (13800001234, "13800001234", None),
        (13800001234.0, "13800001234", None),
        ("138-0000-1234", "13800001234", None),
        ("+86 138 0000 1234", "13800001234", None),
        ("0477-8581234", "04778581234", None),
        ("13800001234、13900005678", "13800001234", Told.PHONE_SEVERAL),
        ("1380000", None, Told.PHONE_DOUBTFUL),
        ("无", None, None),
    ],
)
def test_a_phone_is_read_or_left_out_and_told(cell: Any, kept: str | None, told: Told | None) -> None:
    assert values.phone(cell) == (kept, told)


@pytest.mark.parametrize(
    ("cell", "kept", "wrong"),
    [
        ("1990.1.2", "1990-01-02", False),
        (datetime(1990, 1, 2), "1990-01-02", False),
        (32875, "1990-01-02", False),
        (19900102.0, "1990-01-02", False),
        ("1990-02-30", None, True),
        ("1990年", None, True),
        ("2099-01-01", None, True),
        ("", None, False),
    ],
)
def test_a_day_that_does_not_exist_is_no_day(cell: Any, kept: str | None, wrong: bool) -> None:
    assert values.day(cell, TODAY) == (kept, wrong)


def test_an_address_is_put_together_from_its_columns() -> None:
    pieces = {Role.COMPOUND: "康城小区", Role.BUILDING: 2, Role.UNIT: "1", Role.ROOM: 301.0}
    assert values.place(pieces) == "康城小区2号楼1单元301室"
    assert (
        values.place({Role.ADDRESS: "康城小区2号楼", Role.COMPOUND: "康城小区", Role.ROOM: "301"})
        == "康城小区2号楼301室"
    )


# --- headings and rows, file by file


def test_the_heading_is_found_below_titles_and_merged_cells(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "康新社区 登记表.xlsx",
        ("康新社区实有人口登记表",),
        ("填表单位：康新社区", None, None, None, None, "2026年11月"),
        ("序号", "姓名", "身份证号码", "居住地址"),
        (None, None, None, "小区", "楼号", "单元", "室"),
        (1, "张三", number(), "康城小区", 2, 1, 301),
        merged=("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:G3"),
    )
    assert only(path).values["address"] == "康城小区2号楼1单元301室"
    assert only(path).row == 5


def test_columns_without_a_heading_are_told_by_their_content(tmp_path: Path) -> None:
    rows = [("张三", "男", number("19900101", 2 * at + 1), "康城小区2号楼1单元301室") for at in range(5)]
    path = workbook(tmp_path / "无表头.xlsx", *rows)
    grid = read_book(path).grids[0]
    columns = find_columns(grid, {})
    assert columns.by_content
    assert {Role.NAME, Role.ID_NUMBER, Role.SEX, Role.ADDRESS} <= set(columns.at) or Role.ID_NUMBER in columns.at


def test_a_column_of_the_head_of_the_household_is_not_taken_for_the_person(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", ("户主姓名", "姓名", "身份证号"), ("赵一", "张三", number()))
    assert only(path).name == "张三"


def test_a_stated_column_wins(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", ("姓名", "曾用名", "身份证号"), ("张三", "张小三", number()))
    assert [one.name for one in people(path, name="曾用名").people] == ["张小三"]


def test_a_column_without_a_heading_can_be_pointed_out_and_another_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", ("姓名", "身份证号", None, "电话"), ("张三", number(), "H7", "13800001234"))
    (one,) = people(path, household="第 3 列", phone="").people
    assert (one.values["household"], one.values["phone"]) == ("H7", None)


def test_totals_blank_rows_notes_and_repeated_headings_hold_nobody(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "表.xlsx", HEADING, row(), (), HEADING, row("李四", number("19910101", 3)), ("合计", 2),
        ("填表人：王五",),
    )  # fmt: skip
    reading = people(path)
    assert [one.name for one in reading.people] == ["张三", "李四"]
    assert reading.skipped == {"blank": 1, "heading": 1, "total": 1, "note": 1}


def test_several_sheets_are_read_and_those_that_are_no_table_are_not(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("1号楼", "2号楼"):
        sheet = book.create_sheet(name)
        sheet.append(HEADING)
        sheet.append(row(code=number("19900101", 1 if name == "1号楼" else 3)))
    book.worksheets[0].append(["填表说明"])
    book.save(tmp_path / "分楼.xlsx")
    assert [(one.sheet, one.row) for one in people(tmp_path / "分楼.xlsx").people] == [("1号楼", 2), ("2号楼", 2)]
    assert len(read_book(tmp_path / "分楼.xlsx", "2号楼").grids) == 1
    with pytest.raises(LayerUnknown):
        read_book(tmp_path / "分楼.xlsx", "3号楼")


def test_a_merged_household_stands_in_all_of_its_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "表.xlsx", ("户号", "姓名", "身份证号"), ("H9", "张三", number()),
        (None, "李四", number("19910101", 3)), merged=("A2:A3",),
    )  # fmt: skip
    assert [one.values["household"] for one in people(path).people] == ["H9", "H9"]


def test_a_text_table_in_gbk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "居民.csv"
    lines = ["康新社区居民", "姓名,身份证号,性别,住址", f"张三,{number()},男,康城小区2号楼1单元301室"]
    path.write_bytes("\n".join(lines).encode("gb18030"))
    assert only(path).id_number == number()


def test_what_the_id_number_says_of_birth_and_sex_goes_before_what_is_written(tmp_path: Path) -> None:
    heading = ("姓名", "身份证号", "性别", "出生日期")
    one = only(workbook(tmp_path / "表.xlsx", heading, ("张三", number(), "女", "1991-01-01")))
    assert (one.values["sex"], one.values["born"]) == ("1", "1990-01-01")
    assert {Told.SEX_DIFFERS, Told.BORN_DIFFERS} <= set(one.told) and not one.refused


def test_one_number_with_two_names_keeps_both_rows_out(tmp_path: Path) -> None:
    found = people(workbook(tmp_path / "表.xlsx", HEADING, row("张三"), row("李四"))).people
    assert [Told.ID_SHARED in one.told and one.refused for one in found] == [True, True]


def test_the_same_row_twice_comes_in_once_and_one_that_differs_is_refused(tmp_path: Path) -> None:
    found = people(workbook(tmp_path / "表.xlsx", HEADING, row(), row(), row(phone="13900001111"))).people
    assert [set(one.told) for one in found] == [set(), {Told.DOUBLED}, {Told.DUPLICATE_DIFFERS}]


def test_an_old_number_and_the_new_one_are_one_person(tmp_path: Path) -> None:
    old = number()[:6] + number()[8:17]
    found = people(workbook(tmp_path / "表.xlsx", HEADING, row(), row(code=old))).people
    assert Told.DOUBLED in found[1].told


def test_households_are_made_by_address_and_head_and_always_the_same(tmp_path: Path) -> None:
    rows = [
        row("张三", number("19600101", 1)), row("李四", number("19610101", 2), kin="配偶", sex="女"),
        row("王五", number("19900101", 3)), row("赵六", number("19900101", 5), address="康城小区"),
    ]  # fmt: skip
    path = workbook(tmp_path / "表.xlsx", HEADING, *rows)
    first, again = people(path).people, people(path).people
    assert (make_households(first), make_households(again)) == (2, 2)
    homes = [one.values["household"] for one in first]
    assert homes == [one.values["household"] for one in again]
    assert homes[0] == homes[1] != homes[2] and homes[3] is None


def test_a_person_without_a_number_is_kept_with_a_mark(tmp_path: Path) -> None:
    one = only(workbook(tmp_path / "表.xlsx", HEADING, row(code=0)))
    assert one.id_number is None and Told.NO_NUMBER in one.told and not one.refused


# --- files that are none


def test_macros_and_links_are_told_and_not_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "宏.xlsm", HEADING, row())
    with_part(path, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    with_part(path, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert read_book(path).notes == {"macros": 1, "external_links": 1}
    assert only(path).name == "张三"


def test_a_formula_gives_its_saved_value_and_that_is_told(tmp_path: Path) -> None:
    path = with_formula(workbook(tmp_path / "表.xlsx", HEADING, row()), "A2", "王小二")
    assert read_book(path).notes == {"formulas": 1}
    assert only(path).name == "王小二" and not only(path).refused


def test_a_row_with_a_formula_that_has_no_value_is_refused(tmp_path: Path) -> None:
    path = with_formula(workbook(tmp_path / "表.xlsx", HEADING, row()), "E2", None)
    assert Told.FORMULA_EMPTY in only(path).told and only(path).refused


@pytest.mark.parametrize(
    ("name", "content", "error", "reason"),
    [
        ("加密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
         FileUnreadable, "office_password"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), FileForeign, None),
        ("网页.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", FileUnreadable, "foreign"),
        ("扫描.xlsx", b"%PDF-1.7", FileUnreadable, "foreign"),
        ("半截.xlsx", b"PK\x03\x04" + bytes(90), FileUnreadable, "foreign"),
        ("空.xlsx", b"", FileEmpty, None),
    ],
)  # fmt: skip
def test_what_is_no_table_gives_one_clear_error(
    tmp_path: Path, name: str, content: bytes, error: type[Exception], reason: str | None
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error) as found:
        read_book(tmp_path / name)
    assert reason is None or found.value.values["reason"] == reason  # type: ignore[attr-defined]


def test_a_file_that_is_gone_and_a_zip_of_something_else_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_book(tmp_path / "没有.xlsx")
    with pytest.raises(FileUnreadable):
        read_book(with_part(tmp_path / "压缩包.xlsx", "说明.txt", b"1"))


def test_a_trap_that_unpacks_to_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "炸弹.xlsx", HEADING, row()), "xl/media/大.bin", bytes(80_000_000))
    with pytest.raises(FileUnreadable) as found:
        read_book(path)
    assert found.value.values["reason"] == "too_large"


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "坏.xlsx", HEADING, *(row(code=number("19900101", at)) for at in range(1, 300, 2)))
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 3 : len(whole) // 3 + 60] = bytes(60)
    path.write_bytes(bytes(whole))
    with pytest.raises(FileUnreadable):
        read_book(path)


def test_thousands_of_formatted_empty_rows_are_not_gone_through(tmp_path: Path) -> None:
    path = workbook(tmp_path / "长.xlsx", HEADING, row(), *((None, "") for _ in range(2500)))
    assert len(read_book(path).grids[0].rows) == 2
