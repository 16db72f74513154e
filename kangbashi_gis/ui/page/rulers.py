"""Rulers along the upper and left sides of a page, in millimetres; guides are pulled from them."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette

from kangbashi_gis.model.page.box import Box
from kangbashi_gis.ui.page.sight import Sight

WIDE = 22
STEPS = (0.1, 0.5, 1.0, 5.0, 10.0, 50.0, 100.0, 500.0, 1000.0)
APART_PX = 45.0


def draw(painter: QPainter, sight: Sight, size: tuple[int, int], palette: QPalette, chosen: Box | None) -> None:
    """Draw both rulers over a view of a size, with what is chosen marked on them."""
    width, height = size
    painter.fillRect(0, 0, width, WIDE, palette.window())
    painter.fillRect(0, 0, WIDE, height, palette.window())
    if chosen:
        mark = QColor(palette.highlight().color())
        mark.setAlpha(90)
        (x, y), unit = sight.pixel(chosen.x, chosen.y), sight.unit
        painter.fillRect(QRectF(max(x, WIDE), 0, chosen.width * unit, WIDE), mark)
        painter.fillRect(QRectF(0, max(y, WIDE), WIDE, chosen.height * unit), mark)
    painter.setPen(palette.windowText().color())
    font = QFont(painter.font())
    font.setPixelSize(10)
    painter.setFont(font)
    _marks(painter, sight.x, sight.unit, width, upright=False)
    _marks(painter, sight.y, sight.unit, height, upright=True)
    painter.fillRect(0, 0, WIDE, WIDE, palette.window())
    painter.drawText(QRectF(0, 0, WIDE, WIDE), Qt.AlignmentFlag.AlignCenter, "mm")


def _marks(painter: QPainter, first: float, unit: float, length: int, *, upright: bool) -> None:
    step = next((one for one in STEPS if one * unit >= APART_PX), STEPS[-1])
    small = step / 5
    count = int(first // small)
    while (count * small - first) * unit < length:
        at = (count * small - first) * unit
        large = count % 5 == 0
        if at >= WIDE:
            begin = WIDE * (0.35 if large else 0.7)
            painter.drawLine(QLineF(begin, at, WIDE, at) if upright else QLineF(at, begin, at, WIDE))
            if large:
                _number(painter, f"{count * small:g}", at, upright=upright)
        count += 1


def _number(painter: QPainter, text: str, at: float, *, upright: bool) -> None:
    painter.save()
    if upright:
        painter.translate(10, at - 2)
        painter.rotate(-90)
    else:
        painter.translate(at + 2, 10)
    painter.drawText(0, 0, text)
    painter.restore()
