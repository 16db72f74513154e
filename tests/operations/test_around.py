"""Everything around a place equals what counting by hand over all rows gives."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangbashi_gis.errors import AddressNotFound, AmbiguousAddress, BadPlace, BadRadius, PermissionDenied
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.around import around, place_at, place_at_lonlat, resolve, within
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from tests.index.town import ROADS, X, Y, open_columns, rows

ENOUGH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
east = st.floats(-200, 3200).map(lambda value: X + value)
north = st.floats(-300, 3200).map(lambda value: Y + value)
PEOPLE = 400


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a workspace with the town and people in it; not to be changed."""
    with create_workspace(tmp_path_factory.mktemp("工作区") / "小城", "小城") as space:
        for name, table in rows().items():
            with space.change("data.import", name) as change:
                change.writer.append(theme(name), open_columns(theme(name), table))
        with space.change("data.import", "residents") as change:
            change.vault.append(theme("residents"), residents(space))
        yield space


def residents(space: Workspace) -> Table:
    """Give people at every third address, some without a household or a sex."""
    count = space.store.count(theme("addresses"))
    fids = [1 + 3 * i % count for i in range(PEOPLE)]
    return Table(
        {
            "id_number": [f"1506991980010{i:04d}X" for i in range(PEOPLE)],
            "sex": [("1", "2", "0")[i % 3] for i in range(PEOPLE)],
            "born": [f"{1930 + i % 90}-06-01" for i in range(PEOPLE)],
            "household": [None if i % 7 == 0 else f"户{fids[i]}" for i in range(PEOPLE)],
            "address_fid": fids,
        }
    )


def everything(space: Workspace, name: str) -> geopandas.GeoDataFrame:
    table = space.store.read(theme(name))
    assert table.fid is not None
    return table.frame(space.store.crs).assign(fid=table.fid)


def counted(space: Workspace, area: shapely.Geometry, radius: float) -> dict[str, object]:
    """Count the slow way: every row of every layer, by its distance from the place or polygon."""
    addresses, entities = everything(space, "addresses"), everything(space, "entities")
    near = addresses[addresses.distance(area) <= radius]
    firms = entities[entities.distance(area) <= radius]
    people = residents(space).columns
    here = [i for i, fid in enumerate(people["address_fid"]) if fid in set(near.fid)]
    community = dict(zip(near.fid, near.community, strict=True))
    return {
        "addresses": len(near),
        "entities": len(firms),
        "industries": Counter(firms.industry),
        "people": len(here),
        "households": len({people["household"][i] for i in here} - {None}),
        "communities": Counter(community[people["address_fid"][i]] for i in here),
    }


def told(answer: object) -> dict[str, object]:
    people = answer.population  # type: ignore[attr-defined]
    return {
        "addresses": answer.addresses,  # type: ignore[attr-defined]
        "entities": answer.entities.total,  # type: ignore[attr-defined]
        "industries": Counter(answer.entities.by_industry),  # type: ignore[attr-defined]
        "people": people.total,
        "households": people.households,
        "communities": Counter(people.by_community),
    }


@ENOUGH
@given(east, north, st.floats(1, 2500))
def test_the_counts_equal_a_count_over_all_rows(town: Workspace, x: float, y: float, radius: float) -> None:
    answer = around(town, place_at(town, x, y), radius)
    assert told(answer) == counted(town, shapely.Point(x, y), radius)


@ENOUGH
@given(st.lists(st.tuples(east, north), min_size=3, max_size=6))
def test_inside_a_polygon_the_counts_equal_a_count_over_all_rows(
    town: Workspace, corners: list[tuple[float, float]]
) -> None:
    polygon = shapely.MultiPoint(corners).convex_hull
    if polygon.geom_type != "Polygon":
        return
    answer = within(town, polygon)
    assert told(answer) == counted(town, polygon, 0.0)
    assert answer.parcel is None and answer.radius_m is None


@ENOUGH
@given(east, north, st.floats(1, 2500))
def test_roads_have_the_length_that_lies_inside(town: Workspace, x: float, y: float, radius: float) -> None:
    lines = everything(town, "roads")
    # a buffer is a little smaller than the disc: by less than one part in a million here
    disc = shapely.Point(x, y).buffer(radius, quad_segs=1000)
    expected = Counter()
    for name, klass, shape in zip(lines.name, lines["class"], lines.geometry, strict=True):
        expected[name, klass] += shape.intersection(disc).length
    answer = around(town, place_at(town, x, y), radius)
    found = {(road.name, road.klass): road.length_m for road in answer.roads}
    assert list(found.values()) == sorted(found.values(), reverse=True)
    for key in expected.keys() | found.keys():
        assert found.get(key, 0.0) == pytest.approx(expected[key], abs=0.1 + 1e-3 * radius)


def test_roads_inside_a_polygon_are_cut_at_its_border(town: Workspace) -> None:
    answer = within(town, shapely.box(X + 100, Y - 10, X + 300, Y + 310))
    assert {(road.name, road.length_m) for road in answer.roads} == {("鄂尔多斯大街", 200.0), ("鄂尔多斯东街", 200.0)}


def test_what_stands_exactly_at_the_radius_belongs_to_it(town: Workspace) -> None:
    place = place_at(town, X + 40.0, Y + 20.0 - 30.0)
    assert around(town, place, 30.0).addresses == 1
    assert around(town, place, 29.999).addresses == 0


def test_the_parcel_is_the_one_under_the_place(town: Workspace) -> None:
    parcel = around(town, place_at(town, X + 250, Y + 50), 10).parcel
    assert parcel is not None
    assert (parcel.code, parcel.use_title, parcel.area_m2) == ("150699001001GB00002", "城镇住宅用地", 10_000.0)
    assert around(town, place_at(town, X + 250, Y + 5000), 10).parcel is None


def test_the_nearest_entities_come_first_and_what_was_found_can_be_shown(town: Workspace) -> None:
    answer = around(town, place_at(town, X + 41, Y + 5), 1000)
    distances = [one.distance_m for one in answer.entities.list]
    assert distances == sorted(distances) and distances[0] == 1.0
    assert answer.entities.list[0].industry_title == "采矿业"
    assert len(answer.fids["addresses"]) == answer.addresses  # type: ignore[arg-type]
    assert set(answer.fids["entities"]) == {one.fid for one in answer.entities.list}  # type: ignore[call-overload]
    assert set(answer.fids) == {"addresses", "roads", "entities", "parcels"}


def test_an_address_resolves_to_its_place(town: Workspace) -> None:
    place = resolve(town, "鄂尔多斯大街十二号")
    assert (place.kind, place.x, place.y) == ("addresses", X + 480, Y)
    assert place.title.endswith("鄂尔多斯大街12号")
    assert place.lon == pytest.approx(109.655, abs=0.01) and place.lat == pytest.approx(39.573, abs=0.01)


@pytest.mark.parametrize("query", ["鄂尔多斯大街9999号", "北京市建国路1号", "", "🏠", "x" * 10_000])
def test_an_address_that_is_not_there_is_not_found(town: Workspace, query: str) -> None:
    with pytest.raises(AddressNotFound):
        resolve(town, query)


def test_several_equally_good_addresses_are_told(town: Workspace) -> None:
    with pytest.raises(AmbiguousAddress) as raised:
        resolve(town, "鄂尔多斯12号")
    candidates = raised.value.values["candidates"]
    assert raised.value.values["count"] == 2
    assert {hit.title for hit in candidates} == {"鄂尔多斯大街12号", "鄂尔多斯东街12号"}  # type: ignore[attr-defined]
    with pytest.raises(AmbiguousAddress) as raised:
        resolve(town, "12号")
    assert raised.value.values["count"] == len(ROADS)


@pytest.mark.parametrize("radius", [0.0, -5.0, 0.99, 100_000.1, 1_000_000.0, float("nan"), float("inf")])
def test_a_radius_out_of_range_is_refused(town: Workspace, radius: float) -> None:
    with pytest.raises(BadRadius):
        around(town, place_at(town, X, Y), radius)


@pytest.mark.parametrize("x", [float("nan"), float("inf")])
def test_a_place_that_is_none_is_refused(town: Workspace, x: float) -> None:
    with pytest.raises(BadPlace):
        place_at(town, x, Y)
    with pytest.raises(BadPlace):
        place_at_lonlat(town, x, 39.0)


def test_degrees_beyond_the_globe_are_refused_and_others_come_back(town: Workspace) -> None:
    for lon, lat in ((181.0, 39.0), (109.0, 91.0)):
        with pytest.raises(BadPlace):
            place_at_lonlat(town, lon, lat)
    here = place_at(town, X, Y)
    back = place_at_lonlat(town, here.lon, here.lat)
    assert (back.x, back.y) == pytest.approx((X, Y), abs=1e-4)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
        shapely.Polygon(),
        shapely.Point(X, Y),
        shapely.LineString([(0, 0), (1, 1)]),
        None,
    ],
)
def test_a_polygon_that_is_none_is_refused(town: Workspace, shape: shapely.Geometry | None) -> None:
    with pytest.raises(BadPlace):
        within(town, shape)


def test_without_the_right_to_exact_numbers_nothing_is_told_of_people(town: Workspace) -> None:
    local = town.user
    town.user = User("访客", frozenset({Permission.VIEW}))
    try:
        people = around(town, place_at(town, X, Y), 500).population
        town.user = replace(town.user, permissions=frozenset())
        with pytest.raises(PermissionDenied):
            around(town, place_at(town, X, Y), 500)
        with pytest.raises(PermissionDenied):
            within(town, shapely.box(X, Y, X + 1, Y + 1))
    finally:
        town.user = local
    assert (people.exact, people.total, people.households, dict(people.by_sex)) == (False, None, None, {})


def test_a_workspace_without_anything_has_nothing_around(tmp_path_factory: pytest.TempPathFactory) -> None:
    with create_workspace(tmp_path_factory.mktemp("空") / "空", "空") as space:
        answer = around(space, place_at(space, X, Y), 100_000)
    assert (answer.addresses, answer.entities.total, answer.roads, answer.parcel) == (0, 0, (), None)
    assert (answer.population.exact, answer.population.total) == (True, 0)
    assert np.asarray(answer.fids["addresses"]).size == 0
