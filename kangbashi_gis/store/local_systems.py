"""Local coordinate systems: their parameters are secret, so they lie in no layer, and go into no export.

Without accounts they stand in the vault's own table of facts, not among the rows of a theme. Where people log in they
stand in the file of accounts, each sealed under the key of the local systems together with its name.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import AccountsTouched, LocalSystemUnknown, WorkspaceReadOnly
from kangbashi_gis.store import keys
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.database import Database

PREFIX = "local:"
FACT = "local_systems"


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


def written(key: bytes, systems: dict[str, dict[str, Any]]) -> bytes:
    """Write systems for the file of accounts: names in clear, what belongs to them sealed."""
    return json.dumps({name: _sealed(key, name, one) for name, one in systems.items()}, ensure_ascii=False).encode()


def sealed_names(accounts: Accounts) -> tuple[str, ...]:
    """Give the names of the systems that are kept in the file of accounts."""
    return tuple(sorted(_kept(accounts.fact(FACT))))


def take_sealed(accounts: Accounts, key: bytes, name: str) -> dict[str, Any]:
    """Give the parameters of a system; raises LocalSystemUnknown, AccountsTouched where something was changed."""
    kept = _kept(accounts.fact(FACT))
    if name not in kept:
        raise LocalSystemUnknown(name=name, known=sealed_names(accounts))
    opened = json.loads(keys.unlock(key, bytes.fromhex(kept[name])) or b"{}")
    if opened.get("name") != name:
        raise AccountsTouched(path=str(accounts.path), reason="damaged")
    document: dict[str, Any] = opened["document"]
    return document


def keep_sealed(accounts: Accounts, key: bytes, name: str, document: dict[str, Any]) -> None:
    """Keep a system in the file of accounts, in place of what was kept under its name."""
    with accounts.change() as change:
        kept = {**_kept(change.fact(FACT)), name: _sealed(key, name, document)}
        change.set_fact(FACT, json.dumps(kept, ensure_ascii=False).encode())


def forget_sealed(accounts: Accounts, name: str) -> None:
    """Take a system out of the file of accounts; raises LocalSystemUnknown."""
    with accounts.change() as change:
        kept = _kept(change.fact(FACT))
        if kept.pop(name, None) is None:
            raise LocalSystemUnknown(name=name, known=tuple(sorted(kept)))
        change.set_fact(FACT, json.dumps(kept, ensure_ascii=False).encode())


def _sealed(key: bytes, name: str, document: dict[str, Any]) -> str:
    # with its name inside, so that nobody lets one system stand in for another
    return keys.lock(key, json.dumps({"name": name, "document": document}, ensure_ascii=False).encode()).hex()


def _kept(fact: bytes | None) -> dict[str, str]:
    found: dict[str, str] = json.loads(fact) if fact else {}
    return found


@contextmanager
def _writing(database: Database) -> Iterator[Connection]:
    if database.read_only:
        raise WorkspaceReadOnly(path=str(database.path.parent))
    with translated(database.path), closing(database.connect()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
