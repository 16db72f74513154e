"""Accounts as people ask for them: the first ones, new ones, passwords, keys, recovery. All of it is logged."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kangbashi_gis import paths
from kangbashi_gis.errors import AccountRefused, AccountUnknown, LoginRequired, PasswordWeak, SetupRefused, VaultLocked
from kangbashi_gis.model.account import ADMINISTRATORS, Permission, Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.passwords import weakness
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.entering import accounts_of, counted, end_setup, is_expired, spelled
from kangbashi_gis.operations.folders import ACCOUNTS
from kangbashi_gis.operations.vouching import changing
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.store.accounts import Account, Accounts
from kangbashi_gis.store.attempts import wall_clock
from kangbashi_gis.store.keys import MODERATE, Cost, fingerprint
from kangbashi_gis.store.recovery import new_recovery_key

LONGEST_NAME = 32
NEEDED = (*ADMINISTRATORS, Role.CLERK)


@dataclass(frozen=True)
class Person:
    """Somebody who is to have an account. The password is never shown where a person is printed."""

    name: str
    role: Role
    password: str = field(repr=False)
    scope: tuple[str, ...] | None = None


@dataclass(frozen=True)
class AccountLine:
    """One account in the list. fingerprint: of its key, to compare aloud.

    has_key: it can open the vault. has_local_key: it can use the local coordinate systems.
    """

    name: str
    role: str
    scope: tuple[str, ...] | None
    has_key: bool
    disabled: bool
    locked: bool
    must_change: bool
    second_factor: bool
    fingerprint: str
    has_local_key: bool = False


def recovery_key() -> str:
    """Make a recovery key, to be printed and put away before the accounts are made that it belongs to."""
    return new_recovery_key()


def require_setup(space: Workspace, people: Sequence[Person] | None = None) -> list[Person]:
    """Give the people as their accounts will be, where the first accounts can be made of them; None asks for nobody.

    Raises SetupRefused, AccountRefused, PasswordWeak. Asked before the recovery key is shown, so that no key is
    printed that belongs to nothing.
    """
    space.require(Permission.MANAGE)
    space.require_writing()
    if space.has_accounts:
        raise SetupRefused(reason="accounts_there")
    if people is None:
        return []
    people = [dataclasses.replace(one, name=spelled(one.name)) for one in people]
    held = Counter(one.role for one in people)
    if any(not held[role] for role in NEEDED):
        raise SetupRefused(reason="roles_missing")
    if len({one.name for one in people}) < len(people):
        raise SetupRefused(reason="roles_missing")
    for one in people:
        _require_fit(one)
    return people


def setup(space: Workspace, people: Sequence[Person], recovery: str, cost: Cost = MODERATE) -> None:
    """Make the first accounts of a workspace: one administrator of each kind, a clerk, and whoever else.

    recovery: the key as printed; it is not kept. From then on nobody is logged in. Raises SetupRefused,
    AccountRefused, PasswordWeak, RecoveryKeyWrong.
    """
    space.require(Permission.MANAGE)
    people = require_setup(space, people)
    space.note(EventKind.ACCOUNT, reason="setup", count=len(people))
    plain = [_plain(one) for one in people]
    space.vault.establish(space.folder / ACCOUNTS, plain, recovery, cost, wall_clock())
    end_setup(space)
    space.log_out()


def accounts(space: Workspace) -> list[AccountLine]:
    """List the accounts; for the security administrator, and for clerks, who grant each other the key."""
    space.require(_lister(space))
    kept = accounts_of(space)
    now, locked = kept.now(), kept.locked()
    return [_line(one, now, one.name in locked) for one in kept.all()]


def add_account(space: Workspace, person: Person) -> None:
    """Add an account. Its password has to be changed at the first log-in; a clerk is granted the key by a clerk."""
    space.require(Permission.ACCOUNTS)
    person = dataclasses.replace(person, name=spelled(person.name))
    if any(one.name == person.name for one in accounts_of(space).all()):
        raise AccountRefused(name=person.name, reason="name_taken")
    _require_fit(person)
    _require_communities(space, person.name, person.scope)
    with changing(space, accounts_of(space), person.name, "add"):
        space.vault.add_account(_plain(person))


def remove_account(space: Workspace, name: str) -> None:
    """Remove an account. Where it had the key, change the key: `rotate`."""
    space.require(Permission.ACCOUNTS)
    account = _other(space, name)
    _require_not_last(accounts_of(space), account)
    with changing(space, accounts_of(space), account.name, "remove"):
        space.vault.amend(account.name, "remove")


def set_scope(space: Workspace, name: str, scope: tuple[str, ...] | None) -> None:
    """Say the people of which communities, by code, an account may look up; None for the whole district."""
    space.require(Permission.ACCOUNTS)
    account = _required(space, name)
    _require_communities(space, account.name, scope)
    with changing(space, accounts_of(space), account.name, "scope"):
        space.vault.amend(account.name, "scope", scope)


def set_role(space: Workspace, name: str, role: Role) -> None:
    """Give an account another role; one that reads no people loses its key."""
    space.require(Permission.ACCOUNTS)
    account = _other(space, name)
    if role is Role.VISITOR:
        raise AccountRefused(name=name, reason="not_changeable")
    if role is not account.role:
        _require_not_last(accounts_of(space), account)
    with changing(space, accounts_of(space), account.name, "role"):
        space.vault.amend(account.name, "role", role.value)


def disable(space: Workspace, name: str, disabled: bool = True) -> None:
    """Keep an account from logging in, or let it again."""
    space.require(Permission.ACCOUNTS)
    account = _other(space, name)
    if disabled:
        _require_not_last(accounts_of(space), account)
    with changing(space, accounts_of(space), account.name, "disable" if disabled else "enable"):
        space.vault.amend(account.name, "disabled", int(disabled))


def unlock(space: Workspace, name: str) -> None:
    """End the wait of an account after failures."""
    space.require(Permission.ACCOUNTS)
    account = _required(space, name)
    _note(space, name, "unlock")
    accounts_of(space).succeed(account.name)


def reset_password(space: Workspace, name: str, password: str) -> None:
    """Give an account a password to begin with, and new keys: a clerk then has to be granted the key again."""
    space.require(Permission.ACCOUNTS)
    account = _other(space, name)
    _require_strong(password, account.name)
    with changing(space, accounts_of(space), account.name, "reset"):
        space.vault.reset_password(account.name, password)
    accounts_of(space).succeed(account.name)


def change_password(space: Workspace, name: str, old: str, new: str, code: str = "") -> None:
    """Change one's own password, logged in or not; raises LoginRefused, LoginLocked, PasswordWeak."""
    space.require(Permission.VIEW)
    space.require_writing()
    kept, name = accounts_of(space), spelled(name)
    _require_strong(new, name)
    # a name that belongs to no account is not noted: it may be a password in the wrong field
    with changing(space, kept, name if kept.account(name) else "", "password"), counted(space, kept, name):
        space.vault.new_password(name, old, new, code, kept.now())
    _put_away(space)


def grant(space: Workspace, name: str) -> None:
    """Give the key of the vault to a clerk, and that of the local systems to clerk or surveyor, by one who has them."""
    space.require(Permission.PEOPLE_READ)
    account = _required(space, name)
    with changing(space, accounts_of(space), account.name, "grant"):
        space.vault.grant(account.name)


def require_rotation(space: Workspace) -> None:
    """Raise what would keep the key from being changed: asked before a new recovery key is shown."""
    space.require(Permission.PEOPLE_READ)
    space.require_writing()
    accounts_of(space)
    if not space.holds_key:
        raise VaultLocked(user=space.user.name, reason="no_key")


def rotate(space: Workspace, recovery: str = "") -> None:
    """Encrypt the vault under a new key, so that nobody who had the old one can read it; by one who has it.

    recovery: a new recovery key as printed, where the old one is to be of no use any more.
    """
    space.require(Permission.PEOPLE_READ)
    require_rotation(space)
    with changing(space, accounts_of(space), "", "rotate"):
        space.vault.rotate(recovery)


def confirm_recovery(space: Workspace) -> None:
    """Let the recovery key that a clerk has made stand for accounts too; until then it opens the vault alone."""
    space.require(Permission.ACCOUNTS)
    with changing(space, accounts_of(space), "", "confirm_recovery"):
        space.vault.confirm_recovery()


def recover(space: Workspace, recovery: str, name: str, password: str) -> None:
    """Give an account a new password, and a clerk the key, to who has the printed recovery key in hand.

    That paper stands for all passwords, so nobody has to be logged in.
    """
    space.require(Permission.VIEW)
    space.require_writing()
    kept = accounts_of(space)
    _require_strong(password, spelled(name))
    with changing(space, kept, "", "recover"):
        space.vault.recover(recovery, spelled(name), password, kept.now())
    _put_away(space)


def set_second_factor(space: Workspace, on: bool) -> tuple[str, str]:
    """Switch one's own second factor on or off; gives the secret for the phone and its address, once."""
    space.require(Permission.VIEW)
    kept = accounts_of(space)
    if not space.vault.entered:
        raise LoginRequired(permission=Permission.VIEW.value)
    with changing(space, kept, space.user.name, "second_factor_on" if on else "second_factor_off"):
        return space.vault.set_second_factor(on)


def _lister(space: Workspace) -> Permission:
    return Permission.PEOPLE_READ if space.user.may(Permission.PEOPLE_READ) else Permission.ACCOUNTS


def _put_away(space: Workspace) -> None:
    """End the vault's process where it was started for a visitor."""
    if not space.vault.entered:
        space.vault.close()


def _line(one: Account, now: float, locked: bool) -> AccountLine:
    return AccountLine(
        name=one.name,
        role=one.role.value,
        scope=one.scope,
        has_key=one.wrapped is not None,
        disabled=one.disabled,
        locked=locked,
        must_change=is_expired(one, now),
        second_factor=one.totp is not None,
        fingerprint=fingerprint(one.public),
        has_local_key=one.local_key is not None,
    )


def _note(space: Workspace, name: str, what: str) -> None:
    space.note(EventKind.ACCOUNT, subject=name, reason=what)


def _required(space: Workspace, name: str) -> Account:
    kept = accounts_of(space)
    account = kept.account(spelled(name))
    if account is None:
        raise AccountUnknown(name=name, known=tuple(one.name for one in kept.all()))
    return account


def _other(space: Workspace, name: str) -> Account:
    account = _required(space, name)
    if account.name == space.user.name:
        raise AccountRefused(name=name, reason="oneself")
    return account


def _require_communities(space: Workspace, name: str, scope: tuple[str, ...] | None) -> None:
    """Raise AccountRefused for the code of no division: it would let nobody be found. Without divisions any will do."""
    divisions = theme("divisions")
    if scope and space.store.count(divisions) and set(scope) - set(space.store.find(divisions, "code", scope)):
        raise AccountRefused(name=name, reason="scope_unknown")


def _require_not_last(kept: Accounts, account: Account) -> None:
    """Raise AccountRefused where no other account could do what this one is needed for."""
    same = [one for one in kept.all() if one.role is account.role and not one.disabled and one.name != account.name]
    if account.role in NEEDED and not same:
        raise AccountRefused(name=account.name, reason="last_of_kind")
    if account.wrapped is not None and not any(one.wrapped for one in same):
        # the vault would be left to the recovery key alone
        raise AccountRefused(name=account.name, reason="last_key")


def _require_fit(one: Person) -> None:
    if not 0 < len(one.name) <= LONGEST_NAME or not one.name.isprintable():
        raise AccountRefused(name=one.name, reason="name_unusable")
    if one.role is Role.VISITOR:
        raise AccountRefused(name=one.name, reason="not_changeable")
    _require_strong(one.password, one.name)


def _require_strong(password: str, name: str) -> None:
    lines = paths.resource("passwords", "common.txt").read_text(encoding="utf-8").splitlines()
    if reason := weakness(password, name, {line for line in lines if not line.startswith("#")}):
        raise PasswordWeak(reason=reason)


def _plain(one: Person) -> dict[str, Any]:
    return {"name": one.name, "role": one.role.value, "scope": one.scope, "password": one.password}
