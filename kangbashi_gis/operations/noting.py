"""What is to be proved later is noted before it is answered; and how far the log has come is written down elsewhere."""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis import paths
from kangbashi_gis.errors import GisError
from kangbashi_gis.model.events import Anchor, Event, EventKind
from kangbashi_gis.store import anchors

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)

EVERY = 100  # events between two anchors
FILE_BYTES = 12
LENGTH_BYTES = 4


def anchor_file(space: "Workspace") -> Path:
    """Give the file outside the workspace that holds its anchors: one per folder, so that a copy has its own."""
    named = f"{space.origin.resolve()}\n{space.project.created}".encode("utf-8", "surrogatepass")
    return paths.anchor_folder() / f"{hashlib.blake2b(named, digest_size=FILE_BYTES).hexdigest()}.txt"


def note(space: "Workspace", kind: EventKind, **said: Any) -> Event:
    """Add an event; on return it is on the disk, so that what follows may be answered.

    Whatever keeps it from being written (a full disk, a medium that is read only, another program that holds the
    log) is raised: without a log there is no answer. Keywords: subject, person, reason, count, sealed.
    """
    event = space.log.note(kind, space.user.name, **said)
    keep_up(space, event.number)
    return event


def note_query(space: "Workspace", kind: EventKind, query: str, **said: Any) -> Event:
    """Add an event about a question, its text sealed to the auditors: nobody else can ever read it.

    Where there are no accounts there is nobody to seal it to, and the text is not kept.
    """
    auditors = space.auditors() if space.has_accounts else []
    if not auditors:
        return note(space, kind, **said)
    from kangbashi_gis.store.keys import seal_to

    text = query.encode("utf-8", "surrogatepass")
    return note(space, kind, sealed=packed([seal_to(key, text) for key in auditors]), **said)


def packed(boxes: list[bytes]) -> bytes:
    """Put boxes behind each other, each behind its length."""
    return b"".join(len(box).to_bytes(LENGTH_BYTES, "big") + box for box in boxes)


def unpacked(text: bytes) -> list[bytes]:
    """Take boxes apart again; what is cut off is left out."""
    found = []
    while len(text) > LENGTH_BYTES:
        end = LENGTH_BYTES + int.from_bytes(text[:LENGTH_BYTES], "big")
        found.append(text[LENGTH_BYTES:end])
        text = text[end:]
    return found


def keep_up(space: "Workspace", number: int) -> None:
    """Anchor where enough events came since the last anchor. number: the last event."""
    if number - _anchored(space) >= EVERY:
        anchor(space)


def _anchored(space: "Workspace") -> int:
    """Give the last event that is written down outside; the file is read once."""
    if not space.anchored:
        space.anchored = max((one.number for one in anchors.read(anchor_file(space))), default=0)
    return space.anchored


def anchor(space: "Workspace") -> Anchor:
    """Write down outside, and in the vault where it is open, how far the log has come; the log notes that it was."""
    head = space.log.head()
    space.anchored = head.number
    try:
        anchors.keep(anchor_file(space), head)
    except OSError as problem:
        # the log itself is whole; what is missing outside is told by `audit verify`
        logger.warning("the anchor cannot be written: %s", problem)
        return head
    keep_in_vault(space, head)
    space.log.note(EventKind.ANCHOR, space.user.name, count=head.number)
    return head


def keep_in_vault(space: "Workspace", head: Anchor) -> None:
    """Let an open vault remember the head, and the log that it does: then neither can be put back alone."""
    if not space.vault.is_open or space.read_only:
        return
    try:
        space.vault.keep_head(head)
        space.log.note(EventKind.HEAD_KEPT, space.user.name, count=head.number)
    except GisError as problem:
        logger.warning("the vault cannot keep the head of the log: %s", problem.code)


def compare_with_vault(space: "Workspace") -> bool:
    """Tell whether the log is the one that the vault remembers, and not shorter; where not, an alarm is noted.

    Called when somebody who may read people has logged in, because only then the vault is open.
    """
    kept = space.vault.head()
    if kept is None:
        return True
    if space.log.head().chain == kept.chain and space.log.hash_of(kept.number) == kept.hash:
        return True
    space.log.note(EventKind.ALARM, space.user.name, subject="log", reason="log_older_than_vault", count=kept.number)
    return False
