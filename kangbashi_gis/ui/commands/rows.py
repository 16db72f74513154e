"""Commands on single rows and on charts of many."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QDockWidget

from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def show_row(window: "MainWindow") -> None:
    """Show form and history of what is chosen, lies under the click, or is the place."""
    from kangbashi_gis.ui.rows.opening import show_known

    show_known(window)


def is_known(window: "MainWindow") -> bool:
    """The command needs a row that is chosen, clicked or the place, or a table with its cursor."""
    from kangbashi_gis.ui.rows.opening import known
    from kangbashi_gis.ui.table import NAME

    return opened(window) and (known(window) is not None or window.findChild(QDockWidget, NAME) is not None)


def charts(window: "MainWindow") -> None:
    """Show charts in a panel under the map."""
    from kangbashi_gis.ui.panels.chart_panel import show_chart

    show_chart(window)


ROWS = (
    Command(
        "edit.row",
        QT_TRANSLATE_NOOP("Commands", "&Form and history…"),
        show_row,
        "edit",
        1,
        "Ctrl+Shift+F",
        "",
        is_known,
    ),
    Command("view.charts", QT_TRANSLATE_NOOP("Commands", "C&harts"), charts, "view", 1, "Ctrl+Shift+C", "", opened),
)  # fmt: skip
