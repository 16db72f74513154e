"""The attribute table in the window. `show` opens it; whoever changes the data lets it `follow`."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kangbashi_gis.ui import docks

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.table.panel import TablePanel

NAME = "table_dock"


def show(window: "MainWindow", theme: str | None = None) -> "TablePanel":
    """Show the table of a theme, or of the chosen layer, with the keyboard in its filter."""
    from kangbashi_gis.ui.table.panel import TablePanel

    title = QCoreApplication.translate("TablePanel", "Attribute table")
    panel = docks.raised(window, NAME, title, lambda dock: TablePanel(window, dock))
    panel.open(theme or window.layers.current())
    panel.filter.setFocus()
    return panel


def follow(window: "MainWindow", *, opened: bool = False) -> None:
    """Let a table that is there show the workspace as it is now. opened: another one may be open."""
    from kangbashi_gis.ui.table.panel import TablePanel

    panel = window.findChild(TablePanel)
    if panel is None:
        return
    if opened:
        panel.open()
    else:
        panel.reload()
