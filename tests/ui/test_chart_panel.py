"""The panel of charts: only what fits is offered, the selection is followed, what is drawn is copied and saved."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.chart import ChartKind
from kangbashi_gis.model.chosen import Chosen
from kangbashi_gis.model.rows import Ask
from kangbashi_gis.model.schema import FieldType
from kangbashi_gis.model.themes import theme
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels.chart_panel import ChartPanel, show_chart

ROADS, NUMBERS = theme("roads"), (FieldType.INTEGER, FieldType.REAL)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> ChartPanel:
    """Give the panel with a chart of the roads drawn."""
    made = show_chart(window, "roads", None, "class")
    qtbot.waitUntil(lambda: not made.picture.pixmap().isNull(), timeout=30_000)
    return made


def choose(panel: ChartPanel, kind: ChartKind) -> None:
    """Choose a kind of chart."""
    panel.choice.kind.setCurrentIndex(panel.choice.kind.findData(kind.value))


def test_a_chart_is_drawn_at_the_screens_resolution(panel: ChartPanel) -> None:
    pixmap, data = panel.picture.pixmap(), panel.picture.data
    assert data is not None and data.labels and panel.picture.accessibleName() == "道路：按道路等级的行数"
    assert abs(pixmap.width() - panel.picture.width() * panel.picture.devicePixelRatioF()) <= 2


def test_only_fields_that_fit_are_offered(panel: ChartPanel) -> None:
    choice = panel.choice
    choose(panel, ChartKind.HISTOGRAM)
    names = {choice.by.itemData(at) for at in range(choice.by.count())}
    assert names == {one.name for one in ROADS.open_fields if one.type in NUMBERS}
    assert choice.value.isHidden() and not choice.classes.isHidden()
    choose(panel, ChartKind.SCATTER)
    assert choice.ask().by != choice.ask().value
    choice.choose("parcels")
    every = [box.itemData(at) for box in (choice.by, choice.value, choice.split) for at in range(box.count())]
    assert "holder" not in every


def test_the_selection_on_the_map_is_followed(panel: ChartPanel, window: MainWindow, qtbot: QtBot) -> None:
    panel.choice.choose(rows="chosen")
    qtbot.waitUntil(lambda: panel.picture.data is None and bool(panel.picture.text()), timeout=20_000)
    assert not panel.save.isEnabled()
    window.chooser._put(Chosen({"roads": np.array([1])}))
    qtbot.waitUntil(lambda: panel.picture.data is not None, timeout=20_000)
    assert panel.picture.data is not None and panel.picture.data.note == "共 1 行"


def test_what_the_table_shows_is_drawn(window: MainWindow, qtbot: QtBot) -> None:
    panel = show_chart(window, "roads", Ask(typed="乌兰"), "class")
    qtbot.waitUntil(lambda: panel.picture.data is not None, timeout=20_000)
    assert panel.picture.data is not None and panel.picture.data.note == "共 1 行"
    assert panel.choice.rows.currentData() == "filtered"


def test_a_chart_that_cannot_be_drawn_says_why(panel: ChartPanel, qtbot: QtBot) -> None:
    choose(panel, ChartKind.HISTOGRAM)
    qtbot.waitUntil(lambda: "没有可用的值" in panel.picture.text(), timeout=20_000)
    assert not panel.copy.isEnabled()


def test_a_chart_is_copied_and_saved(panel: ChartPanel, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    panel.copy.click()
    assert QApplication.clipboard().image().width() == panel.picture.pixmap().width()
    path = tmp_path / "统计图.svg"
    panel.write(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "统计图.svg" in window.banner.text(), timeout=20_000)
