"""What every store must do, whatever it is made of. A new store joins by one line in STORES."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import Cancelled, ThemeMismatch, UndoConflict
from kangbashi_gis.model.crs import DEFAULT
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ALIASES, PARCELS, ROADS
from kangbashi_gis.store.base import Source
from kangbashi_gis.store.geopackage import GeoPackageStore

X, Y = 384_000.0, 4_383_000.0
STORES: dict[str, Callable[[Path], GeoPackageStore]] = {
    "geopackage": lambda folder: GeoPackageStore.create(folder / "城市.gpkg", DEFAULT),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GeoPackageStore]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


def addresses(count: int, start: int = 0) -> Table:
    numbers = range(start, start + count)
    points = shapely.points(np.array([[X + 10 * number, Y] for number in numbers]).reshape(-1, 2))
    return Table(
        {"code": [f"A{number}" for number in numbers], "full": [f"康城路{number}号" for number in numbers]}, points
    )


def put(store: GeoPackageStore, operation: int, table: Table) -> np.ndarray:
    with store.write(operation) as writer:
        return writer.append(ADDRESSES, table)


def names(store: GeoPackageStore) -> list[str]:
    return list(store.read(ADDRESSES, columns=("full",)).columns["full"])


def test_rows_come_back_as_they_were_put_in(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(3))
    table = store.read(ADDRESSES, fids)
    assert table.columns["full"] == ["康城路0号", "康城路1号", "康城路2号"]
    assert [one.wkt for one in table.geometry] == [f"POINT ({384000 + 10 * at} 4383000)" for at in range(3)]
    assert table.columns["version"] == [1, 1, 1]
    assert table.columns["room"] == [None] * 3


def test_ids_are_made_once_and_differ(store: GeoPackageStore) -> None:
    put(store, 1, addresses(100))
    ids = store.read(ADDRESSES).columns["id"]
    assert len(set(ids)) == 100
    assert all(len(one) == 36 and one[14] == "7" for one in ids)


def test_an_id_that_is_given_is_kept(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(2).with_columns(id=["0190a000-0000-7000-8000-000000000001", None]))
    first, second = store.read(ADDRESSES, fids).columns["id"]
    assert first == "0190a000-0000-7000-8000-000000000001"
    assert second


def test_a_table_without_rows_changes_nothing(store: GeoPackageStore) -> None:
    assert len(put(store, 1, addresses(0))) == 0
    assert store.stamp() == 0


def test_rows_are_read_in_the_order_asked_for_and_gone_ones_left_out(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(5))
    asked = np.array([fids[3], 999, fids[0], fids[3]])
    assert store.read(ADDRESSES, asked).fid.tolist() == [fids[3], fids[0], fids[3]]


def test_only_the_columns_asked_for_are_read(store: GeoPackageStore) -> None:
    put(store, 1, addresses(1))
    table = store.read(ADDRESSES, columns=("code",), geometry=False)
    assert table.columns == {"code": ["A0"]}
    assert table.geometry is None


def test_batches_give_all_rows_in_order(store: GeoPackageStore) -> None:
    put(store, 1, addresses(25))
    pieces = list(store.batches(ADDRESSES, 10))
    assert [len(piece) for piece in pieces] == [10, 10, 5]
    assert np.concatenate([piece.fid for piece in pieces]).tolist() == list(range(1, 26))


def test_batches_do_not_see_what_is_written_meanwhile(store: GeoPackageStore) -> None:
    put(store, 1, addresses(20))
    pieces = store.batches(ADDRESSES, 5)
    first = next(pieces)
    put(store, 2, addresses(20, start=100))
    assert len(first) + sum(len(piece) for piece in pieces) == 20


def test_bounds_are_those_of_the_shapes(store: GeoPackageStore) -> None:
    shapes = np.array([shapely.box(X, Y, X + 3, Y + 4), None, shapely.Polygon(), shapely.box(X + 7, Y, X + 9, Y + 1)])
    with store.write(1) as writer:
        fids = writer.append(PARCELS, Table({"code": ["甲", "乙", "丙", "丁"]}, shapes))
    found, boxes = store.bounds(PARCELS)
    assert found.tolist() == [fids[0], fids[3]]
    assert boxes.tolist() == [[X, Y, X + 3, Y + 4], [X + 7, Y, X + 9, Y + 1]]


def test_the_extent_holds_all_shapes_closely(store: GeoPackageStore) -> None:
    rng = np.random.default_rng(7)
    places = np.column_stack([rng.uniform(380_000, 420_000, 500), rng.uniform(4_374_000, 4_400_000, 500)])
    put(store, 1, Table({"full": ["某处"] * 500}, shapely.points(places)))
    extent = store.extent(ADDRESSES)
    assert extent is not None
    least, most = places.min(axis=0), places.max(axis=0)
    assert (np.array(extent[:2]) <= least).all() and (np.array(extent[2:]) >= most).all()
    assert np.allclose(extent, [*least, *most], atol=1.0)


def test_an_empty_layer_has_no_extent(store: GeoPackageStore) -> None:
    assert store.extent(ADDRESSES) is None
    assert store.extent(ALIASES) is None


def test_rows_are_found_by_value(store: GeoPackageStore) -> None:
    put(store, 1, addresses(10))
    assert store.find(ADDRESSES, "code", ["A3", "A9", "没有"]) == {"A3": 4, "A9": 10}


def test_of_several_rows_with_a_value_the_first_is_found(store: GeoPackageStore) -> None:
    put(store, 1, addresses(3).with_columns(code=["甲", "甲", "甲"]))
    assert store.find(ADDRESSES, "code", ["甲"]) == {"甲": 1}


def test_lines_and_polygons_become_multi_and_lose_heights(store: GeoPackageStore) -> None:
    shapes = np.array([shapely.LineString([(X, Y, 1280.0), (X + 5, Y, 1281.0)])])
    with store.write(1) as writer:
        writer.append(ROADS, Table({"name": ["康城路"]}, shapes))
    assert store.read(ROADS).geometry[0].wkt == "MULTILINESTRING ((384000 4383000, 384005 4383000))"


def test_shapes_of_another_kind_are_refused_and_nothing_is_kept(store: GeoPackageStore) -> None:
    with pytest.raises(ThemeMismatch), store.write(1) as writer:
        writer.append(ADDRESSES, addresses(2))
        writer.append(ROADS, Table({"name": ["康城路"]}, np.array([shapely.Point(X, Y)])))
    assert store.count(ADDRESSES) == 0


def test_a_personal_column_is_refused(store: GeoPackageStore) -> None:
    with pytest.raises(KeyError), store.write(1) as writer:
        writer.append(PARCELS, Table({"code": ["甲"], "holder": ["张三"]}))
    assert store.count(PARCELS) == 0


def test_an_update_raises_the_version_and_leaves_other_columns(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(2))
    with store.write(2) as writer:
        writer.update(ADDRESSES, fids[:1], Table({"full": ["新名1号"]}))
    table = store.read(ADDRESSES, fids)
    assert table.columns["full"] == ["新名1号", "康城路1号"]
    assert table.columns["code"] == ["A0", "A1"]
    assert table.columns["version"] == [2, 1]


def test_an_update_of_shapes_moves_the_layer(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(1))
    with store.write(2) as writer:
        writer.update(ADDRESSES, fids, Table({}, np.array([shapely.Point(X + 900, Y)])))
    assert store.bounds(ADDRESSES)[1].tolist() == [[X + 900, Y, X + 900, Y]]
    assert store.extent(ADDRESSES) == pytest.approx((X + 900, Y, X + 900, Y), abs=1)


def test_deleted_rows_leave_the_layer(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(3))
    with store.write(2) as writer:
        writer.delete(ADDRESSES, fids[1:])
    assert names(store) == ["康城路0号"]
    assert store.count(ADDRESSES) == 1


def test_row_numbers_are_never_given_twice(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(3))
    with store.write(2) as writer:
        writer.delete(ADDRESSES, fids)
    assert put(store, 3, addresses(1)).tolist() == [4]


def test_changes_say_what_happened_and_under_which_operation(store: GeoPackageStore) -> None:
    fids = put(store, 11, addresses(3))
    stamp = store.stamp(ADDRESSES)
    with store.write(12) as writer:
        writer.update(ADDRESSES, fids[:1], Table({"room": ["301"]}))
        writer.delete(ADDRESSES, fids[2:])
    first = store.changes_since(ADDRESSES, 0)[0]
    assert (first.kind, first.fid, first.last, first.operation) == ("I", 1, 3, 11)
    later = store.changes_since(ADDRESSES, stamp)
    assert [(one.kind, one.fid, one.last, one.operation) for one in later] == [("U", 1, 1, 12), ("D", 3, 3, 12)]
    assert store.stamp(ADDRESSES) == store.stamp() == later[-1].seq


def test_a_change_to_one_theme_leaves_the_stamp_of_another(store: GeoPackageStore) -> None:
    put(store, 1, addresses(1))
    assert store.stamp(ROADS) == 0


def test_nothing_is_kept_of_a_transaction_that_fails(store: GeoPackageStore) -> None:
    put(store, 1, addresses(2))
    stamp = store.stamp()
    with pytest.raises(Cancelled), store.write(2) as writer:
        writer.append(ADDRESSES, addresses(5, start=100))
        writer.update(ADDRESSES, np.array([1]), Table({"full": ["改了"]}))
        raise Cancelled()
    assert names(store) == ["康城路0号", "康城路1号"]
    assert store.stamp() == stamp
    assert not store.holds(2)


def test_readers_see_nothing_before_the_commit(store: GeoPackageStore) -> None:
    with store.write(1) as writer:
        writer.append(ADDRESSES, addresses(3))
        assert store.count(ADDRESSES) == 0
    assert store.count(ADDRESSES) == 3


def test_many_threads_read_side_by_side(store: GeoPackageStore) -> None:
    put(store, 1, addresses(200))
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(store.read(ADDRESSES)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 6


def test_threads_that_ended_leave_no_open_file(store: GeoPackageStore) -> None:
    for _ in range(5):
        thread = threading.Thread(target=lambda: store.read(ADDRESSES))
        thread.start()
        thread.join()
    assert len(store.database._opened) <= 2


def test_an_operation_without_changes_is_remembered(store: GeoPackageStore) -> None:
    with store.write(5):
        pass
    assert store.holds(5)


def test_sources_are_remembered(store: GeoPackageStore) -> None:
    source = Source("地址.csv", "ab" * 32, "王工", "2026-05-01", "内部")
    with store.write(1) as writer:
        number = writer.source(source)
        writer.append(ADDRESSES, addresses(1).with_columns(source=[number]))
    assert store.sources()[store.read(ADDRESSES).columns["source"][0]] == source


def test_undo_takes_an_operation_back_and_undoing_that_does_it_again(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(4))
    with store.write(2) as writer:
        writer.update(ADDRESSES, fids[:1], Table({"full": ["改1号"]}, shapely.points([[X + 500, Y]])))
        writer.update(ADDRESSES, fids[:1], Table({"full": ["再改1号"]}))
        writer.delete(ADDRESSES, fids[1:2])
        writer.append(ADDRESSES, addresses(2, start=50))
        writer.update(ADDRESSES, np.array([5]), Table({"full": ["新增后又改"]}))
    after = store.read(ADDRESSES)
    with store.write(3, undoes=2) as writer:
        assert writer.undo(2) == 4
    before = store.read(ADDRESSES)
    assert names(store) == ["康城路0号", "康城路1号", "康城路2号", "康城路3号"]
    assert before.geometry[0] == shapely.Point(X, Y)
    with store.write(4, undoes=3) as writer:
        writer.undo(3)
    again = store.read(ADDRESSES)
    assert again.fid.tolist() == after.fid.tolist()
    for name in ("full", "id", "code", "valid_from"):
        assert again.columns[name] == after.columns[name]
    assert (again.geometry == after.geometry).all()


def test_undo_refuses_where_a_row_has_changed_since(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(3))
    with store.write(2) as writer:
        writer.update(ADDRESSES, fids, Table({"room": ["1", "2", "3"]}))
    with store.write(3) as writer:
        writer.update(ADDRESSES, fids[:2], Table({"room": ["4", "5"]}))
    with pytest.raises(UndoConflict) as caught, store.write(4, undoes=2) as writer:
        writer.undo(2)
    assert caught.value.values == {"operation": 2, "count": 2}
    assert store.read(ADDRESSES).columns["room"] == ["4", "5", "3"]


def test_an_earlier_operation_can_be_undone_once_the_later_one_is(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(1))
    for number, name in ((2, "甲"), (3, "乙")):
        with store.write(number) as writer:
            writer.update(ADDRESSES, fids, Table({"full": [name]}))
    for number, target in ((4, 3), (5, 2)):
        with store.write(number, undoes=target) as writer:
            writer.undo(target)
    assert names(store) == ["康城路0号"]
    with pytest.raises(UndoConflict), store.write(6, undoes=3) as writer:
        writer.undo(3)


def test_what_was_undone_is_not_undone_twice(store: GeoPackageStore) -> None:
    put(store, 1, addresses(1))
    with store.write(2, undoes=1) as writer:
        writer.undo(1)
    with pytest.raises(UndoConflict), store.write(3, undoes=1) as writer:
        writer.undo(1)


def test_a_store_is_clean_after_all_kinds_of_change(store: GeoPackageStore) -> None:
    fids = put(store, 1, addresses(10))
    with store.write(2) as writer:
        writer.update(ADDRESSES, fids[:5], Table({"full": ["改"] * 5}, shapely.points([[X + 99, Y]] * 5)))
        writer.delete(ADDRESSES, fids[7:])
    with store.write(3, undoes=2) as writer:
        writer.undo(2)
    assert store.check() == []
