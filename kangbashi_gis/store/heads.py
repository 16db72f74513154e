"""The head of the log as the vault remembers it: a log that was put back alone no longer fits, nor does a vault."""

import json
from contextlib import closing

from kangbashi_gis.errors import WorkspaceReadOnly
from kangbashi_gis.model.events import Anchor
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.database import Database

NAME = "log_head"
KEEP = """INSERT INTO kbs_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"""


def keep(database: Database, document: dict[str, str | int], name: str = NAME) -> None:
    """Remember how far the log had come (or, under another name, the roster), in place of what was before."""
    if database.read_only:
        raise WorkspaceReadOnly(path=str(database.path.parent))
    with translated(database.path), closing(database.connect()) as connection:
        connection.execute(KEEP, (name, json.dumps(document)))


def take(database: Database, name: str = NAME) -> dict[str, str | int]:
    """Give what is remembered; {} where nothing is."""
    row = database.reader().execute("SELECT value FROM kbs_meta WHERE name = ?", (name,)).fetchone()
    document: dict[str, str | int] = json.loads(row[0]) if row else {}
    return document


def written(anchor: Anchor) -> dict[str, str | int]:
    """Write an anchor for the vault."""
    return {"chain": anchor.chain, "number": anchor.number, "at": anchor.at, "hash": anchor.hash.hex()}


def read(document: dict[str, str | int]) -> Anchor | None:
    """Read what `written` wrote."""
    if not document:
        return None
    stamp = bytes.fromhex(str(document["hash"]))
    return Anchor(str(document["chain"]), int(document["number"]), str(document["at"]), stamp)
