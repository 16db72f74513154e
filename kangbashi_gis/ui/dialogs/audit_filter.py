"""Which events of the log are shown: by kind, account, person and days."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from kangbashi_gis.model.events import TITLES
from kangbashi_gis.operations.auditing import SHOWN, Wanted
from kangbashi_gis.ui import language


class EventFilter(QWidget):
    """A row of fields; Enter in any of them, or the button, asks."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = QComboBox(self)
        self.kind.addItem(self.tr("All"), "")
        words = 0 if language.current() == language.CHINESE else 1
        for kind, titles in TITLES.items():
            self.kind.addItem(titles[words], kind.value)
        self.user = QComboBox(self)
        self.user.setEditable(True)
        self.user.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.user.addItem("")
        self.person, self.since, self.until = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.person.setPlaceholderText(self.tr("the key that stands in the column Person"))
        for line in (self.since, self.until):
            line.setPlaceholderText("2026-06-30")
        self.show_button = QPushButton(self.tr("S&how"), self)
        self.show_button.setDefault(True)
        self.show_button.clicked.connect(self.asked)
        self._lay_out()

    def wanted(self) -> Wanted:
        """Give what is asked for; the last day counts too."""
        until = self.until.text().strip()
        return Wanted(
            kind=str(self.kind.currentData()),
            user=self.user.currentText().strip(),
            person=self.person.text().strip(),
            since=self.since.text().strip(),
            until=(date.fromisoformat(until) + timedelta(days=1)).isoformat() if until else "",
            limit=SHOWN,
        )

    def problem(self) -> str:
        """Say what cannot be read; "" where all is well."""
        for line in (self.since, self.until):
            try:
                date.fromisoformat(line.text().strip() or "2000-01-01")
            except ValueError:
                line.setFocus()
                return self.tr("A day is written like 2026-06-30.")
        return ""

    def offer(self, users: list[str]) -> None:
        """Offer the accounts that were met."""
        typed = self.user.currentText()
        known = {self.user.itemText(place) for place in range(self.user.count())}
        self.user.addItems([one for one in users if one not in known])
        self.user.setEditText(typed)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        fields: tuple[tuple[Any, QWidget], ...] = (
            (self.tr("&Kind"), self.kind), (self.tr("&Account"), self.user), (self.tr("&Person"), self.person),
            (self.tr("&From day"), self.since), (self.tr("&To day"), self.until),
        )  # fmt: skip
        for column, (title, field) in enumerate(fields):
            label = QLabel(title, self)
            label.setBuddy(field)
            field.setAccessibleName(title.replace("&", ""))
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        grid.addWidget(self.show_button, 1, len(fields))
        for column, stretch in enumerate((3, 3, 4, 2, 2)):
            grid.setColumnStretch(column, stretch)
