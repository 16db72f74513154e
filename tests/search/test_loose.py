"""Names with mistakes, by sound and in mixed writing find what they mean, and still nothing finds what is not there."""

import numpy as np
import pytest

from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.model.spelling import fold_query
from kangbashi_gis.search.address import search
from kangbashi_gis.search.crossing import crossing_roads, meeting_points
from kangbashi_gis.search.estimate import estimated
from kangbashi_gis.search.mistakes import mistakes, mistakes_within
from kangbashi_gis.search.sounds import in_characters
from kangbashi_gis.search.trace import Trace
from tests.index.town import X, Y
from tests.search.asking import Town
from tests.search.test_address import GATE, ROAD_DOOR


@pytest.mark.parametrize(
    "query",
    [
        "鄂尔多思大街12号", "鄂而多斯大街12号", "鄂尔斯大街12号", "鄂尔多多斯大街12号", "鄂多尔斯大街12号",
        "恶耳多撕大街12号", "鄂尔多泽大家12号", "神滑社区鄂尔多斯大街12号", "神华社屈鄂尔多斯大街12",
        "12号鄂尔多思大街",
        "eeds大街12", "eerduosi大街12号", "e er duo si da jie 12hao", "eerduosidajie12hao",
        "kangbashiqueerduosidajie12", "鄂尔多斯大街12耗",
    ],
)  # fmt: skip
def test_a_door_is_found_in_spite_of_mistakes(asked: Town, query: str) -> None:
    assert asked.best(query) == ("addresses", ROAD_DOOR)


@pytest.mark.parametrize(
    ("query", "tail"),
    [
        ("亿力城B区2号楼1单元201室", "2号楼1单元201室"),
        ("亿利城B区2号楼1单远201室", "2号楼1单元201室"),
        ("亿利城B区2号1元201", "2号楼1单元201室"),
        ("鄂尔多斯东街41号亿里城B区2号楼", "2号楼"),
        ("yilichengBqu2haolou1danyuan201shi", "2号楼1单元201室"),
    ],
)
def test_a_room_is_found_in_spite_of_mistakes(asked: Town, query: str, tail: str) -> None:
    assert asked.best(query) == ("addresses", GATE + tail)


def test_what_has_a_mistake_scores_less_than_what_has_none(asked: Town) -> None:
    right, sounding, wrong = (asked.hits(f"{road}大街12号")[0].score for road in ("鄂尔多斯", "鄂尔多思", "鄂尔多泽"))
    assert 1.0 == right > sounding > wrong > 0.8


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("鄂尔多思大街", ("roads", "鄂尔多斯大街")),
        ("三江加园", ("compounds", "三江家园")),
        ("神花社区", ("divisions", "神华社区")),
    ],
)
def test_places_alone_are_found_in_spite_of_mistakes(asked: Town, query: str, best: tuple[str, str]) -> None:
    assert asked.best(query) == best


@pytest.mark.parametrize(
    "query",
    [
        "北京市朝阳区健国路12号",
        "上海饿尔多斯大街12号",
        "康巴什区飞碟路12号",
        "康巴什区神华社区飞碟大道12号",
        "龙门胡同12号",
    ],
)
def test_another_place_is_no_mistake(asked: Town, query: str) -> None:
    assert [hit for hit in asked.answers(query) if hit[0] != "divisions"] == []


def test_a_trace_tells_which_reading_found_it(asked: Town) -> None:
    trace = Trace()
    search(asked.indexes.words(), "鄂尔多思大街12号", 20, trace=trace)
    assert any("with_a_mistake" in what for step, what in trace.steps if step == "text")


@pytest.mark.parametrize(
    "query",
    [
        "天骄路与鄂尔多斯大街交叉口",
        "天骄路鄂尔多斯大街路口",
        "康巴什区天骄路和鄂尔多斯大街交汇处",
        "天娇路与eeds大街交叉口",
    ],
)
def test_a_crossing_is_two_roads(indexes: Indexes, query: str) -> None:
    pairs = crossing_roads(indexes.words(), fold_query(query).text)
    assert [(one.name, other.name) for one, other in pairs[:1]] == [("天骄路", "鄂尔多斯大街")]
    assert len(pairs[0][0].fids) == len(pairs[0][1].fids) == 2


@pytest.mark.parametrize(
    "query", ["天骄路", "天骄路与飞碟路交叉口", "上海市天骄路与鄂尔多斯大街交叉口", "天骄路12号鄂尔多斯大街"]
)
def test_a_road_alone_or_elsewhere_is_no_crossing(indexes: Indexes, query: str) -> None:
    assert crossing_roads(indexes.words(), fold_query(query).text) == []


def test_roads_meet_where_their_lines_cross_or_nearly_end_at_each_other() -> None:
    across = np.array([[0.0, -50.0, 0.0, 50.0]])
    assert meeting_points(np.array([[-90.0, 10.0, 90.0, 10.0]]), across).tolist() == [[0.0, 10.0]]
    assert meeting_points(np.array([[20.0, 0.0, 90.0, 0.0]]), across).tolist() == [[10.0, 0.0]]
    assert len(meeting_points(np.array([[200.0, 0.0, 900.0, 0.0]]), across)) == 0


def test_a_number_that_is_not_there_stands_between_its_neighbours_on_its_own_side(asked: Town) -> None:
    # the gates of the compounds are 40 on 鄂尔多斯大街, 41 on 鄂尔多斯东街 …; doors go up to 30
    (found,) = estimated(asked.indexes.words(), ["鄂尔多斯大街36号"])
    assert (found.below, found.above, found.typed) == (30, 40, "")
    share = 0.6
    low, high = (X + 1200, Y), (X + 2000, Y)
    assert (found.x, found.y) == pytest.approx(tuple(a + share * (b - a) for a, b in zip(low, high, strict=True)))


@pytest.mark.parametrize(
    "query",
    ["鄂尔多斯大街9999号", "鄂尔多斯大街37号", "鄂尔多斯大街12号2单元", "飞碟路36号", "滨河街道鄂尔多斯大街36号"],
)
def test_beyond_the_last_number_nothing_is_estimated(asked: Town, query: str) -> None:
    assert estimated(asked.indexes.words(), [query]) == []


def test_a_number_that_is_not_there_is_estimated_on_the_road_that_is_meant_and_the_typed_one_is_told(
    asked: Town,
) -> None:
    (found,) = estimated(asked.indexes.words(), ["鄂尔多思大街36号"])
    assert (found.road, found.number, found.typed) == ("鄂尔多斯大街", 36, "鄂尔多思大街")
    assert found.likeness < 1.0


@pytest.mark.parametrize(
    ("typed", "written", "count"),
    [
        ("天骄路", "天骄路", 0),
        ("天娇路", "天骄路", 1),
        ("骄天路", "天骄路", 1),
        ("天路", "天骄路", 1),
        ("", "天", 1),
        ("甲乙丙丁", "乙甲丁丙", 2),
    ],
)
def test_mistakes_are_counted(typed: str, written: str, count: int) -> None:
    assert mistakes(typed, written) == count == mistakes(written, typed)
    for most in (1, 2):
        assert min(mistakes(typed, written, most), most + 1) == min(count, most + 1)


def test_mistakes_are_counted_against_the_likest_stretch_of_a_longer_text() -> None:
    assert mistakes_within("天娇路12号", "康巴什区天骄路12号4层") == 1
    assert mistakes_within("", "天骄路") == 0 and mistakes_within("天骄路", "") == 3


def test_units_in_pinyin_become_characters_and_english_words_stay_apart() -> None:
    assert in_characters("tian jiao lu 12hao3haolou2danyuan501shi") == "tianjiaolu 12号3号楼2单元501室"
    assert in_characters("12 main st") == "12 main st"
