"""Text files line by line, in the encoding that their bytes are in."""

from collections.abc import Callable, Iterator
from pathlib import Path

from kangbashi_gis.errors import EncodingUnclear, FileUnreadable
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources.delimited import judged

LONGEST_LINE = 1 << 22
BLOCK = 1 << 20
HEAD = 65_536
Lines = Callable[[], Iterator[str]]


def open_lines(path: Path, options: ImportOptions) -> tuple[Lines, str]:
    """Give what reads the lines anew, without their ends, and the encoding.

    Raises FileEmpty, EncodingUnclear, and FileUnreadable for what is no text.
    """
    encoding = encodings.chosen(options.encoding, path) if options.encoding else encodings.settled(judged(path), path)
    return lambda: _lines(path, encoding), encoding


def estimate(path: Path) -> int:
    """Guess the number of lines from the length of the first ones: only progress needs it."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return max(1, head.count(b"\n") * path.stat().st_size // max(1, len(head)))


def _lines(path: Path, encoding: str) -> Iterator[str]:
    rest = ""
    try:
        with path.open(encoding=encoding) as file:
            while block := file.read(BLOCK):
                *whole, rest = (rest + block).split("\n")
                if len(rest) > LONGEST_LINE:
                    raise FileUnreadable(path=str(path), reason="foreign")
                yield from whole
    except UnicodeError as problem:
        raise EncodingUnclear(path=str(path), encoding=encoding) from problem
    if rest := rest.rstrip("\x1a"):  # what old systems end a text with
        yield rest
