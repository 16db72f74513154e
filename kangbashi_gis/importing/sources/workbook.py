"""XLSX workbooks: a sheet is a layer, its first filled row the heading."""

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import FileUnreadable, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.formulas import uncalculated
from kangbashi_gis.importing.sources.merged import Merged, merged_cells, unmerged
from kangbashi_gis.importing.sources.tabular import Rows, tabular
from kangbashi_gis.model.schema import Theme

_ZEROS = re.compile("0{2,}")  # a format that shows 42 as 0042
MOST_UNPACKED = 4_000_000_000  # a small zip that unpacks to more is a trap, not a table


def read_workbook(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a sheet: the one asked for, the only one, the one called like the theme, else the first."""
    with readable(path), ExitStack() as hidden:
        sheet = open_sheet(path, options, hidden, (theme.title, theme.name, *theme.aliases))
        about = {"layer": sheet.title, "count": sheet.max_row or 1, "encoding": "UTF-8"}
        merged = _within_rows(merged_cells(path, sheet._worksheet_path))
        source = tabular(path, theme, options, lambda: _whole_rows(sheet, merged), about)
        return replace(source, hidden=hidden.pop_all())


def _within_rows(merged: Mapping[int, Sequence[Merged]]) -> Mapping[int, Sequence[Merged]]:
    """Leave out what is merged along a row: a title above the heading says nothing of the columns below it."""
    return {row: down for row, blocks in merged.items() if (down := [one for one in blocks if one.last_row > row])}


def _whole_rows(sheet: Any, merged: Mapping[int, Sequence[Merged]]) -> Rows:
    """Read the rows of a sheet; cells that were merged down a column all have its value."""
    if not merged:
        yield from sheet_rows(sheet)
        return
    for row in unmerged(sheet_rows(sheet, blank=True), merged):
        if any(cell is not None for cell in row):
            yield row


def open_sheet(path: Path, options: ImportOptions, hidden: ExitStack, likely: tuple[str, ...] = ()) -> Any:
    """Give a sheet: the one asked for, one that is called as is likely, else the first that is not hidden.

    Raises LayerUnknown.
    """
    import openpyxl

    _refuse_bombs(path)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that do not matter here
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    hidden.callback(book.close)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if options.layer is not None:
        if options.layer not in sheets:
            raise LayerUnknown(path=str(path), layer=options.layer, known=tuple(sheets))
        return sheets[options.layer]
    # what somebody has hidden is not what they hand over
    sheets = {name: one for name, one in sheets.items() if one.sheet_state == "visible"} or sheets
    for name in likely:
        if name in sheets:
            return sheets[name]
    if not sheets:
        raise FileUnreadable(path=str(path), reason="damaged")
    return next(iter(sheets.values()))


def require_values(path: Path, sheet: Any) -> None:
    """Raise FileUnreadable where formulas of a sheet have no values: they would come in as empty cells."""
    if uncalculated(path, sheet._worksheet_path):
        raise FileUnreadable(path=str(path), reason="formula")


def sheet_rows(sheet: Any, blank: bool = False) -> Rows:
    """Read the rows of a sheet. blank: those without any value too."""
    # the size that a workbook states of a sheet is often wrong; reading goes by the rows that are there
    sheet.reset_dimensions()
    plain = not any(_ZEROS.fullmatch(one) for one in sheet.parent._number_formats)
    rows = sheet.iter_rows(values_only=True) if plain else (map(_shown, row) for row in sheet.iter_rows())
    for row in map(tuple, rows):
        if blank or any(cell is not None for cell in row):
            yield row


def _shown(cell: Any) -> Any:
    """Give the value of a cell; a code that is kept as a number, and shown with zeros before it, as it is shown."""
    value = cell.value
    if type(value) is int and value >= 0 and _ZEROS.fullmatch(cell.number_format):
        return str(value).zfill(len(cell.number_format))
    return value


def _refuse_bombs(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise FileUnreadable(path=str(path), reason="too_large")
