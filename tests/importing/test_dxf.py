"""DXF drawings, text and binary: their shapes, words, encodings, CASS codes, layers."""

import math
import struct
from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import dxf_blocks, open_source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import PARCELS, ROADS

E, N = 384_000.0, 4_383_000.0
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())
SHARED = Path(__file__).parents[3] / "shared" / "data" / "dxf"
Tag = tuple[int, Any]


def thing(kind: str, layer: str, *tags: Tag) -> list[Tag]:
    return [(0, kind), (5, "1F"), (8, layer), *tags]


def corners(*points: tuple[float, float]) -> list[Tag]:
    return [tag for x, y in points for tag in ((10, E + x), (20, N + y))]


def polyline(layer: str, *points: tuple[float, float], closed: bool = True, more: tuple[Tag, ...] = ()) -> list[Tag]:
    return thing("LWPOLYLINE", layer, (90, len(points)), (70, int(closed)), *corners(*points), *more)


LINE_TYPE = "道路中心虚线线型"
SQUARE = ((0, 0), (100, 0), (100, 50), (0, 50))
PARCEL = polyline(
    "JZD", *SQUARE, more=((1001, "SOUTH"), (1000, "300000"), (1000, "150603001002"), (1000, "康巴什区人民政府"))
)
ROAD = thing(
    "LINE", "DLSS", (62, 3), (6, LINE_TYPE), *corners((0, 0)), (30, 0.0), (11, E + 30), (21, N + 40), (31, 0.0)
)
NAME = thing("TEXT", "ZJ", *corners((5, 5)), (30, 0.0), (40, 2.5), (50, 30.0), (1, "鄂尔多斯大街与康巴什路交叉口%%d"))


def drawing(*things: list[Tag], version: str = "AC1015", page: str = "ANSI_936", units: int = 6) -> list[Tag]:
    header = [(9, "$ACADVER"), (1, version), (9, "$DWGCODEPAGE"), (3, page), (9, "$INSUNITS"), (70, units)]
    layer = [(0, "LAYER"), (2, "JZD"), (70, 0), (62, 1)]
    return [
        (0, "SECTION"), (2, "HEADER"), *header, (0, "ENDSEC"), (0, "SECTION"), (2, "TABLES"), *layer, (0, "ENDSEC"),
        (0, "SECTION"), (2, "BLOCKS"), *thing("POINT", "不读", *corners((0, 0))), (0, "ENDSEC"),
        (0, "SECTION"), (2, "ENTITIES"), *[tag for one in things for tag in one], (0, "ENDSEC"), (0, "EOF"),
    ]  # fmt: skip


def as_text(tags: list[Tag], encoding: str) -> bytes:
    lines = [f"{code:>3}\r\n{value}\r\n" for code, value in tags]
    return "".join(lines).encode(encoding)


def as_binary(tags: list[Tag], encoding: str) -> bytes:
    octets = b"AutoCAD Binary DXF\r\n\x1a\x00"
    for code, value in tags:
        octets += struct.pack("<h", code)
        if code < 10 or code >= 1000:
            octets += str(value).encode(encoding) + b"\0"
        elif code < 60 or 210 <= code < 240:
            octets += struct.pack("<d", value)
        else:
            octets += struct.pack("<i" if 90 <= code < 100 else "<h", value)
    return octets


def write(tmp_path: Path, tags: list[Tag], encoding: str = "gbk", binary: bool = False) -> Path:
    path = tmp_path / "宗地图.dxf"
    path.write_bytes((as_binary if binary else as_text)(tags, encoding))
    return path


def opened(path: Path, layer: str | None = None, theme: Theme = ANY, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(layer=layer, **options))


def only(source: Source) -> Table:
    with source:
        (table,) = source.batches()
    return table


def shapes_of(tmp_path: Path, kind: str, *things: list[Tag]) -> list[Any]:
    return list(only(opened(write(tmp_path, drawing(*things)), kind)).geometry)  # type: ignore[arg-type]


@pytest.mark.parametrize("binary", [False, True])
def test_a_parcel_of_cass_comes_with_its_code_layer_and_colour(tmp_path: Path, binary: bool) -> None:
    source = opened(write(tmp_path, drawing(PARCEL, ROAD, NAME), binary=binary), theme=PARCELS)
    table = only(source)
    assert {name: values[0] for name, values in table.columns.items()} == {
        "图层": "JZD", "实体": "LWPOLYLINE", "颜色": 1, "线型": None, "标高": 0.0, "CASS编码": "300000", "句柄": "1F",
        "SOUTH_2": "150603001002", "SOUTH_3": "康巴什区人民政府",
    }  # fmt: skip
    assert table.geometry[0].equals(shapely.box(E, N, E + 100, N + 50))  # type: ignore[index]
    assert (source.crs, source.encoding, source.layer, source.count) == (None, "GB18030", "面", 1)


def test_lines_have_their_own_colour_and_line_type(tmp_path: Path) -> None:
    table = only(opened(write(tmp_path, drawing(ROAD, NAME)), theme=ROADS))
    assert (table.columns["颜色"], table.columns["线型"]) == ([3], [LINE_TYPE])
    assert table.geometry[0].length == 50.0  # type: ignore[index]


@pytest.mark.parametrize(
    ("version", "page", "encoding", "found"),
    [
        ("AC1009", "ANSI_936", "gbk", "GB18030"),
        ("AC1015", "ANSI_936", "gbk", "GB18030"),
        ("AC1015", "ANSI_1252", "gbk", "GB18030"),
        ("AC1018", "ANSI_936", "utf-8", "UTF-8"),
        ("AC1021", "ANSI_936", "utf-8", "UTF-8"),
        ("AC1032", "ANSI_1252", "utf-8", "UTF-8"),
        ("AC1021", "ANSI_936", "gbk", "GB18030"),
    ],
)
def test_the_bytes_tell_the_encoding_whatever_version_and_code_page_say(
    tmp_path: Path, version: str, page: str, encoding: str, found: str
) -> None:
    source = opened(write(tmp_path, drawing(NAME, version=version, page=page), encoding))
    assert source.encoding == found
    assert only(source).columns["文字"] == ["鄂尔多斯大街与康巴什路交叉口°"]


def test_escaped_characters_are_read(tmp_path: Path) -> None:
    words = r"\U+5EB7\U+5DF4\M+5CAB2\M+5A3AC"
    table = only(opened(write(tmp_path, drawing(thing("TEXT", "ZJ", *corners((0, 0)), (1, words))))))
    assert table.columns["文字"] == ["康巴什，"]


def test_a_paragraph_comes_without_its_looks(tmp_path: Path) -> None:
    words = thing(
        "MTEXT", "ZJ", *corners((0, 0)), (3, r"{\fSimSun|b0|i0;鄂尔多斯市康巴什"), (1, r"区}\P\H2.5x;\S1/2; \{甲\}")
    )
    assert only(opened(write(tmp_path, drawing(words)))).columns["文字"] == ["鄂尔多斯市康巴什区 1/2 {甲}"]


def test_an_aligned_text_stands_at_its_second_point(tmp_path: Path) -> None:
    words = thing("TEXT", "ZJ", *corners((0, 0)), (1, "a"), (72, 1), (11, E + 9), (21, N + 8))
    assert shapes_of(tmp_path, "注记", words) == [shapely.Point(E + 9, N + 8)]


def test_blocks_are_points_with_their_name_turn_and_attributes(tmp_path: Path) -> None:
    block = thing("INSERT", "GXYZ", (66, 1), (2, "GC113"), *corners((1, 2)), (30, 7.5), (50, 90.0))
    part = thing("ATTRIB", "GXYZ", *corners((1, 2)), (1, "雨水井"), (2, "管点类型"))
    table = only(opened(write(tmp_path, drawing([*block, *part, *thing("SEQEND", "0")]), "utf-8")))
    assert {name: table.columns[name] for name in ("图块", "旋转角", "管点类型", "标高")} == {
        "图块": ["GC113"], "旋转角": [90.0], "管点类型": ["雨水井"], "标高": [7.5],
    }  # fmt: skip


def test_bulges_are_arcs(tmp_path: Path) -> None:
    # against the clock, a positive bulge of the last side swells outwards; a whole circle is two half ones
    swollen = polyline("0", (0, 0), (20, 0), (20, 20), more=((42, 1.0),))
    (shape,) = shapes_of(tmp_path, "面", swollen)
    assert shape.area == pytest.approx(200 + math.pi * 200 / 2, rel=1e-3)
    half, other = corners((0, 0)), corners((20, 0))
    whole = thing("LWPOLYLINE", "0", (90, 2), (70, 1), *half, (42, 1.0), *other, (42, 1.0))
    (line,) = shapes_of(tmp_path, "线", whole)
    assert line.length == pytest.approx(math.tau * 10, rel=1e-3)
    assert shapes_of(tmp_path, "面", whole)[0].area == pytest.approx(math.pi * 100, rel=2e-3)
    assert line.bounds == pytest.approx((E, N - 10, E + 20, N + 10), abs=0.05)


def test_circles_arcs_ellipses_and_splines_are_close_to_the_truth(tmp_path: Path) -> None:
    circle = thing("CIRCLE", "0", *corners((0, 0)), (40, 10.0))
    assert shapes_of(tmp_path, "面", circle)[0].area == pytest.approx(math.pi * 100, rel=2e-3)
    arc = thing("ARC", "0", *corners((0, 0)), (40, 10.0), (50, 350.0), (51, 80.0))
    assert shapes_of(tmp_path, "线", arc)[0].length == pytest.approx(math.tau * 10 / 4, rel=1e-3)
    ellipse = thing("ELLIPSE", "0", *corners((0, 0)), (11, 20.0), (21, 0.0), (40, 0.5), (41, 0.0), (42, math.tau))
    assert shapes_of(tmp_path, "面", ellipse)[0].area == pytest.approx(math.pi * 20 * 10, rel=2e-3)
    # a quarter of a circle as a rational spline of the second degree
    knots = [(40, value) for value in (0.0, 0.0, 0.0, 1.0, 1.0, 1.0)]
    weights = [(41, value) for value in (1.0, math.sqrt(0.5), 1.0)]
    spline = thing("SPLINE", "0", (70, 4), (71, 2), *knots, *weights, *corners((10, 0), (10, 10), (0, 10)))
    (quarter,) = shapes_of(tmp_path, "线", spline)
    assert quarter.length == pytest.approx(math.tau * 10 / 4, rel=2e-3)
    assert shapely.distance(quarter, shapely.Point(E + 10 * math.sqrt(0.5), N + 10 * math.sqrt(0.5))) < 0.1


def test_a_hatch_with_an_inner_path_has_a_hole(tmp_path: Path) -> None:
    outer = [(92, 3), (72, 0), (73, 1), (93, 4), *corners(*SQUARE)]
    inner = [(92, 16), (93, 1), (72, 2), *corners((50, 25)), (40, 10.0), (50, 0.0), (51, 360.0), (73, 1)]
    hatch = thing("HATCH", "ZBTZ", (10, 0.0), (20, 0.0), (30, 0.0), (2, "SOLID"), (91, 2), *outer, *inner, (75, 0))
    (shape,) = shapes_of(tmp_path, "面", hatch)
    assert shape.area == pytest.approx(5000 - math.pi * 100, rel=1e-3)


def test_a_mirrored_thing_lies_where_it_is_seen(tmp_path: Path) -> None:
    tags = [(code, -value if code == 10 else value) for code, value in polyline("0", *SQUARE)]
    (shape,) = shapes_of(tmp_path, "面", [*tags, (210, 0.0), (220, 0.0), (230, -1.0)])
    assert shape.equals(shapely.box(E, N, E + 100, N + 50))


@pytest.mark.parametrize(("flag", "heights"), [(8, True), (0, False)])
def test_old_polylines_are_put_together_from_their_corners(tmp_path: Path, flag: int, heights: bool) -> None:
    parts = [thing("VERTEX", "0", *corners(one), (30, float(place))) for place, one in enumerate(SQUARE[:3])]
    whole = [*thing("POLYLINE", "SXSS", (66, 1), (70, flag)), *(tag for one in parts for tag in one), (0, "SEQEND")]
    (shape,) = shapes_of(tmp_path, "线", whole)
    assert (shape.has_z, shape.length) == (heights, 150.0)


def test_a_closed_line_is_among_the_lines_and_the_areas(tmp_path: Path) -> None:
    by_flag, by_corner = polyline("DGX", *SQUARE), polyline("DGX", *SQUARE, SQUARE[0], closed=False)
    path = write(tmp_path, drawing(by_flag, by_corner))
    assert [one.length for one in only(opened(path, "线")).geometry] == [300.0, 300.0]  # type: ignore[union-attr]
    assert [one.area for one in only(opened(path, "面", encoding="GBK")).geometry] == [5000.0, 5000.0]  # type: ignore[union-attr]


def test_of_several_drawing_layers_one_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, drawing(PARCEL, polyline("JMD", *SQUARE), ROAD, NAME))
    with pytest.raises(LayerUnclear) as caught:
        opened(path, theme=PARCELS)
    assert caught.value.values["known"] == ("面", "JZD/面", "JMD/面")
    with pytest.raises(LayerUnclear) as caught:
        opened(path)
    assert caught.value.values["known"] == ("面", "线", "注记")
    assert opened(path, "JZD", PARCELS).count == 1
    assert opened(path, "JZD/线", PARCELS).count == 1
    assert opened(path, "面", PARCELS).count == 2
    with pytest.raises(LayerUnknown):
        opened(path, "GXYZ", PARCELS)


def test_paper_space_blocks_and_dimensions_are_left_out_and_told(tmp_path: Path) -> None:
    frame = polyline("TK", *SQUARE, more=((67, 1),))
    source = opened(write(tmp_path, drawing(ROAD, frame, thing("DIMENSION", "0"), units=4)))
    assert (source.count, source.notes) == (1, ("things_left_out", "drawing_unit_millimetre"))


def with_block(block: list[Tag], *things: list[Tag]) -> list[Tag]:
    tags = drawing(*things)
    start = tags.index((2, "BLOCKS")) + 1
    return [
        *tags[:start],
        (0, "BLOCK"),
        (8, "0"),
        (2, "房屋块"),
        *corners((100, 200)),
        *block,
        (0, "ENDBLK"),
        *tags[start:],
    ]


INSERT = thing(
    "INSERT", "FW", (2, "房屋块"), *corners((1000, 2000)), (41, 2.0), (42, 2.0), (50, 90.0), (66, 1)
) + thing("ATTRIB", "FW", *corners((0, 0)), (1, "砖3"), (2, "结构"))


def test_what_stands_in_a_block_larger_than_a_symbol_is_read_where_the_insert_shows_it(tmp_path: Path) -> None:
    house = polyline("0", (100, 200), (110, 200), (110, 220), (100, 220))
    path = write(tmp_path, with_block(house, INSERT))
    table = only(opened(path, "面", encoding="GBK"))
    assert table.geometry is not None
    # the base point comes to the insert, twice as large, turned to the left
    assert shapely.equals(table.geometry[0].normalize(), shapely.box(E + 960, N + 2000, E + 1000, N + 2020).normalize())
    assert {name: table.columns[name] for name in ("图层", "所在图块", "结构")} == {
        "图层": ["FW"], "所在图块": ["房屋块"], "结构": ["砖3"],
    }  # fmt: skip
    assert "blocks_opened" in opened(path, "面", encoding="GBK").notes
    assert only(opened(path, "点", encoding="GBK")).columns["结构"] == ["砖3"]


def test_a_symbol_stays_a_point(tmp_path: Path) -> None:
    tree = polyline("0", (100, 200), (102, 200), (102, 203))
    source = opened(write(tmp_path, with_block(tree, INSERT)), encoding="GBK")
    assert (source.layer, source.count, source.notes) == ("点", 1, ())


def test_a_block_in_a_block_and_one_that_contains_itself_come_to_an_end(tmp_path: Path) -> None:
    house = polyline("0", (100, 200), (110, 200), (110, 220), (100, 220))
    itself = thing("INSERT", "0", (2, "房屋块"), *corners((100, 200)))
    source = opened(write(tmp_path, with_block([*house, *itself], INSERT)), "面", encoding="GBK")
    assert 1 < source.count < 20
    assert len(only(source)) == source.count


def test_blocks_in_blocks_that_grow_beyond_measure_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dxf_blocks, "MOST_PLACED", 1000)
    house = polyline("0", (100, 200), (110, 200), (110, 220), (100, 220))
    many = thing("INSERT", "0", (2, "房屋块"), *corners((100, 200)), (70, 200), (71, 50), (44, 1.0), (45, 1.0))
    with pytest.raises(FileUnreadable) as caught:
        opened(write(tmp_path, with_block([*house, *many], INSERT)), "面", encoding="GBK")
    assert caught.value.values["reason"] == "too_large"


def test_what_ends_before_its_end_is_told_and_what_is_none_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, drawing(PARCEL, ROAD))
    octets = path.read_bytes()
    for cut in (octets[:-12], octets[: len(octets) // 2]):
        path.write_bytes(cut)
        with pytest.raises(FileUnreadable) as caught:
            opened(path)
        assert caught.value.values["reason"] == "truncated"
    path.write_bytes("名称,编号\n甲,1\n".encode() * 9)
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "foreign"
    with pytest.raises(FileEmpty):
        opened(write(tmp_path, drawing()))


def test_a_stated_encoding_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path, drawing(thing("TEXT", "ZJ", *corners((0, 0)), (1, "鄂"))), "gbk")
    assert only(opened(path, encoding="GBK")).columns["文字"] == ["鄂"]


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the drawings of others are not at {SHARED}")
def test_drawings_of_others_are_read_whole() -> None:
    found = {}
    for name in ("4_world.dxf", "POLI-ALL210_12.DXF", "text.dxf", "uncommon.dxf"):
        for kind in ("面", "线", "点", "注记"):
            try:
                with opened(SHARED / name, kind) as source:
                    tables = list(source.batches())
            except LayerUnknown:
                continue
            placed = sum(int((~shapely.is_missing(one.geometry)).sum()) for one in tables)
            assert source.count == sum(map(len, tables))
            found[name, kind] = placed
    assert found["4_world.dxf", "线"] == 2873
    assert found["POLI-ALL210_12.DXF", "线"] == 30
    assert found["text.dxf", "注记"] == 92
    assert found["uncommon.dxf", "面"] == 5
