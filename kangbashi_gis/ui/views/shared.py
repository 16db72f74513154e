"""A second picture of the open workspace: drawn through what the first canvas has prepared, with layers of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.render.view import View
from kangbashi_gis.ui.canvas import MapCanvas
from kangbashi_gis.ui.canvas_view import MapView

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


class SharedMap(MapCanvas):
    """A canvas that opens nothing itself: rows, styles and threads are those of another one."""

    led = Signal()  # somebody looks from elsewhere; a change of size is no such thing

    def __init__(self, source: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers.deleteLater()
        self.layers = source.layers
        self.layers.changed.connect(self._take_rows)
        self._kept = None  # where it looks from it is told

    def set_workspace(self, space: "Workspace | None") -> None:
        """Take what the other canvas was given; to be called after its own `set_workspace`, before one is closed."""
        self.hand.stop()
        self.sketch.clear()
        self.highlight({})
        self.clear_place()
        if stage := self._stage():
            stage.set_pool(self.layers.pool)
        self._take_rows()

    def show_layers(self, states: Sequence[LayerState]) -> None:
        """Show these layers unless they are shown already."""
        if list(states) != self._states:
            self.set_layers(states)

    def move_to(self, view: View) -> None:
        """Look from elsewhere, as the hand or another map wants it."""
        super().move_to(view)
        self.led.emit()

    def fit(self) -> None:
        """Show the whole workspace."""
        if self.layers.extent is not None:
            self.move_to(self.view.fitted(self.layers.extent, 0.03))

    def follow_size(self) -> None:
        """Take up the size of the widget before it is painted."""
        self._follow_size()

    def reload(self) -> None:
        """Nothing to take up: the other canvas does."""

    def leave(self) -> None:
        """Give the memory on the graphics card back; the canvas is not to be used any more."""
        self.layers.changed.disconnect(self._take_rows)
        self.hand.stop()
        for timer in (self._tick, self._ahead, self._tell):
            timer.stop()
        if self._screen:
            self._screen.close()
            self._screen = None
        self._blind = True

    def _open(self) -> None:
        super()._open()
        if stage := self._stage():
            stage.spare()
