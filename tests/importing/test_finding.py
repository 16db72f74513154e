"""Which data sets lie in files, folders and zips."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileMissing
from kangbashi_gis.importing.finding import walk
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.themes import WATER

NAMES = {"名称": ["乌兰木伦河", "东红海子湖", "康巴什景观湖"]}


@pytest.fixture
def folder(make_file: Any, squares: list[shapely.Polygon], tmp_path: Path) -> Path:
    make_file("水系.shp", squares, NAMES, encoding="gbk")
    room = make_file("湖.gpkg", squares, NAMES).parent
    make_file("河.gdb", squares, NAMES, driver="OpenFileGDB")
    (room / "说明.docx").write_bytes(b"PK")
    (room / ".DS_Store").write_bytes(b"x")
    (room / "~$锁.xlsx").write_bytes(b"x")
    with zipfile.ZipFile(room / "七月.zip", "w") as packed:
        for part in room.glob("水系.*"):
            packed.write(part, f"成果/{part.name}")
        packed.write(room / "湖.gpkg", "湖.gpkg")
    (room / "下一层").mkdir()
    with zipfile.ZipFile(room / "下一层" / "外.zip", "w") as packed:
        packed.write(room / "七月.zip", "内.zip")
    return room


def test_every_data_set_is_listed_once_with_its_companions(folder: Path) -> None:
    found = {one.name.removeprefix(f"{folder.name}/"): one.known for one in walk([folder])}
    assert found == {
        "七月.zip/成果/水系.shp": True,
        "七月.zip/湖.gpkg": True,
        "下一层/外.zip/内.zip/成果/水系.shp": True,
        "下一层/外.zip/内.zip/湖.gpkg": True,
        "水系.shp": True,
        "河.gdb": True,
        "湖.gpkg": True,
        "说明.docx": False,
    }


def test_what_is_found_can_be_read_where_it_is_and_where_the_user_has_it(folder: Path) -> None:
    for one in walk([folder]):
        if not one.known:
            continue
        with open_source(one.path, WATER, ImportOptions()) as source:
            assert source.count == 3
        with open_source(one.origin, WATER, ImportOptions(layer=one.layer or None)) as source:
            assert source.count == 3


def test_copies_are_gone_after_the_walk(folder: Path) -> None:
    paths = [one.path for one in walk([folder / "七月.zip"])]
    assert len(paths) == 2
    assert not any(path.exists() for path in paths)


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    room = tmp_path / "只有链接"
    room.mkdir()
    (room / "链接.gpkg").symlink_to(folder / "湖.gpkg")
    (room / "链接夹").symlink_to(folder)
    assert list(walk([room])) == []


def test_a_damaged_zip_stands_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "坏.zip"
    path.write_bytes(b"PK\x03\x04 broken")
    (one,) = walk([path])
    assert (one.name, one.path) == ("坏.zip", path)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        list(walk([tmp_path / "没有"]))
