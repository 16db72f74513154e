"""Two people stand for the log; what was asked is opened on demand; a table goes to who checks. All of it is noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kangbashi_gis.errors import AccountRefused, LoginRefused, OutputExists, PermissionDenied
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations import auditing, noting
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.store import anchors
from tests.conftest import PASSWORDS

pytestmark = pytest.mark.usefixtures("quick_vault")


@pytest.fixture
def space(staffed_folder: Path) -> Iterator[Workspace]:
    with open_workspace(staffed_folder) as opened:
        yield opened


def enter(space: Workspace, role: Role) -> None:
    space.log_in(role.value, PASSWORDS[role.value])


def test_two_accounts_sign_the_same_line_and_the_session_stays(space: Workspace) -> None:
    enter(space, Role.AUDIT_ADMIN)
    first, second = auditing.countersign(space, "security_admin", PASSWORDS["security_admin"])
    assert (first.statement, first.signer, second.signer) == (second.statement, "audit_admin", "security_admin")
    assert space.user.name == "audit_admin"
    kept = [one.signer for one in anchors.read(noting.anchor_file(space)) if one.signature]
    assert kept == ["audit_admin", "security_admin"]
    verdict = auditing.verify(space)
    assert verdict.whole and verdict.signed == 2


@pytest.mark.parametrize(("name", "password"), [("security_admin", "wrong"), ("没有", "wrong")])
def test_a_second_signature_takes_the_right_password(space: Workspace, name: str, password: str) -> None:
    enter(space, Role.AUDIT_ADMIN)
    with pytest.raises(LoginRefused):
        auditing.countersign(space, name, password)
    assert space.log.events("kind = ?", (EventKind.LOGIN_FAILED.value,))
    assert not space.log.events("kind = ?", (EventKind.SIGNED.value,))


@pytest.mark.parametrize("name", ["audit_admin", "planner"])
def test_the_second_is_somebody_else_who_may_sign(space: Workspace, name: str) -> None:
    enter(space, Role.AUDIT_ADMIN)
    with pytest.raises(AccountRefused):
        auditing.countersign(space, name, PASSWORDS[name])


def test_the_text_of_a_query_is_opened_for_the_auditor_and_that_is_noted(space: Workspace) -> None:
    enter(space, Role.CLERK)
    noting.note_query(space, EventKind.LOOKUP, "赵一 鄂尔多斯大街", subject="people", count=1)
    (event,) = space.log.events("kind = ?", (EventKind.LOOKUP.value,), 1)
    with pytest.raises(PermissionDenied):
        auditing.query_text(space, event)
    enter(space, Role.AUDIT_ADMIN)
    assert auditing.query_text(space, event) == "赵一 鄂尔多斯大街"
    (noted,) = space.log.events("kind = ?", (EventKind.LOG_READ.value,), 1)
    assert (noted.reason, noted.subject, noted.count) == ("query", str(event.number), 1)


def test_a_table_of_the_log_has_no_formula_and_is_noted(space: Workspace, tmp_path: Path) -> None:
    enter(space, Role.CLERK)
    space.note(EventKind.EXPORT, subject="=1+1.xlsx")
    enter(space, Role.AUDIT_ADMIN)
    path = tmp_path / "日志.csv"
    count = auditing.export(space, path, auditing.Wanted())
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == count + 1 and any(",'=1+1.xlsx," in line for line in lines)
    assert [one.subject for one in space.log.events("kind = ?", (EventKind.EXPORT.value,), 1)] == ["log"]
    with pytest.raises(OutputExists):
        auditing.export(space, path, auditing.Wanted())
