"""Erases one person on request (个人信息保护法第四十七条), and again in every older vault that is put back.

The log is the list of who was erased: its events name keyed ids, are in one chain, and no backup puts them back. So
a vault that is older than such an event is brought up to it before the first question about people.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.errors import ReasonUnknown, ResidentUnknown, VaultUnavailable
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import Event, EventKind
from kangbashi_gis.model.reasons import ERASING, UNGIVEN
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.store import people, people_erased

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)

MOST = 1_000_000
AGAIN, READMITTED = "again", "readmitted"
ALSO = "also"  # an event that only names another keyed id of the same person


@dataclass(frozen=True)
class Remaining:
    """A backup in which the person still is, encrypted, and the day from which it is removed."""

    name: str
    expires: str


@dataclass(frozen=True)
class Erased:
    """What an erasing came to. person: the keyed id in the log. images: earlier states that went too.

    cleaned: False while another program has the vault open; it is made up for when the vault is opened next.
    """

    person: str
    reason: str
    rows: int
    images: int
    cleaned: bool
    backups: tuple[Remaining, ...]

    @property
    def last_expiry(self) -> str:
        """The day from which no backup holds the person; "" where none does."""
        return max((one.expires for one in self.backups), default="")


def erase(space: "Workspace", identity: str, reason: str) -> Erased:
    """Erase the person of a row, all rows with the same ID number, and all earlier states; it cannot be undone.

    Raises ReasonUnknown, ResidentUnknown.
    """
    space.require(Permission.PEOPLE_ERASE)
    space.require_writing()
    if reason not in ERASING:
        raise ReasonUnknown(reason=reason or UNGIVEN, known=", ".join(ERASING))
    _require_inside(space, identity)
    keyed, rows = people_erased.who(space.vault, identity)
    if not keyed:
        raise ResidentUnknown(id=identity)
    backups = remaining(space)
    event = space.note(EventKind.ERASED, subject=RESIDENTS.name, person=keyed[0], reason=reason, count=rows)
    for other in keyed[1:]:
        event = space.note(EventKind.ERASED, subject=RESIDENTS.name, person=other, reason=ALSO)
    gone = people_erased.erase(space.vault, identity, space.log.head().chain, event.number)
    return Erased(keyed[0], reason, gone.rows, gone.images, gone.cleaned, backups)


def readmit(space: "Workspace", number: str) -> str:
    """Let somebody who was erased be recorded again, by the ID number; gives the keyed id. It is noted."""
    space.require(Permission.PEOPLE_ERASE)
    space.require_writing()
    keyed = people_erased.keys_of(space.vault, number) if space.store.ever_involved_vault() else []
    if not keyed or not any(people_erased.known(space.vault, [number])):
        raise ResidentUnknown(id="-")
    for one in keyed:
        event = space.note(EventKind.ERASED, subject=RESIDENTS.name, person=one, reason=READMITTED)
    people_erased.readmit(space.vault, keyed, space.log.head().chain, event.number)
    return keyed[0]


def _require_inside(space: "Workspace", identity: str) -> None:
    """Raise ResidentUnknown for somebody outside the user's communities; who may erase everywhere may also here."""
    if not space.store.ever_involved_vault():
        raise ResidentUnknown(id=identity)
    if space.user.scope is None:
        return
    from kangbashi_gis.operations.scope import addresses_within

    rows = people.with_household(space.vault, identity)[:1]
    inside = addresses_within(space, space.user.scope)
    if not rows or not rows[0]["address_fid"] or not np.isin(rows[0]["address_fid"], inside):
        raise ResidentUnknown(id=identity)


def remaining(space: "Workspace") -> tuple[Remaining, ...]:
    """Give the backups that hold the people of today, by what the log says of them, the longest kept last."""
    events = space.log.events("kind = ?", (EventKind.BACKUP.value,), MOST)
    expired = {one.subject for one in events if one.reason == "expired"}
    made = [one for one in events if one.reason == "made" and one.subject.partition(" ")[0] not in expired]
    return tuple(sorted((Remaining(one.subject.partition(" ")[0], _expiry(one)) for one in made), key=_by_expiry))


def _by_expiry(one: Remaining) -> str:
    return one.expires


def _expiry(event: Event) -> str:
    return (datetime.fromisoformat(event.at).astimezone(UTC) + timedelta(days=event.count)).date().isoformat()


def catch_up(space: "Workspace") -> int:
    """Bring a vault that was put back up to the log; gives how many rows went. Cleans up after a kill too.

    Raises VaultUnavailable where it cannot be written: then nobody is shown who was erased.
    """
    if not space.vault.made():
        return 0
    chain = space.log.head().chain
    number, dirty = people_erased.reached(space.vault, chain)
    events = space.log.events("kind = ? AND number > ?", (EventKind.ERASED.value, number), MOST)
    if not events and not dirty:
        return 0
    if space.read_only and events:
        raise VaultUnavailable(path=str(space.vault.path), reason="erasings_due")
    if not events:
        if not space.read_only:
            people_erased.clean(space.vault)
        return 0
    gone = people_erased.follow_log(space.vault, _standing(events), chain, events[0].number)
    if gone.rows or gone.images:
        logger.info("erased again in a vault that was put back: %d rows, %d images", gone.rows, gone.images)
        space.note(EventKind.ERASED, subject=RESIDENTS.name, reason=AGAIN, count=gone.rows)
    return gone.rows


def _standing(events: Sequence[Event]) -> list[str]:
    """Give whom events, newest first, leave erased: not those who were let in again later."""
    latest: dict[str, str] = {}
    for one in events:
        latest.setdefault(one.person, one.reason)
    return [person for person, reason in latest.items() if person and reason != READMITTED]
