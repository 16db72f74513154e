"""Errors and steps in the language of the window; hints speak of dialogs where the command line's speak of options."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from kangbashi_gis import errors
from kangbashi_gis import messages as words
from kangbashi_gis.diagnoses import without_commands
from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import language

# The hints of `sentences` that name an option of the command line, as the window says them.
HINTS: dict[type[GisError], Any] = {
    errors.NoReference: QT_TRANSLATE_NOOP("Hints", "Choose its coordinate system in the import dialog."),
    errors.BadReference: QT_TRANSLATE_NOOP("Hints", "Choose another coordinate system in the dialog."),
    errors.EncodingUnclear: QT_TRANSLATE_NOOP("Hints", "Choose another encoding in the import dialog."),
    errors.ColumnMissing: QT_TRANSLATE_NOOP("Hints", "Say in the import dialog which column it is."),
    errors.WorkspaceMissing: QT_TRANSLATE_NOOP("Hints", "Choose another folder, or make a new workspace."),
    errors.LoginRequired: QT_TRANSLATE_NOOP("Hints", "Log in first: User menu, or Ctrl+Shift+U."),
    errors.AccountsMissing: QT_TRANSLATE_NOOP("Hints", "Make the first accounts: User menu."),
    errors.QuotaUsed: QT_TRANSLATE_NOOP(
        "Hints",
        "It begins anew at midnight in China; the security administrator can raise it: User menu, Accounts.",
    ),
    errors.WorkspaceReadOnly: QT_TRANSLATE_NOOP("Hints", "Copy the workspace to a local disk first (File menu)."),
}


def sentence(error: GisError) -> tuple[str, str]:
    """Give what happened and what to do."""
    message, hint = words.sentence(error, language.current())
    own = HINTS.get(type(error))
    return message, QCoreApplication.translate("Hints", own) if own else without_commands(hint)


def notice(key: str) -> str:
    """Give the words for why a workspace is read from a copy."""
    return words.notice(key, language.current())


def step(key: str) -> str:
    """Give the words of a step of long work."""
    return words.step(key, language.current())


def ask(parent: QWidget, title: str, question: str) -> bool:
    """Ask a yes-or-no question; no is the default."""
    choice = QMessageBox.question(
        parent, title, question, QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
        QMessageBox.StandardButton.No,
    )  # fmt: skip
    return choice == QMessageBox.StandardButton.Yes
