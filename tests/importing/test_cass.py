"""CASS coordinate files: with and without codes and heights, by commas or blanks, east or north first."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileEmpty, FileUnreadable, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES

EAST, NORTH = 384_000.5, 4_383_000.25
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def one(lines: Sequence[str], encoding: str = "gbk") -> Path:
        path = tmp_path / "碎部点.dat"
        path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
        return path

    return one


def opened(path: Path, **options: Any) -> Source:
    return open_source(path, ADDRESSES, ImportOptions(**options))


def read(source: Source, size: int = 2) -> tuple[dict[str, list[Any]], list[Any]]:
    with source:
        tables: list[Table] = list(source.batches(size))
    columns = {name: [value for one in tables for value in one.columns[name]] for name in source.columns}
    return columns, [shape for one in tables for shape in one.geometry]  # type: ignore[union-attr]


def test_a_line_is_number_code_east_north_and_height(write: Write) -> None:
    source = opened(
        write(
            [
                "1,鄂尔多斯大街北侧路灯,384000.5,4383000.25,1290.12",
                "2,,384001.5,4383000.25,",
                "界3,K1,384002.5,4383000.25,1",
            ]
        )
    )
    columns, shapes = read(source)
    assert columns == {
        "点号": ["1", "2", "界3"],
        "CASS编码": ["鄂尔多斯大街北侧路灯", None, "K1"],
        "高程": [1290.12, None, 1.0],
    }
    assert [(one.x, one.y) for one in shapes] == [(EAST + more, NORTH) for more in (0, 1, 2)]
    assert (source.crs, source.encoding, source.notes) == (None, "GB18030", ())


@pytest.mark.parametrize("line", ["9,384000.5,4383000.25,1290", "9,384000.5,4383000.25", "9 384000.5 4383000.25 1290"])
def test_code_and_height_may_be_left_out(write: Write, line: str) -> None:
    columns, (shape,) = read(opened(write([line])))
    assert (columns["点号"], columns["CASS编码"], shape) == (["9"], [None], shapely.Point(EAST, NORTH))


@pytest.mark.parametrize("east", [EAST, 37_384_000.5])
def test_north_before_east_is_seen_by_the_size_of_the_numbers(write: Write, east: float) -> None:
    source = opened(write([f"1,,{NORTH},{east},1290"]))
    assert source.notes == ("north_first",)
    assert read(source)[1] == [shapely.Point(east, NORTH)]


def test_stated_axes_leave_the_numbers_as_they_stand(write: Write) -> None:
    source = opened(write([f"1,,{NORTH},{EAST},1290"]), axes="north_east")
    assert (source.notes, read(source)[1]) == ((), [shapely.Point(NORTH, EAST)])


def test_small_numbers_of_a_local_system_are_east_and_north_as_the_format_says(write: Write) -> None:
    assert read(opened(write(["1,,5000.5,8000.25,90"])))[1] == [shapely.Point(5000.5, 8000.25)]


def test_the_number_of_points_on_a_line_of_its_own_is_no_point(write: Write) -> None:
    columns, _ = read(opened(write(["2", "1,,384000,4383000,1", "2,,384001,4383000,1", "END"])))
    assert columns["点号"] == ["1", "2"]


def test_a_line_that_cannot_be_read_is_told_by_its_number(write: Write) -> None:
    good = [f"{number},,384000,4383000,1" for number in range(1, 9)]
    with pytest.raises(RowsInvalid) as caught:
        read(opened(write([*good, "9,,38400O,4383000,1"])))
    assert caught.value.values["example"] == "#9"


def test_another_kind_of_dat_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as caught:
        opened(write(["some settings", "of a program", "a=1"]))
    assert caught.value.values["reason"] == "foreign"
    binary = tmp_path / "表.dat"
    binary.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(FileUnreadable):
        opened(binary)


def test_a_file_without_points_is_empty(write: Write) -> None:
    with pytest.raises(FileEmpty):
        opened(write(["0", "END"]))
