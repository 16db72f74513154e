"""Local coordinate systems in the vault: their parameters are secret, so they lie nowhere else.

They stand in the vault's own table of facts, not among the rows of a theme: they belong to no layer, are never
undone with one, and go into no export.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import LocalSystemUnknown, WorkspaceReadOnly
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.database import Database

PREFIX = "local:"


def keep(database: Database, name: str, document: dict[str, Any]) -> None:
    """Keep the parameters of a system under its name, in place of what was kept under it."""
    with _writing(database) as connection:
        connection.execute(
            "INSERT INTO kbs_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (PREFIX + name, json.dumps(document, ensure_ascii=False)),
        )


def forget(database: Database, name: str) -> None:
    """Take a system out; raises LocalSystemUnknown."""
    take(database, name)
    with _writing(database) as connection:
        connection.execute("DELETE FROM kbs_meta WHERE name = ?", (PREFIX + name,))


def take(database: Database, name: str) -> dict[str, Any]:
    """Give the parameters of a system; raises LocalSystemUnknown."""
    row = database.reader().execute("SELECT value FROM kbs_meta WHERE name = ?", (PREFIX + name,)).fetchone()
    if row is None:
        raise LocalSystemUnknown(name=name, known=names(database))
    document: dict[str, Any] = json.loads(row[0])
    return document


def names(database: Database) -> tuple[str, ...]:
    """Give the names of the systems that are kept."""
    command = "SELECT name FROM kbs_meta WHERE substr(name, 1, ?) = ? ORDER BY name"
    rows = database.reader().execute(command, (len(PREFIX), PREFIX)).fetchall()
    return tuple(row[0].removeprefix(PREFIX) for row in rows)


@contextmanager
def _writing(database: Database) -> Iterator[Connection]:
    if database.read_only:
        raise WorkspaceReadOnly(path=str(database.path.parent))
    with translated(database.path), closing(database.connect()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
