"""Commands on workspaces: begin, open, check, copy, close."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui import opening
from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def new(window: "MainWindow") -> None:
    """Ask for a folder, a name and a CRS, then make an empty workspace there."""
    from kangbashi_gis.ui.dialogs.new_workspace import NewWorkspaceDialog

    if choice := NewWorkspaceDialog.ask(window):
        opening.make_new(window, choice)


def open_folder(window: "MainWindow") -> None:
    """Ask for a folder and open the workspace in it."""
    from kangbashi_gis.ui.dialogs import files

    if folder := files.ask_folder(window, QCoreApplication.translate("Tasks", "Open a workspace")):
        opening.open_folder(window, folder)


def open_sample(window: "MainWindow") -> None:
    """Open the sample district, built first where it is not there yet."""
    opening.open_sample(window)


def check(window: "MainWindow") -> None:
    """Check the workspace from end to end and say what was found."""
    from kangbashi_gis.ui import reports

    job = window.start("check", window.folder, title=QCoreApplication.translate("Tasks", "Checking the workspace"))
    job.finished.connect(lambda report: reports.show_check(window, report))


def copy(window: "MainWindow") -> None:
    """Ask where to, then copy the workspace whole."""
    from kangbashi_gis.ui.dialogs import files

    if target := files.ask_new_folder(
        window, QCoreApplication.translate("Tasks", "Copy the workspace to"), window.folder.name
    ):
        job = window.start(
            "copy", window.folder, target, title=QCoreApplication.translate("Tasks", "Copying the workspace")
        )
        done = QCoreApplication.translate("Tasks", "The workspace was copied to {folder}.").format(folder=target)
        job.finished.connect(lambda _answer: window.banner.say("done", done))


def backup(window: "MainWindow") -> None:
    """Make, check, prove and restore backups."""
    from kangbashi_gis.ui.dialogs.backup import BackupDialog

    BackupDialog(window).open()


def close(window: "MainWindow") -> None:
    """Close the workspace and go back to the start page."""
    opening.close_workspace(window)


WORKSPACE = (
    Command(
        "workspace.new", QT_TRANSLATE_NOOP("Commands", "&New workspace…"), new, "file", 0, "Ctrl+N", "folder-plus"
    ),
    Command(
        "workspace.open", QT_TRANSLATE_NOOP("Commands", "&Open workspace…"), open_folder, "file", 0, "Ctrl+O",
        "folder-open", toolbar=True,
    ),
    Command(
        "workspace.sample", QT_TRANSLATE_NOOP("Commands", "Open the &sample district"), open_sample, "file", 0, "",
        "map-2",
    ),
    Command(
        "workspace.check", QT_TRANSLATE_NOOP("Commands", "Chec&k the workspace"), check, "file", 2, "",
        "clipboard-check", opened,
    ),
    Command(
        "workspace.copy", QT_TRANSLATE_NOOP("Commands", "Cop&y the workspace…"), copy, "file", 2, "", "copy", opened,
        permission=Permission.EXPORT,
    ),
    Command(
        "workspace.backup", QT_TRANSLATE_NOOP("Commands", "&Backups…"), backup, "file", 2, "", "copy", opened,
        permission=Permission.BACKUP,
    ),
    Command(
        "workspace.close", QT_TRANSLATE_NOOP("Commands", "&Close the workspace"), close, "file", 3, "Ctrl+W", "x",
        opened,
    ),
    Command(
        "window.quit", QT_TRANSLATE_NOOP("Commands", "&Quit"), lambda window: window.close(), "file", 4, "Ctrl+Q",
        "door-exit",
    ),
)  # fmt: skip
