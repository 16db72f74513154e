"""Tiles: the same picture, in pieces that stay while the map moves."""

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from kangbashi_gis.model.symbol import LayerState, Line, Marker
from kangbashi_gis.render import tiles as module
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.palette import rgba
from kangbashi_gis.render.scene import Drawable, Scene
from kangbashi_gis.render.tiles import Tiles
from kangbashi_gis.render.view import View
from tests.render.conftest import Make, painted

X, Y = 384_000.0, 4_383_000.0
VIEW = View(X + 0.3, Y - 0.2, 2.0, 700, 560)
Compose = Callable[[Tiles, View], np.ndarray]


@pytest.fixture()
def layers(make: Make) -> list[Drawable]:
    """Give roads that cross every tile, and points anywhere."""
    rng = np.random.default_rng(2)
    roads = [shapely.LineString(rng.uniform(-2500, 2500, (3, 2)) + (X, Y)) for _ in range(40)]  # noqa: RUF005
    spots = [shapely.Point(X + x, Y + y) for x, y in rng.uniform(-2500, 2500, (300, 2))]
    return [
        make("addresses", spots, Marker("#d00000", 3.0)),
        make("roads", roads, Line("#ffffff", 3.0, "#404040", 0.4, ground_m=1)),
    ]


@pytest.fixture()
def compose(graphics: Graphics) -> Compose:
    """Give a function that shows tiles on a picture and reads it."""

    def shown(tiles: Tiles, view: View) -> np.ndarray:
        target = graphics.ctx.framebuffer([graphics.ctx.texture((view.width, view.height), 4)])
        target.use()
        target.clear(*rgba(tiles.scene.background))
        tiles.compose(view, target)
        data = target.read(components=3, alignment=1)
        target.release()
        return np.frombuffer(data, np.uint8).reshape(view.height, view.width, 3).astype(int)

    return shown


@pytest.fixture()
def tiles(graphics: Graphics, layers: list[Drawable]) -> Tiles:
    """Give tiles of the layers, nothing painted yet."""
    scene = Scene(graphics, background="#ffffff")
    scene.show(layers)
    return Tiles(scene)


def finish(tiles: Tiles, view: View, seconds: float = 1.0) -> int:
    """Work until all is there; gives how often."""
    for turn in range(1, 2_000):
        if tiles.work(view, seconds):
            return turn
    raise AssertionError("the tiles are never finished")


def test_tiles_show_what_would_be_painted_at_once(
    graphics: Graphics, tiles: Tiles, layers: list[Drawable], compose: Compose
):
    finish(tiles, VIEW)
    assert tiles.complete(VIEW)
    whole = painted(graphics, VIEW, *layers).astype(int)
    assert np.abs(compose(tiles, VIEW) - whole).max() <= 3
    assert (whole != 255).mean() > 0.05


def test_after_a_move_only_what_is_new_is_painted_and_the_picture_is_whole(
    graphics: Graphics, tiles: Tiles, layers: list[Drawable], compose: Compose
):
    finish(tiles, VIEW)
    moved = VIEW.moved(-37, 53)
    assert not tiles.complete(moved)
    old = compose(tiles, moved)
    assert (old[60:, :-40] == compose(tiles, VIEW)[7 : VIEW.height - 53, 37:-3]).mean() > 0.999
    finish(tiles, moved)
    assert np.abs(compose(tiles, moved) - painted(graphics, moved, *layers).astype(int)).max() <= 3


def test_painting_can_be_cut_into_as_many_steps_as_the_frames_need(tiles: Tiles, compose: Compose):
    assert finish(tiles, VIEW, seconds=0.0) > 1
    assert tiles.complete(VIEW)


def test_while_zooming_the_old_picture_shows_scaled(tiles: Tiles, compose: Compose):
    finish(tiles, VIEW)
    before = compose(tiles, VIEW)
    near = VIEW.zoomed(2.0, VIEW.width / 2, VIEW.height / 2)
    tiles.work(near, 0.0)
    middle = compose(tiles, near)[::2, ::2]
    assert np.abs(middle - before[140:420, 175:525]).mean() < 12
    assert (middle != 255).any()


def test_a_change_of_layers_keeps_the_old_picture_until_the_new_one_is_there(
    tiles: Tiles, layers: list[Drawable], compose: Compose
):
    finish(tiles, VIEW)
    before = compose(tiles, VIEW)
    tiles.scene.show([])
    assert (compose(tiles, VIEW) == before).all()
    finish(tiles, VIEW)
    assert (compose(tiles, VIEW) == 255).all()


def test_far_journeys_do_not_run_out_of_room(
    tiles: Tiles, layers: list[Drawable], compose: Compose, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MOST_ATLASES", 1)
    for step in range(40):
        there = VIEW.moved(-690 * (step % 7), 550 * (step // 7))
        finish(tiles, there)
        assert tiles.complete(there)


def test_what_is_hidden_is_gone(tiles: Tiles, layers: list[Drawable], compose: Compose):
    tiles.scene.show([Drawable(one.theme, one.prepared, LayerState(one.theme.name, visible=False)) for one in layers])
    finish(tiles, VIEW)
    assert (compose(tiles, VIEW) == 255).all()


def test_the_first_whole_picture_shows_nothing_of_the_rehearsal(
    graphics: Graphics, tiles: Tiles, layers: list[Drawable], compose: Compose
) -> None:
    finish(tiles, VIEW)
    first, second = compose(tiles, VIEW), compose(tiles, VIEW)
    assert (first == second).all()
    assert np.abs(first - painted(graphics, VIEW, *layers)).max() <= 1


def test_what_is_painted_anew_hides_the_old_scale(tiles: Tiles, compose: Compose) -> None:
    finish(tiles, VIEW)
    nearer = VIEW.zoomed(1.7, 200, 300)
    tiles.work(nearer, 0.0)
    mixed = compose(tiles, nearer)
    assert not tiles.complete(nearer)
    finish(tiles, nearer)
    whole = compose(tiles, nearer)
    assert (
        0 < (mixed == whole).all(axis=2).mean() < 1
    )  # what is there is as it stays, the rest is what was there before
    assert (mixed < 250).any(axis=2).mean() > 0.01


def test_tiles_of_a_turned_map_show_what_would_be_painted_at_once(
    graphics: Graphics,
    tiles: Tiles,
    layers: list[Drawable],
    compose: Compose,
):
    view = View(X + 0.3, Y - 0.2, 2.0, 700, 560, angle=28.0)
    finish(tiles, view)
    whole = painted(graphics, view, *layers).astype(int)
    assert np.abs(compose(tiles, view) - whole).max() <= 3
    moved = view.moved(-37, 53)
    finish(tiles, moved)
    assert np.abs(compose(tiles, moved) - painted(graphics, moved, *layers).astype(int)).max() <= 3


def test_until_it_is_painted_anew_the_last_picture_turns_with_the_map(
    graphics: Graphics,
    tiles: Tiles,
    layers: list[Drawable],
    compose: Compose,
):
    view = View(X, Y, 2.0, 700, 560)
    finish(tiles, view)
    turned = view.turned(20.0)
    tiles.work(turned, None)
    shown, right = compose(tiles, turned), painted(graphics, turned, *layers).astype(int)
    middle = np.s_[160:400, 160:540]  # the corners of the window were not seen before
    assert not tiles.complete(turned)
    assert (
        np.abs(shown[middle] - right[middle]).mean() < 6 < np.abs(compose(tiles, view)[middle] - right[middle]).mean()
    )
