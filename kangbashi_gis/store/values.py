"""Columns of a table as rows for SQLite, and back."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.table import Table

NEVER_MISSING = frozenset({str, int, bytes, type(None)})


def plain(values: Sequence[Any] | np.ndarray) -> list[Any]:
    """Give a column as Python values, None where a value is missing."""
    if not isinstance(values, np.ndarray):
        return _without_missing(values)
    if values.dtype.kind in "fO":
        return _without_missing(values.tolist())
    return values.tolist()


def _without_missing(values: Sequence[Any]) -> list[Any]:
    """Make None of NaN; a column of few plain types is told by its types, which is quicker than cell by cell."""
    kinds = set(map(type, values))
    if kinds <= NEVER_MISSING:
        return list(values)
    if kinds <= NEVER_MISSING | {float}:
        return [None if value != value else value for value in values]
    return [_missing_to_none(value) for value in values]


def _missing_to_none(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and value != value else value


def column(table: Table, name: str, default: Any = None) -> list[Any]:
    """Give a column of a table, or the default in every row where the table has no such column."""
    found = table.columns.get(name)
    return [default] * len(table) if found is None else plain(found)


def as_json(values: Iterable[Any]) -> str:
    """Write values for `json_each`, by which a statement takes any number of them as one parameter."""
    return json.dumps(plain(list(values)), ensure_ascii=False)


def pick(connection: Connection, fids: np.ndarray, others: np.ndarray | None = None) -> None:
    """Put row numbers (and a second number for each) into the temporary table `picked`."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS picked (fid INTEGER PRIMARY KEY, hid INTEGER)")
    connection.execute("DELETE FROM temp.picked")
    seconds = [None] * len(fids) if others is None else others.tolist()
    connection.executemany("INSERT INTO temp.picked VALUES (?, ?)", zip(fids.tolist(), seconds, strict=True))
