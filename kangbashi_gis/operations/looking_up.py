"""The row of a look-up in the log, before its answer: what was asked for is sealed to the auditors.

Each answered question is a row of its own, so that nothing is unlogged. While somebody types on, each longer text is
a question too; such a row says `typing`, because the person has still looked up only once.
"""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kangbashi_gis.model.events import TYPING, EventKind
from kangbashi_gis.operations.noting import note_query
from kangbashi_gis.operations.quotas import require_quota
from kangbashi_gis.operations.watching import watch

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

PAUSE_S = 10.0  # who waits longer asks anew
LONGEST_S = 60.0  # and so does who types on for longer


@dataclass(frozen=True)
class Asked:
    """What was asked last, by whom, and when that and the first text of the same look-up were; seconds."""

    user: str
    text: str
    first_s: float
    last_s: float


# of each open workspace, in memory only: a new program asks anew
_LAST: "WeakKeyDictionary[Workspace, Asked]" = WeakKeyDictionary()


def goes_on(before: Asked | None, user: str, text: str, now_s: float) -> bool:
    """Tell whether a text goes on with the one before: the same person has typed more behind it, a moment later."""
    if before is None or before.user != user or not before.text or not text.startswith(before.text):
        return False
    return now_s - before.last_s <= PAUSE_S and now_s - before.first_s <= LONGEST_S


def require_lookup(space: "Workspace", text: str = "") -> None:
    """Raise QuotaUsed where the user has looked up enough for today. A text that goes on is no look-up of its own."""
    if not goes_on(_LAST.get(space), space.user.name, text, time.monotonic()):
        require_quota(space, "lookups")


def note_lookup(space: "Workspace", form: str, text: str, count: int, person: str = "", *, typed: bool = False) -> None:
    """Write a look-up into the log; raises whatever keeps it from being written, and then nothing is answered.

    count: how many people are about to be listed. typed: whether the text comes from somebody who may type on.
    """
    now_s, before = time.monotonic(), _LAST.get(space)
    on = typed and goes_on(before, space.user.name, text, now_s)
    reason = TYPING if on else ""
    event = note_query(space, EventKind.LOOKUP, text, subject=form, person=person, count=count, reason=reason)
    watch(space, event)
    first_s = before.first_s if on and before is not None else now_s
    _LAST[space] = Asked(space.user.name, text if typed else "", first_s, now_s)
