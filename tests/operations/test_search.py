"""Finding through the gate: titles, nearness, what lies under a click, and a real city of another country."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import BadPlace, PermissionDenied
from kangbashi_gis.model.account import User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.search import find, identify, nearest
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from tests.conftest import X, Y


def test_an_address_is_told_in_full_with_its_place(workspace: Workspace) -> None:
    answer = find(workspace, "康城小区2号楼1单元301")
    hit = answer.results[0]
    assert (hit.kind, hit.detail, hit.score) == ("addresses", "康城小区2号楼1单元301室", 1.0)
    assert (hit.x, hit.y) == (X + 100, Y + 10)
    assert hit.lon == pytest.approx(109.651, abs=1e-3) and hit.lat == pytest.approx(39.573, abs=1e-3)
    assert len(hit.id) == 36 and hit.fid == 3
    assert answer.query == "康城小区2号楼1单元301" and answer.elapsed_ms > 0


def test_an_entity_is_told_with_its_industry_where_it_has_no_address(workspace: Workspace) -> None:
    hit = find(workspace, "示例餐饮").results[0]
    assert (hit.kind, hit.title, hit.detail) == ("entities", "康巴什示例餐饮店", "住宿和餐饮业")


def test_the_title_of_an_address_leaves_its_divisions_out(workspace: Workspace) -> None:
    full = "内蒙古自治区鄂尔多斯市康巴什区康新街道鄂尔多斯大街66号"
    with workspace.change("edit", "addresses") as change:
        row = {"full": [full], "road": ["鄂尔多斯大街"], "number": ["66号"]}
        change.writer.append(theme("addresses"), Table(row, np.array([shapely.Point(X, Y)])))
    hit = find(workspace, "鄂尔多斯大街66号").results[0]
    assert (hit.title, hit.detail) == ("鄂尔多斯大街66号", full)


def test_an_entity_without_a_name_is_found_by_its_address(workspace: Workspace) -> None:
    with workspace.change("edit", "entities") as change:
        row = {"name": [None, "康巴什有名公司"], "address": ["天骄路5号", "天骄路5号"], "industry": [None, None]}
        change.writer.append(theme("entities"), Table(row, np.array([shapely.Point(X, Y)] * 2)))
    found = [(hit.kind, hit.title) for hit in find(workspace, "天骄路5号").results]
    assert found == [("entities", "天骄路5号")]


def test_a_road_whose_segment_was_edited_is_told_once(workspace: Workspace) -> None:
    find(workspace, "鄂")
    with workspace.change("edit", "roads") as change:
        line = shapely.LineString([(X, Y), (X + 9, Y)])
        change.writer.append(theme("roads"), Table({"name": ["鄂尔多斯大街"]}, np.array([line])))
    assert [hit.kind for hit in find(workspace, "鄂尔多斯大街").results].count("roads") == 1


OTHER_PROGRAM = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
    connection.create_function(name, 1, lambda shape: 0)
with connection:
    connection.execute("update addresses set full = ?, road = ?, number = ? where full = ?", sys.argv[2:])
"""


def test_an_address_that_another_sqlite_program_edits_is_found_by_the_next_search(workspace: Workspace) -> None:
    assert find(workspace, "飞碟路7号").results == ()
    city = str(workspace.folder / "city.gpkg")
    words = (city, "飞碟路7号", "飞碟路", "7号", "鄂尔多斯大街3号")
    subprocess.run([sys.executable, "-c", OTHER_PROGRAM, *words], check=True)
    assert [hit.detail for hit in find(workspace, "飞碟路7号").results] == ["飞碟路7号"]
    assert "鄂尔多斯大街3号" not in [hit.detail for hit in find(workspace, "鄂尔多斯大街3号").results]


def test_the_nearest_address_is_given(workspace: Workspace) -> None:
    hit = nearest(workspace, X + 22, Y + 10)
    assert hit is not None and hit.title == "鄂尔多斯大街3号" and hit.score == pytest.approx(0.998)
    far = nearest(workspace, X + 1e6, Y)
    assert far is not None and far.score == 0.0


def test_there_is_no_nearest_address_in_an_empty_workspace(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "空", "空") as space:
        assert nearest(space, X, Y) is None
        assert find(space, "鄂尔多斯大街").results == ()
        assert identify(space, X, Y, 10) == []


def test_a_click_gives_points_and_lines_within_reach_and_the_areas_that_hold_it(workspace: Workspace) -> None:
    found = [(hit.kind, hit.title) for hit in identify(workspace, X + 11, Y + 8, 8.5)]
    assert found == [
        ("entities", "康巴什示例商贸有限公司"),
        ("addresses", "鄂尔多斯大街1号"),
        ("divisions", "康新社区"),
        ("roads", "鄂尔多斯大街"),
        ("parcels", "150699001001GB00001"),
    ]
    assert identify(workspace, X - 50, Y - 50, 5) == []


def test_an_area_beside_the_click_counts_where_none_holds_it(workspace: Workspace) -> None:
    assert [hit.kind for hit in identify(workspace, X - 3, Y - 3, 5, ("parcels",))] == ["parcels"]
    assert identify(workspace, X - 3, Y - 3, 1, ("parcels",)) == []


def test_a_tower_full_of_companies_does_not_hide_what_lies_under_it(workspace: Workspace) -> None:
    with workspace.change("edit", "entities") as change:
        rows = {"name": [f"第{number}家公司" for number in range(300)]}
        change.writer.append(theme("entities"), Table(rows, np.array([shapely.Point(X + 100, Y + 100)] * 300)))
    found = [hit.kind for hit in identify(workspace, X + 100, Y + 100, 1)]
    assert found.count("entities") == 40
    assert {"divisions", "compounds", "parcels"} <= set(found)


def test_what_is_personal_never_lies_under_a_click(workspace: Workspace) -> None:
    assert identify(workspace, X + 100, Y + 10, 50, ("residents",)) == []


@pytest.mark.parametrize("text", ["384100,4383010", "4383010，384100", "E 384,100.0  N 4,383,010.0"])
def test_coordinates_are_answered_with_the_place_they_name(workspace: Workspace, text: str) -> None:
    (hit,) = find(workspace, text).results
    assert (hit.kind, hit.title, hit.x, hit.y) == ("point", text, 384_100.0, 4_383_010.0)
    assert hit.detail.startswith("109°39′")


def test_the_number_of_a_map_sheet_is_answered_with_its_middle(workspace: Workspace) -> None:
    (hit,) = find(workspace, "j49g010029").results
    assert (hit.kind, hit.title) == ("point", "J49G010029")


def test_a_click_asks_only_the_layers_that_are_shown(workspace: Workspace) -> None:
    assert [hit.kind for hit in identify(workspace, X + 100, Y + 100, 5, ("compounds", "roads"))] == ["compounds"]


def test_of_areas_that_lie_in_one_another_the_smallest_comes_first(workspace: Workspace) -> None:
    with workspace.change("edit", "divisions") as change:
        small = shapely.box(X + 90, Y + 90, X + 110, Y + 110)
        row = {"code": ["内"], "name": ["内里"], "level": ["community"]}
        change.writer.append(theme("divisions"), Table(row, np.array([small])))
    assert [hit.title for hit in identify(workspace, X + 100, Y + 100, 1, ("divisions",))] == ["内里", "康新社区"]


def test_a_click_nowhere_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadPlace):
        identify(workspace, float("nan"), Y, 5)
    with pytest.raises(BadPlace):
        nearest(workspace, X, float("inf"))


def test_whoever_may_not_look_may_not_search(workspace: Workspace) -> None:
    workspace.user = User("外人", frozenset())
    for ask in (lambda: find(workspace, "鄂"), lambda: nearest(workspace, X, Y), lambda: identify(workspace, X, Y, 5)):
        with pytest.raises(PermissionDenied):
            ask()


def test_english_streets_are_found_where_there_are_no_addresses_but_parcels(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "剑桥", "Cambridge", crs="EPSG:26986") as space:
        with space.change("data.import", "parcels") as change:
            where = ["219 MONSIGNOR OBRIEN HWY", "221 MONSIGNOR OBRIEN HWY", "21-23 CAMBRIDGE ST", "12 MT AUBURN ST"]
            box = [shapely.box(230_000 + 50 * i, 900_000, 230_040 + 50 * i, 900_040) for i in range(4)]
            rows = {"code": ["7-18", "7-19", "8-1", "9-1"], "address": where}
            change.writer.append(theme("parcels"), Table(rows, np.array(box)))
            line = shapely.LineString([(230_000, 900_050), (230_400, 900_050)])
            streets = Table({"name": ["Monsignor O'Brien Hwy", "Cambridge St"]}, np.array([line, line]))
            change.writer.append(theme("roads"), streets)
        best = {
            query: (hits[0].kind, hits[0].title) if (hits := find(space, query).results) else None
            for query in (
                "219 MONSIGNOR OBRIEN HWY", "219 Monsignor O'Brien Highway", "Cambridge St", "cambridge street",
                "cambridge str", "21-23 Cambridge Street", "auburn", "7-18", "219 mons",
            )
        }  # fmt: skip
        lon = find(space, "Cambridge St").results[0].lon
    assert best == {
        "219 MONSIGNOR OBRIEN HWY": ("parcels", "7-18"),
        "219 Monsignor O'Brien Highway": ("parcels", "7-18"),
        "Cambridge St": ("roads", "Cambridge St"),
        "cambridge street": ("roads", "Cambridge St"),
        "cambridge str": ("roads", "Cambridge St"),
        "21-23 Cambridge Street": ("parcels", "8-1"),
        "auburn": ("parcels", "9-1"),
        "7-18": ("parcels", "7-18"),
        "219 mons": ("parcels", "7-18"),
    }
    assert lon == pytest.approx(-71.1, abs=0.1)
