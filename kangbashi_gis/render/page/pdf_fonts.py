"""Fonts within a PDF: just the letters that are used, from their outlines, with what each stands for.

Made anew rather than cut out of the font's file: so any font that Qt can draw can be embedded, whatever its format.
"""

import io
from itertools import pairwise
from typing import TYPE_CHECKING

from kangbashi_gis.render.page.fonts import CURVE, EM, LINE, MOVE, Glyph, Typeface, elements
from kangbashi_gis.render.page.pdf_objects import Objects, dictionary, reference

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath

UNITS = 2000  # of the embedded font in the square of a letter
MOST_OFF = 1.0  # of those units a curve may be beside the font's own
AT_ONCE = 100


class Subset:
    """The letters of one font that a file uses; each has a number of its own, from 1."""

    def __init__(self, face: Typeface, font: int) -> None:
        self._face, self._font = face, font
        self.used: dict[int, tuple[int, Glyph]] = {}

    def code(self, glyph: Glyph) -> int:
        """Give the number of a letter."""
        if glyph.number not in self.used:
            self.used[glyph.number] = len(self.used) + 1, glyph
        return self.used[glyph.number][0]

    def write(self, objects: Objects, number: int) -> None:
        """Write the font as object `number`."""
        name = self._name()
        file = objects.stream(self._program(name))
        up, down = self._face.metrics(self._font)
        descriptor = objects.put(
            dictionary({
                "Type": b"/FontDescriptor", "FontName": b"/" + name, "Flags": b"4",
                "FontBBox": b"[-1000 -1000 2000 2000]",
                "ItalicAngle": b"0", "Ascent": b"%d" % round(up * 1000), "Descent": b"%d" % round(-down * 1000),
                "CapHeight": b"700", "StemV": b"80", "FontFile2": reference(file),
            })
        )  # fmt: skip
        widths = b" ".join(b"%d" % round(glyph.width * 1000) for _, glyph in self._in_order())
        under = objects.put(
            dictionary({
                "Type": b"/Font", "Subtype": b"/CIDFontType2", "BaseFont": b"/" + name, "CIDToGIDMap": b"/Identity",
                "CIDSystemInfo": b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", "DW": b"1000",
                "W": b"[1 [%s]]" % widths, "FontDescriptor": reference(descriptor),
            })
        )  # fmt: skip
        said = objects.stream(self._meanings())
        objects.put(
            dictionary({
                "Type": b"/Font", "Subtype": b"/Type0", "BaseFont": b"/" + name, "Encoding": b"/Identity-H",
                "DescendantFonts": b"[%s]" % reference(under), "ToUnicode": reference(said),
            }),
            number,
        )  # fmt: skip

    def _in_order(self) -> list[tuple[int, Glyph]]:
        return sorted(self.used.values(), key=lambda one: one[0])

    def _name(self) -> bytes:
        """A subset's name begins with six letters of its own."""
        tag = "".join(chr(ord("A") + (self._font + 7 * at) % 26) for at in range(6))
        plain = "".join(letter for letter in self._face.names[self._font] if letter.isascii() and letter.isalnum())
        return f"{tag}+{plain or 'Font'}".encode("ascii")

    def _program(self, name: bytes) -> bytes:
        """Make the font's file."""
        from fontTools.fontBuilder import FontBuilder
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        order = [".notdef", *(f"g{code}" for code, _ in self._in_order())]
        builder = FontBuilder(UNITS, isTTF=True)
        builder.setupGlyphOrder(order)
        shapes, metrics = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (UNITS, 0)}
        for code, glyph in self._in_order():
            shapes[f"g{code}"] = _shape(self._face.path(glyph))
            metrics[f"g{code}"] = round(glyph.width * UNITS), 0
        builder.setupCharacterMap({})
        builder.setupGlyf(shapes, calcGlyphBounds=True)
        builder.setupHorizontalMetrics({
            name: (wide, getattr(shapes[name], "xMin", 0)) for name, (wide, _) in metrics.items()
        })  # fmt: skip
        up, down = self._face.metrics(self._font)
        builder.setupHorizontalHeader(ascent=round(up * UNITS), descent=-round(down * UNITS))
        builder.setupMaxp()
        builder.setupPost(keepGlyphNames=False)
        builder.setupNameTable({"familyName": name.decode("ascii"), "psName": name.decode("ascii")})
        out = io.BytesIO()
        builder.font.recalcTimestamp = False
        builder.save(out)
        return out.getvalue()

    def _meanings(self) -> bytes:
        """Say which character each letter stands for, so that text can be searched and copied."""
        rows = [(code, glyph.letter.encode("utf-16-be").hex().upper()) for code, glyph in self._in_order()]
        parts = []
        for start, end in pairwise([*range(0, len(rows), AT_ONCE), len(rows)]):
            some = "\n".join(f"<{code:04X}> <{letter}>" for code, letter in rows[start:end])
            parts.append(f"{end - start} beginbfchar\n{some}\nendbfchar")
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + "\n".join(parts) + "\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _shape(path: "QPainterPath") -> object:
    """Give a letter's outline with the curves that TrueType has."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    made = TTGlyphPen(None)
    pen = Cu2QuPen(made, MOST_OFF)
    kinds, xy = elements(path)
    places = (xy * (UNITS / EM, -UNITS / EM)).tolist()
    for at, kind in enumerate(kinds.tolist()):
        if kind == MOVE:
            if at:
                pen.closePath()
            pen.moveTo(places[at])
        elif kind == LINE:
            pen.lineTo(places[at])
        elif kind == CURVE:
            pen.curveTo(*places[at : at + 3])
    if len(kinds):
        pen.closePath()
    return made.glyph()
