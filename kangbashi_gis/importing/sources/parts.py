"""Which files make one data set: a shapefile and its companions, a geodatabase and all that lies in it."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

COMPANIONS: Mapping[str, tuple[str, ...]] = {
    ".shp": (".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".shp.xml"),
    ".dbf": (".cpg",),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".tif": (".tfw", ".tif.aux.xml", ".tif.ovr"),
    ".tiff": (".tfw", ".tiff.aux.xml", ".tiff.ovr"),
}
# A geodatabase is a folder; everything below belongs to it.
FOLDER = ".gdb"
# What systems and programs leave behind; nobody means to import it.
LEFTOVERS = ("__macosx", ".", "~$", "thumbs.db", "desktop.ini")


def grouped(names: Iterable[str], suffixes: Collection[str]) -> dict[str, list[str]]:
    """Give the data sets among files (paths with `/`): the main file, or the geodatabase, to all its files.

    suffixes: of what can be a data set of its own. A companion is not listed beside its main file.
    """
    found: dict[str, list[str]] = {}
    loose = []
    for name in names:
        base = _geodatabase(name)
        if base:
            found.setdefault(base, []).append(name)
        elif not leftover(name):
            loose.append(name)
    by_key = {_key(name): name for name in loose}
    taken: set[str] = set()
    for main in sorted(loose, key=_rank):
        suffix = PurePosixPath(main).suffix.lower()
        if main in taken or suffix not in suffixes:
            continue
        stem = _key(main)[: -len(suffix)]
        others = [by_key[key] for end in COMPANIONS.get(suffix, ()) if (key := stem + end) in by_key]
        taken.update((main, *others))
        found[main] = [main, *others]
    return found


def leftover(name: str) -> bool:
    """Tell whether a path belongs to what systems leave behind: hidden, a lock, a thumbnail."""
    return any(part.lower().startswith(LEFTOVERS) for part in PurePosixPath(name).parts if part not in ("..", "."))


def _geodatabase(name: str) -> str:
    parts = PurePosixPath(name).parts
    for depth, part in enumerate(parts[:-1], start=1):
        if part.lower().endswith(FOLDER):
            return "/".join(parts[:depth])
    return ""


def _rank(name: str) -> tuple[bool, str]:
    """Put those that have companions first: a .dbf beside a .shp is not a table of its own."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix not in COMPANIONS or suffix == ".dbf", name


def _key(name: str) -> str:
    return name.lower()
