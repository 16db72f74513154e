"""Surveyors use local systems without having a key to people's data; nobody else sees or uses the parameters."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import AccountsTouched, LocalSystemLocked, LocalSystemUnknown, PermissionDenied, VaultLocked
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.themes import ENTITIES, RESIDENTS
from kangbashi_gis.operations import accounts as operations
from kangbashi_gis.operations import auditing
from kangbashi_gis.operations.accounts import Person
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.local_systems import Wanted, fit_system, forget_system, system_names
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store import keys
from kangbashi_gis.store.accounts import Accounts
from tests.conftest import CHEAP, PASSWORDS, STAFF
from tests.operations.test_local_systems import LOCAL, SECRET, farthest_m, firms, table

INSIDE = np.array([[52_000.0, 61_000.0], [52_100.5, 61_050.25]])
USE = ImportOptions(crs="local:康巴什独立")
NEW = "Another-Good 77 one"
pytestmark = pytest.mark.usefixtures("quick_vault")


@pytest.fixture
def points(tmp_path: Path) -> Path:
    return table(tmp_path, "点名,旧X,旧Y,新X,新Y", np.hstack((LOCAL, SECRET.apply(LOCAL)[:, ::-1])))


@pytest.fixture
def space(staffed_folder: Path) -> Iterator[Workspace]:
    with open_workspace(staffed_folder) as opened:
        yield opened


def enter(space: Workspace, role: Role) -> None:
    space.log_in(role.value, PASSWORDS[role.value])


def test_a_surveyor_keeps_and_uses_a_system_and_reads_nobody(space: Workspace, points: Path, tmp_path: Path) -> None:
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "康巴什独立"), keep=True)
    assert import_file(space, firms(tmp_path, INSIDE), ENTITIES, USE, silent).added == 2
    assert farthest_m(space, SECRET.apply(INSIDE)) < 0.001
    with pytest.raises(VaultLocked):
        space.vault.count(RESIDENTS)
    used = [(entry.user, entry.operation) for entry in space.log.entries()]
    assert {("surveyor", "local_system.keep"), ("surveyor", "local_system.use")} <= set(used)
    enter(space, Role.AUDIT_ADMIN)
    assert auditing.verify(space).whole


def test_what_lay_in_the_vault_before_there_were_accounts_is_used_afterwards(
    workspace: Workspace, points: Path, tmp_path: Path
) -> None:
    fit_system(workspace, Wanted(points, "康巴什独立"), keep=True)
    operations.setup(workspace, STAFF, operations.recovery_key(), CHEAP)
    assert system_names(workspace) == ("康巴什独立",)
    enter(workspace, Role.SURVEYOR)
    assert import_file(workspace, firms(tmp_path, INSIDE), ENTITIES, USE, silent).added == 2
    enter(workspace, Role.CLERK)
    assert workspace.vault.ask("count", theme="residents")[0]["count"] == 5


def test_the_parameters_stand_in_no_file(space: Workspace, points: Path, tmp_path: Path) -> None:
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "康巴什独立"), keep=True)
    report = import_file(space, firms(tmp_path, INSIDE), ENTITIES, USE, silent)
    told = repr(report) + repr(space.log.entries()) + repr(space.log.events())
    files = [one.read_bytes() for one in space.folder.rglob("*") if one.is_file()]
    for number in ("52345", "61234", "0.99987", "0.0123"):
        assert number not in told
        assert not [True for text in files if number.encode() in text]


def test_only_who_may_uses_it_though_others_hold_the_key(space: Workspace, points: Path, tmp_path: Path) -> None:
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "康巴什独立"), keep=True)
    for role in (Role.PLANNER, Role.CLERK):
        enter(space, role)
        with pytest.raises(PermissionDenied):
            import_file(space, firms(tmp_path, INSIDE), ENTITIES, USE, silent)
    space.log_out()
    assert system_names(space) == ("康巴什独立",)


def test_planners_leaders_and_administrators_have_no_key_to_it(space: Workspace) -> None:
    kept = Accounts(space.folder / "accounts.db")
    for account in kept.all():
        seed = keys.open_seed(account.seed, PASSWORDS[account.name])
        opened = keys.open_sealed(seed or b"", account.local_key) if account.local_key else None
        assert (opened is not None) == (account.role in (Role.CLERK, Role.SURVEYOR))


def test_a_new_surveyor_uses_it_once_a_clerk_has_granted_the_key(
    space: Workspace, points: Path, tmp_path: Path
) -> None:
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "康巴什独立"), keep=True)
    enter(space, Role.SECURITY_ADMIN)
    operations.add_account(space, Person("新测绘员", Role.SURVEYOR, NEW))
    operations.change_password(space, "新测绘员", NEW, NEW + "!")
    space.log_in("新测绘员", NEW + "!")
    with pytest.raises(LocalSystemLocked):
        import_file(space, firms(tmp_path, INSIDE), ENTITIES, USE, silent)
    enter(space, Role.CLERK)
    operations.grant(space, "新测绘员")
    space.log_in("新测绘员", NEW + "!")
    assert import_file(space, firms(tmp_path, INSIDE), ENTITIES, USE, silent).added == 2
    assert not space.holds_key


def test_the_recovery_key_gives_a_clerk_this_key_too(space: Workspace, staffed: tuple[Path, str], points: Path) -> None:
    operations.recover(space, staffed[1], "clerk", NEW)
    space.log_in("clerk", NEW)
    operations.grant(space, "surveyor")
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "甲"), keep=True)
    forget_system(space, "甲")
    with pytest.raises(LocalSystemUnknown):
        forget_system(space, "甲")


def test_one_system_is_not_passed_off_as_another(space: Workspace, points: Path, tmp_path: Path) -> None:
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "乙"), keep=True)
    with Accounts(space.folder / "accounts.db").change() as change:
        change.set_fact(
            "local_systems", (change.fact("local_systems") or b"").replace("乙".encode(), "康巴什独立".encode())
        )
    with pytest.raises(AccountsTouched):
        import_file(space, firms(tmp_path, INSIDE), ENTITIES, USE, silent)


def test_a_copied_workspace_has_its_systems(space: Workspace, points: Path, tmp_path: Path) -> None:
    enter(space, Role.SURVEYOR)
    fit_system(space, Wanted(points, "康巴什独立"), keep=True)
    space.close()
    with open_workspace(Path(shutil.copytree(space.folder, tmp_path / "副本"))) as copy:
        enter(copy, Role.SURVEYOR)
        assert import_file(copy, firms(tmp_path, INSIDE), ENTITIES, USE, silent).added == 2
