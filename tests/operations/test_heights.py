"""Heights that were kept stay: through repairs, imports of the same file, undo, and every format that can hold them."""

from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import HeightsUnkept, UsageError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import DIVISIONS, PARCELS
from kangbashi_gis.operations.exporting import ExportOptions, export_theme
from kangbashi_gis.operations.importing import ImportReport, import_file, rehearse_files
from kangbashi_gis.operations.search import identify
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.surroundings import parcel
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store.heights import ranges

X, Y = 384_000.0, 4_384_000.0
CRS = "EPSG:4546"
KEEP = ("keep-z",)
SLOPE = ((0, 0, 1350.0), (40, 0, 1352.0), (40, 50, 1353.5), (0, 50, 1351.25))
LEVEL = ((60, 0, 1360.0), (100, 0, 1360.0), (100, 50, 1360.0), (60, 50, 1360.0))


def area(corners: tuple[tuple[float, float, float], ...], up: float = 0.0) -> shapely.Polygon:
    return shapely.Polygon([(X + x, Y + y, z + up) for x, y, z in corners])


def plain(east: float) -> shapely.Polygon:
    return shapely.box(X + east, Y, X + east + 40, Y + 50)


def write(folder: Path, shapes: list[shapely.Geometry], name: str = "宗地.gpkg", crs: str = CRS) -> Path:
    folder.mkdir(exist_ok=True)
    codes = [f"150699001001GB{number:05d}" for number in range(100, 100 + len(shapes))]
    geopandas.GeoDataFrame({"宗地代码": codes}, geometry=shapes, crs=crs).to_file(folder / name)
    return folder / name


def bring(space: Workspace, path: Path, repairs: tuple[str, ...] = KEEP, **options: Any) -> ImportReport:
    return import_file(space, path, PARCELS, ImportOptions(repairs=repairs, **options), silent)


def stored(space: Workspace, theme: Theme = PARCELS) -> list[tuple[float, float]]:
    """Give the lowest and highest height of the imported rows, rounded, in the order of their codes."""
    table = space.store.read(theme, columns=("code",), high=True)
    assert table.geometry is not None
    ours = [at for at, code in enumerate(table.columns["code"]) if code.startswith("150699001001GB001")]
    return [tuple(pair) for pair in ranges(table.geometry[ours]).round(3).tolist()]


def test_heights_are_kept_with_each_corner_and_flat_rows_stay_flat(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, write(tmp_path, [area(SLOPE), plain(120), shapely.force_3d(plain(180))]))
    assert (report.added, report.heights_kept, report.heights_dropped) == (3, 1, 1)
    assert report.repairs[0].changed == 1
    slope, *flat = stored(workspace)
    assert slope == (1350.0, 1353.5)
    assert np.isnan(flat).all()


def test_a_map_reads_flat_shapes(workspace: Workspace, tmp_path: Path) -> None:
    assert not workspace.store.has_heights(PARCELS)
    bring(workspace, write(tmp_path, [area(SLOPE)]))
    shapes = workspace.store.read(PARCELS).geometry
    assert workspace.store.has_heights(PARCELS)
    assert not shapely.has_z(shapes).any()
    assert workspace.store.check() == []


def test_the_same_file_changes_nothing_and_another_height_is_a_change(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, [area(SLOPE), area(LEVEL)]))
    assert bring(workspace, tmp_path / "宗地.gpkg").unchanged == 2
    path = write(tmp_path / "下月", [area(SLOPE), area(LEVEL, up=0.4)])
    request = ImportRequest(path, PARCELS, ImportOptions(repairs=KEEP))
    (done,) = rehearse_files(workspace, [request], silent)
    (change,) = done.difference.changed
    (field,) = change.fields
    assert (field.title, field.before, field.after, change.moved) == ("高程", "1360.000", "1360.400", False)
    assert bring(workspace, path).replaced == 1
    assert stored(workspace)[1] == (1360.4, 1360.4)
    undo(workspace)
    assert stored(workspace)[1] == (1360.0, 1360.0)


def test_a_file_without_heights_leaves_those_of_shapes_that_stay(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, [area(SLOPE), area(LEVEL)]))
    flat = write(tmp_path / "平面", [shapely.force_2d(area(SLOPE)), plain(61)])
    report = bring(workspace, flat, repairs=())
    assert (report.unchanged, report.replaced) == (1, 1)
    slope, moved = stored(workspace)
    assert slope == (1350.0, 1353.5)
    assert np.isnan(moved).all()


@pytest.mark.parametrize("repair", ["make-valid", "snap=0.01", "slivers", "split"])
def test_repairs_keep_heights(workspace: Workspace, tmp_path: Path, repair: str) -> None:
    beside = area(((40.004, 0, 1352.0), (80, 0, 1354.0), (80, 50, 1355.0), (40.004, 50, 1353.5)))
    bow = area(((100, 0, 1350.0), (110, 10, 1350.0), (110, 0, 1350.0), (100, 10, 1350.0)))
    bring(workspace, write(tmp_path, [area(SLOPE), beside, bow]), (*KEEP, repair))
    first, second, *rest = stored(workspace)
    assert (first, second) == ((1350.0, 1353.5), (1352.0, 1355.0))
    assert set(rest) == {(1350.0, 1350.0)}


def test_lines_that_are_closed_keep_their_heights(workspace: Workspace, tmp_path: Path) -> None:
    outline = shapely.LineString([*area(SLOPE).exterior.coords[:-1], (X, Y + 0.1, 1350.0)])
    bring(workspace, write(tmp_path, [outline]), (*KEEP, "close=0.2"))
    assert stored(workspace) == [(1350.0, 1353.5)]


def test_heights_come_through_another_reference(workspace: Workspace, tmp_path: Path) -> None:
    frame = geopandas.GeoSeries([area(SLOPE)], crs=CRS).to_crs("EPSG:4490")
    bring(workspace, write(tmp_path, list(frame), crs="EPSG:4490"))
    assert stored(workspace) == [(1350.0, 1353.5)]


def test_a_layer_that_only_says_where_something_is_keeps_none(workspace: Workspace, tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"名称": ["某街道"], "区划代码": ["150603001"]}, geometry=[area(SLOPE)], crs=CRS)
    frame.to_file(tmp_path / "区划.gpkg")
    with pytest.raises(HeightsUnkept) as caught:
        import_file(workspace, tmp_path / "区划.gpkg", DIVISIONS, ImportOptions(repairs=KEEP), silent)
    assert caught.value.values["reason"] == "theme_is_flat"


def test_heights_in_a_unit_nobody_has_stated_are_not_kept(workspace: Workspace, tmp_path: Path) -> None:
    kilometres = shapely.transform(area(SLOPE), lambda xyz: xyz / (1000, 1000, 1), include_z=True)
    path = write(tmp_path, [kilometres])
    with pytest.raises(HeightsUnkept) as caught:
        bring(workspace, path, crs=CRS, unit="kilometre")
    assert caught.value.values["reason"] == "unit_unknown"


@pytest.mark.parametrize("suffix", [".shp", ".gpkg", ".geojson", ".kml", ".csv", ".xlsx"])
def test_what_is_exported_comes_back_at_its_height(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    bring(workspace, write(tmp_path, [area(SLOPE), area(LEVEL), plain(120)]))
    before = stored(workspace)
    out = tmp_path / f"宗地 导出{suffix}"
    export_theme(workspace, out, PARCELS, silent)
    stated = {} if suffix in (".shp", ".gpkg") else {"crs": CRS if suffix in (".csv", ".xlsx") else "EPSG:4326"}
    back = bring(workspace, out, **stated)
    assert (back.read, back.unchanged, back.heights_kept) == (back.read, back.read, 2)
    undo(workspace)
    undo(workspace)
    bring(workspace, out, **stated)
    assert np.array_equal(stored(workspace), before, equal_nan=True)


def test_a_drawing_has_lines_in_space_and_level_ones(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, [area(SLOPE), area(LEVEL)]))
    export_theme(workspace, tmp_path / "宗地.dxf", PARCELS, silent, ExportOptions(encoding="UTF-8"))
    drawn = geopandas.read_file(tmp_path / "宗地.dxf")
    high = drawn[drawn.SubClasses.str.contains("Polyline")].geometry.values
    assert sorted(map(tuple, ranges(np.asarray(high, dtype=object)).tolist()))[-2:] == [
        (1350.0, 1353.5),
        (1360.0, 1360.0),
    ]


def test_a_click_and_a_place_tell_how_high_things_lie(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write(tmp_path, [area(SLOPE), area(LEVEL)]))
    (slope,), (level,) = (identify(workspace, X + east, Y + 5, 0.0, ("parcels",)) for east in (20, 80))
    assert slope.detail.endswith("高程 1350.000–1353.500 m")
    assert level.detail.endswith("高程 1360.000 m")
    here = parcel(workspace, X + 20, Y + 5)
    assert here is not None
    assert here.heights_m == (1350.0, 1353.5)


def test_to_keep_and_to_drop_heights_is_no_wish(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        bring(workspace, write(tmp_path, [area(SLOPE)]), ("keep-z", "drop-z"))
