"""Asking for files and folders: one place that knows how, and where it was done last."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from kangbashi_gis import paths

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


RECEIVED = "received_folder"


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder that is there."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(_home()))
    return Path(chosen) if chosen else None


def ask_open(window: "MainWindow", title: str) -> list[Path]:
    """Ask for one or several files, beginning in the folder where some were taken from last."""
    chosen, _kind = QFileDialog.getOpenFileNames(window, title, _received(window))
    if chosen:
        window.state.keep(RECEIVED, str(Path(chosen[0]).parent))
    return [Path(one) for one in chosen]


def ask_received(window: "MainWindow", title: str) -> Path | None:
    """Ask for a folder of files that came from somebody, beginning where some were taken from last."""
    chosen = QFileDialog.getExistingDirectory(window, title, _received(window))
    if chosen:
        window.state.keep(RECEIVED, chosen)
    return Path(chosen) if chosen else None


def ask_new_folder(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask for a folder that is not there yet."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(_home() / name))
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, suggestion: Path, kinds: str) -> Path | None:
    """Ask for a file to write; that one which is there is to be replaced is asked by the dialog itself."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds)
    return Path(chosen) if chosen else None


def ask_picture(window: "MainWindow") -> Path | None:
    """Ask for the file of a map picture."""
    suggestion = Path.home() / f"{window.folder.name}.png"
    title = QCoreApplication.translate("Files", "Save the map as a picture")
    chosen, _kind = QFileDialog.getSaveFileName(window, title, str(suggestion), "PNG (*.png)")
    return Path(chosen).with_suffix(".png") if chosen else None


def ask_project(window: "MainWindow") -> Path | None:
    """Ask for the file of a project of QGIS."""
    suggestion = window.folder / f"{window.folder.name}.qgs"
    title = QCoreApplication.translate("Files", "Save a project for QGIS")
    chosen, _kind = QFileDialog.getSaveFileName(window, title, str(suggestion), "QGIS (*.qgs)")
    return Path(chosen).with_suffix(".qgs") if chosen else None


class PathField(QWidget):
    """A line with a path and a button to look for one."""

    def __init__(self, ask: str, parent: QWidget | None = None) -> None:
        """Make a field; ask: "folder" (new), "open" or "save", each with its own dialog."""
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.filter = ""
        self._ask = ask
        button = QPushButton(QCoreApplication.translate("Files", "Browse…"), self)
        button.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """Give the path, None while the line is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path) -> None:
        """Write a path into the line."""
        self.line.setText(str(path))

    def setAccessibleName(self, name: str) -> None:
        """Name the line for screen readers."""
        self.line.setAccessibleName(name)
        super().setAccessibleName(name)

    def _browse(self) -> None:
        title, start = self.line.accessibleName(), self.line.text() or str(_home())
        if self._ask == "open":
            chosen = QFileDialog.getOpenFileName(self, title, start, self.filter)[0]
        elif self._ask == "save":
            chosen = QFileDialog.getSaveFileName(self, title, start, self.filter)[0]
        else:
            chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self.line.setText(chosen)


def _received(window: "MainWindow") -> str:
    kept = window.state.kept(RECEIVED)
    return kept if kept and Path(kept).is_dir() else str(Path.home())


def _home() -> Path:
    folder = paths.data_folder()
    return folder if folder.is_dir() else Path.home()
