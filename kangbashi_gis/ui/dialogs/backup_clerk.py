"""Asks whether a clerk opens the vault of a restored copy, so that the drill proves that too."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kangbashi_gis.ui.dialogs.form import FormDialog, ask


class ClerkDialog(FormDialog):
    """Name and password of a clerk who is there; both may stay empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            QCoreApplication.translate("ClerkDialog", "Drill"),
            QCoreApplication.translate("ClerkDialog", "Begin"),
        )
        said = QLabel(
            self.tr(
                "The chosen backup is restored aside, opened, checked and counted, then removed. Who makes backups"
                " cannot open the vault: a clerk who is here may do so. Leave both empty to go without."
            ),
            self,
        )
        said.setWordWrap(True)
        self.column.insertWidget(0, said)
        self.name, self.password = QLineEdit(self), QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_row(self.tr("Clerk"), self.name)
        self.add_row(self.tr("Password"), self.password)


def ask_clerk(parent: QWidget, has_accounts: bool) -> tuple[str, str] | None:
    """Give name and password, both empty where nobody is asked; None when it was cancelled."""
    if not has_accounts:
        return "", ""
    dialog = ClerkDialog(parent)
    return ask(dialog, lambda: (dialog.name.text().strip(), dialog.password.text()))
