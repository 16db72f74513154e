"""A button whose menu ticks the layers of a second map."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from kangbashi_gis.model import themes
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.ui import icons, language


class LayerChoice(QToolButton):
    """The layers of a second map, top first, each with a tick."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states: list[LayerState] = []
        self.setText(self.tr("Layers"))
        self.setAccessibleName(self.tr("Layers of the second map"))
        self.setIcon(icons.icon("map-2"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))

    def show_layers(self, states: Sequence[LayerState]) -> None:
        """Offer these layers, ticked as they are."""
        self.states = list(states)
        menu = self.menu()
        menu.clear()
        for state in self.states:
            action = QAction(language.theme_title(themes.theme(state.theme)), menu)
            action.setCheckable(True)
            action.setChecked(state.visible)
            action.toggled.connect(lambda on, theme=state.theme: self._tick(theme, on))
            menu.addAction(action)

    def _tick(self, theme: str, visible: bool) -> None:
        self.states = [replace(one, visible=visible) if one.theme == theme else one for one in self.states]
        self.changed.emit()
