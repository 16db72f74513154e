"""Puts many rows into a table with few statements: what all rows share is bound once, and each statement adds many.

A statement per row costs more than the row: SQLite notes the last row number of the table after each.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store.sql import Fragment, statement

AT_ONCE = (300, 20, 1)  # rows of a statement: as many as are left
MOST_PARAMETERS = 30_000  # of a statement; SQLite takes 32,766

Column = Sequence[Any]


def insert(connection: Connection, table: str, names: Sequence[str], stored: Sequence[Column]) -> None:
    """Insert rows given as columns of equal length, in order."""
    count = len(stored[0]) if stored else 0
    shared = [_shared(values) for values in stored]
    ordered = [name for name, same in zip(names, shared, strict=True) if same]
    ordered += [name for name, same in zip(names, shared, strict=True) if not same]
    same = [values[0] for values, one in zip(stored, shared, strict=True) if one]
    differing = [values for values, one in zip(stored, shared, strict=True) if not one]
    start = 0
    for at_once in AT_ONCE if differing else (1,):
        stop = count - (count - start) % at_once
        if start < stop and len(same) + len(differing) * at_once <= MOST_PARAMETERS:
            command = _command(table, ordered, len(same), at_once)
            connection.executemany(command, _groups(same, differing, start, stop, at_once))
            start = stop


def _shared(values: Column) -> bool:
    """Tell whether all rows have the same value; equal ones of other types (1 and 1.0) are not the same."""
    first = values[0] if len(values) else None
    kinds = (int, str, type(None))
    return (
        isinstance(first, kinds)
        and first == values[-1]
        and list(values).count(first) == len(values)
        and len(set(map(type, values))) == 1
    )


def _command(table: str, names: Sequence[str], shared: int, at_once: int) -> str:
    """Write the statement: the first parameters are those that all rows share."""
    own = len(names) - shared
    same = [f"?{place}" for place in range(1, shared + 1)]
    rows = (
        [*same, *(f"?{place}" for place in range(shared + 1 + turn * own, shared + 1 + (turn + 1) * own))]
        for turn in range(at_once)
    )
    values = Fragment(", ".join(f"({', '.join(row)})" for row in rows))
    return statement("INSERT INTO {table} ({names}) VALUES {values}", table=table, names=names, values=values)


def _groups(
    same: Sequence[Any], differing: Sequence[Column], start: int, stop: int, at_once: int
) -> Iterator[tuple[Any, ...]]:
    """Give the parameters of each statement."""
    if not differing:
        return repeat(tuple(same), stop - start)
    cells = chain.from_iterable(zip(*(values[start:stop] for values in differing), strict=True))
    return zip(*map(repeat, same), *[cells] * (len(differing) * at_once))  # noqa: B905
