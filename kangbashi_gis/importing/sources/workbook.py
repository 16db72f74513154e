"""XLSX workbooks: a sheet is a layer, its first filled row the heading."""

import warnings
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import FileUnreadable, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.tabular import Rows, tabular
from kangbashi_gis.model.schema import Theme

MOST_UNPACKED = 4_000_000_000  # a small zip that unpacks to more is a trap, not a table


def read_workbook(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a sheet: the one asked for, the only one, the one called like the theme, else the first."""
    with readable(path), ExitStack() as hidden:
        sheet = open_sheet(path, options, hidden, (theme.title, theme.name, *theme.aliases))
        about = {"layer": sheet.title, "count": sheet.max_row or 1, "encoding": "UTF-8"}
        source = tabular(path, theme, options, lambda: sheet_rows(sheet), about)
        return replace(source, hidden=hidden.pop_all())


def open_sheet(path: Path, options: ImportOptions, hidden: ExitStack, likely: tuple[str, ...] = ()) -> Any:
    """Give a sheet: the one asked for, one that is called as is likely, else the first. Raises LayerUnknown."""
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
    for name in likely:
        if name in sheets:
            return sheets[name]
    if not sheets:
        raise FileUnreadable(path=str(path), reason="damaged")
    return next(iter(sheets.values()))


def sheet_rows(sheet: Any, blank: bool = False) -> Rows:
    """Read the rows of a sheet. blank: those without any value too."""
    # the size that a workbook states of a sheet is often wrong; reading goes by the rows that are there
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        if blank or any(cell is not None for cell in row):
            yield row


def _refuse_bombs(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise FileUnreadable(path=str(path), reason="too_large")
