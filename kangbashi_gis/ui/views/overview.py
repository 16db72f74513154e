"""The whole workspace, small, in a corner of the map, with the rectangle of what is looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kangbashi_gis.render.view import onto
from kangbashi_gis.ui.views.shared import SharedMap

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

SIZE = (220, 160)
GAP = 10
LEAST_PX = 6.0  # a smaller rectangle could not be found


class Overview(QFrame):
    """A small map that is not moved itself: a press or a drag on it moves the large one there."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window.canvas)
        self._canvas = window.canvas
        self.setAccessibleName(self.tr("Overview"))
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.resize(*SIZE)
        self.map: SharedMap = SharedMap(window.canvas, self)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.map)
        self.sheet = Sheet(self)
        self._canvas.installEventFilter(self)
        self._canvas.view_changed.connect(self.sheet.update)
        self._canvas.layers.changed.connect(self._show_whole)
        self.map.set_workspace(window.space)
        self.map.show_layers(window.layers.layers())
        self._place()
        self.show()
        self._show_whole()

    def leave(self) -> None:
        """Take it off the canvas, with its memory."""
        self._canvas.removeEventFilter(self)
        self._canvas.view_changed.disconnect(self.sheet.update)
        self._canvas.layers.changed.disconnect(self._show_whole)
        self.map.leave()
        self.setParent(None)
        self.deleteLater()

    def rectangle(self) -> QRectF:
        """Give the box around `frame`."""
        return self.frame().boundingRect()

    def frame(self) -> QPolygonF:
        """Give where what is looked at lies on the small map, in its logical pixels: turned, as the large one is."""
        large, small = self._canvas.view, self.map.view
        x, y = (one / small.ratio for one in small.pixel(large.x, large.y))
        shrunk = large.metres / small.metres / small.ratio
        wide, high = (max(side * shrunk, LEAST_PX) / 2 for side in (large.width, large.height))
        sides = ((-wide, high), (wide, high), (wide, -high), (-wide, -high))
        corners = (onto(-large.angle, *side) for side in sides)  # the small map is never turned
        return QPolygonF([QPointF(x + across, y - up) for across, up in corners])

    def look_at(self, at: QPointF) -> None:
        """Bring a place of the small map into the middle of the large one."""
        self._canvas.center_on(*self.map.ground(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the canvas gets another size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.move(GAP, self._canvas.height() - self.height() - GAP)
        self.sheet.setGeometry(self.contentsRect())

    def _show_whole(self) -> None:
        self.map.resize(self.contentsRect().size())
        self.map.follow_size()
        self.map.fit()
        self.sheet.update()


class Sheet(QWidget):
    """The rectangle, and the hand on it."""

    def __init__(self, overview: Overview) -> None:
        super().__init__(overview)
        self._overview = overview
        self._grip = QPointF()  # from the middle of the rectangle to where it is held
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setToolTip(self.tr("Drag the rectangle, or press where you want to look"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the rectangle where it is gripped; elsewhere it jumps there."""
        frame, at = self._overview.frame(), event.position()
        held = frame.containsPoint(at, Qt.FillRule.WindingFill)
        self._grip = at - frame.boundingRect().center() if held else QPointF()
        self._overview.look_at(event.position() - self._grip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the large map with the rectangle."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._overview.look_at(event.position() - self._grip)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rectangle."""
        painter, accent = QPainter(self), QColor(self.palette().color(QPalette.ColorRole.Highlight))
        painter.setPen(QPen(accent, 2))
        accent.setAlpha(40)
        painter.setBrush(accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(self._overview.frame())
