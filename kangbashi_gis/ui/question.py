"""Short reads in a thread: a question of which only the newest matters, so that typing never queues up."""

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from kangbashi_gis.ui.wire import understood

logger = logging.getLogger(__name__)


class Question(QObject):
    """One kind of question. Asking again drops the one that waits and the answer that is on its way."""

    answered = Signal(object)
    failed = Signal(object)  # a GisError
    _landed = Signal(int, object, object)

    def __init__(self, lane: ThreadPoolExecutor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: ThreadPoolExecutor | None = lane
        self._number = 0
        self._future: Future[None] | None = None
        self._landed.connect(self._deliver)

    @property
    def waiting(self) -> bool:
        """Tell whether an answer is on its way."""
        return self._future is not None

    def ask(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Ask; `answered` or `failed` follows unless another question comes first."""
        self.drop()
        if self._lane is not None:
            self._future = self._lane.submit(self._work, self._number, function, arguments)

    def drop(self) -> None:
        """Forget what was asked: its answer will not be delivered."""
        self._number += 1
        if self._future:
            self._future.cancel()
            self._future = None

    def close(self) -> None:
        """Ask nothing any more: the window is closing."""
        self.drop()
        self._lane = None

    def _work(self, number: int, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        if number != self._number:
            return
        try:
            self._landed.emit(number, function(*arguments), None)
        except Exception as problem:  # the door of a question: each failure becomes a sentence in the window
            error = understood(problem)
            if error is not problem:
                frames = "".join(traceback.format_tb(problem.__traceback__))
                logger.error("%s in %s\n%s", type(problem).__name__, function.__name__, frames)
            self._landed.emit(number, None, error)

    def _deliver(self, number: int, answer: object, error: object) -> None:
        if number != self._number:
            return
        self._future = None
        if error is not None:
            self.failed.emit(error)
        else:
            self.answered.emit(answer)


def lane(name: str) -> ThreadPoolExecutor:
    """Make a lane: one thread, so that its questions never run at the same time."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)


def rest(one: ThreadPoolExecutor) -> None:
    """Wait until a lane has answered what it was asked."""
    one.submit(_nothing).result()


def close(one: ThreadPoolExecutor) -> None:
    """End a lane: what waits is dropped, what runs is waited for."""
    one.shutdown(wait=True, cancel_futures=True)


def _nothing() -> None:
    pass
