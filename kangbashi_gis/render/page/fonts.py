"""Letters for paper: outlines and widths from the fonts that are installed, the first of which that has a character."""

import threading
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QPainterPath, QRawFont

from kangbashi_gis.errors import PageLetters
from kangbashi_gis.render.lettering import FAMILIES, application, family

EM = 1000.0  # units of a letter's square
BOLD = 0.03  # of its size, a bold letter's outline is widened by
MORE = ("DejaVu Sans", "Droid Sans Fallback", "SimSun-ExtB", "Noto Sans Symbols2", "Noto Sans Mongolian")
ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])  # as Qt keeps it in files
MOVE, LINE, CURVE = 0, 1, 2
UNSEEN = frozenset("\u200b\u200c\u200d\ufeff\r\n\t")

_OWN = threading.local()


@dataclass(frozen=True)
class Glyph:
    """A letter: in which of the fonts, its number there, the character, its width as a share of its size."""

    font: int
    number: int
    letter: str
    width: float


class Typeface:
    """The fonts that are looked through, in order, with what was asked of them before."""

    def __init__(self) -> None:
        application()
        installed = set(QFontDatabase.families())
        names = dict.fromkeys((family(), *(one for one in (*FAMILIES, *MORE) if one in installed)))
        self.names = tuple(names)
        self._raw = [_raw(name) for name in self.names]
        self._known: dict[str, Glyph | None] = {}
        self._paths: dict[tuple[int, int], QPainterPath] = {}
        first = self._raw[0]
        self.ascent, self.descent = first.ascent() / EM, first.descent() / EM

    def glyphs(self, text: str) -> list[Glyph]:
        """Give the letters of a line; raises PageLetters for those that no font has."""
        found = [self._glyph(letter) for letter in text if letter not in UNSEEN]
        if None in found:
            raise PageLetters(letters="".join(self.missing(text)), font="、".join(self.names[:3]))
        return [one for one in found if one is not None]

    def missing(self, text: str) -> list[str]:
        """Give the characters of a text that no font has, each once."""
        letters = dict.fromkeys(letter for letter in text if letter not in UNSEEN)
        return [letter for letter in letters if self._glyph(letter) is None]

    def length(self, text: str, size_mm: float) -> float:
        """Give the length of a line in millimetres; a letter that is missing counts as a full one."""
        found = (self._glyph(letter) for letter in text if letter not in UNSEEN)
        return size_mm * sum(one.width if one else 1.0 for one in found)

    def path(self, glyph: Glyph) -> QPainterPath:
        """Give the outline of a letter in units of EM, y downwards."""
        key = glyph.font, glyph.number
        if key not in self._paths:
            self._paths[key] = self._raw[glyph.font].pathForGlyph(glyph.number)
        return self._paths[key]

    def units(self, font: int) -> float:
        """Give how many units a font's own design has in the square of a letter."""
        return self._raw[font].unitsPerEm()

    def metrics(self, font: int) -> tuple[float, float]:
        """Give how far a font reaches above and below its baseline, as shares of the size."""
        return self._raw[font].ascent() / EM, self._raw[font].descent() / EM

    def _glyph(self, letter: str) -> Glyph | None:
        if letter not in self._known:
            self._known[letter] = self._looked_up(letter)
        return self._known[letter]

    def _looked_up(self, letter: str) -> Glyph | None:
        for number, raw in enumerate(self._raw):
            found = raw.glyphIndexesForString(letter)
            if len(found) >= 1 and found[0] != 0:
                advance = raw.advancesForGlyphIndexes(found[:1])[0].x() / EM
                return Glyph(number, int(found[0]), letter, advance)
        return None


def elements(path: QPainterPath) -> tuple[np.ndarray, np.ndarray]:
    """Give the elements of a path in one go, by the form in which Qt keeps paths in files: their kinds, xy (n, 2).

    A curve is three elements: `CURVE` and two with what follows.
    """
    data = QByteArray()
    QDataStream(data, QIODevice.OpenModeFlag.WriteOnly) << path
    kept = bytes(data.data())
    found = np.frombuffer(kept, ELEMENT, int.from_bytes(kept[:4], "big"), 4) if len(kept) > 4 else np.empty(0, ELEMENT)
    return found["kind"].astype(np.int64), np.stack([found["x"], found["y"]], axis=1).astype(np.float64)


def typeface() -> Typeface:
    """Give the fonts of this computer, to each thread its own: Qt closes the files of fonts with the thread."""
    if not hasattr(_OWN, "face"):
        _OWN.face = Typeface()
    face: Typeface = _OWN.face
    return face


def _raw(name: str) -> QRawFont:
    font = QFont(name)
    font.setPixelSize(int(EM))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    found = QRawFont.fromFont(font)
    assert found.isValid(), QFontInfo(font).family()
    return found
