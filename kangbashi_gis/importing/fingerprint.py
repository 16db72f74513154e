"""The SHA-256 of what was imported, so that a row can say which file it came from."""

import hashlib
from pathlib import Path

BLOCK = 1 << 20
SHAPEFILE_PARTS = (".shp", ".dbf", ".prj", ".cpg")


def sha256(path: Path) -> str:
    """Give the digest of a file; of a shapefile or a folder, of all its parts in order of their names."""
    digest = hashlib.sha256()
    for part in _parts(path):
        with part.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _parts(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(one for one in path.rglob("*") if one.is_file())
    if path.suffix.lower() != ".shp":
        return [path]
    beside = (one for one in path.parent.iterdir() if one.stem == path.stem)
    return sorted(one for one in beside if one.suffix.lower() in SHAPEFILE_PARTS and one.is_file())
