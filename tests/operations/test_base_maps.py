"""Base maps are kept by their paths, with what the user says of them; what cannot be drawn is refused."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from kangbashi_gis.errors import BaseMapUnfit, BaseMapUnknown, UsageError
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.model.symbol.raster import RasterStyle
from kangbashi_gis.operations import base_maps
from kangbashi_gis.operations.folders import read_project
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Give a workspace without rows."""
    made = create_workspace(tmp_path / "工作区", "EPSG:4546")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files here: what the other process is for, the tests of imagery show."""
    monkeypatch.setattr("multiprocessing.current_process", lambda: type("", (), {"daemon": True}))


def photo(folder: Path, crs: str | None = "EPSG:4546") -> Path:
    """Write a small orthophoto."""
    path = folder / "正射影像.tif"
    with rasterio.open(
        path, "w", driver="GTiff", count=3, height=8, width=8, dtype="uint8", crs=crs,
        transform=from_origin(394_000, 4_388_000, 1, 1),
    ) as file:  # fmt: skip
        file.write(np.full((3, 8, 8), 99, np.uint8))
    return path


def test_a_base_map_is_kept_until_it_is_removed(space: Workspace, tmp_path: Path) -> None:
    made = base_maps.add_base_map(space, photo(tmp_path), opacity=0.5)

    assert made.name == "正射影像"
    with open_workspace(space.folder, read_only=True) as again:
        assert base_maps.base_maps(again) == [made]
        assert [one.opacity for one in base_maps.backdrop(again).shown] == [0.5]

    base_maps.change_base_map(space, "正射影像", 0.25, visible=False)
    assert base_maps.backdrop(space).shown == ()
    base_maps.remove_base_map(space, "正射影像")
    assert base_maps.base_maps(space) == []
    assert (tmp_path / "正射影像.tif").exists()


def test_what_cannot_be_drawn_is_no_base_map(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "说明.txt").write_text("底图", encoding="utf-8")
    nowhere = tmp_path / "无"
    nowhere.mkdir()
    wrong = {
        tmp_path / "没有.tif": "raster_gone",
        tmp_path / "空": "base_map_empty",
        tmp_path / "说明.txt": "unknown_format",
        photo(nowhere, crs=None): "raster_placeless",
    }
    for path, reason in wrong.items():
        with pytest.raises(BaseMapUnfit) as caught:
            base_maps.add_base_map(space, path)
        assert caught.value.values["reason"] == reason
    assert base_maps.base_maps(space) == []


def test_names_are_unique_and_datums_are_known(space: Workspace, tmp_path: Path) -> None:
    base_maps.add_base_map(space, photo(tmp_path))

    with pytest.raises(BaseMapUnfit):
        base_maps.add_base_map(space, photo(tmp_path))
    with pytest.raises(UsageError):
        base_maps.add_base_map(space, photo(tmp_path), "另一张", "火星")
    with pytest.raises(BaseMapUnknown):
        base_maps.remove_base_map(space, "没有的")


def test_entries_spoilt_by_hand_are_left_out(space: Workspace) -> None:
    text = (space.folder / "project.toml").read_text(encoding="utf-8").replace("base_maps = []", "")
    spoilt = 'relief = { colors = ["紫"] }\n' + text.replace("[relief]", "")
    spoilt += '\n[[base_maps]]\nname = "坏"\n\n[[base_maps]]\nname = "坏"\npath = "/无.tif"\ndatum = "火星"\n'
    (space.folder / "project.toml").write_text(spoilt, encoding="utf-8")
    space.project = read_project(space.folder)

    assert base_maps.base_maps(space) == []
    assert base_maps.relief(space) == RasterStyle()


def test_heights_lie_under_the_map_where_their_layer_is_shown(space: Workspace, tmp_path: Path) -> None:
    base_maps.set_relief(space, RasterStyle(("#000000", "#ffffff"), shade=0.0))
    assert base_maps.relief(space).colors == ("#000000", "#ffffff")
    base_maps.add_base_map(space, photo(tmp_path))

    assert len(base_maps.backdrop(space, [LayerState("elevation")]).shown) == 1
