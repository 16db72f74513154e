"""Asks which list is to be geocoded, which column is the address, and where the result goes."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox

from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.cells import READABLE, WRITABLE
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

PAUSE_MS = 200


@dataclass(frozen=True)
class GeocodeChoice:
    """A list, its column, the file for the result, and whether the result becomes a layer too."""

    path: Path
    column: str
    out: Path
    layer: bool


class GeocodeDialog(FormDialog):
    """List, column, result. The columns are read from the file while the person goes on."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, QCoreApplication.translate("GeocodeDialog", "Geocode a list"), "", 600)
        self.ok.setText(self.tr("Geocode"))
        self.file = PathField("open", self)
        self.file.filter = self.tr("Tables ({suffixes})").format(suffixes=" ".join(f"*{one}" for one in READABLE))
        self.address = QComboBox(self)
        self.out = PathField("save", self)
        self.out.filter = "CSV (*.csv);;Excel (*.xlsx)"
        self.layer = QCheckBox(self.tr("Show the result on the map as a layer"), self)
        self.layer.setChecked(not window.read_only)
        self.layer.setEnabled(not window.read_only)
        self._question = window.jobs.question("columns")
        self._question.answered.connect(self._show_columns)
        self._question.failed.connect(self._fail)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._look)
        self.add_row(self.tr("List"), self.file, self.tr("CSV or XLSX, in any encoding"))
        self.add_row(self.tr("Column of the address"), self.address)
        self.add_row(self.tr("Result"), self.out, self.tr("All columns of the list, and eight more"))
        self.form.addRow("", self.layer)
        self.file.line.textChanged.connect(self._take_file)
        self.out.line.textChanged.connect(self._check)
        self.address.currentIndexChanged.connect(self._check)
        self._check()

    @classmethod
    def ask(cls, window: "MainWindow") -> GeocodeChoice | None:
        """Show the dialog; None when it was cancelled."""
        dialog = cls(window)
        return dialog.choice() if dialog.exec() else None

    def choice(self) -> GeocodeChoice:
        """Give what was chosen."""
        return GeocodeChoice(
            self.file.path() or Path(), self.address.currentText(), self.out.path() or Path(), self.layer.isChecked()
        )

    def done(self, result: int) -> None:
        """Stop looking into the file when the dialog closes."""
        self._later.stop()
        self._question.drop()
        super().done(result)

    def _take_file(self) -> None:
        self.address.clear()
        if path := self.file.path():
            result = self.tr("{name} with places").format(name=path.stem)
            self.out.set_path(path.with_name(f"{result}{'.xlsx' if path.suffix.lower() == '.xlsx' else '.csv'}"))
        self._later.start()

    def _look(self) -> None:
        if path := self.file.path():
            self._question.ask(_columns, path)

    def _show_columns(self, found: tuple[tuple[str, ...], str]) -> None:
        headings, likely = found
        self.address.addItems([one for one in headings if one])
        self.address.setCurrentIndex(self.address.findText(likely) if likely else -1)
        self._check()

    def _fail(self, error: GisError) -> None:
        self.complain(" ".join(messages.sentence(error)))

    def _check(self) -> None:
        out = self.out.path()
        if self.file.path() is None:
            self.complain(self.tr("Choose a list."))
        elif not self.address.currentText():
            self.complain(self.tr("Say which column is the address."))
        elif out is None or out.suffix.lower() not in WRITABLE:
            self.complain(self.tr("Give a file that ends in {formats}.").format(formats=" ".join(WRITABLE)))
        elif out.exists():
            self.complain(self.tr("This file exists already; choose another name."))
        else:
            self.complain("")


def _columns(path: Path) -> tuple[tuple[str, ...], str]:
    from kangbashi_gis.operations.geocoding_files import columns_of

    return columns_of(path)
