"""Says what this is, which version, that the sample is made up, and whose data, pictures and software it carries."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from kangbashi_gis import __version__
from kangbashi_gis.ui import icons


class AboutDialog(QDialog):
    """Name, version, licence, honest note and attributions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About"))
        self.resize(560, 480)
        logo = QLabel(self)
        logo.setPixmap(icons.pixmap("map-pin", 48, self.palette().link().color().name()))
        name = QLabel(self.tr("Kangbashi GIS Workstation"), self)
        name.setObjectName("startTitle")
        version = QLabel(self.tr("Version {version} · Apache License 2.0").format(version=__version__), self)
        words = QVBoxLayout()
        words.addWidget(name)
        words.addWidget(version)
        head = QHBoxLayout()
        head.addWidget(logo)
        head.addLayout(words, 1)
        text = QTextBrowser(self)
        text.setOpenExternalLinks(True)
        text.setAccessibleName(self.tr("About"))
        text.setHtml("".join(f"<p>{paragraph}</p>" for paragraph in self._paragraphs()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addLayout(head)
        column.addWidget(text)
        column.addWidget(buttons)

    def _paragraphs(self) -> tuple[str, ...]:
        return (
            self.tr(
                "<b>The sample district is made up.</b> Its roads, houses, people and companies do not exist; only the "
                "names and codes of divisions and the extent are real. County code 150699 does not exist."
            ),
            self.tr(
                "Names and codes of divisions: Administrative-divisions-of-China (WTFPL) and ordos divisions "
                "(Apache-2.0)."
            ),
            self.tr("Icons: Tabler Icons, MIT License, © Paweł Kuna."),
            self.tr(
                "Built with Qt and PySide6 (LGPL), GDAL, GEOS, PROJ, shapely, pyproj, geopandas, moderngl, "
                "SQLCipher, matplotlib and others; their licences are in the folder of the program."
            ),
        )
