"""Reads files of formats that native libraries read in a process of its own: a hostile file brings down only that.

The process has a limit on memory, and is ended when it does not answer for too long. One that is done with its file
waits for the next. Shapes cross as WKB, cells as JSON; nothing is pickled.
"""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis import errors
from kangbashi_gis.errors import FileUnreadable, GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources.apart_process import serve
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

SILENT_S = 30.0  # without an answer: it hangs
SLOWEST = 2_000_000  # bytes a second that reading goes on with, even on an old disk
ENDING_S = 5.0
Reader = Callable[[Path, Theme, ImportOptions], Source]
_idle: list["Child"] = []


def in_own_process(reader: Reader) -> Reader:
    """Give a reader that does the same in a process of its own."""

    def read(path: Path, theme: Theme, options: ImportOptions) -> Source:
        # who looks into files for the doctor is such a process already
        if multiprocessing.current_process().daemon:
            return reader(path, theme, options)
        return _opened(reader, path, theme, options)

    return read


def rest() -> None:
    """End the process that waits for the next file."""
    while _idle:
        _idle.pop().end()


def _opened(reader: Reader, path: Path, theme: Theme, options: ImportOptions) -> Source:
    child = _idle.pop() if _idle and _idle[-1].lives() else Child()
    with ExitStack() as hidden:
        hidden.callback(child.put_back)
        plain = {**asdict(options), "local": None}
        about = child.ask(
            path, verb="open", reader=f"{reader.__module__}:{reader.__name__}", theme=theme.name, options=plain,
        )  # fmt: skip
        return Source(
            path=path,
            read=lambda size: _batches(child, path, size),
            hidden=hidden.pop_all(),
            **{**about, **{name: tuple(about[name]) for name in ("columns", "place", "notes")}},
        )


def _batches(child: "Child", path: Path, size: int) -> Iterator[Table]:
    import shapely

    child.ask(path, verb="read", size=size)
    while True:
        answer = child.ask(path, verb="next")
        if "columns" not in answer:
            return
        shapes = None
        if answer["shapes"]:
            ends = np.frombuffer(child.take(path), dtype=np.int64)
            octets = child.take(path)
            starts = np.concatenate([[0], ends[:-1]])
            wkb = [octets[start:end] or None for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
            shapes = shapely.from_wkb(np.array(wkb, dtype=object))
        yield Table(answer["columns"], shapes)


class Child:
    """The process over there, for one file at a time."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process: BaseProcess = spawn.Process(target=serve, args=(theirs,), name="reader", daemon=True)
        self._process.start()
        theirs.close()
        self._ended = False

    def lives(self) -> bool:
        """Tell whether it can still be asked."""
        return not self._ended and self._process.is_alive()

    def ask(self, path: Path, /, **message: Any) -> dict[str, Any]:
        """Send a question; gives the answer, or raises what it says or FileUnreadable for one that fell or hangs."""
        with suppress(BrokenPipeError, ConnectionError):
            self._pipe.send_bytes(json.dumps({**message, "path": str(path)}).encode())
        answer: dict[str, Any] = json.loads(self.take(path))
        if "error" in answer:
            _raise(answer)
        return answer

    def take(self, path: Path) -> bytes:
        """Take the next piece of an answer."""
        if self._ended:
            raise FileUnreadable(path=str(path), reason="crash")
        try:
            if not self._pipe.poll(SILENT_S + _size(path) / SLOWEST):
                self.end()
                raise FileUnreadable(path=str(path), reason="time")
            return self._pipe.recv_bytes()
        except (EOFError, OSError):
            self.end()
            raise FileUnreadable(path=str(path), reason="crash") from None

    def put_back(self) -> None:
        """Let it close its file and wait for the next; one is enough."""
        if not self.lives() or _idle:
            self.end()
            return
        with suppress(OSError):
            self._pipe.send_bytes(b'{"verb": "close"}')
        _idle.append(self)

    def end(self) -> None:
        """End it."""
        if not self._ended:
            self._ended = True
            self._pipe.close()
            self._process.kill()
            self._process.join(ENDING_S)
            self._process.close()


def _raise(answer: dict[str, Any]) -> None:
    known = (one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, GisError))
    kind = next((one for one in known if one.code == answer["error"]), GisError)
    raise kind(**{name: tuple(one) if isinstance(one, list) else one for name, one in answer["values"].items()})


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    return path.stat().st_size if path.exists() else 0
