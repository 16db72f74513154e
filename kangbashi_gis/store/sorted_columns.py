"""What an index of columns is built from: the row numbers of a theme, and one column sorted by the database.

Sorting takes a bounded amount of memory and goes on on disk; it stops as soon as `progress` says so.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import Cancelled
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.progress import Progress
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.geopackage import GeoPackageStore
from kangbashi_gis.store.layout import open_layout
from kangbashi_gis.store.sql import Fragment, quoted, statement
from kangbashi_gis.store.values import as_json

AT_ONCE = 2_000  # rows that are fetched while no other thread of the process runs
SORTED_KB = 48_000
STEPS = 20_000  # of the database's machine between two looks whether to stop


def span(store: GeoPackageStore, theme: Theme) -> tuple[int, int]:
    """Give the least and the greatest row number of a theme, (1, 0) where it has no rows. Takes no time at all."""
    # each by itself: together they would be looked for in all rows
    with translated(store.path):
        reader = store.database.reader()
        least = reader.execute(statement("SELECT min(fid) FROM {table}", table=theme.name)).fetchone()[0]
        command = statement("SELECT max(fid) FROM {table}", table=theme.name)
        greatest = reader.execute(command).fetchone()[0]
    return (1, 0) if least is None else (least, greatest)


def cells(
    store: GeoPackageStore, theme: Theme, fids: np.ndarray, names: Sequence[str], longest: int
) -> list[tuple[Any, ...]]:
    """Read row number, version and columns of some rows, in the order asked for; those that are gone are left out.

    longest: how many characters of a text are read; 0 for all.
    """
    layout = open_layout(theme)
    if not set(names) <= set(layout.plain):
        raise KeyError(sorted(set(names) - set(layout.plain))[0])
    wanted = np.asarray(fids, np.int64).tolist()
    cut = "CASE WHEN typeof({name}) = 'text' THEN substr({name}, 1, {longest}) ELSE {name} END"
    written = [cut.format(name=quoted(name), longest=longest) if longest else quoted(name) for name in names]
    command = statement(
        "SELECT {columns} FROM {table} WHERE fid IN (SELECT value FROM json_each(?))",
        columns=Fragment(", ".join(["fid", "version", *written])), table=theme.name,
    )  # fmt: skip
    with translated(store.path):
        found = store.database.reader().execute(command, (as_json(wanted),)).fetchall()
    by_fid = {row[0]: row for row in found}
    return [by_fid[fid] for fid in wanted if fid in by_fid]


def row_numbers(store: GeoPackageStore, theme: Theme, progress: Progress) -> np.ndarray:
    """Give the row numbers of a theme, ascending, in the smallest type that holds them."""
    with _asked(store, progress) as connection:
        count = connection.execute(statement("SELECT count(*) FROM {table}", table=theme.name)).fetchone()[0]
        least, greatest = span(store, theme)
        kind = np.uint32 if greatest < 1 << 32 else np.int64
        if greatest - least + 1 == count:
            return np.arange(least, greatest + 1, dtype=kind)
        cursor = connection.execute(statement("SELECT fid FROM {table}", table=theme.name))
        pieces = [np.empty(0, kind)]
        while rows := cursor.fetchmany(AT_ONCE):
            pieces.append(np.array(rows, dtype=kind)[:, 0])
        return np.sort(np.concatenate(pieces))


def in_order(
    store: GeoPackageStore, theme: Theme, column: str, progress: Progress, *, as_stored: bool = False
) -> Iterator[tuple[np.ndarray, list[Any]]]:
    """Give row numbers and values of a column, piece by piece: nothing first, then numbers, then texts.

    as_stored: by row number instead, which takes less time.
    """
    if column not in open_layout(theme).plain:
        raise KeyError(column)
    order = Fragment("1" if as_stored else "2, 1")
    template = "SELECT fid, {column} FROM {table} ORDER BY {order}"
    command = statement(template, column=column, table=theme.name, order=order)
    with _asked(store, progress) as connection:
        cursor = connection.execute(command)
        while rows := cursor.fetchmany(AT_ONCE):
            fids, values = zip(*rows, strict=True)
            yield np.array(fids, dtype=np.int64), list(values)


@contextmanager
def _asked(store: GeoPackageStore, progress: Progress) -> Iterator[Connection]:
    """Give a connection of its own whose work stops when `progress` raises Cancelled."""
    stopped: list[Cancelled] = []

    def look() -> int:
        try:
            progress(0.0, "index")
        except Cancelled as problem:
            stopped.append(problem)
            return 1
        return 0

    with translated(store.path), closing(store.database.connect()) as connection:
        connection.execute("PRAGMA temp_store = FILE")
        connection.execute(f"PRAGMA cache_size = -{SORTED_KB}")
        connection.set_progress_handler(look, STEPS)
        try:
            yield connection
        except dbapi2.OperationalError:
            if stopped:
                raise stopped[0] from None
            raise
