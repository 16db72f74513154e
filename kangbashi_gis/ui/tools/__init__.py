"""Tools in the hand: measuring, coordinates, choosing rows."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def follow(window: "MainWindow") -> None:
    """Let the panels that were made follow the workspace that is shown now."""
    from kangbashi_gis.ui.tools.coordinates import CoordinatePanel
    from kangbashi_gis.ui.tools.measuring import MeasurePanel

    if (measuring := window.findChild(MeasurePanel)) is not None:
        measuring.open(window.space)
    if (coordinates := window.findChild(CoordinatePanel)) is not None:
        coordinates.open()
