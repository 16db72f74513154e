"""Files that are dropped onto the window: a workspace is opened, a table of residents brought in, all else examined."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent

from kangbashi_gis.model.account import Permission

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

ENTERING = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Dropping(QObject):
    """Listens to what is dragged over the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._recognise = window.jobs.question("dropped")
        self._recognise.answered.connect(self._recognised)
        self._recognise.failed.connect(lambda _error: self._examine(self._dropped))
        self._dropped: list[Path] = []
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

        if len(paths) == 1 and (paths[0] / CITY).is_file():
            opening.open_folder(self._window, paths[0])
        elif len(paths) == 1 and self._may_bring_residents():
            self._dropped = paths
            self._recognise.ask(_is_resident_table, paths[0])
        else:
            self._examine(paths)

    def _may_bring_residents(self) -> bool:
        window = self._window
        writing = window.space is not None and not window.read_only and window.jobs.current is None
        return writing and window.session.may(Permission.PEOPLE_WRITE)

    def _recognised(self, is_resident_table: bool) -> None:
        from kangbashi_gis.ui.commands.data import import_residents

        if is_resident_table:
            import_residents(self._window, self._dropped[0])
        else:
            self._examine(self._dropped)

    def _examine(self, paths: list[Path]) -> None:
        from kangbashi_gis.ui.panels import doctor

        panel = doctor.shown(self._window)
        doctor.run(self._window, paths, add=panel is not None and panel.isVisible())


def _is_resident_table(path: Path) -> bool:
    from kangbashi_gis.importing.residents_columns import is_resident_table

    return is_resident_table(path)


def dropped(data: QMimeData) -> list[Path]:
    """Give the files and folders that are there."""
    return [path for url in data.urls() if url.isLocalFile() and (path := Path(url.toLocalFile())).exists()]
