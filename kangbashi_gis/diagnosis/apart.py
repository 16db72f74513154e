"""Looks into files in a process of its own: a file that brings a reader down brings down nothing else.

The process has a limit on memory, and is ended when it has not said anything for too long. Asked in JSON over a pipe.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.inspecting import Request, failed, inspect
from kangbashi_gis.diagnosis.plain import from_plain, to_plain
from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.progress import Progress
from kangbashi_gis.store.limits import limit_memory
from kangbashi_gis.store.wire import mistake, receive, send

logger = logging.getLogger(__name__)

MEMORY = 6 << 30  # of addresses, most of which libraries reserve and never touch
SILENT_S = 30.0  # without a word: it hangs
SLOWEST = 2_000_000  # bytes a second that reading goes on with, even on an old disk
BETWEEN_S = 0.1
ENDING_S = 5.0


class Apart:
    """Looks into one file after the other over there; starts anew after a crash. Use it in a `with`."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._pipe: Connection | None = None

    def inspect(self, request: Request, progress: Progress) -> FileReport:
        """Give the report on one file, also where reading it ended the process."""
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        try:
            send(self._pipe, _message(request))
            return self._answer(request, progress)
        except (EOFError, OSError):
            self.close()
            return failed(request, "crash")
        except BaseException:
            self._end(at_once=True)  # stopped in the middle: it is busy with what nobody wants any more
            raise

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._end(at_once=False)

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), name="diagnosis", daemon=True)
        self._process.start()
        theirs.close()
        frame = self._frame
        try:
            send(self._pipe, {"crs": frame.crs, "box": frame.box}, (frame.corners, frame.nodes))
            receive(self._pipe)  # it is there: from now on only a file can bring it down
        except (EOFError, OSError) as problem:
            self._end(at_once=True)
            raise GisError(reason="diagnosis") from problem

    def _answer(self, request: Request, progress: Progress) -> FileReport:
        assert self._pipe is not None
        patience, heard = SILENT_S + _size(request.path) / SLOWEST, time.monotonic()
        done = 0.0
        while True:
            progress(done, "read")
            if not self._pipe.poll(BETWEEN_S):
                if time.monotonic() - heard > patience:
                    self._end(at_once=True)
                    return failed(request, "time")
                continue
            message, _ = receive(self._pipe)
            heard = time.monotonic()
            if "failed" in message:
                if "place" in message:
                    logger.error("looking into a file failed: %s", message["place"])
                return failed(request, message["failed"])
            if "report" in message:
                report: FileReport = from_plain(FileReport, message["report"])
                return report
            done = message["fraction"]

    def _end(self, at_once: bool) -> None:
        if self._pipe is None:
            return
        self._pipe.close()
        self._pipe = None
        if at_once:
            self._process.kill()
        self._process.join(ENDING_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def serve(pipe: Connection) -> None:
    """Answer until the other side closes the pipe."""
    limit_memory(MEMORY)
    try:
        about, arrays = receive(pipe)
        corners, nodes = (one.reshape(-1, 2) for one in arrays)
        frame = Frame(about["crs"], tuple(about["box"]) if about["box"] else None, corners, nodes)
        send(pipe, {})
        while True:
            message, _ = receive(pipe)
            try:
                report = inspect(_request(message), frame, _reporting(pipe))
            except MemoryError:
                send(pipe, {"failed": "memory"})
                continue
            except Exception as problem:  # a mistake of ours: the file is told to be unreadable, the others go on
                send(pipe, {"failed": "crash", **mistake(problem)})
                continue
            send(pipe, {"report": to_plain(report)})
    except (EOFError, OSError):
        pass  # the other side is done, or gone


def _reporting(pipe: Connection) -> Callable[..., None]:
    last = [0.0]

    def progress(fraction: float, step: str = "") -> None:
        if time.monotonic() - last[0] > BETWEEN_S:
            last[0] = time.monotonic()
            send(pipe, {"fraction": fraction})

    return progress


def _message(request: Request) -> dict[str, object]:
    theme = request.theme.name if request.theme else None
    return {"path": str(request.path), "name": request.name, "theme": theme, "options": asdict(request.options)}


def _request(message: dict[str, object]) -> Request:
    theme = theme_named(str(message["theme"])) if message["theme"] else None
    options: ImportOptions = from_plain(ImportOptions, message["options"])
    return Request(Path(str(message["path"])), str(message["name"]), theme, options)


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    return path.stat().st_size if path.exists() else 0
