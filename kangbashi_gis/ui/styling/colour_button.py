"""A button that shows a colour and asks for another one; no colour at all is one of the choices."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QPushButton, QToolButton, QWidget

from kangbashi_gis.ui import icons
from kangbashi_gis.ui.panels.swatch import colour

SIZE = QSize(36, 16)


class ColourButton(QWidget):
    """A colour as "#rrggbb" or "#rrggbbaa"; "" for none."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, optional: bool = True) -> None:
        super().__init__(parent)
        self._color = ""
        self._name = name
        self.button = QPushButton(self)
        self.button.setIconSize(SIZE)
        self.button.setAutoDefault(False)
        self.none = QToolButton(self)
        self.none.setIcon(icons.icon("x"))
        self.none.setToolTip(self.tr("No colour"))
        self.none.setAccessibleName(f"{name}: {self.tr('No colour')}")
        self.none.setVisible(optional)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.none)
        row.addStretch(1)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self._ask)
        self.none.clicked.connect(lambda: self._choose(""))
        self.show_color("")

    @property
    def color(self) -> str:
        """The colour that is shown."""
        return self._color

    def show_color(self, color: str) -> None:
        """Show a colour, without telling that it changed."""
        self._color = color
        picture = QPixmap(SIZE)
        picture.fill(colour(color))
        self.button.setIcon(QIcon(picture) if color else QIcon())
        self.button.setText(color or self.tr("none"))
        self.button.setAccessibleName(f"{self._name}: {color or self.tr('none')}")
        self.none.setEnabled(bool(color))

    def _ask(self) -> None:
        options = QColorDialog.ColorDialogOption.ShowAlphaChannel
        found = QColorDialog.getColor(colour(self._color or "#808080"), self, self._name, options)
        if found.isValid():
            self._choose(_written(found))

    def _choose(self, color: str) -> None:
        if color != self._color:
            self.show_color(color)
            self.changed.emit()


def _written(color: QColor) -> str:
    red, green, blue, alpha = color.red(), color.green(), color.blue(), color.alpha()
    return f"#{red:02x}{green:02x}{blue:02x}" + (f"{alpha:02x}" if alpha < 255 else "")
