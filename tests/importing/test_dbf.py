"""Attribute tables are read from their bytes."""

import struct
from pathlib import Path

import pytest

from kangbashi_gis.errors import FileEmpty, FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.importing.sources.dbf import open_dbf
from kangbashi_gis.importing.writers.dbf import END_OF_FILE, head, records, slots
from kangbashi_gis.model.schema import Field, FieldType
from kangbashi_gis.model.themes import WATER, theme

FIELDS = (
    Field("name", "名称"),
    Field("built", "建成年份", FieldType.INTEGER),
    Field("area", "面积", FieldType.REAL),
    Field("day", "日期", FieldType.DATE),
)
ROWS = [["乌兰木伦河", 2006, 1234.56789012, "2016-06-08"], ["", None, -0.5, None], ["湖", -12, 1e-9, None]]


@pytest.fixture
def dbf(tmp_path: Path) -> Path:
    path = tmp_path / "水系.dbf"
    columns = [list(values) for values in zip(*ROWS, strict=True)]
    layout = slots(FIELDS, [columns], "GBK", path)
    path.write_bytes(head(layout, len(ROWS), "GBK") + records(layout, columns, "GBK", path) + END_OF_FILE)
    return path


def test_text_numbers_and_dates_are_read(dbf: Path) -> None:
    table = open_dbf(dbf).batch(0, 3)
    assert table["名称"] == ["乌兰木伦河", None, "湖"]
    assert table["建成年份"] == [2006, None, -12]
    assert table["面积"] == [1234.56789012, -0.5, 1e-9]
    assert table["日期"] == ["20160608", None, None]


def test_a_table_without_shapes_is_a_source(dbf: Path) -> None:
    with open_source(dbf, WATER, ImportOptions()) as source:
        assert [len(table) for table in source.batches(2)] == [2, 1]
        assert source.encoding == "GB18030"


def test_fields_of_the_same_name_are_told_apart(dbf: Path) -> None:
    data = bytearray(dbf.read_bytes())
    data[64:75] = data[32:43]
    dbf.write_bytes(data)
    assert open_dbf(dbf).names[:2] == ("名称", "名称_2")


def test_a_number_that_did_not_fit_its_field_is_given_as_it_stands_so_that_it_can_be_told(dbf: Path) -> None:
    dbf.write_bytes(dbf.read_bytes().replace(b"2006", b"****"))
    assert open_dbf(dbf).batch(0, 1)["建成年份"] == ["****"]


@pytest.mark.parametrize("length", [10, 31, 40, 200])
def test_a_table_that_is_cut_short_is_unreadable(dbf: Path, length: int) -> None:
    dbf.write_bytes(dbf.read_bytes()[:length])
    with pytest.raises(FileUnreadable):
        open_dbf(dbf)


def test_rows_beyond_the_count_of_the_header_are_not_lost_without_a_word(dbf: Path) -> None:
    octets = bytearray(dbf.read_bytes())
    octets[4:8] = struct.pack("<I", len(ROWS) - 1)
    dbf.write_bytes(octets)
    with pytest.raises(FileUnreadable) as refused:
        open_dbf(dbf)
    assert refused.value.values["reason"] == "more_rows"


def test_an_empty_file_is_empty(dbf: Path) -> None:
    dbf.write_bytes(b"")
    with pytest.raises(FileEmpty):
        open_dbf(dbf)


def test_widths_that_exceed_the_record_are_noticed(dbf: Path) -> None:
    data = bytearray(dbf.read_bytes())
    data[32 + 16] = 255
    dbf.write_bytes(data)
    with pytest.raises(FileUnreadable):
        open_dbf(dbf)


def test_coordinates_in_columns_place_the_rows_as_they_do_in_a_csv_file(dbf: Path) -> None:
    rows = [["康巴什1号", "396000.5", "4386000.25"], ["康巴什2号", "", ""]]
    columns = (("DZQC", 40), ("X", 12), ("Y", 12))
    width = 1 + sum(size for _, size in columns)
    first = struct.pack("<BBBBIHH20x", 3, 124, 7, 1, len(rows), 33 + 32 * len(columns), width)
    fields = b"".join(
        struct.pack("<11sc4xBB14x", name.encode(), b"C" if name == "DZQC" else b"N", size, 0) for name, size in columns
    )
    cells = b"".join(
        b" " + b"".join(cell.encode("gbk").ljust(size) for cell, (_, size) in zip(row, columns, strict=True))
        for row in rows
    )
    dbf.write_bytes(first + fields + b"\r" + cells)
    with open_source(dbf, theme("addresses"), ImportOptions(crs="EPSG:4546", encoding="GBK")) as source:
        (table,) = source.batches()
        assert source.place == ("X", "Y")
    assert list(table.columns) == ["DZQC"]
    assert table.geometry is not None
    assert [one and (one.x, one.y) for one in table.geometry] == [(396000.5, 4386000.25), None]
