"""Words as pictures: the font, how long a text is, and the texture that holds what was once lettered."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, hypot, radians, sin

import moderngl
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
)

from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.palette import rgba

# The first that is installed is used; each draws simplified Chinese in its Chinese shapes.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
)
SIDE = 2048  # pixels of the texture
LINE_HEIGHT = 1.12  # of the font's size


@dataclass(frozen=True)
class Style:
    """How words look: size in device pixels, colour, and the colour of the halo around them."""

    pixels: int
    color: str
    halo: str


@dataclass(frozen=True)
class Words:
    """Lines of text, centred under each other and turned clockwise by whole degrees."""

    lines: tuple[str, ...]
    style: Style
    angle: int = 0


def application() -> QGuiApplication:
    """Give the running application, or make one that needs no display; fonts exist only with one."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["kangbashi-gis", "-platform", "offscreen"])


@lru_cache(maxsize=1)
def family() -> str:
    """Give the font for the map."""
    installed = set(QFontDatabase.families())
    return next((name for name in FAMILIES if name in installed), QGuiApplication.font().family())


@lru_cache(maxsize=64)
def font(pixels: int) -> QFont:
    """Give the font in a size."""
    made = QFont(family())
    made.setPixelSize(max(pixels, 1))
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


@lru_cache(maxsize=20_000)
def length(text: str, pixels: int) -> float:
    """Give the length of a line of text in pixels."""
    return QFontMetricsF(font(pixels)).horizontalAdvance(text)


def extent(words: Words) -> tuple[float, float]:
    """Give width and height of words before they are turned."""
    pixels = words.style.pixels
    return max(length(line, pixels) for line in words.lines), len(words.lines) * pixels * LINE_HEIGHT


def halo_px(style: Style) -> float:
    """Give the width of the halo."""
    return max(style.pixels * 0.13, 1.2) if style.halo else 0.0


def letter(words: Words) -> np.ndarray:
    """Make the picture of words: uint8 (height, width, 4), alpha multiplied in, centred on the words."""
    width, height = extent(words)
    margin = 2 * halo_px(words.style) + 3
    turn = radians(words.angle)
    across = ceil(abs(width * cos(turn)) + abs(height * sin(turn)) + margin)
    up = ceil(abs(width * sin(turn)) + abs(height * cos(turn)) + margin)
    image = QImage(across, up, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(words.style.pixels))
    painter.setPen(Qt.GlobalColor.white)
    painter.translate(across / 2, up / 2)
    painter.rotate(words.angle)
    _write(painter, words, height)
    painter.end()
    return _colored(to_array(image)[..., 3] / np.float32(255), words.style)


def to_array(image: QImage) -> np.ndarray:
    """Give the pixels of a 32-bit picture: uint8 (height, width, 4)."""
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()


def _write(painter: QPainter, words: Words, height: float) -> None:
    style = words.style
    metrics = QFontMetricsF(painter.font())
    step = style.pixels * LINE_HEIGHT
    middle = (metrics.ascent() - metrics.descent()) / 2
    for row, line in enumerate(words.lines):
        left, base = -length(line, style.pixels) / 2, -height / 2 + step * (row + 0.5) + middle
        painter.drawText(QPointF(round(left), round(base)), line)


def _colored(ink: np.ndarray, style: Style) -> np.ndarray:
    """Colour what is written (0 to 1 per pixel) and put the halo under it."""
    ink = ink[..., None]
    picture = np.array(rgba(style.color), np.float32) * ink
    if style.halo:
        picture += np.array(rgba(style.halo), np.float32) * (1 - ink) * _widened(ink, halo_px(style))
    return np.round(picture * 255).astype(np.uint8)


def _widened(ink: np.ndarray, radius: float) -> np.ndarray:
    """Spread ink over a disc; five times as fast as the outline that QPainter would draw around the letters."""
    reach = ceil(radius)
    wide = np.pad(ink, ((reach, reach), (reach, reach), (0, 0)))
    height, width = ink.shape[:2]
    most = np.zeros_like(ink)
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            weight = min(radius + 0.5 - hypot(down, across), 1.0)
            if weight > 0:
                shifted = wide[reach + down : reach + down + height, reach + across : reach + across + width]
                np.maximum(most, shifted * np.float32(weight), out=most)
    return most


class Letters:
    """A texture in which pictures lie beside each other; when it is full it is emptied and filled anew."""

    def __init__(self, graphics: Graphics) -> None:
        self._graphics = graphics
        self._texture = graphics.ctx.texture((SIDE, SIDE), 4)
        self._texture.filter = moderngl.NEAREST, moderngl.NEAREST
        self._places: dict[Hashable, tuple[int, int, int, int]] = {}
        self._row = (0, 0, 0)  # next free x, y, and height of the row

    def holds(self, key: Hashable) -> bool:
        """Tell whether a picture is there."""
        return key in self._places

    def put(self, key: Hashable, picture: np.ndarray) -> None:
        """Add a picture (height, width, 4)."""
        height, width = picture.shape[:2]
        if width > SIDE or height > SIDE:
            return
        x, y, tall = self._row
        if x + width > SIDE:
            x, y, tall = 0, y + tall, 0
        if y + height > SIDE:
            self._places.clear()
            x, y, tall = 0, 0, 0
        self._texture.write(np.ascontiguousarray(picture).tobytes(), viewport=(x, y, width, height))
        self._places[key] = x, y, width, height
        self._row = x + width, y, max(tall, height)

    def draw(self, wanted: list[tuple[Hashable, float, float]], width: int, height: int) -> None:
        """Draw pictures centred on pixels (key, x, y) of a target, moved onto whole pixels so that they stay sharp."""
        quads = []
        for key, x, y in wanted:
            if key in self._places:
                left, top, wide, tall = self._places[key]
                x0, y0 = round(x - wide / 2), round(y - tall / 2)
                where = [2 * x0 / width - 1, 2 * y0 / height - 1]
                where += [2 * (x0 + wide) / width - 1, 2 * (y0 + tall) / height - 1]
                quads.append([*where, left / SIDE, top / SIDE, (left + wide) / SIDE, (top + tall) / SIDE])
        if quads:
            self._graphics.ready()
            self._graphics.pictures(self._texture, np.array(quads))

    def release(self) -> None:
        """Give the memory back."""
        self._texture.release()
        self._places.clear()
