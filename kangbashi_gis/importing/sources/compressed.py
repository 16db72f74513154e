"""A file packed by gzip, as `点.csv.gz`: unpacked to a folder of our own, and read as what its name says."""

import gzip
import tempfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from kangbashi_gis.errors import FileUnreadable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.archive import BLOCK, MOST_UNPACKED, harmless, told_of
from kangbashi_gis.model.schema import Theme

SIGN = b"\x1f\x8b"
Reader = Callable[[Path, Theme, ImportOptions], Source]


def read_gzip(path: Path, theme: Theme, options: ImportOptions, read: Reader) -> Source:
    """Open what is packed in a .gz; it must be one file of a format we know."""
    inner = Path(path.stem)
    with ExitStack() as hidden:
        folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
        target = folder / f"{harmless(inner.stem)}{inner.suffix.lower()}"
        with readable(path):
            _unpack(path, target)
        with told_of(path, ""):
            source = read(target, theme, options)
        hidden.push(source.hidden.pop_all())
        return replace(source, path=path, hidden=hidden.pop_all())


def _unpack(path: Path, target: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(SIGN)) != SIGN:
            raise FileUnreadable(path=str(path), reason="foreign")
    room = MOST_UNPACKED
    try:
        with gzip.open(path) as packed, target.open("wb") as file:
            while block := packed.read(BLOCK):
                room -= len(block)
                if room < 0:
                    raise FileUnreadable(path=str(path), reason="too_large")
                file.write(block)
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise FileUnreadable(path=str(path), reason="damaged") from problem
