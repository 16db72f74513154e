"""Opens the style of a layer beside the map; one dialog at a time, and none outlives its workspace."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kangbashi_gis.model import themes

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.styling.dialog import StyleDialog


class Styles(QObject):
    """What the window knows of style dialogs."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._question = window.jobs.question("styles")
        self.dialog: StyleDialog | None = None
        window.layers.style_wanted.connect(self.open)

    def open(self, theme: str) -> None:
        """Edit the style of a theme."""
        from kangbashi_gis.ui.styling.dialog import StyleDialog

        self.close()
        space = self._window.space
        if space is None:
            return
        self.dialog = StyleDialog(space, themes.theme(theme), self._question, self._window)
        self.dialog.tried.connect(self._window.canvas.layers.try_style)
        self.dialog.kept.connect(lambda _name: self._window.canvas.layers.refresh())
        self.dialog.destroyed.connect(self._forget)
        self.dialog.show()

    def close(self) -> None:
        """Close the dialog, as before another workspace is shown."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog = None

    def _forget(self) -> None:
        self.dialog = None
