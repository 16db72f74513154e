"""The small pictures of a legend, drawn from the same symbols as the map."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from kangbashi_gis.model.symbol import Categorised, Fill, Line, Marker, Plain, Simple

WIDTH, HEIGHT, RATIO = 24, 16, 2.0
PIXELS_PER_MM = 96 / 25.4


def colour(text: str) -> QColor:
    """Read "#rrggbb" or "#rrggbbaa"; an empty text is wholly transparent. (Qt reads eight digits as #aarrggbb.)"""
    if len(text) == 9:
        return QColor(f"#{text[7:9]}{text[1:7]}")
    return QColor(text) if text else QColor(0, 0, 0, 0)


def swatch(symbol: Plain | None) -> QIcon:
    """Draw the legend picture of a symbol; a categorised one shows its first cases side by side."""
    picture = QPixmap(round(WIDTH * RATIO), round(HEIGHT * RATIO))
    picture.setDevicePixelRatio(RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(1, 1, WIDTH - 2, HEIGHT - 2)
    if isinstance(symbol, Categorised):
        _draw_several(painter, symbol, box)
    elif symbol is not None:
        _draw(painter, symbol, box)
    painter.end()
    return QIcon(picture)


def _draw_several(painter: QPainter, symbol: Categorised, box: QRectF) -> None:
    shown = list({_key(one): one for one in symbol.cases.values()}.values())[:3] or [symbol.other]
    if isinstance(shown[0], Line):
        height = box.height() / len(shown)
        for row, one in enumerate(shown):
            _draw(painter, one, QRectF(box.left(), box.top() + row * height, box.width(), height))
        return
    width = box.width() / len(shown)
    for column, one in enumerate(shown):
        _draw(painter, one, QRectF(box.left() + column * width, box.top(), width - 1, box.height()))


def _key(symbol: Simple) -> str:
    return symbol.color


def _draw(painter: QPainter, symbol: Simple, box: QRectF) -> None:
    if isinstance(symbol, Fill):
        _draw_fill(painter, symbol, box)
    elif isinstance(symbol, Line):
        _draw_line(painter, symbol, box)
    else:
        _draw_marker(painter, symbol, box)


def _draw_fill(painter: QPainter, symbol: Fill, box: QRectF) -> None:
    outline = colour(symbol.outline)
    painter.setPen(QPen(outline, max(symbol.width_mm * PIXELS_PER_MM, 1.0)) if outline.alpha() else Qt.PenStyle.NoPen)
    painter.setBrush(colour(symbol.color))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def _draw_line(painter: QPainter, symbol: Line, box: QRectF) -> None:
    middle = box.center().y()
    width = min(symbol.width_mm * PIXELS_PER_MM, box.height() - 1)
    edge = symbol.casing_mm * PIXELS_PER_MM
    for shade, wide in ((symbol.casing, width + 2 * edge), (symbol.color, width)):
        if shade:
            painter.setPen(QPen(colour(shade), max(wide, 1.0), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))


def _draw_marker(painter: QPainter, symbol: Marker, box: QRectF) -> None:
    half = min(symbol.size_mm * PIXELS_PER_MM, box.height() - 3) / 2 + 1
    at = box.center()
    painter.setPen(QPen(colour(symbol.outline), 1) if symbol.outline else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour(symbol.color)))
    if symbol.shape == "square":
        painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))
    elif symbol.shape == "diamond":
        corners = (QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    else:
        painter.drawEllipse(at, half, half)
