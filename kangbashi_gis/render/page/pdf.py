"""A sheet as a PDF file: lines stay lines, text stays text, layers can be shown and hidden.

Written by ourselves, because what is needed is little and what it saves is much: coordinates are whole hundredths of a
millimetre, a round marker is a line without length, a letter's halo is the letter itself with a wide line, and a file
of an A0 sheet is a tenth of what a general painter makes of it (docs/benchmarks.md).
"""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np

from kangbashi_gis.progress import Progress
from kangbashi_gis.render.page.fonts import BOLD, Typeface
from kangbashi_gis.render.page.ink import Area, Bitmap, Group, Ink, Sheet, Stamps, Stroke, Writing, repeated
from kangbashi_gis.render.page.pdf_fonts import Subset
from kangbashi_gis.render.page.pdf_objects import Objects, dictionary, reference, text

UNIT = 100  # to a millimetre
POINT_MM = 25.4 / 72
BLENDS = {"normal": b"/Normal", "multiply": b"/Multiply", "screen": b"/Screen"}


def write(sheets: Sequence[Sheet], out: Path, face: Typeface, progress: Progress) -> None:
    """Write sheets as the pages of a file."""
    with out.open("wb") as file:
        _Document(file, face).write(sheets, progress)


class _Document:
    """A file that is being written: what is used on several pages is kept once."""

    def __init__(self, file: BinaryIO, face: Typeface) -> None:
        self._objects = Objects(file)
        self._shared = self._objects.reserve()  # the resources of all pages
        self._face = face
        self._fonts: dict[int, tuple[int, Subset]] = {}
        self._states: dict[tuple[float, str], int] = {}
        self._layers: dict[str, int] = {}
        self._forms: list[int] = []

    def write(self, sheets: Sequence[Sheet], progress: Progress) -> None:
        """Write all."""
        pages, folder = [], self._objects.reserve()
        for number, sheet in enumerate(sheets):
            progress(number / len(sheets), "write")
            pages.append(self._page(sheet, folder))
        for number, subset in self._fonts.values():
            subset.write(self._objects, number)
        self._objects.put(self._resources(), self._shared)
        kids = b" ".join(reference(page) for page in pages)
        self._objects.put(dictionary({"Type": b"/Pages", "Kids": b"[%s]" % kids, "Count": b"%d" % len(pages)}), folder)
        root = self._objects.put(dictionary({"Type": b"/Catalog", "Pages": reference(folder), **self._optional()}))
        self._objects.finish(root, self._about(sheets[0]))

    def _page(self, sheet: Sheet, folder: int) -> int:
        wide, high = sheet.width_mm / POINT_MM, sheet.height_mm / POINT_MM
        size = 1 / (UNIT * POINT_MM)
        small = zlib.compressobj(6)
        parts = [small.compress(b"%.8f 0 0 %.8f 0 %.4f cm 1 j 1 J\n" % (size, -size, high))]
        parts += [small.compress(piece) for piece in self._drawn(sheet.inks)]
        content = self._objects.stream(b"".join([*parts, small.flush()]), {"Filter": b"/FlateDecode"})
        return self._objects.put(
            dictionary({
                "Type": b"/Page", "Parent": reference(folder), "MediaBox": b"[0 0 %.4f %.4f]" % (wide, high),
                "Resources": reference(self._shared), "Contents": reference(content),
                "Group": b"<</S/Transparency/CS/DeviceRGB>>",
            })
        )  # fmt: skip

    def _drawn(self, inks: Sequence[Ink]) -> Iterator[bytes]:
        for one in inks:
            if isinstance(one, Area):
                yield self._area(one)
            elif isinstance(one, Stroke):
                yield self._stroke(one)
            elif isinstance(one, Stamps):
                yield from self._stamped(one)
            elif isinstance(one, Writing):
                yield self._written(one)
            elif isinstance(one, Bitmap):
                yield self._picture(one)
            else:
                yield from self._grouped(one)

    def _area(self, one: Area) -> bytes:
        color, state = self._color(one.color, b"rg")
        if not one.seam_mm:
            return state + color + rings(one.xy, one.starts, closed=True) + b"f\n"
        edge, _ = self._color(one.color, b"RG")
        wide = b"[] 0 d %d w\n" % round(one.seam_mm * UNIT)
        return state + color + edge + wide + rings(one.xy, one.starts, closed=True) + b"B\n"

    def _stroke(self, one: Stroke) -> bytes:
        color, state = self._color(one.color, b"RG")
        dash = b"[%s] 0 d " % b" ".join(b"%d" % max(round(part * UNIT), 1) for part in one.dash)
        cap = b"0 J " if one.flat or one.dash else b"1 J "
        head = b"%s%s%d w\n" % (dash, cap, max(round(one.width_mm * UNIT), 1))
        return state + color + head + rings(one.xy, one.starts, closed=one.closed) + b"S\n"

    def _stamped(self, one: Stamps) -> Iterator[bytes]:
        """Draw each part at all places in one path: a form for each would keep readers busy for a minute."""
        for part in one.parts:
            yield from self._drawn([repeated(part, one.xy)])

    def _form(self, body: bytes, about: dict[str, bytes]) -> int:
        said = {"Type": b"/XObject", "Subtype": b"/Form", "Resources": reference(self._shared), **about}
        self._forms.append(self._objects.stream(body, said))
        return self._forms[-1]

    def _written(self, one: Writing) -> bytes:
        found = [b"q BT\n"]
        turn = np.radians(one.angle)
        cos, sin = float(np.cos(turn)), float(np.sin(turn))
        size = one.size_mm * UNIT
        place = b"%.5f %.5f %.5f %.5f %d %d Tm\n" % (cos, sin, sin, -cos, round(one.x * UNIT), round(one.y * UNIT))
        shown = self._letters(one.text, size)
        if one.halo:
            color, state = self._color(one.halo, b"RG")
            found += [state, color, b"[] 0 d 1 j 1 Tr %d w\n" % round(2 * one.halo_mm * UNIT), place, shown]
        color, state = self._color(one.color, b"rg")
        found += [state, color, b"0 Tr\n"]
        if one.bold:
            edge, _ = self._color(one.color, b"RG")
            found += [edge, b"[] 0 d 2 Tr %d w\n" % max(round(BOLD * size), 1)]
        return b"".join([*found, place, shown, b"ET Q\n"])

    def _letters(self, line: str, size: float) -> bytes:
        """Show letters, font by font."""
        parts: list[bytes] = []
        codes, current = b"", -1
        for glyph in self._face.glyphs(line):
            if glyph.font != current:
                parts.append(b"<%s> Tj\n" % codes if codes else b"")
                parts.append(b"/F%d %.2f Tf\n" % (self._font(glyph.font)[0], size))
                codes, current = b"", glyph.font
            codes += b"%04X" % self._font(glyph.font)[1].code(glyph)
        return b"".join([*parts, b"<%s> Tj\n" % codes if codes else b""])

    def _font(self, font: int) -> tuple[int, Subset]:
        if font not in self._fonts:
            self._fonts[font] = self._objects.reserve(), Subset(self._face, font)
        return self._fonts[font]

    def _picture(self, one: Bitmap) -> bytes:
        high, wide = one.pixels.shape[:2]
        alpha = one.pixels[..., 3:].astype(np.float32)
        plain = np.round(one.pixels[..., :3] * (255.0 / np.maximum(alpha, 1))).clip(0, 255).astype(np.uint8)
        about = {
            "Type": b"/XObject", "Subtype": b"/Image", "Width": b"%d" % wide, "Height": b"%d" % high,
            "BitsPerComponent": b"8",
        }  # fmt: skip
        said = {**about, "ColorSpace": b"/DeviceRGB"}
        if (one.pixels[..., 3] < 255).any():
            mask = self._objects.stream(one.pixels[..., 3].tobytes(), {**about, "ColorSpace": b"/DeviceGray"})
            said["SMask"] = reference(mask)
        self._forms.append(self._objects.stream(plain.tobytes(), said))
        box = one.box
        where = [round(part * UNIT) for part in (box.width, -box.height, box.x, box.bottom)]
        return b"q %d 0 0 %d %d %d cm/X%d Do Q\n" % (*where, self._forms[-1])

    def _grouped(self, group: Group) -> Iterator[bytes]:
        """What is not opaque is drawn on a sheet of its own first: its lines must not show through each other."""
        yield b"q\n"
        if group.title:
            yield b"/OC/L%d BDC\n" % self._layer(group.title)
        if group.clip:
            corner = (round(part * UNIT) for part in (group.clip.x, group.clip.y, group.clip.width, group.clip.height))
            yield b"%d %d %d %d re W n\n" % tuple(corner)
        if group.opacity < 1.0 or group.blend != "normal":
            box = group.box
            corners = [round(part * UNIT) for part in (box.x, box.y, box.right, box.bottom)]
            body = b"1 j 1 J\n" + b"".join(self._drawn(group.inks))
            about = {"BBox": b"[%d %d %d %d]" % tuple(corners), "Group": b"<</S/Transparency/CS/DeviceRGB>>"}
            yield self._state(group.opacity, group.blend) + b"/X%d Do\n" % self._form(body, about)
        else:
            yield from self._drawn(group.inks)
        yield b"EMC\nQ\n" if group.title else b"Q\n"

    def _color(self, color: str, operator: bytes) -> tuple[bytes, bytes]:
        """Give what sets a colour, and what sets how much shows through it."""
        digits = (color.removeprefix("#") + "ff")[:8]
        red, green, blue, alpha = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4, 6))
        return b"%.3g %.3g %.3g %s\n" % (red, green, blue, operator), self._state(alpha, "normal")

    def _state(self, alpha: float, blend: str) -> bytes:
        key = round(alpha, 4), blend
        if key not in self._states:
            said = {"ca": b"%.4g" % alpha, "CA": b"%.4g" % alpha, "BM": BLENDS.get(blend, b"/Normal")}
            self._states[key] = self._objects.put(dictionary(said))
        return b"/G%d gs " % self._states[key]

    def _layer(self, title: str) -> int:
        if title not in self._layers:
            self._layers[title] = self._objects.put(dictionary({"Type": b"/OCG", "Name": text(title)}))
        return self._layers[title]

    def _resources(self) -> bytes:
        return dictionary({
            "Font": _named(b"F", [number for number, _ in self._fonts.values()]),
            "XObject": _named(b"X", self._forms),
            "ExtGState": _named(b"G", list(self._states.values())),
            "Properties": _named(b"L", list(self._layers.values())),
        })  # fmt: skip

    def _optional(self) -> dict[str, bytes]:
        if not self._layers:
            return {}
        groups = b"[%s]" % b" ".join(reference(one) for one in self._layers.values())
        return {"OCProperties": b"<</OCGs %s/D<</Order %s/ON %s>>>>" % (groups, groups, groups)}

    def _about(self, sheet: Sheet) -> int:
        now = datetime.now().astimezone().strftime("%Y%m%d%H%M%S").encode("ascii")
        said = {"Title": text(sheet.title), "Producer": text("康巴什区地理信息工作站"), "CreationDate": b"(D:%s)" % now}
        if sheet.keywords:
            said["Keywords"] = text(" ".join(sheet.keywords))
        return self._objects.put(dictionary(said))


def rings(xy: np.ndarray, starts: np.ndarray, *, closed: bool) -> bytes:
    """Give a path of lines, in whole hundredths of a millimetre; corners that fall together there are one."""
    rounded = np.round(xy * UNIT).astype(np.int64)
    count = np.diff(starts)
    keep = np.ones(len(xy), bool)
    keep[1:] = (rounded[1:] != rounded[:-1]).any(axis=1)
    keep[starts[:-1][count > 0]] = True
    if not closed:  # a line without length and with round ends is a dot
        keep[starts[:-1][count > 1] + 1] = True
    left = np.bincount(np.repeat(np.arange(len(count)), count)[keep], minlength=len(count))
    end = b"h\n" if closed else b""
    pattern = b"".join(b"%d %d m\n" + b"%d %d l\n" * (corners - 1) + end for corners in left.tolist() if corners)
    return pattern % tuple(rounded[keep].ravel().tolist())


def _named(letter: bytes, numbers: Sequence[int]) -> bytes:
    return b"<<" + b"".join(b"/%s%d %d 0 R\n" % (letter, number, number) for number in numbers) + b">>"
