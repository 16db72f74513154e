"""Asks which theme goes into which file."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from kangbashi_gis.model import themes
from kangbashi_gis.ui import icons, language
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog, ask

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

FORMATS = {
    ".gpkg": "GeoPackage",
    ".shp": "Shapefile",
    ".geojson": "GeoJSON",
    ".kml": "KML",
    ".csv": "CSV",
    ".xlsx": "Excel",
}


@dataclass(frozen=True)
class ExportChoice:
    """What is to be written where."""

    file: Path
    theme: str


class ExportDialog(FormDialog):
    """Theme and file. What is personal is never written."""

    def __init__(self, parent: QWidget, layer: str | None) -> None:
        super().__init__(parent, QCoreApplication.translate("ExportDialog", "Export data"), "")
        self.ok.setText(self.tr("Export"))
        self.theme = QComboBox(self)
        for theme in themes.THEMES:
            if not theme.in_vault and not theme.raster:
                self.theme.addItem(icons.kind_icon(theme.name), language.theme_title(theme), theme.name)
        if layer is not None and self.theme.findData(layer) >= 0:
            self.theme.setCurrentIndex(self.theme.findData(layer))
        self.file = PathField("save", self)
        self.file.filter = ";;".join(f"{title} (*{suffix})" for suffix, title in FORMATS.items())
        self.add_row(self.tr("Theme"), self.theme)
        self.add_row(self.tr("File"), self.file, self.tr("The suffix says the format: {formats}").format(
            formats=" ".join(FORMATS)))  # fmt: skip
        self.theme.currentIndexChanged.connect(self._suggest)
        self.file.line.textChanged.connect(self._check)
        self._suggest()

    @classmethod
    def ask(cls, window: "MainWindow") -> ExportChoice | None:
        """Show the dialog with the chosen layer; None when it was cancelled."""
        dialog = cls(window, window.layers.current())
        return ask(dialog, dialog.choice)

    def choice(self) -> ExportChoice:
        """Give what was chosen."""
        return ExportChoice(self.file.path() or Path(), str(self.theme.currentData()))

    def _suggest(self) -> None:
        old = self.file.path()
        folder, suffix = (old.parent, old.suffix) if old else (Path.home(), ".gpkg")
        self.file.set_path(folder / f"{self.theme.currentText()}{suffix}")
        self._check()

    def _check(self) -> None:
        path = self.file.path()
        if path is None or path.suffix.lower() not in FORMATS:
            self.complain(self.tr("Give a file that ends in {formats}.").format(
                formats=" ".join(FORMATS)))  # fmt: skip
        elif path.exists():
            self.complain(self.tr("This file exists already; choose another name."))
        else:
            self.complain("")
