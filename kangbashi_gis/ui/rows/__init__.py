"""One row in the window: its form, its history, the undoing of one change. Charts follow the data as it does."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDockWidget

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

DIALOG, CHARTS = "row_dialog", "chart_dock"


def follow(window: "MainWindow", *, opened: bool = False) -> None:
    """Let what is open of these follow the data; opened: another workspace is shown from now on."""
    if window.findChild(QDialog, DIALOG) is not None:
        from kangbashi_gis.ui.rows import opening

        opening.follow(window, opened=opened)
    if window.findChild(QDockWidget, CHARTS) is not None:
        from kangbashi_gis.ui.panels import chart_panel

        chart_panel.follow(window, opened=opened)
