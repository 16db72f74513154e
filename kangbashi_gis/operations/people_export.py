"""Lists of people to hand out or print: for a reason, masked unless asked for in clear, marked, and in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import (
    AmbiguousAddress,
    OutputUnwritable,
    ReasonUnknown,
    ResidentUnknown,
    SelectionEmpty,
    UsageError,
)
from kangbashi_gis.importing import fingerprint
from kangbashi_gis.importing.writers.people import PEOPLE_WRITERS, PeopleSheet
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.people import Resident
from kangbashi_gis.model.person_query import recognise
from kangbashi_gis.model.quotas import CHINA
from kangbashi_gis.model.reasons import REASONS, UNGIVEN
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations.folders import LOG
from kangbashi_gis.operations.noting import note_query
from kangbashi_gis.operations.people_rows import addresses_of, has_people, inside, named_by, shown
from kangbashi_gis.operations.publishing import publish, room_beside, writable
from kangbashi_gis.operations.quotas import require_quota
from kangbashi_gis.operations.residents import unmask
from kangbashi_gis.operations.scope import addresses_within
from kangbashi_gis.progress import Progress
from kangbashi_gis.store import people
from kangbashi_gis.store.ledger import Ledger, Release

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOST = 20_000  # people in one file
LONGEST_NAME = 100
MASKED = {
    "name": "姓名", "sex": "性别", "age": "年龄", "id_number": "身份证号", "phone": "电话", "relation": "与户主关系",
    "household": "户号", "address": "住址",
}  # fmt: skip
CLEAR = {
    "name": "姓名", "sex": "性别", "born": "出生日期", "id_number": "身份证号", "phone": "电话", "ethnicity": "民族",
    "relation": "与户主关系", "household": "户号", "address": "住址", "moved_in": "迁入日期",
}  # fmt: skip


@dataclass(frozen=True)
class PeopleExport:
    """Who is wanted, and why. query: as in the search box; community: a code. One of the two.

    reason: a key of `REASONS`. clear: in clear, which counts each as a record unmasked. recipient: who gets it.
    """

    query: str = ""
    community: str = ""
    reason: str = ""
    clear: bool = False
    recipient: str = ""
    overwrite: bool = False


@dataclass(frozen=True)
class PeopleReport:
    """What is in the file. release: the number of the row in the ledger, which stands in the file too."""

    people: int
    path: Path
    release: int
    sha256: str
    mark: str


def export_people(space: "Workspace", out: Path, wanted: PeopleExport, progress: Progress) -> PeopleReport:
    """Write a list of people. Log and ledger know of it before the file is there.

    Raises ReasonUnknown, QuotaUsed, SelectionEmpty, OutputExists, OutputUnwritable, PermissionDenied, and whatever
    keeps the log from being written.
    """
    space.require(Permission.PEOPLE_EXPORT)
    if wanted.clear:
        space.require(Permission.PEOPLE_UNMASK)
    space.require_writing()
    _require_fit(out, wanted)
    with writable(out, overwrite=wanted.overwrite):
        listed = _listed(space, wanted)
        if not listed:
            raise SelectionEmpty(theme=RESIDENTS.title)
        require_quota(space, "exported", len(listed))
        if wanted.clear:
            require_quota(space, "unmaskings", len(listed))
        about = {"subject": RESIDENTS.name, "reason": wanted.reason, "count": len(listed)}
        note_query(space, EventKind.EXPORT, wanted.query or wanted.community, **about)
        return _write(space, out, wanted, listed, progress)


def _require_fit(out: Path, wanted: PeopleExport) -> None:
    if wanted.reason not in REASONS:
        raise ReasonUnknown(reason=wanted.reason or UNGIVEN, known=", ".join(REASONS))
    if out.suffix.lower() not in PEOPLE_WRITERS:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    if bool(wanted.query.strip()) == bool(wanted.community.strip()):
        raise UsageError(detail="query / community: 1")
    if len(wanted.recipient) > LONGEST_NAME or not wanted.recipient.isprintable():
        raise UsageError(detail=f"{wanted.recipient[:20]}…: 1–{LONGEST_NAME}")


def _listed(space: "Workspace", wanted: PeopleExport) -> tuple[Resident, ...]:
    """Give who is wanted, masked, within the communities of the user."""
    if not has_people(space):
        return ()
    asked = recognise(wanted.query)
    if wanted.community:
        rows = space.vault.people_at(addresses_within(space, (wanted.community.strip(),)), MOST)
    elif asked.form in ("room", "none"):
        fids = addresses_of(space, wanted.query)
        if not len(fids) and (near := named_by(space, wanted.query)):
            raise AmbiguousAddress(query=wanted.query, count=len(near), candidates=list(near))
        rows = space.vault.people_at(fids, MOST)
    else:
        fids = people.find(space.vault, wanted.query).fids if asked.answerable else np.empty(0, np.int64)
        rows = people.masked(space.vault, np.sort(fids)[:MOST])
    return shown(space, inside(space, rows), {})


def _write(
    space: "Workspace", out: Path, wanted: PeopleExport, listed: Sequence[Resident], progress: Progress
) -> PeopleReport:
    bare = Release(
        space.user.name, wanted.recipient.strip(), RESIDENTS.name, out.suffix.lower(), len(listed), "", 0.0, "",
        wanted.reason,
    )  # fmt: skip
    ledger = Ledger(space.folder / LOG)
    number = ledger.begin(bare)
    try:
        mark = _mark(space, number, wanted)
        with room_beside(out) as aside:
            made = aside / out.name
            PEOPLE_WRITERS[out.suffix.lower()](made, PeopleSheet(*_table(space, wanted, listed, progress), mark))
            done = replace(bare, sha256=fingerprint.sha256(made))
            ledger.complete(number, done.sha256)
            publish(aside, out, overwrite=wanted.overwrite)
    except BaseException:
        ledger.finish(number, "undone")
        raise
    ledger.finish(number, "done")
    return PeopleReport(len(listed), out, number, done.sha256, mark)


def _table(
    space: "Workspace", wanted: PeopleExport, listed: Sequence[Resident], progress: Progress
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Give titles and rows. In clear each record is an event of its own, noted before it is had."""
    columns = CLEAR if wanted.clear else MASKED
    rows = []
    for number, one in enumerate(listed):
        progress(number / len(listed), "write")
        record: Any = _clear(space, one.id, wanted.reason) if wanted.clear else one
        rows.append(tuple(_text(getattr(record, name)) for name in columns) if record is not None else ())
    return tuple(columns.values()), tuple(row for row in rows if row)


def _clear(space: "Workspace", identity: str, reason: str) -> Any:
    try:
        return unmask(space, identity, reason)
    except ResidentUnknown:  # taken out meanwhile by somebody else
        return None


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _mark(space: "Workspace", number: int, wanted: PeopleExport) -> str:
    """Say who took it out, when, under which number, and what for."""
    at = datetime.now(CHINA).strftime("%Y-%m-%d %H:%M")
    how = "明文" if wanted.clear else "脱敏"
    parts = (space.user.name, at, f"台账第 {number} 号", how, REASONS[wanted.reason][0], wanted.recipient.strip())
    return " · ".join(filter(None, parts))
