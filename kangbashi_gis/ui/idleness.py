"""Whether anybody is at the keyboard: looked at every few seconds, so that no event is slowed down for it."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

LOOK_MS = 5_000
SIGNS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Idleness(QObject):
    """While it watches, tells now and then that somebody is there, or once that nobody has been for long enough.

    The events of the whole program are listened to only until the first sign of life after each look.
    """

    looked = Signal()
    active = Signal()
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._after_s = 0.0
        self._seen = (0.0, 0.0)
        self._listening = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, after_s: float) -> None:
        """Watch from now on; after so many seconds without a sign of life `idle` comes."""
        self._after_s, self._seen = after_s, _now()
        self._listen(True)
        self._timer.start()

    def rest(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._listen(False)

    def look(self) -> None:
        """See whether anybody was there since the last look."""
        self.looked.emit()
        if not self._timer.isActive():
            return  # whoever heard it wants no more
        if not self._listening:
            self._seen = _now()
            self._listen(True)
            self.active.emit()
        elif self._passed() >= self._after_s:
            self.rest()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the first sign of life for enough until the next look."""
        if event.type() in SIGNS:
            self._listen(False)
        return False

    def _passed(self) -> float:
        """Give the seconds since the last sign; by either clock, because one stands still while a computer sleeps."""
        return max(now - seen for now, seen in zip(_now(), self._seen, strict=True))

    def _listen(self, on: bool) -> None:
        app = QCoreApplication.instance()
        if app is None or on == self._listening:
            return
        self._listening = on
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)


def _now() -> tuple[float, float]:
    return time.monotonic(), time.time()
