"""Radius, layers, legend, numbers, lists: panels that need no workspace."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.model.answers import EntityItem, RoadLength
from kangbashi_gis.model.symbol import (
    MARKER_SHAPES,
    Clustered,
    Fill,
    Graduated,
    Hatch,
    Heat,
    LayerState,
    Line,
    Marker,
    Proportional,
    Rule,
    Ruled,
    Style,
    Symbol,
)
from kangbashi_gis.model.themes import LAYER_ORDER, THEMES
from kangbashi_gis.ui import units
from kangbashi_gis.ui.banner import Banner
from kangbashi_gis.ui.panels.found import EntityList, RoadList
from kangbashi_gis.ui.panels.layers import LayerPanel, first_layers
from kangbashi_gis.ui.panels.radius import LEAST_M, MOST_M, STEPS, RadiusControl, radius_of, step_of
from kangbashi_gis.ui.panels.swatch import HEIGHT, WIDTH, colour, swatch


def test_the_slider_goes_from_the_least_to_the_most_radius() -> None:
    assert (radius_of(0), radius_of(STEPS)) == (LEAST_M, MOST_M)


def test_every_step_of_the_slider_is_no_shorter_than_the_one_before() -> None:
    radii = [radius_of(step) for step in range(STEPS + 1)]
    assert radii == sorted(radii)
    assert radii[step_of(500.0)] in range(480, 521)


def test_the_typed_radius_moves_the_slider_and_is_told(qtbot: QtBot) -> None:
    control = RadiusControl(500.0)
    qtbot.addWidget(control)
    with qtbot.waitSignal(control.changed) as changed:
        control.number.setValue(800)
    assert changed.args == [800.0]
    assert control.slider.value() == step_of(800.0)


def test_a_radius_beyond_the_limits_is_shown_as_the_limit(qtbot: QtBot) -> None:
    control = RadiusControl(1_000_000.0)
    qtbot.addWidget(control)
    assert control.radius_m() == MOST_M


def test_a_tick_taken_away_hides_the_layer(qtbot: QtBot) -> None:
    panel = LayerPanel()
    qtbot.addWidget(panel)
    panel.show_layers(first_layers())
    with qtbot.waitSignal(panel.changed):
        panel.set_visible("roads", False)
    assert {one.theme: one.visible for one in panel.layers()}["roads"] is False


def test_the_slider_sets_the_opacity_of_the_chosen_layer_alone(qtbot: QtBot) -> None:
    panel = LayerPanel()
    qtbot.addWidget(panel)
    panel.show_layers([LayerState("roads"), LayerState("parcels")])
    panel.tree.setCurrentItem(panel.tree.topLevelItem(1))
    panel.slider.setValue(40)
    assert panel.layers() == [LayerState("roads"), LayerState("parcels", opacity=0.4)]


def test_a_layer_moved_to_the_top_is_first(qtbot: QtBot) -> None:
    panel = LayerPanel()
    qtbot.addWidget(panel)
    panel.show_layers([LayerState("roads"), LayerState("parcels", opacity=0.3)])
    with qtbot.waitSignal(panel.changed):
        panel.tree.insertTopLevelItem(0, panel.tree.takeTopLevelItem(1))
    assert panel.layers() == [LayerState("parcels", opacity=0.3), LayerState("roads")]


def test_layers_kept_by_an_older_program_are_joined_by_those_it_did_not_know() -> None:
    layers = first_layers([LayerState("water", False), LayerState("没有这个专题")])
    assert layers[0] == LayerState("water", False)
    assert sorted(one.theme for one in layers) == sorted(LAYER_ORDER)


def test_row_counts_stand_beside_the_titles(qtbot: QtBot) -> None:
    panel = LayerPanel()
    qtbot.addWidget(panel)
    panel.show_layers([LayerState("roads"), LayerState("parcels")])
    panel.show_counts({"roads": 6000})
    assert [panel.tree.topLevelItem(row).text(0) for row in range(2)] == ["道路  (6,000)", "宗地"]


def test_every_symbol_has_a_legend_picture_that_is_not_empty(qapp: object) -> None:
    for theme in THEMES:
        if theme.symbol is not None:
            image = swatch(theme.symbol).pixmap(WIDTH, HEIGHT).toImage()
            pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
            assert any(pixel.alpha() for pixel in pixels), theme.name


def test_the_last_two_digits_of_a_colour_are_its_opacity() -> None:
    assert colour("#ff000080") == QColor(255, 0, 0, 128)
    assert colour("").alpha() == 0


def test_roads_stand_under_their_class_with_its_sum(qtbot: QtBot) -> None:
    roads = RoadList()
    qtbot.addWidget(roads)
    roads.show_roads(
        [
            RoadLength("民族巷", "lane", "街巷", 80.0),
            RoadLength("鄂尔多斯大街", "arterial", "主干路", 900.0),
            RoadLength("天骄路", "arterial", "主干路", 600.0),
        ]
    )
    top = [roads.topLevelItem(row) for row in range(roads.topLevelItemCount())]
    assert [(item.text(0), item.text(1), item.childCount()) for item in top] == [
        ("主干路", "1.50 公里", 2), ("街巷", "80 米", 1),
    ]  # fmt: skip


def test_a_click_on_an_entity_asks_for_it(qtbot: QtBot) -> None:
    entities = EntityList()
    qtbot.addWidget(entities)
    shop = EntityItem("1", 1, "康巴什区惠民超市", "F", "批发和零售业", "鄂尔多斯大街12号", 42.0, 1.0, 2.0)
    entities.show_entities([shop])
    with qtbot.waitSignal(entities.wanted) as wanted:
        entities.itemClicked.emit(entities.topLevelItem(0), 0)
    assert wanted.args == [shop]


def test_an_error_is_one_sentence_and_what_to_do(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.fail(VaultUnavailable(path="保密库", reason="密钥文件不在"))
    assert banner.text() == "人员保密库打不开：保密库（密钥文件不在）"
    assert banner.kind == "error"


def test_the_button_of_a_notice_does_what_it_says_and_closes_it(qtbot: QtBot) -> None:
    banner, done = Banner(), []
    qtbot.addWidget(banner)
    banner.say("done", "已导入", "", ("撤销", lambda: done.append("撤销")))
    qtbot.mouseClick(banner.action, Qt.MouseButton.LeftButton)
    assert (done, banner.text()) == (["撤销"], "")


def test_lengths_areas_and_coordinates_are_written_as_people_read_them(qapp: object) -> None:
    assert (units.length(999.4), units.length(1234.5)) == ("999 米", "1.23 公里")
    assert (units.area(950.0), units.area(12_345.6)) == ("950 平方米", "1.23 公顷")
    assert units.coordinates(384_000.04, 4_383_000.0) == "东 384,000.0  北 4,383,000.0"


def test_the_legend_says_what_a_style_says(qtbot: QtBot) -> None:
    panel = LayerPanel()
    qtbot.addWidget(panel)
    panel.show_layers([LayerState("parcels"), LayerState("landuse")])
    bounds = Graduated("area_m2", (0.0, 500.0, 9_000.5), (Fill("#ffffff"), Fill("#ff0000", hatch=Hatch())), Fill())
    panel.show_styles({"parcels": Style(bounds)})
    parcels = panel.tree.topLevelItem(0)
    assert parcels is not None
    other = QCoreApplication.translate("LayerPanel", "other")
    assert [parcels.child(row).text(0) for row in range(parcels.childCount())] == ["0 – 500", "500 – 9,000.5", other]
    panel.show_styles({})
    assert parcels.childCount() == 0


@pytest.mark.parametrize(
    "symbol",
    [
        *(Marker(shape=shape, size_mm=3.0) for shape in MARKER_SHAPES),
        Line("#ff0000", 0.6, dash=(2.0, 1.0), arrow="end"),
        Fill("", "#000000", hatch=Hatch("cross")),
        Heat(),
        Clustered(),
        Proportional("staff", Marker(), 0.0, 9.0),
        Ruled((Rule("大", "", Fill("#ff0000")),)),
    ],
)
def test_every_symbol_has_a_picture_of_its_own(qapp: QApplication, symbol: Symbol) -> None:
    picture = swatch(symbol).pixmap(WIDTH, HEIGHT).toImage()
    assert any(picture.pixelColor(x, y).alpha() > 60 for x in range(picture.width()) for y in range(picture.height()))
