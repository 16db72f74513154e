"""Commands on data: bring in, give out, take back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QDockWidget

from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui import reports
from kangbashi_gis.ui.commands.command import Command, opened, writable

if TYPE_CHECKING:
    from kangbashi_gis.ui.dialogs.importing import ImportChoice
    from kangbashi_gis.ui.main_window import MainWindow


def idle(window: "MainWindow") -> bool:
    """The command needs no workspace, but that no other work runs."""
    return window.jobs.current is None


def import_data(window: "MainWindow", known: "ImportChoice | None" = None) -> None:
    """Ask for a file and a theme, then import in the background. known: what the dialog begins with."""
    from kangbashi_gis.ui.dialogs.importing import ImportDialog

    if choice := ImportDialog.ask(window, known):
        title = QCoreApplication.translate("Tasks", "Importing {file}").format(file=choice.file.name)
        job = window.start("import_file", window.folder, choice.file, choice.theme, choice.options, title=title)
        job.finished.connect(lambda report: reports.show_import(window, report))


def import_residents(window: "MainWindow", file: Path | None = None) -> None:
    """Look a table of residents through and bring it in, step by step."""
    from kangbashi_gis.ui.dialogs.resident_import import ResidentImportDialog

    ResidentImportDialog(window, file).show()


def inspect_files(window: "MainWindow") -> None:
    """Ask for files, and look into them before anything is imported."""
    from kangbashi_gis.ui.panels.doctor import start

    start(window)


def inspect_folder(window: "MainWindow") -> None:
    """Ask for a folder, and look into all that it holds."""
    from kangbashi_gis.ui.panels.doctor import start_folder

    start_folder(window)


def import_by_recipe(window: "MainWindow") -> None:
    """Ask for a recipe and a file; the import is tried, and done when a person agrees."""
    from kangbashi_gis.ui.panels.doctor import run_recipe

    run_recipe(window)


def next_error(window: "MainWindow") -> None:
    """Go to the next place of what the doctor found."""
    _step(window, 1)


def previous_error(window: "MainWindow") -> None:
    """Go to the previous place of what the doctor found."""
    _step(window, -1)


def _step(window: "MainWindow", by: int) -> None:
    from kangbashi_gis.ui.panels.doctor import shown

    if (panel := shown(window)) is not None:
        panel.step(by)


def examined(window: "MainWindow") -> bool:
    """The command needs the doctor's page with something on it."""
    if not window.findChild(QDockWidget, "doctor_dock"):
        return False
    from kangbashi_gis.ui.panels.doctor import shown

    panel = shown(window)
    return panel is not None and bool(panel.subjects)


def export_data(window: "MainWindow") -> None:
    """Ask for a theme and a file, then export in the background."""
    from kangbashi_gis.ui.dialogs.exporting import ExportDialog

    if choice := ExportDialog.ask(window):
        title = QCoreApplication.translate("Tasks", "Exporting {file}").format(file=choice.file.name)
        job = window.start("export_theme", window.folder, choice.file, choice.theme, choice.options, title=title)
        job.finished.connect(lambda report: reports.show_export(window, report))


def show_catalogue(window: "MainWindow") -> None:
    """Show what came in, whose it is, how old and how secret."""
    from kangbashi_gis.ui.dialogs.catalogue import CatalogueDialog

    CatalogueDialog(window).show()


def show_table(window: "MainWindow") -> None:
    """Show the attribute table of the chosen layer."""
    from kangbashi_gis.ui import table

    table.show(window)


def undo(window: "MainWindow") -> None:
    """Take back the newest change of the workspace."""
    job = window.start("undo", window.folder, title=QCoreApplication.translate("Tasks", "Undoing"))
    job.finished.connect(lambda report: reports.show_undo(window, report))


def redo(window: "MainWindow") -> None:
    """Do again what was undone last."""
    job = window.start("redo", window.folder, title=QCoreApplication.translate("Tasks", "Redoing"))
    job.finished.connect(lambda report: reports.show_redo(window, report))


DATA = (
    Command(
        "data.import", QT_TRANSLATE_NOOP("Commands", "&Import data…"), import_data, "file", 1, "Ctrl+I",
        "file-import", writable, toolbar=True, permission=Permission.EDIT,
    ),
    Command(
        "data.inspect", QT_TRANSLATE_NOOP("Commands", "&Look into files…"), inspect_files, "file", 1, "Ctrl+L",
        "clipboard-check", idle, toolbar=True,
    ),
    Command(
        "data.inspect_folder", QT_TRANSLATE_NOOP("Commands", "Look into a &folder…"), inspect_folder, "file", 1, "",
        "folder", idle,
    ),
    Command(
        "data.import_by_recipe", QT_TRANSLATE_NOOP("Commands", "Import by a reci&pe…"), import_by_recipe, "file", 1,
        "", "file-import", writable, permission=Permission.EDIT,
    ),
    Command(
        "data.import_residents", QT_TRANSLATE_NOOP("Commands", "Import &residents…"), import_residents, "file", 1, "",
        "users", writable, permission=Permission.PEOPLE_WRITE,
    ),
    Command(
        "data.next_error", QT_TRANSLATE_NOOP("Commands", "&Next error"), next_error, "map", 9, "F4", "", examined,
    ),
    Command(
        "data.previous_error", QT_TRANSLATE_NOOP("Commands", "Pre&vious error"), previous_error, "map", 9, "Shift+F4",
        "", examined,
    ),
    Command(
        "data.export", QT_TRANSLATE_NOOP("Commands", "&Export data…"), export_data, "file", 1, "Ctrl+E",
        "file-export", opened, permission=Permission.EXPORT,
    ),
    Command(
        "data.catalogue", QT_TRANSLATE_NOOP("Commands", "Catalo&gue…"), show_catalogue, "file", 1, "",
        "tag", opened,
    ),
    Command(
        "edit.undo", QT_TRANSLATE_NOOP("Commands", "&Undo"), undo, "edit", 0, "Ctrl+Z", "arrow-back-up",
        lambda window: writable(window) and window.facts.undo is not None,
        detail=lambda window: reports.named(window.facts.undo),
        toolbar=True, permission=Permission.EDIT,
    ),
    Command(
        "edit.redo", QT_TRANSLATE_NOOP("Commands", "&Redo"), redo, "edit", 0, "Ctrl+Y|Ctrl+Shift+Z",
        "arrow-forward-up", lambda window: writable(window) and window.facts.redo is not None, toolbar=True,
        detail=lambda window: reports.named(window.facts.redo), permission=Permission.EDIT,
    ),
    Command(
        "data.table", QT_TRANSLATE_NOOP("Commands", "Attribute &table"), show_table, "edit", 1, "Ctrl+T", "grid-dots",
        opened, toolbar=True,
    ),
)  # fmt: skip
