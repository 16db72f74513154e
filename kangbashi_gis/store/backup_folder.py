"""A folder of backups: its key, sealed to whoever may open it, the backups in it, and one writer at a time.

The key is sealed to the recovery key and to those who may make backups. It opens the layers, the log and the file of
accounts; the vault within is still encrypted under its own key, which nobody gets by this one.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from kangbashi_gis.errors import BackupBusy, BackupDamaged, BackupFolderUnfit, BackupLocked, BackupUnknown
from kangbashi_gis.store import backup_disk, backup_manifest, backup_packs
from kangbashi_gis.store.backup_manifest import Manifest
from kangbashi_gis.store.backup_packs import Packs
from kangbashi_gis.store.keys import digest, lock, new_key, open_sealed, seal_to, unlock
from kangbashi_gis.store.presence import SUFFIX, Presence, present, sweep
from kangbashi_gis.store.recovery import recovery_seed

HEADER, BACKUPS, PACKS, AT_WORK = "kangbashi-backup.json", "backups", "packs", "at-work"
ENDING = ".kbsb"
BY_SECRET = ""  # stands where else the verify key of an account does
FORMAT = 1
PRINT_BYTES = 8

Opening = Callable[["Header"], bytes | None]


@dataclass(frozen=True)
class Header:
    """What stands in clear on the disk: of which log it is, and the key, sealed. No names.

    recovery: the public half of the recovery key. owned: it was made where people log in.
    """

    format: int
    chain: str
    owned: bool
    recovery: str
    recovery_sealed: str
    sealed: Mapping[str, str]


class BackupFolder:
    """An open folder of backups."""

    def __init__(self, folder: Path, header: Header, key: bytes) -> None:
        self.folder = folder
        self.header = header
        self.key = key

    @property
    def fingerprint(self) -> str:
        """Short form of the key, by which the log knows it: a folder with another key is not ours."""
        return digest(self.key, "backup print")[:PRINT_BYTES].hex()

    def packs(self) -> Packs:
        """Read which pieces there are."""
        return Packs(self.folder / PACKS, self.key)

    def names(self) -> list[str]:
        """Name the backups, oldest first."""
        return sorted(path.stem for path in (self.folder / BACKUPS).glob("*" + ENDING))

    def manifest(self, name: str) -> Manifest:
        """Read a backup; raises BackupDamaged."""
        found = backup_manifest.from_file(self.path(name), self.key)
        if found.name != name or found.chain != self.header.chain:
            raise BackupDamaged(path=str(self.path(name)), count=0)
        return found

    def path(self, name: str) -> Path:
        """Give where a backup lies."""
        return self.folder / BACKUPS / (name + ENDING)

    def chosen(self, name: str) -> Manifest:
        """Give a backup by name, or the newest for ""; raises BackupUnknown."""
        known = self.names()
        if not known or (name and name not in known):
            raise BackupUnknown(name=name or "-", known=tuple(known))
        return self.manifest(name or known[-1])

    def reseal(self, recovery: bytes, owners: list[bytes]) -> None:
        """Seal the key to those who may open it now, should they not be those of before."""
        wanted = {one.hex() for one in owners}
        if self.header.recovery == recovery.hex() and set(self.header.sealed) == wanted:
            return
        self.header = _sealed(self.header, self.key, recovery, owners)
        write_header(self.folder, self.header)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who writes; what killed programs have left is removed first."""
        with backup_disk.told(self.folder):
            desk = self.folder / AT_WORK
            desk.mkdir(exist_ok=True)
            sweep(desk)
            mine = Presence(desk)
        try:
            others = {path.stem for path in desk.glob("*" + SUFFIX)} - {mine.session}
            if any(present(desk, one) for one in others):
                raise BackupBusy(path=str(self.folder))
            for folder in (self.folder / BACKUPS, self.folder / PACKS):
                backup_packs.sweep_unfinished(folder)
            yield
        finally:
            with backup_disk.told(self.folder):
                mine.leave()


def read_header(folder: Path) -> Header | None:
    """Read what stands in clear; None for a folder without backups. Raises BackupFolderUnfit."""
    path = folder / HEADER
    try:
        found = Header(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as problem:
        raise BackupFolderUnfit(path=str(folder), reason="header") from problem
    if found.format > FORMAT:
        raise BackupFolderUnfit(path=str(folder), reason="backup_too_new")
    return found


def write_header(folder: Path, header: Header) -> None:
    """Write what stands in clear, aside and renamed."""
    backup_disk.write(folder / HEADER, json.dumps(asdict(header), indent=1).encode())


def create(
    folder: Path, chain: str, owned: bool, recovery: bytes, owners: list[bytes], secret: bytes = b""
) -> BackupFolder:
    """Make a folder of backups with a new key, sealed to the recovery key, and to accounts or under a secret."""
    for name in (BACKUPS, PACKS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    key = new_key()
    header = _sealed(Header(FORMAT, chain, owned, "", "", {}), key, recovery, owners)
    if secret:
        header = replace(header, sealed={BY_SECRET: lock(secret, key).hex()})
    write_header(folder, header)
    return BackupFolder(folder, header, key)


def by_secret(header: Header, secret: bytes) -> bytes | None:
    """Give the key under a secret of the workspace; None where it is another's."""
    return unlock(secret, bytes.fromhex(header.sealed.get(BY_SECRET, "")) or b"-")


def open_folder(folder: Path, opening: Opening) -> BackupFolder:
    """Open a folder of backups; raises BackupFolderUnfit, BackupLocked."""
    with backup_disk.told(folder):
        header = read_header(folder)
        whole = header and all((folder / name).is_dir() for name in (BACKUPS, PACKS))
    if header is None or not whole:
        raise BackupFolderUnfit(path=str(folder), reason="no_backups")
    key = opening(header)
    if key is None:
        raise BackupLocked(path=str(folder))
    return BackupFolder(folder, header, key)


def by_recovery(printed: str) -> Opening:
    """Open with the recovery key, as printed."""
    seed = recovery_seed(printed)
    return lambda header: open_sealed(seed, bytes.fromhex(header.recovery_sealed))


def new_name() -> str:
    """Name a backup by the time, so that they sort; also where two are made in a second."""
    return f"{datetime.now():%Y%m%d-%H%M%S}-{token_hex(3)}"


def _sealed(header: Header, key: bytes, recovery: bytes, owners: list[bytes]) -> Header:
    sealed = {one.hex(): seal_to(one, key).hex() for one in owners}
    return replace(header, recovery=recovery.hex(), recovery_sealed=seal_to(recovery, key).hex(), sealed=sealed)
