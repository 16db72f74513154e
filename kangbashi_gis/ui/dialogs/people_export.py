"""Asks whom a list of people is to hold, why, into which file, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from kangbashi_gis.model.reasons import REASONS
from kangbashi_gis.ui import language
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog, ask

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

FORMATS = {".xlsx": "Excel", ".html": "HTML", ".csv": "CSV"}


@dataclass(frozen=True)
class PeopleChoice:
    """Where the list goes, and the fields of `PeopleExport`, as plain data."""

    file: Path
    wanted: dict[str, Any]


class PeopleExportDialog(FormDialog):
    """Whom, why, and where to. In clear only where it is asked for and the user may."""

    def __init__(self, parent: QWidget, communities: Sequence[tuple[str, str]], may_unmask: bool) -> None:
        super().__init__(parent, QCoreApplication.translate("PeopleExportDialog", "Export or print residents"), "")
        self.ok.setText(self.tr("Export"))
        self.query = QLineEdit(self)
        self.query.setPlaceholderText(self.tr("Building, room, household number or name"))
        self.community = QComboBox(self)
        self.community.addItem(self.tr("None"), "")
        for code, name in communities:
            self.community.addItem(f"{name} {code}", code)
        self.reason = QComboBox(self)
        self.reason.addItem(self.tr("Choose a reason"), "")
        for code, (chinese, english) in REASONS.items():
            self.reason.addItem(chinese if language.current() == language.CHINESE else english, code)
        self.clear = QCheckBox(self.tr("In clear: each person counts as a record shown in clear"), self)
        self.clear.setEnabled(may_unmask)
        self.file = PathField("save", self)
        self.file.filter = ";;".join(f"{title} (*{suffix})" for suffix, title in FORMATS.items())
        self.file.set_path(Path.home() / self.tr("residents.xlsx"))
        self.replace = QCheckBox(self.tr("Replace the file that is there"), self)
        self.recipient = QLineEdit(self)
        self._lay_out()
        self._check()

    @classmethod
    def ask(cls, window: "MainWindow", communities: Sequence[tuple[str, str]], may_unmask: bool) -> PeopleChoice | None:
        """Show the dialog; None when it was cancelled."""
        dialog = cls(window, communities, may_unmask)
        return ask(dialog, dialog.choice)

    def choice(self) -> PeopleChoice:
        """Give what was chosen."""
        wanted = {
            "query": self.query.text().strip(),
            "community": str(self.community.currentData()),
            "reason": str(self.reason.currentData()),
            "clear": self.clear.isChecked(),
            "recipient": self.recipient.text().strip(),
            "overwrite": self.replace.isChecked(),
        }
        return PeopleChoice(self.file.path() or Path(), wanted)

    def _lay_out(self) -> None:
        self.add_row(self.tr("Who"), self.query)
        self.add_row(self.tr("Or a whole community"), self.community)
        self.add_row(self.tr("Reason"), self.reason)
        self.form.addRow("", self.clear)
        html = self.tr("HTML is a page to print from a browser")
        self.add_row(self.tr("File"), self.file, html)
        self.form.addRow("", self.replace)
        self.add_row(self.tr("Recipient"), self.recipient, self.tr("Stands on each row, and in the ledger"))
        self.query.textChanged.connect(self._check)
        self.community.currentIndexChanged.connect(self._check)
        self.reason.currentIndexChanged.connect(self._check)
        self.file.line.textChanged.connect(self._check)
        self.replace.toggled.connect(self._check)

    def _check(self) -> None:
        path = self.file.path()
        if bool(self.query.text().strip()) == bool(self.community.currentData()):
            self.complain(self.tr("Say who: a query or a community."))
        elif not self.reason.currentData():
            self.complain(self.tr("Choose a reason."))
        elif path is None or path.suffix.lower() not in FORMATS:
            self.complain(self.tr("The suffix says the format: {formats}").format(formats=" ".join(FORMATS)))
        elif path.exists() and not self.replace.isChecked():
            self.complain(self.tr("There is such a file already."))
        else:
            self.complain("")
