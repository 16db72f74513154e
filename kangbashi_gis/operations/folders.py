"""What lies where in a workspace folder, and whether it can be worked on in place."""

import dataclasses
import errno
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import DiskFull, OutputUnwritable, WorkspaceDamaged, WorkspaceMissing, WorkspaceTooNew
from kangbashi_gis.store.connection import require_length
from kangbashi_gis.store.migrations import FORMAT
from kangbashi_gis.store.presence import Presence, sweep

PROJECT = "project.toml"
CITY = "city.gpkg"
VAULT = "vault.db"
VAULT_KEY = "vault.key"
BACKUP_KEY = "backup.key"  # where nobody logs in: opens the keys of the folders of backups
LOG = "log.db"
ACCOUNTS = "accounts.db"
STATISTICS = "statistics.gpkg"
RASTERS, INDEX, CACHE, STAGING = "rasters", "index", "cache", "staging"
RECIPES, PAGES = "recipes", "pages"  # made when the first is saved
FOLDERS = (RASTERS, INDEX, CACHE, STAGING)
LONGEST_PREFIX = 40  # of a name, so that what is added to it does not make it too long

# file systems that are another computer's, on which neither locks nor shared memory can be trusted
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs"})
NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.glusterfs", "fuse.smb")
MOUNTS = Path("/proc/mounts")


@dataclass(frozen=True)
class Project:
    """What `project.toml` says of a workspace. crs is `EPSG:…` or WKT."""

    name: str
    crs: str
    created: str
    format_version: int
    sample: bool = False
    accounts: bool = False  # people log in: then a file of accounts that is gone is damage, not freedom
    base_maps: Sequence[Mapping[str, Any]] = ()  # of `base_maps.BaseMap`, the topmost first
    relief: Mapping[str, Any] = field(default_factory=dict)  # of `RasterStyle`: how heights are drawn


def read_project(folder: Path) -> Project:
    """Read a workspace's own description; says what is wrong where there is none that can be used."""
    path = folder / PROJECT
    try:
        if not path.is_file():
            _nothing_there(folder)
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
        version = int(stored.get("format_version", 0))
        if version > FORMAT:
            raise WorkspaceTooNew(path=str(folder), found=version, known=FORMAT)
        known = {one.name for one in dataclasses.fields(Project)}
        return Project(**{name: value for name, value in stored.items() if name in known})
    except (OSError, ValueError, TypeError) as problem:
        # tomllib's errors and undecodable bytes are ValueErrors; TypeError is an entry that is missing
        raise WorkspaceDamaged(path=str(folder), reason=f"{PROJECT}: {problem}") from problem


def _nothing_there(folder: Path) -> None:
    if (folder / CITY).exists():
        raise WorkspaceDamaged(path=str(folder), reason=PROJECT)
    raise WorkspaceMissing(path=str(folder))


def write_project(folder: Path, project: Project) -> None:
    """Write a workspace's description aside, sync, swap."""
    import tomli_w

    swap_in(folder / PROJECT, tomli_w.dumps(dataclasses.asdict(project)))


def swap_in(file: Path, text: str) -> None:
    """Write a small file of a workspace aside, sync, swap: it is whole or as it was, also when the power goes."""
    aside = file.with_name(file.name + ".new")
    try:
        with aside.open("wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn what the operating system reports while something is put into a folder into errors of ours."""
    try:
        yield
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(path=str(folder)) from problem
        raise OutputUnwritable(path=str(folder), reason=problem.strerror or type(problem).__name__) from problem


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Give a path beside a folder that is wanted, on the same disk, to build it at; what is there in the end goes.

    What killed programs have left that were building the same is removed first.
    """
    prefix = f".{target.name[:LONGEST_PREFIX]}."
    with writable(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent, prefix)
        presence = Presence(target.parent, prefix)
    room = target.parent / presence.session
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        presence.leave()


def carry(source: str | Path, target: str | Path) -> None:
    """Copy one file; says which side is at fault, which a whole tree's error does not."""
    try:
        Path(source).open("rb").close()
    except OSError as problem:
        raise WorkspaceDamaged(path=str(source), reason=problem.strerror or type(problem).__name__) from problem
    with writable(Path(target)):
        shutil.copy2(source, target)


def lay_out(folder: Path) -> None:
    """Make the folders in a workspace that are not there, or not any more: all but the rasters come back by itself."""
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)


def require_whole(folder: Path) -> None:
    """Raise WorkspaceDamaged when a file is missing without which the workspace is not one."""
    for name in (CITY, LOG):
        if not (folder / name).is_file():
            raise WorkspaceDamaged(path=str(folder), reason=name)
        require_length(folder / name)


def require_accounts(folder: Path, project: Project) -> None:
    """Raise WorkspaceDamaged where people log in and the file of accounts is gone."""
    if project.accounts and not (folder / ACCOUNTS).is_file():
        raise WorkspaceDamaged(path=str(folder), reason=ACCOUNTS)


def require_same_crs(folder: Path, project: Project, crs: str) -> None:
    """Raise WorkspaceDamaged where the description names another CRS than the layers: all places would be off."""
    # both were written from one text when the workspace was made
    if project.crs != crs:
        raise WorkspaceDamaged(path=str(folder / PROJECT), reason="crs_differs")


def hindrance(folder: Path) -> str:
    """Say why a folder cannot be worked on in place: "network", "read_only", or "" when it can."""
    if on_network(folder.resolve(), _mounts()):
        return "network"
    names = (folder, folder / CITY, folder / LOG)
    return "" if all(os.access(path, os.W_OK) for path in names) else "read_only"


def on_network(folder: Path, mounts: list[tuple[str, str]]) -> bool:
    r"""Tell whether a folder lies on another computer: by its mount, or by a name like `\\server\share`."""
    if folder.drive.startswith(("\\\\", "//")) or _mapped_drive(folder):
        return True
    over = [(point, kind) for point, kind in mounts if folder.is_relative_to(point)]
    if not over:
        return False
    kind = max(over, key=lambda mount: len(mount[0]))[1]
    return kind in NETWORK or kind.startswith(NETWORK_FUSE)


def _mapped_drive(folder: Path) -> bool:
    """Tell whether a Windows drive letter stands for a network share."""
    if os.name != "nt" or not folder.drive:
        return False
    import ctypes

    remote = 4  # DRIVE_REMOTE
    windows: Any = ctypes
    return bool(windows.windll.kernel32.GetDriveTypeW(folder.drive + "\\") == remote)


def _mounts() -> list[tuple[str, str]]:
    """Give mount points and kinds of file systems, where the system tells."""
    if not MOUNTS.exists():
        return []
    lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    parts = [line.split() for line in lines]
    # the kernel writes a space in a path as \040
    return [(part[1].replace("\\040", " "), part[2]) for part in parts if len(part) > 2]
