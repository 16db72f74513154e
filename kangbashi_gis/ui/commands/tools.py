"""Commands of the tools: measuring, coordinates, choosing rows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def _measure(tool: str) -> Callable[["MainWindow"], object]:
    def measure(window: "MainWindow") -> None:
        from kangbashi_gis.ui.tools import measuring

        measuring.show(window, tool)

    return measure


def coordinates(window: "MainWindow") -> None:
    """Show the place of the pointer in every way, and go to one."""
    from kangbashi_gis.ui.tools import coordinates as panel

    panel.show(window)


def choose_where(window: "MainWindow") -> None:
    """Choose by a condition or by place."""
    from kangbashi_gis.ui.tools import choosing

    choosing.show(window)


def _tool(name: str) -> Callable[["MainWindow"], object]:
    return lambda window: window.set_tool(name)


def _is_tool(name: str) -> Callable[["MainWindow"], bool]:
    return lambda window: window.tool == name and opened(window)


def has_chosen(window: "MainWindow") -> bool:
    """The command needs rows that are chosen."""
    return opened(window) and window.chooser.now.total > 0


def has_here(window: "MainWindow") -> bool:
    """The command needs things that lie under the last click."""
    return opened(window) and bool(window.card.here.hits())


TOOLS = (
    Command(
        "tools.length", QT_TRANSLATE_NOOP("Commands", "Measure a &length"), _measure("measure_line"), "tools", 0, "M",
        "", opened, _is_tool("measure_line"),
    ),
    Command(
        "tools.area", QT_TRANSLATE_NOOP("Commands", "Measure an &area"), _measure("measure_area"), "tools", 0,
        "Shift+M", "", opened, _is_tool("measure_area"),
    ),
    Command(
        "tools.coordinates", QT_TRANSLATE_NOOP("Commands", "&Coordinates and map sheets"), coordinates, "tools", 0,
        "X", "current-location", opened,
    ),
    Command(
        "tools.next", QT_TRANSLATE_NOOP("Commands", "&Next thing under the click"),
        lambda window: window.card.here.step(), "tools", 0, "F3", "", has_here,
    ),
    Command(
        "tools.choose", QT_TRANSLATE_NOOP("Commands", "&Select by a click"), _tool("choose"), "tools", 1, "S", "",
        opened, _is_tool("choose"),
    ),
    Command(
        "tools.choose_rectangle", QT_TRANSLATE_NOOP("Commands", "Select by a &rectangle"), _tool("choose_rectangle"),
        "tools", 1, "R", "", opened, _is_tool("choose_rectangle"),
    ),
    Command(
        "tools.choose_polygon", QT_TRANSLATE_NOOP("Commands", "Select by a &polygon"), _tool("choose_polygon"),
        "tools", 1, "Shift+P", "", opened, _is_tool("choose_polygon"),
    ),
    Command(
        "tools.choose_freehand", QT_TRANSLATE_NOOP("Commands", "Select by a &free line"), _tool("choose_freehand"),
        "tools", 1, "F", "", opened, _is_tool("choose_freehand"),
    ),
    Command(
        "tools.choose_where", QT_TRANSLATE_NOOP("Commands", "Select by con&dition or place…"), choose_where,
        "tools", 1, "Ctrl+F", "", opened,
    ),
    Command(
        "tools.invert", QT_TRANSLATE_NOOP("Commands", "&Invert the selection"), lambda window: window.chooser.invert(),
        "tools", 2, "Ctrl+Shift+I", "", opened,
    ),
    Command(
        "tools.clear", QT_TRANSLATE_NOOP("Commands", "Clear the s&election"), lambda window: window.chooser.clear(),
        "tools", 2, "Ctrl+Shift+A", "", has_chosen,
    ),
)  # fmt: skip
