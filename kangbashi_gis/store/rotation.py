"""Changes the key of the vault so that a kill at any moment leaves one of two keys that opens it, and tells which.

Three steps, each on the disk before the next: the new key is sealed to everybody beside the old one (*pending*); the
vault is encrypted anew, in one transaction of SQLCipher's; the pending keys take the place of the old ones.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import AccountsTouched, VaultLocked, VaultUnavailable, WorkspaceHeld
from kangbashi_gis.store import holder, keys, roster
from kangbashi_gis.store.accounts import Account, Accounts, AccountsChange, sync
from kangbashi_gis.store.connection import connect, translated
from kangbashi_gis.store.roster import Known

logger = logging.getLogger(__name__)

RECOVERY, RECOVERY_WRAPPED, RECOVERY_PENDING = "recovery", "recovery_wrapped", "recovery_pending"
RECOVERY_BY = "recovery_by"  # who made a recovery key that the security administrator has not confirmed, and signature
DUE = "rotation_due"  # the vault is still under a key that lay on the disk


def keys_of(account: Account, seed: bytes) -> list[bytes]:
    """Give the keys that are sealed to an account: the one in force, and the one a rotation is on its way to."""
    sealed = (account.wrapped, account.pending)
    opened = (keys.open_sealed(seed, one) for one in sealed if one is not None)
    return [key for key in opened if key is not None]


def fitting(path: Path, found: list[bytes]) -> bytes:
    """Give the key that opens a vault; the first for one that is yet to be made. Raises VaultUnavailable."""
    if not path.exists():
        return found[0]
    for key in found:
        if opens(path, key):
            return key
    raise VaultUnavailable(path=str(path), reason="key_or_file")


def opens(path: Path, key: bytes) -> bool:
    """Tell whether a key opens a vault."""
    try:
        with closing(connect(path, key=key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as problem:
        logger.info("a key does not open the vault: %s", type(problem).__name__)
        return False
    return True


def settle(accounts: Accounts, path: Path, found: list[bytes], known: Known) -> None:
    """End a rotation that was killed: by the key that opens the vault it is seen how far it came."""
    if len(found) > 1 and not opens(path, found[0]) and opens(path, found[1]):
        promote(accounts, found[1], known)
    elif accounts.fact(DUE) is not None:
        try:
            rotate(accounts, path, fitting(path, found), known)
        except WorkspaceHeld:
            logger.info("another program has the vault open; its key is changed later")


def rotate(accounts: Accounts, path: Path, old: bytes, known: Known) -> bytes:
    """Encrypt the vault anew under a new key; gives it. Raises WorkspaceHeld where another program has it open."""
    new = keys.new_key()
    with alone_with(path, old) as connection:
        # only now, so that of two rotations at once the later one does not replace the pending keys of the earlier
        announce(accounts, new, known)
        # a raw key in hex digits, which need no quoting; PRAGMA accepts no parameters
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    sync(path)
    promote(accounts, new, known)
    return new


@contextmanager
def alone_with(path: Path, key: bytes) -> Iterator[Connection]:
    """Open the vault so that nobody else has it open: they would go on writing under the old key."""
    with translated(path), closing(connect(path, key=key)) as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except dbapi2.OperationalError as problem:
            raise WorkspaceHeld(path=str(path.parent), holder=holder.who(path)) from problem
        if mode != "delete":
            raise WorkspaceHeld(path=str(path.parent), holder=holder.who(path))
        yield connection


def announce(accounts: Accounts, new: bytes, known: Known) -> None:
    """Seal a new key, beside the one in force, to all that have that one."""
    with accounts.change() as change:
        recovery = trusted_recovery(change, known, accounts.path)
        for account in change.all():
            if account.wrapped is not None:
                change.set(account.name, pending=keys.seal_to(account.public, new))
        change.set_fact(RECOVERY_PENDING, keys.seal_to(recovery, new))


def promote(accounts: Accounts, new: bytes, known: Known) -> None:
    """Let the new key be the one in force for all that had the old one, also for those who got it meanwhile."""
    with accounts.change() as change:
        recovery = trusted_recovery(change, known, accounts.path)
        for account in change.all():
            if account.wrapped is not None:
                change.set(account.name, wrapped=keys.seal_to(account.public, new), pending=None)
        change.set_fact(RECOVERY_WRAPPED, keys.seal_to(recovery, new))
        change.set_fact(RECOVERY_PENDING, None)
        change.set_fact(DUE, None)


def vouched(name: str, seed: bytes, recovery: bytes) -> bytes:
    """Sign a new recovery key as the clerk who made it, until the security administrator confirms it."""
    return keys.sign(seed, _statement(recovery)) + name.encode()


def _statement(recovery: bytes) -> bytes:
    return b"recovery key " + recovery


def trusted_recovery(change: AccountsChange, known: Known, path: Path) -> bytes:
    """Give the recovery key to seal to; raises AccountsTouched where it, or a row, is not what somebody has signed.

    Whoever can write to the file would else be given the vault's key at its next change.
    """
    held = roster.held(change.connection, known, path)
    held.require_all(change.all())
    recovery = change.fact(RECOVERY)
    if recovery is None:
        raise VaultLocked(user="", reason="no_recovery")
    if recovery == held.recovery:
        return recovery
    signed = change.fact(RECOVERY_BY) or b""
    signature, name = signed[: keys.SIGNATURE_BYTES], signed[keys.SIGNATURE_BYTES :].decode("utf-8", "replace")
    if not keys.is_signed_by(held.public(name), _statement(recovery), signature):
        raise AccountsTouched(path=str(path), reason="recovery_unsigned")
    return recovery
