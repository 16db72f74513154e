"""A column as numbers: its different values in order, and for each row which of them it has.

So the questions of a table need no look at the rows: what is asked of values is asked of each different one once, and
what is asked of rows is arithmetic on arrays. Everything is memory-mapped and can be built again from the store.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model.rows import Value

NONE = 0  # the code of a row without a value; then come the numbers, then the texts
UNIT_BYTES = 2


@dataclass(frozen=True, eq=False)
class Coded:
    """One column.

    code: for each row the number of its value, uint32. order: the rows by value, uint32. number: the different numbers,
    ascending. text: the different texts in order of their characters, as UTF-16 with a zero behind each. at: where each
    begins, and where the last ends.
    """

    code: np.ndarray
    order: np.ndarray
    number: np.ndarray
    text: np.ndarray
    at: np.ndarray

    @staticmethod
    def of(arrays: Mapping[str, np.ndarray]) -> "Coded":
        """Give the column that arrays hold."""
        return Coded(*(arrays[name] for name in ("code", "order", "number", "text", "at")))

    def arrays(self) -> dict[str, np.ndarray]:
        """Give what is kept of a column."""
        return {name: getattr(self, name) for name in ("code", "order", "number", "text", "at")}

    @property
    def texts(self) -> int:
        """How many different texts there are."""
        return len(self.at) - 1

    @property
    def size(self) -> int:
        """How many codes there are, that of no value included."""
        return 1 + len(self.number) + self.texts

    @property
    def first_text(self) -> int:
        """The code of the first text."""
        return 1 + len(self.number)

    def value(self, code: int) -> Value:
        """Give the value that a code stands for."""
        if code == NONE:
            return None
        if code < self.first_text:
            found: int | float = self.number[code - 1].item()
            return found
        return self.text_of(code - self.first_text)

    def text_of(self, number: int) -> str:
        """Give one of the texts."""
        low, high = int(self.at[number]), int(self.at[number + 1]) - 1
        return self.text[low:high].tobytes().decode("utf-16-le", "surrogatepass")

    def numbers_by_code(self) -> np.ndarray:
        """Give for each code its number as float64, NaN where it is none."""
        found = np.full(self.size, np.nan)
        found[1 : self.first_text] = self.number
        return found

    def first_not_before(self, value: Value) -> int:
        """Give the first code whose value does not come before one, as the store sorts them."""
        if value is None:
            return NONE
        if isinstance(value, int | float):
            return 1 + int(np.searchsorted(self.number, value))
        return self.first_text + bisect_left(_Texts(self), value)

    def code_of(self, value: Value) -> int | None:
        """Give the code of a value; None where no row has it."""
        code = self.first_not_before(value)
        return code if code < self.size and self.value(code) == value else None


class _Texts(Sequence[str]):
    """The texts of a column, for a search that halves."""

    def __init__(self, column: Coded) -> None:
        self._column = column

    def __len__(self) -> int:
        return self._column.texts

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        return self._column.text_of(number)
