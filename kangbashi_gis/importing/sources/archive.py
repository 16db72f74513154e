"""A zip that holds data sets, also in zips inside: unpacked to a folder of our own under harmless names."""

import re
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kangbashi_gis.errors import FileUnreadable, GisError, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.parts import grouped
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

MOST_UNPACKED = 4_000_000_000
MOST_FILES = 100_000
MOST_ZIPS = 100  # inside one zip, at any depth
DEEPEST = 4
BLOCK = 1 << 20
LONGEST_NAME = 60
BESIDE = frozenset({".txt"})  # mostly a word to the reader; data only where there is nothing else
UTF8_NAMES = 0x800  # the flag of a member whose name is UTF-8
ENCRYPTED = 0x1
_HARMFUL = re.compile(r"[^\w\-（）()\[\] ]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
Reader = Callable[[Path, Theme, ImportOptions], Source]


@dataclass
class Room:
    """How much may still be unpacked: the sizes and numbers a zip states may be lies."""

    octets: int
    zips: int = MOST_ZIPS


@dataclass(frozen=True)
class Packed:
    """One data set in a zip. name: with the folders and the zips it lies in; members: its files."""

    name: str
    zip: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]

    @property
    def stem(self) -> str:
        """Its name without folder and suffix."""
        return PurePosixPath(self.name).stem


def read_zip(path: Path, theme: Theme, options: ImportOptions, read: Reader, suffixes: Collection[str]) -> Source:
    """Open a data set of a zip. options.layer names one: `宗地`, `内.zip/宗地.shp`, or `成果.gpkg/图层`."""
    with ExitStack() as hidden:
        with ExitStack() as boxes:
            room = Room(MOST_UNPACKED)
            with readable(path):
                found = list(catalogue(path, suffixes, room, boxes))
            chosen, layer = _choose(path, found, theme, options.layer)
            folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
            with readable(path):
                target = unpack(chosen, folder, room, path)
        with told_of(path, chosen.name if len(found) > 1 else ""):
            source = read(target, theme, replace(options, layer=layer))
        hidden.push(source.hidden.pop_all())
        return replace(source, path=path, read=lambda size: _rows(source, path, size), hidden=hidden.pop_all())


def catalogue(path: Path, suffixes: Collection[str], room: Room, boxes: ExitStack) -> Iterator[Packed]:
    """Go through the data sets of a zip and of the zips inside. boxes: keeps what was opened for it.

    Raises FileUnreadable for a zip with too much in it, BadZipFile for a damaged one.
    """
    yield from _sets(boxes.enter_context(zipfile.ZipFile(path)), "", (suffixes, path), (room, boxes), DEEPEST)


def unpack(packed: Packed, folder: Path, room: Room, path: Path) -> Path:
    """Unpack a data set into a folder; gives its main file. Its name there has no harmful character."""
    main = PurePosixPath(packed.name)
    stem, ending = harmless(main.stem), main.suffix.lower()
    target = folder / f"{stem}{ending}"
    is_folder = ending == ".gdb"
    if is_folder:
        target.mkdir()
    for member in packed.members:
        base = PurePosixPath(_name(member)).name
        rest = base[len(main.stem) :]
        inside = target / harmless(Path(base).stem).lower()
        place = inside.with_suffix(_ending(Path(base).suffix)) if is_folder else folder / f"{stem}{_ending(rest)}"
        _extract(packed.zip, member, place, room, path)
    return target


def harmless(name: str) -> str:
    """Give a name that is safe on every system: one part, no device, not too long."""
    plain = _HARMFUL.sub("_", name).strip()[:LONGEST_NAME] or "_"
    return f"_{plain}" if _DEVICE.fullmatch(plain) else plain


def _sets(
    box: zipfile.ZipFile, above: str, about: tuple[Collection[str], Path], limits: tuple[Room, ExitStack], depth: int
) -> Iterator[Packed]:
    suffixes, path = about
    if len(box.infolist()) > MOST_FILES:
        raise FileUnreadable(path=str(path), reason="too_large")
    members = {_name(one): one for one in box.infolist() if not one.is_dir()}
    for name, parts in grouped(members, suffixes).items():
        inner = _opened(box, members[name], limits, path, depth) if name.lower().endswith(".zip") else None
        if inner is None:
            yield Packed(above + name, box, tuple(members[part] for part in parts))
        else:
            yield from _sets(inner, f"{above}{name}/", about, limits, depth - 1)


def _opened(
    box: zipfile.ZipFile, member: zipfile.ZipInfo, limits: tuple[Room, ExitStack], path: Path, depth: int
) -> zipfile.ZipFile | None:
    """Open a zip inside a zip from a copy; None where it is damaged: then it stands for itself, and tells so."""
    room, boxes = limits
    if room.zips <= 0 or not depth:
        raise FileUnreadable(path=str(path), reason="too_large")
    room.zips -= 1
    folder = Path(boxes.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
    _extract(box, member, folder / "inner.zip", room, path)
    try:
        return boxes.enter_context(zipfile.ZipFile(folder / "inner.zip"))
    except zipfile.BadZipFile:
        return None


def _choose(path: Path, found: list[Packed], theme: Theme, layer: str | None) -> tuple[Packed, str | None]:
    """Give the data set, and the layer that is meant inside it."""
    if not found:
        raise FileUnreadable(path=str(path), reason="no_data_in_zip")
    stems = [one.stem for one in found]
    names = {one.name: one for one in found} | {one.stem: one for one in found if stems.count(one.stem) == 1}
    if layer is None:
        likely = [one for one in found if PurePosixPath(one.name).suffix.lower() not in BESIDE] or found
        called = [one for one in likely if one.stem in (theme.name, theme.title, *theme.aliases)]
        if len(likely) > 1 and len(called) != 1:
            raise LayerUnclear(path=str(path), known=_known(found))
        return (called or likely)[0], None
    if layer in names:
        return names[layer], None
    for name in sorted(names, key=len, reverse=True):
        if layer.startswith(f"{name}/"):
            return names[name], layer[len(name) + 1 :]
    if len(found) == 1:
        return found[0], layer
    raise LayerUnknown(path=str(path), layer=layer, known=_known(found))


def _known(found: list[Packed]) -> tuple[str, ...]:
    stems = [one.stem for one in found]
    return tuple(one.stem if stems.count(one.stem) == 1 else one.name for one in found)


def _rows(source: Source, path: Path, size: int) -> Iterator[Table]:
    with told_of(path, ""):
        yield from source.read(size)


@contextmanager
def told_of(path: Path, name: str) -> Iterator[None]:
    """Tell an error of the unpacked copy, which means nothing to the user, under the name of the zip."""
    try:
        yield
    except GisError as problem:
        if "path" in problem.values:
            problem.values["path"] = str(path)
        if name and isinstance(problem, LayerUnclear | LayerUnknown):
            known = problem.values["known"]
            problem.values["known"] = tuple(f"{name}/{one}" for one in known)  # type: ignore[attr-defined]
        raise


def _name(member: zipfile.ZipInfo) -> str:
    """Give a member's name with `/`; Chinese programs write it in GBK without saying so."""
    name = member.filename
    if not member.flag_bits & UTF8_NAMES and not name.isascii():
        octets = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = octets.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _ending(rest: str) -> str:
    return re.sub(r"[^a-z0-9.]", "_", rest.lower())


def _extract(box: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, room: Room, path: Path) -> None:
    """Unpack one member, counting what really comes out."""
    if member.flag_bits & ENCRYPTED:
        raise FileUnreadable(path=str(path), reason="password")
    with box.open(member) as packed, target.open("wb") as file:
        while block := packed.read(BLOCK):
            room.octets -= len(block)
            if room.octets < 0:
                raise FileUnreadable(path=str(path), reason="too_large")
            file.write(block)
