"""The list of the files of a sample district, in the order in which they are to be imported."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from kangbashi_gis.errors import FileMissing, FileUnreadable

NAME = "清单.json"
VERSION = 1


@dataclass(frozen=True)
class File:
    """One file to import: its path below the folder, its theme, how many rows, and what it does not say of itself."""

    path: str
    theme: str
    rows: int
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Manifest:
    """The files of one sample folder. name: what its workspace is called."""

    folder: Path
    scale: str
    name: str
    crs: str
    files: tuple[File, ...]

    def rows(self, theme: str) -> int:
        """Give how many rows of a theme all files together hold."""
        return sum(one.rows for one in self.files if one.theme == theme)


def write(manifest: Manifest) -> None:
    """Put the list beside the files."""
    content = {
        "version": VERSION,
        "scale": manifest.scale,
        "name": manifest.name,
        "crs": manifest.crs,
        "files": [dataclasses.asdict(one) for one in manifest.files],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (manifest.folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def read(folder: Path) -> Manifest:
    """Read the list of a folder; raises FileMissing or FileUnreadable."""
    path = folder / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(File(**one) for one in content["files"])
        return Manifest(folder, content["scale"], content["name"], content["crs"], files)
    except FileNotFoundError as problem:
        raise FileMissing(path=str(path)) from problem
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise FileUnreadable(path=str(path), reason="damaged") from problem
