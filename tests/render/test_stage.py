"""One frame after another: pages come from threads, names and found things lie over the tiles."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import moderngl
import numpy as np
import pytest
import shapely

from kangbashi_gis.model.symbol import Fill, Marker
from kangbashi_gis.render import overlay
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.stage import Lacking, Stage
from kangbashi_gis.render.view import View
from tests.render.conftest import Make

X, Y = 384_000.0, 4_383_000.0
VIEW = View(X, Y, 1.0, 500, 400)
MIDDLE = 200, 250


class Screen:
    """A stage with something to draw on."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        texture = stage.graphics.ctx.texture((VIEW.width, VIEW.height), 4)
        self.target: moderngl.Framebuffer = stage.graphics.ctx.framebuffer([texture])

    def settle(self, view: View = VIEW) -> np.ndarray:
        """Draw frames until nothing lacks; gives the last one."""
        for _ in range(20_000):
            if self.stage.frame(self.target, view, 0.01, moving=False) is Lacking.NOTHING:
                return self.pixels()
        raise AssertionError("the frame is never complete")

    def pixels(self) -> np.ndarray:
        data = self.target.read(components=3, alignment=1)
        return np.frombuffer(data, np.uint8).reshape(VIEW.height, VIEW.width, 3).astype(int)


@pytest.fixture()
def screen(graphics: Graphics) -> Iterator[Screen]:
    with ThreadPoolExecutor(2) as pool:
        stage = Stage(graphics, pool, "#ffffff")
        yield Screen(stage)
        stage.release()


def test_layers_appear_when_their_pages_have_come(screen: Screen, make: Make):
    screen.stage.show([make("parcels", [shapely.box(X - 50, Y - 50, X + 50, Y + 50)])], None)
    assert screen.settle()[MIDDLE].tolist() == [0, 0, 0]


def test_names_are_written(screen: Screen, make: Make):
    layer = make("buildings", [shapely.box(X - 50, Y - 50, X + 50, Y + 50)], Fill("#ffffff", ""))
    view = VIEW.with_scale(2_000)
    screen.stage.show([layer], lambda _theme, fids: ["综合楼"] * len(fids))
    assert (screen.settle(view) < 128).any()
    screen.stage.show([], None)
    assert (screen.settle(view) == 255).all()


@pytest.mark.parametrize(
    "name, shape",
    [
        ("parcels", shapely.box(X - 50, Y - 50, X + 50, Y + 50)),
        ("roads", shapely.LineString([(X - 99, Y), (X + 99, Y)])),
        ("addresses", shapely.Point(X, Y)),
    ],
)
def test_found_things_stand_out_until_they_are_forgotten(
    screen: Screen, make: Make, name: str, shape: shapely.Geometry
):
    screen.stage.show([make(name, [shape, shapely.transform(shape, lambda xy: xy + 150)], None)], None)
    plain = screen.settle()
    screen.stage.highlight({name: np.array([1])})
    found = screen.settle()
    changed = (found != plain).any(axis=2)
    assert changed[MIDDLE] and not changed[MIDDLE[0] - 150, MIDDLE[1] + 150]
    screen.stage.highlight({})
    assert (screen.settle() == plain).all()


def test_found_things_of_a_layer_that_is_not_there_are_ignored(screen: Screen):
    screen.stage.highlight({"parcels": np.array([1, 2])})
    assert (screen.settle() == 255).all()


def test_many_found_polygons_are_all_filled(screen: Screen, make: Make):
    spots = [(x, y) for x in range(-200, 200, 4) for y in range(-150, 150, 2)]
    screen.stage.show(
        [make("parcels", [shapely.Point(X + x, Y + y).buffer(0.9, 4) for x, y in spots], Fill("", ""))], None
    )
    screen.stage.highlight({"parcels": np.arange(1, len(spots) + 1)})
    shown = screen.settle(VIEW)
    assert (shown[60:340, 60:440] < 250).any(axis=2).mean() > 0.4


def test_the_circle_has_its_radius_and_the_pin_its_place(screen: Screen):
    screen.stage.overlay.put("asked", overlay.circle(X, Y, 100.0))
    screen.stage.place = X, Y
    shown = screen.settle()
    edge = np.flatnonzero(shown[200, :, 0] < 150)
    assert {150, 350} <= {int(one) + shift for one in edge for shift in (-1, 0, 1)}
    assert (shown[170:198, 240:260, 0] - shown[170:198, 240:260, 2] > 100).any()


def test_a_polygon_is_shown_and_one_with_two_corners_is_not(screen: Screen):
    screen.stage.overlay.put("asked", overlay.polygon([(X - 50, Y - 50), (X + 50, Y - 50), (X, Y + 50)]))
    assert (screen.settle()[MIDDLE] < 255).any()
    assert overlay.polygon([(X, Y), (X + 1, Y)]) == []


def test_a_sketch_shows_its_corners_and_follows_the_pointer(screen: Screen):
    screen.stage.overlay.put("sketch", overlay.sketch([(X - 100, Y)], (X + 100, Y)))
    shown = screen.settle()
    assert (shown[200, 200:300, 2] > shown[200, 200:300, 0] + 50).all()
    assert overlay.sketch([], (X, Y)) == []


def test_tiles_around_the_view_are_painted_ahead(screen: Screen, make: Make):
    screen.stage.show([make("addresses", [shapely.Point(X + 400, Y)], Marker("#000000", 3.0))], None)
    screen.settle()
    for _ in range(20_000):
        if screen.stage.ahead(VIEW, 0.01):
            break
    moved = VIEW.moved(-390, 0)
    assert screen.stage.frame(screen.target, moved, 0.0, moving=True) is Lacking.NOTHING
    assert screen.pixels()[200, 260].tolist() == [0, 0, 0]


def test_without_a_workspace_the_paper_is_empty(screen: Screen, make: Make):
    screen.stage.show([make("parcels", [shapely.box(X - 50, Y - 50, X + 50, Y + 50)])], None)
    screen.settle()
    screen.stage.set_pool(None)
    screen.stage.show([], None)
    assert (screen.settle() == 255).all()
