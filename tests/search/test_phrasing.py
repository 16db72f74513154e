"""Other ways of saying an address: what each becomes, and that a plain one stays as it is."""

import pytest

from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.model.spelling import fold, fold_query, number_of, numeral_of
from kangbashi_gis.search.address import AS_WRITTEN, search
from kangbashi_gis.search.phrasing import rephrased
from kangbashi_gis.search.trace import Trace


def first(query: str) -> str:
    return next(rephrased(fold_query(query).text), "")


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("康新街道办事处康新社区居委会鄂尔多斯大街12号", "康新街道康新社区鄂尔多斯大街12号"),
        ("中国内蒙古鄂尔多斯市康巴什区天骄路", "内蒙古鄂尔多斯市康巴什区天骄路"),
        ("达尔罕村村民委员会", "达尔罕村"),
        ("鄂市康区天骄路8号", "鄂尔多斯市康巴什区天骄路8号"),
        ("内蒙古锡盟锡林浩特市额尔敦路35号", "内蒙古锡林郭勒盟锡林浩特市额尔敦路35号"),
        ("天骄路第8号", "天骄路8号"),
        ("天骄路NO.8", "天骄路8"),
        ("天骄路№8", "天骄路8"),
        ("鄂 尔 多 斯 大 街 1 0 3 号", "鄂尔多斯大街103号"),
        ("鄂尔多斯大街大街103号", "鄂尔多斯大街103号"),
        ("天骄路8号天骄路8号", "天骄路8号"),
        ("天骄路8号沿街门市", "天骄路8号"),
        ("天骄路南段8号", "天骄路8号"),
        ("国际大厦A1203", "国际大厦a座1203"),
        ("人民南路4段11号", "人民南路四段11号"),
        ("Tianjiao Road No. 8", "tianjiao rd 8"),
        ("tian jiao lu 8 hao", "tianjiaolu 8号"),
    ],
)
def test_what_is_said_otherwise_is_said_plainly(query: str, plain: str) -> None:
    assert first(query) == plain


def test_english_street_words_become_those_of_here_in_pinyin() -> None:
    assert "18 tianjiaolu" in rephrased(fold_query("18 Tianjiao Rd").text)
    said = list(rephrased(fold_query("Ordos Street 103").text))
    assert "eerduosijie 103" in said and "eerduosidajie 103" in said


@pytest.mark.parametrize(
    "query",
    ["天骄路1212号", "天天向上路8号", "中国银行", "219 Monsignor O'Brien Hwy", "康城小区2号楼1单元301室", "1-1-1", ""],
)
def test_what_is_plain_is_not_said_otherwise(query: str) -> None:
    assert first(query) == ""


@pytest.mark.parametrize("text", ["鄂尔" * 80, "1 " * 80, "号" * 160, "((" * 50, "a " * 80])
def test_a_long_text_is_no_trap(text: str) -> None:
    assert len(list(rephrased(fold_query(text).text))) < 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天驕路18號", "天骄路18号"),
        ("厚園小區1號樓1單元", "厚园小区1号楼1单元"),
        ("天骄路壹佰零叁号", "天骄路103号"),
        ("天骄路幺零三号", "天骄路101号".replace("101", "103")),
        ("天骄路1号之一", "天骄路1号之1"),
    ],
)
def test_two_ways_of_writing_are_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_folded_traditional_sign_keeps_its_place() -> None:
    folded = fold_query("𠅤園18號")
    assert (folded.text, folded.places) == ("𠅤园18号", (0, 1, 2, 3, 4))


@pytest.mark.parametrize("number", range(100))
def test_a_number_is_said_and_read_back(number: int) -> None:
    assert number_of(numeral_of(number)) == number


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("五一路12号", ["五一路12号"]),
        ("五一路", ["五一路"]),
        ("五二路", ["五二路", "52路"]),
        ("五一环", ["五一环", "51环"]),
    ],
)
def test_a_numeral_in_a_name_as_it_is_written_is_not_read_as_a_figure(
    indexes: Indexes, query: str, texts: list[str]
) -> None:
    trace = Trace()
    search(indexes.words(), query, 20, trace=trace)
    assert [one.text for one in trace.attempts if one.how == AS_WRITTEN] == texts
