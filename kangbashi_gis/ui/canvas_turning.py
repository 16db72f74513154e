"""Turning the map by the hand: a drag with the right button, or with Shift and Alt held; Ctrl and Shift and the wheel.

The ground stays under the pointer: the angle is that of the hand around the middle of the window.
"""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent

if TYPE_CHECKING:
    from kangbashi_gis.ui.canvas import MapCanvas

NEAR_PX = 24.0  # logical pixels; nearer to the middle no angle can be told from where the hand is
CLICK_PX = 4.0
NOTCH, NOTCH_DEGREES = 120.0, 5.0
NORTH_DEGREES = 2.0  # so near to a right angle the map takes it
RIGHT, LEFT = Qt.MouseButton.RightButton, Qt.MouseButton.LeftButton
TURNS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
WHEEL_TURNS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Turning(QObject):
    """Watches a canvas for what turns it; everything else goes on to the canvas."""

    clicked = Signal()  # the right button, without a drag

    def __init__(self, canvas: "MapCanvas") -> None:
        super().__init__(canvas)
        self.held = False  # the map turns with the hand
        self._canvas = canvas
        self._pressed: tuple[Qt.MouseButton, QPointF] | None = None
        self._before: float | None = None
        self._angle = 0.0
        canvas.installEventFilter(self)

    def stop(self) -> None:
        """Hold the map still."""
        self.held, self._pressed, self._before = False, None, None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what turns."""
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            return self._wheel(event)
        if not isinstance(event, QMouseEvent):
            return False
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._press(event)
        if self._pressed is not None and kind == QEvent.Type.MouseMove:
            self._drag(event.position())
            return True
        if self._pressed is not None and kind == QEvent.Type.MouseButtonRelease and event.button() == self._pressed[0]:
            self._release()
            return True
        return False

    def _press(self, event: QMouseEvent) -> bool:
        free = self._pressed is None and not self._canvas.sketch.held and not self._canvas.hand.dragging
        turns = event.button() == RIGHT or (event.button() == LEFT and event.modifiers() == TURNS)
        if free and turns:
            self._canvas.hand.stop()
            self._pressed = event.button(), event.position()
            self._before, self._angle = None, self._canvas.view.angle
        return self._pressed is not None

    def _drag(self, at: QPointF) -> None:
        assert self._pressed is not None
        away = at - self._pressed[1]
        if not self.held and math.hypot(away.x(), away.y()) < CLICK_PX:
            return
        if not self.held:
            self.held, self._before = True, self._around(self._pressed[1])
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        now = self._around(at)
        if now is not None and self._before is not None:
            self._angle += (now - self._before + 180) % 360 - 180
            self._canvas.set_angle(_settled(round(self._angle, 1)))
        self._before = now if now is not None else self._before

    def _release(self) -> None:
        button, was_held = self._pressed[0] if self._pressed else LEFT, self.held
        self.stop()
        if was_held:
            self._canvas.set_tool_cursor()
            self._canvas.update()
        elif button == RIGHT:
            self.clicked.emit()

    def _wheel(self, event: QWheelEvent) -> bool:
        if event.modifiers() != WHEEL_TURNS:
            return False
        turned = event.angleDelta().y() or event.angleDelta().x()  # with Shift, some systems turn the wheel sideways
        canvas, at = self._canvas, event.position() * self._canvas.view.ratio
        canvas.move_to(canvas.view.turned(canvas.view.angle + turned / NOTCH * NOTCH_DEGREES, at.x(), at.y()))
        event.accept()
        return True

    def _around(self, at: QPointF) -> float | None:
        """Give the angle of a place around the middle, clockwise; None where it is too near to tell."""
        across, down = at.x() - self._canvas.width() / 2, at.y() - self._canvas.height() / 2
        if math.hypot(across, down) < NEAR_PX:
            return None
        return math.degrees(math.atan2(down, across))


def _settled(angle: float) -> float:
    """Take a right angle when the hand is near it; any other angle can be typed."""
    right = round(angle / 90) * 90.0
    return right if abs(angle - right) <= NORTH_DEGREES else angle
