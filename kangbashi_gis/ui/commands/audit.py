"""The command that opens the log, for those who may read it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def show_log(window: "MainWindow") -> None:
    """Show the log; a workspace that cannot be written has none that could note it."""
    from kangbashi_gis.ui.dialogs.audit import AuditDialog

    if window.space is not None:
        AuditDialog(window, window.space).open()


AUDIT = (
    Command(
        "audit.show", QT_TRANSLATE_NOOP("Commands", "&What was done: the log…"), show_log, "user", 2, "",
        "clipboard-check", opened, permission=Permission.AUDIT_READ,
    ),
)  # fmt: skip
