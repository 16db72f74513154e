"""Accounts: made in one step, entered with a password, and only clerks get the key of the vault."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.errors import (
    AccountRefused,
    LoginLocked,
    LoginRefused,
    LoginRequired,
    PasswordExpired,
    PasswordWeak,
    PermissionDenied,
    RecoveryKeyWrong,
    SetupRefused,
    VaultLocked,
)
from kangbashi_gis.model.account import Permission, Role
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import accounts as operations
from kangbashi_gis.operations.accounts import Person
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.store import keys, vault_door
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.keys import Cost

CHEAP = Cost(1, 8192)
PASSWORD = "Ulan-Mulun 2026 {}"
PEOPLE = [
    Person(role.value, role, PASSWORD.format(f"No{n}")) for n, role in enumerate(Role) if role is not Role.VISITOR
]
PASSWORDS = {one.name: one.password for one in PEOPLE}
NEW = "Another-Good 77 one"


@pytest.fixture(scope="module")
def with_accounts(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a tiny workspace with an account of each role, and its recovery key."""
    folder = Path(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("账户") / "有账户"))
    recovery = operations.recovery_key()
    with open_workspace(folder) as space:
        operations.setup(space, PEOPLE, recovery, CHEAP)
    return folder, recovery


@pytest.fixture
def folder(with_accounts: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(with_accounts[0], tmp_path / "工作区"))


@pytest.fixture
def space(folder: Path) -> Iterator[Workspace]:
    with open_workspace(folder) as opened:
        yield opened


def enter(space: Workspace, role: Role) -> None:
    space.log_in(role.value, PASSWORDS[role.value])


def test_after_setup_nobody_is_logged_in_and_no_key_lies_beside_the_vault(space: Workspace) -> None:
    assert not (space.folder / "vault.key").exists()
    assert (space.has_accounts, space.user.role) == (True, Role.VISITOR)
    with pytest.raises(LoginRequired):
        space.require(Permission.EDIT)
    with pytest.raises(VaultLocked):
        space.vault.count(RESIDENTS)


def test_a_clerk_counts_people_and_nobody_else_can(space: Workspace) -> None:
    for role in (Role.PLANNER, Role.SURVEYOR, Role.LEADER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        enter(space, role)
        with pytest.raises(VaultLocked):
            space.vault.count(RESIDENTS)
    enter(space, Role.CLERK)
    assert space.vault.count(RESIDENTS) == 5


def test_with_all_files_and_their_password_the_others_have_no_key(folder: Path) -> None:
    kept = Accounts(folder / "accounts.db")
    for account in kept.all():
        seed = keys.open_seed(account.seed, PASSWORDS[account.name])
        assert seed is not None
        sealed = (account.wrapped, kept.fact("recovery_wrapped"))
        opened = [keys.open_sealed(seed, one) for one in sealed if one]
        assert any(opened) == (account.role is Role.CLERK)


def test_the_key_that_lay_on_the_disk_does_not_open_the_vault_any_more(tiny_folder: Path, folder: Path) -> None:
    old = (tiny_folder / "vault.key").read_bytes()
    from kangbashi_gis.store.rotation import opens

    assert opens(tiny_folder / "vault.db", old)
    assert not opens(folder / "vault.db", old)


def test_five_failures_lock_a_name_whether_it_is_an_account_or_not(space: Workspace, folder: Path) -> None:
    for name in ("clerk", "没有这个人"):
        for _ in range(5):
            with pytest.raises(LoginRefused):
                space.log_in(name, "wrong")
        with pytest.raises(LoginLocked) as caught:
            space.log_in(name, PASSWORDS.get(name, ""))
        assert caught.value.values == {"minutes": 30}
    with open_workspace(folder) as again, pytest.raises(LoginLocked):
        again.log_in("clerk", PASSWORDS["clerk"])


def test_a_clock_set_back_does_not_shorten_the_wait_and_time_does(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        with pytest.raises(LoginRefused):
            space.log_in("clerk", "wrong")
    import time

    now = time.time()
    monkeypatch.setattr("kangbashi_gis.store.attempts.time.time", lambda: now - 86_400)
    with pytest.raises(LoginLocked):
        enter(space, Role.CLERK)
    monkeypatch.setattr("kangbashi_gis.store.attempts.time.time", lambda: now + 1_801)
    enter(space, Role.CLERK)
    assert space.user.name == "clerk"


def test_lock_and_log_out_end_the_process_that_had_the_key(space: Workspace) -> None:
    for leave in (space.lock, space.log_out):
        enter(space, Role.CLERK)
        process = space.vault._process
        assert process.is_alive()
        leave()
        assert (space.user.role, space.vault._process) == (Role.VISITOR, None)
        with pytest.raises(LoginRequired):
            space.require(Permission.PEOPLE_READ)


def test_a_session_in_which_nobody_does_anything_ends_by_itself(folder: Path) -> None:
    with open_workspace(folder, idle_s=0.2) as space:
        enter(space, Role.CLERK)
        space.vault._process.join(10)
        with pytest.raises(LoginRequired):
            space.require(Permission.PEOPLE_READ)


def test_a_worker_comes_in_with_a_ticket_once(space: Workspace, folder: Path) -> None:
    enter(space, Role.CLERK)
    ticket = space.vault.hand_over()
    with open_workspace(folder, ticket=ticket) as worker:
        assert (worker.user, worker.vault.count(RESIDENTS)) == (space.user, 5)
    with pytest.raises(VaultLocked):
        open_workspace(folder, ticket=ticket)


def test_a_community_that_is_not_here_bounds_no_clerk(space: Workspace) -> None:
    enter(space, Role.SECURITY_ADMIN)
    with pytest.raises(AccountRefused) as caught:
        operations.set_scope(space, "clerk", ("150603001001", "999"))
    assert caught.value.values == {"name": "clerk", "reason": "scope_unknown"}
    with pytest.raises(AccountRefused):
        operations.add_account(space, Person("新办事员", Role.CLERK, NEW, scope=("999",)))
    assert [one.scope for one in operations.accounts(space) if one.scope] == []


@pytest.mark.parametrize("ticket", ["", "不是票", "ab", "00" * 32, "00" * 33])
def test_what_is_no_ticket_lets_nobody_in(folder: Path, ticket: str) -> None:
    with open_workspace(folder) as space, pytest.raises(VaultLocked) as caught:
        space.vault.accept(ticket)
    assert caught.value.values["reason"] == "ticket"


def test_of_many_who_come_with_one_ticket_at_one_moment_one_is_let_in(
    space: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(space, Role.CLERK)
    ticket = space.vault.hand_over()
    together, unlock, let_in = threading.Barrier(4), keys.unlock, []
    door = [vault_door.Door(folder / "vault.db", folder / "vault.key", folder / "accounts.db", True) for _ in range(4)]

    def come(at: int) -> None:
        together.wait()
        with suppress(VaultLocked):
            vault_door.accept(door[at], {"ticket": ticket, "known": space.vault.known().document(), "idle_s": 0}, [])
            let_in.append(at)

    # whoever has read the file lets the others read it too, if they can
    monkeypatch.setattr(keys, "unlock", lambda key, sealed: [threading.Event().wait(0.05), unlock(key, sealed)][1])
    threads = [threading.Thread(target=come, args=(at,)) for at in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(let_in) == 1


def test_a_ticket_of_another_workspace_lets_nobody_in(space: Workspace, tiny_folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(tiny_folder, tmp_path / "别的工作区"))
    with open_workspace(other) as elsewhere:
        operations.setup(elsewhere, PEOPLE, operations.recovery_key(), CHEAP)
        elsewhere.log_in("clerk", PASSWORDS["clerk"])
        with pytest.raises(VaultLocked):
            space.vault.accept(elsewhere.vault.hand_over())
    assert not space.vault.entered


def test_ones_own_password_is_changed_without_encrypting_anew(space: Workspace) -> None:
    before = (space.folder / "vault.db").read_bytes()
    operations.change_password(space, "clerk", PASSWORDS["clerk"], NEW)
    with pytest.raises(LoginRefused):
        enter(space, Role.CLERK)
    space.log_in("clerk", NEW)
    assert space.vault.count(RESIDENTS) == 5
    assert (space.folder / "vault.db").read_bytes()[:16] == before[:16]
    for known in (NEW, PASSWORDS["clerk"]):
        with pytest.raises(PasswordWeak):
            operations.change_password(space, "clerk", NEW, known)


def test_a_password_older_than_ninety_days_has_to_be_changed_first(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    later = time.time() + 91 * 86_400
    monkeypatch.setattr("kangbashi_gis.store.attempts.time.time", lambda: later)
    with pytest.raises(PasswordExpired):
        enter(space, Role.PLANNER)
    operations.change_password(space, "planner", PASSWORDS["planner"], NEW)
    assert space.log_in("planner", NEW).role is Role.PLANNER


def test_a_new_clerk_reads_people_only_once_a_clerk_has_granted_the_key(space: Workspace) -> None:
    enter(space, Role.SECURITY_ADMIN)
    operations.add_account(space, Person("新办事员", Role.CLERK, NEW, scope=("150603001001",)))
    with pytest.raises(PermissionDenied):
        operations.grant(space, "新办事员")
    with pytest.raises(PasswordExpired):
        space.log_in("新办事员", NEW)
    operations.change_password(space, "新办事员", NEW, NEW + "!")
    assert space.log_in("新办事员", NEW + "!").scope == ("150603001001",)
    with pytest.raises(VaultLocked):
        space.vault.count(RESIDENTS)
    enter(space, Role.CLERK)
    operations.grant(space, "新办事员")
    space.log_in("新办事员", NEW + "!")
    assert space.vault.count(RESIDENTS) == 5


def test_a_removed_clerk_is_locked_out_of_the_vault_by_rotation(space: Workspace) -> None:
    enter(space, Role.SECURITY_ADMIN)
    with pytest.raises(AccountRefused):
        operations.remove_account(space, "clerk")
    operations.add_account(space, Person("另一位", Role.CLERK, NEW))
    operations.change_password(space, "另一位", NEW, NEW + "!")
    enter(space, Role.CLERK)
    operations.grant(space, "另一位")
    kept = Accounts(space.folder / "accounts.db")
    clerk = kept.account("clerk")
    assert clerk is not None and clerk.wrapped is not None
    seed = keys.open_seed(clerk.seed, PASSWORDS["clerk"])
    known = keys.open_sealed(seed or b"", clerk.wrapped)
    enter(space, Role.SECURITY_ADMIN)
    operations.remove_account(space, "clerk")
    space.log_in("另一位", NEW + "!")
    operations.rotate(space)
    assert space.vault.count(RESIDENTS) == 5
    space.log_out()
    from kangbashi_gis.store.rotation import opens

    assert not opens(space.folder / "vault.db", known or b"")


def test_the_printed_key_gives_a_clerk_whose_password_is_lost_everything_back(
    space: Workspace, with_accounts: tuple[Path, str]
) -> None:
    with pytest.raises(RecoveryKeyWrong):
        operations.recover(space, operations.recovery_key(), "clerk", NEW)
    operations.recover(space, with_accounts[1].lower().replace("-", " "), "clerk", NEW)
    space.log_in("clerk", NEW)
    assert space.vault.count(RESIDENTS) == 5


def test_a_second_factor_is_asked_for_and_taken_once(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import base64
    import time

    from kangbashi_gis.store import one_time

    enter(space, Role.PLANNER)
    secret, address = operations.set_second_factor(space, True)
    assert address.startswith("otpauth://totp/")
    code = one_time.code(base64.b32decode(secret), int(time.time()) // 30)
    with pytest.raises(LoginRefused):
        enter(space, Role.PLANNER)
    space.log_in("planner", PASSWORDS["planner"], code)
    with pytest.raises(LoginRefused):
        space.log_in("planner", PASSWORDS["planner"], code)


def test_the_last_administrator_of_a_kind_stays_and_nobody_changes_an_own_account(space: Workspace) -> None:
    enter(space, Role.SECURITY_ADMIN)
    for name in ("system_admin", "audit_admin", "security_admin", "clerk"):
        for change in (operations.remove_account, operations.disable):
            with pytest.raises(AccountRefused):
                change(space, name)
    with pytest.raises(AccountRefused):
        operations.set_role(space, "audit_admin", Role.SECURITY_ADMIN)


def test_the_first_accounts_are_refused_without_three_administrators_and_a_clerk(workspace: Workspace) -> None:
    for missing in (*Role,):
        people = [one for one in PEOPLE if one.role is not missing]
        if missing in operations.NEEDED:
            with pytest.raises(SetupRefused):
                operations.setup(workspace, people, operations.recovery_key(), CHEAP)
    assert not workspace.has_accounts


def test_what_is_done_with_accounts_is_in_the_log_and_no_password_is(space: Workspace) -> None:
    with pytest.raises(LoginRefused):
        space.log_in("Tippfehler-Passwort-1", "wrong")
    enter(space, Role.SECURITY_ADMIN)
    operations.set_scope(space, "clerk", ("150603001001",))
    with closing(dbapi2.connect(str(space.folder / "log.db"))) as log:
        lines = log.execute("SELECT kind, user, subject, reason FROM events").fetchall()
    assert ("account", "security_admin", "clerk", "scope") in lines
    assert ("login", "security_admin", "security_admin", "") in lines
    assert ("login_failed", "visitor", "", "login_refused") in lines
    space.close()
    content = b"".join(path.read_bytes() for path in space.folder.rglob("*") if path.is_file())
    assert not [one for one in ("Tippfehler", *PASSWORDS.values()) if one.encode() in content]
