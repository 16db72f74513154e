"""Merged cells of a workbook: only their first cell has the value, which reading row by row does not tell."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
BLOCK, LONGEST = 1 << 20, 64


@dataclass(frozen=True)
class Merged:
    """One block of merged cells; rows and columns count from 1, the last ones belong to it."""

    column: int
    last_row: int
    last_column: int


def merged_cells(path: Path, part: str) -> Mapping[int, Sequence[Merged]]:
    """Give the merged cells of a sheet by their first row; part: the sheet's file in the workbook."""
    first: dict[int, list[Merged]] = {}
    with zipfile.ZipFile(path) as packed, packed.open(part.lstrip("/")) as text:
        rest = b""
        while block := text.read(BLOCK):
            rest += block
            end = max(len(rest) - LONGEST, 0)
            for found in _MERGED.finditer(rest):
                one = Merged(_column(found[1]), int(found[4]), _column(found[3]))
                first.setdefault(int(found[2]), []).append(one)
                end = max(end, found.end())
            rest = rest[end:]
    return first


def unmerged(rows: Iterable[Sequence[Any]], merged: Mapping[int, Sequence[Merged]]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a sheet with the value of each block in all of its cells."""
    under_way: list[tuple[Merged, Any]] = []
    for number, row in enumerate(rows, start=1):
        under_way = [(one, value) for one, value in under_way if one.last_row >= number]
        under_way += [(one, row[one.column - 1] if one.column <= len(row) else None) for one in merged.get(number, ())]
        yield _filled(row, under_way) if under_way else row


def _filled(row: Sequence[Any], blocks: Iterable[tuple[Merged, Any]]) -> Sequence[Any]:
    cells = list(row)
    for one, value in blocks:
        cells += [None] * (one.last_column - len(cells))
        cells[one.column - 1 : one.last_column] = [value] * (one.last_column - one.column + 1)
    return cells


def _column(letters: bytes) -> int:
    """Give the number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
