"""The objects of a PDF file, written one after the other as they come, with the table of where each begins."""

import zlib
from collections.abc import Mapping
from typing import BinaryIO

HEAD = b"%PDF-1.7\n%\xe5\xba\xb7\xe5\xb7\xb4\n"
LEVEL = 6


class Objects:
    """A PDF file that is being written; only what has not been written yet is in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: list[int] = []
        self._file.write(HEAD)

    def reserve(self) -> int:
        """Give the number of an object that is written later."""
        self._places.append(0)
        return len(self._places)

    def put(self, body: bytes, number: int | None = None) -> int:
        """Write an object; gives its number."""
        number = self.reserve() if number is None else number
        self._places[number - 1] = self._file.tell()
        self._file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def stream(self, data: bytes, about: Mapping[str, bytes] | None = None, number: int | None = None) -> int:
        """Write a stream, made small; what has a filter of its own (`Filter` in about) stays as it is."""
        said = dict(about or {})
        if "Filter" not in said:
            data, said["Filter"] = zlib.compress(data, LEVEL), b"/FlateDecode"
        said["Length"] = b"%d" % len(data)
        return self.put(dictionary(said) + b"\nstream\n" + data + b"\nendstream", number)

    def finish(self, root: int, info: int) -> None:
        """Write the table and the end."""
        start = self._file.tell()
        rows = b"".join(b"%010d 00000 n \n" % place for place in self._places)
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(self._places) + 1, rows))
        trailer = {"Size": b"%d" % (len(self._places) + 1), "Root": reference(root), "Info": reference(info)}
        self._file.write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (dictionary(trailer), start))


def reference(number: int) -> bytes:
    """Name an object."""
    return b"%d 0 R" % number


def dictionary(said: Mapping[str, bytes]) -> bytes:
    """Write a dictionary."""
    return b"<<" + b"".join(b"/%s %s\n" % (name.encode("ascii"), value) for name, value in said.items()) + b">>"


def text(words: str) -> bytes:
    """Write a text that people read, in any script."""
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode("ascii") + b">"
