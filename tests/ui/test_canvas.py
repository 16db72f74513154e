"""The map in the window: what the hand does, what is shown, and what happens without OpenGL."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from math import ceil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.model.themes import first_layers, theme
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.ui.canvas import MapCanvas
from tests.conftest import X, Y
from tests.ui.shown import shown_canvas

ROOT = Path(__file__).parents[2]
MIDDLE = QPoint(200, 150)
BLIND = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kangbashi_gis.ui.canvas import MapCanvas
app = QApplication([])
canvas = MapCanvas()
heard = []
canvas.failed.connect(lambda error: (heard.append(type(error).__name__), QTimer.singleShot(0, app.quit)))
canvas.show()
canvas.set_layers([])
canvas.highlight({})
canvas.show_place(1.0, 2.0, 3.0)
canvas.set_scale(5000.0)
app.exec()
print(*heard, not canvas._notice.isHidden(), "OpenGL" in canvas._notice.text())
canvas.close()
"""


@pytest.fixture()
def canvas(qapp: QApplication, qtbot: QtBot) -> Iterator[MapCanvas]:
    """Give a canvas of 400 by 300 pixels; where there is no OpenGL for windows, say so and skip."""
    with shown_canvas(qtbot, 400, 300) as made:
        yield made


@pytest.fixture()
def map_(canvas: MapCanvas, workspace: Workspace, qtbot: QtBot) -> Iterator[MapCanvas]:
    """Give a canvas that shows a tiny workspace, and closes it before the workspace is closed."""
    with qtbot.waitSignal(canvas.drawn, timeout=30_000):
        canvas.set_layers(first_layers())
        canvas.set_workspace(workspace)
    yield canvas
    canvas.set_workspace(None)


def pixels(image: QImage) -> np.ndarray:
    return to_array(image.convertToFormat(QImage.Format.Format_RGBA8888))[..., :3].astype(int)


def again(canvas: MapCanvas, qtbot: QtBot, change: Callable[[], object]) -> np.ndarray:
    """Change something and give the picture that comes of it."""
    with qtbot.waitSignal(canvas.drawn, timeout=30_000):
        change()
    return pixels(canvas.picture())


def press(canvas: MapCanvas, key: Qt.Key) -> None:
    QTest.keyClick(canvas, key)


def test_a_workspace_is_shown_whole(map_: MapCanvas):
    xmin, ymin, xmax, ymax = map_.extent()
    assert xmin < X and ymin < Y and xmax > X + 400 and ymax > Y + 300
    assert (pixels(map_.picture()) != pixels(map_.picture())[0, 0]).any()


def test_a_closed_workspace_leaves_paper(map_: MapCanvas, qtbot: QtBot):
    picture = again(map_, qtbot, lambda: map_.set_workspace(None))
    assert (picture == picture[0, 0]).all()


def test_the_ground_moves_with_the_hand(map_: MapCanvas):
    grabbed = map_.ground(QPointF(MIDDLE))
    QTest.mousePress(map_, Qt.MouseButton.LeftButton, pos=MIDDLE)
    for step in (5, 25, 60):
        QTest.mouseMove(map_, MIDDLE + QPoint(step, -step))
    assert map_.hand.dragging
    assert map_.ground(QPointF(MIDDLE + QPoint(60, -60))) == pytest.approx(grabbed)
    map_.hand.stop()


def test_a_thrown_map_glides_and_comes_to_rest(map_: MapCanvas, qtbot: QtBot):
    QTest.mousePress(map_, Qt.MouseButton.LeftButton, pos=MIDDLE)
    for step in range(5, 100, 10):
        QTest.mouseMove(map_, MIDDLE + QPoint(step, 0))
    let_go = map_.view.x
    with qtbot.waitSignal(map_.hand.stopped, timeout=10_000):
        QTest.mouseRelease(map_, Qt.MouseButton.LeftButton, pos=MIDDLE + QPoint(96, 0))
    assert map_.view.x < let_go and not map_.hand.moving


def test_a_click_tells_the_ground_and_how_near_is_near_enough(map_: MapCanvas, qtbot: QtBot):
    with qtbot.waitSignal(map_.clicked) as caught:
        QTest.mouseClick(map_, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    x, y, near = caught.args
    assert (x, y) == pytest.approx(map_.ground(QPointF(120, 90))) and near == pytest.approx(6 * map_.view.metres)


def test_a_drag_is_no_click(map_: MapCanvas, qtbot: QtBot):
    with qtbot.assertNotEmitted(map_.clicked):
        QTest.mousePress(map_, Qt.MouseButton.LeftButton, pos=MIDDLE)
        QTest.mouseMove(map_, MIDDLE + QPoint(30, 0))
        map_.hand.release(QPointF(MIDDLE + QPoint(30, 0)))
    map_.hand.stop()


def test_the_wheel_zooms_at_the_pointer(map_: MapCanvas):
    at = QPointF(50, 60)
    under, scale = map_.ground(at), map_.scale()
    no_button, no_key, no_phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    notch = QPoint(0, 120)
    turn = QWheelEvent(at, map_.mapToGlobal(at), QPoint(), notch, no_button, no_key, no_phase, False)
    QApplication.sendEvent(map_, turn)
    assert map_.scale() == pytest.approx(scale / map_.zoom_step) and map_.ground(at) == pytest.approx(under)


def test_keys_move_zoom_and_fit(map_: MapCanvas):
    whole = map_.view
    press(map_, Qt.Key.Key_Right)
    assert map_.view.x > whole.x
    press(map_, Qt.Key.Key_Up)
    assert map_.view.y > whole.y
    press(map_, Qt.Key.Key_Plus)
    assert map_.view.metres < whole.metres
    press(map_, Qt.Key.Key_Home)
    assert map_.view == whole


def test_scale_extent_and_centre_can_be_set(map_: MapCanvas, qtbot: QtBot):
    with qtbot.waitSignal(map_.view_changed):
        map_.set_scale(2_000)
    assert map_.scale() == pytest.approx(2_000)
    map_.center_on(X + 10, Y + 20)
    assert (map_.view.x, map_.view.y) == (X + 10, Y + 20)
    map_.set_extent((X, Y, X + 40, Y + 30))
    assert map_.extent() == pytest.approx((X, Y, X + 40, Y + 30))
    map_.zoom_to((X, Y, X + 40, Y + 30))
    assert map_.extent()[0] < X - 1
    scale = map_.scale()
    map_.zoom_by(2.0)
    assert map_.scale() == pytest.approx(scale / 2)


def test_an_extent_set_before_the_window_has_its_size_is_still_shown(map_: MapCanvas, qtbot: QtBot):
    map_.set_extent((X, Y, X + 400, Y + 300))
    with qtbot.waitSignal(map_.drawn, timeout=30_000):
        map_.resize(300, 300)
    xmin, ymin, xmax, ymax = map_.extent()
    assert (xmin, xmax) == pytest.approx((X, X + 400)) and ymin < Y and ymax > Y + 300


def test_after_the_hand_another_size_keeps_the_scale(map_: MapCanvas, qtbot: QtBot):
    map_.set_scale(3_000)
    with qtbot.waitSignal(map_.drawn, timeout=30_000):
        map_.resize(300, 300)
    assert map_.scale() == pytest.approx(3_000)


def test_where_the_pointer_is_is_reported_but_not_at_every_step(map_: MapCanvas, qtbot: QtBot):
    heard: list[tuple[float, float]] = []
    map_.pointer_moved.connect(lambda x, y: heard.append((x, y)))
    for step in range(100):
        QTest.mouseMove(map_, QPoint(100 + step, 100))
    qtbot.waitUntil(lambda: bool(heard) and heard[-1] == pytest.approx(map_.ground(QPointF(199, 100))), timeout=5_000)
    assert len(heard) < 50


def test_a_polygon_is_clicked_taken_back_and_finished(map_: MapCanvas, qtbot: QtBot):
    map_.set_tool("polygon")
    corners = [QPoint(50, 50), QPoint(300, 60), QPoint(350, 280), QPoint(200, 250)]
    for corner in corners:
        QTest.mouseClick(map_, Qt.MouseButton.LeftButton, pos=corner)
    press(map_, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(map_.polygon_drawn) as caught:
        press(map_, Qt.Key.Key_Return)
    assert np.allclose(caught.args[0], [map_.ground(QPointF(one)) for one in corners[:3]])
    assert map_.sketch.corners == []


def test_a_double_click_finishes_a_polygon_without_a_corner_twice(map_: MapCanvas, qtbot: QtBot):
    map_.set_tool("polygon")
    for corner in (QPoint(50, 50), QPoint(300, 60), QPoint(350, 280)):
        QTest.mouseClick(map_, Qt.MouseButton.LeftButton, pos=corner)
    with qtbot.waitSignal(map_.polygon_drawn) as caught:
        QTest.mouseDClick(map_, Qt.MouseButton.LeftButton, pos=QPoint(350, 280))
    assert len(caught.args[0]) == 3


def test_a_polygon_of_two_corners_stays_open_and_escape_throws_it_away(map_: MapCanvas, qtbot: QtBot):
    map_.set_tool("polygon")
    for corner in (QPoint(50, 50), QPoint(300, 60)):
        QTest.mouseClick(map_, Qt.MouseButton.LeftButton, pos=corner)
    with qtbot.assertNotEmitted(map_.polygon_drawn):
        press(map_, Qt.Key.Key_Enter)
    assert len(map_.sketch.corners) == 2
    press(map_, Qt.Key.Key_Escape)
    assert map_.sketch.corners == []


def test_drawing_a_polygon_asks_nothing(map_: MapCanvas, qtbot: QtBot):
    map_.set_tool("polygon")
    with qtbot.assertNotEmitted(map_.clicked):
        QTest.mouseClick(map_, Qt.MouseButton.LeftButton, pos=MIDDLE)


def test_hidden_layers_are_not_drawn(map_: MapCanvas, qtbot: QtBot):
    picture = again(
        map_, qtbot, lambda: map_.set_layers([LayerState(one.theme, visible=False) for one in first_layers()])
    )
    assert (picture == picture[0, 0]).all()


def test_found_things_pin_circle_and_polygon_are_shown_and_taken_away(map_: MapCanvas, qtbot: QtBot):
    plain = pixels(map_.picture())
    for show, clear in (
        (lambda: map_.highlight({"parcels": np.array([1]), "addresses": [1, 2]}), lambda: map_.highlight({})),
        (lambda: map_.show_place(X + 200, Y + 150, 100.0), map_.clear_place),
        (lambda: map_.show_polygon([(X, Y), (X + 400, Y), (X + 200, Y + 300)]), lambda: map_.show_polygon(None)),
    ):
        assert (again(map_, qtbot, show) != plain).any()
        assert (again(map_, qtbot, clear) == plain).all()


def test_a_change_of_the_store_is_taken_up(map_: MapCanvas, workspace: Workspace, qtbot: QtBot):
    plain = pixels(map_.picture())
    with workspace.change("data.edit", "roads") as change:
        change.writer.delete(theme("roads"), np.array([1, 2]))
    assert (again(map_, qtbot, map_.reload) != plain).any()


def test_another_palette_gives_another_paper(map_: MapCanvas, qtbot: QtBot):
    dark = QPalette(map_.palette())
    dark.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.black)
    before = pixels(map_.picture())[0, 0].sum()
    assert again(map_, qtbot, lambda: map_.setPalette(dark))[0, 0].sum() < before / 3


def test_the_map_comes_back_when_its_context_was_lost(map_: MapCanvas, qtbot: QtBot):
    plain = pixels(map_.picture())
    assert map_._screen is not None
    map_._screen.close()
    map_._screen = None
    with qtbot.waitSignal(map_.drawn, timeout=30_000):
        map_.update()
    assert (pixels(map_.picture()) == plain).all()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_no_pixel_at_the_edge_stays_unpainted(
    map_: MapCanvas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float
):
    monkeypatch.setattr(map_, "devicePixelRatioF", lambda: ratio)
    map_.resize(401, 303)
    map_.grab()
    assert (map_.view.width, map_.view.height) == (ceil(401 * ratio), ceil(303 * ratio))


def test_a_window_of_no_size_does_no_harm(map_: MapCanvas):
    map_.resize(0, 0)
    map_.fit()
    map_.zoom_by(2.0)
    assert map_.view.width >= 1


def test_big_themes_are_left_to_others_when_there_are_others(
    canvas: MapCanvas, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kangbashi_gis.ui.canvas_layers.SMALL", 3)
    canvas.layers.outsourced = True
    canvas.set_layers(first_layers())
    with qtbot.waitSignal(canvas.layers.unprepared, timeout=30_000) as caught:
        canvas.set_workspace(workspace)
    canvas.set_workspace(None)
    assert caught.args == [["addresses"]]


def test_without_opengl_the_canvas_says_so_and_goes_on():
    libraries = ("GLCONTEXT_LINUX_LIBGL", "GLCONTEXT_LINUX_LIBEGL", "GLCONTEXT_LINUX_LIBX11")
    blind = {
        **os.environ,
        **dict.fromkeys(libraries, "/nowhere.so"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    blind.pop("DISPLAY", None)
    done = subprocess.run([sys.executable, "-c", BLIND], env=blind, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["NoGraphics", "True", "True"] and done.returncode == 0, done.stderr
