"""Whatever a foreign library throws is one error of ours; a mistake of our own stays visible."""

import os
import zipfile
from pathlib import Path

import pytest

from kangbashi_gis.errors import DiskFull, FileEmpty, FileUnreadable
from kangbashi_gis.importing import source
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import distinct, readable
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.themes import PARCELS

PATH = Path("外来.shp")


@pytest.mark.parametrize(
    "problem", [ValueError("值"), RuntimeError(), KeyError("列"), EOFError(), MemoryError(), NameError()]
)
def test_foreign_exceptions_become_unreadable_without_quoting_the_file(problem: Exception) -> None:
    with pytest.raises(FileUnreadable) as caught, readable(PATH):
        raise problem
    assert "值" not in str(caught.value)


def test_a_bad_zip_is_damaged() -> None:
    with pytest.raises(FileUnreadable), readable(PATH):
        raise zipfile.BadZipFile


def test_a_full_disk_is_told_as_such() -> None:
    with pytest.raises(DiskFull), readable(PATH):
        raise OSError(28, "No space left on device")


def test_errors_of_ours_pass() -> None:
    with pytest.raises(FileEmpty), readable(PATH):
        raise FileEmpty(path="x")


def test_a_mistake_of_our_own_is_not_blamed_on_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PACKAGE", Path(__file__).parent)
    with pytest.raises(NameError), readable(PATH):
        raise NameError("ours")


def test_names_of_columns_are_made_distinct() -> None:
    assert distinct(["名称", "名称", " ", "名称_2", "名称"]) == ("名称", "名称_2", "column_3", "名称_2_2", "名称_3")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
@pytest.mark.parametrize("suffix", [".csv", ".gpkg", ".shp", ".xlsx"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"管道{suffix}"
    os.mkfifo(path)
    with pytest.raises(FileUnreadable) as caught:
        open_source(path, PARCELS, ImportOptions())
    assert caught.value.values["reason"] == "not_a_file"
