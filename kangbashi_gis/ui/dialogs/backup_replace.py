"""Puts a backup in the place of the open workspace: asks first, closes it, restores, opens it again."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import opening
from kangbashi_gis.ui.dialogs import backup_words
from kangbashi_gis.ui.dialogs.form import FormDialog
from kangbashi_gis.ui.dialogs.new_password import secret_line

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


class ReplaceDialog(FormDialog):
    """What is lost has to be acknowledged; who is logged in says the password again, for the workspace is closed."""

    def __init__(self, parent: QWidget, workspace: str, user: str) -> None:
        title = QCoreApplication.translate("ReplaceDialog", "Replace the workspace")
        super().__init__(parent, title, QCoreApplication.translate("ReplaceDialog", "Replace"), 560)
        words = self.tr(
            "“{workspace}” becomes what it was when this backup was made. The log and the accounts stay as they are "
            "now. No other window or program may have it open."
        )
        note = QLabel(words.format(workspace=workspace), self)
        note.setWordWrap(True)
        self.understood = QCheckBox(self.tr("What was changed after this backup may be lost"), self)
        self.user, self.password, self.code = user, secret_line(self), QLineEdit(self)
        self.code.setPlaceholderText(self.tr("empty, unless the account has a second factor"))
        self.form.addRow(note)
        self.form.addRow(self.understood)
        if user:
            self.add_row(self.tr("Password of {user}").format(user=user), self.password)
            self.add_row(self.tr("Code"), self.code)
        for field in () if user else (self.password, self.code):
            field.hide()
        self.understood.toggled.connect(self._check)
        self.password.textChanged.connect(self._check)
        self._check()

    def login(self) -> list[str]:
        """Give name, password and code; nothing where nobody logs in."""
        return [self.user, self.password.text(), self.code.text().strip()] if self.user else []

    def _check(self) -> None:
        self.ok.setEnabled(self.understood.isChecked() and (not self.user or bool(self.password.text())))


def replace(window: "MainWindow", backups: Path, name: str, login: list[str]) -> None:
    """Close the workspace, put the backup in its place, and open it again, whatever came of it."""
    folder = window.folder
    opening.close_workspace(window)
    title = QCoreApplication.translate("Tasks", "Restoring {folder}").format(folder=folder.name)
    job = window.jobs.start("backup_replace", str(folder), str(backups), name, login, title=title)
    window.start_page.follow(job)
    job.finished.connect(lambda answer: _restored(window, folder, answer))
    job.failed.connect(lambda error: _failed(window, folder, error))


def _restored(window: "MainWindow", folder: Path, answer: dict[str, Any]) -> None:
    if opening.open_folder(window, folder):
        window.banner.say("done", backup_words.restored(answer))


def _failed(window: "MainWindow", folder: Path, error: GisError) -> None:
    opening.open_folder(window, folder)
    opening.fail(window, error)
