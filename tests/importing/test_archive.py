"""Zipped shapefiles, and zips that mean harm."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileUnreadable, LayerUnclear
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import archive, open_source
from kangbashi_gis.model.themes import WATER


@pytest.fixture
def parts(make_file: Any, squares: list[shapely.Polygon]) -> list[Path]:
    path = make_file("水系.shp", squares, {"名称": ["甲", "乙", "丙"]}, encoding="gbk")
    return sorted(path.parent.glob("水系.*"))


def pack(tmp_path: Path, members: dict[str, Path]) -> Path:
    path = tmp_path / "水系 打包.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, file in members.items():
            packed.write(file, name)
    return path


def opened(path: Path, layer: str | None = None) -> Source:
    return open_source(path, WATER, ImportOptions(layer=layer))


def test_a_zipped_shapefile_is_read_from_any_folder_inside(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {f"成果/矢量/{part.name}": part for part in parts})
    with opened(path) as source:
        (table,) = source.batches()
    assert table.columns["名称"] == ["甲", "乙", "丙"]
    assert (source.layer, source.path, source.crs) == ("水系", path, "EPSG:4546")


def test_of_several_shapefiles_one_must_be_named(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {f"{name}{part.suffix}": part for part in parts for name in ("甲", "乙")})
    with pytest.raises(LayerUnclear):
        opened(path)
    with opened(path, layer="乙") as source:
        assert source.layer == "乙"


def test_a_member_cannot_slip_out_of_its_folder(tmp_path: Path, parts: list[Path]) -> None:
    inner = tmp_path / "里面"
    inner.mkdir()
    path = pack(inner, {f"../../逃逸{part.suffix}": part for part in parts})
    before = sorted(tmp_path.rglob("*"))
    with opened(path) as source:
        assert source.count == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, parts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path, {part.name: part for part in parts})
    monkeypatch.setattr(archive, "MOST_UNPACKED", 300)
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values == {"path": str(path), "reason": "too_large"}


def test_a_zip_without_a_shapefile_says_so(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {"说明.txt": parts[0]})
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "no_data_in_zip"


def test_a_damaged_shapefile_inside_is_told_under_the_name_of_the_zip(tmp_path: Path, parts: list[Path]) -> None:
    for part in parts:
        part.write_bytes(part.read_bytes()[:120])
    path = pack(tmp_path, {part.name: part for part in parts})
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["path"] == str(path)
