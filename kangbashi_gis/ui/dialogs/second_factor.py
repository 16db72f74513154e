"""One's own second factor: switched on with a secret for the phone, shown once, or switched off."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout

from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import messages

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow


class SecondFactorDialog(QDialog):
    """Two buttons; what the phone has to know stands here until the dialog goes, and is kept nowhere else."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(QCoreApplication.translate("SecondFactorDialog", "Second factor"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.told, self.secret = QLabel(self), QLabel(self)
        self.on = QPushButton(self.tr("Switch it on, or make a new secret"), self)
        self.off = QPushButton(self.tr("Switch it off"), self)
        self._question = window.jobs.question("session")
        self._question.answered.connect(self._show)
        self._question.failed.connect(self._fail)
        self._lay_out()

    def _lay_out(self) -> None:
        self.told.setText(
            self.tr(
                "With a second factor the log-in asks for six digits from an app on your phone too. It works offline. "
                "Switching it on shows a secret once: type it into the app."
            )
        )
        for label in (self.told, self.secret):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.secret.setAccessibleName(self.tr("Secret of the second factor"))
        self.secret.hide()
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        closing.rejected.connect(self.reject)
        self.on.clicked.connect(lambda: self._switch(True))
        self.off.clicked.connect(lambda: self._switch(False))
        column = QVBoxLayout(self)
        for part in (self.told, self.secret, self.on, self.off, closing):
            column.addWidget(part)
            if isinstance(part, QPushButton):
                part.setAutoDefault(False)

    def _switch(self, on: bool) -> None:
        if self._window.space is not None and not self._question.waiting:
            self._question.ask(_switched, self._window.space, on)

    def _show(self, answer: tuple[str, str]) -> None:
        secret, _address = answer
        self.told.setText(
            self.tr("Type this secret into the app (time-based, six digits). It is not shown again. Try it at once:")
            if secret
            else self.tr("The second factor is off.")
        )
        groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        hint = self.tr("Lock with Ctrl+Shift+L and log in with a code. Where a phone is lost, the password is reset.")
        self.secret.setText(f"<p style='font-size:large'><b>{groups}</b></p><p>{hint}</p>")
        self.secret.setVisible(bool(secret))
        self._grow()

    def _grow(self) -> None:
        """Make room for all lines: labels that wrap do not ask for it themselves."""
        column = self.layout()
        if column is not None:
            column.activate()
            self.resize(self.width(), max(self.height(), column.totalHeightForWidth(self.width())))

    def _fail(self, error: GisError) -> None:
        self.told.setText("\n".join(filter(None, messages.sentence(error))))


def _switched(space: "Workspace", on: bool) -> tuple[str, str]:
    from kangbashi_gis.operations.accounts import set_second_factor

    return set_second_factor(space, on)
