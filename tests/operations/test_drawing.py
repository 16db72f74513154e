"""Drawing a map into a file as an operation."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kangbashi_gis.errors import NoGraphics, OutputUnwritable, PermissionDenied
from kangbashi_gis.model.account import User
from kangbashi_gis.model.symbol import LayerState, Style
from kangbashi_gis.operations.drawing import Extent, render_map
from kangbashi_gis.operations.workspace import Workspace

SIZE = 30, 20


def draw(
    space: Workspace,
    layers: Sequence[LayerState],
    size: tuple[int, int],
    extent: Extent | None,
    out: Path,
    styles: Mapping[str, Style],
) -> None:
    """Write down what was asked for."""
    out.write_text(f"{len(layers)} {size} {extent}", encoding="utf-8")


def fail(
    space: Workspace,
    layers: Sequence[LayerState],
    size: tuple[int, int],
    extent: Extent | None,
    out: Path,
    styles: Mapping[str, Style],
) -> None:
    """Fail half-way."""
    out.write_text("半张图", encoding="utf-8")
    raise NoGraphics(reason="none")


def test_the_picture_is_there_and_nothing_else(workspace: Workspace, tmp_path: Path):
    folder = tmp_path / "图 册"
    folder.mkdir()
    render_map(workspace, folder / "地图.png", SIZE, None, draw, [LayerState("roads")])
    assert [one.name for one in folder.iterdir()] == ["地图.png"]
    assert (folder / "地图.png").read_text(encoding="utf-8") == "1 (30, 20) None"


def test_a_failure_leaves_the_old_picture(workspace: Workspace, tmp_path: Path):
    (tmp_path / "地图.png").write_text("旧图", encoding="utf-8")
    with pytest.raises(NoGraphics):
        render_map(workspace, tmp_path / "地图.png", SIZE, None, fail)
    assert (tmp_path / "地图.png").read_text(encoding="utf-8") == "旧图"
    assert not list(tmp_path.glob(".*.new.png"))


def test_only_a_picture_is_ever_replaced(workspace: Workspace):
    with pytest.raises(OutputUnwritable):
        render_map(workspace, workspace.folder / "city.gpkg", SIZE, None, draw)
    assert (workspace.folder / "city.gpkg").stat().st_size > 1000


def test_a_folder_that_is_not_there_is_said_to_be_so(workspace: Workspace, tmp_path: Path):
    with pytest.raises(OutputUnwritable) as caught:
        render_map(workspace, tmp_path / "没有" / "地图.png", SIZE, None, draw)
    assert caught.value.values == {"path": str(tmp_path / "没有" / "地图.png"), "reason": "no_folder"}


def test_who_may_not_see_may_not_draw(workspace: Workspace, tmp_path: Path):
    workspace.user = User("来访者", frozenset())
    with pytest.raises(PermissionDenied):
        render_map(workspace, tmp_path / "地图.png", SIZE, None, draw)
