"""Titles above the heading, the heading again on each page, and coordinates as people write them."""

import math
from pathlib import Path

import pytest

from kangbashi_gis.importing import coordinates
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.themes import ENTITIES

HEADING = "统一社会信用代码{0}单位名称{0}从业人数\n"
ROW = "91150699MA0000001X{0}康城店{0}3\n"


@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("titles", ["康巴什区名录\n", "康巴什区名录{0}{0}\n制表：某局{0}{0}2020年\n", "名录\n\n\n"])
def test_titles_above_the_heading_are_no_heading(tmp_path: Path, sign: str, titles: str) -> None:
    path = tmp_path / "名录.csv"
    path.write_text((titles + HEADING + ROW).format(sign), encoding="utf-8")
    with open_source(path, ENTITIES, ImportOptions()) as source:
        (table,) = source.batches()
    assert source.columns == ("统一社会信用代码", "单位名称", "从业人数")
    assert source.notes == ("titles_left_out",)
    assert table.columns["从业人数"] == ["3"]


def test_the_heading_again_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text((HEADING + ROW + HEADING + ROW).format(","), encoding="utf-8")
    with open_source(path, ENTITIES, ImportOptions()) as source:
        assert [len(table) for table in source.batches()] == [2]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("384,123.5", 384123.5),
        ("384123,45", 384123.45),
        ("1,384,123", 1384123),
        ("109-39-45", 109.6625),
        ("109 39 45.0", 109.6625),
        ("-109 39 45", -109.6625),
        ("109:39:45", 109.6625),
        ("109°39′45″E", 109.6625),
    ],
)
def test_a_coordinate_is_read_as_it_is_meant(written: str, number: float) -> None:
    assert coordinates.number(written) == pytest.approx(number)


@pytest.mark.parametrize("written", ["109-75-45", "1.384.123,5", "38 4123", "约384000"])
def test_what_is_no_coordinate_is_none(written: str) -> None:
    assert math.isnan(coordinates.number(written))
