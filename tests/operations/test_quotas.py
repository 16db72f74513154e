"""A day's quota holds across restarts and clocks; what is unusual about look-ups reaches the auditor."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kangbashi_gis.errors import PermissionDenied, QuotaUsed, UsageError
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.quotas import CHINA, midnight
from kangbashi_gis.operations import auditing, quotas, watching
from kangbashi_gis.operations.residents import find, unmask
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from tests.conftest import PASSWORDS

NUMBER = "150699196001010011"
NOON = datetime.now(CHINA).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def space(staffed_folder: Path, quick_vault: None) -> Iterator[Workspace]:
    with open_workspace(staffed_folder) as opened:
        enter(opened, Role.CLERK)
        yield opened


def enter(space: Workspace, role: Role) -> None:
    space.log_in(role.value, PASSWORDS[role.value])


def seed(space: Workspace, kind: EventKind, at: datetime, **said: object) -> None:
    """Let the log say that the clerk did something at a moment."""
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds")
    said = {"count": 1, **said}
    watching.watch(space, space.log.note(kind, "clerk", at=moment, **said))


def alarms(space: Workspace) -> list[str]:
    return [one.reason for one in space.log.events("kind = 'alarm'")[::-1] if one.reason != "clock_back"]


def test_a_quota_that_is_used_up_refuses_also_after_a_restart_and_is_told(
    space: Workspace, staffed_folder: Path
) -> None:
    enter(space, Role.SECURITY_ADMIN)
    quotas.set_limit(space, "lookups", 2)
    enter(space, Role.CLERK)
    find(space, NUMBER)
    find(space, "赵某")
    find(space, "赵某某")  # typed on: no look-up of its own
    with pytest.raises(QuotaUsed) as caught:
        find(space, NUMBER)
    assert caught.value.values == {"reason": "lookups", "limit": 2}
    with open_workspace(staffed_folder) as again:
        enter(again, Role.CLERK)
        with pytest.raises(QuotaUsed):
            find(again, NUMBER)
        assert [one.kind for one in again.log.events("kind = 'refused'")] == ["refused", "refused"]
        assert alarms(again) == ["quota"]


def test_records_in_clear_have_a_quota_of_their_own(space: Workspace) -> None:
    person = find(space, NUMBER).people[0]
    enter(space, Role.SECURITY_ADMIN)
    quotas.set_limit(space, "unmaskings", 1)
    enter(space, Role.CLERK)
    unmask(space, person.id, "court")
    with pytest.raises(QuotaUsed):
        unmask(space, person.id, "court")
    assert find(space, NUMBER).total == 1


def test_only_the_security_administrator_sets_limits_and_only_sensible_ones(space: Workspace) -> None:
    for role in (Role.CLERK, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN):
        enter(space, role)
        with pytest.raises(PermissionDenied):
            quotas.set_limit(space, "lookups", 9)
    enter(space, Role.SECURITY_ADMIN)
    for name, most in (("lookups", -1), ("lookups", 10**9), ("没有", 5)):
        with pytest.raises(UsageError):
            quotas.set_limit(space, name, most)
    quotas.set_limit(space, "exported", 7)
    assert quotas.limits(space) == {"lookups": 300, "unmaskings": 60, "exported": 7}


def test_a_clock_set_back_gives_nothing_back_and_is_told(space: Workspace) -> None:
    tomorrow = datetime.now(CHINA) + timedelta(days=1)
    seed(space, EventKind.LOOKUP, tomorrow)
    seed(space, EventKind.LOOKUP, datetime.now(CHINA))
    assert quotas.spent(space, "lookups") == 2
    assert "clock_back" in [one.reason for one in space.log.events("kind = 'alarm'")]


def test_what_was_done_yesterday_and_by_others_does_not_count(space: Workspace) -> None:
    seed(space, EventKind.LOOKUP, datetime.now(CHINA) - timedelta(days=1))
    space.log.note(EventKind.LOOKUP, "另一个", count=1)
    seed(space, EventKind.EXPORT, datetime.now(CHINA), subject="parcels", count=500)
    seed(space, EventKind.EXPORT, datetime.now(CHINA), subject="residents", count=30)
    assert (quotas.spent(space, "lookups"), quotas.spent(space, "exported")) == (0, 30)


def test_a_day_begins_at_midnight_in_china() -> None:
    assert midnight(datetime(2026, 5, 1, 15, 59, tzinfo=UTC)) == "2026-04-30T16:00:00.000+00:00"
    assert midnight(datetime(2026, 5, 1, 16, 1, tzinfo=UTC)) == "2026-05-01T16:00:00.000+00:00"


@pytest.mark.parametrize(
    ("code", "kind", "minutes", "said"),
    [
        ("unmask_burst", EventKind.UNMASK, [0] * 11, [{"person": str(n)} for n in range(11)]),
        ("unmask_night", EventKind.UNMASK, [11 * 60], [{}]),
        ("lookup_night", EventKind.LOOKUP, [12 * 60 - 1] * 21, [{}] * 21),
        ("same_person", EventKind.UNMASK, [0, 90, 180, 270], [{"person": "甲"}] * 4),
        ("same_card", EventKind.LOOKUP, [20 * n for n in range(11)], [{"person": "甲"}] * 11),
        ("scattered", EventKind.UNMASK, [12 * n for n in range(5)], [{"subject": f"15060300{n}"} for n in range(5)]),
        ("many_listed", EventKind.LOOKUP, list(range(31)), [{"count": 50}] * 31),
    ],
)
def test_what_is_unusual_is_told_once(
    space: Workspace, code: str, kind: EventKind, minutes: list[int], said: list[dict[str, object]]
) -> None:
    start = NOON - timedelta(days=1)
    for later, words in zip(minutes[:-1], said[:-1], strict=True):
        seed(space, kind, start + timedelta(minutes=later), **words)
    assert alarms(space) == []
    for _ in range(2):
        seed(space, kind, start + timedelta(minutes=minutes[-1]), **said[-1])
    assert alarms(space) == [code]


def test_far_more_look_ups_than_usual_are_told(space: Workspace) -> None:
    for day in range(7, 1, -1):
        for _ in range(8):
            seed(space, EventKind.LOOKUP, NOON - timedelta(days=day))
    for number in range(70):
        seed(space, EventKind.LOOKUP, NOON - timedelta(days=1) + timedelta(minutes=number))
    assert alarms(space) == ["more_than_usual"]


def test_an_auditor_is_told_of_alarms_until_the_log_was_read(space: Workspace) -> None:
    watching.raise_alarm(space, "quota", 3)
    with pytest.raises(PermissionDenied):
        watching.waiting(space)
    enter(space, Role.AUDIT_ADMIN)
    assert [(one.user, one.reason) for one in watching.waiting(space)] == [("clerk", "quota")]
    auditing.show(space, auditing.Wanted())
    assert watching.waiting(space) == []
