"""What a command of the window is: a row of data and a thin function."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.model.account import Permission

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

# The menus, in order. A row of `MENUS` more and a command may name it.
MENUS: dict[str, Any] = {
    "file": QT_TRANSLATE_NOOP("Menus", "&File"),
    "edit": QT_TRANSLATE_NOOP("Menus", "&Edit"),
    "map": QT_TRANSLATE_NOOP("Menus", "&Map"),
    "tools": QT_TRANSLATE_NOOP("Menus", "&Tools"),
    "view": QT_TRANSLATE_NOOP("Menus", "&View"),
    "user": QT_TRANSLATE_NOOP("Menus", "&User"),
    "help": QT_TRANSLATE_NOOP("Menus", "&Help"),
}


def always(window: "MainWindow") -> bool:
    """The command can be run at any time."""
    return True


def opened(window: "MainWindow") -> bool:
    """The command needs an open workspace."""
    return window.space is not None


def writable(window: "MainWindow") -> bool:
    """The command needs an open workspace that can be changed, and no other work that changes it."""
    return window.space is not None and not window.read_only and window.jobs.current is None


@dataclass(frozen=True)
class Command:
    """One thing the user may ask for.

    id: `menu.name`, unique, what tests and the palette call it by. text: English source, translated in the
    context "Commands". group: commands of a menu with another group are set apart by a line.
    enabled greys the command out, which is a courtesy; the operation itself asks for the permission.
    checked: the command is a choice that is on while this is true. toolbar: it has a button too.
    detail: what exactly it would do now, shown behind its text.
    permission: what its operation asks for; who lacks it sees it greyed out, with the reason. or_permission: who has
    this one may too.
    """

    id: str
    text: Any  # str; QT_TRANSLATE_NOOP is typed as object
    run: Callable[["MainWindow"], object]
    menu: str = ""
    group: int = 0
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[["MainWindow"], bool] = always
    checked: Callable[["MainWindow"], bool] | None = None
    toolbar: bool = False
    detail: Callable[["MainWindow"], str] | None = None
    permission: Permission = Permission.VIEW
    or_permission: Permission | None = None

    def permits(self, may: Callable[[Permission], bool]) -> bool:
        """Tell whether a user may run it. may: tells whether the user has a permission."""
        return may(self.permission) or (self.or_permission is not None and may(self.or_permission))

    def title(self) -> str:
        """Give the text in the language of the window, without the mark of its key."""
        text = QCoreApplication.translate("Commands", self.text)
        # Chinese menus mark the key behind the words: 打开(&O)…
        return re.sub(r"\(&.\)", "", text).replace("&", "").removesuffix("…").strip()
