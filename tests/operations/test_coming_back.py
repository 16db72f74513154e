"""What was exported comes into an empty workspace without a word on its coordinate system, and lies where it lay."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, PARCELS
from kangbashi_gis.operations.exporting import ExportOptions, export_theme
from kangbashi_gis.operations.importing import import_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.progress import silent

MILLIMETRE = 0.001


def corners(space: Workspace, theme: Theme) -> np.ndarray:
    rows = space.store.read(theme, space.store.bounds(theme)[0])
    assert rows.geometry is not None
    xy = shapely.get_coordinates(rows.geometry)
    return np.asarray(xy[np.lexsort(xy.round(2).T)])


@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".csv", ".xlsx", ".gpkg", ".shp"])
@pytest.mark.parametrize("theme", [ADDRESSES, PARCELS], ids=["points", "polygons"])
def test_an_export_comes_back_without_being_asked_about(
    workspace: Workspace, tmp_path: Path, theme: Theme, suffix: str
) -> None:
    out = tmp_path / f"导出{suffix}"
    export_theme(workspace, out, theme, silent)
    with create_workspace(tmp_path / "空 工作区", "空") as other:
        (done,) = import_files(other, [ImportRequest(out, theme, ImportOptions())], silent)
        assert done.report.added == workspace.store.count(theme)
        assert np.abs(corners(other, theme) - corners(workspace, theme)).max() < MILLIMETRE


def test_another_crs_stands_in_the_headings_too(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "单位.csv"
    export_theme(workspace, out, ENTITIES, silent, ExportOptions(crs="EPSG:4525"))
    with create_workspace(tmp_path / "空", "空") as other:
        (done,) = import_files(other, [ImportRequest(out, ENTITIES, ImportOptions())], silent)
        assert done.report.crs == "EPSG:4525"
        assert np.abs(corners(other, ENTITIES) - corners(workspace, ENTITIES)).max() < MILLIMETRE
