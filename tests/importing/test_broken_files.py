"""Files that others collected because they break importers: each gives data or one error of ours."""

from pathlib import Path

import pytest

from kangbashi_gis.errors import FileUnreadable, GisError, ThemeMismatch
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.importing.writers.dataset import DEGREES
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ALIASES, ELEVATION, ENTITIES, ROADS, WATER
from kangbashi_gis.progress import silent

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "broken_files"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the collection of broken files is not at {FOLDER}")

# What must be decoded or refused, whatever else changes: file, encoding stated, the text or the code of the error.
TEXTS = (
    ("dbf/gbk.dbf", "简体国语"),
    ("dbf/gb2312.dbf", "简体国语"),
    ("dbf/utf8.dbf", "国语國語"),
    ("dbf/ldid/chinese.dbf", "encoding"),
    ("dbf/cpg/big5.dbf", "encoding"),
    ("dbf/latin1.dbf", "encoding"),
    ("dbf/big5.dbf", "encoding"),
    ("dbf/shiftjis.dbf", "encoding"),
    ("dbf/cpg/koi8r.dbf", "encoding"),
    ("shapefile/latin1-property.dbf", "encoding"),
)
VERDICTS = (
    ("issues/193/gauss_kruger.shp", "bad_crs"),
    ("issues/invalid_coords/invalid_coordinates.shp", "bad_crs"),
    ("shapefile/shplib/3dpoints.shp", "no_crs"),
    ("geopackage/mixed_crs.gpkg", "layer_unclear"),
    ("geopackage/null_crs_gdal.gpkg", "no_crs"),
    ("features/zip/zip-in-zip.zip", "data"),
    ("text/empty.csv", "file_empty"),
    ("pyshp/corrupt_too_long.shp", "no_crs"),
)


def verdict(path: Path, theme: Theme, options: ImportOptions) -> str:
    """Read a file to its end; "data" or the code of the error."""
    try:
        with open_source(path, theme, options) as source:
            for _ in prepare(source, theme, options, "EPSG:3857").tables(silent):
                pass
    except GisError as problem:
        return problem.code
    return "data"


def every_file() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())


@pytest.mark.parametrize("crs", [None, DEGREES])
def test_every_file_gives_data_or_an_error_of_ours(crs: str | None) -> None:
    verdicts = {}
    for path in every_file():
        for theme in (WATER, ROADS, ENTITIES, ALIASES):
            found = verdict(path, theme, ImportOptions(crs=crs))
            verdicts[path] = found
            if found != ThemeMismatch.code:
                break
    given = [path for path, found in verdicts.items() if found == "data"]
    assert len(given) >= (45 if crs is None else 60)
    assert verdict(every_file()[0], ELEVATION, ImportOptions()) != "data"


@pytest.mark.parametrize(("name", "expected"), TEXTS)
def test_chinese_is_read_and_what_is_not_is_not_taken_for_it(name: str, expected: str) -> None:
    try:
        with open_source(FOLDER / name, WATER, ImportOptions()) as source:
            (table,) = source.batches()
        found = next(iter(table.columns.values()))[0]
    except GisError as problem:
        found = problem.code
    assert found == expected


@pytest.mark.parametrize(("name", "expected"), VERDICTS)
def test_known_files_keep_their_verdict(name: str, expected: str) -> None:
    themes = (WATER, ROADS, ENTITIES)
    found = {verdict(FOLDER / name, theme, ImportOptions()) for theme in themes} - {ThemeMismatch.code}
    assert found == {expected}


def test_damage_that_gdal_passes_over_in_silence_is_noticed() -> None:
    path = FOLDER / "shapefile/shplib/3dpoints.shp"
    with open_source(path, ENTITIES, ImportOptions()) as source, pytest.raises(FileUnreadable):
        list(source.batches())
