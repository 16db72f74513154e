"""What covers the small district: divisions, land use, roads, buildings with their years, heights, old names."""

from collections.abc import Mapping

import numpy as np
import shapely

from kangbashi_gis.model import identifiers
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.model.themes.codes import LAND_USE
from kangbashi_gis.sample.divisions import communities, numbered, numeral
from kangbashi_gis.sample.elevation import elevation
from kangbashi_gis.sample.town import Town


def level(table: Table, name: str) -> Table:
    return table.take(np.asarray(table.columns["level"]) == name)


def test_divisions_bear_their_real_names_and_codes(rows: Mapping[str, Table]) -> None:
    divisions = rows["divisions"]
    named = dict(zip(divisions.columns["code"], divisions.columns["name"], strict=True))
    assert named["150603"] == "康巴什区"
    assert {named[f"150603{code}"] for code in ("001", "002", "003", "008", "400")} == {
        "哈巴格希街道", "青春山街道", "滨河街道", "康新街道", "鄂尔多斯市高新技术产业园区",
    }  # fmt: skip
    assert {"园丁社区", "悦和社区", "宁馨社区", "达尔罕社区"} <= set(named.values())


def test_each_level_of_the_divisions_tiles_the_district(rows: Mapping[str, Table], small_town: Town) -> None:
    whole = shapely.area(small_town.divisions.outline)
    for name, count in (("county", 1), ("street", 5), ("community", 16)):
        shapes = level(rows["divisions"], name).geometry
        assert len(shapes) == count and shapely.coverage_is_valid(shapes)
        assert np.isclose(shapely.area(shapes).sum(), whole, rtol=1e-6)


def test_a_community_lies_in_its_street_office(rows: Mapping[str, Table]) -> None:
    divisions = rows["divisions"]
    shape = dict(zip(divisions.columns["code"], divisions.geometry, strict=True))
    for row in map(divisions.row, range(len(divisions))):
        if row["level"] != "county":
            own = shape[row["code"]]
            assert shapely.area(shapely.difference(own, shape[row["parent"]])) < 1e-3


def test_land_use_covers_the_district_once(rows: Mapping[str, Table], small_town: Town) -> None:
    shapes = rows["landuse"].geometry
    assert shapely.is_valid(shapes).all()
    assert np.isclose(shapely.area(shapes).sum(), shapely.area(small_town.divisions.outline), rtol=1e-5)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pair = first < second
    assert shapely.area(shapely.intersection(shapes[first[pair]], shapes[second[pair]])).max() < 2.0
    uses = set(rows["landuse"].columns["use"])
    assert uses <= set(LAND_USE.titles) and {"070102", "0901", "1001", "1207", "1401", "17"} <= uses


def test_parcels_bear_codes_of_the_standard_and_their_area(rows: Mapping[str, Table]) -> None:
    parcels = rows["parcels"]
    codes = parcels.columns["code"]
    assert all(map(identifiers.check_parcel_code, codes)) and len(set(codes)) == len(codes)
    assert np.allclose(parcels.columns["area_m2"], shapely.area(parcels.geometry), atol=0.01)
    assert set(parcels.columns["use"]) <= set(LAND_USE.titles)


def test_no_name_of_a_road_or_compound_comes_twice(rows: Mapping[str, Table], small_town: Town) -> None:
    roads = [one.name for one in small_town.road_names]
    compounds = list(rows["compounds"].columns["name"])
    assert len(set(roads)) == len(roads) and len(set(compounds)) == len(compounds)
    assert {"天骄路", "鄂尔多斯大街", "乌兰木伦大街"} <= set(roads)


def test_compounds_are_made_of_residential_parcels(rows: Mapping[str, Table]) -> None:
    parcels, compounds = rows["parcels"], rows["compounds"]
    homes = parcels.take(np.char.startswith(np.asarray(parcels.columns["use"], dtype="U6"), "0701"))
    joined = shapely.union_all(homes.geometry)
    assert shapely.area(shapely.difference(shapely.union_all(compounds.geometry), joined)) < 0.01


def test_the_town_grew_over_fifteen_years(rows: Mapping[str, Table]) -> None:
    for name, least in (("roads", 9), ("buildings", 8), ("compounds", 6)):
        years = np.asarray(rows[name].columns["built"])
        assert years.min() >= 2006 and years.max() <= 2022 and np.ptp(years) >= least
    assert np.ptp(np.asarray(rows["landuse"].columns["surveyed"])) == 15


def test_every_theme_has_its_rows_and_only_fields_it_knows(rows: Mapping[str, Table]) -> None:
    for name, table in rows.items():
        assert len(table) and set(table.columns) <= {one.name for one in theme(name).fields}, name


def test_the_ground_falls_towards_the_river(small_town: Town) -> None:
    heights = elevation(small_town)
    assert heights.values.dtype == np.float32
    assert 1_250 <= heights.values.min() < heights.values.max() <= 1_400
    x, y = shapely.get_coordinates(shapely.point_on_surface(small_town.water.shapes[1]))[0]
    at = heights.values[int((heights.north - y) / 30), int((x - heights.west) / 30)]
    assert at < np.median(heights.values) - 15


def test_old_names_lead_to_the_new_ones(rows: Mapping[str, Table], small_town: Town) -> None:
    aliases = rows["aliases"]
    old = dict(zip(aliases.columns["alias"], aliases.columns["name"], strict=True))
    assert old["康巴什新区"] == old["青春山经济技术开发区"] == "康巴什区"
    assert old["伊克昭盟"] == "鄂尔多斯市" and old["哈巴格希乡"] == "哈巴格希街道"
    former = {one.former: one.name for one in small_town.road_names if one.former}
    assert len(former) >= 3 and former.items() <= old.items()


def test_divisions_of_further_districts_say_their_number() -> None:
    assert [numeral(number) for number in (2, 10, 11, 20, 66)] == ["二", "十", "十一", "二十", "六十六"]
    assert numbered("康城社区", 2) == "康城二社区" and numbered("康城社区", 1) == "康城社区"
    codes = {one.code for number in (1, 2, 72) for one in communities(number)}
    assert len(codes) == 48
