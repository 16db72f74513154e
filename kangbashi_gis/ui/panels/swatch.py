"""The small pictures of a legend, drawn from the same symbols as the map."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from kangbashi_gis.model.symbol import Dash, Fill, Hatch, Line, Marker, Simple, Symbol
from kangbashi_gis.model.symbol.legend import key_symbol
from kangbashi_gis.render import pictograms

WIDTH, HEIGHT, RATIO = 24, 16, 2.0
PIXELS_PER_MM = 96 / 25.4


def _ring(corners: int, inner: float = 0.0) -> list[tuple[float, float]]:
    """Give a regular polygon with a corner on top, or a star whose notches are `inner` from the middle."""
    step = pi / corners if inner else 2 * pi / corners
    count = 2 * corners if inner else corners
    far = [inner if inner and at % 2 else 1.15 for at in range(count)]
    return [(r * sin(at * step), -r * cos(at * step)) for at, r in enumerate(far)]


ARM = 0.35
CORNERS: dict[str, list[tuple[float, float]]] = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
    "triangle": _ring(3),
    "star": _ring(5, 0.5),
    "pentagon": _ring(5),
    "cross": [(-ARM, -1), (ARM, -1), (ARM, -ARM), (1, -ARM), (1, ARM), (ARM, ARM), (ARM, 1), (-ARM, 1), (-ARM, ARM),
              (-1, ARM), (-1, -ARM), (-ARM, -ARM)],
}  # fmt: skip


def colour(text: str) -> QColor:
    """Read "#rrggbb" or "#rrggbbaa"; an empty text is wholly transparent. (Qt reads eight digits as #aarrggbb.)"""
    if len(text) == 9:
        return QColor(f"#{text[7:9]}{text[1:7]}")
    return QColor(text) if text else QColor(0, 0, 0, 0)


def swatch(symbol: Symbol | None) -> QIcon:
    """Draw the legend picture of a symbol; one with classes shows its first ones side by side."""
    picture = QPixmap(round(WIDTH * RATIO), round(HEIGHT * RATIO))
    picture.setDevicePixelRatio(RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(1, 1, WIDTH - 2, HEIGHT - 2)
    if symbol is not None:
        _draw_several(painter, key_symbol(symbol), box)
    painter.end()
    return QIcon(picture)


def _draw_several(painter: QPainter, shown: list[Simple], box: QRectF) -> None:
    if len(shown) == 1:
        _draw(painter, shown[0], box)
        return
    if isinstance(shown[0], Line):
        height = box.height() / len(shown)
        for row, one in enumerate(shown):
            _draw(painter, one, QRectF(box.left(), box.top() + row * height, box.width(), height))
        return
    width = box.width() / len(shown)
    for column, one in enumerate(shown):
        _draw(painter, one, QRectF(box.left() + column * width, box.top(), width - 1, box.height()))


def _draw(painter: QPainter, symbol: Simple, box: QRectF) -> None:
    if isinstance(symbol, Fill):
        _draw_fill(painter, symbol, box)
    elif isinstance(symbol, Line):
        _draw_line(painter, symbol, box)
    else:
        _draw_marker(painter, symbol, box)


def _draw_fill(painter: QPainter, symbol: Fill, box: QRectF) -> None:
    outline = colour(symbol.outline)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(symbol.color))
    painter.drawRoundedRect(inner, 2, 2)
    if symbol.hatch:
        painter.setBrush(QBrush(colour(symbol.hatch.color), _brush(symbol.hatch)))
        painter.drawRoundedRect(inner, 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if outline.alpha():
        painter.setPen(_pen(outline, max(symbol.width_mm * PIXELS_PER_MM, 1.0), symbol.dash))
        painter.drawRoundedRect(inner, 2, 2)


def _brush(hatch: Hatch) -> Qt.BrushStyle:
    """Give the pattern of Qt that comes nearest: a swatch is too small for the real one."""
    if hatch.pattern == "dots":
        return Qt.BrushStyle.Dense5Pattern
    slanted = 22.5 <= hatch.angle % 90 < 67.5
    if hatch.pattern == "cross":
        return Qt.BrushStyle.DiagCrossPattern if slanted else Qt.BrushStyle.CrossPattern
    if slanted:
        return Qt.BrushStyle.BDiagPattern if hatch.angle % 180 < 90 else Qt.BrushStyle.FDiagPattern
    upright = 67.5 <= hatch.angle % 180 < 112.5
    return Qt.BrushStyle.VerPattern if upright else Qt.BrushStyle.HorPattern


def _pen(shade: QColor, wide: float, dash: Dash) -> QPen:
    pen = QPen(shade, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern([max(one * PIXELS_PER_MM / wide, 0.1) for one in dash * (2 if len(dash) % 2 else 1)])
    return pen


def _draw_line(painter: QPainter, symbol: Line, box: QRectF) -> None:
    middle = box.center().y()
    width = min(symbol.width_mm * PIXELS_PER_MM, box.height() - 1)
    edge = symbol.casing_mm * PIXELS_PER_MM
    for shade, wide, dash in ((symbol.casing, width + 2 * edge, ()), (symbol.color, width, symbol.dash)):
        if shade:
            painter.setPen(_pen(colour(shade), max(wide, 1.0), dash))
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    if symbol.arrow:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(symbol.color))
        tip = box.right() if symbol.arrow == "end" else box.center().x() + 3
        corners = (QPointF(tip, middle), QPointF(tip - 6, middle - 3), QPointF(tip - 6, middle + 3))
        painter.drawPolygon(QPolygonF(corners))


def _draw_marker(painter: QPainter, symbol: Marker, box: QRectF) -> None:
    half = min(symbol.size_mm * PIXELS_PER_MM, box.height() - 3) / 2 + 1
    at = box.center()
    painter.setPen(QPen(colour(symbol.outline), 1) if symbol.outline else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour(symbol.color)))
    painter.save()
    painter.translate(at)
    painter.rotate(-symbol.turn)
    if symbol.shape in CORNERS:
        painter.drawPolygon(QPolygonF([QPointF(x * half, y * half) for x, y in CORNERS[symbol.shape]]))
    else:
        painter.drawEllipse(QPointF(0, 0), half, half)
        painter.scale(half * 0.144, half * 0.144)
        painter.translate(-5, -5)
        pictograms.draw(painter, symbol.shape, colour(symbol.outline or "#ffffff"))
    painter.restore()
