"""All indexes of a workspace: thrown away, damaged, behind, killed while building; they come back right."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import Cancelled
from kangbashi_gis.index import generations, words
from kangbashi_gis.index.catalogue import PLACED, Indexes
from kangbashi_gis.index.spatial import name_of
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.progress import reporting
from kangbashi_gis.search.address import search
from kangbashi_gis.store.geopackage import GeoPackageStore
from tests.index.town import X, Y

ADDRESSES, ROADS = theme("addresses"), theme("roads")


@pytest.fixture
def indexes(store: GeoPackageStore, tmp_path: Path) -> Indexes:
    return Indexes(tmp_path / "索引", store)


def found(indexes: Indexes, query: str) -> list[tuple[str, int]]:
    return [(hit.theme, hit.fid) for hit in search(indexes.words(), query, 5)]


def test_everything_is_stale_at_first_and_nothing_after_a_refresh(indexes: Indexes) -> None:
    assert set(indexes.stale()) == {*(name_of(one) for one in PLACED), words.NAME}
    seen: list[float] = []
    indexes.refresh(reporting(lambda fraction, step: seen.append(fraction), lambda: False))
    assert indexes.stale() == []
    assert seen == sorted(seen) and seen[-1] == 1.0


def test_an_edit_makes_only_its_theme_and_the_words_stale(indexes: Indexes, store: GeoPackageStore) -> None:
    indexes.refresh()
    with store.write(2) as writer:
        writer.delete(ROADS, np.array([1]))
    assert indexes.stale() == [name_of(ROADS), words.NAME]


def test_a_folder_that_was_thrown_away_comes_back(indexes: Indexes) -> None:
    before = found(indexes, "鄂尔多斯大街12号")
    indexes.close()
    shutil.rmtree(indexes.folder)
    assert found(indexes, "鄂尔多斯大街12号") == before
    assert len(indexes.spatial(ADDRESSES)) > 0


@pytest.mark.parametrize("suffix", ["arrays.bin", "tree.dat", "tree.idx", "stamp.json"])
@pytest.mark.parametrize("damage", [b"", b"\x00" * 5000])
def test_damaged_files_are_built_again(
    indexes: Indexes, suffix: str, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    indexes.refresh()
    words_before = found(indexes, "亿利城B区2号楼")
    box = (X, Y, X + 1000, Y + 1000)
    places_before = sorted(indexes.spatial(ADDRESSES).intersects(*box))
    indexes.close()
    for path in indexes.folder.rglob(suffix):
        path.write_bytes(damage)
    assert name_of(ADDRESSES) in indexes.stale()
    assert found(indexes, "亿利城B区2号楼") == words_before
    assert sorted(indexes.spatial(ADDRESSES).intersects(*box)) == places_before


def test_an_edited_address_is_found_by_its_new_words_and_no_longer_by_the_old(
    indexes: Indexes, store: GeoPackageStore
) -> None:
    (first,) = [fid for kind, fid in found(indexes, "天骄路12号") if kind == "addresses"][:1]
    generation = indexes.words().generation
    with store.write(2) as writer:
        text = "内蒙古自治区鄂尔多斯市康巴什区滨河街道滨河社区新天地街88号"
        writer.update(ADDRESSES, np.array([first]), Table({"full": [text], "road": ["新天地街"], "number": ["88号"]}))
    assert found(indexes, "新天地街88号")[0] == ("addresses", first)
    assert ("addresses", first) not in found(indexes, "天骄路12号")
    assert indexes.words().generation == generation


def test_a_deleted_row_is_not_found_and_a_new_alias_is_known_at_once(indexes: Indexes, store: GeoPackageStore) -> None:
    (first,) = [fid for kind, fid in found(indexes, "天骄路12号") if kind == "addresses"][:1]
    with store.write(2) as writer:
        writer.delete(ADDRESSES, np.array([first]))
        writer.append(theme("aliases"), Table({"alias": ["老东街"], "name": ["鄂尔多斯东街"]}))
    assert ("addresses", first) not in found(indexes, "天骄路12号")
    assert found(indexes, "老东街3号") == found(indexes, "鄂尔多斯东街3号") != []


def test_an_import_too_large_to_hold_beside_is_built_in(indexes: Indexes, store: GeoPackageStore) -> None:
    generation = indexes.words().generation
    count = 6000
    full = [f"大路{number}号" for number in range(count)]
    shapes = shapely.points(np.column_stack([np.full(count, X), np.full(count, Y)]))
    with store.write(2) as writer:
        writer.append(ADDRESSES, Table({"code": full, "full": full}, shapes))
    assert found(indexes, "大路5999号")[0][0] == "addresses"
    assert indexes.words().generation > generation
    assert len(indexes.spatial(ADDRESSES)) == store.count(ADDRESSES)


def test_who_does_not_wait_is_answered_from_what_stands_until_a_process_has_built_anew(
    indexes: Indexes, store: GeoPackageStore
) -> None:
    indexes.waits = False
    before = indexes.words()
    full = [f"大路{number}号" for number in range(6000)]
    with store.write(2) as writer:
        writer.append(ADDRESSES, Table({"code": full, "full": full}, shapely.points(np.full((6000, 2), X))))
    with store.write(3) as writer:
        edited = Table({"full": ["新天地街88号"], "road": ["新天地街"], "number": ["88号"]})
        writer.update(ADDRESSES, np.array([1]), edited)
    assert found(indexes, "新天地街88号")[0] == ("addresses", 1)
    assert found(indexes, "亿利城B区2号楼") != [] and found(indexes, "大路5999号")[0][0] == "addresses"
    assert indexes.words().generation == before.generation
    assert found(indexes, "大路7号") == []
    indexes.settle()
    assert found(indexes, "大路7号")[0][0] == "addresses"
    assert indexes.words().generation > before.generation and not indexes.words().partly
    indexes.close()


def test_another_program_that_refreshed_is_noticed(indexes: Indexes, store: GeoPackageStore) -> None:
    indexes.words(), indexes.spatial(ROADS)
    with store.write(2) as writer:
        writer.delete(ROADS, np.array([1]))
    Indexes(indexes.folder, store).refresh()
    assert indexes.words().generation == 2 and indexes.spatial(ROADS).generation == 2
    assert 1 not in indexes.spatial(ROADS).intersects(X, Y, X + 5000, Y + 5000)


def test_a_store_put_in_the_place_of_another_is_indexed_anew(
    indexes: Indexes, store: GeoPackageStore, town_file: Path, tmp_path: Path
) -> None:
    with store.write(2) as writer:
        writer.delete(ROADS, np.array([1, 2]))
    indexes.refresh()
    other = GeoPackageStore(Path(shutil.copy(town_file, tmp_path / "旧.gpkg")))
    replaced = Indexes(indexes.folder, other)
    assert len(replaced.spatial(ROADS)) == other.count(ROADS)
    assert found(replaced, "鄂尔多斯大街")[0][0] == "roads"
    other.close()


def test_a_folder_that_cannot_be_written_means_indexes_in_memory(
    store: GeoPackageStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    indexes = Indexes(tmp_path / "文件" / "索引", store)
    assert found(indexes, "鄂尔多斯大街12号")[0][0] == "addresses"
    assert len(indexes.spatial(ADDRESSES).nearest(X, Y, 3)) == 3
    assert "memory only" in caplog.text


def test_a_cancelled_refresh_leaves_what_was_there(indexes: Indexes, store: GeoPackageStore) -> None:
    indexes.refresh()
    with store.write(2) as writer:
        writer.delete(ROADS, np.array([1]))
    with pytest.raises(Cancelled):
        indexes.refresh(reporting(lambda fraction, step: None, lambda: True))
    assert list(indexes.folder.glob(f"*{generations.ASIDE}")) == []
    assert found(indexes, "鄂尔多斯大街12号")[0][0] == "addresses"


KILLED = """
import sys, time
from pathlib import Path
from kangbashi_gis.index import arrays
from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.store.geopackage import GeoPackageStore

def half(path, given):
    path.write_bytes(b"KBARRAYS half of it")
    print("half", flush=True)
    time.sleep(60)

arrays.pack = half
Indexes(Path(sys.argv[2]), GeoPackageStore(Path(sys.argv[1]), read_only=True)).refresh()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX systems")
def test_a_builder_killed_halfway_leaves_the_index_before(indexes: Indexes, store: GeoPackageStore) -> None:
    indexes.refresh()
    before = found(indexes, "鄂尔多斯大街12号")
    with store.write(2) as writer:
        writer.update(ADDRESSES, np.array([1]), Table({"code": ["改过"]}))
    command = [sys.executable, "-c", KILLED, str(store.path), str(indexes.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)
    assert list(indexes.folder.glob(f"*{generations.ASIDE}")) != []
    assert found(Indexes(indexes.folder, store), "鄂尔多斯大街12号") == before
    indexes.refresh()
    assert indexes.stale() == []
    assert list(indexes.folder.glob(f"*{generations.ASIDE}")) == []
