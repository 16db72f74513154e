"""The menu of recent workspaces, filled whenever it opens."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from kangbashi_gis.ui import icons, opening

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def add_menu(window: "MainWindow", menu: QMenu) -> QMenu:
    """Put the menu of recent workspaces into a menu."""
    recent = QMenu(QCoreApplication.translate("Menus", "&Recent workspaces"), menu)
    menu.addMenu(recent)
    recent.aboutToShow.connect(lambda: fill(window, recent))
    fill(window, recent)
    return recent


def fill(window: "MainWindow", recent: QMenu) -> None:
    """List the workspaces that were open before, newest first."""
    recent.clear()
    for folder in window.state.recent():
        action = recent.addAction(icons.icon("folder"), f"{folder.name}    {folder.parent}")
        action.triggered.connect(lambda _checked=False, folder=folder: opening.open_folder(window, folder))
    if recent.isEmpty():
        recent.addAction(QCoreApplication.translate("Menus", "(none)")).setEnabled(False)
