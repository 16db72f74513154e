"""Layers made ready to be drawn, and kept beside the store."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import Cancelled
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.render import cache, prepare
from kangbashi_gis.render.levels import LEVELS, level_of
from tests.render.conftest import Make
from tests.render.memory_store import MemoryStore

ROADS, LANDUSE, PARCELS = theme("roads"), theme("landuse"), theme("parcels")


def blocks(count: int, side: float = 30.0) -> np.ndarray:
    return np.array([shapely.box(x * side, 0, (x + 1) * side, side) for x in range(count)])


def test_every_row_is_there_with_its_category(make: Make):
    uses = ["0701", "0901", None, "0701"]
    ready = make("landuse", blocks(4), LANDUSE.symbol, use=uses).prepared
    found = dict(zip(ready.fid.tolist(), (ready.values[one] for one in ready.category), strict=True))
    assert found == {1: "0701", 2: "0901", 3: None, 4: "0701"}


def test_what_is_fresh_is_not_made_again(tmp_path: Path):
    store = MemoryStore(parcels=Table({}, blocks(3)))
    folder = prepare.build(store, tmp_path, PARCELS, silent)
    made = (folder / "meta.json").stat().st_mtime_ns
    assert prepare.build(store, tmp_path, PARCELS, silent) == folder
    assert (folder / "meta.json").stat().st_mtime_ns == made


def test_what_is_stale_is_made_again_and_removed(tmp_path: Path):
    store = MemoryStore(parcels=Table({}, blocks(3)))
    old = prepare.build(store, tmp_path, PARCELS, silent)
    store.number += 1
    assert cache.find(tmp_path, PARCELS, store.stamp()) is None
    assert cache.find(tmp_path, PARCELS) is not None
    new = prepare.build(store, tmp_path, PARCELS, silent)
    assert new.exists() and not old.exists()


def test_a_cancelled_preparation_leaves_nothing(tmp_path: Path):
    def stop(fraction: float, step: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled()

    with pytest.raises(Cancelled):
        prepare.build(MemoryStore(parcels=Table({}, blocks(3))), tmp_path, PARCELS, stop)
    assert list((tmp_path / cache.FOLDER).iterdir()) == []


def test_a_folder_that_is_not_whole_is_made_again(tmp_path: Path):
    store = MemoryStore(parcels=Table({}, blocks(3)))
    folder = prepare.build(store, tmp_path, PARCELS, silent)
    (folder / "fid.npy").write_bytes(b"")
    assert cache.find(tmp_path, PARCELS) is None
    prepare.build(store, tmp_path, PARCELS, silent)
    assert cache.find(tmp_path, PARCELS) is not None


def test_the_cache_holds_no_attribute_but_row_numbers_and_the_drawn_category(make: Make):
    ready = make(
        "roads", [shapely.LineString([(0, 0), (99, 0)])], ROADS.symbol, name=["鄂尔多斯大街"], **{"class": ["branch"]}
    ).prepared
    kept = {one.relative_to(ready.folder).name for one in ready.folder.rglob("*") if one.is_file()}
    arrays = {"fid", "category", "size", "side", "centre", "chunk", "page", "chunk_bounds", "page_origin"}
    assert kept == {f"{one}.npy" for one in arrays | {"xy", "starts", "twins", "vertex", "index", "triangle"}} | {
        "meta.json"
    }
    assert json.loads((ready.folder / "meta.json").read_text(encoding="utf-8"))["values"] == ["branch"]
    everything = b"".join(one.read_bytes() for one in ready.folder.rglob("*") if one.is_file())
    assert "鄂尔多斯大街".encode() not in everything


def test_nothing_in_the_cache_needs_unpickling(make: Make):
    for file in make("parcels", blocks(20)).prepared.folder.rglob("*.npy"):
        assert np.load(file, allow_pickle=False).dtype != object


def test_small_pieces_leave_the_far_levels(make: Make):
    ready = make("parcels", [*blocks(5, side=10.0), shapely.box(0, 100, 5000, 5100)]).prepared
    counts = [0 if one is None else int((np.diff(one.vertex.astype(int)) > 0).sum()) for one in ready.levels]
    assert counts == [6, 6, 1, 1, 1, 1]
    assert [level_of(metres) for metres in (0.1, 2.99, 3.0, 50.0, 9999.0)] == [0, 0, 1, 3, len(LEVELS) - 1]


@pytest.mark.parametrize(
    "shapes", [np.empty(0, object), np.array([None]), np.array([shapely.Polygon([(0, 0), (1, np.nan), (1, 1)])])]
)
def test_an_empty_layer_is_ready_too(tmp_path: Path, shapes: np.ndarray):
    store = MemoryStore(parcels=Table({"code": ["甲"] * len(shapes)}, shapes))
    store.extent = lambda _theme: None  # type: ignore[method-assign, assignment]
    prepare.build(store, tmp_path, PARCELS, silent)
    ready = cache.find(tmp_path, PARCELS)
    assert ready is not None and ready.pieces == 0 and ready.extent is None


def test_coordinates_keep_millimetres_far_from_the_origin(make: Make):
    x, y = 384_123.456, 4_383_765.432
    ready = make("addresses", [shapely.Point(x, y), shapely.Point(x + 90_000, y + 70_000)], None).prepared
    level = ready.levels[0]
    assert level is not None
    page = np.searchsorted(ready.chunk[ready.page], np.arange(2), side="right") - 1
    places = level.xy.astype(float) + ready.page_origin[page]
    assert np.abs(places[ready.fid == 1] - (x, y)).max() < 0.005


def test_a_workspace_is_prepared_from_its_file(workspace: Workspace):
    folder = prepare.prepare(workspace.folder / "city.gpkg", workspace.folder / "cache", ROADS, silent)
    ready = cache.find(workspace.folder / "cache", ROADS, workspace.store.stamp(ROADS))
    assert ready is not None and ready.folder == folder and ready.pieces == 2


def test_a_layer_that_is_open_outlives_its_folder(tmp_path: Path):
    store = MemoryStore(parcels=Table({}, blocks(3)))
    prepare.build(store, tmp_path, PARCELS, silent)
    ready = cache.find(tmp_path, PARCELS)
    store.number += 1
    prepare.build(store, tmp_path, PARCELS, silent)
    assert ready is not None and not ready.folder.exists()
    assert ready.pieces == 3 and len(ready.page) > 0 and any(ready.levels)


def test_a_folder_that_lost_a_file_is_made_again(tmp_path: Path):
    store = MemoryStore(parcels=Table({}, blocks(3)))
    (prepare.build(store, tmp_path, PARCELS, silent) / "page.npy").unlink()
    assert cache.find(tmp_path, PARCELS) is None
    prepare.build(store, tmp_path, PARCELS, silent)
    assert cache.find(tmp_path, PARCELS) is not None
