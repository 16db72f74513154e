"""What goes into a backup, copied aside at one moment: layers, vault, log and accounts that belong together.

Nobody writes while the vault and the log are copied and the layers are held as they are; copying those, which takes
longest, then goes on while others write.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kangbashi_gis.operations.folders import (
    ACCOUNTS,
    CACHE,
    CITY,
    INDEX,
    LOG,
    STAGING,
    VAULT,
    VAULT_KEY,
)
from kangbashi_gis.operations.restoring_swap import MARKER, ROOM, SIDES
from kangbashi_gis.operations.upkeep import carry_sealed
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, silent
from kangbashi_gis.store import backup_pages
from kangbashi_gis.store.accounts import Accounts

MADE_ANEW = (INDEX, CACHE, STAGING, ROOM, MARKER)
COPIED = (CITY, LOG, ACCOUNTS, VAULT)


@dataclass(frozen=True)
class Staged:
    """A file of a backup: where it is read, its path in the workspace, and whether it is of the vault."""

    source: Path
    path: str
    people: bool = False


def staged(space: Workspace, room: Path, progress: Progress) -> tuple[list[Staged], int]:
    """Copy what is written to into a room, and list all files; gives how far the log had come too."""
    database = space.store.database
    with database.frozen():
        if space.vault.made():
            carry_sealed(space.folder / VAULT, room / VAULT)
        backup_pages.copy_file_pages(space.log.path, room / LOG, silent)
        log = space.log.head().number
        if space.has_accounts:
            Accounts(space.folder / ACCOUNTS).copy(room / ACCOUNTS)
        connection = backup_pages.held(database)
    with closing(connection):
        backup_pages.copy_pages(connection, database.path, room / CITY, progress)
    copies = [Staged(path, path.name, path.name.startswith(VAULT)) for path in sorted(room.iterdir())]
    return [*copies, *_others(space.folder)], log


def _others(folder: Path) -> Iterator[Staged]:
    """Give all other files: the description, rasters, recipes, keys where there are no accounts, what was released."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in MADE_ANEW or not path.is_file() or path.is_symlink():
            continue
        if any(name.as_posix() in (known, *(known + side for side in SIDES)) for known in COPIED):
            continue
        yield Staged(path, name.as_posix())


def is_secret(path: str) -> bool:
    """Tell whether a file is one that only this user may read."""
    return path in (ACCOUNTS, VAULT_KEY) or path.endswith(".key")
