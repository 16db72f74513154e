"""Commands that change from where the map is looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

TURN = 15.0  # degrees for a key


def box(window: "MainWindow") -> None:
    """Let the next drag be the box to look at, or no more."""
    window.views.box.arm(not window.views.box.armed)


def add_bookmark(window: "MainWindow") -> None:
    """Keep what is shown under a name."""
    from kangbashi_gis.ui.views import bookmark_list

    bookmark_list.shown(window).add()


def bookmarks(window: "MainWindow") -> None:
    """Show the bookmarks, with the keyboard in their list."""
    from kangbashi_gis.ui.views import bookmark_list

    bookmark_list.shown(window).rows.setFocus()


def overview(window: "MainWindow") -> None:
    """Show the whole workspace in a corner of the map, or take it away."""
    window.views.survey(window.views.overview is None)


def second(window: "MainWindow") -> None:
    """Show a second map beside the first, or take it away."""
    from kangbashi_gis.ui.views import linked

    linked.toggle(window)


def _has_second(window: "MainWindow") -> bool:
    from kangbashi_gis.ui.views import linked

    return linked.shown(window)


def compare(window: "MainWindow") -> None:
    """Compare two sets of layers on one map, or end it."""
    window.views.compare(window.views.swipe is None)


def _compares(window: "MainWindow") -> bool:
    return opened(window) and window.views.swipe is not None


def _can_go_back(window: "MainWindow") -> bool:
    return opened(window) and window.views.trail.can_go_back


def _can_go_forward(window: "MainWindow") -> bool:
    return opened(window) and window.views.trail.can_go_forward


def turn(window: "MainWindow") -> None:
    """Ask by how many degrees the map is to be turned, in the status bar."""
    window.status.ask_angle()


def _turn(degrees: float) -> Callable[["MainWindow"], None]:
    return lambda window: window.canvas.set_angle(window.canvas.angle() + degrees)


NAVIGATION = (
    Command(
        "view.back", QT_TRANSLATE_NOOP("Commands", "&Back"), lambda window: window.views.trail.back(), "view", 1,
        "Alt+Left", "", _can_go_back,
    ),
    Command(
        "view.forward", QT_TRANSLATE_NOOP("Commands", "&Forward"), lambda window: window.views.trail.forward(), "view",
        1, "Alt+Right", "", _can_go_forward,
    ),
    Command(
        "view.box", QT_TRANSLATE_NOOP("Commands", "Zoom to a bo&x"), box, "view", 1, "Z", "", opened,
        lambda window: opened(window) and window.views.box.armed,
    ),
    Command(
        "view.bookmark", QT_TRANSLATE_NOOP("Commands", "Add a bookmar&k"), add_bookmark, "view", 2, "Ctrl+B", "", opened
    ),
    Command(
        "view.bookmarks", QT_TRANSLATE_NOOP("Commands", "B&ookmarks"), bookmarks, "view", 2, "Ctrl+Shift+B", "", opened
    ),
    Command(
        "view.overview", QT_TRANSLATE_NOOP("Commands", "O&verview"), overview, "view", 2, "Shift+F7", "", opened,
        lambda window: opened(window) and window.views.overview is not None,
    ),
    Command(
        "view.second", QT_TRANSLATE_NOOP("Commands", "Second &map"), second, "view", 2, "Shift+F8", "", opened,
        _has_second,
    ),
    Command(
        "view.compare", QT_TRANSLATE_NOOP("Commands", "Compare by s&wiping"), compare, "view", 2, "Shift+F9", "",
        opened, _compares,
    ),
    Command(
        "view.turn", QT_TRANSLATE_NOOP("Commands", "Turn the map by de&grees"), turn, "view", 2,
        "Ctrl+Shift+D", "", opened,
    ),
    Command(
        "view.turn_left", QT_TRANSLATE_NOOP("Commands", "Turn &anticlockwise"), _turn(-TURN), "view", 2, "Ctrl+[", "",
        opened,
    ),
    Command(
        "view.turn_right", QT_TRANSLATE_NOOP("Commands", "Turn clockw&ise"), _turn(TURN), "view", 2, "Ctrl+]", "",
        opened,
    ),
    Command(
        "view.north", QT_TRANSLATE_NOOP("Commands", "&North up"), lambda window: window.canvas.set_angle(0.0), "view",
        2, "Ctrl+Shift+N", "", opened,
    ),
)  # fmt: skip
