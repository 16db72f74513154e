"""A sheet in pixels at any size, band by band: never more than a few dozen megabytes of it are in memory.

PNG is written as rows through zlib (each band made small in a thread, as pigz does: pieces that end on a byte can be
put one after the other), TIFF as strips, each made small by itself.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PySide6.QtGui import QImage, QPainter

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.page import Box
from kangbashi_gis.progress import Progress
from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Sheet
from kangbashi_gis.render.page.painting import play

BAND_PIXELS = 8_000_000
LARGEST = 120_000  # pixels of a side; what reads such files stops at 65,535 or so
LEVEL = 3
WAITING = 3  # bands that are being made small
TIFF_STRIP = 256  # rows


@dataclass(frozen=True)
class Raster:
    """A sheet at a resolution: pixels across and down, and to a millimetre."""

    sheet: Sheet
    dpi: float
    width: int
    height: int

    @property
    def unit(self) -> float:
        """Pixels to a millimetre."""
        return self.dpi / 25.4


def raster(sheet: Sheet, dpi: float) -> Raster:
    """Say how many pixels a sheet has. Raises PageInvalid where those are too many."""
    width, height = (max(round(side * dpi / 25.4), 1) for side in (sheet.width_mm, sheet.height_mm))
    if max(width, height) > LARGEST:
        raise PageInvalid(reason="page_large", where=f"{width}×{height}")
    return Raster(sheet, dpi, width, height)


def write_png(sheet: Sheet, dpi: float, out: Path, face: Typeface, progress: Progress) -> None:
    """Write a sheet as PNG."""
    made = raster(sheet, dpi)
    with out.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        _chunk(file, b"IHDR", struct.pack(">2I5B", made.width, made.height, 8, 2, 0, 0, 0))
        metre = round(dpi / 0.0254)
        _chunk(file, b"pHYs", struct.pack(">2IB", metre, metre, 1))
        _chunk(file, b"IDAT", b"\x78\x01")
        check = 1
        for piece, check_ in _made_small(_bands(made, face, progress), _png_piece):
            check = _joined(check, *check_)
            _chunk(file, b"IDAT", piece)
        _chunk(file, b"IDAT", b"\x03\x00" + struct.pack(">I", check))  # an empty last block, and the sum of all bytes
        _chunk(file, b"IEND", b"")


def write_tiff(sheet: Sheet, dpi: float, out: Path, face: Typeface, progress: Progress) -> None:
    """Write a sheet as TIFF with strips of 256 rows."""
    made = raster(sheet, dpi)
    places, sizes = [], []
    with out.open("wb") as file:
        file.write(b"II*\x00\x00\x00\x00\x00")
        for piece, _ in _made_small(_bands(made, face, progress, TIFF_STRIP), _tiff_piece):
            places.append(file.tell())
            sizes.append(len(piece))
            file.write(piece)
            if file.tell() > 0xFFFF_0000:
                raise PageInvalid(reason="page_large", where="TIFF 4 GB")
        _tiff_table(file, made, places, sizes)


def image(sheet: Sheet, dpi: float, face: Typeface) -> QImage:
    """Give a small sheet as a picture, for a preview."""
    made = raster(sheet, dpi)
    pixels = _painted(made, face, 0, made.height)
    return QImage(pixels.data, made.width, made.height, made.width * 4, QImage.Format.Format_RGB32).copy()


def _bands(made: Raster, face: Typeface, progress: Progress, rows: int = 0) -> Iterator[np.ndarray]:
    """Give the pixels from top to bottom: uint8 (rows, width, 3)."""
    rows = rows or max(BAND_PIXELS // made.width, 1)
    for top in range(0, made.height, rows):
        progress(top / made.height, "draw")
        yield _painted(made, face, top, min(rows, made.height - top))[..., 2::-1]


def _painted(made: Raster, face: Typeface, top: int, rows: int) -> np.ndarray:
    """Give the pixels of some rows, blue first: uint8 (rows, width, 4). A copy, for threads to read."""
    picture = QImage(made.width, rows, QImage.Format.Format_RGB32)
    if picture.isNull():
        raise PageInvalid(reason="page_large", where=f"{made.width}×{rows}")
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    try:
        painter.translate(0, -top)
        painter.scale(made.unit, made.unit)
        play(painter, made.sheet.inks, face, Box(0.0, top / made.unit, made.sheet.width_mm, rows / made.unit))
    finally:
        painter.end()
    return to_array(picture)


Small = tuple[bytes, tuple[int, int]]


def _made_small(bands: Iterator[np.ndarray], small: Callable[[np.ndarray], Small]) -> Iterator[Small]:
    """Make bands small in threads, a few at a time, and give them in order."""
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(2))
        stack.enter_context(closing(bands))  # type: ignore[type-var]  # it is a generator
        waiting: list[Future[Small]] = []
        for band in bands:
            waiting.append(pool.submit(small, band))
            if len(waiting) >= WAITING:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def _png_piece(band: np.ndarray) -> Small:
    """Rows of which each says how it differs from the one above it in the band, as mostly it does not."""
    rows = np.empty((len(band), band.shape[1] * 3 + 1), np.uint8)
    flat = band.reshape(len(band), -1)
    rows[:, 0] = 2
    rows[0, 0] = 0  # nothing is known of the row above
    rows[0, 1:] = flat[0]
    np.subtract(flat[1:], flat[:-1], out=rows[1:, 1:])
    data = rows.tobytes()
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return press.compress(data) + press.flush(zlib.Z_FULL_FLUSH), (zlib.adler32(data), len(data))


def _tiff_piece(band: np.ndarray) -> Small:
    return zlib.compress(np.ascontiguousarray(band).tobytes(), LEVEL), (0, 0)


def _joined(before: int, after: int, length: int) -> int:
    """Give the Adler-32 sum of two pieces one after the other, from the sum of each."""
    base = 65_521
    low1, high1, low2, high2 = before & 0xFFFF, before >> 16, after & 0xFFFF, after >> 16
    low = (low1 + low2 - 1) % base
    high = (high1 + high2 + (length % base) * (low1 - 1)) % base
    return high << 16 | low


def _chunk(file: BinaryIO, kind: bytes, data: bytes) -> None:
    file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))))


def _tiff_table(file: BinaryIO, made: Raster, places: Sequence[int], sizes: Sequence[int]) -> None:
    """Write what a reader has to know at the end, where all of it is known, and say in front where that is."""
    file.write(b"\0" * (file.tell() % 2))
    extra = file.tell()
    dots = struct.pack("<2I", round(made.dpi * 1000), 1000)
    count = len(places)
    file.write(struct.pack("<3H", 8, 8, 8) + b"\0\0" + dots)
    lists = file.tell()
    file.write(struct.pack(f"<{count}I", *places) + struct.pack(f"<{count}I", *sizes))
    where = file.tell()
    entries = [
        (256, 4, 1, made.width), (257, 4, 1, made.height), (258, 3, 3, extra), (259, 3, 1, 8), (262, 3, 1, 2),
        (273, 4, count, lists if count > 1 else places[0]), (277, 3, 1, 3), (278, 4, 1, TIFF_STRIP),
        (279, 4, count, lists + 4 * count if count > 1 else sizes[0]),
        (282, 5, 1, extra + 8), (283, 5, 1, extra + 8), (296, 3, 1, 2),
    ]  # fmt: skip
    table = b"".join(struct.pack("<2HII", *entry) for entry in entries)
    file.write(struct.pack("<H", len(entries)) + table + b"\0\0\0\0")
    file.seek(4)
    file.write(struct.pack("<I", where))
