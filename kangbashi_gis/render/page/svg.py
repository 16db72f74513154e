"""A sheet as an SVG file: lines stay lines, text stays text in the fonts of this computer, layers are groups."""

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Area, Bitmap, Group, Ink, Sheet, Stamps, Stroke, Writing


def write(sheet: Sheet, out: Path, face: Typeface) -> None:
    """Write a sheet. Raises PageLetters for a character that no font has."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        _Document(file, face).write(sheet)


class _Document:
    """A file that is being written."""

    def __init__(self, file: TextIO, face: Typeface) -> None:
        self._file, self._face = file, face
        self._clips = 0
        self._stamps: dict[tuple[int, ...], str] = {}
        self._kept: list[Stamps] = []  # what a stamp is known by is its memory, so that has to stay

    def write(self, sheet: Sheet) -> None:
        """Write all."""
        wide, high = f"{sheet.width_mm:g}", f"{sheet.height_mm:g}"
        self._file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
            f'width="{wide}mm" height="{high}mm" viewBox="0 0 {wide} {high}">\n<title>{escape(sheet.title)}</title>\n'
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>\n'
            f"<g font-family={quoteattr(', '.join(repr(name) for name in self._face.names))} "
            'stroke-linejoin="round">\n'
        )
        for piece in self._drawn(sheet.inks):
            self._file.write(piece)
        self._file.write("</g>\n</svg>\n")

    def _drawn(self, inks: Sequence[Ink]) -> Iterator[str]:
        for one in inks:
            if isinstance(one, Area):
                edge = f' {_ink("stroke", one.color)} stroke-width="{one.seam_mm:g}"' if one.seam_mm else ""
                yield f'<path {_ink("fill", one.color)}{edge} d="{_path(one.xy, one.starts, closed=True)}"/>\n'
            elif isinstance(one, Stroke):
                yield _stroke(one)
            elif isinstance(one, Stamps):
                yield from self._stamped(one)
            elif isinstance(one, Writing):
                yield self._written(one)
            elif isinstance(one, Bitmap):
                yield _picture(one)
            else:
                yield from self._grouped(one)

    def _stamped(self, one: Stamps) -> Iterator[str]:
        key = tuple(id(part) for part in one.parts)
        if key not in self._stamps:
            self._kept.append(one)
            self._stamps[key] = f"s{len(self._stamps)}"
            yield f'<defs><g id="{self._stamps[key]}">\n{"".join(self._drawn(one.parts))}</g></defs>\n'
        name = self._stamps[key]
        yield "".join(f'<use xlink:href="#{name}" x="{x:.10g}" y="{y:.10g}"/>\n' for x, y in one.xy.round(2).tolist())

    def _written(self, one: Writing) -> str:
        self._face.glyphs(one.text)
        turn = f' transform="rotate({one.angle:g} {one.x:.3f} {one.y:.3f})"' if one.angle else ""
        halo = ""
        if one.halo:
            halo = f' {_ink("stroke", one.halo)} stroke-width="{2 * one.halo_mm:.3f}" paint-order="stroke"'
        weight = ' font-weight="bold"' if one.bold else ""
        return (
            f'<text x="{one.x:.3f}" y="{one.y:.3f}" font-size="{one.size_mm:.3f}" {_ink("fill", one.color)}'
            f"{halo}{weight}{turn}>{escape(one.text)}</text>\n"
        )

    def _grouped(self, group: Group) -> Iterator[str]:
        said = ""
        if group.title:
            said += f' inkscape:groupmode="layer" inkscape:label={quoteattr(group.title)}'
        if group.opacity < 1.0:
            said += f' opacity="{group.opacity:g}"'
        if group.blend != "normal":
            said += f' style="mix-blend-mode:{group.blend}"'
        if group.clip:
            self._clips += 1
            box = group.clip
            corner = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
            yield f'<clipPath id="c{self._clips}"><rect {corner}/></clipPath>\n'
            said += f' clip-path="url(#c{self._clips})"'
        yield f"<g{said}>\n"
        yield from self._drawn(group.inks)
        yield "</g>\n"


def _stroke(one: Stroke) -> str:
    cap = "butt" if one.flat or one.dash else "round"
    dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in one.dash)}"' if one.dash else ""
    return (
        f'<path fill="none" {_ink("stroke", one.color)} stroke-width="{one.width_mm:.4g}" stroke-linecap="{cap}"'
        f'{dash} d="{_path(one.xy, one.starts, closed=one.closed)}"/>\n'
    )


def _path(xy: np.ndarray, starts: np.ndarray, *, closed: bool) -> str:
    """Give a path in hundredths of a millimetre."""
    count = np.diff(starts)
    end = "Z" if closed else ""
    pattern = "".join("M%.10g %.10g" + "L%.10g %.10g" * (corners - 1) + end for corners in count.tolist() if corners)
    return pattern % tuple(np.asarray(xy).round(2).ravel().tolist())


def _ink(what: str, color: str) -> str:
    digits = color.removeprefix("#")
    alpha = f' {what}-opacity="{int(digits[6:8], 16) / 255:.3g}"' if len(digits) == 8 else ""
    return f'{what}="#{digits[:6]}"{alpha}'


def _picture(one: Bitmap) -> str:
    high, wide = one.pixels.shape[:2]
    pixels = np.ascontiguousarray(one.pixels)
    image = QImage(pixels.data, wide, high, wide * 4, QImage.Format.Format_RGBA8888_Premultiplied)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    box, text = one.box, base64.b64encode(data.data()).decode("ascii")
    return (
        f'<image x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" preserveAspectRatio="none" '
        f'xlink:href="data:image/png;base64,{text}"/>\n'
    )
