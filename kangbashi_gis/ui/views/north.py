"""The north arrow on the map: it turns with the map, and a click brings north up again."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton

from kangbashi_gis.ui.canvas import MapCanvas

SIDE, GAP = 54, 10
TIP, HALF = 10.0, 6.5  # of the needle, in logical pixels
LETTER = 10.5  # from the edge to the middle of the letter
RED = "#d6332a"


class NorthArrow(QAbstractButton):
    """A round button in the lower right corner of a canvas, above everything else that lies on it."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("North arrow"))
        self.clicked.connect(lambda: canvas.set_angle(0.0))
        canvas.view_changed.connect(self._follow)
        canvas.installEventFilter(self)
        self.resize(SIDE, SIDE)
        self._follow()
        self._place()

    def sizeHint(self) -> QSize:
        """Be as large as a finger."""
        return QSize(SIDE, SIDE)

    def show_on(self, shown: bool) -> None:
        """Be there while a workspace is."""
        self.setVisible(shown)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the canvas gets another size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the needle with the letter at its tip, on paper that one can see the map through."""
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        paper.setAlpha(235 if self.underMouse() or self.hasFocus() else 190)
        edge = palette.color(QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid)
        painter.setBrush(paper)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(self._canvas.angle())
        self._draw_needle(painter, ink)
        self._write_north(painter, ink)

    def _draw_needle(self, painter: QPainter, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for color, tip in ((QColor(RED), -TIP), (ink, TIP + 8)):
            painter.setBrush(color)
            painter.drawPolygon(QPolygonF([QPointF(-HALF, 4), QPointF(0, tip), QPointF(HALF, 4)]))

    def _write_north(self, painter: QPainter, ink: QColor) -> None:
        """Write the letter upright, wherever the needle points."""
        font = QFont(painter.font())
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink)
        painter.translate(0, -SIDE / 2 + LETTER)
        painter.rotate(-self._canvas.angle())
        painter.drawText(QRectF(-10, -8, 20, 16), Qt.AlignmentFlag.AlignCenter, self.tr("N"))

    def _follow(self) -> None:
        angle = self._canvas.angle()
        told = self.tr("North is up") if not angle else self.tr("Turned by {angle}°; press for north up")
        self.setToolTip(told.format(angle=f"{angle:g}"))
        self.setAccessibleDescription(self.toolTip())
        self.update()

    def _place(self) -> None:
        self.move(self._canvas.width() - SIDE - GAP, self._canvas.height() - SIDE - GAP)
