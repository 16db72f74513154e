"""Who opens a folder of backups: a system administrator with the account's key, anybody with the recovery key.

Without accounts the key lies in the workspace, where the key of the vault lies too; a printed key is made with it.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kangbashi_gis.errors import BackupFolderUnfit, BackupLocked
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations.entering import accounts_of
from kangbashi_gis.operations.folders import BACKUP_KEY
from kangbashi_gis.store import backup_disk, backup_folder
from kangbashi_gis.store.backup_folder import BackupFolder, Header
from kangbashi_gis.store.backup_manifest import Manifest
from kangbashi_gis.store.keys import KEY_BYTES, verify_key
from kangbashi_gis.store.recovery import new_recovery_key, recovery_seed
from kangbashi_gis.store.rotation import RECOVERY

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOST_LISTED = 100_000


def opened(space: "Workspace", folder: Path, recovery: str = "") -> BackupFolder:
    """Open the backups of this workspace; raises BackupFolderUnfit, BackupLocked."""
    opening = backup_folder.by_recovery(recovery) if recovery else lambda header: _key(space, header)
    found = backup_folder.open_folder(folder, opening)
    if found.header.chain != space.log.head().chain:
        raise BackupFolderUnfit(path=str(folder), reason="other_workspace")
    _require_known(space, found)
    return found


def opened_or_made(space: "Workspace", folder: Path) -> tuple[BackupFolder, str]:
    """Open the folder, or make it at the first backup; gives the printed key too where one was made just now."""
    with backup_disk.told(folder):
        header = backup_folder.read_header(folder)
        begun = header is not None and any((folder / backup_folder.BACKUPS).glob("*" + backup_folder.ENDING))
    if begun:
        found = opened(space, folder)
        if space.has_accounts:
            with backup_disk.told(folder):
                found.reseal(*_owners(space))
        return found, ""
    with backup_disk.told(folder):
        if folder.exists() and not folder.is_dir():
            raise BackupFolderUnfit(path=str(folder), reason="no_folder")
    return _made(space, folder)


def _made(space: "Workspace", folder: Path) -> tuple[BackupFolder, str]:
    printed, secret = "", b""
    if not space.has_accounts:
        path = space.folder / BACKUP_KEY
        if not path.exists():
            printed = new_recovery_key()
            _keep(path, verify_key(recovery_seed(printed)))
        secret = path.read_bytes()[:KEY_BYTES]
    recovery, owners = _owners(space)
    with backup_disk.told(folder):
        chain = space.log.head().chain
        return backup_folder.create(folder, chain, space.has_accounts, recovery, owners, secret), printed


def _keep(path: Path, recovery: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(backup_folder.new_key() + recovery)
        file.flush()
        os.fsync(file.fileno())


def _owners(space: "Workspace") -> tuple[bytes, list[bytes]]:
    """Give the public halves of the recovery key and of the accounts that may make backups."""
    if not space.has_accounts:
        return (space.folder / BACKUP_KEY).read_bytes()[KEY_BYTES:], []
    accounts = accounts_of(space)
    owners = [one.public for one in accounts.all() if one.user.may(Permission.BACKUP) and not one.disabled]
    return accounts.fact(RECOVERY) or b"", owners


def _key(space: "Workspace", header: Header) -> bytes | None:
    if header.owned != space.has_accounts:
        # what was backed up before there were accounts holds the key of the vault of that time
        raise BackupFolderUnfit(path="", reason="before_accounts" if space.has_accounts else "with_accounts")
    if not space.has_accounts:
        path = space.folder / BACKUP_KEY
        return backup_folder.by_secret(header, path.read_bytes()[:KEY_BYTES]) if path.exists() else None
    sealed = header.sealed.get(space.verify_key(space.user.name).hex())
    return space.vault.open_sealed([bytes.fromhex(sealed)])[0] if sealed else None


def _require_known(space: "Workspace", found: BackupFolder) -> None:
    """Raise BackupFolderUnfit for a folder whose key was not made by us: somebody else would read along."""
    if found.names() and not any(found.fingerprint in one for one in made(space).values()):
        raise BackupFolderUnfit(path=str(found.folder), reason="foreign_key")


def said(manifest: Manifest, found: BackupFolder) -> str:
    """Give what the log says of a backup: its name, the hash of what it consists of, and by which key it is opened."""
    return f"{manifest.name} {manifest.statement.hex()} {found.fingerprint}"


def made(space: "Workspace") -> dict[str, str]:
    """Give what the log says of the backups that were made: by name the hash of the manifest, and of the key."""
    events = space.log.events("kind = ? AND reason = 'made'", (EventKind.BACKUP.value,), MOST_LISTED)
    return {name: rest for name, _, rest in (one.subject.partition(" ") for one in events)}


def require_key(space: "Workspace", folder: Path) -> None:
    """Raise BackupLocked where the user could not open what is made."""
    if space.has_accounts and space.verify_key(space.user.name) not in _owners(space)[1]:
        raise BackupLocked(path=str(folder))
