"""What is said after long work: one sentence, and what to do next."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QMessageBox

from kangbashi_gis import messages
from kangbashi_gis.model import themes
from kangbashi_gis.ui import language

if TYPE_CHECKING:
    from kangbashi_gis.store.audit import Entry
    from kangbashi_gis.ui.main_window import MainWindow

# The operations of the log, as the window names them.
OPERATIONS: dict[str, Any] = {
    "data.import": QT_TRANSLATE_NOOP("Operations", "import"),
    "resident.import": QT_TRANSLATE_NOOP("Operations", "import of residents"),
    "data.edit": QT_TRANSLATE_NOOP("Operations", "edit"),
    "data.delete": QT_TRANSLATE_NOOP("Operations", "deletion"),
    "catalogue.describe": QT_TRANSLATE_NOOP("Operations", "description"),
    "row.undo": QT_TRANSLATE_NOOP("Operations", "undoing of one change"),
    "undo": QT_TRANSLATE_NOOP("Operations", "undoing"),
    "redo": QT_TRANSLATE_NOOP("Operations", "doing again"),
    "table.edit": QT_TRANSLATE_NOOP("Operations", "change in the table"),
    "alias.add": QT_TRANSLATE_NOOP("Operations", "chosen address"),
}

Report = Mapping[str, Any]


def show_import(window: "MainWindow", report: Report) -> None:
    """Say what an import did, offer to take it back, and show the new rows."""
    counts = {name: f"{report[name]:,}" for name in ("added", "replaced", "unchanged")}
    done = QCoreApplication.translate(
        "Reports", "Imported into {theme}: {added} added, {replaced} replaced, {unchanged} unchanged."
    )
    hint = "\n".join(_import_notes(report))
    text = done.format(theme=language.theme_title(themes.theme(report["theme"])), **counts)
    undo = (QCoreApplication.translate("Reports", "Undo"), lambda: window.commands.trigger("edit.undo"))
    window.reload()
    # rows known by their shape are nothing to worry about
    window.banner.say("warning" if report["unlocated"] or report["incomplete"] else "done", text, hint, undo)


def show_batch(window: "MainWindow", done: Sequence[Report]) -> None:
    """Say what a batch of files did as one step, and offer to take it back."""
    if len(done) == 1:
        show_import(window, done[0])
        return
    counts = {name: f"{sum(one[name] for one in done):,}" for name in ("added", "replaced", "unchanged")}
    words = QCoreApplication.translate(
        "Reports", "Imported {files} files as one step: {added} added, {replaced} replaced, {unchanged} unchanged."
    )
    undo = (QCoreApplication.translate("Reports", "Undo"), lambda: window.commands.trigger("edit.undo"))
    window.reload()
    doubtful = any(one["unlocated"] or one["incomplete"] for one in done)
    window.banner.say("warning" if doubtful else "done", words.format(files=len(done), **counts), "", undo)


def _import_notes(report: Report) -> list[str]:
    """Say what is worth knowing beside the counts."""
    notes = {
        "by_shape": QCoreApplication.translate("Reports", "{count} of those replaced were recognised by their shape."),
        "unlocated": QCoreApplication.translate(
            "Reports", "{count} of them are kept without a place: found by name, not on the map."
        ),
        "incomplete": QCoreApplication.translate(
            "Reports", "In {count} rows a value that is needed is missing, first in {rows}."
        ),
    }
    rows = ("、" if language.current() == "zh" else ", ").join(report["incomplete_rows"])
    return [words.format(count=f"{report[name]:,}", rows=rows) for name, words in notes.items() if report[name]]


def show_export(window: "MainWindow", report: Report) -> None:
    """Say what was written where."""
    text = QCoreApplication.translate("Reports", "{rows} rows were written to {path}.")
    window.banner.say("done", text.format(rows=f"{report['rows']:,}", path=report["path"]))


def show_undo(window: "MainWindow", report: Report) -> None:
    """Say what was taken back and offer the way forward again."""
    text = QCoreApplication.translate("Reports", "Undone: {what}").format(what=_what(report))
    redo = (QCoreApplication.translate("Reports", "Redo"), lambda: window.commands.trigger("edit.redo"))
    window.reload()
    window.banner.say("done", text, "", redo)


def show_redo(window: "MainWindow", report: Report) -> None:
    """Say what was done again."""
    text = QCoreApplication.translate("Reports", "Done again: {what}").format(what=_what(report))
    window.reload()
    window.banner.say("done", text)


def show_check(window: "MainWindow", report: Report) -> None:
    """Say that all is well, or list what is not."""
    if not report["findings"]:
        text = QCoreApplication.translate("Reports", "The workspace was checked: all is well.")
        window.banner.say("done", text)
        return
    findings = "\n".join(_finding(one) for one in report["findings"])
    QMessageBox.warning(window, QCoreApplication.translate("Reports", "The workspace was checked"), findings)


def _finding(found: Mapping[str, str]) -> str:
    words = messages.finding(found["what"], language.current())
    return " · ".join(filter(None, (words, _subject(found["where"]), _subject(found["detail"]))))


def named(entry: "Entry | None") -> str:
    """Name an operation of the log, such as 导入 道路."""
    return _named(entry.operation, entry.subject) if entry is not None else ""


def _named(operation: str, subject: str) -> str:
    title = QCoreApplication.translate("Operations", str(OPERATIONS.get(operation, operation)))
    return f"{title} {_subject(subject or '')}"


def _what(report: Report) -> str:
    rows = QCoreApplication.translate("Operations", "{rows} rows").format(rows=f"{report['rows']:,}")
    return f"{_named(report['operation'], report['subject'])} ({rows})"


def _subject(subject: str) -> str:
    known = {theme.name: theme for theme in themes.THEMES}
    return language.theme_title(known[subject]) if subject in known else subject
