"""The verbs of the vault's process that only ask: counts, masked rows, row numbers, and how the file is."""

import json
from pathlib import Path

import numpy as np

from kangbashi_gis.model.themes import RESIDENTS, theme
from kangbashi_gis.store import heads, people_index, reading, upkeep
from kangbashi_gis.store.layout import vault_layout
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message, to_table


def holds(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Tell whether an operation was committed here."""
    command = "SELECT count(*) FROM kbs_operations WHERE number = ?"
    return {"holds": bool(room.database.reader().execute(command, (request["operation"],)).fetchone()[0])}, []


def operations(room: Room, request: Message, arrays: Arrays) -> Answer:
    """List the operations that were committed here."""
    rows = room.database.reader().execute("SELECT number, at FROM kbs_operations WHERE number > 0")
    return {"operations": [list(row) for row in rows.fetchall()]}, []


def count(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Count the rows of a theme."""
    command = statement("SELECT count(*) FROM {table}", table=theme(request["theme"]).name)
    return {"count": room.database.reader().execute(command).fetchone()[0]}, []


def stamp(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the number of the last change of a theme."""
    return {"stamp": reading.stamp(room.database.reader(), request["theme"])}, []


def match(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Find the rows that have the same key."""
    layout = vault_layout(theme(request["theme"]))
    fids, same = reading.match(room.database.reader(), layout, to_table(request), request["key"])
    return {}, [fids, same]


def absent(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the rows of some sources whose key is not among those kept."""
    kept = to_table(request)
    (key,) = kept.columns
    command = "SELECT fid, {key} FROM {table} WHERE {key} NOT NULL AND source IN (SELECT value FROM json_each(?))"
    filled = statement(command, key=key, table=vault_layout(theme(request["theme"])).table)
    found = room.database.reader().execute(filled, (json.dumps(request["sources"]),)).fetchall()
    known = set(kept.columns[key])
    return {}, [np.array([fid for fid, one in found if one not in known], dtype=np.int64)]


def population(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Count the people at addresses."""
    return room.census().count(arrays[0]), []


def per_address(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Count the people at each address."""
    return {}, list(room.census().per_address(arrays[0]))


def ids(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the ids of a theme's rows."""
    command = statement("SELECT id FROM {table}", table=theme(request["theme"]).name)
    return {"ids": [row[0] for row in room.database.reader().execute(command).fetchall()]}, []


def address_fids(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the addresses at which people live."""
    return {}, [room.census().addresses]


def check(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Look the file over."""
    findings = upkeep.check_file(room.database.reader(), list(room.layouts.values()))
    if people_index.is_wrong(room.database.reader()):
        findings.append(("people_index", RESIDENTS.name))
    return {"findings": [list(finding) for finding in findings]}, []


def copy(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Write a whole copy."""
    upkeep.copy_file(room.database, Path(request["target"]))
    return {}, []


def head(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give how far the log had come when it was last remembered."""
    return {"document": heads.take(room.database)}, []
