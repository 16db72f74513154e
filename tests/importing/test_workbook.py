"""XLSX workbooks: sheets, dates, numbers and formulas."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.themes import ADDRESSES


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "说明"
    first.append(["填表说明", None])
    first.append(["请勿修改", None])
    sheet = book.create_sheet("标准地址")
    sheet.append([None, None])
    sheet.append(["地址编码", "标准地址全称", "经度", "纬度", "登记"])
    sheet.append(["A0001", "鄂尔多斯大街1号", 109.79, 39.607, datetime(2016, 6, 8)])
    sheet.append([None] * 5)
    sheet.append([12.0, "康城小区", "109.80", "39.608", None])
    path = tmp_path / "地址 2024.xlsx"
    book.save(path)
    return path


def opened(path: Path, **options: Any) -> Source:
    return open_source(path, ADDRESSES, ImportOptions(**options))


def test_the_sheet_called_like_the_theme_is_read_from_its_first_filled_row(workbook: Path) -> None:
    with opened(workbook) as source:
        (table,) = source.batches()
    assert source.layer == "标准地址"
    assert table.columns["地址编码"] == ["A0001", 12]
    assert table.columns["登记"] == [datetime(2016, 6, 8), None]
    assert table.geometry is not None
    assert table.geometry[1].wkt == "POINT (109.8 39.608)"


def test_a_sheet_can_be_chosen(workbook: Path) -> None:
    assert opened(workbook, layer="说明").columns == ("填表说明",)
    with pytest.raises(LayerUnknown) as caught:
        opened(workbook, layer="第三张")
    assert caught.value.values["known"] == ("说明", "标准地址")


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(FileEmpty):
        opened(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_workbook_cut_short_is_unreadable(workbook: Path, share: float) -> None:
    workbook.write_bytes(workbook.read_bytes()[: int(workbook.stat().st_size * share)])
    with pytest.raises(FileUnreadable):
        opened(workbook)
