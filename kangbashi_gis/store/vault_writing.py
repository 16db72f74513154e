"""The verbs of the vault's process that write: a transaction and what is done in it."""

from contextlib import suppress

from kangbashi_gis.model.themes import theme
from kangbashi_gis.store import erased, heads
from kangbashi_gis.store.rows import RowWriter
from kangbashi_gis.store.undoing import erase as take_out
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message, to_table


def begin(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Begin the transaction of an operation."""
    connection = room.transaction.enter_context(room.database.transaction(request["operation"], request["undoes"]))
    room.writer = RowWriter(connection, room.layouts)
    return {}, []


def commit(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Commit it."""
    room.writer = None
    room.transaction.close()
    return {}, []


def roll_back(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Leave everything as it was."""
    room.writer = None
    unfinished = EOFError()
    with suppress(EOFError):
        room.transaction.__exit__(EOFError, unfinished, None)
    return {}, []


def append(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Add rows; gives their numbers. Raises PersonErased."""
    table = to_table(request)
    erased.require_none(room, theme(request["theme"]), table)
    return {}, [room.writing().append(theme(request["theme"]), table)]


def update(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Replace columns of rows. Raises PersonErased."""
    table = to_table(request)
    erased.require_none(room, theme(request["theme"]), table)
    room.writing().update(theme(request["theme"]), arrays[0], table)
    return {}, []


def delete(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Close rows."""
    room.writing().delete(theme(request["theme"]), arrays[0])
    return {}, []


def undo(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Take an operation back; gives how many rows that were not counted already."""
    touched = {str(one).encode() for one in room.writing().touched(request["operation"])}
    room.writing().undo(request["operation"])
    return {"rows": len(touched.difference(arrays[0].tolist()))}, []


def erase(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Take an operation out without a trace."""
    take_out(room.database, list(room.layouts.values()), request["operation"])
    return {}, []


def keep_head(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Remember how far the log has come."""
    heads.keep(room.database, request["document"])
    return {}, []
