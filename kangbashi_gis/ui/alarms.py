"""Whoever reads the log is told at the log-in what waits there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kangbashi_gis.model.account import Permission

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def warn(window: "MainWindow") -> None:
    """Say how many alarms came since the auditor who has logged in last read the log."""
    from kangbashi_gis.operations.watching import waiting

    space = window.space
    if space is None or not window.session.may(Permission.AUDIT_READ):
        return
    if found := waiting(space):
        text = QCoreApplication.translate("Alarms", "{count} alarms wait to be seen.").format(count=len(found))
        hint = QCoreApplication.translate("Alarms", "They stand in the log, under alarms.")
        action = QCoreApplication.translate("Alarms", "Show the log")
        window.banner.say("warning", text, hint, (action, lambda: window.commands.trigger("audit.show")))
