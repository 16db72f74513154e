"""Whatever one layer holds, the window says so and draws all the others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.errors import GisError, LayerUndrawable, StyleInvalid
from kangbashi_gis.model.symbol import Categorised, Fill, Style
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import first_layers, theme
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.render import prepare
from kangbashi_gis.store.styles import KeptStyle
from kangbashi_gis.ui.canvas import MapCanvas
from kangbashi_gis.ui.panels.layers import LayerPanel
from tests.ui.shown import shown_canvas

X, Y = 394_000.0, 4_388_000.0


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace with two lots, one of them of nothing, and a lake."""
    with create_workspace(tmp_path / "坏数据", "坏数据") as made:
        with made.change("data.import", "parcels") as change:
            lots = np.array([shapely.box(X, Y, X + 80, Y + 60), shapely.Polygon()], object)
            change.writer.append(theme("parcels"), Table({"code": ["甲", "乙"]}, lots))
            change.writer.append(theme("water"), Table({"name": ["湖"]}, np.array([shapely.box(X, Y, X + 9, Y + 9)])))
        yield made


@pytest.fixture
def canvas(qapp: QApplication, qtbot: QtBot) -> Iterator[MapCanvas]:
    with shown_canvas(qtbot, 320, 240) as made:
        yield made
        made.set_workspace(None)


def shown(canvas: MapCanvas, space: Workspace, qtbot: QtBot) -> tuple[set[str], list[GisError]]:
    """Show a workspace; give the layers that are drawn, and what was said."""
    said: list[GisError] = []
    canvas.failed.connect(said.append)
    canvas.layers.failed.connect(said.append)
    with qtbot.waitSignal(canvas.drawn, timeout=30_000):
        canvas.set_layers(first_layers())
        canvas.set_workspace(space)
    return {one.theme.name for one in canvas.layers.drawables(first_layers()) if one.prepared.pieces}, said


def test_a_layer_that_breaks_is_named_and_the_others_are_drawn(
    canvas: MapCanvas,
    space: Workspace,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = prepare.build

    def breaking(store: Any, folder: Path, which: Any, progress: Any) -> Path:
        if which.name == "parcels":
            raise ValueError("a shape nobody has thought of")
        return whole(store, folder, which, progress)

    monkeypatch.setattr("kangbashi_gis.ui.canvas_layers.prepare.build", breaking)
    drawn, said = shown(canvas, space, qtbot)
    assert drawn == {"water"}
    assert [one.values for one in said if isinstance(one, LayerUndrawable)] == [{"layer": theme("parcels").title}] * 2


def test_a_style_of_a_field_that_is_no_more_is_told_and_the_layer_drawn_as_it_comes(
    canvas: MapCanvas, space: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Style(Categorised("没有的字段", {"甲": Fill("#ff0000")}, Fill("#00ff00")))
    monkeypatch.setattr("kangbashi_gis.ui.canvas_layers.style_operations.styles", lambda _space: {"parcels": gone})
    drawn, said = shown(canvas, space, qtbot)
    assert drawn == {"parcels", "water"} and "没有的字段" in {one.values.get("field") for one in said}


def test_a_kept_style_that_is_none_is_told_with_its_layer_and_the_layer_drawn_as_it_comes(
    canvas: MapCanvas, space: Workspace, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with space.change("style.set", "parcels") as change:
        change.writer.keep_style(theme("parcels"), KeptStyle("{坏", "", ""))
    drawn, said = shown(canvas, space, qtbot)
    assert drawn == {"parcels", "water"} and not canvas.layers.styles
    assert {one.values["path"] for one in said if isinstance(one, StyleInvalid)} == {theme("parcels").title}


def test_the_legend_of_a_style_whose_field_is_no_more_is_shown(qtbot: QtBot) -> None:
    panel = LayerPanel()
    qtbot.addWidget(panel)
    panel.show_layers(first_layers())
    panel.show_styles({"parcels": Style(Categorised("没有的字段", {"甲": Fill("#ff0000")}, Fill("#00ff00")))})
    assert panel.tree.topLevelItemCount() == len(first_layers())


@pytest.mark.parametrize("corners", [1, 50_000])
def test_one_point_and_a_polygon_of_very_many_corners_are_drawn(
    canvas: MapCanvas, space: Workspace, qtbot: QtBot, corners: int
) -> None:
    with space.change("data.import", "landuse") as change:
        if corners == 1:
            change.writer.append(theme("addresses"), Table({}, np.array([shapely.Point(X, Y)])))
        else:
            turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
            far = 900 + 40 * np.sin(turn * 977)
            ring = np.stack([X + far * np.cos(turn), Y + far * np.sin(turn)], axis=1)
            change.writer.append(theme("landuse"), Table({}, np.array([shapely.Polygon(ring)])))
    drawn, said = shown(canvas, space, qtbot)
    assert drawn == {"parcels", "water", "addresses" if corners == 1 else "landuse"} and not said
