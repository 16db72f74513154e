"""Logging in, locking and logging out: what is counted and noted around a password, and who the user is afterwards."""

import dataclasses
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kangbashi_gis.errors import (
    AccountsMissing,
    AccountsTouched,
    LoginLocked,
    LoginReadOnly,
    LoginRefused,
    PasswordExpired,
)
from kangbashi_gis.model.account import VISITOR, User
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.passwords import LONGEST_DAYS
from kangbashi_gis.operations import vouching
from kangbashi_gis.operations.folders import BACKUP_KEY, VAULT_KEY, write_project
from kangbashi_gis.operations.noting import anchor, compare_with_vault
from kangbashi_gis.store.accounts import Account, Accounts, destroy

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

DAY_S = 86_400


def accounts_of(space: "Workspace") -> Accounts:
    """Give the accounts of a workspace; raises AccountsMissing where it has none."""
    path = space.vault.accounts_path
    if path is None or not space.has_accounts:
        raise AccountsMissing()
    return Accounts(path)


def spelled(name: str) -> str:
    """Give the one spelling of a name of an account."""
    return unicodedata.normalize("NFKC", name).strip()


def log_in(space: "Workspace", name: str, password: str, code: str, idle_s: float) -> User:
    """Log in; raises LoginRefused, LoginLocked, PasswordExpired, and whatever keeps it from being noted."""
    accounts, name = accounts_of(space), spelled(name)
    if space.read_only:
        raise LoginReadOnly(path=str(space.origin))
    leave(space, EventKind.LOGOUT)
    with counted(space, accounts, name):
        space.vault.log_in(name, password, code, idle_s)
    try:
        account = accounts.account(name)
        if account is None or is_expired(account, accounts.now()):
            raise PasswordExpired(user=name)
        _enter(space)
    except BaseException:
        _forget(space)
        raise
    return space.user


def end_setup(space: "Workspace") -> None:
    """End the making of the first accounts, should it have been killed: the key is in the accounts, so it goes."""
    destroy(space.folder / VAULT_KEY)
    destroy(space.folder / BACKUP_KEY)  # older backups hold that key; the printed one opens them
    vouching.settle(space, accounts_of(space))
    if not space.project.accounts:
        space.project = dataclasses.replace(space.project, accounts=True)
        write_project(space.folder, space.project)


def accept(space: "Workspace", ticket: str) -> User:
    """Be the one who handed over; it was noted when that person logged in."""
    space.vault.accept(ticket)
    space.lent = True
    space.user = space.vault.user
    return space.user


@contextmanager
def counted(space: "Workspace", accounts: Accounts, name: str) -> Iterator[None]:
    """Count a try of a password before it is made, and note it where it fails, before that is told."""
    try:
        accounts.attempt(name)
        yield
    except (LoginRefused, LoginLocked) as problem:
        # a name that belongs to no account is not noted: it may be a password in the wrong field
        known = name if accounts.account(name) else ""
        space.note(EventKind.LOGIN_FAILED, subject=known, reason=problem.code)
        raise
    except AccountsTouched:
        # the password was right: this is nobody's failure
        accounts.succeed(name)
        vouching.alarmed(space)
        raise
    accounts.succeed(name)


def is_expired(account: Account, now: float) -> bool:
    """Tell whether a password has to be changed: it is old, or somebody else has set it."""
    return now - account.password_set > LONGEST_DAYS * DAY_S


def _enter(space: "Workspace") -> None:
    space.user = space.vault.user
    space.note(EventKind.LOGIN, subject=space.user.role.value if space.user.role else "")
    if space.vault.is_open and space.vault.made():
        compare_with_vault(space)


def leave(space: "Workspace", kind: EventKind) -> None:
    """End a session: noted and anchored, then the vault's process ends. It ends too where that cannot be noted.

    A process that was let in by another notes nothing: the session goes on in the other one.
    """
    if space.vault.entered and not space.lent:
        try:
            space.note(kind)
            anchor(space)
        finally:
            _forget(space)
    else:
        _forget(space)


def _forget(space: "Workspace") -> None:
    space.vault.close()
    space.lent = False
    if space.has_accounts:
        space.user = VISITOR
