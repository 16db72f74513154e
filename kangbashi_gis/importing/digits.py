"""Long numbers that passed through a spreadsheet: it keeps fifteen digits and writes noughts for the rest.

Nothing in one such number is odd: 150603001010123000 may well be a code. Of many, one in ten ends in a nought, one in
a thousand in three. So a column is asked about where far more of its long numbers do than that.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kangbashi_gis.importing.personal import is_id_number
from kangbashi_gis.importing.tally import Tally
from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.model.schema import Field, FieldType

KEPT = 15  # digits that a spreadsheet keeps
FEWEST = 3  # different numbers
FAR_MORE = 5.0
MOST_DIFFERENT = 10_000
PEOPLE = "id_number"  # has a check digit, by which even one is told


class Digits:
    """Looks at one column of a field, batch by batch."""

    def __init__(self, field: Field) -> None:
        self._tally = Tally("row_digits_lost", Severity.QUESTION, {"field": field.title})
        self._people = field.name == PEOPLE
        self._different: set[str] = set()
        self._by_chance = 0.0

    def add(self, start: int, cells: Sequence[Any]) -> None:
        """Look at the next cells."""
        numbers = [_digits(cell) for cell in cells]
        test = _is_rounded_person if self._people else _is_rounded
        lost = [at for at, one in enumerate(numbers) if one and test(one)]
        self._tally.add(start, np.array(lost, dtype=int))
        self._by_chance += sum(10.0 ** (KEPT - len(one)) for one in set(numbers) if one)
        if len(self._different) < MOST_DIFFERENT:
            self._different.update(numbers[at] for at in lost)

    def findings(self) -> Iterator[Finding]:
        """Ask where far more numbers than by chance have noughts after their fifteenth digit, which is none itself."""
        fewest = 1 if self._people else FEWEST
        if len(self._different) >= fewest and self._tally.count > FAR_MORE * self._by_chance:
            yield from self._tally.findings()


def is_identifier(field: Field) -> bool:
    """Tell whether long numbers in a field name something, so that no digit may be missing."""
    if field.type is not FieldType.TEXT or field.codes is not None:
        return False
    return "code" in field.name or "number" in field.name or field.name in ("household", "phone")


def _digits(cell: Any) -> str:
    """Give a long whole number as its digits, "" for anything else."""
    if type(cell) is str:
        return cell if len(cell) > KEPT and cell.isdecimal() else ""
    return str(cell) if type(cell) is int and cell >= 10**KEPT else ""


def _is_rounded(number: str) -> bool:
    return not number[KEPT:].strip("0") and number[KEPT - 1] != "0"


def _is_rounded_person(number: str) -> bool:
    return not number[KEPT:].strip("0") and not is_id_number(number)
