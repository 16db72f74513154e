"""The roster: who has an account, with which role, scope and key, signed by a security administrator.

Every change of it is a new roster, which names the one before and is signed by somebody whom that one lists as a
security administrator, or with its recovery key. The first is signed by the first security administrator, whose key
(the *root*) is noted in the log and kept in the vault. So whoever can write to the file, but has no such key, changes
nobody's role, adds nobody, and puts no key of an own in place of another: it is refused at the log-in.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import AccountRefused, AccountsTouched
from kangbashi_gis.model.account import Role
from kangbashi_gis.store import keys
from kangbashi_gis.store.accounts import Account, Accounts, AccountsChange

PURPOSE = "roster"
INSERT = "INSERT INTO rosters VALUES (?, ?, ?, ?)"
SELECT = "SELECT serial, statement, signer, signature FROM rosters ORDER BY serial"
WATCHED = (
    "SELECT name, role, scope, public, sealed_seed, salt, passes, memory, wrapped_by, password_set, disabled, totp,"
    " old_passwords, created FROM accounts ORDER BY name"
)
WATCHED_FACTS = (
    "SELECT name, value FROM facts WHERE name IN ('recovery', 'recovery_by', 'salt', 'local_systems') ORDER BY name"
)
# what the roster says of an account: role, scope, verify key in hexadecimal digits, whether it is disabled
Line = tuple[str, tuple[str, ...] | None, str, bool]


@dataclass(frozen=True)
class Known:
    """What is known of the rosters from elsewhere: the root, and the latest one that was heard of. b"", 0: nothing."""

    root: bytes = b""
    serial: int = 0
    stamp: bytes = b""

    def document(self) -> dict[str, Any]:
        """Write it for the pipe or the vault."""
        return {"root": self.root.hex(), "serial": self.serial, "stamp": self.stamp.hex()}

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Known":
        """Read what `document` wrote; nothing is known where it is empty."""
        if not document:
            return cls()
        return cls(bytes.fromhex(document["root"]), document["serial"], bytes.fromhex(document["stamp"]))


@dataclass(frozen=True)
class Roster:
    """The roster in force, its signatures checked from the first one on."""

    known: Known
    recovery: bytes
    lines: Mapping[str, Line]
    path: Path

    def require(self, account: Account) -> None:
        """Raise AccountsTouched where the row of an account is not what was signed."""
        if self.lines.get(account.name) != _line(account):
            raise AccountsTouched(path=str(self.path), reason="row_unsigned")

    def require_all(self, accounts: Sequence[Account]) -> None:
        """Raise AccountsTouched unless the rows are exactly those that were signed."""
        for account in accounts:
            self.require(account)
        if len(accounts) != len(self.lines):
            raise AccountsTouched(path=str(self.path), reason="row_missing")

    def may_sign(self, public: bytes) -> bool:
        """Tell whether the owner of a verify key may change the roster."""
        signers = [key for role, _, key, disabled in self.lines.values() if _signs(role) and not disabled]
        return public == self.recovery or public.hex() in signers

    def public(self, name: str) -> bytes:
        """Give the verify key of an account; b"" where there is none of that name."""
        return bytes.fromhex(self.lines[name][2]) if name in self.lines else b""


def first(accounts: Sequence[Account], recovery: bytes, seed: bytes) -> tuple[Any, ...]:
    """Give the row of the first roster, signed by the first security administrator, whose seed this is."""
    return _row(1, b"", accounts, recovery, seed)


def read(accounts: Accounts, known: Known) -> Roster:
    """Give the roster in force; raises AccountsTouched where it is not what was signed, or not what is known."""
    with accounts.opened() as connection:
        return held(connection, known, accounts.path)


def held(connection: Connection, known: Known, path: Path) -> Roster:
    """Give the roster in force within a transaction; raises AccountsTouched."""
    roster: Roster | None = None
    stamps: dict[int, bytes] = {}
    for serial, statement, signer, signature in connection.execute(SELECT).fetchall():
        try:
            roster = _next(roster, statement, signer, signature, path)
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise AccountsTouched(path=str(path), reason="roster_unsigned") from problem
        if roster.known.serial != serial:
            raise AccountsTouched(path=str(path), reason="roster_unsigned")
        stamps[serial] = roster.known.stamp
    if roster is None:
        raise AccountsTouched(path=str(path), reason="roster_missing")
    if known.root and roster.known.root != known.root:
        raise AccountsTouched(path=str(path), reason="roster_other")
    if known.serial and stamps.get(known.serial) != known.stamp:
        reason = "roster_older" if known.serial > roster.known.serial else "roster_other"
        raise AccountsTouched(path=str(path), reason=reason)
    return roster


def _next(before: Roster | None, statement: str, signer: bytes, signature: bytes, path: Path) -> Roster:
    """Check one roster against the one before; raises ValueError and the like for whatever does not fit."""
    said = json.loads(statement)
    lines = {name: (role, _scope(scope), key, disabled) for name, role, scope, key, disabled in said["accounts"]}
    root = before.known.root if before else signer
    stamp = keys.digest(statement.encode() + signature, PURPOSE)
    roster = Roster(Known(root, said["serial"], stamp), bytes.fromhex(said["recovery"]), lines, path)
    allowed = (before or roster).may_sign(signer) and (before is not None or signer != roster.recovery)
    previous = before.known.stamp if before else b""
    serial = before.known.serial + 1 if before else 1
    if not allowed or said["previous"] != previous.hex() or said["serial"] != serial:
        raise ValueError(statement)
    if not keys.is_signed_by(signer, statement.encode(), signature):
        raise ValueError(statement)
    return roster


def digest(accounts: Accounts) -> str:
    """Give what is noted in the log of the whole file: a hash over all that only a logged change may change.

    Not the failures and the clock, which change at each log-in, nor the sealed keys of the vault, which a rotation that
    was killed still changes at the next opening: only their owners can open them, and others are of no use to them.
    """
    with accounts.opened() as connection:
        rows = connection.execute(WATCHED).fetchall()
        facts = connection.execute(WATCHED_FACTS).fetchall()
        rosters = connection.execute("SELECT serial, signature FROM rosters ORDER BY serial").fetchall()
    return keys.digest(repr((rows, facts, rosters)).encode("utf-8", "surrogatepass"), PURPOSE).hex()


@contextmanager
def amended(accounts: Accounts, seed: bytes, known: Known, recovery: bytes = b"") -> Iterator[AccountsChange]:
    """Change accounts in one transaction that ends with a new roster; seed: of who signs it.

    recovery: the verify key of a new recovery key. Raises AccountsTouched where the rows were not those signed, so
    that nobody signs what somebody else has put there, and AccountRefused where the seed is not of one who may sign.
    """
    with accounts.change() as change:
        before = held(change.connection, known, accounts.path)
        before.require_all(change.all())
        yield change
        if not before.may_sign(keys.verify_key(seed)):
            raise AccountRefused(name="", reason="not_signer")
        wanted = recovery or before.recovery
        row = _row(before.known.serial + 1, before.known.stamp, change.all(), wanted, seed)
        change.connection.execute(INSERT, row)


def _row(serial: int, previous: bytes, accounts: Sequence[Account], recovery: bytes, seed: bytes) -> tuple[Any, ...]:
    lines = [[one.name, *_line(one)] for one in sorted(accounts, key=lambda one: one.name)]
    said = {"serial": serial, "previous": previous.hex(), "recovery": recovery.hex(), "accounts": lines}
    statement = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return serial, statement, keys.verify_key(seed), keys.sign(seed, statement.encode())


def _line(account: Account) -> Line:
    return account.role.value, account.scope, account.public.hex(), account.disabled


def _scope(scope: list[str] | None) -> tuple[str, ...] | None:
    return None if scope is None else tuple(scope)


def _signs(role: str) -> bool:
    return role == Role.SECURITY_ADMIN.value
