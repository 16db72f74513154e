"""Formats that are recognised but not read by us: by a converter that is installed, else a word on how to convert."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from kangbashi_gis.errors import FileForeign, FileUnreadable, GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.dxf import read_dxf
from kangbashi_gis.model.schema import Theme

HEAD = 64
SECONDS = 600
MEMORY = 4_000_000_000
SUFFIXES = frozenset({".dwg", ".mdb", ".accdb", ".wl", ".wp", ".wt", ".rar", ".7z", ".xls"})
LONGEST = 2_000_000_000  # of what a converter writes


@dataclass(frozen=True)
class Sign:
    """What a file of a foreign format begins with, and what it is."""

    offset: int
    octets: bytes
    found: str


SIGNS: Sequence[Sign] = (
    Sign(0, b"AC10", "dwg"),
    Sign(0, b"AC1.", "dwg"),
    Sign(0, b"AC2.", "dwg"),
    Sign(4, b"Standard Jet DB", "access"),
    Sign(4, b"Standard ACE DB", "access"),
    Sign(0, b"WMAP", "mapgis"),
    Sign(0, b"Rar!", "archive"),
    Sign(0, b"7z\xbc\xaf\x27\x1c", "archive"),
    Sign(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    Sign(0, b"%PDF", "document"),
)
# What to do with it; a document is nothing to convert.
ADVICE: Mapping[str, str] = {
    "dwg": "save_as_dxf",
    "access": "export_elsewhere",
    "mapgis": "convert_in_mapgis",
    "archive": "unpack_first",
    "old_office": "save_as_xlsx",
}


def recognised(path: Path) -> str:
    """Give what a file is by its first bytes, as "dwg"; "" where they say nothing."""
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    return next((one.found for one in SIGNS if head[one.offset :].startswith(one.octets)), "")


def refuse(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Tell in one sentence what to do with a format that is only recognised."""
    found = recognised(path)
    if found in ADVICE:
        raise FileForeign(path=str(path), found=found, wanted=ADVICE[found])
    known = "foreign" if path.suffix.lower() in SUFFIXES else "unknown_format"
    raise FileUnreadable(path=str(path), reason="not_data" if found else known)


def read_dwg(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a DWG through LibreDWG's dwg2dxf, where that is installed."""
    converter = shutil.which("dwg2dxf")
    if recognised(path) != "dwg" or converter is None:
        return refuse(path, theme, options)
    with ExitStack() as hidden:
        folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
        target = folder / "drawing.dxf"
        with readable(path):
            run([converter, "-y", "-o", str(target), str(path.resolve())], path, folder / "out")
        if not target.is_file():
            raise FileUnreadable(path=str(path), reason="damaged")
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
