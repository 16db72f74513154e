"""What a place is called, after the nearest address and road."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import BadPlace
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.reverse import reverse
from kangbashi_gis.operations.workspace import Workspace
from tests.conftest import X, Y


def add(space: Workspace, layer: str, shapes: list[shapely.Geometry], **columns: list[object]) -> None:
    with space.change("data.import", layer) as change:
        change.writer.append(theme(layer), Table(columns, np.array(shapes, dtype=object)))


def test_a_point_is_named_after_the_nearest_address_and_road(workspace: Workspace) -> None:
    found = reverse(workspace, X + 30, Y + 20)
    assert found.address is not None and found.road is not None
    assert found.address.phrase == "鄂尔多斯大街3号 东北 14 米"
    assert (found.road.phrase, found.road.side) == ("鄂尔多斯大街 路北 20 米", "左侧")


def test_at_an_address_itself_nothing_but_the_address_is_said(workspace: Workspace) -> None:
    found = reverse(workspace, X + 10, Y + 10)
    assert found.address is not None and found.address.phrase == "鄂尔多斯大街1号"


def test_the_rooms_of_a_tower_at_one_point_are_called_by_its_door(workspace: Workspace) -> None:
    at = [shapely.Point(X + 200, Y + 200)] * 3
    names = ["天骄路9号1单元101室", "天骄路9号", "天骄路9号1单元"]
    add(workspace, "addresses", at, full=names, kind=["room", "door", "unit"], road=["天骄路"] * 3)
    found = reverse(workspace, X + 205, Y + 200)
    assert found.address is not None and found.address.phrase == "天骄路9号 东 5 米"


def test_a_nearer_road_without_a_name_gives_way_to_one_with_a_name(workspace: Workspace) -> None:
    lane = shapely.LineString([(X, Y + 20), (X + 400, Y + 20)])
    add(workspace, "roads", [lane], code=["R0009"], name=[None])
    found = reverse(workspace, X + 200, Y + 21)
    assert found.road is not None and found.road.hit.title == "鄂尔多斯大街"


def test_a_long_slanting_road_is_found_though_many_boxes_are_nearer(workspace: Workspace) -> None:
    slanting = shapely.LineString([(X, Y + 1000), (X + 1000, Y + 2000)])
    # a bow whose box holds the place, but whose line keeps away from it
    bows = [shapely.LineString([(X, Y + 900), (X, Y + 2000 + k), (X + 1000, Y + 2000 + k)]) for k in range(12)]
    names = ["近路", *(f"远路{k}" for k in range(12))]
    add(workspace, "roads", [slanting, *bows], name=names, code=[f"S{k}" for k in range(13)])
    found = reverse(workspace, X + 505, Y + 1500)
    assert found.road is not None and found.road.hit.title == "近路"


def test_numbers_that_are_no_place_are_refused(workspace: Workspace) -> None:
    with pytest.raises(BadPlace):
        reverse(workspace, float("nan"), 0.0)


def test_an_empty_workspace_has_no_names(tmp_path: object) -> None:
    from pathlib import Path

    from kangbashi_gis.operations.workspace import create_workspace

    with create_workspace(Path(str(tmp_path)) / "空", "空") as space:
        found = reverse(space, X, Y)
        assert found.address is None and found.road is None
