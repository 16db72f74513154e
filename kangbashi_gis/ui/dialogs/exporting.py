"""Asks which theme goes into which file, how, from where, and to whom."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from kangbashi_gis.model import themes
from kangbashi_gis.model.chosen import Chosen
from kangbashi_gis.ui import icons, language
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog, ask
from kangbashi_gis.ui.dialogs.new_workspace import reference, reference_box

if TYPE_CHECKING:
    from kangbashi_gis.ui.inquiry import Inquiry
    from kangbashi_gis.ui.main_window import MainWindow

FORMATS = {
    ".gpkg": "GeoPackage",
    ".shp": "Shapefile",
    ".geojson": "GeoJSON",
    ".dxf": "DXF",
    ".kml": "KML",
    ".csv": "CSV",
    ".xlsx": "Excel",
}
# the first is what is taken unless another is chosen
ENCODINGS = {".shp": ("UTF-8", "GBK"), ".csv": ("UTF-8", "GBK", "GB18030"), ".dxf": ("GBK", "UTF-8")}
NOTHING = Chosen()
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class ExportChoice:
    """What is to be written where. options: the fields of `ExportOptions`, as plain data, and `box`."""

    file: Path
    theme: str
    options: dict[str, Any] = field(default_factory=dict)


class ExportDialog(FormDialog):
    """Theme, file, encoding, CRS, area and recipient. What is personal is never written."""

    def __init__(
        self,
        parent: QWidget,
        layer: str | None,
        extent: Extent | None = None,
        asked: "Inquiry | None" = None,
        chosen: Chosen = NOTHING,
    ) -> None:
        super().__init__(parent, QCoreApplication.translate("ExportDialog", "Export data"), "")
        self.ok.setText(self.tr("Export"))
        self.theme = self._theme_box(layer)
        self.file = PathField("save", self)
        self.file.filter = ";;".join(f"{title} (*{suffix})" for suffix, title in FORMATS.items())
        self.replace = QCheckBox(self.tr("Replace the file that is there"), self)
        self.encoding = QComboBox(self)
        self.reference = reference_box(self, self.tr("As the format or the workspace has it"))
        self.area = QComboBox(self)
        self._chosen = chosen
        self._offer_areas(extent, asked, chosen)
        self.where = QLineEdit(self)
        self.recipient, self.approval = QLineEdit(self), QLineEdit(self)
        self._lay_out()
        self.theme.currentIndexChanged.connect(self._suggest)
        self.file.line.textChanged.connect(self._follow)
        self.replace.toggled.connect(self._check)
        self.area.currentIndexChanged.connect(lambda _row: self._check())
        self._suggest()

    @classmethod
    def ask(cls, window: "MainWindow") -> ExportChoice | None:
        """Show the dialog with the chosen layer; None when it was cancelled."""
        now = window.chooser.now
        layer = next(iter(now.fids), None) or window.layers.current()
        dialog = cls(window, layer, window.canvas.extent(), window.inquiry, now)
        if now.total:
            dialog.area.setCurrentIndex(dialog.area.findData({"fids": []}))
        return ask(dialog, dialog.choice)

    def choice(self) -> ExportChoice:
        """Give what was chosen."""
        options = {
            "encoding": self.encoding.currentText(),
            "crs": reference(self.reference),
            "recipient": self.recipient.text().strip(),
            "approval": self.approval.text().strip(),
            "overwrite": self.replace.isChecked() and not self.replace.isHidden(),
            "where": self.where.text().strip(),
            **self.area.currentData(),
        }
        if "fids" in options:
            options["fids"] = self._chosen.of(str(self.theme.currentData())).tolist()
        return ExportChoice(self.file.path() or Path(), str(self.theme.currentData()), options)

    def _offer_areas(self, extent: Extent | None, asked: "Inquiry | None", chosen: Chosen) -> None:
        """Offer what the window is about: all, what the map shows, what was drawn, and around the chosen place."""
        self.area.addItem(self.tr("All of it"), {})
        if extent is not None:
            self.area.addItem(self.tr("What the map shows"), {"box": list(extent)})
        if asked is not None and asked.polygon is not None:
            self.area.addItem(self.tr("The area that was drawn"), {"area": _polygon(asked.polygon)})
        if chosen.total:
            self.area.addItem(self.tr("What is selected"), {"fids": []})
        place = asked.place if asked is not None else None
        if asked is not None and place is not None:
            words, name = self.tr("Within {radius} m of {place}"), place.title or place.id
            circle = [place.x, place.y, asked.radius_m]
            self.area.addItem(words.format(radius=f"{asked.radius_m:g}", place=name), {"circle": circle})

    def _theme_box(self, layer: str | None) -> QComboBox:
        box = QComboBox(self)
        for theme in themes.THEMES:
            if not theme.in_vault and not theme.raster:
                box.addItem(icons.kind_icon(theme.name), language.theme_title(theme), theme.name)
        if layer is not None and box.findData(layer) >= 0:
            box.setCurrentIndex(box.findData(layer))
        return box

    def _lay_out(self) -> None:
        formats = self.tr("The suffix says the format: {formats}").format(formats=" ".join(FORMATS))
        counted = self.tr("More than 25 km² of the base map in one piece, with all that the recipient has, are secret")
        self.add_row(self.tr("Theme"), self.theme)
        self.add_row(self.tr("File"), self.file, formats)
        self.form.addRow("", self.replace)
        self.add_row(self.tr("Encoding"), self.encoding)
        self.add_row(self.tr("Coordinate system"), self.reference)
        self.add_row(self.tr("Area"), self.area)
        only = self.tr("A condition on fields, such as lanes >= 4 AND name LIKE '天骄%'; nothing for all rows")
        self.add_row(self.tr("Only where"), self.where, only)
        self.add_row(self.tr("Recipient"), self.recipient, counted)
        self.add_row(self.tr("Approval number"), self.approval, self.tr("Only for what is secret"))

    def _suggest(self) -> None:
        old = self.file.path()
        folder, suffix = (old.parent, old.suffix) if old else (Path.home(), ".gpkg")
        self.file.set_path(folder / f"{self.theme.currentText()}{suffix}")
        self._follow()

    def _follow(self) -> None:
        """Offer the encodings of the format, and the replacing of a file that is there."""
        path = self.file.path()
        known = ENCODINGS.get(path.suffix.lower() if path else "", ("UTF-8",))
        if [self.encoding.itemText(row) for row in range(self.encoding.count())] != list(known):
            self.encoding.clear()
            self.encoding.addItems(list(known))
        self.replace.setVisible(path is not None and path.is_file())
        self._check()

    def _check(self) -> None:
        path = self.file.path()
        if path is None or path.suffix.lower() not in FORMATS:
            self.complain(self.tr("Give a file that ends in {formats}.").format(
                formats=" ".join(FORMATS)))  # fmt: skip
        elif "fids" in (self.area.currentData() or {}) and not len(self._chosen.of(str(self.theme.currentData()))):
            self.complain(self.tr("Nothing of this theme is selected."))
        elif path.exists() and not self.replace.isChecked():
            self.complain(self.tr("This file exists already; choose another name, or replace it."))
        else:
            self.complain("")


def _polygon(points: Any) -> str:
    ring = [*points, points[0]]
    return f"POLYGON(({','.join(f'{x!r} {y!r}' for x, y in ring)}))"
