"""The hand on the map: drags, throws, wheel turns and keys, as movements of a view."""

import time
from collections import deque

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal

CLICK_PX = 4.0  # logical pixels a press may move and still be a click
THROW_S = 0.08  # how far back the speed of a throw is measured
LEAST_SPEED = 150.0  # pixels per second below which the map stops with the hand
SLOWING = 0.0045  # of its speed a thrown map keeps after a second
TICK_MS = 16
STEP = 0.15  # of the window for an arrow key

ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
ZOOMS = {
    Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_PageUp: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_PageDown: -1,
}  # fmt: skip


class Hand(QObject):
    """Turns a press, moves and a release into movements, and goes on moving after a throw."""

    moved = Signal(float, float)  # logical pixels
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dragging = False
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._trail: deque[tuple[float, QPointF]] = deque(maxlen=32)
        self._speed = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._glide)
        self._before = 0.0

    @property
    def moving(self) -> bool:
        """Whether the map is in the hand or gliding."""
        return self.dragging or self._timer.isActive()

    def press(self, at: QPointF) -> None:
        """Take hold of the map; a gliding one stops."""
        self._timer.stop()
        self._pressed, self._last = at, at
        self.dragging = False
        self._trail.clear()

    def drag(self, at: QPointF) -> None:
        """Move the map with the hand."""
        if self._pressed is None:
            return
        away = at - self._pressed
        if not self.dragging and (away.x() ** 2 + away.y() ** 2) ** 0.5 < CLICK_PX:
            return
        self.dragging = True
        step = at - self._last
        self._last = at
        self._trail.append((time.perf_counter(), at))
        self.moved.emit(step.x(), step.y())

    def release(self, at: QPointF) -> bool:
        """Let go; tells whether it was a click. A map that was thrown glides on."""
        click = self._pressed is not None and not self.dragging
        self._pressed = None
        was_dragging, self.dragging = self.dragging, False
        if was_dragging:
            self._throw()
        return click

    def stop(self) -> None:
        """Hold the map still."""
        self._timer.stop()
        self._pressed, self.dragging = None, False

    def _throw(self) -> None:
        now = time.perf_counter()
        recent = [(when, at) for when, at in self._trail if now - when < THROW_S]
        if len(recent) > 1 and (passed := recent[-1][0] - recent[0][0]) > 0:
            way = recent[-1][1] - recent[0][1]
            self._speed = way.x() / passed, way.y() / passed
            if self._fast():
                self._before = now
                self._timer.start()
                return
        self.stopped.emit()

    def _glide(self) -> None:
        now = time.perf_counter()
        passed = min(now - self._before, 0.1)
        self._before = now
        self._speed = self._speed[0] * SLOWING**passed, self._speed[1] * SLOWING**passed
        if not self._fast():
            self._timer.stop()
            self.stopped.emit()
            return
        self.moved.emit(self._speed[0] * passed, self._speed[1] * passed)

    def _fast(self) -> bool:
        return (self._speed[0] ** 2 + self._speed[1] ** 2) ** 0.5 >= LEAST_SPEED
