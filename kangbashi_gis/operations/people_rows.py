"""Rows of people as they may be shown: masked, and of the user's communities only."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import NoRooms
from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.answers import Place, SearchHit
from kangbashi_gis.model.people import Resident
from kangbashi_gis.model.person_query import DOORS
from kangbashi_gis.model.themes import ADDRESSES
from kangbashi_gis.operations.rooms import rooms
from kangbashi_gis.operations.scope import addresses_within
from kangbashi_gis.operations.search import find as find_address
from kangbashi_gis.search.rooms import RoomAddress
from kangbashi_gis.store import masking

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

SURE = 0.85  # an address that matches less is not taken for the one that was asked for
SAME = 0.001
MOST_ADDRESSES = 50
MOST_CANDIDATES = 10


def addresses_of(space: "Workspace", query: str) -> np.ndarray:
    """Give the addresses that a text names as well as any; of a building, unit or compound, all those in it.

    None where the text names neither road nor compound: `named_by` gives what it may mean.
    """
    if is_unclear(query):
        return np.empty(0, dtype=np.int64)
    answer = find_address(space, query, MOST_ADDRESSES).results
    best = [hit for hit in answer if hit.score >= max(SURE, answer[0].score - SAME)]
    fids = {hit.fid for hit in best if hit.kind == ADDRESSES.name}
    if best and (place := best[0].place) is not None and not _names_a_room(best[0]):
        beginning = best[0].detail if best[0].kind == ADDRESSES.name else ""
        fids |= {one.fid for one in _in_building(space, place) if one.full.startswith(beginning)}
    return np.array(sorted(fids), dtype=np.int64)


def is_unclear(query: str) -> bool:
    """Tell whether a text names a building or a door without a road or compound: it may be any."""
    parts = [element.part for element in parse(query)]
    return bool(parts) and all(part in DOORS for part in parts)


def named_by(space: "Workspace", query: str) -> tuple[SearchHit, ...]:
    """Give the best addresses of a text that names none for sure, such as a building without its compound."""
    found = find_address(space, query, MOST_CANDIDATES).results
    return tuple(hit for hit in found if hit.kind == ADDRESSES.name)


def _names_a_room(hit: SearchHit) -> bool:
    return hit.kind == ADDRESSES.name and any(element.part is Part.ROOM for element in parse(hit.detail))


def _in_building(space: "Workspace", place: Place) -> list[RoomAddress]:
    """Give the addresses of a building, or of each building of a compound."""
    try:
        first = rooms(space, place)
    except NoRooms:
        return []
    labels = first.siblings if place.kind == "compounds" else ()
    tables = [first.table, *(rooms(space, place, one).table for one in labels if one != first.building)]
    return [one for table in tables for one in (*table.whole, *(a for room in table.rooms for a in room.addresses))]


def shown(
    space: "Workspace", rows: Sequence[Mapping[str, Any]], matches: Mapping[int, str], whole: bool = False
) -> tuple[Resident, ...]:
    """Give rows of the vault as they are shown. whole: their address is known to whoever asked."""
    fids = sorted({row["address_fid"] for row in rows if row["address_fid"]})
    table = space.store.read(ADDRESSES, np.array(fids, dtype=np.int64), columns=("full",), geometry=False)
    texts = dict(zip(table.fid.tolist() if table.fid is not None else (), table.columns["full"], strict=True))
    cut = {fid: text if whole else masking.address(text) for fid, text in texts.items()}
    return tuple(
        Resident(
            id=row["id"],
            name=row["name_masked"],
            id_number=row["id_number_masked"],
            phone=row["phone_masked"],
            sex=row["sex"],
            age=row["age"],
            relation=row["relation"] or "",
            address=cut.get(row["address_fid"]) or row["address"],
            household=row["household"] or "",
            address_fid=row["address_fid"],
            match=matches.get(row["fid"], ""),
        )
        for row in rows
    )


def scope_of(space: "Workspace") -> np.ndarray | None:
    """Give the addresses of the communities to which the user is bound; None for the whole district."""
    if space.user.scope is None:
        return None
    return addresses_within(space, space.user.scope)


def inside(space: "Workspace", rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Leave out those who live outside the user's communities."""
    allowed = scope_of(space)
    if allowed is None:
        return rows
    return [row for row in rows if row["address_fid"] and np.isin(row["address_fid"], allowed)]


def has_people(space: "Workspace") -> bool:
    """Tell whether anybody was ever put into the vault: asking an empty one would only make it."""
    return space.store.ever_involved_vault()
