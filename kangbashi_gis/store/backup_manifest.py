"""What one backup consists of: its files as lists of pieces, what they counted, who made it, and that person's word."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import BackupDamaged
from kangbashi_gis.store.backup_packs import ID_BYTES, OPEN, PEOPLE, PIECE, Packs
from kangbashi_gis.store.keys import digest, is_signed_by, lock, unlock

MARK = b"KBSBACKUP1\n"
FAN = 256  # pieces named by one list; a list is a piece itself, so that an unchanged file costs nothing


@dataclass(frozen=True)
class BackedFile:
    """One file of a backup. lists: the names of the pieces that list its pieces. people: it holds the vault."""

    path: str
    size: int
    lists: tuple[str, ...]
    people: bool = False


@dataclass(frozen=True)
class Manifest:
    """One backup. at: when its files were so. log: how far the log had come. keep_days: until it expires.

    chain: the name of the log; signer and public: who made it, empty where there are no accounts.
    """

    name: str
    at: str
    chain: str
    log: int
    workspace: str
    keep_days: int
    counts: Mapping[str, int | None]
    files: tuple[BackedFile, ...]
    signer: str = ""
    public: str = ""
    signature: str = ""

    @property
    def expires(self) -> str:
        """The day from which this backup may be removed, and is removed by the next one that is made."""
        return (datetime.fromisoformat(self.at) + timedelta(days=self.keep_days)).isoformat(timespec="seconds")

    @property
    def statement(self) -> bytes:
        """What the signature is over, and what the log knows the backup by."""
        said = {**asdict(self), "signature": ""}
        return digest(json.dumps(said, ensure_ascii=False, sort_keys=True).encode(), "backup")

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(file.size for file in self.files)

    def is_signed(self) -> bool:
        """Tell whether it is as its maker signed it."""
        return is_signed_by(bytes.fromhex(self.public), self.statement, bytes.fromhex(self.signature))

    def signed(self, signature: bytes) -> "Manifest":
        """Give it with a signature."""
        return replace(self, signature=signature.hex())


def to_bytes(manifest: Manifest, key: bytes) -> bytes:
    """Write a manifest as it lies on the disk."""
    text = json.dumps(asdict(manifest), ensure_ascii=False).encode()
    return MARK + lock(digest(key, "backup manifest"), zlib.compress(text))


def from_file(path: Path, key: bytes) -> Manifest:
    """Read a manifest; raises BackupDamaged."""
    content = path.read_bytes()
    text = unlock(digest(key, "backup manifest"), content[len(MARK) :]) if content.startswith(MARK) else None
    if text is None:
        raise BackupDamaged(path=str(path), count=0)
    said: dict[str, Any] = json.loads(zlib.decompress(text))
    files = tuple(BackedFile(**{**one, "lists": tuple(one["lists"])}) for one in said.pop("files"))
    return Manifest(**said, files=files)


def take_in(packs: Packs, source: Path, name: str, people: bool, done: "Iterator[None] | None" = None) -> BackedFile:
    """Cut a file into pieces and keep them; `done` is asked for its next at each piece, to report and to stop."""
    kind = PEOPLE if people else OPEN
    names: list[bytes] = []
    with source.open("rb") as file:
        while content := file.read(PIECE):
            names.append(packs.put(content, kind))
            if done is not None:
                next(done)
    lists = [packs.put(b"".join(names[at : at + FAN]), kind) for at in range(0, len(names), FAN)]
    return BackedFile(name, source.stat().st_size, tuple(one.hex() for one in lists), people)


def pieces(packs: Packs, file: BackedFile) -> Iterator[bytes]:
    """Give the names of a file's pieces in order; raises BackupDamaged."""
    for one in file.lists:
        listed = packs.get(bytes.fromhex(one))
        yield from (listed[at : at + ID_BYTES] for at in range(0, len(listed), ID_BYTES))


def named(packs: Packs, manifest: Manifest) -> Iterator[bytes]:
    """Give the names of all pieces that a backup needs."""
    for file in manifest.files:
        yield from (bytes.fromhex(one) for one in file.lists)
        yield from pieces(packs, file)
