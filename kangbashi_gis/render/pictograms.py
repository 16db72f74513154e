"""The glyphs within pictogram markers, drawn once into a sheet of cells: a valve, a hydrant, a school."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from kangbashi_gis.model.symbol import MARKER_SHAPES

CELL, IN_A_ROW = 64, 4
SHEET = CELL * IN_A_ROW
FIRST = MARKER_SHAPES.index("valve")
Points = Sequence[tuple[float, float]]

# strokes in a square of 10 by 10, y downwards
STROKES: dict[str, Sequence[Points]] = {
    "manhole": [[(1, 5), (9, 5)], [(5, 1), (5, 9)]],
    "lamp": [[(5, 9), (5, 4)], [(3, 9), (7, 9)]],
    "school": [[(5, 0.8), (5, 2.4)], [(1, 2.8), (9, 2.8)], [(7, 3), (5.6, 6), (2, 9)], [(3, 3), (4.4, 6), (8, 9)]],
    "hospital": [[(5, 1), (5, 9)], [(1, 5), (9, 5)]],
    "parking": [[(3, 9.5), (3, 0.8), (5.6, 0.8), (7.4, 1.8), (7.4, 4.2), (5.6, 5.3), (3, 5.3)]],
    "flag": [[(3, 9.5), (3, 0.8)]],
    "hydrant": [[(3, 9.2), (7, 9.2)], [(1.8, 4.6), (8.2, 4.6)]],
    "tree": [[(5, 9.5), (5, 5)]],
}
AREAS: dict[str, Sequence[Points]] = {
    "valve": [[(0.8, 2), (5, 5), (0.8, 8)], [(9.2, 2), (5, 5), (9.2, 8)]],
    "flag": [[(3, 0.8), (8.6, 2.8), (3, 5)]],
    "hydrant": [[(3.4, 2.6), (6.6, 2.6), (6.6, 9), (3.4, 9)], [(3.8, 2.2), (5, 0.6), (6.2, 2.2)]],
    "tree": [[(5, 0.4), (8.2, 6), (1.8, 6)]],
}
ROUNDS: dict[str, QRectF] = {"manhole": QRectF(1, 1, 8, 8), "lamp": QRectF(3.3, 0.8, 3.4, 3.4)}
PEN = 1.3


def pictogram_sheet() -> np.ndarray:
    """Give uint8 (SHEET, SHEET, 4), the first line on top: white glyphs, in the order of `MARKER_SHAPES`."""
    image = QImage(SHEET, SHEET, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, name in enumerate(MARKER_SHAPES[FIRST:]):
        painter.save()
        painter.translate(number % IN_A_ROW * CELL, number // IN_A_ROW * CELL)
        painter.scale(CELL / 10, CELL / 10)
        draw(painter, name, QColor("white"))
        painter.restore()
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(SHEET, SHEET, 4).copy()


def draw(painter: QPainter, name: str, color: QColor) -> None:
    """Draw a glyph in a square of 10 by 10 units; nothing for a shape without a glyph."""
    round_ends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(color, PEN, Qt.PenStyle.SolidLine, *round_ends))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in STROKES.get(name, ()):
        painter.drawPolyline([QPointF(x, y) for x, y in stroke])
    if name in ROUNDS:
        painter.drawEllipse(ROUNDS[name])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for area in AREAS.get(name, ()):
        path = QPainterPath(QPointF(*area[0]))
        for x, y in area[1:]:
            path.lineTo(x, y)
        painter.drawPath(path)
