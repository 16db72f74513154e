"""What a view of a page shows: paper, picture, guides, what is chosen, and what a hand is doing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kangbashi_gis.model.page.box import Box
from kangbashi_gis.ui.page import placing, rulers

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.view import PageView

HANDLE_PX = 8.0
GUIDE, STICKY, LOCKED = "#00a0c8", "#e0007a", "#909090"
PALE = 0.7
CURSORS = {
    (0, 0): Qt.CursorShape.SizeFDiagCursor, (2, 2): Qt.CursorShape.SizeFDiagCursor,
    (2, 0): Qt.CursorShape.SizeBDiagCursor, (0, 2): Qt.CursorShape.SizeBDiagCursor,
    (1, 0): Qt.CursorShape.SizeVerCursor, (1, 2): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeHorCursor, (2, 1): Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


def draw(painter: QPainter, view: "PageView") -> None:
    """Draw everything but the rulers."""
    painter.fillRect(view.rect(), view.palette().mid())
    paper = _rect(view, view.draft.page.box)
    painter.fillRect(paper.translated(3, 3), QColor(0, 0, 0, 60))
    painter.fillRect(paper, Qt.GlobalColor.white)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if view.picture is not None:
        painter.drawImage(_rect(view, view.picture.area), view.picture.image)
    _guides(painter, view)
    _ghosts(painter, view)
    _chosen(painter, view)
    _band(painter, view)


def handle_at(view: "PageView", point: QPointF) -> tuple[int, int] | None:
    """Give the handle at a pixel."""
    items = view.draft.movable
    if not items:
        return None
    rect = _rect(view, placing.around(one.box for one in items))
    near = HANDLE_PX * 0.9
    for handle in placing.HANDLES:
        at = _handle(rect, handle)
        if abs(at.x() - point.x()) <= near and abs(at.y() - point.y()) <= near:
            return handle
    return None


def cursor(view: "PageView", point: QPointF) -> Qt.CursorShape:
    """Give the cursor that says what a press would do here."""
    if point.x() < rulers.WIDE:
        return Qt.CursorShape.SplitHCursor
    if point.y() < rulers.WIDE:
        return Qt.CursorShape.SplitVCursor
    handle = handle_at(view, point)
    return CURSORS[handle] if handle is not None else Qt.CursorShape.ArrowCursor


def _rect(view: "PageView", box: Box) -> QRectF:
    (x, y), unit = view.sight.pixel(box.x, box.y), view.sight.unit
    return QRectF(x, y, box.width * unit, box.height * unit)


def _handle(rect: QRectF, handle: tuple[int, int]) -> QPointF:
    return QPointF(rect.x() + rect.width() * handle[0] / 2, rect.y() + rect.height() * handle[1] / 2)


def _guides(painter: QPainter, view: "PageView") -> None:
    painter.setPen(QPen(QColor(GUIDE), 1, Qt.PenStyle.DashLine))
    pulled = view.hand.guide if view.hand else None
    for axis, at in (*view.draft.page.guides, *([pulled] if pulled else [])):
        _line(painter, view, axis, at)
    painter.setPen(QPen(QColor(STICKY), 1))
    for axis, at in view.hand.lines if view.hand else ():
        _line(painter, view, axis, at)


def _line(painter: QPainter, view: "PageView", axis: str, at: float) -> None:
    px, py = view.sight.pixel(at, at)
    line = QLineF(px, 0, px, view.height()) if axis == "x" else QLineF(0, py, view.width(), py)
    painter.drawLine(line)


def _ghosts(painter: QPainter, view: "PageView") -> None:
    """What is moved is shown as it was drawn last, where it goes."""
    if view.hand is None or not view.hand.ghosts:
        return
    painter.save()
    painter.setOpacity(PALE)
    for name, box in view.hand.ghosts.items():
        target = _rect(view, box)
        if view.picture is not None:
            area, unit = view.picture.area, view.picture.image.width() / max(view.picture.area.width, 1e-9)
            old = view.draft.page.item(name).box
            source = QRectF((old.x - area.x) * unit, (old.y - area.y) * unit, old.width * unit, old.height * unit)
            painter.drawImage(target, view.picture.image, source)
        painter.setPen(QPen(view.palette().highlight().color(), 1))
        painter.drawRect(target)
    painter.restore()


def _chosen(painter: QPainter, view: "PageView") -> None:
    draft, moved = view.draft, view.hand.ghosts if view.hand else {}
    for one in draft.items:
        colour = QColor(LOCKED) if one.name in draft.locked else view.palette().highlight().color()
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_rect(view, moved.get(one.name, one.box)))
    items = draft.movable
    if not items:
        return
    rect = _rect(view, placing.around(moved.get(one.name, one.box) for one in items))
    painter.setPen(QPen(view.palette().highlight().color(), 1.5))
    painter.setBrush(Qt.GlobalColor.white)
    for handle in placing.HANDLES:
        at = _handle(rect, handle)
        painter.drawRect(QRectF(at.x() - HANDLE_PX / 2, at.y() - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _band(painter: QPainter, view: "PageView") -> None:
    if view.hand is None or view.hand.band is None:
        return
    colour = QColor(view.palette().highlight().color())
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
    colour.setAlpha(40)
    painter.fillRect(_rect(view, view.hand.band), colour)
    painter.drawRect(_rect(view, view.hand.band))
