"""Drawing on the map: click corners, end with a double click, Enter or the right button; or drag all in one."""

from PySide6.QtCore import QObject, Qt, Signal

from kangbashi_gis.render.view import onto
from kangbashi_gis.ui.tools.drawings import DRAWINGS, Drawing

Point = tuple[float, float]
LEAST_M = 1e-6  # less is no size but the noise of turning


class Sketch(QObject):
    """The line or polygon being drawn, in the workspace's CRS."""

    changed = Signal()
    drawn = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.corners: list[Point] = []
        self.pointer: Point | None = None
        self.way: Drawing = DRAWINGS["polygon"]
        self.held = False  # in a drag that draws
        self._angle = 0.0  # of the map: a rectangle lies straight on the screen

    def use(self, way: Drawing) -> None:
        """Draw in this way from now on; what was begun is thrown away."""
        self.way = way
        self.clear()

    def press(self, at: Point, angle: float = 0.0) -> None:
        """Begin a drag that draws, on a map that is turned by so much."""
        self.held, self._angle = True, angle
        self.corners, self.pointer = [at], None

    def drag(self, to: Point) -> None:
        """Go on with it: the other corner of a rectangle, or one place more of a free line."""
        if self.way.dragged == "rectangle":
            self.corners = self._rectangle(self.corners[0], to)
        elif to != self.corners[-1]:
            self.corners.append(to)
        self.changed.emit()

    def release(self) -> None:
        """End the drag; one without any size is thrown away."""
        self.held = False
        across, up = zip(*(onto(self._angle, *one) for one in self.corners), strict=True)
        if max(across) - min(across) > LEAST_M and max(up) - min(up) > LEAST_M:
            self.finish()
        self.clear()

    def _rectangle(self, one: Point, other: Point) -> list[Point]:
        """Give the corners of the rectangle on the screen between two places on the ground."""
        across, up = onto(self._angle, other[0] - one[0], other[1] - one[1])
        sides = ((0.0, 0.0), (across, 0.0), (across, up), (0.0, up))
        turned = (onto(-self._angle, *side) for side in sides)
        return [(one[0] + x, one[1] + y) for x, y in turned]

    def add(self, corner: Point) -> None:
        """Add a corner; one on top of the last is the first half of a double click."""
        if not self.corners or corner != self.corners[-1]:
            self.corners.append(corner)
            self.changed.emit()

    def follow(self, pointer: Point) -> None:
        """Let the next corner follow the pointer."""
        self.pointer = pointer
        if self.corners:
            self.changed.emit()

    def finish(self) -> None:
        """End it; with fewer corners than it needs it stays open."""
        if len(self.corners) < self.way.least:
            return
        corners = self.corners
        self.clear()
        self.drawn.emit(corners)

    def clear(self) -> None:
        """Throw the corners away."""
        self.corners, self.pointer, self.held = [], None, False
        self.changed.emit()

    def take_back(self) -> None:
        """Take the last corner back."""
        if self.corners and not self.held:
            self.corners.pop()
            self.changed.emit()

    def key(self, key: int) -> bool:
        """Answer a key; tells whether it was one of ours."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Backspace:
            self.take_back()
        elif key == Qt.Key.Key_Escape and self.corners:
            self.clear()
        else:
            return False
        return True
