"""Attribute tables of shapefiles, read from their bytes: what programs say of their encoding is too often wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import EncodingUnclear, FileEmpty, FileUnreadable
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.declared import Declared
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct, readable
from kangbashi_gis.importing.sources.placing import placing
from kangbashi_gis.importing.sources.sidecars import hint_of
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

HEADER, DESCRIPTOR = 32, 32
DBF_MOST_TEXT = 254  # bytes of a text field
END_OF_FIELDS = 0x0D
LDID = 29  # the byte that says something of the encoding
LAST_ASCII, ESCAPE, END_OF_LINE, BLANK, POINT = 0x7F, 0x1B, 0x0A, 0x20, 0x2E
# encodings in which no byte of a character of several looks like a blank, NUL or the end of a line
BY_CHARACTER = frozenset({"UTF-8", "UTF8", "GB18030", "GBK", "GB2312", "CP936", "CP950", "BIG5", "ASCII"})
PIECE_BYTES = 1 << 24
SAMPLED_RECORDS = 50_000  # of those that are not ASCII: all in most files, spread evenly over larger ones
KEPT, DELETED = b" ", b"*"  # the mark before a record
VALUES_CUT = "values_cut"
PEEKED = 1000  # rows by which it is told whether X is north


@dataclass(frozen=True)
class Column:
    """One field as its 32-byte descriptor states it; kind is C, N, F, D, L, M …"""

    raw_name: bytes
    kind: str
    width: int
    decimals: int


@dataclass(frozen=True)
class Dbf:
    """An opened table: its records stay on disk (memory-mapped) until a batch is asked for."""

    path: Path
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    encoding: str
    records: np.ndarray
    declared: Declared
    cut: bool = False  # some texts end in half a character

    def __len__(self) -> int:
        return len(self.records)

    def batch(self, start: int, stop: int) -> dict[str, list[Any]]:
        """Decode the records from start to before stop."""
        piece = self.records[start:stop]
        try:
            return {
                name: _values(piece[f"c{place}"], column, self.encoding)
                for place, (name, column) in enumerate(zip(self.names, self.columns, strict=True))
            }
        except UnicodeDecodeError as problem:
            raise EncodingUnclear(path=str(self.path), encoding=self.encoding) from problem

    def deleted(self) -> np.ndarray:
        """Tell which records are marked as deleted."""
        return self.records["mark"] == DELETED

    @property
    def notes(self) -> tuple[str, ...]:
        """Give the notes that the report tells."""
        found = {"rows_deleted": bool(self.deleted().any()), VALUES_CUT: self.cut}
        return tuple(name for name, so in found.items() if so)


def read_dbf(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a table that has no shapes beside it; its place may stand in columns, as in a CSV file."""
    with readable(path):
        dbf = open_dbf(path, options.encoding, hint_of(path))
    if not len(dbf):
        raise FileEmpty(path=str(path))
    place = placing(dbf.names, Table(dbf.batch(0, PEEKED)), theme, options)
    return Source(
        path=path,
        layer=path.stem,
        count=len(dbf),
        encoding=dbf.encoding,
        read=lambda size: place.each(_batches(dbf, size)),
        notes=(*dbf.notes, *place.notes),
        **place.about,
    )


def _batches(dbf: Dbf, size: int) -> Iterator[Table]:
    gone = dbf.deleted()
    for start in range(0, len(dbf), size):
        table = Table(dbf.batch(start, start + size))
        yield table.take(~gone[start : start + size]) if gone[start : start + size].any() else table


def open_dbf(path: Path, stated: str | None = None, hint: str = "") -> Dbf:
    """Open a table. stated: the encoding a person gave; hint: what the .cpg says.

    Raises FileEmpty, FileUnreadable (not a DBF, or shorter than it says), EncodingUnclear, EncodingAsked.
    """
    raw = open_raw(path, hint)
    judgement = None if stated else judged(raw)
    encoding = encodings.settled(judgement, path) if judgement else encodings.chosen(stated or "", path)
    names = distinct([_name(column, encoding, path) for column in raw.columns])
    cut = judgement is not None and encodings.cuts(judgement)
    return replace(raw, names=names, encoding=encoding, cut=cut)


def open_raw(path: Path, hint: str = "") -> Dbf:
    """Open a table without deciding on its encoding: it has no names yet."""
    data = np.memmap(path, dtype=np.uint8, mode="r") if path.stat().st_size else np.empty(0, dtype=np.uint8)
    columns, count, start, width = _header(data, path)
    whole = len(data) - start >= count * width
    if not whole or sum(column.width for column in columns) + 1 > width:
        raise FileUnreadable(path=str(path), reason="truncated")
    if _goes_on(data[start + count * width :], width):
        raise FileUnreadable(path=str(path), reason="more_rows")
    records = data[start : start + count * width].view(_layout(columns, width))
    return Dbf(path, columns, (), "", records, Declared(int(data[LDID]), hint or None))


def _goes_on(rest: np.ndarray, width: int) -> bool:
    """Tell whether whole records follow those of the header's count: they would be lost without a word."""
    return len(rest) >= width and bytes(rest[:1]) in (KEPT, DELETED)


def judged(raw: Dbf) -> encodings.Judgement:
    """Judge in which encoding names and texts are."""
    return encodings.judge([column.raw_name for column in raw.columns], texts(raw), raw.declared)


def _header(data: np.ndarray, path: Path) -> tuple[tuple[Column, ...], int, int, int]:
    if not len(data):
        raise FileEmpty(path=str(path))
    if len(data) < HEADER:
        raise FileUnreadable(path=str(path), reason="truncated")
    head = data[:HEADER].tobytes()
    count, start, width = (int.from_bytes(head[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
    columns = tuple(_descriptors(data[HEADER:start].tobytes()))
    if start > len(data) or not width or not columns:
        raise FileUnreadable(path=str(path), reason="damaged")
    return columns, count, start, width


def _descriptors(data: bytes) -> Iterator[Column]:
    for place in range(0, len(data) - DESCRIPTOR + 1, DESCRIPTOR):
        if data[place] == END_OF_FIELDS:
            return
        one = data[place : place + DESCRIPTOR]
        kind, width, decimals = chr(one[11]), one[16], one[17]
        # a long text keeps the high byte of its width where a number keeps its decimals
        yield Column(one[:11].split(b"\0")[0], kind, width + 256 * decimals if kind == "C" else width, decimals)


def _layout(columns: tuple[Column, ...], width: int) -> np.dtype:
    offsets = np.cumsum([1, *(column.width for column in columns)]).tolist()
    return np.dtype(
        {
            "names": ["mark", *(f"c{place}" for place in range(len(columns)))],
            "formats": ["S1", *(f"S{column.width}" for column in columns)],
            "offsets": [0, *offsets[:-1]],
            "itemsize": width,
        }
    )


def texts(raw: Dbf) -> Iterator[bytes]:
    """Yield the different texts that are not ASCII, spread over the whole file, padded as they are stored."""
    for place, column in enumerate(raw.columns):
        if column.kind == "C" and column.width and len(raw):
            values = raw.records[f"c{place}"]
            telling = values[_beyond_ascii(values, column.width)]
            yield from np.unique(telling[:: max(1, len(telling) // SAMPLED_RECORDS)]).tolist()
            if len(telling) > SAMPLED_RECORDS:
                # what UTF-8 could be is among them: in any other encoding it would be of another hand
                yield from np.unique(telling[_shaped_as_utf8(telling, column.width)])[:SAMPLED_RECORDS].tolist()


def _beyond_ascii(values: np.ndarray, width: int) -> np.ndarray:
    """Tell which of many texts hold a byte beyond ASCII, or an escape from it, a piece of the file at a time."""
    step = max(1, PIECE_BYTES // max(1, width))
    if not width:
        return np.zeros(len(values), dtype=bool)
    found = []
    for at in range(0, len(values), step):
        octets = np.ascontiguousarray(values[at : at + step]).view(np.uint8).reshape(-1, width)
        beyond = octets.max(axis=1) > LAST_ASCII
        if (octets == ESCAPE).any():
            beyond |= (octets == ESCAPE).any(axis=1)
        found.append(beyond)
    return np.concatenate(found)


def _shaped_as_utf8(values: np.ndarray, width: int) -> np.ndarray:
    """Tell which of many texts have two characters in a row that UTF-8 could be, a piece of the file at a time."""
    step = max(1, PIECE_BYTES // width)
    found = [np.zeros(0, dtype=bool)]
    for at in range(0, len(values), step):
        octets = np.ascontiguousarray(values[at : at + step]).view(np.uint8).reshape(-1, width)
        first, more = (octets >= 0xE4) & (octets <= 0xE9), (octets & 0xC0) == 0x80
        one = first[:, :-5] & more[:, 1:-4] & more[:, 2:-3] & first[:, 3:-2] & more[:, 4:-1] & more[:, 5:]
        found.append(one.any(axis=1))
    return np.concatenate(found)


def _name(column: Column, encoding: str, path: Path) -> str:
    try:
        return encodings.decode(column.raw_name, encoding)
    except UnicodeDecodeError as problem:
        raise EncodingUnclear(path=str(path), encoding=encoding) from problem


def _values(raw: np.ndarray, column: Column, encoding: str) -> list[Any]:
    if column.kind in "NF":
        return _decimals(raw, column) or [_number(value) for value in raw.tolist()]
    if column.kind in "CDL":
        return _texts(raw, column, encoding) or [_text(value, encoding) for value in raw.tolist()]
    return [None] * len(raw)  # memos and binary kinds keep their values in other files


def _lines(raw: np.ndarray, width: int) -> bytes | None:
    """Put a column's cells one to a line; None where a cell has an end of a line, or nothing at all can be in it."""
    if not width or not len(raw):
        return None
    cells = _octets(raw, width)
    # what is blank in every cell need not be decoded
    used = int(np.flatnonzero((cells != BLANK).any(axis=0)).max(initial=-1)) + 1
    octets = np.full((len(raw), used + 1), END_OF_LINE, dtype=np.uint8)
    octets[:, :used] = cells[:, :used]
    return None if (octets[:, :used] == END_OF_LINE).any() else octets.tobytes()


def _octets(raw: np.ndarray, width: int) -> np.ndarray:
    """Give the bytes of a column, one cell to a row."""
    return np.ascontiguousarray(raw).view(np.uint8).reshape(-1, width)


def _texts(raw: np.ndarray, column: Column, encoding: str) -> list[str | None] | None:
    """Decode a whole column at once; None where that might not be what its cells say one by one: a character cut."""
    lines = _lines(raw, column.width) if encoding.upper() in BY_CHARACTER else None
    if lines is None:
        return None
    try:
        text = lines.decode(encoding)
    except UnicodeDecodeError:
        return None
    cells = text.split("\n")[:-1]
    if "\0" in text:
        return [cell.rstrip(" \0").strip() or None for cell in cells]
    cells = list(map(str.strip, cells))
    return [cell or None for cell in cells] if "" in cells else list(cells)


def _decimals(raw: np.ndarray, column: Column) -> list[float | None] | None:
    """Read a column in which every number has a decimal point; None for any other."""
    lines = _lines(raw, column.width) if column.decimals else None
    if lines is None or not (_octets(raw, column.width) == POINT).any(axis=1).all():
        return None
    try:
        return list(map(float, lines.split(b"\n")[:-1]))
    except ValueError:
        return None


def _text(value: bytes, encoding: str) -> str | None:
    value = value.rstrip(b" \0")
    return (value.decode("ascii") if value.isascii() else encodings.decode(value, encoding)).strip() or None


def _number(value: bytes) -> int | float | str | None:
    text = value.strip(b" \0")
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text.replace(b",", b"."))
    except ValueError:
        return text.decode("ascii", "replace")
