"""Opens the style of a layer beside the map; one dialog at a time, and none outlives its workspace."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kangbashi_gis.model import themes

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.styling.dialog import StyleDialog
    from kangbashi_gis.ui.styling.grounds_dialog import GroundsDialog


class Styles(QObject):
    """What the window knows of style dialogs."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._question = window.jobs.question("styles")
        self._reading = window.jobs.question("base_maps")
        self.dialog: StyleDialog | GroundsDialog | None = None
        window.layers.style_wanted.connect(self.open)

    def open(self, theme: str) -> None:
        """Edit the style of a theme."""
        from kangbashi_gis.ui.styling.dialog import StyleDialog

        self.close()
        space = self._window.space
        if space is None:
            return
        dialog = StyleDialog(space, themes.theme(theme), self._question, self._window)
        dialog.tried.connect(self._window.canvas.layers.try_style)
        dialog.kept.connect(lambda _name: self._window.canvas.layers.refresh())
        self._show(dialog)

    def open_grounds(self) -> None:
        """Edit what lies under the layers."""
        from kangbashi_gis.ui.dialogs import files
        from kangbashi_gis.ui.styling.grounds_dialog import GroundsDialog

        self.close()
        window, space = self._window, self._window.space
        if space is None:
            return
        dialog = GroundsDialog(space, self._reading, window)
        dialog.kept.connect(window.canvas.layers.refresh)
        dialog.files_wanted.connect(lambda: dialog.add(files.ask_open(window, dialog.windowTitle())))
        dialog.folder_wanted.connect(
            lambda: dialog.add([one] if (one := files.ask_received(window, dialog.windowTitle())) else [])
        )
        self._show(dialog)

    def _show(self, dialog: "StyleDialog | GroundsDialog") -> None:
        self.dialog = dialog
        dialog.destroyed.connect(self._forget)
        dialog.show()

    def close(self) -> None:
        """Close the dialog, as before another workspace is shown."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog = None

    def _forget(self) -> None:
        self.dialog = None
