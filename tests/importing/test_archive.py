"""Zips that hold data sets, zips in zips, and zips that mean harm."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from kangbashi_gis.errors import FileUnreadable, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import archive, open_source
from kangbashi_gis.model.themes import WATER

LAKES = ["乌兰木伦河", "东红海子湖", "康巴什景观湖"]


@pytest.fixture
def parts(make_file: Any, squares: list[shapely.Polygon]) -> list[Path]:
    path = make_file("水系.shp", squares, {"名称": LAKES}, encoding="gbk")
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
    assert table.columns["名称"] == LAKES
    assert (source.layer, source.path, source.crs) == ("水系", path, "EPSG:4546")


def test_of_several_shapefiles_one_must_be_named(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {f"{name}{part.suffix}": part for part in parts for name in ("甲", "乙")})
    with pytest.raises(LayerUnclear):
        opened(path)
    with opened(path, layer="乙") as source:
        assert source.layer == "乙"


def test_of_several_the_one_that_is_called_like_the_theme_is_taken(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {f"{name}{part.suffix}": part for part in parts for name in ("道路", "水系")})
    with opened(path) as source:
        assert source.layer == "水系"


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


def test_a_zip_without_data_says_so(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {"说明.docx": parts[0]})
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "no_data_in_zip"


def test_a_word_to_the_reader_is_no_second_data_set(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {part.name: part for part in parts} | {"说明.txt": parts[0]})
    with opened(path) as source:
        assert source.layer == "水系"


def test_a_damaged_shapefile_inside_is_told_under_the_name_of_the_zip(tmp_path: Path, parts: list[Path]) -> None:
    for part in parts:
        part.write_bytes(part.read_bytes()[:120])
    path = pack(tmp_path, {part.name: part for part in parts})
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["path"] == str(path)


def nested(tmp_path: Path, parts: list[Path], depth: int) -> Path:
    """Pack the shapefile into a zip in a zip … to a depth."""
    data = pack(tmp_path, {part.name: part for part in parts}).read_bytes()
    for level in range(depth):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as packed:
            packed.writestr(f"第{level}层.zip", data)
        data = outer.getvalue()
    path = tmp_path / "套着的.zip"
    path.write_bytes(data)
    return path


def test_a_zip_in_a_zip_is_read(tmp_path: Path, parts: list[Path]) -> None:
    with opened(nested(tmp_path, parts, 2)) as source:
        (table,) = source.batches()
    assert table.columns["名称"] == LAKES


def test_zips_nested_too_deep_are_told_and_not_followed(tmp_path: Path, parts: list[Path]) -> None:
    with pytest.raises(FileUnreadable) as caught:
        opened(nested(tmp_path, parts, 12))
    assert caught.value.values["reason"] == "too_large"


def test_a_layer_of_a_data_set_in_a_zip_can_be_named(tmp_path: Path, make_file: Any, squares: list[Any]) -> None:
    path = make_file("成果.gpkg", squares, {"名称": LAKES}, layer="甲层")
    frame = pyogrio.read_dataframe(path)
    pyogrio.write_dataframe(frame.iloc[:1], path, layer="乙层", append=True)
    path = pack(tmp_path, {"交付/成果.gpkg": path, "表.csv": path})
    with pytest.raises(LayerUnclear):
        opened(path, layer="成果")
    with opened(path, layer="成果/乙层") as source:
        assert (source.count, source.layer) == (1, "乙层")
    with pytest.raises(LayerUnknown):
        opened(path, layer="没有的")


def test_names_in_gbk_without_a_word_of_it_are_read(tmp_path: Path, parts: list[Path]) -> None:
    path = tmp_path / "旧软件.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for part in parts:
            packed.write(part, part.name)
    octets = bytearray(path.read_bytes())
    # as older packers of Windows write it: the name in GBK, and nothing that says so; 水系. is 7 bytes in UTF-8
    for sign, flag, name in ((b"PK\x03\x04", 7, 30), (b"PK\x01\x02", 9, 46)):
        at = octets.find(sign)
        while at >= 0:
            octets[at + flag] &= ~0x08
            octets[at + name : at + name + 6] = "水系甲".encode("gbk")
            at = octets.find(sign, at + 1)
    path.write_bytes(octets)
    with opened(path) as source:
        assert source.layer == "水系甲"


def test_a_member_that_is_locked_by_a_password_says_so(tmp_path: Path, parts: list[Path]) -> None:
    path = pack(tmp_path, {part.name: part for part in parts})
    octets = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = octets.find(sign)
        while at >= 0:
            octets[at + place] |= 1
            at = octets.find(sign, at + 1)
    path.write_bytes(octets)
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "password"
