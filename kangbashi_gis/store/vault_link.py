"""The line to the vault's process: starts it, asks, and ends it.

With accounts the process knows nobody at first; then only what needs no key is asked of it (`DOOR`), and it is not
even started for anything else.
"""

import threading
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from kangbashi_gis.errors import VaultLocked, VaultUnavailable
from kangbashi_gis.store.accounts import exist
from kangbashi_gis.store.vault_process import DOOR_VERBS, serve
from kangbashi_gis.store.wire import Message, raise_error, receive, send

ENDING_S = 10
# questions whose answers would be wrong beside other layers, and the beginning of what would be written
OF_PEOPLE = (
    "count", "match", "absent", "population", "per_address", "people_at", "find_people", "people", "person", "unmask",
    "compare_people", "absent_people", "tally", "keyed", "who", "erase_person", "known_erased", "begin",
)  # fmt: skip


# what is within a transaction, which does not outlive its process
WITHIN = ("commit", "append", "update", "delete", "undo")
# by these somebody comes in
ENTRANCES = ("log_in", "accept")


def nothing() -> None:
    """Require nothing: for a vault on its own."""


def never() -> bool:
    """Tell that nothing was put into a vault so far: what a vault on its own is told."""
    return False


class VaultLink:
    """Asks the vault's process; starts it at the first question, and again should it have ended.

    accounts_path: where the accounts of the workspace lie, should it have any; None for a vault on its own.
    """

    def __init__(
        self,
        path: Path,
        key_path: Path,
        read_only: bool = False,
        used: Callable[[], bool] = never,
        require_agreement: Callable[[], None] = nothing,
        accounts_path: Path | None = None,
    ) -> None:
        self.path = path
        self.accounts_path = accounts_path
        self.entered = ""  # the name of the account that came in
        self.has_key = False
        self._used = used
        self._require_agreement = require_agreement
        self._agrees = False
        self._key_path = key_path
        self._read_only = read_only
        self._turn = threading.RLock()
        self._pipe: Connection | None = None
        self._process: Any = None

    @property
    def has_accounts(self) -> bool:
        """Tell whether people log in, so that no key lies beside the vault."""
        return self.accounts_path is not None and exist(self.accounts_path)

    @property
    def is_open(self) -> bool:
        """Tell whether the process runs and can open the vault, so that a question costs no start of it."""
        return self._pipe is not None and (not self.has_accounts or (self.has_key and self.is_entered))

    @property
    def is_entered(self) -> bool:
        """Tell whether somebody has come in and the process still knows it: it ends by itself when nobody asks."""
        process = self._process
        try:
            # without waiting for a turn: the gate asks this from the window's thread
            return bool(self.entered) and process is not None and bool(process.is_alive())
        except ValueError:
            return False  # it was closed between the two

    def made(self) -> bool:
        """Tell whether there is a vault yet; raises VaultUnavailable where there was one and it is gone or emptied."""
        found = self.path.exists()
        if (not found or self.path.stat().st_size == 0) and self._used():
            raise VaultUnavailable(path=str(self.path), reason="missing")
        return found

    def ask(self, verb: str, arrays: Sequence[np.ndarray] = (), **request: Any) -> tuple[Message, list[np.ndarray]]:
        """Put a request to the process, and give its answer; raises the error that it answers with."""
        with self._turn:
            if verb not in DOOR_VERBS:
                self._require_entered(verb)
            pipe = self._started(verb)
            try:
                send(pipe, {"verb": verb, **request}, arrays)
                answer, found = receive(pipe)
            except (EOFError, OSError) as problem:
                self._lose(problem)
        raise_error(answer)
        return answer, found

    def _require_entered(self, verb: str) -> None:
        if self.has_accounts and not self.entered:
            raise VaultLocked(user="", reason="nobody")
        if verb in OF_PEOPLE and not self._agrees:
            self._require_agreement()
            self._agrees = True

    def _lose(self, problem: Exception) -> NoReturn:
        """Say that the process is gone: locked, where somebody had come in."""
        name = self.entered
        self.close()
        if name:
            raise VaultLocked(user=name, reason="session_ended") from problem
        raise VaultUnavailable(path=str(self.path), reason="process_ended") from problem

    def _started(self, verb: str) -> Connection:
        if self._pipe is None:
            if verb in WITHIN:
                raise VaultUnavailable(path=str(self.path), reason="process_ended")
            if self.entered and verb not in ENTRANCES:
                raise VaultLocked(user=self.entered, reason="session_ended")
            self._start()
        assert self._pipe is not None
        return self._pipe

    def _start(self) -> None:
        if not self.has_accounts:
            self.made()  # a file that was lost is not made anew
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        accounts = str(self.accounts_path) if self.accounts_path else ""
        arguments = (theirs, str(self.path), str(self._key_path), accounts, self._read_only)
        process = context.Process(target=serve, args=arguments, name="vault", daemon=True)
        try:
            process.start()
        except OSError as problem:
            ours.close()
            raise VaultUnavailable(path=str(self.path), reason="no_process") from problem
        finally:
            theirs.close()
        self._pipe, self._process = ours, process
        try:
            answer, _ = receive(ours)
        except (EOFError, OSError):
            answer = {"error": VaultUnavailable.code, "values": {"path": str(self.path), "reason": "process_ended"}}
        if "error" in answer:
            self.close()
        raise_error(answer)

    def close(self) -> None:
        """End the process; what it has read, and who had come in, goes with it."""
        with self._turn:
            self.entered, self.has_key, self._agrees = "", False, False
            if self._pipe is None:
                return
            self._pipe.close()
            self._pipe = None
            self._process.join(ENDING_S)
            if self._process.is_alive():
                self._process.terminate()
                self._process.join()
            self._process.close()
            self._process = None
