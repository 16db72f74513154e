"""Drawing a box on the map to look at just that: with Shift held, or with the command; backwards looks from afar."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QRubberBand

from kangbashi_gis.ui.canvas import MapCanvas

LEAST_PX = 6  # smaller boxes are clicks with an unsteady hand


class ZoomBox(QObject):
    """Watches a canvas for boxes, and for the side buttons of a mouse. Only the tool `pan` takes Shift for a box."""

    ended = Signal()  # a box that was asked for is drawn or given up
    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.armed = False
        self._canvas = canvas
        self._from: QPoint | None = None
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, canvas)
        canvas.installEventFilter(self)

    def arm(self, wanted: bool = True) -> None:
        """Let the next drag be a box, without any key; or no more."""
        self.armed = wanted
        self._give_up()
        self._canvas.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)
        if wanted:
            self._canvas.setFocus()
        else:
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what belongs to a box; everything else is the canvas's."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return isinstance(event, QMouseEvent) and self._press(event)
        if self._from is not None and isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseMove:
                self._band.setGeometry(self._box(event))
            elif kind == QEvent.Type.MouseButtonRelease:
                self._release(event)
            return True
        held = self.armed or self._from is not None
        if held and kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and _is_escape(event):
            event.accept()
            if kind == QEvent.Type.KeyPress:
                self.arm(False)
            return True
        return False

    def _press(self, event: QMouseEvent) -> bool:
        button = event.button()
        if button == Qt.MouseButton.BackButton:
            self.back_wanted.emit()
        elif button == Qt.MouseButton.ForwardButton:
            self.forward_wanted.emit()
        elif button == Qt.MouseButton.LeftButton and self._meant(event):
            self._canvas.hand.stop()
            self._from = event.position().toPoint()
            self._band.setGeometry(QRect(self._from, QSize()))
            self._band.show()
        else:
            return False
        return True

    def _meant(self, event: QMouseEvent) -> bool:
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        return self.armed or (shift and self._canvas.tool == "pan")

    def _release(self, event: QMouseEvent) -> None:
        box, backwards = self._box(event), self._from is not None and event.position().x() < self._from.x()
        if min(box.width(), box.height()) >= LEAST_PX:
            self._look(box, backwards)
        self._give_up()
        if self.armed:
            self.arm(False)

    def _look(self, box: QRect, backwards: bool) -> None:
        """Show what is in the box; or, of a box drawn to the left, show what is shown now within the box."""
        canvas, ratio = self._canvas, self._canvas.view.ratio
        x, y = canvas.ground(box.center().toPointF())
        nearer = min(canvas.width() / box.width(), canvas.height() / box.height())
        view = canvas.view
        if backwards:
            canvas.move_to(view.zoomed(1 / nearer, box.center().x() * ratio, box.center().y() * ratio))
        else:
            canvas.center_on(x, y)
            canvas.zoom_by(nearer)

    def _box(self, event: QMouseEvent) -> QRect:
        assert self._from is not None
        return QRect(self._from, event.position().toPoint()).normalized()

    def _give_up(self) -> None:
        self._from = None
        self._band.hide()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
