"""Tables as they are: every row and column of a CSV file or workbook in, the same with more columns out."""

import csv
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable, OutputUnwritable, RowsInvalid
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import readable
from kangbashi_gis.importing.sources.delimited import open_text
from kangbashi_gis.importing.sources.merged import merged_cells, unmerged
from kangbashi_gis.importing.sources.workbook import open_sheet, sheet_rows
from kangbashi_gis.importing.writers.dataset import harmless
from kangbashi_gis.importing.writers.workbook import MOST_LETTERS, MOST_ROWS, save

TEXTS, WORKBOOKS = (".csv", ".tsv", ".txt"), (".xlsx",)
READABLE, WRITABLE = (*TEXTS, *WORKBOOKS), (".csv", ".xlsx")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?%?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

MOST_ABOVE = 20  # rows of titles and notes above the heading

Row = list[Any]


@dataclass(frozen=True)
class Cells:
    """An opened table. headings: as the file has them; count: of rows, or an estimate; rows: reads them, in order.

    An empty row between others is a row too (its cells are None); empty rows at the end are not.
    """

    path: Path
    headings: tuple[str, ...]
    count: int
    encoding: str
    start: Callable[[], Iterator[Sequence[Any]]]
    hidden: ExitStack = field(default_factory=ExitStack, repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield the rows, each as long as the heading. Raises RowsInvalid for one that is longer."""
        width = len(self.headings)
        with readable(self.path):
            blanks = 0
            for place, row in enumerate(islice(self.start(), 1, None), start=2):
                if not any(map(filled, row)):
                    blanks += 1
                    continue
                yield from ([None] * width for _ in range(blanks))
                blanks = 0
                if len(row) > width and any(map(filled, row[width:])):
                    raise RowsInvalid(path=str(self.path), count=1, example=f"#{place}", reason="longer_than_heading")
                yield [*row[:width], *[None] * (width - len(row))]

    def __enter__(self) -> "Cells":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hidden.close()


def open_cells(path: Path, options: ImportOptions, column: str = "") -> Cells:
    """Open a CSV file or workbook of any columns; use it in a `with`. column: one that stands in the heading.

    Raises FileMissing, FileEmpty, FileUnreadable, LayerUnknown, EncodingUnclear.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise FileUnreadable(path=str(path), reason="unknown_format")
    if not path.stat().st_size:
        raise FileEmpty(path=str(path))
    with readable(path), ExitStack() as hidden:
        if suffix in TEXTS:
            start, encoding, count = open_text(path, options)
        else:
            start, encoding, count = _sheet(path, options, hidden)
        with closing(start()) as rows:
            above, headings = _heading(islice(rows, MOST_ABOVE), column)
        if not headings:
            raise FileEmpty(path=str(path))
        return Cells(path, headings, count, encoding, lambda: islice(start(), above, None), hidden.pop_all())


def filled(cell: Any) -> bool:
    """Tell whether anything stands in a cell."""
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def write_cells(out: Path, headings: Sequence[str], rows: Iterable[Row]) -> int:
    """Write a table as CSV (UTF-8 with a mark) or workbook; text that a spreadsheet would run is made harmless.

    Raises OutputUnwritable for another format, and where a workbook cannot hold the rows.
    """
    if out.suffix.lower() == ".csv":
        return _write_csv(out, headings, rows)
    if out.suffix.lower() == ".xlsx":
        return _write_workbook(out, headings, rows)
    raise OutputUnwritable(path=str(out), reason="unknown_format")


def neutral(cell: Any) -> Any:
    """Give a cell as it may stand in a file: no formula, numbers with a sign left as they are."""
    if not isinstance(cell, str) or _NUMBER.fullmatch(cell):
        return cell
    return harmless(cell)


def _heading(rows: Iterable[Sequence[Any]], column: str) -> tuple[int, tuple[str, ...]]:
    """Find the heading among the first rows: the one that names the column, else the first that is not a title.

    Gives how many rows stand above it, and its cells.
    """
    read = [tuple("" if cell is None else str(cell).strip() for cell in row) for row in rows]
    naming = [at for at, row in enumerate(read) if column and column in row]
    several = [at for at, row in enumerate(read) if len({cell for cell in row if cell}) > 1]
    some = [at for at, row in enumerate(read) if any(row)]
    at = next(iter((*naming, *several, *some)), 0)
    cells = read[at] if some else ()
    while cells and not cells[-1]:
        cells = cells[:-1]
    return at, cells


def _sheet(path: Path, options: ImportOptions, hidden: ExitStack) -> tuple[Callable[[], Any], str, int]:
    sheet = open_sheet(path, options, hidden)
    merged = merged_cells(path, sheet._worksheet_path)
    return lambda: unmerged(sheet_rows(sheet, blank=True), merged), "UTF-8", sheet.max_row or 1


def _write_csv(out: Path, headings: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow([neutral(one) for one in headings])
        for row in rows:
            writer.writerow([_as_text(neutral(cell)) for cell in row])
            count += 1
    return count


def _as_text(cell: Any) -> Any:
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.datetime | datetime.time) else cell


def _write_workbook(out: Path, headings: Sequence[str], rows: Iterable[Row]) -> int:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("地理编码结果")
    count = 0
    try:
        sheet.append([neutral(one) for one in headings])
        for row in rows:
            if (count := count + 1) >= MOST_ROWS:
                raise OutputUnwritable(path=str(out), reason="too_many_rows")
            sheet.append([_for_workbook(out, cell) for cell in row])
    finally:
        sheet.close()
    save(book, out)
    return count


def _for_workbook(out: Path, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    if len(cell) > MOST_LETTERS:
        raise OutputUnwritable(path=str(out), reason="cell_too_long")
    return neutral(_UNPRINTABLE.sub("", cell))
