"""Looking residents up: masked rows by name, number or room, a household, and one record unmasked for a reason.

Whoever looks people up comes through here. Each look-up is in the log before anything is handed out; what was asked
for stands there sealed to the auditors (`looking_up.py`), a person under a keyed id.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.errors import NoRooms, ReasonUnknown, ResidentUnknown
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import Place, SearchHit
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.people import GRADES, Resident, ResidentAnswer, ResidentCard, RoomsThere, Unmasked
from kangbashi_gis.model.person_query import recognise
from kangbashi_gis.model.reasons import REASONS, UNGIVEN
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS
from kangbashi_gis.operations.looking_up import note_lookup, require_lookup
from kangbashi_gis.operations.noting import note_query
from kangbashi_gis.operations.people_rows import addresses_of, has_people, inside, is_unclear, scope_of, shown
from kangbashi_gis.operations.quotas import require_quota
from kangbashi_gis.operations.rooms import rooms
from kangbashi_gis.operations.scope import community_of
from kangbashi_gis.operations.search import identify
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.operations.watching import watch
from kangbashi_gis.search.address import Hit
from kangbashi_gis.store import people

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOST = 50  # so many are listed; who wants others says more about them
HEAD = "户主"
Near = tuple[float, float] | None


def find(space: "Workspace", query: str, limit: int = MOST, near: Near = None) -> ResidentAnswer:
    """Find people by name, ID number, phone, household, last digits or room, masked.

    near: what the map shows; of people who match equally those who live nearer to it come first.
    """
    space.require(Permission.PEOPLE_READ)
    started = time.perf_counter()
    asked = recognise(query)
    if not asked.answerable:
        return ResidentAnswer(asked.form, 0, (), 0.0, "too_wide" if asked.form == "wide" else "nothing")
    require_lookup(space, query)
    if asked.form == "room":
        return _in_rooms(space, query, addresses_of(space, query), limit, started)
    found = people.find(space.vault, query, scope_of(space)) if has_people(space) else None
    if found is None or not len(found.fids):
        return _noted(space, asked.form, query, 0, (), started)
    order = _order(space, found, near)[: max(min(limit, MOST), 0)]
    rows = people.masked(space.vault, found.fids[order])
    by_fid = dict(zip(found.fids[order].tolist(), found.grades[order].tolist(), strict=True))
    listed = shown(space, rows, {fid: GRADES[grade] for fid, grade in by_fid.items()})
    answer = _noted(space, asked.form, query, found.total, listed, started)
    return replace(answer, card=_card(space, listed)) if _is_household(listed) else answer


def at_addresses(space: "Workspace", fids: Sequence[int], limit: int = MOST) -> ResidentAnswer:
    """Give the people at addresses, by row number, masked: those of a room of the 楼盘表."""
    space.require(Permission.PEOPLE_READ)
    require_lookup(space)
    started, rows = time.perf_counter(), np.array(fids, dtype=np.int64)
    return _in_rooms(space, _written(space, rows), rows, limit, started)


def card(space: "Workspace", identity: str) -> ResidentCard:
    """Give a person and the household, masked, and where they live. Raises ResidentUnknown."""
    space.require(Permission.PEOPLE_READ)
    require_lookup(space)
    rows = inside(space, people.with_household(space.vault, identity) if has_people(space) else [])
    listed = shown(space, rows, {})
    if not listed or listed[0].id != identity:
        raise ResidentUnknown(id=identity)
    note_lookup(space, "card", identity, len(listed), people.keyed(space.vault, [rows[0]["fid"]])[0])
    return _card(space, listed)


def _is_household(listed: tuple[Resident, ...]) -> bool:
    """Tell whether a query was the number of one household."""
    return bool(listed) and len({one.household for one in listed}) == 1 and listed[0].match == "household"


def _card(space: "Workspace", listed: tuple[Resident, ...]) -> ResidentCard:
    """Give the card of the first, with the others as the household; of a household its head comes first."""
    first = min(listed, key=lambda one: one.relation != HEAD) if listed[0].match == "household" else listed[0]
    others = tuple(one for one in listed if one is not first)
    address = _hit(space, first.address_fid)
    place = address.place if address else None
    under = identify(space, place.x, place.y, 0.0, ("buildings", "parcels")) if place else []
    beneath = {hit.kind: hit for hit in reversed(under)}
    there = _rooms_there(space, place) if place else None
    return ResidentCard(first, others, address, beneath.get("buildings"), beneath.get("parcels"), there)


def _rooms_there(space: "Workspace", place: Place) -> RoomsThere | None:
    try:
        book = rooms(space, place)
    except NoRooms:  # a house of its own, or an address that stands alone
        return None
    people_there = sum(one.people or 0 for one in book.table.rooms) if book.permitted else None
    return RoomsThere(book.title, len(book.table.rooms), people_there)


def unmask(space: "Workspace", identity: str, reason: str) -> Unmasked:
    """Give one whole record, for a reason of the list; an event of its own. Raises ReasonUnknown, ResidentUnknown."""
    space.require(Permission.PEOPLE_UNMASK)
    if reason not in REASONS:
        raise ReasonUnknown(reason=reason or UNGIVEN, known=", ".join(REASONS))
    require_quota(space, "unmaskings")
    rows = inside(space, people.with_household(space.vault, identity)[:1] if has_people(space) else [])
    record, keyed = people.whole(space.vault, identity) if rows else (None, "")
    if record is None:
        raise ResidentUnknown(id=identity)
    where = community_of(space, rows[0]["address_fid"]) or RESIDENTS.name
    watch(space, note_query(space, EventKind.UNMASK, identity, subject=where, person=keyed, reason=reason, count=1))
    return Unmasked(identity, reason, **record)


def _noted(
    space: "Workspace", form: str, text: str, total: int, listed: tuple[Resident, ...], started: float
) -> ResidentAnswer:
    """Write the look-up into the log, and only then give the answer: without a log there is none."""
    note_lookup(space, form, text, len(listed), typed=True)
    elapsed = (time.perf_counter() - started) * 1000
    return ResidentAnswer(form, total, listed, elapsed, "" if total else "nothing")


def _in_rooms(space: "Workspace", text: str, fids: np.ndarray, limit: int, started: float) -> ResidentAnswer:
    if not len(fids) or not has_people(space):
        answer = _noted(space, "room", text, 0, (), started)
        return replace(answer, note="unclear") if is_unclear(text) else answer
    allowed = scope_of(space)
    if allowed is not None:
        fids = fids[np.isin(fids, allowed)]
    total = int(space.vault.per_address(fids)[1].sum())
    rows = space.vault.people_at(fids, max(min(limit, MOST), 0))
    listed = shown(space, rows, {row["fid"]: "room" for row in rows}, whole=True)
    return _noted(space, "room", text, total, listed, started)


def _written(space: "Workspace", fids: np.ndarray) -> str:
    """Name addresses as the log keeps them: of many the first, and how many."""
    table = space.store.read(ADDRESSES, fids[:1], columns=("full",), geometry=False)
    first = str(table.columns["full"][0] or "") if len(table) else ""
    return f"{first} ({len(fids)})" if len(fids) != 1 else first


def _order(space: "Workspace", found: people.Matches, near: Near) -> np.ndarray:
    """Put the best match first, among equals the nearest, then whoever was recorded first."""
    away = np.zeros(len(found.fids))
    if near is not None:
        known = found.addresses > 0
        away[~known] = np.inf
        away[known] = _distances(space, found.addresses[known], near)
    return np.lexsort((found.fids, away, found.grades))


def _distances(space: "Workspace", fids: np.ndarray, near: tuple[float, float]) -> np.ndarray:
    different, places = np.unique(fids, return_inverse=True)
    boxes = space.index.spatial(ADDRESSES).boxes(different)
    away = np.hypot(boxes[:, 0] - near[0], boxes[:, 1] - near[1])
    return np.nan_to_num(away, nan=np.inf)[places]


def _hit(space: "Workspace", fid: int | None) -> SearchHit | None:
    if not fid:
        return None
    boxes = space.index.spatial(ADDRESSES).boxes(np.array([fid], np.int64))
    if not len(boxes):
        return None
    x, y = boxes[0, :2].tolist()
    return next(iter(hits(space.store, [Hit(ADDRESSES.name, fid, 1.0, x, y)])), None)
