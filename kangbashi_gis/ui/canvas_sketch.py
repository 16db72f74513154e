"""Drawing a polygon on the map: click corners, end with a double click, Enter or the right button."""

from PySide6.QtCore import QObject, Qt, Signal

Point = tuple[float, float]


class Sketch(QObject):
    """The polygon being drawn, in the workspace's CRS."""

    changed = Signal()
    drawn = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.corners: list[Point] = []
        self.pointer: Point | None = None

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
        """End the polygon; with fewer than three corners it stays open."""
        if len(self.corners) < 3:
            return
        corners = self.corners
        self.clear()
        self.drawn.emit(corners)

    def clear(self) -> None:
        """Throw the corners away."""
        self.corners, self.pointer = [], None
        self.changed.emit()

    def key(self, key: int) -> bool:
        """Answer a key; tells whether it was one of ours."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Backspace:
            if self.corners:
                self.corners.pop()
                self.changed.emit()
        elif key == Qt.Key.Key_Escape and self.corners:
            self.clear()
        else:
            return False
        return True
