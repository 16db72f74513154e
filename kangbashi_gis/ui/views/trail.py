"""Back and forward through what was looked at, as in a browser: where the map came to rest is a step."""

from PySide6.QtCore import QObject, QTimer, Signal

from kangbashi_gis.render.view import View
from kangbashi_gis.ui.canvas_view import MapView

PAUSE_MS = 1000  # moves with shorter pauses between them are one step
MOST = 100


class Trail(QObject):
    """The views of one canvas in their order, and which of them is shown."""

    changed = Signal()

    def __init__(self, canvas: MapView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._steps: list[View] = []
        self._at = -1
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self.settle)
        canvas.view_changed.connect(self._begin)

    @property
    def can_go_back(self) -> bool:
        """Whether there is something before what is shown."""
        return self._at > 0 or (self._at == 0 and self._moved())

    @property
    def can_go_forward(self) -> bool:
        """Whether somebody has gone back and not moved since."""
        return self._at < len(self._steps) - 1 and not self._moved()

    def clear(self) -> None:
        """Forget everything, as when another workspace is shown."""
        self._rest.stop()
        self._steps, self._at = [], -1
        self.changed.emit()

    def settle(self) -> None:
        """Take what is shown as a step; steps that somebody had gone back from are forgotten."""
        self._rest.stop()
        shown = self._canvas.view
        if self._at >= 0 and _size(self._steps[self._at]) != _size(shown):
            self._steps[self._at] = shown  # the window has another size, nobody has gone anywhere
        elif self._at < 0 or self._moved():
            self._steps = [*self._steps[: self._at + 1], shown][-MOST:]
            self._at = len(self._steps) - 1
        self.changed.emit()

    def back(self) -> None:
        """Show what was shown before."""
        self._go(-1)

    def forward(self) -> None:
        """Show what was shown before somebody went back."""
        self._go(1)

    def _begin(self) -> None:
        begins = not self._rest.isActive()
        self._rest.start()
        if begins:
            self.changed.emit()

    def _go(self, way: int) -> None:
        if self._rest.isActive():
            self.settle()
        if not 0 <= self._at + way < len(self._steps):
            return
        self._at += way
        there, here = self._steps[self._at], self._canvas.view
        there = there.resized(here.width, here.height, here.ratio)
        self._steps[self._at] = there
        self._canvas.move_to(there)
        self._rest.stop()  # going is no step of its own
        self.changed.emit()

    def _moved(self) -> bool:
        step, shown = self._steps[self._at], self._canvas.view
        return (step.x, step.y, step.metres, step.angle) != (shown.x, shown.y, shown.metres, shown.angle)


def _size(view: View) -> tuple[int, int, float]:
    return view.width, view.height, view.ratio
