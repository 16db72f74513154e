"""What the auditor asks of the log: is it whole, what does it say, and how far had it come."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import hexdigits
from typing import TYPE_CHECKING

from kangbashi_gis.errors import AccountRefused, OutputExists, UsageError
from kangbashi_gis.model.account import ROLES, Permission
from kangbashi_gis.model.events import TITLES, Anchor, Event, EventKind, Finding, Verdict
from kangbashi_gis.model.moments import moment
from kangbashi_gis.operations import vouching
from kangbashi_gis.operations.entering import accounts_of, counted, spelled
from kangbashi_gis.operations.folders import writable
from kangbashi_gis.operations.noting import anchor, anchor_file, note, unpacked
from kangbashi_gis.store import anchors

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

SHOWN = 1000
MOST = 1_000_000
HEADINGS = ("序号", "时间（UTC）", "账户", "事件", "对象", "原因", "数量", "人员代号", "会话", "校验码")
KINDS = {kind.value for kind in EventKind}


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for; an empty text is any. since and until are days in China, or moments as
    the log has them."""

    kind: str = ""
    user: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    limit: int = SHOWN


def verify(space: "Workspace", files: Sequence[Path] = ()) -> Verdict:
    """Check the log against itself, the operations, the vault, and all anchors: this computer's and those given."""
    space.require(Permission.AUDIT_READ)
    head = space.log.head()
    known = [one for path in (anchor_file(space), *files) for one in anchors.read(path)]
    kept = space.vault.head() if space.vault.is_open else None
    findings = [
        *space.log.faults(),
        *(found for one in known for found in _against(space, head, one)),
        *(_against_vault(space, head, kept) if kept else ()),
        *(vouching.faults(space, accounts_of(space)) if space.has_accounts else ()),
    ]
    reached = max((one.number for one in (*known, *((kept,) if kept else ())) if one.chain == head.chain), default=0)
    signed = sum(bool(one.signature) for one in known)
    return Verdict(head.chain, head.number, head.hash, len(known), signed, reached, _once(findings))


def _against(space: "Workspace", head: Anchor, one: Anchor) -> Iterator[Finding]:
    """Compare the log with what was written down of it."""
    if one.chain != head.chain:
        yield Finding("other_log", one.number, one.at)
        return
    if one.signature and not _signed(space, one):
        yield Finding("signature", one.number, one.signer)
    found = space.log.hash_of(one.number)
    if found is None:
        yield Finding("cut", one.number, one.at)
    elif found != one.hash:
        yield Finding("rewritten", one.number, one.at)


def _signed(space: "Workspace", one: Anchor) -> bool:
    """Tell whether the account that an anchor names signed it; not where there is no such account any more."""
    from kangbashi_gis.store.keys import is_signed_by

    key = space.verify_key(one.signer)
    return bool(key) and is_signed_by(key, one.statement, one.signature)


def _against_vault(space: "Workspace", head: Anchor, kept: Anchor) -> Iterator[Finding]:
    """Compare with the head that the vault remembers, and with the last time the log says that it was put there."""
    yield from _against(space, head, kept)
    # after a restore the vault is older, and the log says so
    said = space.log.events("kind IN (?, ?)", (EventKind.HEAD_KEPT.value, EventKind.RESTORED.value), 1)
    restored = bool(said) and said[0].kind == EventKind.RESTORED.value
    if said and not restored and kept.chain == head.chain and said[0].count > kept.number:
        yield Finding("vault_older", said[0].number, kept.at)


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))


def show(space: "Workspace", wanted: Wanted) -> list[Event]:
    """Give events, newest first; that the log was read is an event itself, noted first."""
    space.require(Permission.AUDIT_READ)
    # what was typed is noted only where it is what it should be: it may be somebody's name in the wrong field
    known = wanted.user if wanted.user in space.verify_keys() else ""
    key = wanted.person if set(wanted.person) <= set(hexdigits) else ""
    note(space, EventKind.LOG_READ, subject=known, person=key, reason=wanted.kind)
    conditions, values = [], []
    since, until = (_moment(text) for text in (wanted.since, wanted.until))
    for column, asked in (("kind = ?", wanted.kind), ("user = ?", wanted.user), ("person = ?", wanted.person),
                          ("at >= ?", since), ("at < ?", until)):  # fmt: skip
        if asked:
            conditions.append(column)
            values.append(asked)
    return space.log.events(" AND ".join(conditions) or "1", values, wanted.limit)


def _moment(text: str) -> str:
    try:
        return moment(text) if text else ""
    except ValueError as problem:
        raise UsageError(detail=text) from problem


def query_text(space: "Workspace", event: Event) -> str:
    """Give the text that was searched for, to an auditor whose key was among those it was sealed to; else "".

    That it was opened is an event itself, noted first.
    """
    space.require(Permission.AUDIT_READ)
    return query_texts(space, [event])[0]


def query_texts(space: "Workspace", events: Sequence[Event]) -> list[str]:
    """Give the texts of several queries, "" for those without one that the auditor can open; noted as one reading."""
    space.require(Permission.AUDIT_READ)
    sealed = [event for event in events if event.sealed]
    if not sealed:
        return [""] * len(events)
    note(space, EventKind.LOG_READ, reason="query", subject=str(sealed[0].number), count=len(sealed))
    return [_opened(space, event) if event.sealed else "" for event in events]


def _opened(space: "Workspace", event: Event) -> str:
    opened = [one for one in space.vault.open_sealed(unpacked(event.sealed)) if one is not None]
    return opened[0].decode("utf-8", "replace") if opened else ""


def export(space: "Workspace", path: Path, wanted: Wanted, *, overwrite: bool = False) -> int:
    """Write events into a table for somebody who checks; gives their number. Raises OutputExists, OutputUnwritable."""
    space.require(Permission.AUDIT_READ)
    if path.exists() and not overwrite:
        raise OutputExists(path=str(path))
    found = show(space, wanted)
    note(space, EventKind.EXPORT, subject="log", count=len(found))
    part = path.with_name(path.name + ".part")
    with writable(path):
        # with a mark of UTF-8, so that Excel and WPS read the Chinese
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(HEADINGS)
            table.writerows(_row(event) for event in reversed(found))
        part.replace(path)
    return len(found)


def _row(event: Event) -> list[str]:
    kind = TITLES[EventKind(event.kind)][0] if event.kind in KINDS else event.kind
    said = (event.number, event.at, event.user, kind, event.subject, event.reason, event.count, event.person)
    return [_plain(str(one)) for one in (*said, event.session, event.hash.hex())]


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking what somebody typed, such as a file's name, for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text


def put_down(space: "Workspace") -> Anchor:
    """Anchor now."""
    space.require(Permission.VIEW)
    return anchor(space)


def sign(space: "Workspace") -> Anchor:
    """Let whoever is logged in sign how far the log has come: two people then stand for it."""
    space.require(Permission.AUDIT_SIGN)
    head = space.log.head()
    return _keep(space, head, space.user.name, space.vault.sign(head.statement))


def countersign(space: "Workspace", name: str, password: str, code: str = "") -> tuple[Anchor, Anchor]:
    """Sign as who is logged in, and let a second account sign the same with its password; the session stays.

    Raises LoginRefused, LoginLocked; AccountRefused where the second is the first, or may not sign.
    """
    space.require(Permission.AUDIT_SIGN)
    accounts, name = accounts_of(space), spelled(name)
    if name == space.user.name:
        raise AccountRefused(name=name, reason="second_person")
    head = space.log.head()
    with counted(space, accounts, name):
        role, signature = space.vault.countersign(name, password, code, head.statement)
    if Permission.AUDIT_SIGN not in ROLES[role]:
        raise AccountRefused(name=name, reason="not_auditing")
    first = _keep(space, head, space.user.name, space.vault.sign(head.statement))
    return first, _keep(space, head, name, signature)


def _keep(space: "Workspace", head: Anchor, name: str, signature: bytes) -> Anchor:
    signed = Anchor(head.chain, head.number, head.at, head.hash, name, signature)
    anchors.keep(anchor_file(space), signed)
    note(space, EventKind.SIGNED, subject=name, count=head.number)
    return signed
