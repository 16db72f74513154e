"""The spatial index answers as looking at every row would."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangbashi_gis.index import generations, spatial
from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.index.spatial import SpatialIndex
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.store.geopackage import GeoPackageStore
from tests.index.town import X, Y

ADDRESSES, ROADS, ENTITIES, PARCELS = (theme(name) for name in ("addresses", "roads", "entities", "parcels"))
FIXTURE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
east = st.floats(-100, 3200).map(lambda value: X + value)
north = st.floats(-300, 3200).map(lambda value: Y + value)


@pytest.fixture
def index(store: GeoPackageStore, tmp_path: Path) -> Indexes:
    return Indexes(tmp_path / "index", store)


@FIXTURE
@given(east, north, st.floats(0, 2000), st.floats(0, 2000))
def test_what_touches_a_box_is_found(
    index: Indexes, store: GeoPackageStore, x: float, y: float, width: float, height: float
) -> None:
    for kind in (ADDRESSES, ROADS, PARCELS):
        fids, boxes = store.bounds(kind)
        box = (x, y, x + width, y + height)
        touches = (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0]) & (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
        assert sorted(index.spatial(kind).intersects(*box)) == fids[touches].tolist()


@FIXTURE
@given(east, north, st.integers(1, 20))
def test_the_nearest_come_in_order(index: Indexes, store: GeoPackageStore, x: float, y: float, count: int) -> None:
    fids, boxes = store.bounds(ADDRESSES)
    away = np.hypot(boxes[:, 0] - x, boxes[:, 1] - y)
    found = index.spatial(ADDRESSES).nearest(x, y, count)
    np.testing.assert_allclose(away[np.searchsorted(fids, found)], np.sort(away)[:count])


def test_values_are_counted_as_the_store_has_them(index: Indexes, store: GeoPackageStore) -> None:
    addresses = index.spatial(ADDRESSES)
    table = store.read(ADDRESSES, columns=("community",), geometry=False)
    for community in ("神华社区", "滨河社区"):
        assert addresses.counts("community", table.fid)[community] == list(table.columns["community"]).count(community)
    assert addresses.values("community", table.fid) == list(table.columns["community"])


def test_lines_come_as_their_straight_pieces(index: Indexes, store: GeoPackageStore) -> None:
    with store.write(2) as writer:
        bent = shapely.MultiLineString([[(X, Y), (X + 3, Y + 4), (X + 3, Y + 14)], [(X, Y + 50), (X + 7, Y + 50)]])
        fid = int(writer.append(ROADS, Table({"code": ["弯"], "name": ["弯路"]}, np.array([bent])))[0])
    pieces, owners = index.spatial(ROADS).pieces(np.array([1, fid]))
    lengths = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    assert lengths[owners == 1].tolist() == [5.0, 10.0, 7.0]
    assert lengths[owners == 0].tolist() == [600.0]


def test_edits_count_at_once_without_building_anew(index: Indexes, store: GeoPackageStore) -> None:
    before = index.spatial(ENTITIES)
    with store.write(2) as writer:
        new = Table({"name": ["康巴什区新店"], "industry": ["H"]}, np.array([shapely.Point(X + 9000, Y)]))
        fid = int(writer.append(ENTITIES, new)[0])
        writer.update(ENTITIES, np.array([1]), Table({"industry": ["H"]}, np.array([shapely.Point(X + 9010, Y)])))
        writer.delete(ENTITIES, np.array([2]))
    after = index.spatial(ENTITIES)
    assert after.generation == before.generation
    assert sorted(after.intersects(X + 8990, Y - 10, X + 9020, Y + 10)) == [1, fid]
    assert after.nearest(X + 9000, Y, 2).tolist() == [fid, 1]
    assert len(after) == 5
    assert after.counts("industry", np.array([1, 2, 3, fid]))["H"] == 3
    assert 2 not in after.intersects(X - 1e6, Y - 1e6, X + 1e6, Y + 1e6)


@pytest.mark.parametrize("box", [(np.nan, 0, 1, 1), (1, 1, 0, 0), (0, 0, np.inf, 1), (np.inf,) * 4])
def test_a_box_that_is_none_holds_nothing(index: Indexes, box: tuple[float, float, float, float]) -> None:
    assert len(index.spatial(ADDRESSES).intersects(*box)) == 0


def test_nothing_is_nearest_to_nowhere_or_in_an_empty_theme(index: Indexes) -> None:
    assert len(index.spatial(ADDRESSES).nearest(np.nan, 0, 3)) == 0
    assert len(index.spatial(theme("buildings")).nearest(X, Y, 3)) == 0
    assert len(index.spatial(theme("buildings")).intersects(X, Y, X + 1, Y + 1)) == 0


def test_a_row_without_a_place_is_in_no_box(index: Indexes, store: GeoPackageStore) -> None:
    with store.write(2) as writer:
        fid = int(writer.append(ENTITIES, Table({"name": ["无处"]}, np.array([None], object)))[0])
    entities = index.spatial(ENTITIES)
    assert fid not in entities.intersects(-1e9, -1e9, 1e9, 1e9)
    index.refresh()
    assert fid not in index.spatial(ENTITIES).intersects(-1e9, -1e9, 1e9, 1e9)


def test_closing_a_tree_does_not_make_its_files_look_damaged(store: GeoPackageStore, tmp_path: Path) -> None:
    spatial.build(tmp_path / "i", store, ADDRESSES)
    for _ in range(3):
        generation = generations.newest(tmp_path / "i", spatial.name_of(ADDRESSES))
        assert generation is not None
        opened: SpatialIndex = spatial.load(generation, ADDRESSES)
        assert len(opened.intersects(X, Y, X + 100, Y + 100)) > 0
        opened.close()


def test_closing_a_tree_leaves_the_times_of_its_files_so_that_they_need_not_be_read_again(
    store: GeoPackageStore, tmp_path: Path
) -> None:
    folder = spatial.build(tmp_path / "i", store, ADDRESSES).folder
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    with Indexes(tmp_path / "i", store) as opened:
        assert len(opened.spatial(ADDRESSES).nearest(X, Y, 3)) >= 3
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_an_index_in_memory_answers_as_one_on_disk(store: GeoPackageStore, index: Indexes) -> None:
    box = (X, Y, X + 700, Y + 700)
    memory = spatial.in_memory(store, ADDRESSES)
    assert sorted(memory.intersects(*box)) == sorted(index.spatial(ADDRESSES).intersects(*box))
