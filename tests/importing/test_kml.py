"""KML and KMZ as Chinese programs write them."""

import zipfile
from pathlib import Path

import pytest

from kangbashi_gis.errors import FileEmpty, FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import WATER

RING = "<LinearRing><coordinates>109.7,39.6,0 109.8,39.6,0 109.8,39.7,0 109.7,39.6,0</coordinates></LinearRing>"
MARKS = f"""
<Folder><name>水</name>
<Placemark><name>东湖</name><ExtendedData><Data name="类型"><value>湖</value></Data></ExtendedData>
  <Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon></Placemark>
<Placemark><name>河</name><ExtendedData><SchemaData><SimpleData name="编码">W1</SimpleData></SchemaData></ExtendedData>
  <MultiGeometry><Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>
  <Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon></MultiGeometry></Placemark>
<Placemark><name>没有图形</name></Placemark>
</Folder>"""


def document(marks: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


def opened(path: Path) -> Source:
    return open_source(path, WATER, ImportOptions())


def only_table(path: Path) -> Table:
    with opened(path) as source:
        (table,) = source.batches()
    return table


@pytest.fixture
def kml(tmp_path: Path) -> Path:
    path = tmp_path / "水系.kml"
    path.write_text(document(MARKS), encoding="utf-8")
    return path


def test_chinese_names_of_data_are_kept(kml: Path) -> None:
    table = only_table(kml)
    assert table.columns["name"] == ["东湖", "河", "没有图形"]
    assert table.columns["类型"] == ["湖", None, None]
    assert table.columns["编码"] == [None, "W1", None]


def test_shapes_are_flat_and_missing_ones_are_none(kml: Path) -> None:
    shapes = only_table(kml).geometry
    assert shapes is not None
    assert [shape if shape is None else shape.geom_type for shape in shapes] == ["Polygon", "MultiPolygon", None]
    assert not shapes[0].has_z


def test_kmz_is_read_alike(kml: Path) -> None:
    path = kml.with_suffix(".kmz")
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(kml, "doc.kml")
    assert only_table(path).columns == only_table(kml).columns


def test_batches_cut_the_placemarks(kml: Path) -> None:
    with opened(kml) as source:
        assert [len(table) for table in source.batches(2)] == [2, 1]


def test_a_document_without_placemarks_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "空.kml"
    path.write_text(document(""), encoding="utf-8")
    with pytest.raises(FileEmpty):
        opened(path)


@pytest.mark.parametrize("text", [document(MARKS)[:500], "<html><body/></html>", "不是 XML"])
def test_what_is_cut_short_or_something_else_is_unreadable(tmp_path: Path, text: str) -> None:
    path = tmp_path / "坏.kml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileUnreadable):
        opened(path)


def test_entities_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 9))
    head = f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY l0 "哈哈哈哈哈哈">{levels}]>'
    bomb = f"{head}<kml><Placemark><name>&l8;</name></Placemark></kml>"
    path = tmp_path / "炸弹.kml"
    path.write_text(bomb, encoding="utf-8")
    with pytest.raises(FileUnreadable):
        opened(path)
