"""An error becomes one sentence and one hint, in Chinese or English."""

from kangbashi_gis import messages
from kangbashi_gis.errors import BadRadius, Cancelled, FileMissing, FileUnreadable, GisError, ThemeUnknown


def test_the_values_stand_in_the_sentence_of_either_language() -> None:
    error = FileMissing(path="D:/数据/宗地.shp")
    assert messages.sentence(error) == ("找不到文件：D:/数据/宗地.shp", "请检查路径和文件名。")
    assert messages.sentence(error, "en")[0] == "The file is not there: D:/数据/宗地.shp"


def test_numbers_are_written_as_people_write_them() -> None:
    assert messages.sentence(BadRadius(radius_m=-5.0, least_m=1.0, most_m=50_000.0))[0] == "半径 -5 米不能用。"
    far = messages.sentence(BadRadius(radius_m=1e6, least_m=0.5, most_m=100_000.0))
    assert far == ("半径 1,000,000 米不能用。", "请输入 0.5 到 100,000 米之间的数。")


def test_several_values_are_listed() -> None:
    assert "roads、parcels" in messages.sentence(ThemeUnknown(theme="桥梁", known=("roads", "parcels")))[1]


def test_a_value_that_is_absent_does_not_hide_the_failure() -> None:
    assert messages.sentence(FileMissing())[0] == "找不到文件：?"


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert messages.sentence(FileMissing(path="{path}.csv"))[0] == "找不到文件：{path}.csv"


def test_an_error_without_a_sentence_of_its_own_takes_the_nearest() -> None:
    class Interrupted(Cancelled):
        """A case that nobody wrote words for."""

    class Unforeseen(GisError):
        """Another."""

    assert messages.sentence(Interrupted())[0] == messages.sentence(Cancelled())[0]
    assert messages.sentence(Unforeseen())[0] == "操作没有完成。"


def test_a_step_is_told_in_the_language_and_an_unknown_one_as_it_is() -> None:
    assert messages.step("read") == "正在读取文件"
    assert messages.step("read", "en") == "Reading the file"
    assert messages.step("道路.shp") == "道路.shp"


def test_what_is_wrong_with_a_file_is_told_in_words() -> None:
    error = FileUnreadable(path="宗地.shp", reason="truncated")
    assert messages.sentence(error)[0] == "文件读不出来：宗地.shp（不完整）"
    assert messages.sentence(error, "en")[0] == "The file cannot be read: 宗地.shp (cut short)"


def test_a_name_that_looks_like_such_a_key_is_left_alone() -> None:
    assert messages.sentence(FileMissing(path="point"))[0] == "找不到文件：point"
