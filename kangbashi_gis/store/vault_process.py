"""The process that alone opens the vault: it reads requests from a pipe until the pipe closes.

What it has read of people's data goes with its memory when it ends; the window's process receives
counts and masked rows. No core file is written of it, and no other process of the user may look into it.
"""

import json
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection as DatabaseConnection

from kangbashi_gis.errors import GisError, VaultUnavailable, WorkspaceDamaged
from kangbashi_gis.model.themes import RESIDENTS, theme
from kangbashi_gis.store import local_systems, masking, reading, upkeep
from kangbashi_gis.store.census import Census, age
from kangbashi_gis.store.connection import create, translated
from kangbashi_gis.store.database import Database
from kangbashi_gis.store.layout import ADDRESS_FID, vault_layout, vault_layouts
from kangbashi_gis.store.migrations import FORMAT, bring_up, outdated
from kangbashi_gis.store.rows import RowWriter
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.tables import create_bookkeeping
from kangbashi_gis.store.undoing import erase
from kangbashi_gis.store.wire import Message, from_error, mistake, receive, send, to_table

logger = logging.getLogger(__name__)

KEY_BYTES = 32
PR_SET_DUMPABLE = 4
Arrays = list[np.ndarray]
Answer = tuple[Message, Arrays]


def serve(pipe: Connection, path: str, key_path: str, read_only: bool) -> None:
    """Answer requests until the pipe closes; then roll back what was not committed, and end."""
    _keep_to_itself()
    # Ctrl-C is for the process that asked: it closes the pipe when it is done
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            room = Room(Path(path), Path(key_path), read_only)
        except GisError as problem:
            send(pipe, from_error(problem))
            return
        send(pipe, {})
        with closing(room):
            while True:
                request, arrays = receive(pipe)
                answer, found = _answered(room, request, arrays)
                send(pipe, answer, found)


def _answered(room: "Room", request: Message, arrays: Arrays) -> Answer:
    try:
        with translated(room.path):
            return VERBS[request.pop("verb")](room, request, arrays)
    except WorkspaceDamaged as problem:
        # only this file is damaged: the layers can still be worked with, as without a vault
        return from_error(VaultUnavailable(**problem.values)), []
    except GisError as problem:
        return from_error(problem), []
    except Exception as problem:
        # whatever goes wrong must be answered, or the other side waits for ever; kind and place are nothing personal
        return mistake(problem), []


class Room:
    """The open vault: its file, the transaction under way, and the census in memory."""

    def __init__(self, path: Path, key_path: Path, read_only: bool) -> None:
        self.path = path
        key = _key(path, key_path)
        self.closing = ExitStack()
        if read_only and not path.exists():
            # nobody lives here yet, and nothing may be made here: an empty vault elsewhere gives the same answers
            path, read_only = Path(self.closing.enter_context(TemporaryDirectory())) / path.name, False
        try:
            if not read_only:
                _prepare(path, key)
            elif outdated(path, vault_layouts(), key):
                logger.info("the vault is of an older format and is read as it is")
            self.database = Database(path, read_only=read_only, key=key)
        except GisError as problem:
            reason = "key_or_file" if isinstance(problem, WorkspaceDamaged) else problem.code
            raise VaultUnavailable(path=str(path), reason=reason) from problem
        self.layouts = {layout.table: layout for layout in vault_layouts()}
        self.transaction = ExitStack()
        self.writer: RowWriter | None = None
        self._census: tuple[int, date, Census] | None = None

    def writing(self) -> RowWriter:
        """Give the transaction under way."""
        if self.writer is None:
            raise VaultUnavailable(path=str(self.path), reason="no_transaction")
        return self.writer

    def census(self) -> Census:
        """Give the census of what holds now, built anew when a resident has changed or a day has passed."""
        stamp, today = reading.stamp(self.database.reader(), RESIDENTS.name), date.today()
        if self._census is None or self._census[:2] != (stamp, today):
            rows = self.database.reader().execute(
                "SELECT address_fid, sex, born, household FROM residents"
                " WHERE address_fid IS NOT NULL ORDER BY address_fid"
            )
            self._census = (stamp, today, Census.build(rows.fetchall(), today))
        return self._census[2]

    def close(self) -> None:
        """Roll back what was not committed, and close the file."""
        unfinished = EOFError()
        with suppress(EOFError, GisError):
            self.transaction.__exit__(EOFError, unfinished, None)
        self.database.close()
        self.closing.close()


def _key(path: Path, key_path: Path) -> bytes:
    try:
        key = key_path.read_bytes()
    except OSError as problem:
        raise VaultUnavailable(path=str(key_path), reason=problem.strerror or type(problem).__name__) from problem
    if len(key) != KEY_BYTES:
        raise VaultUnavailable(path=str(key_path), reason="key_length")
    return key


def _prepare(path: Path, key: bytes) -> None:
    """Make the file at the first use; add what the program has learned since an older one was made."""
    with translated(path), closing(create(path, key)) as connection:
        if not _is_made(connection):
            connection.execute("BEGIN IMMEDIATE")
            # another program may have made it while we waited for the lock
            if not _is_made(connection):
                create_bookkeeping(connection)
                connection.execute("INSERT INTO kbs_meta VALUES ('format', ?)", (str(FORMAT),))
            connection.execute("COMMIT")
    bring_up(path, vault_layouts(), key=key)


def _is_made(connection: DatabaseConnection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _keep_to_itself() -> None:
    """Forbid core files, and on Linux also that other processes of the same user read this one's memory."""
    try:
        import resource
    except ImportError:
        return  # Windows: no core files to forbid
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        if ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
            logger.warning("the vault's memory could not be closed to other processes")


# --- what can be asked -------------------------------------------------------------------------


def _begin(room: Room, request: Message, arrays: Arrays) -> Answer:
    connection = room.transaction.enter_context(room.database.transaction(request["operation"], request["undoes"]))
    room.writer = RowWriter(connection, room.layouts)
    return {}, []


def _commit(room: Room, request: Message, arrays: Arrays) -> Answer:
    room.writer = None
    room.transaction.close()
    return {}, []


def _roll_back(room: Room, request: Message, arrays: Arrays) -> Answer:
    room.writer = None
    unfinished = EOFError()
    with suppress(EOFError):
        room.transaction.__exit__(EOFError, unfinished, None)
    return {}, []


def _append(room: Room, request: Message, arrays: Arrays) -> Answer:
    return {}, [room.writing().append(theme(request["theme"]), to_table(request))]


def _update(room: Room, request: Message, arrays: Arrays) -> Answer:
    room.writing().update(theme(request["theme"]), arrays[0], to_table(request))
    return {}, []


def _delete(room: Room, request: Message, arrays: Arrays) -> Answer:
    room.writing().delete(theme(request["theme"]), arrays[0])
    return {}, []


def _undo(room: Room, request: Message, arrays: Arrays) -> Answer:
    touched = {str(one).encode() for one in room.writing().touched(request["operation"])}
    room.writing().undo(request["operation"])
    return {"rows": len(touched.difference(arrays[0].tolist()))}, []


def _erase(room: Room, request: Message, arrays: Arrays) -> Answer:
    erase(room.database, list(room.layouts.values()), request["operation"])
    return {}, []


def _holds(room: Room, request: Message, arrays: Arrays) -> Answer:
    command = "SELECT count(*) FROM kbs_operations WHERE number = ?"
    return {"holds": bool(room.database.reader().execute(command, (request["operation"],)).fetchone()[0])}, []


def _operations(room: Room, request: Message, arrays: Arrays) -> Answer:
    rows = room.database.reader().execute("SELECT number, at FROM kbs_operations WHERE number > 0")
    return {"operations": [list(row) for row in rows.fetchall()]}, []


def _count(room: Room, request: Message, arrays: Arrays) -> Answer:
    command = statement("SELECT count(*) FROM {table}", table=theme(request["theme"]).name)
    return {"count": room.database.reader().execute(command).fetchone()[0]}, []


def _stamp(room: Room, request: Message, arrays: Arrays) -> Answer:
    return {"stamp": reading.stamp(room.database.reader(), request["theme"])}, []


def _match(room: Room, request: Message, arrays: Arrays) -> Answer:
    layout = vault_layout(theme(request["theme"]))
    fids, same = reading.match(room.database.reader(), layout, to_table(request), request["key"])
    return {}, [fids, same]


def _absent(room: Room, request: Message, arrays: Arrays) -> Answer:
    kept = to_table(request)
    (key,) = kept.columns
    command = "SELECT fid, {key} FROM {table} WHERE {key} NOT NULL AND source IN (SELECT value FROM json_each(?))"
    filled = statement(command, key=key, table=vault_layout(theme(request["theme"])).table)
    found = room.database.reader().execute(filled, (json.dumps(request["sources"]),)).fetchall()
    known = set(kept.columns[key])
    return {}, [np.array([fid for fid, one in found if one not in known], dtype=np.int64)]


def _population(room: Room, request: Message, arrays: Arrays) -> Answer:
    return room.census().count(arrays[0]), []


def _per_address(room: Room, request: Message, arrays: Arrays) -> Answer:
    return {}, list(room.census().per_address(arrays[0]))


SHOWN = ("fid", "id", ADDRESS_FID, "name", "id_number", "phone", "sex", "born", "household", "relation")


def _people_at(room: Room, request: Message, arrays: Arrays) -> Answer:
    rows = reading.rows_where(
        room.database.reader(),
        vault_layout(RESIDENTS),
        SHOWN,
        ADDRESS_FID,
        arrays[0],
        request["limit"],
    )
    return {"people": [_masked(row) for row in rows]}, []


def _masked(row: tuple[Any, ...]) -> dict[str, Any]:
    fid, identity, address_fid, name, id_number, phone, sex, born, household, relation = row
    return {
        "fid": fid,
        "id": identity,
        "address_fid": address_fid,
        "name_masked": masking.name(name),
        "id_number_masked": masking.id_number(id_number),
        "phone_masked": masking.phone(phone),
        "sex": RESIDENTS.field("sex").codes.title(sex),  # type: ignore[union-attr]
        "age": age(born, date.today()),
        "household": household,
        "relation": relation,
    }


def _ids(room: Room, request: Message, arrays: Arrays) -> Answer:
    command = statement("SELECT id FROM {table}", table=theme(request["theme"]).name)
    return {"ids": [row[0] for row in room.database.reader().execute(command).fetchall()]}, []


def _address_fids(room: Room, request: Message, arrays: Arrays) -> Answer:
    return {}, [room.census().addresses]


def _check(room: Room, request: Message, arrays: Arrays) -> Answer:
    findings = upkeep.check_file(room.database.reader(), list(room.layouts.values()))
    return {"findings": [list(finding) for finding in findings]}, []


def _copy(room: Room, request: Message, arrays: Arrays) -> Answer:
    upkeep.copy_file(room.database, Path(request["target"]))
    return {}, []


def _keep_system(room: Room, request: Message, arrays: Arrays) -> Answer:
    local_systems.keep(room.database, request["name"], request["document"])
    return {}, []


def _forget_system(room: Room, request: Message, arrays: Arrays) -> Answer:
    local_systems.forget(room.database, request["name"])
    return {}, []


def _system(room: Room, request: Message, arrays: Arrays) -> Answer:
    return {"document": local_systems.take(room.database, request["name"])}, []


def _systems(room: Room, request: Message, arrays: Arrays) -> Answer:
    return {"names": list(local_systems.names(room.database))}, []


VERBS: dict[str, Callable[[Room, Message, Arrays], Answer]] = {
    "begin": _begin,
    "commit": _commit,
    "roll_back": _roll_back,
    "append": _append,
    "update": _update,
    "delete": _delete,
    "undo": _undo,
    "erase": _erase,
    "holds": _holds,
    "operations": _operations,
    "count": _count,
    "stamp": _stamp,
    "match": _match,
    "absent": _absent,
    "population": _population,
    "per_address": _per_address,
    "people_at": _people_at,
    "ids": _ids,
    "address_fids": _address_fids,
    "check": _check,
    "copy": _copy,
    "keep_system": _keep_system,
    "forget_system": _forget_system,
    "system": _system,
    "systems": _systems,
}
