"""Places told by others: between two roads, so far to one side, several at once, and what stands beside an address."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.model.spelling import fold_query
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.search.beside import the_address, without_person, without_words_about
from kangbashi_gis.search.between import middle, pairs_between, stretches
from kangbashi_gis.search.offset import offset
from kangbashi_gis.search.several import several
from tests.conftest import X, Y

ROAD = np.array([[0.0, 0.0, 0.0, 500.0], [0.0, 500.0, 0.0, 1000.0]])
SOUTH, NORTH = np.array([[-300.0, 200.0, 300.0, 200.0]]), np.array([[-300.0, 800.0, 300.0, 800.0]])


def test_the_middle_of_a_stretch_lies_on_the_road_between_the_two_others() -> None:
    at = middle(ROAD, SOUTH, NORTH)
    assert at is not None and (at.x, at.y, at.length_m) == pytest.approx((0.0, 500.0, 600.0))


def test_the_middle_follows_a_road_round_a_corner() -> None:
    corner = np.array([[0.0, 0.0, 0.0, 600.0], [0.0, 600.0, 200.0, 600.0]])
    at = middle(corner, np.array([[-100.0, 0.0, 100.0, 0.0]]), np.array([[200.0, 500.0, 200.0, 700.0]]))
    assert at is not None and (at.x, at.y, at.length_m) == pytest.approx((0.0, 400.0, 800.0))


def test_there_is_no_stretch_where_the_road_meets_only_one_of_the_two() -> None:
    assert middle(ROAD, SOUTH, np.array([[-300.0, 1500.0, 300.0, 1500.0]])) is None


@pytest.mark.parametrize(
    "text",
    [
        "天骄路（鄂尔多斯大街与康巴什大街之间）",
        "天骄路鄂尔多斯大街至康巴什大街段",
        "康巴什区天骄路 鄂尔多斯大街到康巴什大街",
        "鄂尔多斯大街与康巴什大街之间的天骄路",
        "天娇路（鄂尔多斯大街和康巴什大街之间）",
    ],
)
def test_a_road_between_two_others_is_read_however_it_is_written(indexes: Indexes, text: str) -> None:
    one = stretches(indexes.words(), fold_query(text).text)[0]
    assert (one.road.name, {one.one.name, one.other.name}) == ("天骄路", {"鄂尔多斯大街", "康巴什大街"})


@pytest.mark.parametrize(
    "text", ["天骄路鄂尔多斯大街康巴什大街", "天骄路与鄂尔多斯大街之间", "上海市天骄路建国路至五一路"]
)
def test_other_texts_ask_for_no_stretch(indexes: Indexes, text: str) -> None:
    assert stretches(indexes.words(), fold_query(text).text) == []


def test_two_roads_alone_ask_for_whatever_lies_between_them(indexes: Indexes) -> None:
    pairs = pairs_between(indexes.words(), fold_query("天骄路与建国路之间").text)
    assert [(one.name, other.name) for one, other in pairs] == [("天骄路", "建国路")]


@pytest.mark.parametrize(
    ("text", "base", "east", "north"),
    [
        ("天骄路12号东侧200米", "天骄路12号", 200, 0),
        ("天骄路12号往北约50米处", "天骄路12号", 0, 50),
        ("康城小区西南方向一百米", "康城小区", -70.7, -70.7),
        ("天骄路与滨河路交叉口向西1.5公里路北", "天骄路与滨河路交叉口", -1500, 0),
    ],
)
def test_direction_and_distance_are_read_from_the_end(text: str, base: str, east: float, north: float) -> None:
    told = offset(fold_query(text).text)
    assert told is not None and told.text == base
    assert (told.east_m, told.north_m) == pytest.approx((east, north), abs=0.1)


@pytest.mark.parametrize("text", ["天骄路12号", "东侧200米", "天骄路12号东侧", "天骄路12号东侧90公里", "东方红路200号"])
def test_without_direction_distance_and_a_place_nothing_is_moved(text: str) -> None:
    assert offset(fold_query(text).text) is None


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("成吉思街30号、32号", ["成吉思街30号", "成吉思街32号"]),
        ("成吉思街30、32、34号", ["成吉思街30", "成吉思街32", "成吉思街34号"]),
        ("瑞悦小区2号楼2单元302室；草原路215号", ["瑞悦小区2号楼2单元302室", "草原路215号"]),
        ("瑞悦小区2-2-302/3-1-101", ["瑞悦小区2-2-302", "瑞悦小区3-1-101"]),
        ("瑞悦小区2号楼和3号楼", ["瑞悦小区2号楼", "瑞悦小区3号楼"]),
        ("成吉思街30号", []),
        ("、，；", []),
    ],
)
def test_each_of_several_addresses_is_written_out(text: str, full: list[str]) -> None:
    assert several(text) == full


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("地址康城小区2号楼 电话13912345678", "康城小区2号楼"),
        ("康城小区2号楼0477-8588888", "康城小区2号楼"),
        ("便民商店位于天骄路8号", "天骄路8号"),
        ("天骄路8号", "天骄路8号"),
        ("经营地址为民路9号", "为民路9号"),
    ],
)
def test_headings_and_telephones_are_no_address(text: str, left: str) -> None:
    assert the_address(text) == left


def test_words_about_a_place_are_taken_from_its_end_only() -> None:
    assert without_words_about("康城小区西侧") == without_words_about("康城小区东门对面") == "康城小区"
    assert without_words_about("西侧康城小区") == "西侧康城小区"
    assert without_words_about("东北" * 60 + "路") == "东北" * 60 + "路"


def test_a_person_in_front_is_left_out_but_not_a_town() -> None:
    assert without_person("户主：李小明，天骄路8号") == "天骄路8号"
    assert without_person("张三 13912345678 天骄路8号") == "天骄路8号"
    assert without_person("薛家湾 天骄路8号") == "薛家湾 天骄路8号"


@pytest.mark.parametrize(
    ("query", "title", "note"),
    [
        ("鄂尔多斯大街3号东侧200米", "鄂尔多斯大街3号东侧200米（估计）", ""),
        ("鄂尔多斯大街与乌兰木伦街交叉口往北50米", "鄂尔多斯大街与乌兰木伦街交叉口往北50米（估计）", ""),
        ("鄂尔多斯大街与乌兰木伦街交汇处东南角底商", "鄂尔多斯大街与乌兰木伦街交叉口", ""),
        ("鄂尔多斯大街乌兰木伦街以北", "鄂尔多斯大街与乌兰木伦街交叉口", "没有登记“以北”"),
        (
            "鄂尔多斯大街以南、乌兰木伦街以西",
            "鄂尔多斯大街与乌兰木伦街交叉口",
            "按路口：“鄂尔多斯大街以南乌兰木伦街以西”",
        ),
        ("鄂尔多斯大街3号底商自西向东第2间", "鄂尔多斯大街3号", "没有登记“底商自西向东第2间”"),
        ("鄂尔多斯大街1号、3号", "鄂尔多斯大街1号", "这里写了 2 个地址，这是第 1 个"),
        ("王建国 鄂尔多斯大街3号", "鄂尔多斯大街3号", "没有登记“王建国”"),
        ("鄂尔多斯大街路北3号", "鄂尔多斯大街3号", ""),
        ("鄂尔多斯大街3号13912345678", "鄂尔多斯大街3号", ""),
    ],
)
def test_what_people_write_beside_an_address_does_not_hide_it(
    workspace: Workspace, query: str, title: str, note: str
) -> None:
    hit = find(workspace, query).results[0]
    assert (hit.title, hit.note) == (title, note)


def test_what_is_moved_lies_as_far_away_as_it_says(workspace: Workspace) -> None:
    base = find(workspace, "鄂尔多斯大街3号").results[0]
    moved = find(workspace, "鄂尔多斯大街3号东侧200米").results[0]
    assert base.x is not None and base.y is not None
    assert (moved.x, moved.y) == pytest.approx((base.x + 200, base.y)) and moved.score < 0.8 and moved.fid == 0


def test_what_is_recorded_with_its_distance_is_not_moved_again(workspace: Workspace) -> None:
    with workspace.change("data.import", "addresses") as change:
        row = {"full": ["平阳路西100米"], "code": ["平阳"]}
        change.writer.append(theme("addresses"), Table(row, np.array([shapely.Point(X, Y)], dtype=object)))
    hit = find(workspace, "平阳路西100米附近").results[0]
    assert (hit.title, hit.x) == ("平阳路西100米", X)


def test_three_roads_without_a_word_between_them_are_no_stretch(workspace: Workspace) -> None:
    assert not any("之间" in hit.title for hit in find(workspace, "鄂尔多斯大街 乌兰木伦街 康城路").results)
