"""The open house: store, vault, log, project and user; `require` and `change` are the gate all writing passes."""

import dataclasses
import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import GisError, LoginRequired, OutputExists, PermissionDenied, WorkspaceReadOnly
from kangbashi_gis.model.account import VISITOR, Permission, Role, User
from kangbashi_gis.model.crs import DEFAULT, require_workspace
from kangbashi_gis.model.events import Event, EventKind
from kangbashi_gis.operations import entering, restoring_swap, vouching
from kangbashi_gis.operations.agreement import require_agreement
from kangbashi_gis.operations.folders import (
    ACCOUNTS,
    CITY,
    INDEX,
    LOG,
    STAGING,
    VAULT,
    VAULT_KEY,
    Project,
    aside,
    hindrance,
    lay_out,
    read_project,
    require_accounts,
    require_same_crs,
    require_whole,
    writable,
    write_project,
)
from kangbashi_gis.operations.local_copy import LocalCopy
from kangbashi_gis.operations.noting import keep_up, note
from kangbashi_gis.operations.settling import settle
from kangbashi_gis.store.audit import AuditLog, Outcome
from kangbashi_gis.store.geopackage import GeoPackageStore, GeoPackageWriter
from kangbashi_gis.store.layout import open_layouts
from kangbashi_gis.store.migrations import FORMAT, outdated
from kangbashi_gis.store.presence import Presence
from kangbashi_gis.store.roster import Roster
from kangbashi_gis.store.vault import Vault, VaultWriter, make_key

if TYPE_CHECKING:
    from kangbashi_gis.index.catalogue import Indexes

logger = logging.getLogger(__name__)


def create_workspace(
    folder: Path, name: str, crs: str = DEFAULT, user: str = "local", *, sample: bool = False
) -> "Workspace":
    """Make an empty workspace and open it. It is built aside and renamed: whoever sees it sees all of it."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputExists(path=str(folder))
    require_workspace(crs)
    with aside(folder) as room, writable(folder.parent):
        room.mkdir()
        _furnish(room, Project(name, crs, datetime.now().isoformat(timespec="seconds"), FORMAT, sample))
        if folder.exists():
            folder.rmdir()
        room.rename(folder)
    return open_workspace(folder, user)


def _furnish(folder: Path, project: Project) -> None:
    from kangbashi_gis.operations.styles import first_kept  # which nobody needs who opens a workspace

    lay_out(folder)
    store = GeoPackageStore.create(folder / CITY, project.crs)
    store.provide_styles(first_kept())
    store.close()
    AuditLog.create(folder / LOG)
    make_key(folder / VAULT_KEY)
    write_project(folder, project)


def open_workspace(
    folder: Path, user: str = "local", *, read_only: bool = False, ticket: str = "", idle_s: float = 0.0
) -> "Workspace":
    """Open a workspace; what killed programs have left unsettled is settled first.

    Where people log in, it is opened for a visitor, or for who has handed over a `ticket` (`vault.hand_over`); user
    is then of no meaning. idle_s: after so many seconds without a sign of life a session ends; 0 for never.

    On a network path or a medium that cannot be written, a local copy is opened, and `notice` says why.
    """
    folder = folder.absolute()
    restoring_swap.finish(folder)
    project = read_project(folder)
    require_whole(folder)
    require_accounts(folder, project)
    reason = hindrance(folder)
    if reason or (read_only and _needs_writing(folder)):
        space = Workspace(folder, project, User(user), copy=LocalCopy(folder, reason or "read_only"), idle_s=idle_s)
    else:
        if not read_only:
            lay_out(folder)
        space = Workspace(folder, project, User(user), read_only=read_only, idle_s=idle_s)
    try:
        _begin(space, ticket)
    except BaseException:
        space.close()
        raise
    return space


def _begin(space: "Workspace", ticket: str) -> None:
    if not space.read_only:
        if space.has_accounts:
            entering.end_setup(space)
        settle(space)
        _keep_format(space)
    if ticket and space.has_accounts:
        entering.accept(space, ticket)


def _keep_format(space: "Workspace") -> None:
    """Let the description say the format that opening has brought the files to."""
    if space.project.format_version < FORMAT:
        space.project = dataclasses.replace(space.project, format_version=FORMAT)
        write_project(space.folder, space.project)


def _needs_writing(folder: Path) -> bool:
    """Tell whether a workspace cannot be read as it is: of an older format, or left by a program that was killed."""
    return (folder / (LOG + "-journal")).exists() or outdated(folder / CITY, open_layouts())


class Change:
    """One operation's writing. The write lock is taken at the first use of `writer`, so staging may take its time."""

    def __init__(self, space: "Workspace", number: int, undoes: int | None) -> None:
        self.number = number
        self._space = space
        self._undoes = undoes
        self._stack = ExitStack()
        self._writer: GeoPackageWriter | None = None
        self._vault: VaultWriter | None = None
        self._before = 0

    @property
    def writer(self) -> GeoPackageWriter:
        """The transaction over `city.gpkg`."""
        if self._writer is None:
            self._writer = self._stack.enter_context(self._space.store.write(self.number, self._undoes))
            self._before = self._writer.latest()
        return self._writer

    @property
    def vault(self) -> VaultWriter:
        """The transaction over the vault; it is committed just before that over `city.gpkg`."""
        if self._vault is None:
            # always in this order, so that two programs never wait for each other
            self.writer.involve_vault(self.number)
            self._vault = self._stack.enter_context(self._space.vault.write(self.number, self._undoes))
        return self._vault

    def commit(self) -> Outcome:
        """Commit the vault, then `city.gpkg`: whether the operation is done is decided by the latter."""
        writer = self.writer  # an operation that changed nothing is kept in the store too
        touched = self._vault is not None or self._undoes is not None or writer.latest() > self._before
        try:
            self._stack.close()
        except BaseException:
            if self._vault is not None:
                self._space.vault.erase(self.number)
            raise
        return "done" if touched else "idle"

    def roll_back(self, problem: BaseException) -> None:
        """Leave everything as it was."""
        self._stack.__exit__(type(problem), problem, problem.__traceback__)


class Workspace:
    """An open workspace. Close it, or use it in a `with`.

    folder is where its files are read; origin is what the user opened (they differ for a local copy).
    notice says why a copy was made: "network", "read_only" or "".
    """

    def __init__(
        self,
        folder: Path,
        project: Project,
        user: User,
        *,
        read_only: bool = False,
        copy: LocalCopy | None = None,
        idle_s: float = 0.0,
    ) -> None:
        self.origin = folder
        self.folder = copy.folder if copy else folder
        self.project = project
        self.user = user
        self.anchored = 0  # the last event that was anchored by this program
        self.roster: tuple[Any, Roster] | None = None  # the accounts as they were signed, and for which state
        self.lent = False  # whether the session is that of another process, which let this one in
        self.notice = copy.reason if copy else ""
        self.read_only = read_only or copy is not None
        self.idle_s = idle_s
        self._indexes: Indexes | None = None
        self._turn = threading.Lock()
        with ExitStack() as opening:
            if copy:
                opening.callback(copy.remove)
            self.store = GeoPackageStore(self.folder / CITY, read_only=self.read_only)
            opening.callback(self.store.close)
            require_same_crs(folder, project, self.store.crs)
            self.presence = None if self.read_only else Presence(self.folder / STAGING)
            if self.presence:
                opening.callback(self.presence.leave)
            session = self.presence.session if self.presence else ""
            self.log = AuditLog(self.folder / LOG, session, read_only=self.read_only)
            opening.callback(self.log.close)
            self.vault = self._vault(copy is not None)
            opening.callback(self.vault.close)
            if self.has_accounts:
                self.user = VISITOR
            self._closing = opening.pop_all()

    def _vault(self, is_copy: bool) -> Vault:
        """Give the vault; its process starts at the first question. A copy is ours alone, so that it may tidy up."""
        locked = self.read_only and not is_copy
        paths = (self.folder / VAULT, self.folder / VAULT_KEY)
        used, agreed = self.store.ever_involved_vault, partial(require_agreement, self)
        vault = Vault(*paths, locked, used, agreed, self.folder / ACCOUNTS)
        vault.known = partial(vouching.known, self)
        return vault

    @property
    def index(self) -> "Indexes":
        """The indexes of this workspace; each is opened when it is first asked."""
        with self._turn:
            if self._indexes is None:
                from kangbashi_gis.index.catalogue import Indexes

                self._indexes = Indexes(self.folder / INDEX, self.store)
                self._closing.callback(self._indexes.close)
            return self._indexes

    @property
    def staging(self) -> Path:
        """A folder of this session's own, for what is put together before it is swapped in."""
        if self.presence is None:
            raise WorkspaceReadOnly(path=str(self.origin))
        folder = self.folder / STAGING / self.presence.session
        folder.mkdir(exist_ok=True)
        return folder

    def require(self, permission: Permission) -> None:
        """Raise PermissionDenied unless the user has a permission: the first line of every operation.

        LoginRequired where nobody is logged in, or the session has ended because nobody did anything.
        """
        if self.user.role not in (None, Role.VISITOR) and self.has_accounts and not self.vault.is_entered:
            self.user = VISITOR
        if self.user.may(permission):
            return
        if self.user.role is Role.VISITOR:
            raise LoginRequired(permission=permission.value)
        raise PermissionDenied(user=self.user.name, permission=permission.value)

    @property
    def has_accounts(self) -> bool:
        """Tell whether people log in here; where they do not, whoever opens the folder may do everything."""
        return self.vault.has_accounts

    @property
    def holds_key(self) -> bool:
        """Tell whether the user can open the vault: where nobody logs in, everybody can; else clerks with the key."""
        return not self.has_accounts or self.vault.is_open

    def log_in(self, name: str, password: str, code: str = "") -> User:
        """Log in with an account: from now on the user is its owner, and the vault opens for those who may read people.

        code: of the second factor, for accounts that have one. Raises LoginRefused, LoginLocked, PasswordExpired.
        """
        return entering.log_in(self, name, password, code, self.idle_s)

    def lock(self) -> None:
        """Close the vault and be a visitor, until somebody logs in again: what idleness and the lock key do."""
        entering.leave(self, EventKind.LOCKED)

    def log_out(self) -> None:
        """End the session of the user: the vault's process ends, and with it what it knew."""
        entering.leave(self, EventKind.LOGOUT)

    def touch(self) -> None:
        """Say that somebody is at the keyboard, so that the session does not end for idleness."""
        self.vault.touch()

    def auditors(self) -> list[bytes]:
        """Give the verify keys of those who may read the log: what only they may read is sealed to them."""
        if not self.has_accounts:
            return []
        return vouching.auditors(self)

    def verify_keys(self) -> dict[str, bytes]:
        """Give the verify keys of all accounts, by name: their signatures are checked with them."""
        return vouching.verify_keys(self) if self.has_accounts else {}

    def verify_key(self, name: str) -> bytes:
        """Give the verify key of an account; b"" where there is none of that name."""
        return self.verify_keys().get(name, b"")

    def note(self, kind: EventKind, **said: Any) -> Event:
        """Add an event to the log before anything is answered; raises what keeps it from being written."""
        return note(self, kind, **said)

    def require_writing(self) -> None:
        """Raise WorkspaceReadOnly where nothing can be written."""
        if self.read_only:
            raise WorkspaceReadOnly(path=str(self.origin))

    @contextmanager
    def change(self, operation: str, subject: str, undoes: int | None = None) -> Iterator[Change]:
        """Write as one logged operation: all of what is done in the `with`, or on any exception nothing.

        operation is a name such as `data.import`; subject a theme or a file's name, never anything personal.
        """
        self.require_writing()
        number = self.log.begin(self.user.name, operation, subject, undoes)
        change = Change(self, number, undoes)
        try:
            yield change
            outcome = change.commit()
        except BaseException as problem:
            try:
                # what SQLite reported becomes an error of ours in here, and goes on in place of this one
                change.roll_back(problem)
            finally:
                self._finish(number, "undone")
            raise
        self._finish(number, outcome)

    def _finish(self, number: int, outcome: Outcome) -> None:
        try:
            keep_up(self, self.log.finish(number, outcome).number)
        except GisError as problem:
            # the data are as they should be; the next opening settles the row
            logger.warning("operation %d is %s, but the log could not be told: %s", number, outcome, problem)

    def close(self) -> None:
        """Log out, close all files, and end the vault's process."""
        with self._closing:
            if self.vault.entered:
                self.log_out()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
