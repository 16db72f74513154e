"""Asks what is needed to make a workspace: where, its name, its CRS."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kangbashi_gis import paths
from kangbashi_gis.errors import BadReference
from kangbashi_gis.model import crs
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog, ask
from kangbashi_gis.ui.opening import NewWorkspace

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

# What a district in Ordos may want; any other projected CRS in metres can be typed.
REFERENCES: tuple[tuple[str, Any], ...] = (
    (crs.DEFAULT, QT_TRANSLATE_NOOP("References", "CGCS2000, 3-degree zone, 111° E (Kangbashi)")),
    ("EPSG:4545", QT_TRANSLATE_NOOP("References", "CGCS2000, 3-degree zone, 108° E")),
    ("EPSG:4547", QT_TRANSLATE_NOOP("References", "CGCS2000, 3-degree zone, 114° E")),
    ("EPSG:4508", QT_TRANSLATE_NOOP("References", "CGCS2000, 6-degree zone, 111° E")),
)


class NewWorkspaceDialog(FormDialog):
    """Folder, name and CRS of a workspace that does not exist yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("NewWorkspaceDialog", "New workspace"), "")
        self.ok.setText(self.tr("Make it"))
        self.name = QLineEdit(self.tr("My district"), self)
        self.place = PathField("folder", self)
        self.place.set_path(paths.data_folder())
        self.reference = reference_box(self)
        self.add_row(self.tr("Name"), self.name)
        self.add_row(self.tr("In the folder"), self.place, self.tr("A folder of the workspace's name is made there"))
        self.add_row(
            self.tr("Coordinate system"), self.reference,
            self.tr("Projected, in metres; it cannot be changed later. An EPSG code can be typed."),
        )  # fmt: skip
        for line in (self.name, self.place.line):
            line.textChanged.connect(self._check)
        self.reference.currentTextChanged.connect(self._check)
        self.name.selectAll()
        self._check()

    @classmethod
    def ask(cls, window: "MainWindow") -> NewWorkspace | None:
        """Show the dialog; None when it was cancelled."""
        dialog = cls(window)
        return ask(dialog, dialog.choice)

    def choice(self) -> NewWorkspace:
        """Give what was typed."""
        name = self.name.text().strip()
        return NewWorkspace((self.place.path() or Path()) / _folder_name(name), name, reference(self.reference))

    def _check(self) -> None:
        self.complain(self._problem())

    def _problem(self) -> str:
        if not self.name.text().strip() or self.place.path() is None:
            return self.tr("Give the workspace a name and a folder.")
        if self.choice().folder.exists():
            return self.tr("There is a folder of that name already: {folder}").format(folder=self.choice().folder)
        try:
            crs.require_workspace(reference(self.reference))
        except BadReference as error:
            return messages.sentence(error)[0]
        return ""


def reference_box(parent: QWidget, first: str = "") -> QComboBox:
    """Make a box to choose or type a CRS; `first` is a row of its own on top, for "as the file says"."""
    box = QComboBox(parent)
    box.setEditable(True)
    if first:
        box.addItem(first, "")
    for code, title in REFERENCES:
        box.addItem(f"{code}  {QCoreApplication.translate('References', title)}", code)
    return box


def reference(box: QComboBox) -> str:
    """Give the CRS that was chosen or typed, "" for the first row of a box that has one."""
    row = box.findText(box.currentText())
    if row >= 0:
        return str(box.itemData(row))
    typed = box.currentText().strip()
    return f"EPSG:{typed}" if re.fullmatch(r"\d{4,6}", typed) else typed


def _folder_name(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|]', "_", name).strip(" .") or "_"
