"""Panels under the map that are made when they are first wanted, and come to the front when they are wanted again."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

Panel = TypeVar("Panel", bound=QWidget)


def raised(window: QMainWindow, name: str, title: str, make: Callable[[QWidget], Panel]) -> Panel:
    """Give the panel of that name, in front; make: makes it with its dock as parent. One name has one kind of panel."""
    dock = window.findChild(QDockWidget, name)
    if dock is None:
        dock = QDockWidget(title, window)
        dock.setObjectName(name)
        dock.setWidget(make(dock))
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    dock.show()
    dock.raise_()
    panel: Panel = dock.widget()  # type: ignore[assignment]
    return panel
