"""What no row stands for: what is left of an address, ranges and letters of numbers, companies with mistakes."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.search.coarser import coarser
from tests.conftest import X, Y

FULL = (
    "乌兰木伦街90-96号", "乌兰木伦街甲36号", "乌兰木伦街20号甲", "乌审旗嘎鲁图镇布日都嘎查12号",
    "国际大厦A座1203室", "苏州市工业园区星湖街328号", "𠅤园小区5号楼2单元301室", "康新村三组15号",
)  # fmt: skip
COMPANIES = (
    "鄂尔多斯市福澜信息技术有限公司",
    "鄂尔多斯市德澜信息技术有限公司",
    "康巴什区晨融百货店",
    "康巴什区云宸医院",
)


@pytest.fixture
def space(workspace: Workspace) -> Workspace:
    """Give the workspace with addresses and companies as they come in other cities' tables: one text each."""
    with workspace.change("data.import", "addresses") as change:
        at = np.array([shapely.Point(X + 30 * one, Y + 700) for one in range(len(FULL))], dtype=object)
        change.writer.append(theme("addresses"), Table({"full": list(FULL), "code": list(FULL)}, at))
    with workspace.change("data.import", "entities") as change:
        at = np.array([shapely.Point(X + 30 * one, Y + 800) for one in range(len(COMPANIES))], dtype=object)
        change.writer.append(theme("entities"), Table({"name": list(COMPANIES)}, at))
    return workspace


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("乌兰木伦街92号", FULL[0]),
        ("乌兰木伦街36号", FULL[1]),
        ("乌兰木伦街36甲号", FULL[1]),
        ("乌兰木伦街甲20号", FULL[2]),
        ("布日都嘎查十二号", FULL[3]),
        ("乌审旗布日都12号", FULL[3]),
        ("国际大厦A1203", FULL[4]),
        ("国际大厦a-1203", FULL[4]),
        ("星湖街328号", FULL[5]),
        ("𠅤园小区5-2-301", FULL[6]),
        ("康新村15号", FULL[7]),
    ],
)
def test_a_door_is_found_however_its_number_is_written(space: Workspace, query: str, found: str) -> None:
    assert find(space, query).results[0].detail == found


@pytest.mark.parametrize(
    ("query", "found", "note"),
    [
        ("鄂尔多斯大街3号附7", "鄂尔多斯大街3号", "没有登记“3号附7”"),
        ("鄂尔多斯大街3-7号", "鄂尔多斯大街3号", "没有登记“3-7号”"),
        ("鄂尔多斯大街3号5单元", "鄂尔多斯大街3号", "没有登记“5单元”"),
        ("鄂尔多斯大街3号（近文化广场）", "鄂尔多斯大街3号", "没有登记“近文化广场”"),
        ("鄂尔多斯大街8888号", "鄂尔多斯大街", "没有登记“8888号”"),
    ],
)
def test_what_is_left_is_given_and_what_is_not_recorded_is_named(
    space: Workspace, query: str, found: str, note: str
) -> None:
    hit = find(space, query).results[0]
    assert (hit.title, hit.note) == (found, note) and hit.score < 0.8


@pytest.mark.parametrize(
    "query", ["70[k544yejit5", "12号附3", "上海市鄂尔多斯大街3号附7", "飞碟路3号附7", "康巴什区3号附7", "号附3"]
)
def test_nothing_is_left_of_what_is_no_place_here(space: Workspace, query: str) -> None:
    assert [hit for hit in find(space, query).results if hit.note] == []


def test_the_least_is_taken_away_first(space: Workspace) -> None:
    texts = [one.text for one in coarser(space.index.words(), "鄂尔多斯大街3号2单元301室")]
    assert texts == ["鄂尔多斯大街3号2单元", "鄂尔多斯大街3号", "鄂尔多斯大街"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("福兰信息技术有限公司", COMPANIES[0]),
        ("福澜信习技术有限公司", COMPANIES[0]),
        ("福澜信息技木有限公司", COMPANIES[0]),
        ("鄂尔多斯福澜信息技术公司", COMPANIES[0]),
        ("鄂尔多斯市福澜信息技术有限责任公司", COMPANIES[0]),
        ("晨荣百货店", COMPANIES[2]),
        ("康巴什晨融百货商店", COMPANIES[2]),
        ("康巴什云晨医院", COMPANIES[3]),
    ],
)
def test_a_company_is_found_in_spite_of_mistakes_and_other_legal_forms(space: Workspace, query: str, name: str) -> None:
    assert find(space, query).results[0].title == name


@pytest.mark.parametrize("query", ["上海交通大学", "飞碟科技有限公司", "协和医院", "中国工商银行"])
def test_a_company_that_is_not_here_is_not_another_one(space: Workspace, query: str) -> None:
    assert [hit.title for hit in find(space, query).results if hit.kind == "entities"] == []


def test_another_beginning_is_a_suggestion_only(space: Workspace) -> None:
    assert all(hit.score < 0.8 for hit in find(space, "鄂尔多斯市禄澜信息技术有限公司").results)


def test_another_trade_under_the_same_name_is_a_suggestion_only(space: Workspace) -> None:
    hit = find(space, "福澜商贸有限公司").results[0]
    assert hit.title == COMPANIES[0] and hit.score < 0.8
