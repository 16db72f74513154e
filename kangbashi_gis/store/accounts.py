"""The file of accounts: who may log in, each with a seed sealed under the password and, for clerks, a sealed data key.

Plain SQLite, because it has to be read before there is any key; nothing in it opens anything without a password.
Only this file opens it, in the window's process and in the vault's. Every change is one synced transaction.
"""

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import WorkspaceDamaged, WorkspaceTooNew
from kangbashi_gis.model.account import Role, User
from kangbashi_gis.store import attempts
from kangbashi_gis.store.connection import connect, create, require_length, require_table, translated
from kangbashi_gis.store.keys import Cost, SealedSeed, new_key

FORMAT = 2  # 1 had no rosters, and was in no release

TABLES = (
    """CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, scope TEXT, public BLOB NOT NULL,
  sealed_seed BLOB NOT NULL, salt BLOB NOT NULL, passes INTEGER NOT NULL, memory INTEGER NOT NULL, wrapped BLOB,
  pending BLOB, wrapped_by TEXT NOT NULL, password_set REAL NOT NULL, disabled INTEGER NOT NULL, totp BLOB,
  totp_step INTEGER NOT NULL, old_passwords TEXT NOT NULL, created TEXT NOT NULL, local_key BLOB)""",
    """CREATE TABLE rosters (serial INTEGER PRIMARY KEY, statement TEXT NOT NULL, signer BLOB NOT NULL,
  signature BLOB NOT NULL)""",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    attempts.TABLE,
)
SELECT = (
    "SELECT name, role, scope, public, sealed_seed, salt, passes, memory, wrapped, pending, wrapped_by, password_set,"
    " disabled, totp, totp_step, old_passwords, created, local_key FROM accounts"
)
INSERT = "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# what a change may set, and the command that sets it
SETTERS = {
    "role": "UPDATE accounts SET role = ? WHERE name = ?",
    "scope": "UPDATE accounts SET scope = ? WHERE name = ?",
    "wrapped": "UPDATE accounts SET wrapped = ? WHERE name = ?",
    "pending": "UPDATE accounts SET pending = ? WHERE name = ?",
    "wrapped_by": "UPDATE accounts SET wrapped_by = ? WHERE name = ?",
    "password_set": "UPDATE accounts SET password_set = ? WHERE name = ?",
    "disabled": "UPDATE accounts SET disabled = ? WHERE name = ?",
    "totp": "UPDATE accounts SET totp = ? WHERE name = ?",
    "local_key": "UPDATE accounts SET local_key = ? WHERE name = ?",
    "totp_step": "UPDATE accounts SET totp_step = ? WHERE name = ?",
}
SET_SEED = (
    "UPDATE accounts SET public = ?, sealed_seed = ?, salt = ?, passes = ?, memory = ?, password_set = ?,"
    " old_passwords = ? WHERE name = ?"
)


@dataclass(frozen=True)
class OldPassword:
    """A password that was used before, as what argon2id makes of it: enough to know it again."""

    salt: bytes
    cost: Cost
    check: bytes


@dataclass(frozen=True)
class Account:
    """One account.

    public: the verify key. wrapped: the data key of the vault, sealed to it; None where it cannot open the vault.
    pending: the key to which a rotation is on its way. password_set: seconds since 1970; 0 where somebody else set it,
    so that it has to be changed. totp: the secret of the second factor, sealed under the seed. local_key: the key of
    the local coordinate systems, sealed to it.
    """

    name: str
    role: Role
    scope: tuple[str, ...] | None
    public: bytes
    seed: SealedSeed
    wrapped: bytes | None = None
    pending: bytes | None = None
    wrapped_by: str = ""
    password_set: float = 0.0
    disabled: bool = False
    totp: bytes | None = None
    totp_step: int = 0
    old_passwords: tuple[OldPassword, ...] = ()
    created: str = ""
    local_key: bytes | None = None
    user: User = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Say who it is for the gate."""
        object.__setattr__(self, "user", User.of(self.name, self.role, self.scope))


def exist(path: Path) -> bool:
    """Tell whether people log in to a workspace: whether its file of accounts is there."""
    return path.exists()


def make(path: Path, accounts: Sequence[Account], facts: Mapping[str, bytes], roster: Sequence[Any]) -> None:
    """Make the file with its first accounts: aside, synced, renamed, so that it is whole or not there.

    roster: the row of the first roster (`store/roster.py`).
    """
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    with translated(path):
        with closing(create(aside)) as connection:
            connection.execute("BEGIN")
            for table in TABLES:
                connection.execute(table)
            for name, value in {"format": str(FORMAT).encode(), "salt": new_key(), **facts}.items():
                connection.execute("INSERT INTO facts VALUES (?, ?)", (name, value))
            for account in accounts:
                connection.execute(INSERT, _values(account))
            connection.execute("INSERT INTO rosters VALUES (?, ?, ?, ?)", tuple(roster))
            connection.execute("COMMIT")
        aside.chmod(0o600)
        sync(aside)
        aside.replace(path)
        sync(path.parent)


def sync(path: Path) -> None:
    """See to it that what was written to a file or a folder is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders; there a rename is in the journal of the file system
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def destroy(path: Path) -> None:
    """Overwrite a key file, sync, unlink. On flash memory the old bytes may stay: so the key is changed as well."""
    if not path.exists():
        return
    with path.open("r+b") as opened:
        opened.write(secrets.token_bytes(path.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    path.unlink()
    sync(path.parent)


class Accounts:
    """The file of accounts of a workspace; it is opened for each question, so that it holds nobody up."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> list[Account]:
        """Give all accounts, by name."""
        with self.opened() as connection:
            return _accounts(connection, self.path)

    def account(self, name: str) -> Account | None:
        """Give the account of a name; None where there is none."""
        with self.opened() as connection:
            row = connection.execute(SELECT + " WHERE name = ?", (name,)).fetchone()
            return _account(row, self.path) if row else None

    def fact(self, name: str) -> bytes | None:
        """Give something that is known of all accounts together."""
        with self.opened() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
            return bytes(row[0]) if row else None

    def attempt(self, name: str) -> None:
        """Count a try of a password as failed before it is made; raises LoginLocked."""
        with self.change() as change:
            minutes = attempts.begin(change.connection, name)
        attempts.require(minutes)

    def succeed(self, name: str) -> None:
        """Forget the failures of a name: the password was right, or somebody unlocked it."""
        with self.change() as change:
            attempts.forget(change.connection, name)

    def locked(self) -> set[str]:
        """Name the accounts under whose names nobody can log in for a while."""
        names = [one.name for one in self.all()]
        with self.opened() as connection:
            return {name for name in names if attempts.minutes_left(connection, name)}

    def now(self) -> float:
        """Give the time that counts here: a clock that was set back stands still."""
        with self.change() as change:
            return attempts.tell(change.connection)

    @contextmanager
    def change(self) -> "Iterator[AccountsChange]":
        """Change accounts in one transaction, synced when it ends; on any exception nothing is changed."""
        with self.opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield AccountsChange(connection, self.path)
            connection.execute("COMMIT")

    @contextmanager
    def opened(self) -> Iterator[Connection]:
        """Open the file for one question; raises WorkspaceDamaged, WorkspaceTooNew."""
        if not self.path.exists():
            raise WorkspaceDamaged(path=str(self.path), reason="gone")
        require_length(self.path)
        with translated(self.path), closing(connect(self.path)) as connection:
            require_table(connection, self.path, "accounts")
            row = connection.execute("SELECT value FROM facts WHERE name = 'format'").fetchone()
            found = _format(row, self.path)
            if found > FORMAT:
                raise WorkspaceTooNew(path=str(self.path), found=found, known=FORMAT)
            if found < FORMAT:
                raise WorkspaceDamaged(path=str(self.path), reason="accounts_unsigned")
            yield connection

    def copy(self, target: Path) -> None:
        """Write a whole copy."""
        with self.opened() as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)


def _format(row: Sequence[Any] | None, path: Path) -> int:
    try:
        return int(row[0]) if row else 0
    except (ValueError, TypeError) as problem:
        raise WorkspaceDamaged(path=str(path), reason="damaged") from problem


class AccountsChange:
    """What can be done to accounts within a transaction."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self.connection = connection
        self._path = path

    def all(self) -> list[Account]:
        """Give all accounts as they stand within the transaction."""
        return _accounts(self.connection, self._path)

    def fact(self, name: str) -> bytes | None:
        """Give something that is known of all accounts together, as it stands within the transaction."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def add(self, account: Account) -> None:
        """Add an account."""
        self.connection.execute(INSERT, _values(account))

    def remove(self, name: str) -> None:
        """Remove an account and its failures."""
        self.connection.execute("DELETE FROM accounts WHERE name = ?", (name,))
        attempts.forget(self.connection, name)

    def set(self, name: str, **columns: Any) -> None:
        """Set columns of an account, by the names of `SETTERS`."""
        for column, value in columns.items():
            self.connection.execute(SETTERS[column], (_stored(value), name))

    def set_seed(self, account: Account) -> None:
        """Set what a new password changes: the seed, its public half, when, and the old passwords."""
        seed = account.seed
        values = (account.public, seed.sealed, seed.salt, seed.cost.passes, seed.cost.memory, account.password_set)
        self.connection.execute(SET_SEED, (*values, _written(account.old_passwords), account.name))

    def set_fact(self, name: str, value: bytes | None) -> None:
        """Set something that is known of all accounts together; None forgets it."""
        self.connection.execute("DELETE FROM facts WHERE name = ?", (name,))
        if value is not None:
            self.connection.execute("INSERT INTO facts VALUES (?, ?)", (name, value))


def _values(account: Account) -> tuple[Any, ...]:
    seed = account.seed
    return (
        account.name,
        account.role.value,
        _stored(account.scope),
        account.public,
        *(seed.sealed, seed.salt, seed.cost.passes, seed.cost.memory),
        *(account.wrapped, account.pending, account.wrapped_by),
        *(account.password_set, int(account.disabled), account.totp, account.totp_step),
        _written(account.old_passwords),
        account.created,
        account.local_key,
    )


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple | list) else value


def _accounts(connection: Connection, path: Path) -> list[Account]:
    return [_account(row, path) for row in connection.execute(SELECT + " ORDER BY name").fetchall()]


def _account(row: Sequence[Any], path: Path) -> Account:
    """Read a row; raises WorkspaceDamaged where somebody has left anything else in it."""
    try:
        return _read(row)
    except (ValueError, TypeError) as problem:
        raise WorkspaceDamaged(path=str(path), reason="damaged") from problem


def _read(row: Sequence[Any]) -> Account:
    (name, role, scope, public, sealed, salt, passes, memory, wrapped, pending, wrapped_by, set_at, *rest) = row
    disabled, totp, totp_step, old, created, local_key = rest
    return Account(
        name=name,
        role=Role(role),
        scope=None if scope is None else tuple(json.loads(scope)),
        public=public,
        seed=SealedSeed(sealed, salt, Cost(passes, memory)),
        wrapped=wrapped,
        pending=pending,
        wrapped_by=wrapped_by,
        password_set=set_at,
        disabled=bool(disabled),
        totp=totp,
        totp_step=totp_step,
        old_passwords=tuple(_old(one) for one in json.loads(old)),
        created=created,
        local_key=local_key,
    )


def _written(old: Sequence[OldPassword]) -> str:
    return json.dumps([[one.salt.hex(), one.cost.passes, one.cost.memory, one.check.hex()] for one in old])


def _old(one: Sequence[Any]) -> OldPassword:
    salt, passes, memory, check = one
    return OldPassword(bytes.fromhex(salt), Cost(passes, memory), bytes.fromhex(check))
