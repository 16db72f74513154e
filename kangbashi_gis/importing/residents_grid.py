"""Reads a table of residents as a grid of cells, from a workbook or a text, wherever its heading stands.

All is kept in memory: rows of people are never written aside. A workbook is never run: macros and links are told,
formulas give the value that was saved.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from kangbashi_gis.errors import FileEmpty, FileForeign, FileMissing, FileUnreadable, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import readable
from kangbashi_gis.importing.sources.delimited import open_text
from kangbashi_gis.importing.sources.foreign import recognised
from kangbashi_gis.importing.sources.merged import merged_cells, unmerged
from kangbashi_gis.importing.sources.workbook import sheet_rows

MOST_UNPACKED = 1_500_000_000
MOST_RATIO = 400  # a table packs to a tenth; a trap to a thousandth
SMALL = 50_000_000  # what is no larger unpacked is no trap, however well it packs
MOST_ROWS, MOST_COLUMNS, MOST_BLANK = 1_000_000, 400, 2000
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f\b')
_BARE = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*(?:<f[^>]*/>|<f\b[^>]*>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)')
BLOCK, LONGEST = 1 << 20, 1 << 26  # a row is never as long

Cell = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True)
class Grid:
    """One sheet, all its rows in order; row n stands at place n - 1. bare: cells whose formula has no value."""

    name: str
    rows: Sequence[Sequence[Any]]
    bare: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Book:
    """What a file holds, and what is to be known of it, by a key of `resident_tables.NOTES`."""

    grids: tuple[Grid, ...]
    notes: Mapping[str, int]


def read_book(path: Path, sheet: str = "", encoding: str = "") -> Book:
    """Read all visible sheets, or the one asked for. Raises FileMissing, FileEmpty, FileUnreadable, LayerUnknown."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    if not path.stat().st_size:
        raise FileEmpty(path=str(path))
    _refuse_foreign(path)
    with readable(path):
        if zipfile.is_zipfile(path):
            return _workbook(path, sheet)
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
            raise FileUnreadable(path=str(path), reason="foreign")
        start, _, _ = open_text(path, ImportOptions(encoding=encoding or None))
        return Book((Grid(path.stem, _kept(path, start())),), {})


def first_rows(path: Path, count: int = 40) -> list[Grid]:
    """Give the first rows of each sheet of a workbook, to see what it is; nothing for any other file."""
    import openpyxl

    if path.suffix.lower() not in (".xlsx", ".xlsm") or not zipfile.is_zipfile(path):
        return []
    _looked_over(path, whole=False)
    with readable(path), ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        stack.callback(book.close)
        return [Grid(one.title, list(islice(map(tuple, one.iter_rows(values_only=True)), count))) for one in book]


def _refuse_foreign(path: Path) -> None:
    """Refuse what is no table: old Office files, and new ones under a password, which look the same from outside."""
    found = recognised(path)
    if found == "old_office":
        with path.open("rb") as file:
            if ENCRYPTED in file.read(64_000_000):
                raise FileUnreadable(path=str(path), reason="office_password")
        raise FileForeign(path=str(path), found=found, wanted="save_as_xlsx")
    if found:
        raise FileUnreadable(path=str(path), reason="foreign")


def _workbook(path: Path, wanted: str) -> Book:
    import warnings

    import openpyxl

    notes = _looked_over(path)
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that do not matter here
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        stack.callback(book.close)
        sheets = _chosen(path, book.worksheets, wanted, notes)
        return Book(tuple(_grid(path, one, notes) for one in sheets), notes)


def _looked_over(path: Path, whole: bool = True) -> dict[str, int]:
    """Refuse a trap, and tell of macros and links by the names of the parts."""
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        unpacked, size = sum(one.file_size for one in parts), max(sum(one.compress_size for one in parts), 1)
        if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked / size > MOST_RATIO):
            raise FileUnreadable(path=str(path), reason="too_large")
        if "xl/workbook.xml" not in {one.filename for one in parts}:
            raise FileUnreadable(path=str(path), reason="foreign")
        names = [one.filename.lower() for one in parts]
        # whatever breaks off within is told before a row of it is believed
        if whole and packed.testzip() is not None:
            raise FileUnreadable(path=str(path), reason="damaged")
    found = {
        "macros": sum(name.endswith("vbaproject.bin") for name in names),
        "external_links": sum(bool(re.fullmatch(r"xl/externallinks/[^/]+\.xml", name)) for name in names),
    }
    return {name: count for name, count in found.items() if count}


def _chosen(path: Path, sheets: Sequence[Any], wanted: str, notes: dict[str, int]) -> Sequence[Any]:
    if wanted:
        if wanted not in (known := {one.title: one for one in sheets}):
            raise LayerUnknown(path=str(path), layer=wanted, known=tuple(known))
        return [known[wanted]]
    visible = [one for one in sheets if one.sheet_state == "visible"]
    if len(visible) < len(sheets):
        notes["hidden_sheets"] = len(sheets) - len(visible)
    return visible


def _grid(path: Path, sheet: Any, notes: dict[str, int]) -> Grid:
    part = sheet._worksheet_path
    formulas, bare = _formulas(path, part)
    if formulas:
        notes["formulas"] = notes.get("formulas", 0) + formulas
    return Grid(sheet.title, _kept(path, unmerged(sheet_rows(sheet, blank=True), merged_cells(path, part))), bare)


def _kept(path: Path, rows: Iterator[Sequence[Any]]) -> list[Sequence[Any]]:
    """Keep the rows up to the last filled one; formatted emptiness after them is not gone through."""
    kept: list[Sequence[Any]] = []
    blank = 0
    for row in islice(rows, MOST_ROWS + 1):
        cells = tuple(row[:MOST_COLUMNS])
        if any(cell is not None and cell != "" for cell in cells):
            blank = 0
        elif blank == MOST_BLANK:
            break
        else:
            blank += 1
        kept.append(cells)
    if len(kept) > MOST_ROWS:
        raise FileUnreadable(path=str(path), reason="too_large")
    return kept[: len(kept) - blank]


def _formulas(path: Path, part: str) -> tuple[int, frozenset[Cell]]:
    """Count the cells with formulas, and give those of them that have no value."""
    count, bare = 0, set()
    with zipfile.ZipFile(path) as packed, packed.open(part.lstrip("/")) as text:
        for piece in _whole_rows(text):
            if b"<f" in piece:
                count += sum(1 for _ in _FORMULA.finditer(piece))
                bare |= {(int(one[2]), _column(one[1])) for one in _BARE.finditer(piece)}
    return count, frozenset(bare)


def _whole_rows(text: IO[bytes]) -> Iterator[bytes]:
    """Yield the text of a sheet in pieces that end between two rows, so that no cell is met twice or torn."""
    rest = b""
    while block := text.read(BLOCK):
        rest += block
        end = max(rest.rfind(b"</row>"), 0)
        if not end and len(rest) > LONGEST:
            raise ValueError(LONGEST)
        yield rest[:end]
        rest = rest[end:]
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
