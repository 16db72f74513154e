"""The files beside a shapefile or a DBF that belong to it."""

from pathlib import Path


def sidecar(path: Path, suffix: str) -> Path | None:
    """Find the file beside `path` with another suffix, whatever the case of its letters."""
    for candidate in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if candidate.is_file():
            return candidate
    wanted = path.stem.lower() + suffix
    return next((one for one in path.parent.iterdir() if one.name.lower() == wanted and one.is_file()), None)


def hint_of(path: Path) -> str:
    """Give what the .cpg beside a file says of its encoding; "" where there is none."""
    cpg = sidecar(path, ".cpg")
    return cpg.read_bytes()[:40].decode("ascii", "ignore").strip() if cpg else ""
