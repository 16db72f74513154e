"""Files that are dropped onto the window: a workspace is opened, everything else is looked into."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

ENTERING = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Dropping(QObject):
    """Listens to what is dragged over the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files and folders, and nothing else."""
        if event.type() not in (*ENTERING, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = dropped(event.mimeData())
        if paths and event.type() in ENTERING:
            event.acceptProposedAction()
        elif paths:
            event.acceptProposedAction()
            self._take(paths)
        return True

    def _take(self, paths: list[Path]) -> None:
        from kangbashi_gis.operations.folders import CITY
        from kangbashi_gis.ui import opening
        from kangbashi_gis.ui.panels import doctor

        if len(paths) == 1 and (paths[0] / CITY).is_file():
            opening.open_folder(self._window, paths[0])
        else:
            panel = doctor.shown(self._window)
            doctor.run(self._window, paths, add=panel is not None and panel.isVisible())


def dropped(data: QMimeData) -> list[Path]:
    """Give the files and folders that are there."""
    return [path for url in data.urls() if url.isLocalFile() and (path := Path(url.toLocalFile())).exists()]
