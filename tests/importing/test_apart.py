"""Files of native formats are read in a process of its own: what brings that down, or keeps it busy, is told."""

import json
import os
import time
from pathlib import Path

import pytest
import shapely

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import apart, open_source
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import WATER

NAMES = ["乌兰木伦河", "东红海子", None]


def features(path: Path) -> Path:
    rows = [
        {"type": "Feature", "properties": {"名称": name, "序号": place}, "geometry": None}
        for place, name in enumerate(NAMES)
    ]
    rows[0]["geometry"] = json.loads(shapely.to_geojson(shapely.box(0, 0, 1, 1)))
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False), encoding="utf-8")
    return path


def falls(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Stand in for a library that a file brings down."""
    os._exit(139)


def hangs(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Stand in for a library that a file keeps busy."""
    time.sleep(60)
    raise AssertionError


def is_wrong(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Stand in for a reader with a mistake."""
    raise ZeroDivisionError


def falls_late(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Stand in for a library that falls in the middle of a file."""

    def read(size: int):  # type: ignore[no-untyped-def]
        yield Table({"a": [1]})
        os._exit(139)

    return Source(path, "层", ("a",), 2, None, read)


def test_rows_shapes_and_what_a_file_says_of_itself_cross_over(tmp_path: Path) -> None:
    with open_source(features(tmp_path / "水系.geojson"), WATER, ImportOptions()) as source:
        (table,) = source.batches()
    assert (source.columns, source.count, source.crs, source.assumed) == (("名称", "序号"), 3, "EPSG:4326", True)
    assert (table.columns["名称"], table.columns["序号"]) == (NAMES, [0, 1, 2])
    assert table.geometry is not None and list(shapely.is_missing(table.geometry)) == [False, True, True]
    assert table.geometry[0].equals(shapely.box(0, 0, 1, 1))


def test_what_is_wrong_with_a_file_is_told_by_the_error_that_the_reader_raises(tmp_path: Path) -> None:
    path = features(tmp_path / "水系.geojson")
    with pytest.raises(LayerUnknown) as caught:
        open_source(path, WATER, ImportOptions(layer="没有"))
    assert caught.value.values["known"] == ("水系",)
    path.write_text('{"type":"FeatureCollection","features":[]}')
    with pytest.raises(FileEmpty):
        open_source(path, WATER, ImportOptions())


@pytest.mark.parametrize("reader", [falls, is_wrong])
def test_a_reader_that_falls_is_told_and_the_next_file_is_read(tmp_path: Path, reader: apart.Reader) -> None:
    path = features(tmp_path / "水系.geojson")
    with pytest.raises(FileUnreadable) as caught:
        apart.in_own_process(reader)(path, WATER, ImportOptions())
    assert caught.value.values["reason"] == "crash"
    with open_source(path, WATER, ImportOptions()) as source:
        assert sum(len(table) for table in source.batches()) == 3


def test_a_reader_that_falls_in_the_middle_of_a_file_is_told(tmp_path: Path) -> None:
    path = features(tmp_path / "水系.geojson")
    with apart.in_own_process(falls_late)(path, WATER, ImportOptions()) as source:
        batches = source.batches()
        assert next(batches).columns == {"a": [1]}
        with pytest.raises(FileUnreadable) as caught:
            next(batches)
    assert caught.value.values["reason"] == "crash"


def test_a_reader_that_does_not_answer_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SILENT_S", 0.05)
    with pytest.raises(FileUnreadable) as caught:
        apart.in_own_process(hangs)(features(tmp_path / "水系.geojson"), WATER, ImportOptions())
    assert caught.value.values["reason"] == "time"


def test_two_files_can_be_open_at_once(tmp_path: Path) -> None:
    one, other = features(tmp_path / "水系.geojson"), features(tmp_path / "河流.geojson")
    with (
        open_source(one, WATER, ImportOptions()) as first,
        open_source(other, WATER, ImportOptions()) as second,
    ):
        assert [len(table) for table in first.batches(2)] == [2, 1]
        assert [len(table) for table in second.batches()] == [3]
