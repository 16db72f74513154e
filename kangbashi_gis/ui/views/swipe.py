"""Two sets of layers on one map, with a handle between them that is dragged or moved by the arrow keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPolygon
from PySide6.QtWidgets import QWidget

from kangbashi_gis.ui.views.layer_choice import LayerChoice
from kangbashi_gis.ui.views.shared import SharedMap

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

HANDLE_PX = 14
STEP, WIDE_STEP = 0.02, 0.1  # of the map's width, for an arrow key alone and with Shift
FIRST = 0.5
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Swipe(QObject):
    """Lays another picture over the right part of a canvas; the mouse goes through it to the canvas."""

    end_wanted = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._canvas = window.canvas
        self.share = FIRST  # of the width that shows the first set
        # the frame cuts off what the second map shows of the left part
        self._frame = QWidget(self._canvas)
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.map: SharedMap = SharedMap(self._canvas, self._frame)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.handle = Handle(self)
        self.choice = LayerChoice(self._canvas)
        self.choice.setAutoFillBackground(True)
        self.choice.show_layers(window.layers.layers())
        self.choice.changed.connect(lambda: self.map.show_layers(self.choice.states))
        self.map.set_workspace(window.space)
        self.map.show_layers(self.choice.states)
        self._canvas.view_changed.connect(self._follow)
        self._canvas.installEventFilter(self)
        self._place()
        self._follow()
        for widget in (self._frame, self.handle, self.choice):
            widget.show()
        self.handle.setFocus()

    @property
    def canvas(self) -> QWidget:
        """The map that is compared with."""
        return self._canvas

    def move_to(self, share: float) -> None:
        """Put the handle at a share of the width."""
        self.share = min(max(share, 0.0), 1.0)
        self._place()

    def leave(self) -> None:
        """Take everything off the canvas, with its memory."""
        self._canvas.removeEventFilter(self)
        self._canvas.view_changed.disconnect(self._follow)
        self.map.leave()
        for widget in (self._frame, self.handle, self.choice):
            widget.setParent(None)
            widget.deleteLater()
        self._canvas.setFocus()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the parts in their places when the canvas gets another size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        width, height = self._canvas.width(), self._canvas.height()
        at = round(self.share * width)
        self._frame.setGeometry(at, 0, max(width - at, 0), height)
        self.map.setGeometry(-at, 0, width, height)
        self.handle.setGeometry(at - HANDLE_PX // 2, 0, HANDLE_PX, height)
        size = self.choice.sizeHint()
        self.choice.setGeometry(width - size.width() - 8, 8, size.width(), size.height())

    def _follow(self) -> None:
        self.map.move_to(self._canvas.view)


class Handle(QWidget):
    """The line between the two sets."""

    def __init__(self, swipe: Swipe) -> None:
        super().__init__(swipe.canvas)
        self._swipe = swipe
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Handle between the two sets of layers"))
        self.setToolTip(self.tr("Drag, or press the left and right arrow keys; Esc ends the comparison"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go with the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            canvas = self._swipe.canvas
            at = canvas.mapFromGlobal(event.globalPosition().toPoint()).x()
            self._swipe.move_to(at / max(canvas.width(), 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Be held; the map below is not."""
        self.setFocus()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go left and right by keys."""
        key, wide = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Escape:
            self._swipe.end_wanted.emit()
        elif key in KEYS:
            self._swipe.move_to(self._swipe.share + KEYS[key] * (WIDE_STEP if wide else STEP))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts: here it ends the comparison."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line with a grip in its middle, lit up while keys go to it."""
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, height = self.width() // 2, self.height() // 2
        accent = palette.color(QPalette.ColorRole.Highlight) if self.hasFocus() else QColor("#5b6470")
        painter.fillRect(middle - 2, 0, 4, self.height(), QColor("#ffffff"))
        painter.fillRect(middle - 1, 0, 2, self.height(), accent)
        painter.setPen(QColor("#ffffff"))
        painter.setBrush(accent)
        painter.drawRoundedRect(0, height - 22, self.width() - 1, 44, 6, 6)
        painter.setBrush(QColor("#ffffff"))
        for way in (-1, 1):
            tip = QPoint(middle + 5 * way, height)
            painter.drawPolygon(QPolygon([tip, tip + QPoint(-3 * way, -4), tip + QPoint(-3 * way, 4)]))
