"""Addresses are taken apart into elements that keep their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.model.address import Part, label_of, labels, parse


def parts(text: str) -> dict[str, str]:
    return {str(element.part): element.value for element in parse(text)}


def test_a_full_address_gives_every_element_its_place_and_code() -> None:
    text = "内蒙古自治区鄂尔多斯市康巴什区哈巴格希街道神华社区鄂尔多斯大街12号亿利城B区3号楼2单元501室"
    elements = parse(text)
    assert [(element.part, text[element.start : element.end], element.code) for element in elements] == [
        (Part.PROVINCE, "内蒙古自治区", "11"),
        (Part.CITY, "鄂尔多斯市", "12"),
        (Part.COUNTY, "康巴什区", "13"),
        (Part.STREET, "哈巴格希街道", "20"),
        (Part.COMMUNITY, "神华社区", "30"),
        (Part.ROAD, "鄂尔多斯大街", "41"),
        (Part.NUMBER, "12号", "40"),
        (Part.COMPOUND, "亿利城B区", "42"),
        (Part.BUILDING, "3号楼", "50"),
        (Part.UNIT, "2单元", "61"),
        (Part.ROOM, "501室", "62"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亿利城Ｂ区十二号楼二单元", {"compound": "亿利城b区", "building": "12", "unit": "2"}),
        ("亿利城B区12#-2-501", {"compound": "亿利城b区", "building": "12", "unit": "2", "room": "501"}),
        ("天骄路12号附3", {"road": "天骄路", "number": "12-3"}),
        ("天骄路12号之3号", {"road": "天骄路", "number": "12-3"}),
        ("天骄路甲12号", {"road": "天骄路", "number": "甲12"}),
        ("三号路12号", {"road": "3号路", "number": "12"}),
        ("文明路3号院2门", {"road": "文明路", "number": "3", "unit": "2"}),
        ("国泰大厦A座12层1203室", {"compound": "国泰大厦", "building": "a", "floor": "12", "room": "1203"}),
        ("康巴什区滨河小区3栋东单元", {"county": "康巴什区", "compound": "滨河小区", "building": "3", "unit": "东"}),
        ("乌审旗嘎鲁图镇布日都嘎查", {"county": "乌审旗", "street": "嘎鲁图镇", "community": "布日都嘎查"}),
        ("山东中路145号", {"road": "山东中路", "number": "145"}),
        ("219 MONSIGNOR O'BRIEN HWY", {"number": "219", "road": "monsignor obrien hwy"}),
        ("12 Main Street #3", {"number": "12", "road": "main st", "room": "3"}),
        ("呼和浩特市回民区海拉尔西街与附件厂路交叉口", {"city": "呼和浩特市", "county": "回民区", "road": "附件厂路"}),
        ("福州市鼓楼区东街134号", {"city": "福州市", "county": "鼓楼区", "road": "东街", "number": "134"}),
        (
            "团结大街创益三和宾馆西100米",
            {"road": "团结大街", "compound": "创益三和宾馆", "number": "100", "rest": "米"},
        ),
        ("四道口路3号", {"road": "四道口路", "number": "3"}),
        (
            "上海市上海市浦东新区花木路花木路雍景台90",
            {"province": "上海市", "county": "浦东新区", "road": "花木路", "compound": "雍景台", "number": "90"},
        ),
        ("绿海华庭3期12号楼", {"compound": "绿海华庭3期", "building": "12"}),
        ("天骄路小区3号楼", {"compound": "天骄路小区", "building": "3"}),
        ("机场路下濂村1号", {"road": "机场路", "compound": "下濂村", "number": "1"}),
        ("B座1203", {"building": "b", "room": "1203"}),
        ("", {}),
    ],
)
def test_addresses_are_parsed(text: str, expected: dict[str, str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12号", "12"), ("十二号楼", "12"), ("１２", "12"), ("12号附3", "12-3"), ("A座", "a"), ("3单元", "3"),
        ("501室", "501"), ("甲12号", "甲12"), ("21-23", "21-23"), ("12#", "12"), (None, ""), ("东单元", "东"),
    ],
)  # fmt: skip
def test_labels_of_columns_are_folded(text: str | None, label: str) -> None:
    assert label_of(text) == label


def test_a_number_that_may_go_on_is_not_whole() -> None:
    assert [label.whole for label in labels("天骄路1", 3)] == [False]
    assert [label.whole for label in labels("天骄路1号", 3)] == [True]


@given(st.text(max_size=200))
def test_any_text_is_parsed_into_elements_that_stand_in_it_one_after_the_other(text: str) -> None:
    elements = parse(text)
    ends = [0, *(element.end for element in elements)]
    for before, element in zip(ends, elements, strict=False):
        assert 0 <= element.start < element.end <= len(text)
        assert element.start >= before or element.end >= before
