"""Attribute tables of shapefiles, written byte by byte: the language mark, widths and names are then what they say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.importing.sources.dbf import DBF_MOST_TEXT, DESCRIPTOR, HEADER
from kangbashi_gis.importing.writers.dataset import letter_of
from kangbashi_gis.model.schema import Field, FieldType

NAME_BYTES = 10
MARKS = {"GBK": 0x4D, "UTF-8": 0x00}  # byte 29: code page 936; none, for .cpg says UTF-8
END_OF_FIELDS, END_OF_FILE = b"\r", b"\x1a"
DATE_WIDTH, REAL_DECIMALS = 8, 15
MOST_BYTES = (1 << 31) - 1  # of a .shp or .dbf: many programs keep places in it as signed 32-bit numbers

Columns = Sequence[Sequence[Any] | np.ndarray]


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


def slots(fields: Sequence[Field], batches: Iterable[Columns], encoding: str, path: Path) -> list[Slot]:
    """Measure how wide each field must be for the widest of its values. Raises LetterUnwritable, OutputUnwritable."""
    widths = [DATE_WIDTH if field.type is FieldType.DATE else 1 for field in fields]
    for columns in batches:
        for place, (field, values) in enumerate(zip(fields, columns, strict=True)):
            widths[place] = max(widths[place], max(map(len, cells(values, field, encoding, path)), default=0))
    if max(widths, default=0) > DBF_MOST_TEXT:
        raise OutputUnwritable(path=str(path), reason="text_too_long")
    names = short_names(fields, encoding)
    return [Slot(*parts) for parts in zip(fields, names, widths, strict=True)]


def require_room(layout: Sequence[Slot], count: int, path: Path) -> None:
    """Raise OutputUnwritable where a table would be too large for the format."""
    if HEADER + count * (1 + sum(slot.width for slot in layout)) > MOST_BYTES:
        raise OutputUnwritable(path=str(path), reason="too_large_for_shapefile")


def head(layout: Sequence[Slot], count: int, encoding: str) -> bytes:
    """Give what stands before the rows."""
    today = date.today()
    size = HEADER + DESCRIPTOR * len(layout) + 1
    width = 1 + sum(slot.width for slot in layout)
    start = bytes([3, today.year - 1900, today.month, today.day])
    start += count.to_bytes(4, "little") + size.to_bytes(2, "little") + width.to_bytes(2, "little")
    start += bytes(17) + bytes([MARKS[encoding]]) + bytes(2)
    return start + b"".join(_descriptors(layout, encoding)) + END_OF_FIELDS


def records(layout: Sequence[Slot], columns: Columns, encoding: str, path: Path) -> bytes:
    """Give rows as they stand in the file."""
    padded = []
    for slot, values in zip(layout, columns, strict=True):
        found = cells(values, slot.field, encoding, path)
        pad = bytes.rjust if slot.kind == "N" else bytes.ljust
        padded.append([pad(cell, slot.width) for cell in found])
    marks = [b" "] * len(padded[0])
    return b"".join(chain.from_iterable(zip(marks, *padded, strict=True)))


def cells(values: Sequence[Any] | np.ndarray, field: Field, encoding: str, path: Path) -> list[bytes]:
    """Give a column's values in bytes, nothing for what is missing. Raises LetterUnwritable."""
    if field.type is FieldType.REAL:
        return [b"" if value is None or value != value else _real(value) for value in values]
    if field.type is FieldType.INTEGER:
        return [b"" if value is None else b"%d" % value for value in values]
    if field.type is FieldType.DATE:
        return [b"" if value is None else str(value).replace("-", "")[:DATE_WIDTH].encode() for value in values]
    try:
        return [b"" if value is None else str(value).encode(encoding) for value in values]
    except UnicodeEncodeError as problem:
        raise letter_of(problem, path, encoding) from problem


def _real(value: float) -> bytes:
    text = repr(float(value))
    return (f"{value:.10f}" if "e" in text else text).encode()


def _descriptors(layout: Sequence[Slot], encoding: str) -> Iterator[bytes]:
    for slot in layout:
        decimals = min(REAL_DECIMALS, max(slot.width - 2, 0)) if slot.field.type is FieldType.REAL else 0
        name = slot.name.encode(encoding).ljust(11, b"\0")
        yield name + slot.kind.encode() + bytes(4) + bytes([slot.width, decimals]) + bytes(14)


def _cut(text: str, most: int, encoding: str) -> str:
    """Cut a text to so many bytes, between characters."""
    while len(text.encode(encoding)) > most:
        text = text[:-1]
    return text
