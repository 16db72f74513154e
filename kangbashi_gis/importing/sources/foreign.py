"""Formats that are recognised but not read by us: by a converter that is installed, else a word on how to convert."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from kangbashi_gis.errors import FileUnreadable, GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.dxf import read_dxf
from kangbashi_gis.model.schema import Theme

HEAD = 64
SECONDS = 600
MEMORY = 4_000_000_000
LONGEST = 2_000_000_000  # of what a converter writes


@dataclass(frozen=True)
class Sign:
    """What a file of a foreign format begins with, and the key of the sentence on how to convert it."""

    offset: int
    octets: bytes
    reason: str


SIGNS: Sequence[Sign] = (
    Sign(0, b"AC10", "convert_dwg"),
    Sign(0, b"AC1.", "convert_dwg"),
    Sign(0, b"AC2.", "convert_dwg"),
    Sign(4, b"Standard Jet DB", "convert_mdb"),
    Sign(4, b"Standard ACE DB", "convert_mdb"),
    Sign(0, b"WMAP", "convert_mapgis"),
    Sign(0, b"Rar!", "unpack_first"),
    Sign(0, b"7z\xbc\xaf\x27\x1c", "unpack_first"),
    Sign(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "convert_office"),
    Sign(0, b"%PDF", "not_data"),
)
# Without a sign of their own, or where a damaged head should not hide what was meant.
BY_SUFFIX: Mapping[str, str] = {
    ".dwg": "convert_dwg",
    ".mdb": "convert_mdb",
    ".accdb": "convert_mdb",
    ".wl": "convert_mapgis",
    ".wp": "convert_mapgis",
    ".wt": "convert_mapgis",
    ".rar": "unpack_first",
    ".7z": "unpack_first",
    ".xls": "convert_office",
}


def recognised(path: Path) -> str:
    """Give the reason why a file is not read, by its first bytes; "" where they say nothing."""
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    return next((one.reason for one in SIGNS if head[one.offset :].startswith(one.octets)), "")


def refuse(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Tell in one sentence what to do with a format that is only recognised."""
    expected = BY_SUFFIX.get(path.suffix.lower(), "unknown_format")
    found = recognised(path)
    raise FileUnreadable(path=str(path), reason=found or ("foreign" if expected == "convert_dwg" else expected))


def read_dwg(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a DWG through LibreDWG's dwg2dxf, where that is installed."""
    converter = shutil.which("dwg2dxf")
    if recognised(path) != "convert_dwg" or converter is None:
        return refuse(path, theme, options)
    with ExitStack() as hidden:
        folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
        target = folder / "drawing.dxf"
        with readable(path):
            run([converter, "-y", "-o", str(target), str(path.resolve())], path, folder / "out")
        if not target.is_file():
            raise FileUnreadable(path=str(path), reason="convert_dwg")
        try:
            source = read_dxf(target, theme, options)
        except GisError as problem:
            problem.values["path"] = str(path)
            raise
        hidden.push(source.hidden.pop_all())
        return replace(source, path=path, hidden=hidden.pop_all())


def run(words: Sequence[str], path: Path, out: Path) -> None:
    """Run a converter without a shell, with limits on time, memory and what it writes; its output goes to a file.

    Raises FileUnreadable where it fails: a hostile file may make it crash, and it only takes itself down.
    """
    with (
        out.open("wb") as file,
        subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.DEVNULL) as child,
    ):
        limit(child.pid)
        try:
            code = child.wait(SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            raise FileUnreadable(path=str(path), reason="too_large") from None
    if code:
        raise FileUnreadable(path=str(path), reason="damaged")


def limit(process: int) -> None:
    """Bound what a process may use; Windows has no such limits, there the time alone counts."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, LONGEST), (resource.RLIMIT_CORE, 0)):
        resource.prlimit(process, what, (most, most))
