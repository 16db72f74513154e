"""Attribute tables of shapefiles, written byte by byte: the language mark, widths and names are then what they say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import EncodingUnclear, OutputUnwritable
from kangbashi_gis.importing.sources.dbf import DBF_MOST_TEXT, DESCRIPTOR, HEADER
from kangbashi_gis.model.schema import Field, FieldType

NAME_BYTES = 10
MARKS = {"GBK": 0x4D, "UTF-8": 0x00}  # byte 29: code page 936; none, for .cpg says UTF-8
END_OF_FIELDS, END_OF_FILE = b"\r", b"\x1a"
DATE_WIDTH, REAL_DECIMALS = 8, 15


@dataclass(frozen=True)
class Slot:
    """A field in the file: its short name and how wide its values are, in bytes."""

    field: Field
    name: str
    width: int

    @property
    def kind(self) -> str:
        """The letter of its type."""
        return {FieldType.DATE: "D", FieldType.INTEGER: "N", FieldType.REAL: "N"}.get(self.field.type, "C")


def short_names(fields: Sequence[Field], encoding: str) -> list[str]:
    """Shorten Chinese titles to ten bytes, never in the middle of a character, and keep them different."""
    taken: list[str] = []
    for field in fields:
        name, turn = _cut(field.title, NAME_BYTES, encoding), 1
        while name in taken:
            turn += 1
            name = _cut(field.title, NAME_BYTES - len(str(turn)), encoding) + str(turn)
        taken.append(name)
    return taken


def slots(fields: Sequence[Field], rows: Iterable[Sequence[Any]], encoding: str, path: Path) -> list[Slot]:
    """Measure how wide each field must be for the widest of its values."""
    widths = [DATE_WIDTH if field.type is FieldType.DATE else 1 for field in fields]
    for row in rows:
        for place, value in enumerate(row):
            if value is not None:
                widths[place] = max(widths[place], len(_cell(value, fields[place], encoding, path)))
    names = short_names(fields, encoding)
    return [Slot(*parts) for parts in zip(fields, names, widths, strict=True)]


def write_dbf(path: Path, layout: Sequence[Slot], rows: Iterable[Sequence[Any]], count: int, encoding: str) -> None:
    """Write the table. Raises EncodingUnclear for a character that the encoding lacks."""
    with path.open("wb") as file:
        file.write(_head(layout, count, encoding))
        for row in rows:
            cells = (_padded(value, slot, encoding, path) for value, slot in zip(row, layout, strict=True))
            file.write(b" " + b"".join(cells))
        file.write(END_OF_FILE)


def _head(layout: Sequence[Slot], count: int, encoding: str) -> bytes:
    today = date.today()
    size = HEADER + DESCRIPTOR * len(layout) + 1
    width = 1 + sum(slot.width for slot in layout)
    head = bytes([3, today.year - 1900, today.month, today.day])
    head += count.to_bytes(4, "little") + size.to_bytes(2, "little") + width.to_bytes(2, "little")
    head += bytes(17) + bytes([MARKS[encoding]]) + bytes(2)
    return head + b"".join(_descriptors(layout, encoding)) + END_OF_FIELDS


def _descriptors(layout: Sequence[Slot], encoding: str) -> Iterator[bytes]:
    for slot in layout:
        decimals = min(REAL_DECIMALS, max(slot.width - 2, 0)) if slot.field.type is FieldType.REAL else 0
        name = slot.name.encode(encoding).ljust(11, b"\0")
        yield name + slot.kind.encode() + bytes(4) + bytes([slot.width, decimals]) + bytes(14)


def _padded(value: Any, slot: Slot, encoding: str, path: Path) -> bytes:
    cell = b"" if value is None else _cell(value, slot.field, encoding, path)
    return cell.rjust(slot.width) if slot.kind == "N" else cell.ljust(slot.width)


def _cell(value: Any, field: Field, encoding: str, path: Path) -> bytes:
    if field.type is FieldType.REAL:
        text = repr(float(value))
        return (f"{value:.10f}" if "e" in text else text).encode()
    if field.type is FieldType.INTEGER:
        return str(int(value)).encode()
    if field.type is FieldType.DATE:
        return str(value).replace("-", "")[:DATE_WIDTH].encode()
    try:
        cell = str(value).encode(encoding)
    except UnicodeEncodeError as problem:
        raise EncodingUnclear(path=str(path), encoding=encoding) from problem
    if len(cell) > DBF_MOST_TEXT:
        raise OutputUnwritable(path=str(path), reason="text_too_long")
    return cell


def _cut(text: str, most: int, encoding: str) -> str:
    """Cut a text to so many bytes, between characters."""
    while len(text.encode(encoding)) > most:
        text = text[:-1]
    return text
