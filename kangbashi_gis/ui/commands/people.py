"""Commands about residents, for those who may."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui.commands.command import Command, writable
from kangbashi_gis.ui.reports import Report

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def export_people(window: "MainWindow") -> None:
    """Ask for whom and why, then write the list in the background."""
    from kangbashi_gis.operations.scope import communities
    from kangbashi_gis.ui.dialogs.people_export import PeopleExportDialog

    space = window.space
    if space is None:
        return
    choice = PeopleExportDialog.ask(window, communities(space), space.user.may(Permission.PEOPLE_UNMASK))
    if choice is not None:
        title = QCoreApplication.translate("Tasks", "Exporting {file}").format(file=choice.file.name)
        job = window.start("export_people", window.folder, choice.file, choice.wanted, title=title)
        job.finished.connect(lambda report: _say(window, report))


def _say(window: "MainWindow", report: Report) -> None:
    text = QCoreApplication.translate("Reports", "{people} people were written to {path}; ledger {release}.")
    window.banner.say("done", text.format(**report))


PEOPLE = (
    Command(
        "people.export", QT_TRANSLATE_NOOP("Commands", "Export or print resi&dents…"), export_people, "file", 1, "",
        "file-export", writable, permission=Permission.PEOPLE_EXPORT,
    ),
)  # fmt: skip
