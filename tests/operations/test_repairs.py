"""What is repaired on its way in is sound when it is in: the doctor does not find it again; and it can be undone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from kangbashi_gis.diagnosis import together
from kangbashi_gis.diagnosis.shapes import Shapes
from kangbashi_gis.errors import ThemeMismatch
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import BUILDINGS, PARCELS
from kangbashi_gis.operations.importing import ImportReport, import_file
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_384_000.0
CRS = "EPSG:4546"


def square(east: float, width: float = 10.0) -> shapely.Polygon:
    return shapely.box(X + east, Y, X + east + width, Y + 50)


def write(folder: Path, shapes: Sequence[shapely.Geometry]) -> Path:
    path = folder / "宗地.gpkg"
    codes = [f"150699001001GB{number:05d}" for number in range(100, 100 + len(shapes))]
    geopandas.GeoDataFrame({"宗地代码": codes}, geometry=list(shapes), crs=CRS).to_file(path, driver="GPKG")
    return path


def bring(space: Workspace, path: Path, theme: Theme = PARCELS, **options: Any) -> ImportReport:
    return import_file(space, path, theme, ImportOptions(**options), silent)


def found(space: Workspace) -> set[str]:
    """Give what the doctor finds in the layer as it is."""
    shapes = space.store.read(PARCELS).geometry
    assert shapes is not None
    look = Shapes(metres=True)
    look.add(0, shapes)
    return {one.code for one in (*look.findings(), *together.findings(shapes, "polygon", "parcels"))}


BOW = shapely.Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
CASES: tuple[tuple[str, tuple[str, ...], list[shapely.Geometry]], ...] = (
    ("shape_invalid", ("make-valid",), [BOW, square(20)]),
    ("shape_overlap_thin", ("snap=0.01",), [square(0, 10.004), square(10)]),
    ("shape_sliver", ("slivers",), [square(0), square(10, 0.1), square(10.1)]),
    ("shape_multi", ("split",), [shapely.MultiPolygon([square(0), square(20)])]),
)


@pytest.mark.parametrize(("code", "repairs", "shapes"), CASES)
def test_what_was_repaired_is_not_found_again(
    workspace: Workspace, tmp_path: Path, code: str, repairs: tuple[str, ...], shapes: list[shapely.Geometry]
) -> None:
    path = write(tmp_path, shapes)
    before = workspace.store.read(PARCELS).columns
    bring(workspace, path)
    assert code in found(workspace)
    undo(workspace)
    report = bring(workspace, path, repairs=repairs)
    assert code not in found(workspace)
    assert report.repairs[0].changed + report.repairs[0].left_out > 0
    undo(workspace)
    assert workspace.store.read(PARCELS).columns["id"] == before["id"]


def test_a_row_comes_only_once_where_its_file_has_it_twice(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "宗地.gpkg"
    frame = geopandas.GeoDataFrame({"宗地代码": ["G9", "G9"]}, geometry=[square(0), square(0)], crs=CRS)
    frame.to_file(path, driver="GPKG")
    report = bring(workspace, path, repairs=("duplicates",))
    assert (report.read, report.added, report.repairs[0].left_out) == (2, 1, 1)
    assert bring(workspace, path, repairs=("duplicates",)).unchanged == 1


def test_vertices_snap_to_the_layer_but_not_to_what_the_file_replaces(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, [square(0), square(50)]))
    report = bring(workspace, write(tmp_path, [square(0), square(50.005)]), repairs=("snap=0.01",))
    assert (report.unchanged, report.replaced) == (1, 1)
    path = tmp_path / "邻.gpkg"
    frame = geopandas.GeoDataFrame({"宗地代码": ["G9"]}, geometry=[square(60.009)], crs=CRS)
    frame.to_file(path, driver="GPKG")
    assert bring(workspace, path, repairs=("snap=0.01",)).repairs[0].changed == 1
    assert "shape_gap" not in found(workspace)
    shapes = workspace.store.read(PARCELS).geometry
    assert shapes is not None
    assert shapely.touches(shapes[-1], shapes[-2])


def test_lines_are_closed_to_polygons_only_when_asked(workspace: Workspace, tmp_path: Path) -> None:
    line = shapely.LineString([*square(0).exterior.coords[:4], (X + 10.0, Y + 0.3)])
    path = tmp_path / "楼.gpkg"
    geopandas.GeoDataFrame({"楼栋编码": ["B1"]}, geometry=[line], crs=CRS).to_file(path, driver="GPKG")
    with pytest.raises(ThemeMismatch):
        bring(workspace, path, BUILDINGS)
    with pytest.raises(ThemeMismatch):
        bring(workspace, path, BUILDINGS, repairs=("close=0.1",))
    report = bring(workspace, path, BUILDINGS, repairs=("close",))
    assert (report.added, report.repairs[0].name, report.repairs[0].changed) == (1, "close", 1)


def test_heights_are_dropped_as_asked(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path, [shapely.force_3d(square(0), 1350.0)])
    report = bring(workspace, path, repairs=("drop-z",))
    assert (report.heights_dropped, report.repairs[0].changed) == (1, 1)
