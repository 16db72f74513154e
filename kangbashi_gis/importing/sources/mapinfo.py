"""MapInfo TAB and MIF: shapes and cells by GDAL from a copy that names no charset; the bytes tell the encoding."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import FileEmpty, FileMissing, FileUnreadable
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.declared import Declared
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct, readable
from kangbashi_gis.importing.sources.gdal import quiet, read_piece, whole
from kangbashi_gis.importing.sources.parts import COMPANIONS
from kangbashi_gis.importing.sources.sidecars import sidecar
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

RAW = "ISO-8859-1"  # gives every byte as one character, to be decoded by us
HEAD = 1 << 20
PIECE = 50_000
MOST_TEXTS = 20_000
DAT_HEAD = 32
BLOCK = 1 << 20
SIGNS = {".tab": b"!table", ".mif": b"version"}
CHARSETS = {"windowssimpchinese": "GBK", "windowstradchinese": "big5", "utf-8": "UTF-8"}
_CHARSET = re.compile(rb'(charset\s+"?)([\w-]+)("?)', re.IGNORECASE)
_NATIVE = re.compile(rb"^\s*type\s+native\b", re.IGNORECASE | re.MULTILINE)
_REFERS = re.compile(rb"isseamless|create\s+view|open\s+table|rasterstyle", re.IGNORECASE)


@dataclass(frozen=True)
class Opened:
    """A working copy, and how its texts are written."""

    copy: Path
    names: tuple[str, ...]
    encoding: str


def read_mapinfo(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open `x.tab` with its .dat, .map and .id, or `x.mif` with its .mid. One that refers to other files is refused."""
    import pyogrio

    with ExitStack() as hidden:
        folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
        with readable(path):
            copy, charset = _copied(path, folder)
            with quiet():
                info = pyogrio.read_info(copy, encoding=RAW, force_feature_count=True)
            count = int(info["features"])
            _require_whole(path, copy, count)
            raw = [str(name) for name in info["fields"]]
            encoding = _encoding(path, options, charset, raw, copy) if count else ""
        if not count:
            raise FileEmpty(path=str(path))
        opened = Opened(copy, distinct([_decoded(name, encoding) or "" for name in raw]), encoding)
        return Source(
            path=path,
            layer=path.stem,
            columns=opened.names,
            count=count,
            crs=info["crs"],
            encoding=encoding,
            read=lambda size: whole(path, count, _batches(opened, size)),
            hidden=hidden.pop_all(),
        )


def judged(path: Path) -> tuple[encodings.Judgement, Declared] | None:
    """Judge in which encoding the texts are, for the doctor; None where they are all in ASCII."""
    import pyogrio

    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as folder, quiet():
        copy, charset = _copied(path, Path(folder))
        info = pyogrio.read_info(copy, encoding=RAW)
        octets = _octets([str(name) for name in info["fields"]], copy)
    declared = Declared(other=charset)
    return (encodings.judge((), octets, declared), declared) if octets else None


def _batches(opened: Opened, size: int) -> Iterator[Table]:
    for start in range(0, 1 << 62, PIECE):
        shapes, columns = _piece(opened.copy, start, PIECE)
        texts = [_texts(values, opened.encoding) for values in columns]
        for low in range(0, len(shapes), size):
            rows = slice(low, low + size)
            cells = {name: values[rows] for name, values in zip(opened.names, texts, strict=True)}
            yield Table(cells, shapes[rows])
        if len(shapes) < PIECE:
            return


def _copied(path: Path, folder: Path) -> tuple[Path, str]:
    """Copy the file aside without its charset, and its companions; gives the copy and what it said."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(SIGNS[suffix]):
            raise FileUnreadable(path=str(path), reason="foreign")
        if suffix == ".tab" and (not _NATIVE.search(head) or _REFERS.search(head)):
            raise FileUnreadable(path=str(path), reason="refers")
        said = _CHARSET.search(head)
        copy = folder / f"layer{suffix}"
        with copy.open("wb") as target:
            target.write(_CHARSET.sub(rb"\1Neutral\3", head, count=4) if suffix == ".tab" else _neutral(head))
            shutil.copyfileobj(file, target, BLOCK)
    for ending in COMPANIONS[suffix]:
        if found := sidecar(path, ending):
            shutil.copyfile(found, copy.with_suffix(ending))
        elif ending in (".dat", ".mid"):
            raise FileMissing(path=str(path.with_suffix(ending)))
    charset = said[2].decode("ascii", "replace").lower() if said else ""
    return copy, CHARSETS.get(charset, "")


def _require_whole(path: Path, copy: Path, count: int) -> None:
    """Notice a file that was cut short: a .dat must have all its records, a .mid no more rows than there are shapes."""
    table = copy.with_suffix(".dat" if copy.suffix == ".tab" else ".mid")
    if copy.suffix == ".tab":
        with table.open("rb") as file:
            head = file.read(DAT_HEAD)
        records = int.from_bytes(head[4:8], "little") * int.from_bytes(head[10:12], "little")
        short = table.stat().st_size < int.from_bytes(head[8:10], "little") + records
    else:
        with table.open("rb") as file:
            short = sum(1 for line in file if line.strip()) > count
    if short:
        raise FileUnreadable(path=str(path), reason="truncated")


def _neutral(head: bytes) -> bytes:
    """Take the charset out of the head of a MIF; the word may come again among the texts below."""
    return _CHARSET.sub(rb"\1Neutral\3", head, count=1)


def _encoding(path: Path, options: ImportOptions, charset: str, names: Sequence[str], copy: Path) -> str:
    if options.encoding:
        return encodings.chosen(options.encoding, path)
    octets = _octets(names, copy)
    return encodings.detect(octets, path, charset) if octets else encodings.UTF8


def _octets(names: Sequence[str], copy: Path) -> list[bytes]:
    """Give the names of columns and the texts that tell the encoding, as the bytes they are."""
    _, columns = _piece(copy, 0, MOST_TEXTS)
    texts = (value for values in columns if values.dtype == object for value in values if isinstance(value, str))
    return [text.encode(RAW) + b"\n" for text in (*names, *texts) if not text.isascii()][:MOST_TEXTS]


def _piece(copy: Path, start: int, count: int) -> tuple[np.ndarray, list[np.ndarray]]:
    return read_piece(copy, None, start, count, encoding=RAW)


def _texts(values: np.ndarray, encoding: str) -> np.ndarray | list[str | None]:
    if values.dtype != object:
        return values
    return [_decoded(value, encoding) if isinstance(value, str) else value for value in values]


def _decoded(text: str, encoding: str) -> str | None:
    if text.isascii():
        return text
    # a cell of fixed width may end within a character
    return encodings.decode(text.encode(RAW), encoding)
