"""The worker process: runs one long job after another, so that the window never stands still. No Qt here."""

import importlib
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from kangbashi_gis import logs, paths
from kangbashi_gis.progress import Progress, reporting
from kangbashi_gis.ui.admission import admitted
from kangbashi_gis.ui.wire import describe, pack, understood, unpack

logger = logging.getLogger(__name__)
ROOM = "kangbashi_gis.ui.work."  # a job may name a function of that module and nothing else
PAUSE_S = 0.04  # between two reports of progress: more often than the eye can follow helps nobody


class _Stopped(BaseException):
    """The window closes. No exception that an operation may take for a lost pipe of its own."""


def serve(connection: Connection) -> None:
    """Take jobs until the window closes the connection; the process then ends."""
    # Ctrl-C in a terminal reaches every process of the program; the window tells this one what to do
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way()
    logs.set_up(paths.log_folder() / "worker")
    while True:
        try:
            message = unpack(connection.recv_bytes())
            if "stop" in message:
                return
            if "run" in message:
                connection.send_bytes(pack({"job": message["job"], **_answer(connection, message)}))
        except (EOFError, OSError, _Stopped):
            return


def give_way() -> None:
    """Let the window go first when both want the processor: its frames have 33 ms, a job has minutes."""
    if hasattr(os, "nice"):
        os.nice(10)
    elif sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)


def _answer(connection: Connection, message: dict[str, Any]) -> dict[str, Any]:
    try:
        function = _function(message["run"])
        with admitted(message["ticket"]):
            return {"result": function(*message["arguments"], progress=_progress(connection, message["job"]))}
    except (EOFError, BrokenPipeError):
        raise
    except Exception as problem:  # the door of a job: each failure becomes a sentence in the window
        error = understood(problem)
        if error is not problem:
            # without the words of the exception: they may quote a row
            logger.error("%s in %s\n%s", type(problem).__name__, message["run"], _frames(problem))
        return {"error": describe(error)}


def _function(name: str) -> Callable[..., Any]:
    if not name.startswith(ROOM):
        raise ValueError("not a job: " + name)
    module, _, attribute = name.rpartition(".")
    function: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return function


def _progress(connection: Connection, job: int) -> Progress:
    """Report to the window and listen for its wish to stop, both at most once in `PAUSE_S`."""
    last = [0.0]

    def due() -> bool:
        now = time.monotonic()
        if now - last[0] < PAUSE_S:
            return False
        last[0] = now
        return True

    report = reporting(
        lambda fraction, step: connection.send_bytes(pack({"job": job, "fraction": fraction, "step": step})),
        lambda: _cancelled(connection, job),
    )

    def progress(fraction: float, step: str = "") -> None:
        if due():
            report(fraction, step)

    return progress


def _cancelled(connection: Connection, job: int) -> bool:
    cancelled = False
    while connection.poll(0):
        message = unpack(connection.recv_bytes())
        if "stop" in message:
            raise _Stopped
        cancelled = cancelled or message.get("cancel") == job
    return cancelled


def _frames(problem: BaseException) -> str:
    return "".join(traceback.format_tb(problem.__traceback__))
