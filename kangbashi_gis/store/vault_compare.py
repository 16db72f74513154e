"""The verbs of the vault's process that hold a table of residents against what is there: numbers and masked values."""

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.identifiers import is_id_form, modern_id_number
from kangbashi_gis.store import masking
from kangbashi_gis.store.layout import ADDRESS_FID
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message, to_table

# a bit for each, in `differs` and `fills`
COMPARED = (
    "name", "sex", "born", "ethnicity", "phone", "household", "relation", "moved_in", "address",
)  # fmt: skip
NAME, ADDRESS = COMPARED.index("name"), COMPARED.index("address")
OF_NUMBERS = "SELECT {columns} FROM residents WHERE id_number IN (SELECT value FROM json_each(?)) ORDER BY fid DESC"
OF_NAMES = (
    "SELECT {columns} FROM residents WHERE name IN (SELECT value FROM json_each(?)) AND id_number IS NULL"
    " ORDER BY fid DESC"
)
AT_PLACES = "SELECT fid FROM residents WHERE address_fid IN (SELECT value FROM json_each(?)) ORDER BY fid"
OF_SOURCES = "SELECT fid FROM residents WHERE source IN (SELECT value FROM json_each(?)) ORDER BY fid"
NAMESAKES = (
    "SELECT wanted.key, residents.id_number IS NULL FROM json_each(?) AS wanted JOIN residents"
    " ON residents.name = json_extract(wanted.value, '$[0]')"
    " AND residents.address_fid = json_extract(wanted.value, '$[1]')"
)
ROW = ("fid", "id_number", ADDRESS_FID, *COMPARED)
MOBILE = re.compile(r"1[3-9]\d{9}")
MASKS = {
    "name": masking.name,
    "phone": masking.phone,
    "address": masking.address,
    "born": lambda text: f"{text[:4]}-**-**" if text else "",
}


def compare_people(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Find the people of a table by their number; those without one by name, day of birth and address.

    Gives for each row the number of the row that is there (0 for none), where that one lives (0 for nowhere), in which
    fields it has something else, or nothing, and whether somebody of the name lives there who may be the same person;
    and of rows that differ what they have, masked.
    """
    columns = to_table(request).columns
    numbers, fids = list(columns["id_number"]), list(columns[ADDRESS_FID])
    given = list(zip(*(columns[name] for name in COMPARED), strict=True))
    connection = room.database.reader()
    known = _by_number(connection, numbers)
    nameless = _by_name(connection, {row[NAME] for row, number in zip(given, numbers, strict=True) if not number})
    found = np.zeros((5, len(given)), dtype=np.int64)
    before: dict[str, dict[str, str]] = {}
    for place, (number, fid, row) in enumerate(zip(numbers, fids, given, strict=True)):
        match = known.get(number) if number else _same_person(nameless.get(row[NAME], ()), row, fid)
        if match is None:
            continue
        differs, fills = _compared(match, row, fid)
        found[:4, place] = match[0], match[2] or 0, differs, fills
        if differs:
            names = (one for bit, one in enumerate(COMPARED) if differs >> bit & 1)
            before[str(place)] = {one: masked(one, match[3 + COMPARED.index(one)]) for one in names}
    unknown = [place for place, fid in enumerate(found[0]) if not fid and fids[place]]
    found[4, unknown] = _namesakes(connection, [(given[at][NAME], fids[at], bool(numbers[at])) for at in unknown])
    return {"before": before}, list(found)


def absent_people(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Give the people at addresses, and of sources, who are not among those met. arrays: met, addresses, sources."""
    connection, (met, addresses, sources) = room.database.reader(), arrays
    there: set[int] = set()
    for command, values in ((AT_PLACES, addresses), (OF_SOURCES, sources)):
        there.update(row[0] for row in connection.execute(command, (json.dumps(values.tolist()),)))
    return {}, [np.array(sorted(there.difference(met.tolist())), dtype=np.int64)]


def masked(field: str, value: str | None) -> str:
    """Give a value of a field as it is shown to somebody who only needs to recognise it."""
    if field in MASKS:
        return MASKS[field](value)
    text = value or ""
    # a number that stands in the wrong column is no less personal there
    return masking.id_number(text) if is_id_form(text) else masking.phone(text) if MOBILE.fullmatch(text) else text


def _by_number(connection: Connection, numbers: Sequence[str | None]) -> dict[str, tuple[Any, ...]]:
    """Give the rows by number, as one of 18 characters; of several the one that was there first."""
    wanted = {one for one in numbers if one}
    # what came in before 1999 is the same number without the century and the check digit
    wanted |= {one[:6] + one[8:17] for one in wanted if len(one) == 18 and one[6:8] == "19"}
    wanted |= {one.lower() for one in wanted if one.endswith("X")}
    command = statement(OF_NUMBERS, columns=ROW)
    rows = connection.execute(command, (json.dumps(sorted(wanted)),)).fetchall()
    return {modern_id_number(row[1]) or row[1].upper(): row for row in rows}


def _by_name(connection: Connection, names: set[str]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    if names:
        command = statement(OF_NAMES, columns=ROW)
        for row in connection.execute(command, (json.dumps(sorted(names), ensure_ascii=False),)):
            found.setdefault(row[3 + NAME], []).append(row)
    return found


def _namesakes(connection: Connection, asked: Sequence[tuple[str, int, bool]]) -> list[bool]:
    """Tell of people by name, address and whether they have a number, beside whom there is one who lacks it.

    Or who has one, where they themselves lack it. Two people with numbers are two people.
    """
    document = json.dumps([one[:2] for one in asked], ensure_ascii=False)
    perhaps = [False] * len(asked)
    for place, lacks in connection.execute(NAMESAKES, (document,)):
        perhaps[place] |= bool(lacks) or not asked[place][2]
    return perhaps


def _same_person(rows: Sequence[tuple[Any, ...]], given: tuple[Any, ...], fid: int | None) -> tuple[Any, ...] | None:
    """Give the one nameless-number row that stands for the same person: same day of birth, same address."""
    born = 3 + COMPARED.index("born")
    same = [row for row in rows if row[born] == given[born - 3] and _same_place(row, given, fid)]
    return same[0] if len(same) == 1 else None


def _same_place(row: tuple[Any, ...], given: tuple[Any, ...], fid: int | None) -> bool:
    return row[2] == fid if row[2] and fid else row[3 + ADDRESS] == given[ADDRESS]


def _compared(match: tuple[Any, ...], given: tuple[Any, ...], fid: int | None) -> tuple[int, int]:
    """Give the fields with another value, and those of them that are empty so far. What the table lacks is kept."""
    differs = fills = 0
    for bit, (old, new) in enumerate(zip(match[3:], given, strict=True)):
        if not new or old == new or (bit == ADDRESS and _same_place(match, given, fid)):
            continue
        differs |= 1 << bit
        fills |= (not old) << bit
    return differs, fills


VERBS = {"compare_people": compare_people, "absent_people": absent_people}
