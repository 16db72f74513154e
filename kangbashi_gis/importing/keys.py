"""The natural keys of rows, and what is compared of them in bulk."""

from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

NO_KEY = 0


def keys_of(theme: Theme, table: Table) -> list[Any]:
    """Give the natural key of each row, or None where a part of it is missing."""
    if not theme.key or any(name not in table.columns for name in theme.key):
        return [None] * len(table)
    if len(theme.key) == 1:
        return list(table.columns[theme.key[0]])
    parts = zip(*(table.columns[name] for name in theme.key), strict=True)
    return [None if any(part is None for part in key) else key for key in parts]


def marks_of(theme: Theme, table: Table) -> np.ndarray:
    """Give eight bytes (int64) for the key of each row, equal for equal keys within this process; NO_KEY for none."""
    keys = keys_of(theme, table)
    marks = np.fromiter(map(hash, keys), dtype=np.int64, count=len(table))
    marks[marks == NO_KEY] = 1
    if None in keys:
        marks[[key is None for key in keys]] = NO_KEY
    return marks
