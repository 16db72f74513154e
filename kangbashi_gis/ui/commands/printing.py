"""The command of printed sheets."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kangbashi_gis.ui.commands.command import Command, opened

PRINTING = (
    Command(
        "map.print", QT_TRANSLATE_NOOP("Commands", "Print a shee&t…"), lambda window: window.pages.begin(), "map", 4,
        "Ctrl+P", "file-export", opened,
    ),
)  # fmt: skip
