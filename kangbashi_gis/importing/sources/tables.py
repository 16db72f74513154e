"""Text and workbooks: boundary files, tables of boundary points, and plain tables."""

import codecs
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from kangbashi_gis.errors import LayerUnclear
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.boundary import boundary_table, may_be_boundary, split, without_heading
from kangbashi_gis.importing.sources.delimited import open_text, read_delimited
from kangbashi_gis.importing.sources.land_survey import is_land_survey, read_land_survey
from kangbashi_gis.importing.sources.lines import open_lines
from kangbashi_gis.importing.sources.workbook import open_sheet, read_workbook, require_values, sheet_rows
from kangbashi_gis.model.schema import Theme

HEAD = 65_536
MOST_FIRST_LINES = 50


def read_text(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a text: a 勘测定界 file by its first line, corners with or without a heading, else a table."""
    with readable(path):
        first = _first_lines(path)
        if first and is_land_survey(first[0]):
            return read_land_survey(path, theme, options)
        if without_heading([split(line) for line in first]):
            lines, encoding = open_lines(path, options)
            about = {"layer": path.stem, "encoding": encoding}
            found = boundary_table(path, theme, options, lambda: map(split, lines()), about)
        elif may_be_boundary(theme):
            rows, encoding, _ = open_text(path, options)
            found = boundary_table(path, theme, options, rows, {"layer": path.stem, "encoding": encoding})
        else:
            found = None
    return found or read_delimited(path, theme, options)


def _first_lines(path: Path) -> list[str]:
    """Give the first filled lines as far as they tell the kind of file; the encoding is judged later."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").splitlines()[:MOST_FIRST_LINES]
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = head.decode("gb18030", "replace")
    lines = text.splitlines()[:-1] if len(head) == HEAD else text.splitlines()
    return [line for line in lines if line.strip()][:MOST_FIRST_LINES]


def read_sheet(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a sheet of a workbook: corners of parcels, else a table. Where no theme is named, all sheets are told."""
    with readable(path), ExitStack() as hidden:
        sheet = open_sheet(path, options, hidden, (theme.title, theme.name, *theme.aliases))
        require_values(path, sheet)
        sheets = tuple(one.title for one in sheet.parent.worksheets)
        if not theme.name and options.layer is None and len(sheets) > 1:
            raise LayerUnclear(path=str(path), known=sheets)
        about = {"layer": sheet.title, "encoding": "UTF-8"}
        found = boundary_table(path, theme, options, lambda: sheet_rows(sheet, blank=True), about)
        if found is not None:
            return replace(found, hidden=hidden.pop_all())
    return read_workbook(path, theme, options)
