"""Icons from resources/icons (Tabler, MIT), painted in the palette's text colour so that dark mode works too."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kangbashi_gis import paths

SIZE = 28  # the largest on a button; shown smaller elsewhere
RATIO = 2.0  # painted at twice the size: sharp at 100 % to 200 %

# What stands before a found thing, by its kind: a theme's name, "point" or "polygon".
KINDS = {
    "addresses": "map-pin",
    "roads": "road",
    "compounds": "building-community",
    "buildings": "home",
    "entities": "briefcase",
    "parcels": "vector-triangle",
    "landuse": "grid-dots",
    "divisions": "map-2",
    "water": "ripple",
    "elevation": "mountain",
    "residents": "users",
    "aliases": "tag",
    "geocoded": "clipboard-check",
    "point": "current-location",
    "polygon": "polygon",
}


def icon(name: str, colour: str = "") -> QIcon:
    """Give an icon in a colour (`#rrggbb`), or in the colour of text on buttons with a faded disabled state."""
    if colour:
        return _icon(name, colour, colour)
    palette = QGuiApplication.palette()
    faded = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    return _icon(name, palette.buttonText().color().name(), faded.name())


def kind_icon(kind: str) -> QIcon:
    """Give the icon of a kind of thing."""
    return icon(KINDS.get(kind, "map-pin"), QGuiApplication.palette().link().color().name())


def pixmap(name: str, size: int, colour: str = "") -> QPixmap:
    """Paint one icon at a size in device-independent pixels."""
    return _pixmap(name, size, colour or QGuiApplication.palette().buttonText().color().name())


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faded: str) -> QIcon:
    made = QIcon()
    made.addPixmap(_pixmap(name, SIZE, colour), QIcon.Mode.Normal)
    made.addPixmap(_pixmap(name, SIZE, faded), QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, size: int, colour: str) -> QPixmap:
    drawing = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    made = QPixmap(QSize(round(size * RATIO), round(size * RATIO)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(RATIO)
    return made
