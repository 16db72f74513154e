"""The verbs of the vault's process that look people up: masked rows, and the one record that is unmasked."""

import hashlib
from datetime import date
from typing import Any

import numpy as np

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.model.person_query import recognise
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.store import masking, people_index, people_search, reading
from kangbashi_gis.store.census import age
from kangbashi_gis.store.layout import ADDRESS_FID, vault_layout
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.vault_room import PERSON_KEY, Answer, Arrays, Room
from kangbashi_gis.store.wire import Message

SHOWN = ("fid", "id", ADDRESS_FID, "name", "id_number", "phone", "sex", "born", "household", "relation", "address")
WHOLE = ("name", "id_number", "phone", "sex", "born", "ethnicity", "household", "relation", "address", "moved_in")
MEMBERS = "SELECT fid FROM residents WHERE household = ? ORDER BY fid LIMIT ?"
MOST_MEMBERS = 60  # a dormitory under one number is no household
KEYED_BYTES = 16
# where people lived before an operation, and where those live now whom it added or changed
REACHED = """SELECT coalesce(address_fid, 0) FROM residents_history WHERE closed_by = ?1
  UNION SELECT coalesce(r.address_fid, 0) FROM kbs_changes AS c JOIN residents AS r ON r.fid BETWEEN c.fid AND c.last
  WHERE c.operation = ?1 AND c.theme = 'residents' AND c.kind IN ('I', 'U')"""


def people_at(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the people at addresses, masked."""
    rows = reading.rows_where(
        room.database.reader(), vault_layout(RESIDENTS), SHOWN, ADDRESS_FID, arrays[0], request["limit"]
    )
    return {"people": [_masked(row) for row in rows]}, []


def find_people(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Find people by what was typed: how many, and of the first their numbers, addresses and grades."""
    connection = room.database.reader()
    people_index.require(connection, room.path)
    query = recognise(request["text"])
    found = people_search.find(connection, query, arrays[0] if arrays else None)
    return {"total": found.total, "form": query.form}, [found.fids, found.addresses, found.grades]


def people(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give rows, masked, in the order asked for."""
    return {"people": _rows(room, arrays[0])}, []


def person(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give one person by id, masked, and the others of the household; nothing where the id is not known."""
    connection = room.database.reader()
    row = connection.execute("SELECT fid, household FROM residents WHERE id = ?", (request["id"],)).fetchone()
    if row is None:
        return {"people": []}, []
    others = connection.execute(MEMBERS, (row[1], MOST_MEMBERS)).fetchall() if row[1] else []
    fids = [row[0], *(fid for (fid,) in others if fid != row[0])]
    return {"people": _rows(room, np.array(fids, dtype=np.int64))}, []


def unmask(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give one whole record by id, and the keyed id under which the log knows the person."""
    command = statement("SELECT {columns} FROM residents WHERE id = ?", columns=WHOLE)
    row = room.database.reader().execute(command, (request["id"],)).fetchone()
    if row is None:
        return {"record": None, "keyed": ""}, []
    record: dict[str, Any] = {name: value or "" for name, value in zip(WHOLE, row, strict=True)}
    record["sex"] = _sex(record["sex"])
    return {"record": record, "keyed": _keyed(room, record["id_number"] or request["id"])}, []


def homes_of(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the addresses of the people whom an operation reached."""
    rows = room.database.reader().execute(REACHED, (request["operation"],)).fetchall()
    return {}, [np.array([row[0] for row in rows], dtype=np.int64)]


def keyed(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the keyed ids of rows, in the order asked for: the same person has the same, and nothing else is told."""
    rows = reading.rows(room.database.reader(), RESIDENTS.name, ("fid", "id_number", "id"), arrays[0])
    return {"keyed": [_keyed(room, number or identity) for _, number, identity in rows]}, []


def _keyed(room: Room, number: str) -> str:
    return keyed_with(secret(room), number)


def keyed_with(key: bytes, number: str) -> str:
    """Give the keyed id of an ID number, or of the id of a row that has none."""
    return hashlib.blake2b(number.upper().encode(), digest_size=KEYED_BYTES, key=key).hexdigest()


def secret(room: Room) -> bytes:
    """Give the key of the keyed ids."""
    asked = "SELECT value FROM kbs_meta WHERE name = ?"
    row = room.database.reader().execute(asked, (PERSON_KEY,)).fetchone()
    if row is None:
        raise VaultUnavailable(path=str(room.path), reason="no_people_index")
    return bytes.fromhex(row[0])


def _rows(room: Room, fids: np.ndarray) -> list[dict[str, Any]]:
    return [_masked(row) for row in reading.rows(room.database.reader(), RESIDENTS.name, SHOWN, fids)]


def _masked(row: tuple[Any, ...]) -> dict[str, Any]:
    fid, identity, address_fid, name, id_number, phone, sex, born, household, relation, address = row
    return {
        "fid": fid,
        "id": identity,
        "address_fid": address_fid,
        "name_masked": masking.name(name),
        "id_number_masked": masking.id_number(id_number),
        "phone_masked": masking.phone(phone),
        "sex": _sex(sex),
        "age": age(born, date.today()),
        "household": household,
        "relation": relation,
        "address": masking.address(address),
    }


def _sex(code: str | None) -> str:
    codes = RESIDENTS.field("sex").codes
    return codes.title(code) if codes is not None else code or ""
