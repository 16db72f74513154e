"""Big numbers with small words under them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from kangbashi_gis.ui import icons

COLUMNS = 3


class Number(QFrame):
    """One number: an icon, its value, what it counts."""

    def __init__(self, icon: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("number")
        self._icon = icon
        self._title = title
        self._text = ""
        self._picture = QLabel(self)
        self._value = QLabel("–", self)
        self._value.setObjectName("numberValue")
        words = QLabel(title, self)
        words.setObjectName("numberTitle")
        for label in (self._picture, self._value, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(2)
        column.addWidget(self._picture)
        column.addWidget(self._value)
        column.addWidget(words)
        self.repaint_icon()

    def show_value(self, text: str, tip: str = "") -> None:
        """Show a number, its unit after a space in smaller type; screen readers hear it with its title."""
        self._text = text
        number, _, unit = text.partition(" ")
        small = self.font().pointSizeF() * 0.95
        self._value.setText(f"{number} <span style='font-size:{small}pt; font-weight:normal'>{unit}</span>")
        self.setToolTip(tip)
        self.setAccessibleName(f"{self._title} {text}")

    def text(self) -> str:
        """Give the number as it is shown, with its unit."""
        return self._text

    def repaint_icon(self) -> None:
        """Paint the icon in the palette's colours."""
        self._picture.setPixmap(icons.pixmap(self._icon, 18, QGuiApplication.palette().link().color().name()))


class NumberGrid(QWidget):
    """Numbers side by side, three in a row."""

    def __init__(self, numbers: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Make a grid of (name, icon, title)."""
        super().__init__(parent)
        self.numbers = {name: Number(icon, title, self) for name, icon, title in numbers}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, number in enumerate(self.numbers.values()):
            grid.addWidget(number, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)

    def show_value(self, name: str, text: str, tip: str = "") -> None:
        """Show one of the numbers."""
        self.numbers[name].show_value(text, tip)
