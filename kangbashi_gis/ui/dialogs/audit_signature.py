"""Asks a second person to sign how far the log has come: a name and a password, and the session stays who it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.operations.auditing import countersign
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.form import FormDialog
from kangbashi_gis.ui.dialogs.new_password import secret_line

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow


class SecondSignature(FormDialog):
    """The second person's account; a wrong password counts as any other."""

    signed = Signal(object, object)  # the two anchors

    def __init__(self, parent: QWidget, window: "MainWindow", space: "Workspace") -> None:
        super().__init__(parent, QCoreApplication.translate("SecondSignature", "Sign the log together"), "")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._space = space
        note = QLabel(self.tr("A second administrator signs beside you; neither can forge the log alone."), self)
        note.setObjectName("note")
        note.setWordWrap(True)
        self.column.insertWidget(0, note)
        self.name, self.password, self.code = QLineEdit(self), secret_line(self), QLineEdit(self)
        self.add_row(self.tr("Account of the second person"), self.name)
        self.add_row(self.tr("Password"), self.password)
        self.add_row(self.tr("Code"), self.code)
        self.code.setPlaceholderText(self.tr("empty, unless the account has a second factor"))
        self.ok.setText(self.tr("Sign"))
        self._ask = window.jobs.question("audit")
        self._ask.answered.connect(self._done)
        self._ask.failed.connect(self._refuse)
        self.finished.connect(self._forget)
        self.name.setFocus()

    def accept(self) -> None:
        """Try it; the dialog goes when both have signed."""
        if self._ask.waiting or not self.name.text().strip() or not self.password.text():
            return
        self.complain(self.tr("One moment: the password is being tried …"))
        words = (self.name.text(), self.password.text(), self.code.text().strip())
        self._ask.ask(countersign, self._space, *words)

    def _done(self, both: object) -> None:
        assert isinstance(both, tuple)
        self.signed.emit(*both)
        super().accept()

    def _refuse(self, error: GisError) -> None:
        self.complain("\n".join(filter(None, messages.sentence(error))))
        self.ok.setEnabled(True)
        self.password.clear()
        self.password.setFocus()

    def _forget(self) -> None:
        self._ask.close()
        for line in (self.password, self.code):
            line.clear()
