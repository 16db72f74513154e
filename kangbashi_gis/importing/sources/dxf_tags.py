"""The tags of a DXF, text or binary, in a stream: each thing in a drawing as its group codes and their values."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from kangbashi_gis.errors import FileUnreadable

Codes = list[int]
Values = list[Any]  # bytes of text; numbers as such in a binary DXF, as bytes else
BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
BLOCK = 1 << 22
MOST_TAGS = 30_000_000  # of one thing: a polyline of ten million corners
LONGEST_LINE = 1 << 26
LONGEST_TEXT = 1 << 16


def things(path: Path) -> Iterator[tuple[Codes, Values]]:
    """Yield each thing that begins with group code 0: its codes, and its values in the same order.

    Raises FileUnreadable for what is no DXF and for one that ends before its `EOF`.
    """
    with path.open("rb") as file:
        head = file.read(len(BINARY))
        file.seek(0)
        ended = False
        for codes, values in _cut(path, _binary(path, file) if head == BINARY else _text(path, file)):
            ended = values[0] == b"EOF"
            if ended:
                break
            yield codes, values
    if not ended:
        raise FileUnreadable(path=str(path), reason="truncated")


def _cut(path: Path, pieces: Iterator[tuple[Codes, Values]]) -> Iterator[tuple[Codes, Values]]:
    """Cut a stream of tags before every code 0."""
    codes: Codes = []
    values: Values = []
    for more_codes, more_values in pieces:
        searched = len(codes)
        codes += more_codes
        values += more_values
        if not searched and codes and codes[0] not in (0, 999):
            raise FileUnreadable(path=str(path), reason="foreign")
        begin, start = 0, _next(codes, max(searched, 1))
        while start:
            yield codes[begin:start], _named(values[begin:start])
            begin, start = start, _next(codes, start + 1)
        codes, values = codes[begin:], values[begin:]
        if len(codes) > MOST_TAGS:
            raise FileUnreadable(path=str(path), reason="too_large")
    if codes:
        yield codes, _named(values)


def _next(codes: Codes, place: int) -> int:
    """Give the place of the next code 0; 0 where there is none."""
    try:
        return codes.index(0, place)
    except ValueError:
        return 0


def _named(values: Values) -> Values:
    if isinstance(values[0], bytes):
        values[0] = values[0].strip()
    return values


def _text(path: Path, file: IO[bytes]) -> Iterator[tuple[Codes, Values]]:
    lines: list[bytes] = []
    rest = b""
    first = True
    while block := file.read(BLOCK):
        data = rest + block
        cut = data.rfind(b"\n") + 1 or data.rfind(b"\r", 0, -1) + 1
        if not cut and len(data) > LONGEST_LINE:
            raise FileUnreadable(path=str(path), reason="foreign")
        lines += (data[:cut].removeprefix(b"\xef\xbb\xbf") if first else data[:cut]).splitlines()
        first, rest = first and not cut, data[cut:]
        even = len(lines) // 2 * 2
        if even:
            yield _tags(path, lines[:even])
            lines = lines[even:]
    lines += rest.splitlines()
    if len(lines) >= 2:
        yield _tags(path, lines[: len(lines) // 2 * 2])


def _tags(path: Path, lines: list[bytes]) -> tuple[Codes, Values]:
    try:
        return list(map(int, lines[0::2])), lines[1::2]
    except ValueError as problem:
        is_drawing = any(line.strip() in (b"SECTION", b"ENTITIES", b"LWPOLYLINE", b"VERTEX") for line in lines[:2000])
        raise FileUnreadable(path=str(path), reason="damaged" if is_drawing else "foreign") from problem


def _binary(path: Path, file: IO[bytes]) -> Iterator[tuple[Codes, Values]]:
    """Read a binary DXF; up to R12 a code has one byte, or 255 and two more."""
    file.seek(len(BINARY))
    data, place = file.read(BLOCK), 0
    short = data[:2] == b"\x00S"
    while True:
        codes: Codes = []
        values: Values = []
        last = len(data) < BLOCK
        try:
            while place < len(data) and (last or place < len(data) - 2 * LONGEST_TEXT):
                code, place = _code(data, place, short)
                value, place = _value(data, place, code)
                codes.append(code)
                values.append(value)
        except struct.error as problem:  # a number that is cut off
            raise FileUnreadable(path=str(path), reason="truncated") from problem
        yield codes, values
        if last:
            return
        data, place = data[place:] + file.read(BLOCK), 0


def _code(data: bytes, place: int, short: bool) -> tuple[int, int]:
    if not short:
        return struct.unpack_from("<h", data, place)[0], place + 2
    if data[place] == 255:
        return struct.unpack_from("<h", data, place + 1)[0], place + 3
    return data[place], place + 1


def _value(data: bytes, place: int, code: int) -> tuple[Any, int]:
    layout = _layout(code)
    if layout:
        (value,) = struct.unpack_from(layout, data, place)
        return value, place + struct.calcsize(layout)
    if 310 <= code < 320 or code == 1004:
        end = place + 1 + data[place]
        return data[place + 1 : end], end
    end = data.index(b"\0", place)
    return data[place:end], end + 1


# First code of a range, the one after its last, and how its numbers are kept.
_LAYOUTS = (
    (10, 60, "<d"), (60, 80, "<h"), (90, 100, "<i"), (110, 150, "<d"), (160, 170, "<q"), (170, 180, "<h"),
    (210, 240, "<d"), (270, 290, "<h"), (290, 300, "<?"), (370, 390, "<h"), (400, 410, "<h"), (420, 430, "<i"),
    (440, 460, "<i"), (460, 470, "<d"), (1010, 1060, "<d"), (1060, 1071, "<h"), (1071, 1072, "<i"),
)  # fmt: skip


def _layout(code: int) -> str:
    return next((layout for first, end, layout in _LAYOUTS if first <= code < end), "")
