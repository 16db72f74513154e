"""A small picture of a page without its data: boxes where something stands, so that a template is recognised."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from kangbashi_gis.model.page import Page
from kangbashi_gis.ui.page import kinds

RATIO = 2.0
FILLS = {"map": "#cfe3d4", "locator": "#00000000", "picture": "#d9d2e9", "chart": "#fde2b8", "survey": "#00000000"}
PALE = "#e9edf2"


def icon(page: Page, size: QSize) -> QIcon:
    """Draw a page within a size."""
    picture = QPixmap(size * RATIO)
    picture.setDevicePixelRatio(RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    unit = min((size.width() - 8) / page.width_mm, (size.height() - 8) / page.height_mm)
    painter.translate((size.width() - page.width_mm * unit) / 2, (size.height() - page.height_mm * unit) / 2)
    painter.fillRect(QRectF(2, 2, page.width_mm * unit, page.height_mm * unit), QColor(0, 0, 0, 50))
    painter.fillRect(QRectF(0, 0, page.width_mm * unit, page.height_mm * unit), Qt.GlobalColor.white)
    for one in page.items:
        box, kind = one.box, kinds.kind_of(one)
        rect = QRectF(box.x * unit, box.y * unit, box.width * unit, box.height * unit)
        painter.setPen(QColor("#607080"))
        if kind not in ("frame", "shape"):
            painter.fillRect(rect, QColor(FILLS.get(kind, PALE)))
        if kind != "text":
            painter.drawRect(rect)
    painter.end()
    return QIcon(picture)
