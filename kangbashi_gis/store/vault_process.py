"""The process that alone opens the vault: it reads requests from a pipe until the pipe closes.

What it has read of people's data goes with its memory when it ends; the window's process receives
counts and masked rows. No core file is written of it, and no other process of the user may look into it.
"""

import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from kangbashi_gis.errors import GisError, VaultUnavailable, WorkspaceDamaged
from kangbashi_gis.store import (
    erased,
    vault_compare,
    vault_door,
    vault_keys,
    vault_people,
    vault_questions,
    vault_systems,
    vault_tally,
    vault_writing,
)
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.presence import OF_VAULT, Presence
from kangbashi_gis.store.vault_door import Door
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message, from_error, mistake, receive, send

logger = logging.getLogger(__name__)

PR_SET_DUMPABLE = 4


def serve(pipe: Connection, path: str, key_path: str, accounts_path: str, read_only: bool) -> None:
    """Answer requests until the pipe closes or nobody asks any more; then roll back what was not committed, and end."""
    keep_to_itself()
    # Ctrl-C is for the process that asked: it closes the pipe when it is done
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            door = Door(Path(path), Path(key_path), Path(accounts_path) if accounts_path else None, read_only)
        except GisError as problem:
            send(pipe, from_error(problem))
            return
        send(pipe, {})
        with _present(Path(path), read_only), closing(door):
            while pipe.poll(door.idle_s or None):
                request, arrays = receive(pipe)
                answer, found = _answered(door, request, arrays)
                send(pipe, answer, found)


def _answered(door: Door, request: Message, arrays: Arrays) -> Answer:
    try:
        verb = request.pop("verb")
        with translated(door.path):
            if verb in DOOR_VERBS:
                return DOOR_VERBS[verb](door, request, arrays)
            return VERBS[verb](door.room(), request, arrays)
    except WorkspaceDamaged as problem:
        # only this file is damaged: the layers can still be worked with, as without a vault
        return from_error(VaultUnavailable(**problem.values)), []
    except GisError as problem:
        return from_error(problem), []
    except MemoryError as problem:
        if type(problem) is not MemoryError:  # NumPy's own, which is one
            return mistake(problem), []
        # thus SQLCipher says that a page is not as it was written
        return from_error(VaultUnavailable(path=str(door.path), reason="key_or_file")), []
    except Exception as problem:
        # whatever goes wrong must be answered, or the other side waits for ever; kind and place are nothing personal
        return mistake(problem), []


@contextmanager
def _present(path: Path, read_only: bool) -> Iterator[None]:
    """Let others see that this process is there: it may outlive the program that asked, and ends its writing first."""
    room = path.parent / "staging"
    if read_only or not room.is_dir():
        yield
        return
    presence = Presence(room, OF_VAULT)
    try:
        yield
    finally:
        presence.leave()


def keep_to_itself() -> None:
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


DOOR_VERBS = {**vault_door.VERBS, **vault_keys.VERBS, **vault_systems.VERBS}
VERBS: dict[str, Callable[[Room, Message, Arrays], Answer]] = {
    "begin": vault_writing.begin,
    "commit": vault_writing.commit,
    "roll_back": vault_writing.roll_back,
    "append": vault_writing.append,
    "update": vault_writing.update,
    "delete": vault_writing.delete,
    "undo": vault_writing.undo,
    "erase": vault_writing.erase,
    "holds": vault_questions.holds,
    "operations": vault_questions.operations,
    "count": vault_questions.count,
    "stamp": vault_questions.stamp,
    "match": vault_questions.match,
    "absent": vault_questions.absent,
    "population": vault_questions.population,
    "per_address": vault_questions.per_address,
    "tally": vault_tally.tally,
    "people_at": vault_people.people_at,
    "find_people": vault_people.find_people,
    "people": vault_people.people,
    "person": vault_people.person,
    "unmask": vault_people.unmask,
    "keyed": vault_people.keyed,
    "homes_of": vault_people.homes_of,
    "ids": vault_questions.ids,
    "address_fids": vault_questions.address_fids,
    "check": vault_questions.check,
    "copy": vault_questions.copy,
    **erased.VERBS,
    **vault_compare.VERBS,
    "keep_head": vault_writing.keep_head,
    "head": vault_questions.head,
}
