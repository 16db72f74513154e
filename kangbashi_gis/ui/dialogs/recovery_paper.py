"""The recovery key: shown once, printed or written down, and proved to be on paper before anything goes on."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QTextDocument
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

BIG = 1.5  # how much larger the key is written than other text


class RecoveryPaper(QWidget):
    """The key, a button that prints it, and a line for its last group."""

    changed = Signal()

    def __init__(self, key: str, workspace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._workspace = workspace
        self.shown = QLabel("\n".join("-".join(half) for half in _halves(key)), self)
        self.print = QPushButton(self.tr("Print…"), self)
        self.proof = QLineEdit(self)
        self._lay_out()

    def problem(self) -> str:
        """Say what is missing before one may go on."""
        if self.proof.text().strip().upper() == self.key.split("-")[-1]:
            return ""
        return self.tr("Print the key or write it down, then type its last group from the paper.")

    def page(self) -> QTextDocument:
        """Give the sheet that is printed."""
        made = QTextDocument(self)
        rows = "<br>".join("-".join(half) for half in _halves(self.key))
        made.setHtml(
            f"<h2>{escape(self.tr('Recovery key'))}</h2><p>{escape(self._workspace)}</p>"
            f"<p style='font-family:monospace;font-size:18pt'>{rows}</p><p>{escape(self._advice())}</p>"
        )
        return made

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self.page().print_(printer)

    def _advice(self) -> str:
        return self.tr(
            "This key stands for all passwords: with it a clerk who has lost the password gets in again. It is shown "
            "only now and kept nowhere in the computer. Put the paper into a safe; do not photograph it, do not save "
            "it."
        )

    def _lay_out(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * BIG)
        self.shown.setFont(font)
        self.shown.setObjectName("parcel")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(self.tr("Recovery key"))
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.proof.setAccessibleName(self.tr("Last group of the key"))
        self.proof.textChanged.connect(lambda _text: self.changed.emit())
        self.print.clicked.connect(self._print)
        advice = QLabel(self._advice(), self)
        advice.setWordWrap(True)
        form = QFormLayout()
        form.addRow(self.tr("Last group of the key"), self.proof)
        row = QHBoxLayout()
        row.addWidget(self.print)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(advice)
        column.addWidget(self.shown)
        column.addLayout(row)
        column.addLayout(form)
        column.addStretch(1)


def _halves(key: str) -> tuple[list[str], list[str]]:
    groups = key.split("-")
    return groups[: len(groups) // 2], groups[len(groups) // 2 :]
