"""A second map beside the first, with its own layers, that follows it and is followed by it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QDockWidget, QHBoxLayout, QVBoxLayout, QWidget

from kangbashi_gis.render.view import View
from kangbashi_gis.ui.canvas_view import MapView
from kangbashi_gis.ui.views.layer_choice import LayerChoice
from kangbashi_gis.ui.views.shared import SharedMap

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "second_map_dock"


class SecondMap(QWidget):
    """The second map with its layers on top, and whether it moves with the first."""

    def __init__(self, window: "MainWindow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = window.canvas
        self._moving = False
        self.map: SharedMap = SharedMap(window.canvas, self)
        self.map.setAccessibleName(self.tr("Second map"))
        self.map.setMinimumSize(240, 180)
        self.choice = LayerChoice(self)
        self.follow = QCheckBox(self.tr("Move with the first map"), self)
        self.follow.setChecked(True)
        self.follow.toggled.connect(self._catch_up)
        self.choice.changed.connect(lambda: self.map.show_layers(self.choice.states))
        self._first.view_changed.connect(lambda: self._lead(self._first, self.map))
        self.map.led.connect(lambda: self._lead(self.map, self._first))
        self.map.pointer_moved.connect(window.status.show_pointer)
        self.map.clicked.connect(window.canvas.clicked)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.choice)
        row.addWidget(self.follow)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.map, 1)

    def open(self, window: "MainWindow") -> None:
        """Show the workspace that the first map shows, with the same layers to begin with."""
        self.choice.show_layers(window.layers.layers() if window.space else ())
        self.map.zoom_step = window.canvas.zoom_step
        self.map.set_workspace(window.space)
        self.map.show_layers(self.choice.states)
        self._catch_up()

    def _catch_up(self) -> None:
        self._lead(self._first, self.map)

    def _lead(self, leader: MapView, follower: MapView) -> None:
        """Bring centre and scale of one to the other; the answer to that is no new movement."""
        if self._moving or not self.follow.isChecked() or not self.isVisible():
            return
        self._moving = True
        follower.move_to(like(leader.view, follower.view))
        self._moving = False


def like(there: View, here: View) -> View:
    """Give the centre and scale of one view in a window as large as that of another."""
    return there.resized(here.width, here.height, here.ratio)


def toggle(window: "MainWindow") -> None:
    """Show the second map, or take it away with all its memory."""
    dock = window.findChild(QDockWidget, NAME)
    if dock is not None:
        remove(window)
        return
    dock = QDockWidget(QCoreApplication.translate("SecondMap", "Second map"), window)
    dock.setObjectName(NAME)
    panel = SecondMap(window, dock)
    dock.setWidget(panel)
    dock.setFeatures(dock.features() & ~QDockWidget.DockWidgetFeature.DockWidgetClosable)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    dock.show()
    window.resizeDocks([dock], [max(window.canvas.height() // 2, 200)], Qt.Orientation.Vertical)
    panel.open(window)


def remove(window: "MainWindow") -> None:
    """Take the second map away, if there is one."""
    if dock := window.findChild(QDockWidget, NAME):
        dock.widget().map.leave()  # type: ignore[attr-defined]
        window.removeDockWidget(dock)
        dock.setParent(None)
        dock.deleteLater()


def shown(window: "MainWindow") -> bool:
    """Tell whether there is a second map."""
    return window.findChild(QDockWidget, NAME) is not None
