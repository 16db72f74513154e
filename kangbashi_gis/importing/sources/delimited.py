"""CSV and its kin: comma, semicolon, tab or bar; UTF-8 with or without a mark, UTF-16, GB18030."""

import codecs
import csv
import re
from collections.abc import Callable, Container
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kangbashi_gis.errors import EncodingUnclear, FileEmpty, FileUnreadable
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.mixed import SHAPED_AS_UTF8
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.readings import Evidence, is_telling
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.tabular import MOST_ABOVE, MOST_COLUMNS, Rows, tabular
from kangbashi_gis.model.schema import Theme

DELIMITERS = ",\t;|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HEAD = 65_536
MOST_LINES = 20_000
MOST_PLACES = 100
LONGEST_CELL = 64_000_000  # a polygon as WKT can be long; a lost quotation mark must not eat all memory


def read_delimited(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a text table whose first line names the columns."""
    with readable(path):
        rows, encoding, count = open_text(path, options)
        return tabular(path, theme, options, rows, {"layer": path.stem, "count": count, "encoding": encoding})


def open_text(path: Path, options: ImportOptions) -> tuple[Callable[[], Rows], str, int]:
    """Find out how a text table is written: gives what reads its rows anew, its encoding, and an estimated count."""
    encoding = encodings.chosen(options.encoding, path) if options.encoding else _encoding(path)
    delimiter = _delimiter(path, encoding)
    return lambda: _rows(path, encoding, delimiter), encoding, _estimate(path)


def _rows(path: Path, encoding: str, delimiter: str) -> Rows:
    csv.field_size_limit(LONGEST_CELL)
    width = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            for row in csv.reader(file, delimiter=delimiter):
                if len(row) > MOST_COLUMNS:
                    raise FileUnreadable(path=str(path), reason="too_large")
                width = width or len(row)
                # a quotation mark without its pair: the rows that follow went into one cell
                if any("\n" in cell and cell.count(delimiter) >= max(width - 1, 1) for cell in row):
                    raise FileUnreadable(path=str(path), reason="quotation")
                yield row
    except UnicodeError as problem:
        raise EncodingUnclear(path=str(path), encoding=encoding) from problem


def _encoding(path: Path) -> str:
    return encodings.settled(judged(path), path)


def judged(path: Path) -> encodings.Judgement:
    """Judge in which encoding a text is; a mark at its beginning settles it. Raises FileEmpty, FileUnreadable."""
    head = _head(path)
    if not head.strip(b" \t\r\n"):
        raise FileEmpty(path=str(path))
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encodings.certain(encoding, _spelled(head, encoding))
    if b"\0" in head:
        if not (wide := encodings.wide(head[: len(head) & ~1])):
            raise FileUnreadable(path=str(path), reason="foreign")
        return encodings.certain(wide, _spelled(head, wide))
    heading = head.splitlines()[0]
    judgement = encodings.judge(re.split(rb"[,\t;|]", heading.replace(b'"', b"")), _lines(path))
    return replace(judgement, lines=_places(path, judgement.mixed.odd)) if judgement.mixed else judgement


def _places(path: Path, odd: Container[bytes]) -> tuple[int, ...]:
    """Give the numbers of the first lines that are among some."""
    with path.open("rb") as file:
        return tuple(islice((number for number, line in enumerate(file, 1) if line in odd), MOST_PLACES))


def _spelled(head: bytes, encoding: str) -> Evidence:
    """Take the lines of a text whose encoding is known, each in that encoding."""
    lines = head.decode(encoding, "ignore").splitlines()
    return Evidence((), tuple(line.encode(encoding) for line in lines if not line.isascii()), ())


def _lines(path: Path) -> list[bytes]:
    """Give the lines that tell an encoding: those not in ASCII, as many as are needed.

    Of a long file those that UTF-8 could be are among them: in any other encoding they would be of another hand.
    """
    with path.open("rb") as file:
        telling = filter(is_telling, file)
        first = list(islice(telling, MOST_LINES))
        return [*first, *islice((line for line in telling if SHAPED_AS_UTF8.search(line)), MOST_LINES)]


def _delimiter(path: Path, encoding: str) -> str:
    """Take the delimiter that the heading has most of, or the first line that has one: titles may stand above."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = [file.readline(HEAD) for _ in range(MOST_ABOVE)]
    except UnicodeError as problem:
        raise EncodingUnclear(path=str(path), encoding=encoding) from problem
    telling = next((line for line in lines if any(sign in line for sign in DELIMITERS)), "")
    return max(DELIMITERS, key=telling.count)


def _estimate(path: Path) -> int:
    """Guess the number of rows from the length of the first lines: only progress needs it."""
    head = _head(path)
    return max(1, head.count(b"\n") * path.stat().st_size // max(1, len(head)))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)
