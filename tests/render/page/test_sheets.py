"""Sheets as files: lengths are right, text is text, what is drawn is what the screen draws."""

import re
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kangbashi_gis.errors import PageInvalid, PageLetters
from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.page import Box, Frame, Grid, MapFrame, Page, ScaleBar, Text
from kangbashi_gis.model.symbol import Fill, Hatch, Line, Marker
from kangbashi_gis.model.table import Table
from kangbashi_gis.progress import silent
from kangbashi_gis.render.labels import Texts
from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.render.page import bands, pdf, svg
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.compose import begun, composed
from kangbashi_gis.render.page.fonts import typeface
from kangbashi_gis.render.page.ink import Area, Sheet, Stamps, Stroke, Writing, every
from kangbashi_gis.render.page.tables import around
from kangbashi_gis.render.page.texts import wrapped
from tests.render.conftest import Make
from tests.render.memory_store import MemoryStore

X, Y = 396_000.0, 4_386_000.0
MAP = MapFrame("主图", Box(20.0, 30.0, 100.0, 80.0), 1000.0, (X, Y, X + 100, Y + 80), labels=False)


@pytest.fixture()
def sheet(make: Make, qapp: QApplication):
    """Give a function that draws shapes of a theme on a page of one map."""

    def drawn(
        kind: str, symbol, *shapes: shapely.Geometry, frame: MapFrame = MAP, items: tuple = (), **columns
    ) -> Sheet:
        layer = make(kind, shapes, symbol, **columns)
        store = MemoryStore(**{kind: Table(columns, np.array(shapes, object))})
        read = Texts(lambda theme, fids: [str(columns[theme.label.field][fid - 1]) for fid in fids.tolist()])
        atlas = Atlas(store, (layer,), Backdrop(), read, typeface())
        return composed(begun(Page("图", 140.0, 140.0, (frame, *items)), atlas, {"title": "康巴什区 地图"}, {}))

    return drawn


def strokes(made: Sheet, color: str) -> list[Stroke]:
    return [one for one in every(made.inks) if isinstance(one, Stroke) and one.color == color]


def contents(file: Path) -> str:
    """Give the content streams of a PDF that say what is drawn."""
    found = re.findall(rb"stream\n(.*?)\nendstream", file.read_bytes(), re.DOTALL)
    texts = []
    for one in found:
        try:
            texts.append(zlib.decompress(one).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(texts)


def test_lengths_on_paper_are_right_to_a_tenth_of_a_millimetre_in_the_pdf(sheet, tmp_path: Path):
    made = sheet("roads", Line("#123456", 0.5), shapely.LineString([(X + 10, Y + 20), (X + 73.4, Y + 20)]))
    file = tmp_path / "量 一量.pdf"
    pdf.write([made], file, typeface(), silent)
    color = " ".join(f"{part / 255:.3g}" for part in (0x12, 0x34, 0x56)) + " RG"
    line = re.search(re.escape(color) + r"\n.*?(\d+) (\d+) m\n(\d+) (\d+) l\n", contents(file), re.DOTALL)
    assert line
    x0, y0, x1, y1 = (int(part) / 100 for part in line.groups())
    assert (x0, y0) == pytest.approx((20 + 10, 30 + 60), abs=0.02)
    assert x1 - x0 == pytest.approx(63.4, abs=0.02) and y1 == y0
    scale = re.search(r"^([\d.]+) 0 0 -([\d.]+) 0", contents(file), re.MULTILINE)
    assert scale and float(scale[1]) * 100 == pytest.approx(72 / 25.4, rel=1e-6)


def test_a_turned_map_keeps_its_lengths_and_its_middle(sheet):
    turned = MapFrame("主图", MAP.box, 1000.0, MAP.area, angle=30.0, labels=False)
    line = shapely.LineString([(X + 40, Y + 40), (X + 60, Y + 40)])
    (drawn,) = strokes(sheet("roads", Line("#123456", 0.5), line, frame=turned), "#123456")
    assert np.hypot(*(drawn.xy[1] - drawn.xy[0])) == pytest.approx(20.0, abs=0.01)
    assert drawn.xy.mean(axis=0) == pytest.approx((70, 70), abs=0.06)
    assert np.degrees(np.arctan2(*(drawn.xy[1] - drawn.xy[0])[::-1])) == pytest.approx(30.0, abs=0.01)


def test_a_parcel_of_one_class_with_a_hole_is_one_area_with_its_hole(sheet):
    shape = shapely.box(X + 10, Y + 10, X + 50, Y + 50).difference(shapely.box(X + 20, Y + 20, X + 30, Y + 30))
    made = sheet("buildings", Fill("#aabbcc", "#000001", 0.2), shape)
    (area,) = [one for one in every(made.inks) if isinstance(one, Area) and one.color == "#aabbcc"]
    picture = to_array(bands.image(made, 254.0, typeface()))
    assert len(area.starts) == 3
    assert picture[(30 + 80 - 25) * 10, (20 + 25) * 10, :3].tolist() == [255, 255, 255]
    assert picture[(30 + 80 - 15) * 10, (20 + 15) * 10, 2::-1].tolist() == [0xAA, 0xBB, 0xCC]


def test_what_lies_outside_of_the_map_is_cut_off(sheet):
    made = sheet("buildings", Fill("#aabbcc", "", 0.0), shapely.box(X - 5000, Y - 5000, X + 5000, Y + 5000))
    picture = to_array(bands.image(made, 50.8, typeface()))
    assert (picture[:58, :, 0] == 255).all()
    assert picture[100, 100, 2::-1].tolist() == [0xAA, 0xBB, 0xCC]
    corners = next(one for one in every(made.inks) if isinstance(one, Area) and one.color == "#aabbcc").xy
    assert corners.min() > 0 and corners.max() < 140


def test_a_hatch_ends_where_the_area_ends(sheet):
    hatch = Fill("", "", 0.0, hatch=Hatch("lines", "#ff0000", 45.0, 2.0, 0.2))
    made = sheet("buildings", hatch, shapely.box(X + 10, Y + 10, X + 30, Y + 30))
    (drawn,) = strokes(made, "#ff0000")
    assert drawn.xy.min(axis=0) == pytest.approx((30, 80), abs=0.01)
    assert drawn.xy.max(axis=0) == pytest.approx((50, 100), abs=0.01)


def test_markers_are_one_drawing_at_many_places(sheet, tmp_path: Path):
    spots = [shapely.Point(X + 3 * n, Y + 40) for n in range(30)]
    made = sheet("addresses", Marker("#d9534f", 1.5, "star"), *spots)
    (stamps,) = [one for one in every(made.inks) if isinstance(one, Stamps)]
    pdf.write([made], tmp_path / "a.pdf", typeface(), silent)
    assert len(stamps.xy) == 30
    star = len(stamps.parts[0].xy)
    assert contents(tmp_path / "a.pdf").count(" l\n") >= 30 * (star - 1)


def test_a_round_marker_is_a_dot_of_its_width(sheet):
    made = sheet("addresses", Marker("#d9534f", 4.0, outline=""), shapely.Point(X + 50, Y + 40))
    picture = to_array(bands.image(made, 254.0, typeface()))
    red = picture[700, :, 2::-1].tolist().count([0xD9, 0x53, 0x4F])
    assert red == pytest.approx(40, abs=2)


def test_the_text_of_a_pdf_can_be_searched(sheet, tmp_path: Path):
    title = Text("图名", Box(5, 5, 130, 10), "{title}", 16.0)
    road = shapely.LineString([(X, Y + 40), (X + 100, Y + 40)])
    made = sheet("roads", Line("#123456", 0.5), road, items=(title,), name=["鄂尔多斯大街"])
    pdf.write([made], tmp_path / "图.pdf", typeface(), silent)
    said = contents(tmp_path / "图.pdf")
    meanings = dict(re.findall(r"<([0-9A-F]{4})> <([0-9A-F]{4})>", said))
    shown = "".join(chr(int(meanings[code], 16)) for part in re.findall(r"<([0-9A-F]+)> Tj", said)
                    for code in re.findall("....", part))  # fmt: skip
    assert "康巴什区 地图" in shown
    assert b"/FontFile2" in (tmp_path / "图.pdf").read_bytes()


def test_names_on_paper_are_those_of_the_screen(sheet):
    named = MapFrame("主图", MAP.box, 1000.0, MAP.area)
    road = shapely.LineString([(X, Y + 40), (X + 100, Y + 40)])
    made = sheet("roads", Line("#123456", 0.5), road, frame=named, name=["鄂尔多斯大街"])
    assert [one.text for one in every(made.inks) if isinstance(one, Writing)] == ["鄂尔多斯大街"]


def test_bands_make_the_same_picture_as_the_whole(sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = sheet("buildings", Fill("#aabbcc", "#102030", 0.4), shapely.box(X + 10, Y + 10, X + 51, Y + 47))
    bands.write_png(made, 120.0, tmp_path / "整.png", typeface(), silent)
    monkeypatch.setattr(bands, "BAND_PIXELS", 661 * 37)
    monkeypatch.setattr(bands, "TIFF_STRIP", 41)
    bands.write_png(made, 120.0, tmp_path / "带.png", typeface(), silent)
    bands.write_tiff(made, 120.0, tmp_path / "带.tif", typeface(), silent)
    whole = QImage(str(tmp_path / "整.png")).convertToFormat(QImage.Format.Format_RGB32)
    banded = QImage(str(tmp_path / "带.png")).convertToFormat(QImage.Format.Format_RGB32)
    assert (whole.width(), whole.height()) == (661, 661)
    assert np.abs(to_array(whole).astype(int) - to_array(banded)).max() <= 2
    import rasterio

    with rasterio.open(tmp_path / "带.tif") as tiff:
        assert np.array_equal(np.moveaxis(tiff.read(), 0, -1), to_array(banded)[..., 2::-1])


def test_a_png_says_its_resolution(sheet, tmp_path: Path):
    bands.write_png(
        sheet("roads", Line(), shapely.LineString([(X, Y), (X + 9, Y)])), 300.0, tmp_path / "a.png", typeface(), silent
    )
    data = (tmp_path / "a.png").read_bytes()
    assert struct.unpack(">2IB", data[data.index(b"pHYs") + 4 :][:9]) == (11811, 11811, 1)


def test_too_many_pixels_are_refused(qapp: QApplication):
    with pytest.raises(PageInvalid):
        bands.raster(Sheet(3000.0, 3000.0, ()), 2400.0)


def test_an_svg_is_xml_with_its_text_and_its_size_in_millimetres(sheet, tmp_path: Path):
    from xml.etree import ElementTree

    title = Text("图名", Box(5, 5, 130, 10), "A<B & {title}", 16.0)
    made = sheet("buildings", Fill("#aabbcc80", "#000001", 0.2), shapely.box(X, Y, X + 9, Y + 9), items=(title,))
    svg.write(made, tmp_path / "图.svg", typeface())
    root = ElementTree.parse(tmp_path / "图.svg").getroot()
    assert (root.get("width"), root.get("viewBox")) == ("140mm", "0 0 140 140")
    assert "A<B & 康巴什区 地图" in [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_character_that_no_font_has_is_named(sheet, tmp_path: Path):
    made = sheet(
        "roads",
        Line(),
        shapely.LineString([(X, Y), (X + 9, Y)]),
        items=(Text("字", Box(1, 1, 90, 9), "好\U000f1234字"),),
    )
    with pytest.raises(PageLetters) as caught:
        pdf.write([made], tmp_path / "a.pdf", typeface(), silent)
    assert caught.value.values["letters"] == "\U000f1234"


def test_a_grid_has_the_numbers_of_its_lines(sheet):
    frame = MapFrame("主图", MAP.box, 1000.0, MAP.area, labels=False, grid=Grid("lines", 50.0))
    made = sheet("roads", Line(), shapely.LineString([(X, Y), (X + 9, Y)]), frame=frame)
    said = {one.text for one in every(made.inks) if isinstance(one, Writing)}
    assert {"396050", "4386050"} <= said


def test_a_scale_bar_is_as_long_as_it_says(sheet):
    bar = ScaleBar("尺", Box(20, 115, 100, 14), "主图", parts=2, step_m=20.0)
    made = sheet("roads", Line(), shapely.LineString([(X, Y), (X + 9, Y)]), items=(bar,))
    black = next(one for one in every(made.inks) if isinstance(one, Area) and one.color == "#000000")
    assert np.ptp(black.xy[:, 0]) == pytest.approx(20.0)
    assert "40 m" in [one.text for one in every(made.inks) if isinstance(one, Writing)]


def test_an_opaque_frame_covers_what_lies_under_it(sheet):
    made = sheet(
        "buildings", Fill("#aabbcc", "", 0.0), shapely.box(X, Y, X + 100, Y + 80),
        items=(Frame("盖", Box(40, 40, 20, 20), 0.2, fill="#ffffff"),),
    )  # fmt: skip
    picture = to_array(bands.image(made, 50.8, typeface()))
    assert picture[100, 100, :3].tolist() == [255, 255, 255]
    assert picture[160, 160, 2::-1].tolist() == [0xAA, 0xBB, 0xCC]


def test_words_are_wrapped_within_their_width_and_no_line_begins_with_a_stop(qapp: QApplication):
    lines = wrapped("康巴什区地理信息工作站，打印的图纸说明。", 4.0, 25.0, typeface())
    assert "".join(lines) == "康巴什区地理信息工作站，打印的图纸说明。"
    assert all(typeface().length(line, 4.0) <= 25.0 for line in lines)
    assert not any(line[0] in "，。" for line in lines)


def test_the_sheets_around_a_sheet_are_those_of_the_standard():
    found = {(row, column): number for row, column, number in around("J49H019058")}
    assert found[1, 1] == "J49H019058" and found[0, 0] == "J49H018057" and found[2, 2] == "J49H020059"
