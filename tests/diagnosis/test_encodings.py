"""What the doctor says of the encoding of a file: candidates with examples, conflicts, cut names, older damage."""

from pathlib import Path

import pytest

from kangbashi_gis.diagnoses import words
from kangbashi_gis.diagnosis.encodings import Declared, weigh
from kangbashi_gis.model.diagnosis import EncodingAnswer, Finding, Severity

PATH = Path("宗地.dbf")
STREETS = ["鄂尔多斯大街", "康巴什区哈巴格希街道", "乌兰木伦河", "青春山开发区"]
TAIPEI = ["臺北市中正區", "新北市板橋區縣民大道", "國立臺灣大學附屬醫院"]


def weighed(
    texts: list[str], encoding: str, names: tuple[bytes, ...] = (), declared: Declared | None = None
) -> tuple[EncodingAnswer, tuple[Finding, ...]]:
    values = [text.encode(encoding).ljust(40) for text in texts]
    return weigh(names, values, declared or Declared(), PATH)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings]


@pytest.mark.parametrize(
    ("texts", "encoding", "detected"),
    [
        (STREETS, "gbk", "GB18030"),
        (STREETS, "utf-8", "UTF-8"),
        (TAIPEI, "big5", "Big5"),
        (["𠮷野家㙟台街", *STREETS], "gb18030", "GB18030"),
    ],
)
def test_chinese_is_recognised_and_shown(texts: list[str], encoding: str, detected: str) -> None:
    answer, findings = weighed(texts, encoding)
    assert answer.detected == detected
    assert answer.confidence > 0.99
    assert answer.candidates[0].examples == tuple(texts)
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "encoding", "likeliest"),
    [
        ("ひたちなか市三の丸", "euc_jp", "EUC-JP"),
        ("西蒲原郡弥彦村富士見町", "shift_jis", "Shift_JIS"),
        ("서울특별시 강남구 테헤란로", "euc_kr", "EUC-KR"),
        ("улица Ленина, дом", "koi8-r", "KOI8-R"),
        ("Проспект Победы", "cp1251", "windows-1251"),
        ("Straße der Brüder Grimm, Köln", "latin-1", "windows-1252"),
        ("Łódź, ulica Święty Krzyż", "iso8859-2", "ISO-8859-2"),
        ("ถนนสุขุมวิทกรุงเทพ", "cp874", "windows-874"),
        ("Λεωφόρος Συγγρού Αθήνα", "cp1253", "windows-1253"),
    ],
)
def test_what_is_not_chinese_is_asked_about_with_the_likeliest_first(text: str, encoding: str, likeliest: str) -> None:
    answer, findings = weighed([text], encoding)
    assert answer.detected is None
    assert answer.candidates[0].encoding == likeliest
    assert answer.candidates[0].examples == (text,)
    assert codes(findings) == ["encoding_foreign"]
    assert findings[0].severity is Severity.QUESTION


def test_few_characters_that_read_twice_are_asked_about() -> None:
    answer, findings = weighed(["康宁"], "gbk")
    assert answer.detected is None
    assert answer.candidates[0].encoding == "GB18030"
    assert codes(findings) == ["encoding_few"]
    assert findings[0].values["signs"] == 2


def test_columns_that_our_themes_know_settle_a_table_with_hardly_any_text() -> None:
    names = tuple(name.encode("gbk") for name in ("宗地代码", "面积"))
    answer, findings = weigh(names, [], Declared(), PATH)
    assert answer.detected == "GB18030"
    assert findings == ()


def test_plain_ascii_is_no_question() -> None:
    answer, findings = weighed(["A0001", "B0002"], "ascii", declared=Declared(0x57, "OEM"))
    assert (answer.detected, answer.confidence, findings) == ("UTF-8", 1.0, ())


def test_a_conflict_names_all_three() -> None:
    answer, findings = weighed(STREETS, "gbk", declared=Declared(0x78, "UTF-8"))
    assert answer.detected == "GB18030"
    assert answer.declared == "LDID 0x78, .cpg UTF-8"
    (conflict,) = findings
    assert conflict.code == "encoding_conflict"
    assert conflict.severity is Severity.WARNING
    assert (conflict.values["declared"], conflict.values["bytes"]) == ("LDID 0x78, .cpg UTF-8", "GB18030")


@pytest.mark.parametrize(
    "declared", [Declared(0x4D, "GBK"), Declared(0x7A), Declared(0x03, "ANSI 936"), Declared(0x57)]
)
def test_marks_that_agree_or_say_nothing_are_no_conflict(declared: Declared) -> None:
    assert weighed(STREETS, "gbk", declared=declared)[1] == ()


def test_a_name_cut_at_ten_bytes_is_told() -> None:
    _, findings = weighed(STREETS, "utf-8", names=("标准地址全称".encode()[:10], "权利人".encode()))
    (cut,) = findings
    assert (cut.code, cut.count, cut.values["columns"]) == ("encoding_name_cut", 1, "标准地")


def test_values_cut_by_their_field_are_counted() -> None:
    values = [text.encode()[:16] for text in ("鄂尔多斯大街东侧", "康巴什区哈巴格希", "青春山")]
    answer, findings = weigh((), values, Declared(), PATH)
    assert answer.detected == "UTF-8"
    assert [(one.code, one.count) for one in findings] == [("encoding_value_cut", 2)]


@pytest.mark.parametrize(
    ("inner", "outer", "codec"),
    [("utf-8", "latin-1", "utf8-in-latin1"), ("gbk", "latin-1", "gbk-in-latin1"), ("utf-8", "gb18030", "utf8-in-gbk")],
)
def test_text_that_was_misread_and_saved_can_be_turned_back(inner: str, outer: str, codec: str) -> None:
    whole = ["宗地代码", "哈巴格希街道", "土地使用权人"]
    answer, findings = weighed([text.encode(inner).decode(outer) for text in whole], "utf-8")
    assert answer.detected is None
    assert answer.candidates[0].encoding == codec
    assert answer.candidates[0].examples == tuple(whole)
    assert codes(findings) == ["encoding_doubled"]
    assert answer.candidates[1].encoding == "UTF-8"


def test_where_part_of_misread_text_is_lost_that_is_told() -> None:
    answer, findings = weighed([text.encode().decode("gb18030", "replace") for text in STREETS], "utf-8")
    assert answer.detected is None
    assert codes(findings)[0] == "encoding_doubled_lost"
    assert str(findings[0].values["right"])[:4] in "".join(STREETS)


@pytest.mark.parametrize("lost", ["锟斤拷锟斤拷大街", "\ufffd\ufffd大街"])
def test_text_that_was_lost_before_is_told(lost: str) -> None:
    answer, findings = weighed([*STREETS, lost], "utf-8")
    assert answer.detected == "UTF-8"
    assert [(one.code, one.count) for one in findings] == [("encoding_lost", 1)]


def test_a_mixture_is_told_with_both_encodings() -> None:
    values = [*(text.encode("utf-8") + b" " for text in STREETS), "伊金霍洛旗阿镇".encode("gbk") + b" "]
    answer, findings = weigh((), values, Declared(), PATH)
    assert answer.detected is None
    assert (findings[0].code, findings[0].count) == ("encoding_mixed_values", 1)
    assert (findings[0].values["main"], findings[0].values["other"]) == ("UTF-8", "GB18030")


def test_texts_that_nothing_decodes_are_told_with_how_many() -> None:
    values = [*(text.encode("utf-8") + b" " for text in STREETS), b"\x81\x20\xff\xfe\x80 "]
    answer, findings = weigh((), values, Declared(), PATH)
    assert answer.detected is None
    assert (findings[0].code, findings[0].values["broken"]) == ("encoding_mixed", 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_has_its_words(lang: str) -> None:
    found = [
        *weighed(["康宁"], "gbk")[1],
        *weighed(["улица Ленина"], "koi8-r")[1],
        *weighed(STREETS, "gbk", declared=Declared(0x78))[1],
        *weighed([STREETS[0].encode().decode("latin-1")], "utf-8")[1],
    ]
    for one in found:
        sentence, advice = words(one.code, {**one.values, "count": one.count}, lang)
        assert "{" not in sentence + advice
