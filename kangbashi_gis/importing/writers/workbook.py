"""XLSX: one sheet named after the theme."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.importing.writers.dataset import Dataset, harmless, place_headings, places, require_printable

MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767  # of one cell


def write_workbook(out: Path, dataset: Dataset) -> int:
    """Write headings and rows. Raises OutputUnwritable where the format cannot hold all rows or a shape."""
    import openpyxl

    if dataset.count >= MOST_ROWS:
        raise OutputUnwritable(path=str(out), reason="too_many_rows")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(dataset.theme.title)
    sheet.append([*(one.title for one in dataset.fields), *place_headings(dataset)])
    count = 0
    try:
        for row in _rows(out, dataset):
            sheet.append(row)
            count += 1
    finally:
        sheet.close()
    save(book, out)
    return count


def save(book: Any, out: Path) -> None:
    """Write a workbook out in one go: a zip that breaks off on a full disk complains once more when it is let go."""
    packed = io.BytesIO()
    book.save(packed)
    out.write_bytes(packed.getvalue())


def _rows(out: Path, dataset: Dataset) -> Iterator[list[Any]]:
    for table in dataset.read():
        columns = [table.columns[one.name] for one in dataset.fields]
        for *cells, place in zip(*columns, places(table, dataset), strict=True):
            row = [_cell(cell, out) for cell in (*cells, *place)]
            if any(isinstance(cell, str) and len(cell) > MOST_LETTERS for cell in row):
                raise OutputUnwritable(path=str(out), reason="cell_too_long")
            yield row


def _cell(cell: Any, out: Path) -> Any:
    return harmless(require_printable(cell, out, "XLSX")) if isinstance(cell, str) else cell
