"""Erasing one person from the vault, without a trace: the row, all its images, the index, and the pages they were on.

What remains is a keyed id, which names nobody: by it the person is known again in an older vault that is put back, and
in a table that is imported. Its key lies within the vault (`vault_people`), so that it stays when the vault's own key
changes. In the records of changes an erased row is an `E`: a row that is gone, without an image.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import PersonErased
from kangbashi_gis.model.identifiers import modern_id_number
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.vault_people import keyed_with, secret
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message, to_table

TABLE = "CREATE TABLE IF NOT EXISTS kbs_erased (person TEXT PRIMARY KEY, number INTEGER NOT NULL)"
REACHED, DUE = "erased_to", "clean_due"
KEEP = "INSERT INTO kbs_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
# as each row is now, or was last before it was deleted
LATEST = """SELECT id, upper(coalesce(id_number, '')) FROM residents UNION ALL
  SELECT id, upper(coalesce(id_number, '')) FROM residents_history AS h
  WHERE hid = (SELECT max(x.hid) FROM residents_history AS x WHERE x.id = h.id)
  AND NOT EXISTS (SELECT 1 FROM residents AS r WHERE r.id = h.id)"""
GONE = """INSERT INTO kbs_changes (theme, kind, fid, last, operation, at)
  VALUES ('residents', 'E', ?, ?, NULL, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"""


@dataclass(frozen=True)
class Person:
    """Whom an erasing means: the ids of the rows, the forms of the ID number, and the keyed ids of both."""

    ids: tuple[str, ...]
    numbers: tuple[str, ...]
    keyed: tuple[str, ...]


def forms(number: str) -> tuple[str, ...]:
    """Give the forms of one ID number: as it is, of 18 digits, of 15 digits."""
    number = number.strip().upper()
    if not number:
        return ()
    modern = modern_id_number(number) or number
    old = modern[:6] + modern[8:17] if len(modern) == 18 and modern[6:8] == "19" else modern
    return tuple(dict.fromkeys((number, modern, old)))


def person(connection: Connection, key: bytes, identity: str) -> Person | None:
    """Find whom a row is about: all rows with the same ID number are the same person. None for an unknown id."""
    known = dict(connection.execute(LATEST).fetchall())
    if identity not in known:
        return None
    numbers = forms(known[identity])
    ids = tuple(one for one, number in known.items() if one == identity or number in numbers)
    return Person(ids, numbers, tuple(keyed_with(key, one) for one in (*numbers, *ids)))


def erase(connection: Connection, found: Person) -> tuple[int, int]:
    """Erase within the transaction under way; gives how many rows and how many images went."""
    rows = images = 0
    for fid in _all(connection, "SELECT fid FROM residents WHERE id = ?", found.ids):
        connection.execute("DELETE FROM residents WHERE fid = ?", (fid,))
        connection.execute(GONE, (fid, fid))
        rows += 1
    by_id = _all(connection, "SELECT hid FROM residents_history WHERE id = ?", found.ids)
    # also what others had once, when somebody had given them this number by mistake
    by_number = _all(connection, "SELECT hid FROM residents_history WHERE upper(id_number) = ?", found.numbers)
    for hid in {*by_id, *by_number}:
        _forget_image(connection, hid)
        images += 1
    return rows, images


def _all(connection: Connection, command: str, values: Iterable[str]) -> list[int]:
    return [row[0] for value in values for row in connection.execute(command, (value,)).fetchall()]


def _forget_image(connection: Connection, hid: int) -> None:
    """Delete an image of a row, and one record of the change that made it."""
    fid, by = connection.execute("SELECT fid, closed_by FROM residents_history WHERE hid = ?", (hid,)).fetchone()
    connection.execute("DELETE FROM residents_history WHERE hid = ?", (hid,))
    command = """SELECT seq, kind FROM kbs_changes WHERE theme = 'residents' AND fid = ? AND last = fid
      AND operation IS ? AND kind IN ('U', 'D') ORDER BY kind DESC, seq LIMIT 1"""
    change = connection.execute(command, (fid, by)).fetchone()
    if change is None:
        return
    if change[1] == "U":
        connection.execute("DELETE FROM kbs_changes WHERE seq = ?", (change[0],))
    else:
        connection.execute("UPDATE kbs_changes SET kind = 'E', operation = NULL WHERE seq = ?", (change[0],))


def reached(connection: Connection, chain: str) -> int:
    """Give the event of a log up to which its erasings were done here; 0 for none, or another log."""
    row = connection.execute("SELECT value FROM kbs_meta WHERE name = ?", (REACHED,)).fetchone()
    found = json.loads(row[0]) if row else {}
    return int(found["number"]) if found.get("chain") == chain else 0


def remember(connection: Connection, chain: str, number: int, keyed: Iterable[str]) -> None:
    """Keep keyed ids, and how far the log was followed, within the transaction under way; the file is to be cleaned."""
    connection.execute(TABLE)
    for one in keyed:
        connection.execute("INSERT OR REPLACE INTO kbs_erased (person, number) VALUES (?, ?)", (one, number))
    connection.execute(KEEP, (REACHED, json.dumps({"chain": chain, "number": number})))
    connection.execute(KEEP, (DUE, "1"))


def readmit(connection: Connection, chain: str, number: int, keyed: Iterable[str]) -> None:
    """Let people in again, within the transaction under way."""
    connection.execute(TABLE)
    for one in keyed:
        connection.execute("DELETE FROM kbs_erased WHERE person = ?", (one,))
    connection.execute(KEEP, (REACHED, json.dumps({"chain": chain, "number": number})))


def keyed_ids(connection: Connection) -> set[str]:
    """Give the keyed ids of all who were erased."""
    if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'kbs_erased'").fetchone()[0]:
        return set()
    return {row[0] for row in connection.execute("SELECT person FROM kbs_erased")}


def is_dirty(connection: Connection) -> bool:
    """Tell whether pages may still hold what was erased."""
    return bool(connection.execute("SELECT count(*) FROM kbs_meta WHERE name = ?", (DUE,)).fetchone()[0])


def clean(connection: Connection) -> bool:
    """Write the file anew without what was erased, and empty its write-ahead log; False while others read it.

    `secure_delete` alone is not enough: rows that were moved or deleted earlier may still stand on pages.
    """
    try:
        connection.execute("INSERT INTO people_tokens (people_tokens) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("DELETE FROM kbs_meta WHERE name = ?", (DUE,))
        if not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return True
        connection.execute(KEEP, (DUE, "1"))
    except dbapi2.OperationalError:
        pass
    return False


def known(connection: Connection, key: bytes, numbers: Iterable[str | None]) -> Iterator[bool]:
    """Tell for each ID number whether the person was erased; nothing at all where nobody ever was."""
    gone = keyed_ids(connection)
    for number in numbers if gone else ():
        yield any(keyed_with(key, one) in gone for one in forms(str(number or "")))


def meant(connection: Connection, key: bytes, keyed: set[str]) -> list[Person]:
    """Find those among the rows whom keyed ids mean."""
    known_rows: dict[str, str] = dict(connection.execute(LATEST).fetchall())
    found = []
    for identity, number in known_rows.items():
        names = (*forms(number), identity)
        if any(keyed_with(key, one) in keyed for one in names):
            numbers = forms(number)
            found.append(Person((identity,), numbers, tuple(keyed_with(key, one) for one in names)))
    return found


def require_none(room: Room, theme: Theme, table: Table) -> None:
    """Raise PersonErased where rows are of people who were erased: they do not come back unnoticed."""
    if theme.name != RESIDENTS.name or "id_number" not in table.columns:
        return
    count = sum(known(room.database.reader(), secret(room), table.columns["id_number"]))
    if count:
        raise PersonErased(count=count)


# the verbs


def who(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the keyed ids of the person of a row, and how many rows there are; nothing for an unknown id."""
    found = person(room.database.reader(), secret(room), request["id"])
    return {"keyed": list(found.keyed) if found else [], "rows": len(found.ids) if found else 0}, []


def erase_person(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Erase the person of a row. chain, number: the event of the log that says so."""
    found = person(room.database.reader(), secret(room), request["id"])
    people = [found] if found else []
    keyed = found.keyed if found else ()
    return _done(room, people, request["chain"], request["number"], keyed), []


def follow_log(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Erase whom the log says that were erased, in a vault that is older. keyed, chain, number: of the latest event."""
    keyed = set(request["keyed"])
    people = meant(room.database.reader(), secret(room), keyed)
    return _done(room, people, request["chain"], request["number"], keyed), []


def keys_of_number(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the keyed ids of an ID number, in all its forms."""
    key = secret(room)
    return {"keyed": [keyed_with(key, one) for one in forms(request["number"])]}, []


def readmit_person(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Let a person in again. keyed, chain, number: of the event of the log that says so."""
    with translated(room.path), closing(room.database.connect()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        readmit(connection, request["chain"], request["number"], request["keyed"])
        connection.execute("COMMIT")
    return {}, []


def erased_to(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give how far the log was followed, and whether the file is still to be cleaned."""
    connection = room.database.reader()
    return {"number": reached(connection, request["chain"]), "dirty": is_dirty(connection)}, []


def clean_file(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Clean the file, should it have to be."""
    with translated(room.path), closing(room.database.connect()) as connection:
        return {"cleaned": not is_dirty(connection) or clean(connection)}, []


def known_erased(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Tell for each ID number of a table whether that person was erased."""
    numbers = to_table(request).columns["id_number"]
    found = list(known(room.database.reader(), secret(room), numbers))
    return {"erased": found or [False] * len(numbers)}, []


def _done(room: Room, people: list[Person], chain: str, number: int, keyed: Iterable[str]) -> Message:
    rows = images = 0
    with translated(room.path), closing(room.database.connect()) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE kbs_gate SET bulk = 1")
        for one in people:
            gone, forgotten = erase(connection, one)
            rows, images = rows + gone, images + forgotten
        connection.execute("UPDATE kbs_gate SET bulk = 0")
        remember(connection, chain, number, keyed)
        connection.execute("COMMIT")
        return {"rows": rows, "images": images, "cleaned": clean(connection)}


VERBS = {
    "who": who,
    "erase_person": erase_person,
    "follow_log": follow_log,
    "erased_to": erased_to,
    "clean_file": clean_file,
    "keys_of_number": keys_of_number,
    "readmit_person": readmit_person,
    "known_erased": known_erased,
}
