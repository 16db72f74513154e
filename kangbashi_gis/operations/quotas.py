"""How much an account may look up on one day. Counted from the log, where the limits stand too.

So neither a restart nor a file that is put back gives anything back. The day is China's. Should the clock be set
back, all counts that was logged since the last event of an earlier day, in the order of the log.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kangbashi_gis.errors import QuotaUsed, UsageError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.quotas import MOST, QUOTAS, midnight

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


def limits(space: "Workspace") -> dict[str, int]:
    """Give the limits of a day, by the names of `QUOTAS`."""
    space.require(Permission.VIEW)
    return {name: limit(space, name) for name in QUOTAS}


def set_limit(space: "Workspace", name: str, most: int) -> None:
    """Change a limit, for everybody and from now on; the change is an event, and that event is the limit."""
    space.require(Permission.ACCOUNTS)
    space.require_writing()
    if name not in QUOTAS or not 0 <= most <= MOST:
        raise UsageError(detail=f"{name} {most}: {', '.join(QUOTAS)}, 0–{MOST}")
    space.note(EventKind.LIMITS, subject=name, count=most)


def limit(space: "Workspace", name: str) -> int:
    """Give what was last set in the log, or else what is usual."""
    set_last = space.log.events("kind = 'limits' AND subject = ?", (name,), 1)
    return set_last[0].count if set_last else QUOTAS[name].daily


def spent(space: "Workspace", name: str) -> int:
    """Give how much of a quota the user has used today. Who types on in the search box has looked up once."""
    return space.log.since_midnight(QUOTAS[name], space.user.name, midnight(datetime.now(UTC)))


def require_quota(space: "Workspace", name: str, wanted: int = 1) -> None:
    """Raise QuotaUsed where a quota does not hold out; that is logged, and the auditor told. Accounts only."""
    if not space.has_accounts:
        return
    most = limit(space, name)
    if spent(space, name) + wanted <= most:
        return
    from kangbashi_gis.operations.watching import raise_alarm

    space.note(EventKind.REFUSED, subject=name, reason=QuotaUsed.code, count=wanted)
    raise_alarm(space, "quota", most)
    raise QuotaUsed(reason=name, limit=most)
