"""The map under the hand: moving, zooming, asking and choosing by a click, drawing lines and polygons."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from kangbashi_gis.render import overlay
from kangbashi_gis.ui.canvas_hand import ARROWS, STEP, ZOOMS, Hand
from kangbashi_gis.ui.canvas_sketch import Sketch
from kangbashi_gis.ui.canvas_turning import Turning
from kangbashi_gis.ui.canvas_view import MapView
from kangbashi_gis.ui.tools.drawings import DRAWINGS

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

CLICK_PX = 6.0  # logical pixels within which a click finds something
POINTER_MS = 30  # between two reports of where the pointer is
NOTCH = 120.0  # Qt's measure of one notch of a wheel
OURS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)
ARROW, CROSS = Qt.CursorShape.ArrowCursor, Qt.CursorShape.CrossCursor
CURSORS = {"choose": Qt.CursorShape.PointingHandCursor, **dict.fromkeys(DRAWINGS, CROSS)}


class MapCanvas(MapView):
    """The map with its tools: `pan` (also asks by a click), `choose` (a click), and those of `DRAWINGS`."""

    clicked = Signal(float, float, float)  # x, y, and how many metres away something still counts
    pointer_moved = Signal(float, float)
    polygon_drawn = Signal(list)
    shape_drawn = Signal(str, list, object)  # tool, corners, and the keys that were held
    picked = Signal(float, float, float, object)  # x, y, metres within which something counts, the keys that were held

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom_step = 1.5
        self.tool = "pan"
        self.sketch = Sketch(self)
        self.sketch.changed.connect(self._show_sketch)
        self.sketch.drawn.connect(self._tell_drawn)
        self._held_keys = Qt.KeyboardModifier.NoModifier
        self.hand = Hand(self)
        self.hand.moved.connect(self._pull)
        self.turning = Turning(self)
        self.turning.clicked.connect(self._click_right)
        self._pointer = (0.0, 0.0)
        self._report = self._timer(POINTER_MS, lambda: self.pointer_moved.emit(*self._pointer))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_workspace(self, space: "Workspace | None") -> None:
        """Show a workspace, whole, or nothing."""
        self.hand.stop()
        self.turning.stop()
        self.sketch.clear()
        super().set_workspace(space)

    def set_tool(self, tool: str) -> None:
        """Take a tool into the hand; what is not finished is thrown away."""
        self.tool = tool
        self.sketch.use(DRAWINGS.get(tool, DRAWINGS["polygon"]))
        self.set_tool_cursor()

    def set_tool_cursor(self) -> None:
        """Show which tool is in the hand."""
        self.setCursor(CURSORS.get(self.tool, ARROW))

    @property
    def draws(self) -> bool:
        """Whether the tool in the hand draws."""
        return self.tool in DRAWINGS

    def ground(self, at: QPointF) -> tuple[float, float]:
        """Give the ground under a place of the widget."""
        return self.view.ground(at.x() * self.view.ratio, at.y() * self.view.ratio)

    # what Qt calls

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map, or begin to draw in one drag."""
        self._held_keys = event.modifiers()
        if event.button() == Qt.MouseButton.LeftButton and self.draws and self.sketch.way.dragged:
            self.sketch.press(self.ground(event.position()), self.view.angle)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self.hand.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map, or only the pointer."""
        self._pointer = self.ground(event.position())
        if not self._report.isActive():
            self._report.start()
        if self.sketch.held:
            self.sketch.drag(self._pointer)
            return
        self.hand.drag(event.position())
        if self.hand.dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.draws and not self.sketch.way.dragged:
            self.sketch.follow(self._pointer)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a click asks, chooses or sets a corner, a throw glides on."""
        self._held_keys = event.modifiers()
        if self.sketch.held and event.button() == Qt.MouseButton.LeftButton:
            self.sketch.release()
            return
        clicked = self.hand.release(event.position())
        self.set_tool_cursor()
        if not clicked or event.button() != Qt.MouseButton.LeftButton:
            return
        x, y = self.ground(event.position())
        reach_m = CLICK_PX * self.view.metres * self.view.ratio
        if self.draws:
            self.sketch.add((x, y))
        elif self.tool == "choose":
            self.picked.emit(x, y, reach_m, self._held_keys)
        else:
            self.clicked.emit(x, y, reach_m)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """End what is drawn; its last corner was set by the first of the two clicks."""
        self._held_keys = event.modifiers()
        if self.draws:
            self.sketch.finish()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        turns = event.angleDelta().y() / NOTCH
        at = event.position() * self.view.ratio
        self.move_to(self.view.zoomed(self.zoom_step**turns, at.x(), at.y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and zoom by keys; while drawing, take a corner back, end it or throw it away."""
        key = Qt.Key(event.key())
        self._held_keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.draws and self.sketch.key(key):
            return
        if key in ARROWS:
            across, up = ARROWS[key]
            self.move_to(self.view.moved(across * STEP * self.view.width, up * STEP * self.view.height))
        elif key in ZOOMS:
            self.zoom_by(self.zoom_step ** ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape and its like from the window's shortcuts while there is something to end or to throw away."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and self.sketch.corners and event.key() in OURS:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def _click_right(self) -> None:
        if self.draws:
            self.sketch.finish()

    def _pull(self, across: float, down: float) -> None:
        self.move_to(self.view.moved(across * self.view.ratio, down * self.view.ratio))

    def _moving(self) -> bool:
        return self.hand.moving or self.turning.held or super()._moving()

    def show_measured(self, corners: list[tuple[float, float]], closed: bool) -> None:
        """Leave on the map what was measured; [] takes it away."""
        self._put("measured", overlay.sketch(corners, None, closed))

    def _tell_drawn(self, corners: list[tuple[float, float]]) -> None:
        if self.tool == "polygon":
            self.polygon_drawn.emit(corners)
        else:
            self.shape_drawn.emit(self.tool, corners, self._held_keys)

    def _show_sketch(self) -> None:
        sketch = self.sketch
        self._put("sketch", overlay.sketch(sketch.corners, sketch.pointer, sketch.way.closed))
