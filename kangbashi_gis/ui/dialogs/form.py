"""What our dialogs have in common: a form, a line for what is wrong, and translated buttons."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

Answer = TypeVar("Answer")


class FormDialog(QDialog):
    """A dialog of labelled rows with OK and Cancel, and a sentence where something does not fit yet."""

    def __init__(self, parent: QWidget, title: str, accept: str, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setVerticalSpacing(10)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(14)
        self.column.addLayout(self.form)
        self.column.addWidget(self.problem)
        self.column.addWidget(self.buttons)

    def complain(self, text: str) -> None:
        """Show what is wrong and hold OK back; an empty text lets it go."""
        self.say(text)
        self.ok.setEnabled(not text)

    def say(self, text: str) -> None:
        """Show a sentence above the buttons, all of it: the dialog grows where it has several lines."""
        self.problem.setText(text)
        self.problem.setAccessibleName(text)
        self.problem.setVisible(bool(text))
        if text and self.isVisible():
            self.column.activate()
            self.resize(self.width(), max(self.height(), self.column.totalHeightForWidth(self.width())))

    def add_row(self, title: str, field: QWidget, help: str = "") -> None:
        """Add a labelled field that screen readers know by its label."""
        label = QLabel(title, self)
        label.setBuddy(field)
        field.setAccessibleName(title)
        field.setToolTip(help)
        self.form.addRow(label, field)


def ask(dialog: QDialog, answer: Callable[[], Answer]) -> Answer | None:
    """Show a dialog and give its answer, None when it was cancelled. The dialog does not outlive it."""
    try:
        return answer() if dialog.exec() else None
    finally:
        dialog.deleteLater()
