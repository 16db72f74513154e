"""A new password, typed twice: the two lines that several dialogs have, and what is wrong with them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kangbashi_gis.model.passwords import weakness
from kangbashi_gis.terms import TERMS
from kangbashi_gis.ui import language
from kangbashi_gis.ui.dialogs.form import FormDialog


class NewPassword(QObject):
    """Two lines of a form. The operation has the last word on a password; this says early what it would refuse."""

    changed = Signal()

    def __init__(self, dialog: FormDialog, name: str = "") -> None:
        super().__init__(dialog)
        self.name = name
        self.first, self.again = secret_line(dialog), secret_line(dialog)
        rule = self.tr(
            "At least 10 characters, of three kinds: capitals, small letters, digits, others; not the name, not one of "
            "the last five."
        )
        dialog.add_row(self.tr("New password"), self.first, rule)
        dialog.add_row(self.tr("Once more"), self.again, rule)
        self.first.setPlaceholderText(self.tr("10 characters or more, three kinds"))
        for line in (self.first, self.again):
            line.textChanged.connect(lambda _text: self.changed.emit())

    def problem(self) -> str:
        """Say what is wrong with what was typed so far, "" where nothing is."""
        typed = self.first.text()
        if not typed:
            return self.tr("Type a new password.")
        if reason := weakness(typed, self.name):
            return self.tr("This password cannot be used: {reason}.").format(reason=_term(reason))
        if typed != self.again.text():
            return self.tr("The two are not the same.") if self.again.text() else self.tr("Type it once more.")
        return ""

    def text(self) -> str:
        """Give the password."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()


def secret_line(parent: QWidget) -> QLineEdit:
    """Make a line that shows dots."""
    line = QLineEdit(parent)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _term(key: str) -> str:
    return TERMS[key][0 if language.current() == language.CHINESE else 1]
