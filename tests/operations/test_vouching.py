"""Whoever can write to the file of accounts, but has no key, changes nothing that counts, and it is found."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.errors import AccountRefused, AccountsTouched, GisError
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import accounts as operations
from kangbashi_gis.operations import auditing, vouching
from kangbashi_gis.operations.accounts import Person
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.store import keys
from tests.conftest import CHEAP, PASSWORDS, STAFF

NEW = "Another-Good 77 one"
pytestmark = pytest.mark.usefixtures("quick_vault")


@pytest.fixture
def space(staffed_folder: Path) -> Iterator[Workspace]:
    with open_workspace(staffed_folder) as opened:
        yield opened


def enter(space: Workspace, role: Role) -> None:
    space.log_in(role.value, PASSWORDS[role.value])


def tamper(space: Workspace, command: str, *values: object) -> None:
    with closing(dbapi2.connect(str(space.folder / "accounts.db"), isolation_level=None)) as file:
        file.execute(command, values)


def refusal(space: Workspace, role: Role) -> str:
    with pytest.raises(AccountsTouched) as caught:
        enter(space, role)
    return str(caught.value.values["reason"])


def found(folder: Path) -> list[str]:
    """What `audit verify` says of the accounts of a folder, by code and detail."""
    with open_workspace(folder) as again:
        enter(again, Role.AUDIT_ADMIN)
        return [one.detail if one.code == "accounts" else one.code for one in auditing.verify(again).findings]


def alarms(space: Workspace) -> list[str]:
    return [one.reason for one in space.log.events("kind = ?", (EventKind.ALARM.value,))]


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE accounts SET role = 'clerk' WHERE name = 'leader'",
        "UPDATE accounts SET scope = '[\"150603001001\"]' WHERE name = 'leader'",
        "UPDATE accounts SET public = (SELECT public FROM accounts WHERE name = 'clerk') WHERE name = 'leader'",
    ],
)
def test_an_edited_row_does_not_come_in_and_the_others_do(space: Workspace, command: str) -> None:
    tamper(space, command)
    assert refusal(space, Role.LEADER) == "row_unsigned"
    assert alarms(space) == ["accounts_touched"]
    enter(space, Role.PLANNER)
    space.log_out()
    assert found(space.folder) == ["row_unsigned"]


def test_nobody_signs_what_somebody_else_has_put_into_the_file(space: Workspace) -> None:
    tamper(space, "UPDATE accounts SET role = 'audit_admin' WHERE name = 'leader'")
    enter(space, Role.SECURITY_ADMIN)
    with pytest.raises(AccountsTouched):
        operations.set_scope(space, "clerk", ("150603001001",))


def test_who_adds_an_auditor_of_an_own_is_sealed_no_query(space: Workspace) -> None:
    before = space.auditors()
    own = keys.verify_key(keys.new_key())
    tamper(space, "INSERT INTO accounts SELECT '我', role, scope, ?, sealed_seed, salt, passes, memory, wrapped,"
           " pending, wrapped_by, password_set, disabled, totp, totp_step, old_passwords, created, local_key"
           " FROM accounts WHERE name = 'audit_admin'", own)  # fmt: skip
    assert space.auditors() == before and own not in before


def test_an_account_that_was_disabled_is_not_enabled_by_an_edit(space: Workspace) -> None:
    enter(space, Role.SECURITY_ADMIN)
    operations.disable(space, "leader")
    space.log_out()
    tamper(space, "UPDATE accounts SET disabled = 0 WHERE name = 'leader'")
    assert refusal(space, Role.LEADER) == "row_unsigned"


def test_an_older_file_put_back_lets_nobody_in(space: Workspace, tmp_path: Path) -> None:
    old = shutil.copy(space.folder / "accounts.db", tmp_path / "旧.db")
    enter(space, Role.SECURITY_ADMIN)
    operations.remove_account(space, "leader")
    space.log_out()
    shutil.copy(old, space.folder / "accounts.db")
    assert refusal(space, Role.LEADER) == refusal(space, Role.PLANNER) == "roster_older"


def test_the_accounts_of_another_workspace_let_nobody_in(space: Workspace, tiny_folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(tiny_folder, tmp_path / "别处"))
    with open_workspace(other) as elsewhere:
        operations.setup(elsewhere, STAFF, operations.recovery_key(), CHEAP)
    shutil.copy(other / "accounts.db", space.folder / "accounts.db")
    assert refusal(space, Role.SYSTEM_ADMIN) == "roster_other"


def test_accounts_and_log_put_back_together_are_found_by_the_vault(space: Workspace, tmp_path: Path) -> None:
    enter(space, Role.SECURITY_ADMIN)
    operations.disable(space, "leader")
    space.log_out()
    names = ("accounts.db", "log.db")
    for name in names:
        shutil.copy(space.folder / name, tmp_path / name)
    enter(space, Role.SECURITY_ADMIN)
    operations.remove_account(space, "leader")
    enter(space, Role.CLERK)
    space.vault.count(RESIDENTS)
    space.close()
    for name in names:
        shutil.copy(tmp_path / name, space.folder / name)
    with open_workspace(space.folder) as again, pytest.raises(AccountsTouched):
        enter(again, Role.CLERK)
        again.vault.count(RESIDENTS)
    assert "cut" in found(space.folder)


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE accounts SET password_set = password_set + 9e9 WHERE name = 'leader'",
        "UPDATE accounts SET old_passwords = '[]' WHERE name = 'leader'",
        "UPDATE facts SET value = x'00' WHERE name = 'salt'",
    ],
)
def test_an_edit_of_what_is_not_signed_is_an_alarm_and_a_finding(space: Workspace, command: str) -> None:
    tamper(space, command)
    assert found(space.folder) == ["file_changed"]
    assert found(space.folder) == ["file_changed"]
    assert alarms(space) == ["accounts_touched"]


def test_a_password_file_put_back_after_a_change_of_password_is_found(space: Workspace, tmp_path: Path) -> None:
    old = shutil.copy(space.folder / "accounts.db", tmp_path / "旧.db")
    operations.change_password(space, "planner", PASSWORDS["planner"], NEW)
    assert found(space.folder) == []
    shutil.copy(old, space.folder / "accounts.db")
    assert found(space.folder) == ["file_changed"]


def test_a_change_whose_program_was_killed_before_it_noted_the_file_is_noted_at_the_next_opening(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*words: object) -> None:
        raise GisError

    with monkeypatch.context() as patch, pytest.raises(GisError):
        patch.setattr(vouching, "keep", die)
        enter(space, Role.SECURITY_ADMIN)
        operations.set_scope(space, "clerk", ("150603001001",))
    space.close()
    assert found(space.folder) == []
    with open_workspace(space.folder) as again:
        assert again.log.events("kind = ?", (EventKind.ACCOUNTS_KEPT.value,), 1)[0].reason == "settled"
        again.log_in("clerk", PASSWORDS["clerk"])
        assert again.user.scope == ("150603001001",)


def test_the_vaults_key_is_not_sealed_to_a_recovery_key_that_nobody_has_signed(space: Workspace) -> None:
    tamper(space, "UPDATE facts SET value = ? WHERE name = 'recovery'", keys.verify_key(keys.new_key()))
    enter(space, Role.CLERK)
    with pytest.raises(AccountsTouched):
        operations.rotate(space)


def test_a_clerks_new_recovery_key_stands_for_accounts_once_it_is_confirmed(space: Workspace) -> None:
    enter(space, Role.CLERK)
    renewed = operations.recovery_key()
    operations.rotate(space, renewed)
    operations.rotate(space)
    with pytest.raises(AccountRefused):
        operations.recover(space, renewed, "security_admin", NEW)
    enter(space, Role.SECURITY_ADMIN)
    operations.confirm_recovery(space)
    operations.recover(space, renewed, "clerk", NEW)
    space.log_in("clerk", NEW)
    assert space.vault.count(RESIDENTS) == 5


def test_a_second_security_administrator_signs_and_one_that_was_removed_does_not(space: Workspace) -> None:
    enter(space, Role.SECURITY_ADMIN)
    operations.add_account(space, Person("安全二", Role.SECURITY_ADMIN, NEW))
    operations.change_password(space, "安全二", NEW, NEW + "!")
    space.log_in("安全二", NEW + "!")
    operations.remove_account(space, "security_admin")
    operations.add_account(space, Person("新人", Role.PLANNER, NEW))
    held = vouching.verify_keys(space)
    assert "security_admin" not in held and "新人" in held
    space.log_out()
    assert found(space.folder) == []
