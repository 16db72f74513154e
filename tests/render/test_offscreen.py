"""The map into a file, without a display."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from kangbashi_gis import cli
from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.model.themes import first_layers
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.render.offscreen import draw_png, over
from kangbashi_gis.render.scene import PAPER

PAPER_RGB = [int(PAPER[i : i + 2], 16) for i in (1, 3, 5)]
BLIND = """
from kangbashi_gis.errors import NoGraphics
from kangbashi_gis.render.contexts import windowless
try:
    with windowless():
        print("seen")
except NoGraphics as problem:
    print("NoGraphics", problem.exit_code)
"""


def pixels(file: Path) -> np.ndarray:
    return to_array(QImage(str(file)).convertToFormat(QImage.Format.Format_RGBA8888))[..., :3]


def test_a_workspace_is_drawn_into_a_png(graphics: Graphics, workspace: Workspace, tmp_path: Path):
    out = tmp_path / "康巴什 地图.png"
    draw_png(workspace, first_layers(), (640, 420), None, out)
    picture = pixels(out)
    assert picture.shape == (420, 640, 3)
    assert (picture != PAPER_RGB).any(axis=2).mean() > 0.02
    assert (workspace.folder / "cache" / "map").is_dir()


def test_the_extent_asked_for_is_the_one_drawn(graphics: Graphics, workspace: Workspace, tmp_path: Path):
    draw_png(workspace, first_layers(), (100, 100), (0.0, 0.0, 10.0, 10.0), tmp_path / "空.png")
    assert (pixels(tmp_path / "空.png") == PAPER_RGB).all()


def test_only_the_layers_asked_for_are_drawn(graphics: Graphics, workspace: Workspace, tmp_path: Path):
    draw_png(workspace, [LayerState("roads", visible=False)], (100, 100), None, tmp_path / "无.png")
    assert (pixels(tmp_path / "无.png") == PAPER_RGB).all()


def test_a_picture_larger_than_one_tile_has_no_seam(
    graphics: Graphics, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    draw_png(workspace, first_layers(), (500, 400), None, tmp_path / "一.png")
    monkeypatch.setattr("kangbashi_gis.render.offscreen.TILE", 128)
    draw_png(workspace, first_layers(), (500, 400), None, tmp_path / "二.png")
    assert np.abs(pixels(tmp_path / "一.png").astype(int) - pixels(tmp_path / "二.png")).max() <= 3


def test_where_the_cache_cannot_be_written_the_map_is_drawn_all_the_same(
    graphics: Graphics, workspace: Workspace, tmp_path: Path
):
    folder = workspace.folder / "cache"
    folder.rmdir()
    folder.write_text("一个文件挡住了文件夹", encoding="utf-8")
    draw_png(workspace, first_layers(), (200, 150), None, tmp_path / "图.png")
    assert (pixels(tmp_path / "图.png") != PAPER_RGB).any()


def test_a_file_that_cannot_be_written_is_an_error(graphics: Graphics, workspace: Workspace, tmp_path: Path):
    with pytest.raises(OutputUnwritable):
        draw_png(workspace, first_layers(), (50, 50), None, tmp_path / "没有" / "图.png")


@pytest.mark.skipif(sys.platform != "linux", reason="only there the libraries can be named")
def test_without_opengl_the_error_says_so():
    libraries = ("GLCONTEXT_LINUX_LIBGL", "GLCONTEXT_LINUX_LIBEGL", "GLCONTEXT_LINUX_LIBX11")
    blind = {**os.environ, **dict.fromkeys(libraries, "/nowhere.so")}
    done = subprocess.run([sys.executable, "-c", BLIND], env=blind, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.split()) == (0, ["NoGraphics", "51"]), done.stderr


def test_a_picture_is_turned_clockwise_as_in_qgis(graphics: Graphics, workspace: Workspace, tmp_path: Path):
    over(Backdrop())(workspace, first_layers(), (640, 420), None, tmp_path / "上北.png")
    over(Backdrop(), angle=90.0)(workspace, first_layers(), (420, 640), None, tmp_path / "右北.png")
    upright, turned = pixels(tmp_path / "上北.png").astype(int), pixels(tmp_path / "右北.png").astype(int)
    clockwise, anticlockwise = (np.abs(np.rot90(upright, way) - turned).max(axis=2) > 60 for way in (-1, 1))
    assert 3 * clockwise.mean() < anticlockwise.mean()  # only what is written, which stays upright, differs


def test_a_turned_picture_larger_than_one_tile_has_no_seam(
    graphics: Graphics, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    draw = over(Backdrop(), angle=33.0)
    draw(workspace, first_layers(), (500, 400), None, tmp_path / "一.png")
    monkeypatch.setattr("kangbashi_gis.render.offscreen.TILE", 128)
    draw(workspace, first_layers(), (500, 400), None, tmp_path / "多.png")
    whole, pieces = pixels(tmp_path / "一.png").astype(int), pixels(tmp_path / "多.png").astype(int)
    assert np.abs(whole - pieces).max() <= 3


def test_the_command_line_draws_a_turned_picture(graphics: Graphics, workspace_folder: Path, tmp_path: Path):
    files = [tmp_path / "上北.png", tmp_path / "转.png"]
    for file, more in zip(files, ([], ["--rotation", "30"]), strict=True):
        assert cli.run(["map", "render", str(workspace_folder), str(file), "--size", "200x150", *more]) == 0
    assert (pixels(files[0]) != pixels(files[1])).any()
