"""The pin that marks the place asked about, as a picture whose middle is the pin's point."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from kangbashi_gis.render.lettering import to_array

PIN = "pin"
WIDTH, HEIGHT = 22, 30  # logical pixels
RED = "#d6332a"


def pin(ratio: float) -> np.ndarray:
    """Draw the pin for a screen: uint8 (height, width, 4), alpha multiplied in."""
    image = QImage(
        round((WIDTH + 4) * ratio), round((2 * HEIGHT + 4) * ratio), QImage.Format.Format_RGBA8888_Premultiplied
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    painter.translate(WIDTH / 2 + 2, HEIGHT + 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 60))
    painter.drawEllipse(QPointF(0, 0), 5, 2)
    painter.setPen(QPen(QColor("#ffffff"), 1.5))
    painter.setBrush(QColor(RED))
    painter.drawPath(_drop())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#ffffff"))
    painter.drawEllipse(QPointF(0, WIDTH / 2 - HEIGHT + 1), 3.6, 3.6)
    painter.end()
    return to_array(image)


def _drop() -> QPainterPath:
    """A circle that runs out into a point at the origin."""
    radius, middle = WIDTH / 2 - 1, WIDTH / 2 - HEIGHT + 1
    path = QPainterPath(QPointF(0, 0))
    path.cubicTo(QPointF(-3, -8), QPointF(-radius, middle + 7), QPointF(-radius, middle))
    path.arcTo(-radius, middle - radius, 2 * radius, 2 * radius, 180, -180)
    path.cubicTo(QPointF(radius, middle + 7), QPointF(3, -8), QPointF(0, 0))
    return path
