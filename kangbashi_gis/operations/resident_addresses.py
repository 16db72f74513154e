"""Where the people of a table live: their addresses matched to rooms, each text once, with the level of the match."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kangbashi_gis.importing.residents_people import Person
from kangbashi_gis.model.resident_tables import Told
from kangbashi_gis.model.themes import ADDRESSES
from kangbashi_gis.operations.geocoding import Geocoder
from kangbashi_gis.progress import Progress
from kangbashi_gis.search.grading import Grade, Level

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

PIECE = 5_000
_LEVELS = {
    Level.ROOM: "room", Level.BUILDING: "building", Level.DOOR: "building",
    Level.COMPOUND: "street", Level.ROAD: "street", Level.COMMUNITY: "street", Level.NONE: "none",
}  # fmt: skip


def match_addresses(space: "Workspace", people: Sequence[Person], progress: Progress) -> None:
    """Give each person an address: by its code, else by its text; only what is sure is linked, the rest is told."""
    wanted = [one for one in people if not one.refused]
    _by_code(space, wanted)
    texts = list(dict.fromkeys(one.values["address"] for one in wanted if one.address_fid is None))
    graded: dict[str, Grade] = {}
    with Geocoder(space) as geocoder:
        geocoder.prepare(len(texts) // 10)
        asked = [one for one in texts if one]
        for start in range(0, len(asked), PIECE):
            progress(start / len(asked), "locate")
            piece = asked[start : start + PIECE]
            graded |= dict(zip(piece, geocoder.grades(piece), strict=True))
    for one in wanted:
        if one.address_fid is None:
            _place(one, graded.get(one.values["address"] or ""))


def _by_code(space: "Workspace", people: Sequence[Person]) -> None:
    codes = {one.values["address_code"] for one in people if one.values["address_code"]}
    if not codes:
        return
    known = space.store.find(ADDRESSES, "code", codes)
    kinds = _kinds(space, sorted(known.values()))
    for one in people:
        fid = known.get(one.values["address_code"])
        if fid is not None:
            one.address_fid, one.level = fid, "room" if kinds[fid][0] == "room" else "building"
            one.values["address"] = one.values["address"] or kinds[fid][1]


def _kinds(space: "Workspace", fids: Sequence[int]) -> dict[int, tuple[str, str]]:
    import numpy as np

    table = space.store.read(ADDRESSES, np.array(fids, np.int64), columns=("kind", "full"), geometry=False)
    assert table.fid is not None
    return dict(zip(table.fid.tolist(), zip(table.columns["kind"], table.columns["full"], strict=True), strict=True))


def _place(person: Person, grade: Grade | None) -> None:
    """Link a person to an address that is sure; one that was not found, or only nearly, is told."""
    if grade is None or grade.hit is None or grade.level is Level.NONE:
        person.told[Told.ADDRESS_NONE] = person.values["address"] or ""
        return
    sure = not grade.doubtful and grade.hit.kind == ADDRESSES.name
    # a room that is only like the one written is another room
    person.level = "building" if grade.level is Level.ROOM and not sure else _LEVELS[grade.level]
    if sure:
        person.address_fid = grade.hit.fid
        person.values["address"] = grade.hit.detail or person.values["address"]
    if not sure or person.level == "street":
        person.told[Told.ADDRESS_DOUBTFUL] = person.values["address"] or ""
