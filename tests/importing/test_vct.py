"""VCT files: direct and indirect shapes, attributes, the reference of the head, GBK."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileUnreadable, LayerUnclear, LayerUnknown, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source, vct_shapes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import LANDUSE, ROADS

E, N = 37_384_000.0, 4_383_000.0
HEAD = """HeadBegin
DataMark:CNSDTF-VCT
Version:3.0
CoordinateSystemType:P
Dim:2
XAxisDirection:{axis}
YAxisDirection:N
XYUnit:{unit}
Spheroid:{spheroid}
PrimeMeridian:Greenwich
Projection:高斯-克吕格投影
Parameters:111
Offset:{offset}
ExtentMin:37384000,4383000
ScaleM:5000
Date:20250630
Separator:,
HeadEnd

FeatureCodeBegin
2001010100,地类图斑,Polygon,DLTB
2001010200,地类图斑岛,Polygon,DLTB
1000600100,行政区,Polygon,XZQ
1000110400,控制点,Point,KZD
1000600200,行政区界线,Line,XZQJX
1000119000,注记,Annotation,ZJ
FeatureCodeEnd

TableStructureBegin
DLTB,3,Polygon
BSM,Int,10
DLMC,Char,60
TBMJ,Float,15,2
0
XZQ,2
XZQDM,Char,12
XZQMC,Char,100
0
KZD,1
KZDMC,Char,20
0
XZQJX,1
JXLX,Char,6
0
TableStructureEnd
"""
POINTS = """PointBegin
1
1000110400
Unknown
1
{e10},{n10}
0
PointEnd
"""
# two squares that share a side (line 12), the right one with a hole (line 14)
LINES = """LineBegin
11
1000600200
Unknown
1
1
11
4
{e100},{n0}
{e0},{n0}
{e0},{n100}
{e100},{n100}
0
12
1000600200
Unknown
1
1
11
2
{e100},{n100}
{e100},{n0}
0
13
1000600200
Unknown
1
1
11
4
{e100},{n100}
{e200},{n100}
{e200},{n0}
{e100},{n0}
0
14
1000600200
Unknown
1
1
11
5
{e120},{n20}
{e140},{n20}
{e140},{n40}
{e120},{n40}
{e120},{n20}
0
LineEnd
"""
POLYGONS = """PolygonBegin
21
2001010100
Unknown
100
{e50},{n50}
21
2
11,12
0
22
2001010200
Unknown
100
{e150},{n50}
21
4
-12,13,0,14
0
31
1000600100
Unknown
1
{e50},{n50}
1
11
4
{e0},{n0}
{e200},{n0}
{e200},{n100}
{e0},{n100}
0
PolygonEnd
"""
TEXTS = """AnnotationBegin
41
1000119000
Unknown
1
乌兰木伦湖
{e50},{n50},0
0
AnnotationEnd
"""
ROWS = """AttributeBegin
DLTB
21,21,旱地,10000.00
22,22,乔木林地,9600.00
TableEnd
XZQ
31,150603,康巴什区
TableEnd
KZD
1,控制点一
TableEnd
XZQJX
11,250200
12,250200
TableEnd
AttributeEnd
"""


def write(tmp_path: Path, *, encoding: str = "gbk", swapped: bool = False, less: float = 0.0, **head: str) -> Path:
    """Write the file; swapped: north before east; less: what every coordinate is smaller by."""
    said = {"axis": "E", "unit": "M", "spheroid": "CGCS2000,6378137,298.257222101", "offset": "0,0", **head}
    scale = 1000.0 if said["unit"] == "K" else 1.0
    numbers = {f"e{more}": (E + more - less) / scale for more in (0, 10, 50, 100, 120, 140, 150, 200)}
    numbers |= {f"n{more}": (N + more - less) / scale for more in (0, 10, 20, 40, 50, 100)}
    body = POINTS + LINES + POLYGONS + TEXTS
    if swapped:
        lines = [line.split(",") for line in body.splitlines()]
        body = (
            "\n".join(",".join([line[1], line[0], *line[2:]] if line[0][:2] == "{e" else line) for line in lines) + "\n"
        )
    path = tmp_path / "三调成果.vct"
    text = HEAD.format(**said) + "\n" + body.format(**numbers) + ROWS
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def opened(path: Path, theme: Theme = LANDUSE, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(**options))


def only(source: Source) -> Table:
    with source:
        (table,) = source.batches()
    return table


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("layer", ["DLTB", "地类图斑", "2001010100"])
def test_areas_are_joined_from_their_lines_with_holes(tmp_path: Path, encoding: str, layer: str) -> None:
    source = opened(write(tmp_path, encoding=encoding), layer=layer)
    table = only(source)
    assert source.columns == ("BSM", "DLMC", "TBMJ")
    assert table.columns["DLMC"] == ["旱地", "乔木林地"]
    left, right = table.geometry  # type: ignore[misc]
    assert left.equals(shapely.box(E, N, E + 100, N + 100))
    assert right.equals(
        shapely.box(E + 100, N, E + 200, N + 100).difference(shapely.box(E + 120, N + 20, E + 140, N + 40))
    )
    assert (source.crs, source.notes, source.count) == ("EPSG:4525", (), 2)


def test_direct_areas_points_and_lines_have_their_rows(tmp_path: Path) -> None:
    path = write(tmp_path)
    (area,) = only(opened(path, layer="XZQ")).geometry  # type: ignore[misc]
    assert area.equals(shapely.box(E, N, E + 200, N + 100))
    point = only(opened(path, layer="KZD"))
    assert (point.columns, point.geometry[0]) == ({"KZDMC": ["控制点一"]}, shapely.Point(E + 10, N + 10))  # type: ignore[index]
    lines = only(opened(path, layer="XZQJX"))
    # the last two have no row in the table and still come
    assert lines.columns == {"JXLX": ["250200", "250200", None, None]}
    assert [one.geom_type for one in lines.geometry] == ["LineString"] * 4  # type: ignore[union-attr]


def test_texts_are_points_with_words(tmp_path: Path) -> None:
    table = only(opened(write(tmp_path), layer="ZJ"))
    assert (table.columns, table.geometry[0]) == ({"注记内容": ["乌兰木伦湖"]}, shapely.Point(E + 50, N + 50))  # type: ignore[index]


def test_layers_are_told_where_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayerUnclear) as caught:
        opened(write(tmp_path), ROADS)
    assert caught.value.values["known"] == ("DLTB", "XZQ", "KZD", "XZQJX", "ZJ")
    with pytest.raises(LayerUnknown):
        opened(write(tmp_path), layer="CZCDYD")


@pytest.mark.parametrize("axis", ["N", "E"])
def test_north_before_east_is_honoured_and_the_size_of_numbers_outweighs_the_head(tmp_path: Path, axis: str) -> None:
    source = opened(write(tmp_path, swapped=True, axis=axis), layer="XZQ")
    assert source.notes == (() if axis == "N" else ("axes_other_than_stated",))
    assert only(source).geometry[0].bounds == (E, N, E + 200, N + 100)  # type: ignore[index]


def test_offset_and_unit_of_the_head_are_applied(tmp_path: Path) -> None:
    shifted = opened(write(tmp_path, less=1000.0, offset="1000,1000"), layer="XZQ")
    assert (shifted.notes, shifted.crs) == (("offset_added",), "EPSG:4525")
    assert only(shifted).geometry[0].bounds == (E, N, E + 200, N + 100)  # type: ignore[index]
    scaled = opened(write(tmp_path, unit="K"), layer="XZQ")
    assert only(scaled).geometry[0].bounds == pytest.approx((E, N, E + 200, N + 100))  # type: ignore[index]


@pytest.mark.parametrize(
    ("spheroid", "crs"),
    [
        ("西安80,6378140,298.257", "EPSG:2361"),
        ("Krassovsky,6378245,298.3", "EPSG:2413"),
        ("WGS84,6378137,298.257223563", None),
        ("", None),
    ],
)
def test_the_reference_is_taken_only_where_the_ellipsoid_leaves_no_doubt(
    tmp_path: Path, spheroid: str, crs: str | None
) -> None:
    with opened(write(tmp_path, spheroid=spheroid), layer="XZQ") as source:
        assert source.crs == crs


def test_a_file_that_is_cut_short_says_so(tmp_path: Path) -> None:
    path = write(tmp_path)
    octets = path.read_bytes()
    path.write_bytes(octets[: octets.index(b"PolygonEnd")])
    with pytest.raises(FileUnreadable) as caught:
        opened(path, layer="DLTB")
    assert caught.value.values["reason"] == "truncated"


def test_attributes_that_are_cut_short_are_not_taken_for_all(tmp_path: Path) -> None:
    path = write(tmp_path)
    octets = path.read_bytes()
    path.write_bytes(octets[: octets.index(b"22,22,")])
    with pytest.raises(FileUnreadable), opened(path, layer="DLTB") as source:
        list(source.batches())


def test_a_row_with_too_many_cells_is_told_by_its_line(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"9600.00", b"9600.00,1,2"))
    with pytest.raises(RowsInvalid), opened(path, layer="DLTB") as source:
        list(source.batches())


def test_a_line_that_is_named_over_and_over_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\r\n2\r\n11,12\r\n", b"\r\n900\r\n" + b"11,12\r\n" * 450))
    monkeypatch.setattr(vct_shapes, "MOST_PIECES", 1_000)
    with pytest.raises(FileUnreadable), opened(path, layer="DLTB") as source:
        list(source.batches())


def test_a_line_that_is_missing_is_damage(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\r\n11,12\r\n", b"\r\n11,99\r\n"))
    with pytest.raises(FileUnreadable), opened(path, layer="DLTB") as source:
        list(source.batches())


OLD = """HeadBegin
Datamark:LANDUSE.VCT
Version:2.0
Unit:M
Topo:1
Coordinate:M
Spheroid:IAG-75,6378140,298.257
Meridinan:111
Separator:,
HeadEnd
FeatureCodeBegin
2001,线,Line,0,0,0,XT
3001,地类图斑,Polygon,0,0,0,TB
FeatureCodeEnd
TableStructureBegin
TB,2
BSM,Integer,10
DLMC,Char,20
TableStructureEnd
LineBegin
1
2001
线
1
5
384000,4383000
384100,4383000
384100,4383100
384000,4383100
384000,4383000
LineEnd
PolygonBegin
7
3001
地类图斑
384050,4383050
1
1
PolygonEnd
AttributeBegin
TB
7,7,旱地
TableEnd
AttributeEnd
"""


def test_the_older_layout_without_ends_of_objects_is_read(tmp_path: Path) -> None:
    path = tmp_path / "二调.vct"
    path.write_text(OLD, encoding="gbk")
    source = opened(path, layer="TB")
    table = only(source)
    assert (source.crs, table.columns["DLMC"]) == ("EPSG:2382", ["旱地"])
    assert table.geometry[0].equals(shapely.box(384_000, N, 384_100, N + 100))  # type: ignore[index]
