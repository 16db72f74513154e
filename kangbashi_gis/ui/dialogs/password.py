"""Changing one's own password while logged in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit

from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.form import FormDialog
from kangbashi_gis.ui.dialogs.new_password import NewPassword, secret_line

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


class PasswordDialog(FormDialog):
    """The password so far, the new one twice."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, QCoreApplication.translate("PasswordDialog", "Change one's password"), "")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self.old, self.code = secret_line(self), QLineEdit(self)
        self.add_row(self.tr("Password so far"), self.old)
        self.add_row(self.tr("Code"), self.code)
        self.code.setPlaceholderText(self.tr("empty, unless the account has a second factor"))
        self.new = NewPassword(self, window.session.name)
        self.new.changed.connect(lambda: self.complain(self.new.problem()))
        self.ok.setText(self.tr("Change it"))
        self.ok.setEnabled(False)
        window.session.renewed.connect(self._done)
        window.session.refused.connect(self._refuse)
        self.old.setFocus()

    def accept(self) -> None:
        """Try it; the dialog goes when the password is changed."""
        session = self._window.session
        if self.ok.isEnabled() and not session.busy:
            self.complain(self.tr("One moment …"))
            session.change_password(session.name, self.old.text(), self.new.text(), self.code.text().strip())

    def _done(self) -> None:
        self._window.banner.say("done", self.tr("The password was changed."))
        super().accept()

    def _refuse(self, error: GisError) -> None:
        self.complain("\n".join(filter(None, messages.sentence(error))))
        self.ok.setEnabled(True)
        self.old.selectAll()
        self.old.setFocus()
