"""The first rows of a catalogue: what came in before there was one, as far as the store remembers it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import statement

STANDING = "SELECT source, count(*), min(fid) FROM {table} WHERE source IS NOT NULL GROUP BY source"
OPERATION = (
    "SELECT operation FROM kbs_changes WHERE theme = ? AND fid <= ? AND last >= ? AND kind <> 'D'"
    " ORDER BY seq DESC LIMIT 1"
)
ENTRY = (
    "INSERT INTO {table} (theme, file, format, sha256, operation, rows, secrecy, renewed, source)"
    " SELECT ?, file, ?, sha256, ?, ?, nullif(secrecy, ''), date, number FROM sources WHERE number = ?"
)


def fill(connection: Connection, layout: Layout, layers: list[Layout]) -> None:
    """List every source once for each layer in which it has rows; what nobody noted then stays unknown."""
    files = dict(connection.execute("SELECT number, file FROM sources").fetchall())
    for theme, source, rows, operation in _found(connection, layers):
        # under the number of its import, so that the entry is undone with it
        connection.execute("UPDATE kbs_gate SET operation = ?", (operation,))
        values = (theme, _format(files.get(source) or ""), operation, rows, source)
        connection.execute(statement(ENTRY, table=layout.table), values)
    connection.execute("UPDATE kbs_gate SET operation = NULL")


def _found(connection: Connection, layers: list[Layout]) -> Iterator[tuple[Any, ...]]:
    for layer in layers:
        for source, rows, first in connection.execute(statement(STANDING, table=layer.table)).fetchall():
            found = connection.execute(OPERATION, (layer.table, first, first)).fetchone()
            yield layer.table, source, rows, found[0] if found else None


def _format(file: str) -> str:
    return Path(file.partition("|")[0]).suffix.lower().removeprefix(".")
