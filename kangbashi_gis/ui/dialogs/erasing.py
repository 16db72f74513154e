"""Asks why a person is erased for good, and for the word that confirms it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from kangbashi_gis.model.reasons import ERASING
from kangbashi_gis.ui import language
from kangbashi_gis.ui.dialogs.form import FormDialog, ask


class ErasingDialog(FormDialog):
    """A reason of the list, and the word typed."""

    def __init__(self, parent: QWidget, masked: str) -> None:
        """Make it for a person, whose masked name is shown."""
        super().__init__(
            parent,
            QCoreApplication.translate("ErasingDialog", "Erase for good"),
            QCoreApplication.translate("ErasingDialog", "Erase for good"),
        )
        self.word = self.tr("erase")
        said = self.tr(
            "{name}: all records under the same ID number, with all earlier states, are erased for good. This cannot be"
            " undone. Older backups hold the person, encrypted, until they expire."
        )
        label = QLabel(said.format(name=masked), self)
        label.setWordWrap(True)
        self.column.insertWidget(0, label)
        self.reason = QComboBox(self)
        self.reason.addItem(self.tr("Choose a reason"), "")
        for code, (chinese, english) in ERASING.items():
            self.reason.addItem(chinese if language.current() == language.CHINESE else english, code)
        self.typed = QLineEdit(self)
        self.add_row(self.tr("Reason"), self.reason)
        self.add_row(self.tr("Type “{word}” to confirm").format(word=self.word), self.typed)
        self.reason.currentIndexChanged.connect(self._check)
        self.typed.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        if not self.reason.currentData():
            self.complain(self.tr("Choose a reason."))
        elif self.typed.text().strip() != self.word:
            self.complain(self.tr("Type “{word}” to confirm.").format(word=self.word))
        else:
            self.complain("")


def ask_erasing(parent: QWidget, masked: str) -> str | None:
    """Give the code of the reason; None when it was cancelled."""
    dialog = ErasingDialog(parent, masked)
    return ask(dialog, lambda: str(dialog.reason.currentData()))
