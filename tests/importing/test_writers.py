"""What is written is read back by GDAL and by ourselves."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import geopandas
import numpy as np
import openpyxl
import pytest
import shapely

from kangbashi_gis.errors import LetterUnwritable, OutputUnwritable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.importing.writers import DRAWINGS, SHAPES_ONLY, WRITERS, dbf
from kangbashi_gis.importing.writers.dataset import Dataset
from kangbashi_gis.importing.writers.dbf import short_names
from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ALIASES, BUILDINGS, ENTITIES, PARCELS, ROADS
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_383_000.0
CRS = "EPSG:4546"
HOLED = shapely.box(X, Y, X + 100, Y + 100).difference(shapely.box(X + 40, Y + 40, X + 60, Y + 60))
ONE = shapely.MultiPolygon([HOLED])

TABLES: dict[str, Table] = {
    "buildings": Table(
        {
            "code": ["B1", "B2", "B3"],
            "name": ["1号楼", "=2号楼", None],
            "compound": ["康城小区", "康城小区", None],
            "use": [None, None, None],
            "floors": [6, None, 33],
            "height_m": [18.25, None, 99.1],
            "built": [2010, 2012, None],
        },
        np.array([ONE, ONE, shapely.MultiPolygon([HOLED, shapely.box(X - 9, Y, X - 5, Y + 5)])]),
    ),
    "roads": Table(
        {"code": ["R1"], "name": ["鄂尔多斯大街"], "class": ["arterial"], "former_name": [None], "width_m": [40.0],
         "lanes": [8], "built": [2006]},
        np.array([shapely.MultiLineString([[(X, Y), (X + 500, Y + 20)]])]),
    ),
    "entities": Table(
        {
            "credit_code": ["91150699MA0000001X", None], "name": ["康巴什示例商贸有限公司", "某店"],
            "kind": ["9", None],
            "industry": ["F", "H"], "registered": ["2016-06-08", None], "status": ["存续", None], "staff": [12, None],
            "capital": [100.5, None], "address": ["鄂尔多斯大街1号", "+86号院"], "address_code": ["A0001", None],
            "parcel_code": [None, None],
        },
        np.array([shapely.Point(X + 10, Y + 10), shapely.Point(X + 390, Y + 10.25)]),
    ),
}  # fmt: skip


def dataset(theme: Theme, table: Table | None = None, encoding: str = "UTF-8") -> Dataset:
    rows = TABLES[theme.name] if table is None else table

    def start() -> Iterator[Table]:
        for place in range(len(rows)):
            yield rows.take(np.array([place]))

    return Dataset(theme, CRS, len(rows), start, encoding)


def read_back(path: Path, theme: Theme) -> Table:
    options = ImportOptions(crs=CRS if path.suffix in (".csv", ".xlsx") and theme is not ENTITIES else None)
    with open_source(path, theme, options) as source:
        (table,) = prepare(source, theme, options, CRS).tables(silent)
    return table


@pytest.mark.parametrize("suffix", sorted({*WRITERS} - DRAWINGS))
@pytest.mark.parametrize("theme", [BUILDINGS, ROADS, ENTITIES], ids=lambda one: one.name)
def test_every_format_comes_back_as_it_went_out(tmp_path: Path, theme: Theme, suffix: str) -> None:
    path = tmp_path / f"导出 {theme.title}{suffix}"
    given = TABLES[theme.name]
    assert WRITERS[suffix](path, dataset(theme)) == len(given)
    found = read_back(path, theme)
    assert {name: list(values) for name, values in found.columns.items()} == given.columns
    distance = [a.hausdorff_distance(b) for a, b in zip(given.geometry, found.geometry, strict=True)]  # type: ignore[arg-type]
    assert max(distance) < 0.001


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_gdal_reads_our_shapefile_by_its_marks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "楼.shp"
    WRITERS[".shp"](path, dataset(BUILDINGS, encoding=encoding))
    frame = geopandas.read_file(path)
    assert frame.crs == CRS
    assert frame.iloc[:, 1].tolist()[:2] == ["1号楼", "=2号楼"]
    assert list(frame.columns) == [*short_names(BUILDINGS.open_fields, encoding), "geometry"]
    assert path.with_suffix(".dbf").read_bytes()[29] == {"UTF-8": 0x00, "GBK": 0x4D}[encoding]
    assert path.with_suffix(".cpg").read_text() == encoding
    assert frame.geometry[0].area == pytest.approx(9600)


def test_gbk_needs_no_cpg(tmp_path: Path) -> None:
    path = tmp_path / "楼.shp"
    WRITERS[".shp"](path, dataset(BUILDINGS, encoding="GBK"))
    path.with_suffix(".cpg").unlink()
    assert geopandas.read_file(path).iloc[0, 2] == "康城小区"


def test_shortened_names_are_whole_characters_all_different_and_listed(tmp_path: Path) -> None:
    fields = [
        Field(f"f{place}", title) for place, title in enumerate(["统一社会信用代码", "统一社会信用代号", "统一社会信"])
    ]
    assert short_names(fields, "GBK") == ["统一社会信", "统一社会2", "统一社会3"]
    assert short_names(fields, "UTF-8") == ["统一社", "统一社2", "统一社3"]
    path = tmp_path / "企业.shp"
    WRITERS[".shp"](path, dataset(ENTITIES))
    with path.with_suffix(".字段名.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(row for row in csv.reader(file) if row[1] == "credit_code") == [
            "统一社",
            "credit_code",
            "统一社会信用代码",
        ]


def test_a_character_that_gbk_lacks_is_told_not_lost(tmp_path: Path) -> None:
    table = TABLES["roads"].with_columns(name=["𠮷路"])
    with pytest.raises(LetterUnwritable) as caught:
        WRITERS[".shp"](tmp_path / "路.shp", dataset(ROADS, table, "GBK"))
    assert (caught.value.values["letter"], caught.value.values["text"]) == ("𠮷", "𠮷路")


def test_a_text_too_long_for_a_shapefile_is_told_not_cut(tmp_path: Path) -> None:
    table = TABLES["roads"].with_columns(name=["路" * 100])
    with pytest.raises(OutputUnwritable):
        WRITERS[".shp"](tmp_path / "路.shp", dataset(ROADS, table))


def test_cells_that_a_spreadsheet_would_run_are_neutralised(tmp_path: Path) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "安全"]
    rows = Table({"alias": names, "name": names, "kind": [None] * 6, "since": [None] * 6, "until": [None] * 6})
    WRITERS[".csv"](tmp_path / "别名.csv", dataset(ALIASES, rows))
    text = (tmp_path / "别名.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == [*(f"'{name}" for name in names[:5]), "安全"]
    WRITERS[".xlsx"](tmp_path / "别名.xlsx", dataset(ALIASES, rows))
    sheet = openpyxl.load_workbook(tmp_path / "别名.xlsx").active
    assert [sheet.cell(row, 1).data_type for row in range(2, 8)] == ["s"] * 6  # type: ignore[union-attr]
    with ZipFile(tmp_path / "别名.xlsx") as packed:
        assert b"<f>" not in b"".join(packed.read(name) for name in packed.namelist() if "sheet" in name)


def test_geojson_holds_degrees_east_first_and_says_that_they_are_of_wgs84(tmp_path: Path) -> None:
    path = tmp_path / "企业.geojson"
    WRITERS[".geojson"](path, dataset(ENTITIES))
    document = json.loads(path.read_text(encoding="utf-8"))
    lon, lat = document["features"][0]["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (110, 40)
    assert document["crs"]["properties"]["name"] == "urn:ogc:def:crs:OGC:1.3:CRS84"
    assert document["features"][0]["properties"]["name"] == "康巴什示例商贸有限公司"


WRITABLE = [(BUILDINGS, suffix) for suffix in sorted(WRITERS)] + [
    (ALIASES, suffix) for suffix in sorted({*WRITERS} - SHAPES_ONLY)
]


@pytest.mark.parametrize(("theme", "suffix"), WRITABLE)
def test_a_theme_without_rows_gives_a_file_without_rows(tmp_path: Path, theme: Theme, suffix: str) -> None:
    path = tmp_path / f"空{suffix}"
    empty = Dataset(theme, CRS, 0, lambda: iter(()))
    assert WRITERS[suffix](path, empty) == 0
    assert path.stat().st_size > 0


def test_a_shape_that_no_cell_can_hold_is_told_not_cut(tmp_path: Path) -> None:
    wheel = shapely.Point(X, Y).buffer(1000, quad_segs=1000)
    names = [one.name for one in PARCELS.open_fields]
    table = Table({name: ["P1"] for name in names}, np.array([shapely.MultiPolygon([wheel])]))
    with pytest.raises(OutputUnwritable) as caught:
        WRITERS[".xlsx"](tmp_path / "宗地.xlsx", dataset(PARCELS, table))
    assert caught.value.values["reason"] == "cell_too_long"


def test_no_personal_field_is_among_those_that_are_written() -> None:
    assert not any(one.personal for one in dataset(ENTITIES).fields)


def drawing(path: Path, theme: Theme, encoding: str, table: Table | None = None, **more: str) -> Path:
    given = dataset(theme, table, encoding)
    assert WRITERS[".dxf"](path, replace(given, **more)) == given.count  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
@pytest.mark.parametrize("theme", [BUILDINGS, ROADS, ENTITIES], ids=lambda one: one.name)
def test_a_drawing_comes_back_with_its_holes_layers_and_labels(tmp_path: Path, theme: Theme, encoding: str) -> None:
    path = drawing(tmp_path / "图.dxf", theme, encoding)
    kind = {"buildings": "面", "roads": "线", "entities": "点"}[theme.name]
    with open_source(path, theme, ImportOptions(crs=CRS, layer=f"{theme.title}/{kind}")) as source:
        (found,) = source.batches()
        assert source.encoding.upper().replace("GB18030", "GBK") == encoding
    shapes = found.geometry
    given = shapely.get_parts(TABLES[theme.name].geometry)
    assert shapes is not None and len(shapes) == len(given)
    assert max(a.hausdorff_distance(b) for a, b in zip(given, shapes, strict=True)) < 0.001
    if theme is BUILDINGS:
        assert [len(one.interiors) for one in shapely.get_parts(shapes)] == [1, 1, 1, 0]
    with open_source(path, theme, ImportOptions(crs=CRS, layer=f"{theme.title}_注记/注记")) as source:
        (labels,) = source.batches()
    assert list(labels.columns["文字"]) == [one for one in TABLES[theme.name].columns["name"] if one]


def test_gdal_reads_our_drawing(tmp_path: Path) -> None:
    frame = geopandas.read_file(drawing(tmp_path / "图.dxf", BUILDINGS, "GBK"))
    shapes = frame[frame["Layer"] == "建筑物"].geometry
    assert sorted(round(one.convex_hull.area) for one in shapes) == [20, 10_000, 10_000, 10_000]
    assert set(frame["Text"].dropna()) == {"1号楼", "=2号楼", "SOLID"}


def test_a_character_that_gbk_lacks_is_an_escape_in_a_drawing(tmp_path: Path) -> None:
    table = TABLES["roads"].with_columns(name=["𠮷龴路"])
    path = drawing(tmp_path / "图.dxf", ROADS, "GBK", table)
    assert b"\\U+D842\\U+DFB7\\U+9FB4" in path.read_bytes()
    with open_source(path, ROADS, ImportOptions(crs=CRS, layer="道路_注记/注记")) as source:
        (labels,) = source.batches()
    assert list(labels.columns["文字"]) == ["𠮷龴路"]


def test_fields_stand_beside_the_things_of_a_drawing_and_one_may_be_their_height(tmp_path: Path) -> None:
    path = drawing(tmp_path / "图.dxf", BUILDINGS, "GBK", elevation="height_m")
    text = path.read_text(encoding="gbk")
    assert "1001\nKANGBASHI_GIS\n1000\n楼栋编码=B1\n1000\n楼栋名称=1号楼\n" in text
    with open_source(path, BUILDINGS, ImportOptions(crs=CRS, layer="建筑物/面")) as source:
        (found,) = source.batches()
    assert found.columns["标高"][:2] == [18.25, 0.0]


def test_long_values_beside_a_thing_are_parted_not_cut(tmp_path: Path) -> None:
    table = TABLES["roads"].with_columns(former_name=["路" * 150])
    lines = drawing(tmp_path / "图.dxf", ROADS, "GBK", table).read_text(encoding="gbk").splitlines()
    assert max(len(line.encode("gbk")) for line in lines) < 255
    assert "".join(lines).count("路") >= 150


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".csv", ".xlsx", ".dxf"])
def test_the_crs_of_a_file_is_chosen(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"路{suffix}"
    WRITERS[suffix](path, replace(dataset(ROADS), target="EPSG:4525"))
    options = ImportOptions(crs="EPSG:4525")
    options = replace(options, layer="道路/线") if suffix == ".dxf" else options
    with open_source(path, ROADS, options) as source:
        (read,) = prepare(source, ROADS, options, CRS).tables(silent)
        assert source.crs is None or "4525" in source.crs or "37" in source.crs
    assert read.geometry is not None
    assert read.geometry[0].hausdorff_distance(TABLES["roads"].geometry[0]) < 0.001  # type: ignore[index]


def test_points_in_degrees_have_no_columns_of_metres(tmp_path: Path) -> None:
    WRITERS[".csv"](tmp_path / "企业.csv", replace(dataset(ENTITIES), target="EPSG:4490"))
    heading, first, *_ = (tmp_path / "企业.csv").read_text(encoding="utf-8-sig").splitlines()
    assert heading.endswith("经度（EPSG:4490）,纬度（EPSG:4490）") and "东坐标" not in heading
    assert first.split(",")[-2].startswith("109.")


def test_geojson_turns_its_rings_as_the_standard_says(tmp_path: Path) -> None:
    path = tmp_path / "楼.geojson"
    WRITERS[".geojson"](path, dataset(BUILDINGS))
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in json.loads(path.read_text())["features"]]
    rings = [part for shape in shapes for part in shape.geoms]
    assert all(ring.exterior.is_ccw and not any(hole.is_ccw for hole in ring.interiors) for ring in rings)


def test_a_csv_has_a_byte_order_mark_unless_it_is_not_wanted(tmp_path: Path) -> None:
    for mark in (True, False):
        WRITERS[".csv"](tmp_path / f"{mark}.csv", replace(dataset(ROADS), mark=mark))
        assert (tmp_path / f"{mark}.csv").read_bytes().startswith(b"\xef\xbb\xbf") == mark


def test_gb18030_has_what_gbk_lacks(tmp_path: Path) -> None:
    table = TABLES["roads"].with_columns(name=["𠮷龴路"])
    WRITERS[".csv"](tmp_path / "路.csv", dataset(ROADS, table, "GB18030"))
    assert "𠮷龴路" in (tmp_path / "路.csv").read_text(encoding="gb18030")
    with pytest.raises(LetterUnwritable) as caught:
        WRITERS[".csv"](tmp_path / "路2.csv", dataset(ROADS, table, "GBK"))
    assert caught.value.values["letter"] == "𠮷"


@pytest.mark.parametrize("suffix", [".xlsx", ".kml"])
def test_a_control_character_is_told_not_lost(tmp_path: Path, suffix: str) -> None:
    table = TABLES["roads"].with_columns(name=["铃\x07路"])
    with pytest.raises(LetterUnwritable) as caught:
        WRITERS[suffix](tmp_path / f"路{suffix}", dataset(ROADS, table))
    assert (caught.value.values["letter"], caught.value.values["text"]) == ("U+0007", "铃U+0007路")


def test_only_the_fields_that_are_wanted_are_written_in_their_order(tmp_path: Path) -> None:
    WRITERS[".csv"](tmp_path / "路.csv", replace(dataset(ROADS), names=("built", "name")))
    assert (tmp_path / "路.csv").read_text(encoding="utf-8-sig").splitlines()[0] == "建成年份,道路名称,WKT（EPSG:4546）"


def test_a_shapefile_beyond_two_gigabytes_is_told_before_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbf, "MOST_BYTES", 50)
    with pytest.raises(OutputUnwritable) as caught:
        WRITERS[".shp"](tmp_path / "楼.shp", dataset(BUILDINGS))
    assert caught.value.values["reason"] == "too_large_for_shapefile"
    assert list(tmp_path.iterdir()) == []
