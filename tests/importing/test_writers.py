"""What is written is read back by GDAL and by ourselves."""

import csv
import json
from collections.abc import Iterator
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
from kangbashi_gis.importing.writers import DRAWINGS, SHAPES_ONLY, WRITERS
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


def test_geojson_holds_degrees_east_first_and_no_crs(tmp_path: Path) -> None:
    path = tmp_path / "企业.geojson"
    WRITERS[".geojson"](path, dataset(ENTITIES))
    document = json.loads(path.read_text(encoding="utf-8"))
    lon, lat = document["features"][0]["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (110, 40)
    assert "crs" not in document
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
