"""What people type finds what they mean, and nothing finds what is not there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangbashi_gis.search.address import COLLECTORS, READERS, search
from kangbashi_gis.search.trace import Trace
from tests.index.town import REGION, X, Y
from tests.search.asking import Town

ROAD_DOOR = REGION + "哈巴格希街道神华社区鄂尔多斯大街12号"
GATE = REGION + "哈巴格希街道神华社区鄂尔多斯东街41号亿利城B区"


@pytest.mark.parametrize(
    "query",
    [
        ROAD_DOOR,
        "鄂尔多斯大街12号",
        "鄂尔多斯大街十二号",
        "鄂尔多斯大街１２号",
        "鄂尔多斯大街 12 号",
        "鄂尔多斯大街12",
        "鄂尔多斯大街十二",
        "康巴什区鄂尔多斯大街12号",
        "康巴什鄂尔多斯大街12号",
        "神华社区鄂尔多斯大街12号",
        "内蒙古鄂尔多斯市康巴什区鄂尔多斯大街12号",
        "内蒙古自治区鄂尔多斯市内蒙古自治区鄂尔多斯市康巴什区鄂尔多斯大街12号",
        "12号鄂尔多斯大街",
        "鄂尔多斯大街12号康巴什区",
        "康巴什新区鄂尔多斯大街12号",
        "eedsdj12",
        "eerduosidajie12号",
    ],
)
def test_a_door_plate_is_found_however_it_is_written(asked: Town, query: str) -> None:
    assert asked.best(query) == ("addresses", ROAD_DOOR)


@pytest.mark.parametrize(
    ("query", "tail"),
    [
        ("亿利城B区2号楼", "2号楼"),
        ("亿利城b区2栋", "2号楼"),
        ("亿利城B区二号楼", "2号楼"),
        ("亿利城B区2号楼1单元", "2号楼1单元"),
        ("亿利城B区二号楼一单元", "2号楼1单元"),
        ("亿利城B区2号楼1单", "2号楼1单元"),
        ("亿利城B区2-1-201", "2号楼1单元201室"),
        ("亿利城B区2#-1-201", "2号楼1单元201室"),
        ("亿利城B区2号楼1单元12层1203", "2号楼1单元1203室"),
        ("鄂尔多斯东街41号亿利城B区2号楼1单元201室", "2号楼1单元201室"),
        ("鄂尔多斯东街41-2-1-201", "2号楼1单元201室"),
        ("201室2号楼1单元亿利城B区", "2号楼1单元201室"),
        ("亿利城B区神华社区2号楼", "2号楼"),
        ("ylcbq2号楼", "2号楼"),
    ],
)
def test_buildings_units_and_rooms_are_found(asked: Town, query: str, tail: str) -> None:
    assert asked.best(query) == ("addresses", GATE + tail)


def test_a_complete_address_scores_one_and_what_lies_inside_it_less(asked: Town) -> None:
    hits = asked.hits("亿利城B区2号楼")
    assert hits[0].score == 1.0
    assert asked.text(hits[1]).startswith(GATE + "2号楼") and hits[1].score < 1.0


def test_a_road_comes_before_its_doors_and_once(asked: Town) -> None:
    answers = asked.answers("鄂尔多斯大街")
    assert answers[0] == ("roads", "鄂尔多斯大街")
    assert answers[1][0] == "addresses"
    assert [kind for kind, _ in answers].count("roads") == 1


def test_a_compound_comes_before_its_gate_and_that_before_its_rooms(asked: Town) -> None:
    answers = asked.answers("亿利城B区")
    assert answers[:2] == [("compounds", "亿利城B区"), ("addresses", GATE)]


@pytest.mark.parametrize("text", [ROAD_DOOR, GATE + "2号楼1单元201室", "亿利城B区2号楼", "鄂尔多斯市第一中学"])
def test_something_is_shown_at_every_stroke_of_the_way(asked: Town, text: str) -> None:
    assert [text[:end] for end in range(1, len(text) + 1) if not asked.answers(text[:end])] == []


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("伊盟路", "roads", "天骄路"),
        ("旧市府街", "roads", "鄂尔多斯东街"),
        ("老亿利", "compounds", "亿利城A区"),
        ("康巴什新区", "divisions", "康巴什区"),
        ("康巴什", "divisions", "康巴什区"),
        ("哈巴格希街道神华社区", "divisions", "神华社区"),
        ("乌兰木伦河", "water", "乌兰木伦河"),
        ("三号路", "roads", "三号路"),
        ("三号", "roads", "三号路"),
        ("五一", "roads", "五一路"),
        ("文化艺术中心", "entities", "康巴什区文化艺术中心"),
        ("亿利商贸", "entities", "鄂尔多斯市康巴什区亿利商贸有限公司"),
        ("商贸亿利", "entities", "鄂尔多斯市康巴什区亿利商贸有限公司"),
        ("mtmt", "entities", "内蒙古蒙泰煤炭有限责任公司"),
        ("91150699000000001X", "entities", "内蒙古蒙泰煤炭有限责任公司"),
        ("150699001001GB00007", "parcels", "150699001001GB00007"),
        ("tianjiaolu", "roads", "天骄路"),
    ],
)
def test_names_old_names_codes_and_pinyin_are_found(asked: Town, query: str, kind: str, name: str) -> None:
    assert asked.best(query) == (kind, name)


def test_an_old_road_name_leads_to_todays_doors(asked: Town) -> None:
    assert asked.best("伊盟路12号") == asked.best("天骄路12号")
    assert asked.best("旧市府街41号亿利城B区2号楼") == ("addresses", GATE + "2号楼")


def test_a_parcel_is_found_by_where_it_stands_after_the_door(asked: Town) -> None:
    kinds = [kind for kind, _ in asked.answers("天骄路12号")[:2]]
    assert kinds == ["addresses", "parcels"]


def test_nearness_decides_between_equals(asked: Town) -> None:
    for road, y in (("天骄路", 600), ("文化西路", 2400)):
        first = asked.answers("12号", near=(X + 480, Y + y))[0]
        assert first[0] == "addresses" and first[1].endswith(f"{road}12号")


@pytest.mark.parametrize(
    "query",
    [
        "北京市朝阳区建国路12号",
        "上海鄂尔多斯大街12号",
        "不存在的地方",
        "asdfghjkl",
        "zzz 999 qqq",
        "🏠🏠🏠",
        "'; DROP TABLE addresses; --",
        "AND OR NOT NEAR(",
        "%",
        "--",
        "***",
        "\ud800\udfff",
        "",
        "   ",
    ],
)
def test_nonsense_and_other_places_find_nothing(asked: Town, query: str) -> None:
    assert asked.answers(query) == []


def test_a_number_that_is_not_there_gives_no_address_but_the_road_as_a_hint(asked: Town) -> None:
    answers = asked.answers("鄂尔多斯大街9999号")
    assert answers == [("roads", "鄂尔多斯大街")]
    assert asked.hits("鄂尔多斯大街9999号")[0].score < 0.5
    assert all(kind != "addresses" for kind, _ in asked.answers("亿利城B区2号楼9单元"))


def test_a_number_that_is_not_there_counts_also_behind_a_long_way_of_divisions(asked: Town) -> None:
    hits = asked.hits(REGION + "哈巴格希街道神华社区鄂尔多斯大街99号")
    assert [hit.theme for hit in hits if hit.score > 0.5] == []


def test_a_door_in_another_street_office_or_compound_is_no_full_answer(asked: Town) -> None:
    for query in ("滨河街道鄂尔多斯大街12号", "鄂尔多斯大街12号亿利城B区", "鄂尔多斯大街亿利城B区2号楼"):
        assert all(hit.score < 0.6 for hit in asked.hits(query)), query


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text("鄂尔多斯大街亿利城B区0123456789号楼单元室-#一二十 ", max_size=40))
def test_any_text_has_an_answer(asked: Town, text: str) -> None:
    for hit in asked.hits(text, near=(X, Y)):
        assert 0.0 < hit.score <= 1.0


@pytest.mark.parametrize("text", ["鄂" * 10_000, "12-" * 5_000, "亿利城B区" * 3_000, "a " * 5_000, "\ud800" * 10_000])
def test_a_text_of_ten_thousand_characters_has_an_answer(asked: Town, text: str) -> None:
    assert isinstance(asked.hits(text), list)


def test_a_trace_tells_what_every_function_did(asked: Town) -> None:
    trace = Trace()
    search(asked.indexes.words(), "鄂尔多斯大街12号", 20, trace=trace)
    told = dict(trace.steps)
    assert {one.__name__ for one in (*READERS, *COLLECTORS)} <= told.keys()
    assert "鄂尔多斯大街" in told["read_places"] and "12" in told["read_labels"]


def test_no_more_than_the_limit_is_given(asked: Town) -> None:
    assert len(search(asked.indexes.words(), "鄂", 3)) == 3
    assert search(asked.indexes.words(), "鄂", 0) == []
