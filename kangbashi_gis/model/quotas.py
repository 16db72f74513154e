"""How often an account may look people up on one day, before the program refuses: rows of data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from kangbashi_gis.model.events import EventKind

CHINA = timezone(timedelta(hours=8))  # one time for the whole country, whatever the computer's is set to
MOST = 100_000  # no limit is higher


@dataclass(frozen=True)
class Quota:
    """What is counted: events of a kind, each as one or by its `count`. daily: the limit until it is changed.

    subject: only those about it; "" for all.
    """

    kind: EventKind
    daily: int
    counted: bool
    title: tuple[str, str]
    subject: str = ""


QUOTAS: Mapping[str, Quota] = {
    "lookups": Quota(EventKind.LOOKUP, 300, False, ("查询居民的次数", "look-ups of residents")),
    "unmaskings": Quota(EventKind.UNMASK, 60, True, ("查看明文的人数", "records shown in clear")),
    "exported": Quota(EventKind.EXPORT, 2_000, True, ("导出、打印的人数", "residents exported"), "residents"),
}


def midnight(moment: datetime) -> str:
    """Give the beginning of a moment's day in China, as moments are written in the log."""
    start = moment.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    return start.astimezone(UTC).isoformat(timespec="milliseconds")
