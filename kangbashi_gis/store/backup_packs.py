"""The pieces of backups: 64 KB each, named by a keyed hash of what they hold, encrypted, many in one *pack*.

A piece that a folder holds already is never written again; that is all there is to an incremental backup. A pack of
some 32 MB fits every file system. It counts only once its index stands beside it, so that what a killed program has
left is nothing. Pieces of the vault lie in packs of their own, which are cleared of every piece that has expired.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from kangbashi_gis.errors import BackupDamaged
from kangbashi_gis.store import backup_disk
from kangbashi_gis.store.backup_disk import Writing
from kangbashi_gis.store.keys import digest, lock, unlock

PIECE = 65_536  # sixteen pages of a database: an edited row costs the few pieces around its pages
PACK_BYTES = 32 * 1024 * 1024
ID_BYTES = 32
ENTRY_BYTES = ID_BYTES + 8 + 4
SAMPLE = 4096
PACKED, PLAIN = b"z", b"-"
PEOPLE, OPEN = "people", "open"
DEAD_SHARE = 0.5  # of a pack without people, from which it is worth writing anew


@dataclass(frozen=True)
class Place:
    """Where a piece lies."""

    pack: str
    offset: int
    length: int


class Packs:
    """The packs of a folder of backups, under its key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.written_bytes = 0
        self._naming, self._sealing = digest(key, "backup naming"), digest(key, "backup sealing")
        self.places: dict[bytes, Place] = {}
        self.damaged: list[str] = []
        self._writing: dict[str, _Pack] = {}
        for index in sorted(folder.glob("*.index")):
            self._read(index)

    def _read(self, index: Path) -> None:
        listed = unlock(self._sealing, index.read_bytes())
        if listed is None:
            self.damaged.append(index.name)
            return
        for start in range(0, len(listed), ENTRY_BYTES):
            entry = listed[start : start + ENTRY_BYTES]
            offset, length = int.from_bytes(entry[32:40], "big"), int.from_bytes(entry[40:], "big")
            self.places[entry[:32]] = Place(index.stem, offset, length)

    def put(self, content: bytes, kind: str) -> bytes:
        """Keep a piece, unless it is kept already; gives its name."""
        name = digest(content, "piece", self._naming)
        if name not in self.places:
            self._add(name, lock(self._sealing, _packed(content, kind)), kind)
        return name

    def _add(self, name: bytes, box: bytes, kind: str) -> None:
        pack = self._writing.get(kind)
        if pack is None:
            pack = self._writing[kind] = _Pack(self.folder / f"{kind}-{token_hex(8)}.pack")
        self.places[name] = pack.add(name, box)
        self.written_bytes += len(box)
        if pack.file.size >= PACK_BYTES:
            self._close(kind)

    def _close(self, kind: str) -> None:
        pack = self._writing[kind]
        pack.file.seal()
        pack.file.finish()
        del self._writing[kind]
        backup_disk.write(pack.file.path.with_suffix(".index"), lock(self._sealing, b"".join(pack.entries)))

    def finish(self) -> None:
        """See to it that all pieces are on the disk."""
        for kind in list(self._writing):
            self._close(kind)

    def give_up(self) -> None:
        """Leave the packs that are not whole behind as nothing."""
        for pack in self._writing.values():
            pack.file.give_up()
        self._writing.clear()

    def get(self, name: bytes) -> bytes:
        """Give a piece, checked against its name; raises BackupDamaged."""
        place = self.places.get(name)
        if place is None:
            raise BackupDamaged(path=str(self.folder), count=0)
        path = self.folder / f"{place.pack}.pack"
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                box = file.read(place.length)
        except FileNotFoundError as problem:
            raise BackupDamaged(path=str(path), count=0) from problem
        content = _unpacked(unlock(self._sealing, box) or b"")
        if content is None or digest(content, "piece", self._naming) != name:
            raise BackupDamaged(path=str(path), count=0)
        return content

    def sweep(self, wanted: Iterable[bytes]) -> int:
        """Remove pieces that no backup names any more; gives how many bytes became free."""
        live, before = set(wanted), self._size()
        for name in {path.stem for path in self.folder.iterdir()}:
            held = {one: place for one, place in self.places.items() if place.pack == name}
            kept = {one: place for one, place in held.items() if one in live}
            if f"{name}.index" in self.damaged:
                continue  # what it holds is not known
            total, left = (sum(place.length for place in those.values()) for those in (held, kept))
            if kept and (left == total or (name.startswith(OPEN) and left > total * DEAD_SHARE)):
                continue
            self._rewrite(name, kept)
        return before - self._size()

    def _rewrite(self, name: str, kept: dict[bytes, Place]) -> None:
        path = self.folder / f"{name}.pack"
        for one, place in kept.items():
            with path.open("rb") as file:
                file.seek(place.offset)
                self._add(one, file.read(place.length), name.partition("-")[0])
        self.finish()
        # without its index a pack is nothing; so a kill in between leaves no half of it
        path.with_suffix(".index").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        self.places = {one: place for one, place in self.places.items() if place.pack != name}

    def _size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())


class _Pack:
    """A pack being written."""

    def __init__(self, path: Path) -> None:
        self.file = Writing(path)
        self.entries: list[bytes] = []

    def add(self, name: bytes, box: bytes) -> Place:
        offset = self.file.add(box)
        self.entries.append(name + offset.to_bytes(8, "big") + len(box).to_bytes(4, "big"))
        return Place(self.file.path.stem, offset, len(box))


def sweep_unfinished(folder: Path) -> None:
    """Remove what killed programs have left: files without their name yet, and packs without an index."""
    for path in folder.glob("*" + backup_disk.PART):
        path.unlink(missing_ok=True)
    for path in folder.glob("*.pack"):
        if not path.with_suffix(".index").exists():
            path.unlink(missing_ok=True)


def _packed(content: bytes, kind: str) -> bytes:
    """Make a piece smaller where that is possible; pages of the vault are encrypted, which nothing makes smaller."""
    if kind == PEOPLE or len(zlib.compress(content[:SAMPLE], 1)) > 0.9 * len(content[:SAMPLE]):
        return PLAIN + content
    return PACKED + zlib.compress(content, 1)


def _unpacked(text: bytes) -> bytes | None:
    if text[:1] == PLAIN:
        return text[1:]
    if text[:1] != PACKED:
        return None
    return zlib.decompress(text[1:])
