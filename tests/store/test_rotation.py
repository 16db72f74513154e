"""Changing the key of the vault, killed at each step: a key that is kept opens it, and all rows are there."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kangbashi_gis.errors import WorkspaceHeld
from kangbashi_gis.model.account import Role
from kangbashi_gis.store import keys, roster, rotation
from kangbashi_gis.store.accounts import Account, Accounts, make
from kangbashi_gis.store.connection import connect, create
from kangbashi_gis.store.keys import Cost, SealedSeed
from kangbashi_gis.store.roster import Known

SEED = bytes(range(32))
RECOVERY_SEED = bytes(range(1, 33))
CHIEF_SEED = bytes(range(2, 34))
ROWS = 3000
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault of some hundred pages under a key that is sealed to one clerk."""
    key = keys.new_key()
    with closing(create(tmp_path / "vault.db", key)) as vault:
        vault.execute("CREATE TABLE people (name TEXT)")
        vault.execute("BEGIN")
        vault.executemany("INSERT INTO people VALUES (?)", [(f"赵{n}" * 40,) for n in range(ROWS)])
        vault.execute("COMMIT")
    public, recovery = keys.verify_key(SEED), keys.verify_key(RECOVERY_SEED)
    clerk = Account("办事员", Role.CLERK, None, public, SealedSeed(b"", b"", Cost(1, 8192)), keys.seal_to(public, key))
    facts = {rotation.RECOVERY: recovery, rotation.RECOVERY_WRAPPED: keys.seal_to(recovery, key)}
    chief = Account("安全", Role.SECURITY_ADMIN, None, keys.verify_key(CHIEF_SEED), SealedSeed(b"", b"", Cost(1, 8192)))
    people = [chief, clerk]
    make(tmp_path / "accounts.db", people, facts, roster.first(people, recovery, CHIEF_SEED))
    return tmp_path


def rows(folder: Path, kept: list[bytes]) -> int:
    with closing(connect(folder / "vault.db", key=rotation.fitting(folder / "vault.db", kept))) as vault:
        assert vault.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found: int = vault.execute("SELECT count(*) FROM people").fetchone()[0]
        return found


def keys_of_clerk(folder: Path) -> list[bytes]:
    account = Accounts(folder / "accounts.db").account("办事员")
    assert account is not None
    return rotation.keys_of(account, SEED)


def test_the_old_key_is_of_no_use_after_the_change(folder: Path) -> None:
    (old,) = keys_of_clerk(folder)
    rotation.rotate(Accounts(folder / "accounts.db"), folder / "vault.db", old, Known())
    (new,) = keys_of_clerk(folder)
    assert new != old and not rotation.opens(folder / "vault.db", old)
    assert rows(folder, [new]) == ROWS
    sealed = Accounts(folder / "accounts.db").fact(rotation.RECOVERY_WRAPPED)
    assert keys.open_sealed(RECOVERY_SEED, sealed or b"") == new


def test_nobody_changes_the_key_of_a_vault_that_others_have_open(folder: Path) -> None:
    (old,) = keys_of_clerk(folder)
    with closing(connect(folder / "vault.db", key=old)) as other:
        other.execute("PRAGMA journal_mode = WAL").fetchone()
        other.execute("SELECT count(*) FROM people").fetchone()
        with pytest.raises(WorkspaceHeld):
            rotation.rotate(Accounts(folder / "accounts.db"), folder / "vault.db", old, Known())
    assert rows(folder, keys_of_clerk(folder)) == ROWS


PROGRAM = """
import os, signal, sys
from pathlib import Path
from kangbashi_gis.store import rotation
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.roster import Known
folder, step, old = Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3])
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "before":
    rotation.announce = die
elif step == "announced":
    announce = rotation.announce
    rotation.announce = lambda *words: (announce(*words), die())
elif step == "encrypted":
    rotation.sync = die
elif step == "unpromoted":
    rotation.promote = die
else:
    # within SQLCipher's own work: its journal is there, and some pages are under the new key already
    import threading, time
    def watch():
        journal = folder / "vault.db-journal"
        while not journal.exists() or journal.stat().st_size < int(step):
            time.sleep(0)
        die()
    threading.Thread(target=watch, daemon=True).start()
rotation.rotate(Accounts(folder / "accounts.db"), folder / "vault.db", old, Known())
die()
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("step", ["before", "announced", "encrypted", "unpromoted", "512", "40000", "400000", "done"])
def test_a_kill_leaves_a_vault_that_one_of_the_kept_keys_opens(folder: Path, step: str) -> None:
    (old,) = keys_of_clerk(folder)
    words = [sys.executable, "-c", PROGRAM, str(folder), step.replace("done", "999999999999"), old.hex()]
    killed = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    kept = keys_of_clerk(folder)
    assert rows(folder, kept) == ROWS
    accounts = Accounts(folder / "accounts.db")
    rotation.settle(accounts, folder / "vault.db", kept, Known())
    newest = rotation.fitting(folder / "vault.db", keys_of_clerk(folder))
    rotation.rotate(accounts, folder / "vault.db", newest, Known())
    assert len(keys_of_clerk(folder)) == 1
    assert rows(folder, keys_of_clerk(folder)) == ROWS
