"""Keeping a page: in the workspace by a name, or as a file of one's own."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QMessageBox

from kangbashi_gis.errors import GisError
from kangbashi_gis.operations import page_keeping
from kangbashi_gis.operations.styles import write_whole
from kangbashi_gis.ui.dialogs import files

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.editor import PageEditor


def keep(editor: "PageEditor", *, ask: bool = False) -> bool:
    """Keep the page in the workspace; tells whether it was kept."""
    name = editor.about.kept
    if ask or not name:
        title, label = (
            QCoreApplication.translate("PageEditor", "Save in the workspace"),
            QCoreApplication.translate("PageEditor", "Name"),
        )
        name, given = QInputDialog.getText(editor, title, label, text=name or editor.draft.page.title)
        if not given or not name.strip():
            return False
    return keep_as(editor, name.strip())


def keep_as(editor: "PageEditor", name: str) -> bool:
    """Keep the page under a name; tells whether it was kept."""
    page = editor.draft.page
    try:
        page_keeping.keep_page(editor.space, name, page)
    except GisError as problem:
        editor.fail(problem)
        return False
    editor.about = replace(editor.about, kept=name)
    editor.draft.saved = page
    editor.draft.changed.emit()
    editor.say(QCoreApplication.translate("PageEditor", "Kept in the workspace as {name}.").format(name=name))
    return True


def save_file(editor: "PageEditor") -> None:
    """Ask for a file and write the page into it."""
    suggestion = Path.home() / f"{editor.draft.page.title}.json"
    out = files.ask_save(
        editor, QCoreApplication.translate("PageEditor", "Save as a template file"), suggestion, "JSON (*.json)"
    )
    if out is None:
        return
    try:
        write_whole(out, editor.json())
    except GisError as problem:
        editor.fail(problem)
        return
    editor.say(QCoreApplication.translate("PageEditor", "Saved as {file}.").format(file=out))


def may_close(editor: "PageEditor") -> bool:
    """Ask whether to keep what is not kept; tells whether the window may go."""
    buttons = QMessageBox.StandardButton
    box = QMessageBox(
        QMessageBox.Icon.Question,
        editor.windowTitle(),
        QCoreApplication.translate("PageEditor", "Keep the changes of this page?"),
    )
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    answer = box.exec()
    if answer == buttons.Save:
        return keep(editor)
    return answer == buttons.Discard
