"""What is unusual about an account's look-ups is noted as an alarm, and shown to the auditor. Nothing is refused here.

Everything is counted from the log, after the look-up itself is in it and before it is answered.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.alarms import NIGHT, RULES, Rule
from kangbashi_gis.model.events import Event, EventKind
from kangbashi_gis.model.quotas import CHINA, QUOTAS, midnight

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

SUBJECT = "people"
USUAL_DAYS = 30
KNOWN_DAYS = 5  # before that an account has no usual level
TIMES = 3
EVERY = 10  # how usual a day is, is asked at every tenth look-up only
BACK_MINUTES = 10.0
SHOWN = 200


def watch(space: "Workspace", event: Event) -> None:
    """Note the alarms that an event of the user gives cause for. Accounts only."""
    if not space.has_accounts:
        return
    _watch_clock(space, event)
    for rule in RULES:
        if rule.at.value == event.kind:
            found = MEASURES[rule.measure](space, rule, event)
            if found > rule.most:
                raise_alarm(space, rule.code, found, rule.quiet, event.person if "same" in rule.code else "")


def raise_alarm(space: "Workspace", code: str, count: int, quiet: int = 60, person: str = "") -> None:
    """Note an alarm about the user, unless the same was noted in the last minutes."""
    where = "kind = ? AND user = ? AND reason = ? AND person = ? AND at >= ?"
    values = (EventKind.ALARM.value, space.user.name, code, person, _before(datetime.now(UTC), quiet))
    if not space.log.events(where, values, 1):
        space.note(EventKind.ALARM, subject=SUBJECT, reason=code, person=person, count=count)


def waiting(space: "Workspace") -> list[Event]:
    """Give the alarms since the auditor who is logged in last read the log, newest first: told at the log-in."""
    space.require(Permission.AUDIT_READ)
    read = space.log.events("kind = ? AND user = ?", (EventKind.LOG_READ.value, space.user.name), 1)
    return space.log.events("kind = ? AND number > ?", (EventKind.ALARM.value, read[0].number if read else 0), SHOWN)


def _recent(space: "Workspace", rule: Rule, event: Event) -> tuple[int, int, int]:
    """Give events, people and communities of the last minutes."""
    return space.log.recent(event.kind, event.user, _before(datetime.fromisoformat(event.at), rule.minutes))


def _before(moment: datetime, minutes: int) -> str:
    return (moment - timedelta(minutes=minutes)).astimezone(UTC).isoformat(timespec="milliseconds")


def _people(space: "Workspace", rule: Rule, event: Event) -> int:
    return _recent(space, rule, event)[1]


def _at_night(space: "Workspace", rule: Rule, event: Event) -> int:
    hour = datetime.fromisoformat(event.at).astimezone(CHINA).hour
    if NIGHT[1] <= hour < NIGHT[0]:
        return 0
    return _recent(space, rule, event)[0]


def _same_person(space: "Workspace", rule: Rule, event: Event) -> int:
    if not event.person:
        return 0
    since = _before(datetime.fromisoformat(event.at), rule.minutes)
    where = "user = ? AND kind = ? AND at >= ? AND person = ?"
    return len(space.log.events(where, (event.user, event.kind, since, event.person), rule.most + 1))


def _places(space: "Workspace", rule: Rule, event: Event) -> int:
    """Count the communities: an event about a record in clear has the code of the community as its subject."""
    return _recent(space, rule, event)[2]


def _beyond_usual(space: "Workspace", rule: Rule, event: Event) -> int:
    """Give the look-ups of the day where they are far more than on the account's other days, else 0."""
    moment = datetime.fromisoformat(event.at)
    today = space.log.since_midnight(QUOTAS["lookups"], event.user, midnight(moment))
    if today <= rule.most or today % EVERY:
        return 0
    known = space.log.per_day(rule.at, event.user, _before(moment, USUAL_DAYS * rule.minutes), midnight(moment))
    return today if len(known) >= KNOWN_DAYS and today > TIMES * median(known) else 0


Measure = Callable[["Workspace", Rule, Event], int]
MEASURES: Mapping[str, Measure] = {
    "people": _people,
    "at_night": _at_night,
    "same_person": _same_person,
    "places": _places,
    "beyond_usual": _beyond_usual,
}


def _watch_clock(space: "Workspace", event: Event) -> None:
    """Note that the clock was set back: then the event before is later than this one."""
    before = space.log.events("number = ?", (event.number - 1,), 1)
    if before and before[0].at > _before(datetime.fromisoformat(event.at), -int(BACK_MINUTES)):
        raise_alarm(space, "clock_back", 1)
