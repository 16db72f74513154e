"""What the log knows of the file of accounts: who signed it first, and how it stood after each change of ours.

Adding to the log needs no secret, so that this alone would not keep anybody from changing the file and the log
together: the signatures do (`store/roster.py`). It shows when a file was edited, or swapped for an older one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kangbashi_gis.errors import AccountsTouched, GisError
from kangbashi_gis.model.account import Permission, Role, User
from kangbashi_gis.model.events import Event, EventKind, Finding
from kangbashi_gis.operations.folders import ACCOUNTS
from kangbashi_gis.operations.noting import note
from kangbashi_gis.store import roster
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.roster import Known, Roster

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

ALARM = "accounts_touched"


def known(space: "Workspace") -> Known:
    """Give what the log knows of the roster; nothing where it was never told."""
    root, kept = _root(space), _kept(space)
    if root is None:
        return Known()
    serial, stamp = (kept.count, bytes.fromhex(kept.person)) if kept else (0, b"")
    return Known(bytes.fromhex(root.subject), serial, stamp)


def auditors(space: "Workspace") -> list[bytes]:
    """Give the verify keys of those who may read the log, as they were signed: to these the queries are sealed."""
    held = _held(space)
    users = {name: User.of(name, Role(role)) for name, (role, _, _, disabled) in held.lines.items() if not disabled}
    return [held.public(name) for name, user in users.items() if user.may(Permission.AUDIT_READ)]


def verify_keys(space: "Workspace") -> dict[str, bytes]:
    """Give the verify keys of all accounts, as they were signed."""
    held = _held(space)
    return {name: held.public(name) for name in held.lines}


def _held(space: "Workspace") -> Roster:
    """Give the roster in force; its signatures are checked once for each state of the file and of the log."""
    path, heard = space.folder / ACCOUNTS, known(space)
    look = path.stat()
    state = (look.st_mtime_ns, look.st_size, look.st_ino, heard)
    if space.roster is None or space.roster[0] != state:
        space.roster = (state, roster.read(Accounts(path), heard))
    return space.roster[1]


def _root(space: "Workspace") -> Event | None:
    """Give the event that names who signed the first roster: the first of its kind, so that none is put before it."""
    return space.log.first(EventKind.ACCOUNTS_ROOT)


def _kept(space: "Workspace") -> Event | None:
    found = space.log.events("kind = ?", (EventKind.ACCOUNTS_KEPT.value,), 1)
    return found[0] if found else None


def keep(space: "Workspace", accounts: Accounts, reason: str = "") -> None:
    """Note how the file of accounts stands. reason: "settled" where the program that changed it could not."""
    digest = roster.digest(accounts)
    held = roster.read(accounts, known(space)).known
    if _root(space) is None:
        note(space, EventKind.ACCOUNTS_ROOT, subject=held.root.hex())
    # the stamp stands where other events name a person by a keyed id: both are hashes that say nothing
    note(space, EventKind.ACCOUNTS_KEPT, subject=digest, person=held.stamp.hex(), count=held.serial, reason=reason)


@contextmanager
def changing(space: "Workspace", accounts: Accounts, name: str, what: str) -> Iterator[None]:
    """Note a change of accounts before it is made, and how the file stands afterwards, also where it failed."""
    note(space, EventKind.ACCOUNT, subject=name, reason=what)
    try:
        yield
    finally:
        keep(space, accounts)


def settle(space: "Workspace", accounts: Accounts) -> None:
    """Note what a killed program could not, and an alarm where the file was changed by none of ours."""
    kept = _kept(space)
    if kept is None or _under_way(space, kept):
        _keep_or_alarm(space, accounts)
    elif roster.digest(accounts) != kept.subject:
        _alarm(space, kept)


def _keep_or_alarm(space: "Workspace", accounts: Accounts) -> None:
    try:
        keep(space, accounts, "settled")
    except AccountsTouched:
        _alarm(space, _kept(space))


def _under_way(space: "Workspace", kept: Event) -> bool:
    """Tell whether a change was noted after the file was noted last: its program may have been killed."""
    where = "kind = ? AND number > ?"
    return bool(space.log.events(where, (EventKind.ACCOUNT.value, kept.number), 1))


def _alarm(space: "Workspace", kept: Event | None) -> None:
    """Note an alarm, once for each state that the log knows."""
    since = kept.number if kept else 0
    if not space.log.events("kind = ? AND reason = ? AND number > ?", (EventKind.ALARM.value, ALARM, since), 1):
        note(space, EventKind.ALARM, subject="accounts", reason=ALARM)


def alarmed(space: "Workspace") -> None:
    """Note that a log-in was refused because the file is not what was signed."""
    _alarm(space, _kept(space))


def faults(space: "Workspace", accounts: Accounts) -> Iterator[Finding]:
    """Compare the file of accounts with its signatures, and with what the log says of it."""
    kept = _kept(space)
    number = kept.number if kept else 0
    try:
        roster.read(accounts, known(space)).require_all(accounts.all())
        digest = roster.digest(accounts)
    except GisError as problem:
        yield Finding("accounts", number, str(problem.values.get("reason", problem.code)))
        return
    if kept is None or (digest != kept.subject and not _under_way(space, kept)):
        yield Finding("accounts", number, "file_changed")
