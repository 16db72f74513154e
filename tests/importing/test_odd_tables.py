"""Tables and documents as odd programs write them: merged cells, two rows of headings, tracks, KML in GBK."""

from pathlib import Path

import numpy as np
import openpyxl
import pytest
import shapely

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing.coordinates import meaning
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, ROADS

KML = '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>{}</Document></kml>'
POINT = "<Placemark><name>青春山</name><Point><coordinates>109.78,39.6</coordinates></Point></Placemark>"


def read(path: Path, theme: Theme = ADDRESSES) -> Table:
    with open_source(path, theme, ImportOptions(crs="EPSG:4546")) as source:
        (table,) = source.batches()
    return table


def workbook(path: Path, rows: list[list[object]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for one in merged:
        book.active.merge_cells(one)
    book.save(path)
    return path


def test_cells_merged_down_a_column_all_have_its_value(tmp_path: Path) -> None:
    rows = [["标准地址全称", "社区", "X", "Y"], *([f"天骄路{at}号", "康新", 395000 + at, 4385000] for at in range(4))]
    table = read(workbook(tmp_path / "地址.xlsx", rows, "B2:B3", "B4:B5"))
    assert list(table.columns["社区"]) == ["康新"] * 4


def test_a_title_merged_over_the_heading_is_no_column(tmp_path: Path) -> None:
    rows = [["地址一览表", None, None], ["标准地址全称", "X", "Y"], ["天骄路1号", 395000, 4385000]]
    assert list(read(workbook(tmp_path / "地址.xlsx", rows, "A1:C1")).columns) == ["标准地址全称"]


def test_of_two_rows_of_headings_the_one_that_names_more_is_taken(tmp_path: Path) -> None:
    rows = [["标准地址全称", "坐标", None], [None, "X", "Y"], ["天骄路1号", 395000, 4385000]]
    table = read(workbook(tmp_path / "地址.xlsx", rows, "A1:A2", "B1:C1"))
    assert list(table.columns["标准地址全称"]) == ["天骄路1号"]
    assert table.geometry is not None
    assert shapely.get_x(table.geometry).tolist() == [395000]


@pytest.mark.parametrize(
    ("heading", "what"),
    [("X（北）", "north"), ("Y(东)", "east"), ("北X", "north"), ("东Y", "east"), ("X(m)", "east"), ("Y（米）", "north"),
     ("纵向X", "north"), ("横(Y)", "east"), ("X", "east")],
)  # fmt: skip
def test_a_direction_beside_a_letter_counts_more_than_the_letter(heading: str, what: str) -> None:
    assert meaning(heading) == what


def test_a_track_is_a_line(tmp_path: Path) -> None:
    coords = "".join(f"<when>2024-01-01T00:00:0{at}Z</when><gx:coord>109.7{at} 39.6 0</gx:coord>" for at in range(3))
    path = tmp_path / "巡线.kml"
    path.write_text(KML.format(f"<Placemark><gx:Track>{coords}<gx:coord/></gx:Track></Placemark>"), encoding="utf-8")
    (line,) = read(path, ROADS).geometry  # type: ignore[misc]
    assert line.geom_type == "LineString"
    assert np.allclose(shapely.get_coordinates(line)[:, 0], [109.70, 109.71, 109.72])


@pytest.mark.parametrize("said", ["GBK", "gb2312", "GB18030"])
def test_a_document_in_an_encoding_of_china_is_read(tmp_path: Path, said: str) -> None:
    path = tmp_path / "点.kml"
    path.write_bytes(f'<?xml version="1.0" encoding="{said}"?>{KML.format(POINT)}'.encode("gbk"))
    assert list(read(path).columns["name"]) == ["青春山"]


def test_a_document_that_says_gbk_and_is_utf8_is_read_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "点.kml"
    path.write_bytes(f'<?xml version="1.0" encoding="GBK"?>{KML.format(POINT)}'.encode())
    assert list(read(path).columns["name"]) == ["青春山"]


def test_a_document_that_is_not_what_it_says_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "点.kml"
    path.write_bytes(
        b'<?xml version="1.0" encoding="GBK"?>' + KML.format(POINT).encode("gbk").replace(b"</name>", b"\xff </name>")
    )
    with pytest.raises(EncodingUnclear):
        read(path)
