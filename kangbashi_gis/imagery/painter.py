"""Asks the process that reads rasters for pictures, one piece after the other."""

import json
import multiprocessing
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from multiprocessing.process import BaseProcess
from typing import Any

import numpy as np

from kangbashi_gis.errors import RasterUnreadable
from kangbashi_gis.imagery.ground import Box, Ground
from kangbashi_gis.imagery.serving import Opened, serve

SILENT_S = 30.0  # without an answer: it hangs
ENDING_S = 5.0
FATAL = frozenset({"crash", "time", "raster_gone", "raster_placeless", "raster_kind", "base_map_empty"})


class Painter:
    """One process and one thread that waits for it; both are made when first needed."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Any = None
        self._thread: ThreadPoolExecutor | None = None
        self._guard = threading.Lock()
        self._ended = False
        # whoever draws for the window in a worker is such a process already, and may have none of its own
        self._here = Opened() if multiprocessing.current_process().daemon else None

    def ask(self, ground: Ground, crs: str, box: Box) -> "Future[np.ndarray]":
        """Wish for a picture; it comes later."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="imagery")
        return self._thread.submit(self.picture, ground, crs, box)

    def picture(self, ground: Ground, crs: str, box: Box) -> np.ndarray:
        """Give a picture and wait for it. Raises RasterUnreadable."""
        if self._here is not None:
            return self._here.paint(ground, crs, box)
        try:
            return self._asked(ground, crs, box)
        except (EOFError, OSError) as problem:
            self._drop()
            raise RasterUnreadable(name=ground.name, path=str(ground.path), reason="crash") from problem

    def close(self) -> None:
        """End the process and the thread; what was wished for does not come any more."""
        with self._guard:
            self._ended = True
            if self._process is not None:
                self._process.kill()
        if self._thread:
            self._thread.shutdown(wait=True, cancel_futures=True)
        self._drop()
        if self._here is not None:
            self._here.close()

    def _asked(self, ground: Ground, crs: str, box: Box) -> np.ndarray:
        pipe = self._opened()
        message = {"ground": ground.written(), "crs": crs, "box": asdict(box)}
        pipe.send_bytes(json.dumps(message).encode())
        if not pipe.poll(SILENT_S):
            self._drop()
            raise RasterUnreadable(name=ground.name, path=str(ground.path), reason="time")
        answer = json.loads(pipe.recv_bytes())
        if "reason" in answer:
            raise RasterUnreadable(name=ground.name, path=str(ground.path), reason=answer["reason"])
        return np.frombuffer(pipe.recv_bytes(), np.uint8).reshape(*answer["size"], 4)

    def _opened(self) -> Any:
        with self._guard:
            if self._ended:
                raise EOFError
            if self._process is None:
                spawn = multiprocessing.get_context("spawn")
                self._pipe, theirs = spawn.Pipe()
                self._process = spawn.Process(target=serve, args=(theirs,), name="imagery", daemon=True)
                self._process.start()
                theirs.close()
            return self._pipe

    def _drop(self) -> None:
        with self._guard:
            if self._process is not None:
                self._process.kill()
                self._process.join(ENDING_S)
                with suppress(OSError):
                    self._pipe.close()
                self._process.close()
                self._process = None
