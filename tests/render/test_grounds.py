"""Rasters under the layers: they come from another process, and no layer waits for one that fails."""

import threading
from concurrent.futures import wait
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from kangbashi_gis.imagery.ground import Backdrop, Ground, Shown
from kangbashi_gis.imagery.serving import Opened
from kangbashi_gis.render.contexts import windowless
from kangbashi_gis.render.graphics import Easel
from kangbashi_gis.render.grounds import Grounds
from kangbashi_gis.render.lettering import application, to_array
from kangbashi_gis.render.offscreen import painted
from kangbashi_gis.render.scene import Scene
from kangbashi_gis.render.view import View

CRS = "EPSG:4546"
VIEW = View(394_050.0, 4_387_950.0, 0.25, 300, 200)


@pytest.fixture
def photo(tmp_path: Path) -> Ground:
    """Give an orthophoto whose west is red and whose east is blue."""
    path = tmp_path / "正射影像.tif"
    bands = np.zeros((3, 100, 100), np.uint8)
    bands[0, :, :50], bands[2, :, 50:] = 255, 255
    with rasterio.open(
        path, "w", driver="GTiff", count=3, height=100, width=100, dtype="uint8", crs=CRS,
        transform=from_origin(394_000, 4_388_000, 1, 1),
    ) as file:  # fmt: skip
        file.write(bands)
    return Ground("正射影像", path, "raster")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process."""
    monkeypatch.setattr("multiprocessing.current_process", lambda: type("", (), {"daemon": True}))


def arrived(grounds: Grounds) -> None:
    """Wait until all that was asked for is there."""
    wait([future for layer in grounds.layers for future, _ in layer._coming.values()], 20)


def test_a_raster_is_drawn_under_the_map_with_its_opacity(photo: Ground, here: None) -> None:
    application()
    with windowless() as graphics:
        scene = Scene(graphics, background="#ffffff")
        scene.lay_under(Backdrop(CRS, (Shown(photo, 0.5),)))
        image = painted(scene, VIEW)
        scene.release()

    assert image.pixelColor(20, 100).getRgb()[:3] == pytest.approx((255, 127, 127), abs=2)
    assert image.pixelColor(280, 100).getRgb()[:3] == pytest.approx((127, 127, 255), abs=2)
    assert image.pixelColor(148, 100).red() > image.pixelColor(148, 100).blue()
    assert image.pixelColor(152, 100).blue() > image.pixelColor(152, 100).red()


@pytest.mark.parametrize("angle", [45.0, 90.0, 201.5])
def test_a_raster_turns_with_the_map_and_its_squares_leave_no_seam(photo: Ground, here: None, angle: float) -> None:
    view = View(394_050.0, 4_387_950.0, 0.05, 700, 600, angle=angle)  # several squares meet within the picture
    application()
    with windowless() as graphics:
        scene = Scene(graphics, background="#ffffff")
        scene.lay_under(Backdrop(CRS, (Shown(photo),)))
        image = painted(scene, view)
        scene.release()

    for x, y, west in ((-9, 4, True), (-3, -6, True), (9, 4, False), (3, -6, False)):
        at = (round(one) for one in view.pixel(394_050.0 + x, 4_387_950.0 + y))
        assert image.pixelColor(*at).getRgb()[:3] == ((255, 0, 0) if west else (0, 0, 255))
    pixels = to_array(image)[..., 1]
    assert not pixels.any()  # green is only in the paper


def test_one_raster_that_fails_is_told_once_and_the_others_are_drawn(photo: Ground, here: None, tmp_path: Path) -> None:
    gone = Ground("没了", tmp_path / "没了.tif", "raster")
    application()
    with windowless() as graphics:
        scene = Scene(graphics, background="#ffffff")
        scene.lay_under(Backdrop(CRS, (Shown(gone), Shown(photo))))
        image = painted(scene, VIEW)
        told, again = scene.grounds.problems(), scene.grounds.problems()
        scene.release()

    assert image.pixelColor(20, 100).getRgb()[:3] == (255, 0, 0)
    assert [one.values["name"] for one in told] == ["没了"]
    assert again == []


def test_a_tile_waits_for_its_raster_and_then_has_it(photo: Ground, here: None) -> None:
    application()
    with windowless() as graphics:
        grounds = Grounds(graphics, at_once=False)
        grounds.show(Backdrop(CRS, (Shown(photo),)))
        first = grounds.plan(VIEW)
        arrived(grounds)
        steps = grounds.plan(VIEW)
        easel = Easel(graphics, 300, 200)
        easel.begin(VIEW, (1.0, 1.0, 1.0, 1.0))
        for step in steps or []:
            step.run(easel)
        pixels = easel.pixels(VIEW).copy()
        grounds.rest()

    assert first is None
    assert pixels[100, 20].tolist()[:3] == [255, 0, 0]


def test_a_tile_does_not_wait_for_ever_and_is_painted_again(
    photo: Ground, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kangbashi_gis.render.grounds.PATIENCE_S", -1.0)
    slow, go_on = Opened.paint, threading.Event()
    monkeypatch.setattr(Opened, "paint", lambda *about: (go_on.wait(20), slow(*about))[1])
    application()
    with windowless() as graphics:
        grounds = Grounds(graphics, at_once=False)
        grounds.show(Backdrop(CRS, (Shown(photo),)))
        grounds.plan(VIEW)
        without = grounds.plan(VIEW)
        waiting = grounds.busy
        go_on.set()
        arrived(grounds)
        again = grounds.settle()
        steps = grounds.plan(VIEW)
        grounds.rest()

    assert without == []
    assert waiting
    assert again
    assert steps
