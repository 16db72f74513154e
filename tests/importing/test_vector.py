"""GeoPackage, GeoJSON, TopoJSON and FileGDB, each written and read back."""

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable, LayerUnclear, LayerUnknown, ThemeMismatch
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import READERS, gdal, open_source
from kangbashi_gis.importing.sources.vector import read_geopackage
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ELEVATION, PARCELS, ROADS, WATER
from kangbashi_gis.operations.workspace import Workspace

COLUMNS = {"名称": ["乌兰木伦河", "东湖", None], "长度": [1.5, 2.5, None]}


def opened(path: Path, theme: Theme = WATER, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(**options))


def read(source: Source, size: int = 2) -> tuple[dict[str, list[Any]], list[Any]]:
    with source:
        tables = list(source.batches(size))
    columns = {name: [value for table in tables for value in table.columns[name]] for name in source.columns}
    return columns, [shape for table in tables for shape in table.geometry]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["水系.gpkg", "水系.geojson", "水系.gdb"])
def test_rows_come_back_from_every_format(make_file: Any, squares: list[shapely.Polygon], name: str) -> None:
    more = {"driver": "OpenFileGDB"} if name.endswith("gdb") else {}
    source = opened(make_file(name, squares, COLUMNS, **more))
    columns, shapes = read(source)
    assert columns["名称"] == COLUMNS["名称"]
    assert columns["长度"][:2] == [1.5, 2.5]
    assert source.count == 3
    assert all(a.equals(b) for a, b in zip(shapes, squares, strict=True))


def test_layers_larger_than_a_piece_are_read_whole(
    make_file: Any, squares: list[shapely.Polygon], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gdal, "PIECE", 2)
    columns, _ = read(opened(make_file("水系.gpkg", squares, COLUMNS)), size=1)
    assert columns["名称"] == COLUMNS["名称"]


def test_geojson_without_a_reference_is_wgs84(tmp_path: Path) -> None:
    path = tmp_path / "点.geojson"
    path.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名称":"甲"},'
                    '"geometry":{"type":"Point","coordinates":[109.79,39.6]}}]}', encoding="utf-8")  # fmt: skip
    with opened(path) as source:
        assert (source.crs, source.assumed) == ("EPSG:4326", True)


def test_topojson_is_read_in_degrees(tmp_path: Path) -> None:
    path = tmp_path / "路.topojson"
    document = {
        "type": "Topology",
        "objects": {"路": {"type": "GeometryCollection", "geometries": [
            {"type": "LineString", "arcs": [0], "properties": {"名称": "鄂尔多斯大街"}}]}},
        "arcs": [[[109.79, 39.6], [109.80, 39.6]]],
    }  # fmt: skip
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    source = opened(path, ROADS)
    columns, shapes = read(source)
    assert columns["名称"] == ["鄂尔多斯大街"]
    assert shapes[0].wkt == "LINESTRING (109.79 39.6, 109.8 39.6)"
    assert source.crs == "EPSG:4326"


def two_layers(make_file: Any, squares: list[shapely.Polygon], names: tuple[str, str]) -> Path:
    for name in names:
        path = make_file("两层.gpkg", squares, COLUMNS, layer=name)
    return path


def test_of_several_layers_the_one_called_like_the_theme_is_taken(make_file: Any, squares: list[Any]) -> None:
    assert opened(two_layers(make_file, squares, ("水系", "道路"))).layer == "水系"


def test_several_layers_of_other_names_are_asked_about(make_file: Any, squares: list[Any]) -> None:
    path = two_layers(make_file, squares, ("甲", "乙"))
    with pytest.raises(LayerUnclear) as caught:
        opened(path)
    assert caught.value.values["known"] == ("甲", "乙")
    assert opened(path, layer="乙").layer == "乙"
    with pytest.raises(LayerUnknown):
        opened(path, layer="丙")


def test_a_layer_without_rows_is_empty(make_file: Any) -> None:
    with pytest.raises(FileEmpty):
        opened(make_file("空.gpkg", [], {}))


@pytest.mark.parametrize("name", ["水系.gpkg", "水系.geojson", "水系.kml", "水系.xlsx", "水系.tif", "水系.zip"])
def test_a_foreign_file_under_the_name_of_a_format_is_unreadable(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x7fELF" + bytes(5000))
    with pytest.raises(FileUnreadable):
        opened(path, ELEVATION if name.endswith("tif") else WATER)


def test_a_driver_hidden_under_another_name_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "藏着的.geojson"
    layer = '<OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    path.write_text(f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>")
    with pytest.raises(FileUnreadable):
        opened(path)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_missing_and_empty_files_are_told_apart(tmp_path: Path, suffix: str) -> None:
    theme = ELEVATION if suffix.startswith(".tif") else PARCELS
    path = tmp_path / f"宗地{suffix}"
    with pytest.raises(FileMissing):
        opened(path, theme)
    if suffix == ".gdb":
        path.mkdir()
        with pytest.raises(FileUnreadable):
            opened(path, theme)
        return
    path.touch()
    with pytest.raises(FileEmpty):
        opened(path, theme)


def test_an_unknown_suffix_and_a_folder_are_not_formats(tmp_path: Path) -> None:
    (tmp_path / "图.xyz").write_bytes(b"1 2 3")
    (tmp_path / "夹.shp").mkdir()
    for name in ("图.xyz", "夹.shp"):
        with pytest.raises(FileUnreadable) as caught:
            opened(tmp_path / name)
        assert caught.value.values["reason"] == "unknown_format"


@pytest.mark.parametrize("name", ["水系.gpkg", "水系.geojson"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_file_cut_short_gives_an_error_of_ours(make_file: Any, squares: list[Any], name: str, share: float) -> None:
    path = make_file(name, squares * 40, {"名称": ["河"] * 120})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises((FileUnreadable, FileEmpty)):
        read(opened(path))


def test_a_vector_file_is_no_elevation_model(make_file: Any, squares: list[Any]) -> None:
    with pytest.raises(ThemeMismatch):
        opened(make_file("水系.gpkg", squares, COLUMNS), ELEVATION)


def test_the_store_of_an_open_workspace_is_read_from_a_copy(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    list_layers = pyogrio.list_layers
    monkeypatch.setattr(pyogrio, "list_layers", lambda path: seen.append(Path(path)) or list_layers(path))
    # here, where it can be seen, and not in the process that reads files
    columns, _ = read(read_geopackage(workspace.folder / "city.gpkg", ROADS, ImportOptions(layer="roads")))
    assert columns["name"] == ["鄂尔多斯大街", "乌兰木伦街"]
    assert workspace.folder not in seen[0].parents
