"""Commands that explain: about, keys, where the log is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QUrl
from PySide6.QtGui import QDesktopServices

from kangbashi_gis import paths
from kangbashi_gis.ui.commands.command import Command

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def about(window: "MainWindow") -> None:
    """Say what this is, which version, and whose data and pictures it carries."""
    from kangbashi_gis.ui.dialogs.about import AboutDialog
    from kangbashi_gis.ui.dialogs.form import ask

    ask(AboutDialog(window), bool)


def keys(window: "MainWindow") -> None:
    """List every key."""
    from kangbashi_gis.ui.dialogs.form import ask
    from kangbashi_gis.ui.dialogs.keys import KeysDialog

    ask(KeysDialog(window), bool)


def logs(window: "MainWindow") -> None:
    """Open the folder of the program's log."""
    folder = paths.log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


HELP = (
    Command("help.keys", QT_TRANSLATE_NOOP("Commands", "&Keys"), keys, "help", 0, "F1", "keyboard"),
    Command("help.logs", QT_TRANSLATE_NOOP("Commands", "Open the &log folder"), logs, "help", 1, "", "folder"),
    Command("help.about", QT_TRANSLATE_NOOP("Commands", "&About"), about, "help", 2, "", "info-circle"),
)
