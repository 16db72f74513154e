"""The two lanes of work: threads for short reads, one worker process for everything long."""

import contextlib
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from PySide6.QtCore import QObject, Signal

from kangbashi_gis.errors import Cancelled, GisError
from kangbashi_gis.ui import question
from kangbashi_gis.ui.question import Question
from kangbashi_gis.ui.wire import pack, revive, unpack
from kangbashi_gis.ui.worker import ROOM, serve

PATIENCE_S = 5.0  # how long closing waits for a job to roll back before its process is ended


class Job(QObject):
    """One piece of long work. Exactly one of `finished` and `failed` comes, then `ended`."""

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(object)  # a GisError; Cancelled when it was stopped
    ended = Signal()

    def __init__(self, number: int, function: str, arguments: tuple[Any, ...], title: str, owner: "Jobs") -> None:
        super().__init__(owner)
        self.number = number
        self.function = function
        self.arguments = arguments
        self.title = title
        self._owner = owner

    def cancel(self) -> None:
        """Ask the job to stop; what it did is rolled back."""
        self._owner.cancel(self)


class Jobs(QObject):
    """Starts questions (threads) and jobs (worker process), and ends them all when the window closes."""

    changed = Signal()  # a job began to run or ended
    stopping = Signal()  # every question is to end soon: whoever can stop its own does so
    _arrived = Signal(int, bytes)
    _lost = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Job | None = None
        self.admit: Callable[[], str] | None = None  # gives the ticket with which a job comes in; asked in a thread
        self._waiting: deque[Job] = deque()
        self._questions: list[Question] = []
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._number = 0
        self._generation = 0
        self._retiring = False
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None
        self._listener: threading.Thread | None = None
        self._ticket = self.question("ticket")
        self._ticket.answered.connect(self._send_off)
        self._ticket.failed.connect(self._refuse)
        self._arrived.connect(self._take)
        self._lost.connect(self._take_loss)

    def question(self, lane: str) -> Question:
        """Make a question that is asked in a lane of that name."""
        if lane not in self._lanes:
            self._lanes[lane] = question.lane(lane)
        made = Question(self._lanes[lane], self)
        self._questions.append(made)
        return made

    def start(self, function: str, *arguments: Any, title: str) -> Job:
        """Run a function of `ui/work.py` in the worker process. The title must not hold anything personal."""
        self._number += 1
        job = Job(self._number, ROOM + function, arguments, title, self)
        self._waiting.append(job)
        self._next()
        return job

    def cancel(self, job: Job) -> None:
        """Stop a job, whether it runs or waits."""
        if job is self.current and self._ticket.waiting:
            self._ticket.drop()
            self._refuse(Cancelled())
        elif job is self.current:
            self._send({"cancel": job.number})
        elif job in self._waiting:
            self._waiting.remove(job)
            self._end(job, None, Cancelled())

    def rest(self) -> None:
        """Drop every question and wait until none is being answered: only then may what they read be closed."""
        self.stopping.emit()
        for asked in self._questions:
            if asked is not self._ticket:  # a job waits for it, whatever becomes of the workspace in the window
                asked.drop()
        for one in list(self._lanes.values()):
            question.rest(one)

    def retire(self) -> None:
        """End the worker process, now or with its job, and what it has read with it; the next job gets a new one."""
        self._retiring = True
        self._retire_idle()

    def close(self) -> None:
        """End all lanes: the running job is asked to stop, and its process ended if it does not."""
        self.stopping.emit()
        self._waiting.clear()
        for asked in self._questions:
            asked.close()
        for one in self._lanes.values():
            question.close(one)
        self._lanes.clear()
        self._stop_worker()

    def _next(self) -> None:
        if self.current or not self._waiting:
            return
        self.current = self._waiting.popleft()
        if self._process is None or not self._process.is_alive():
            self._start_worker()
        self.changed.emit()
        if self.admit is None:
            self._send_off("")
        else:
            self._ticket.ask(self.admit)

    def _send_off(self, ticket: str) -> None:
        if job := self.current:
            message = {"job": job.number, "run": job.function, "arguments": job.arguments, "ticket": ticket}
            self._send(message)

    def _refuse(self, error: GisError) -> None:
        """End the job that waits for its ticket."""
        job, self.current = self.current, None
        if job is not None:
            self._end(job, None, error)

    def _send(self, message: dict[str, Any]) -> None:
        try:
            if self._connection:
                self._connection.send_bytes(pack(message))
        except OSError:
            self._lost.emit(self._generation)

    def _start_worker(self) -> None:
        self._generation += 1
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        # no daemon: those may not have children, and an import needs the process of the vault
        self._process = spawn.Process(target=serve, args=(theirs,), name="kangbashi-gis-worker")
        self._process.start()
        theirs.close()
        self._listener = threading.Thread(
            target=self._listen, args=(self._connection, self._generation), name="worker-listener", daemon=True
        )
        self._listener.start()

    def _listen(self, connection: Connection, generation: int) -> None:
        try:
            while True:
                self._arrived.emit(generation, connection.recv_bytes())
        except (EOFError, OSError):
            self._lost.emit(generation)

    def _take(self, generation: int, raw: bytes) -> None:
        message = unpack(bytes(raw))
        job = self.current
        if generation != self._generation or job is None or message["job"] != job.number:
            return
        if "fraction" in message:
            job.progressed.emit(message["fraction"], message["step"])
        else:
            self.current = None
            error = revive(message["error"]) if "error" in message else None
            self._end(job, message.get("result"), error)

    def _take_loss(self, generation: int) -> None:
        if generation != self._generation or self.current is None:
            return
        job, self.current = self.current, None
        self._ticket.drop()
        self._stop_worker()
        self._end(job, None, GisError(reason="worker"))

    def _retire_idle(self) -> None:
        if self._retiring and self.current is None:
            self._stop_worker()

    def _end(self, job: Job, result: object, error: GisError | None) -> None:
        self._retire_idle()
        if error is None:
            job.finished.emit(result)
        else:
            job.failed.emit(error)
        job.ended.emit()
        self.changed.emit()
        job.deleteLater()
        self._next()

    def _stop_worker(self) -> None:
        """Tell the worker to end; one that still works is waited for, then ended."""
        process, connection, listener = self._process, self._connection, self._listener
        self._process = self._connection = self._listener = None
        self._retiring = False
        self._generation += 1
        if process is None or connection is None or listener is None:
            return
        with contextlib.suppress(OSError):  # it has ended already
            connection.send_bytes(pack({"stop": True}))
        process.join(PATIENCE_S)
        if process.is_alive():
            process.terminate()
            process.join()
        listener.join()  # the worker's end is closed now, so the listener has seen the end
        connection.close()
        process.close()
