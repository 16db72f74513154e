"""Turns the rows of a sheet into people, and says what is the matter with each: the heart of a table of residents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from kangbashi_gis.importing import residents_values as read
from kangbashi_gis.importing.personal import is_name
from kangbashi_gis.importing.residents_columns import Columns
from kangbashi_gis.importing.residents_grid import Grid
from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.identifiers import birth_date, is_id_form, sex_code
from kangbashi_gis.model.resident_tables import REFUSED, Role, Told

MADE = "自编"
HEAD = "户主"
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计|总人数|共\s*\d+\s*[户人]|本页")
_REMARK = re.compile(r"填表|制表|审核|负责人|说明|备注|注[:：]|单位|日期|联系人")
FEW = 2


@dataclass(slots=True)
class Person:
    """One row: where it stands, its values, and what is told of it with the value that it is about, in the clear."""

    sheet: str
    row: int
    name: str
    id_number: str | None
    values: dict[str, str | None] = field(repr=False)
    told: dict[Told, str] = field(repr=False)
    address_fid: int | None = None
    level: str = "none"

    @property
    def refused(self) -> bool:
        """Whether it is not brought in."""
        return not REFUSED.isdisjoint(self.told)


@dataclass
class Reading:
    """The people of a file, and the rows that are none, by kind."""

    people: list[Person] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)


def read_people(grid: Grid, columns: Columns, today: date, into: Reading) -> None:
    """Read the rows of a sheet below its heading."""
    heading = [_words(row) for row in grid.rows[: columns.heading]]
    bare: dict[int, set[int]] = {}
    for row, column in grid.bare:
        bare.setdefault(row, set()).add(column - 1)
    places = list(columns.at.items())
    for number, cells in enumerate(grid.rows[columns.heading :], start=columns.heading + 1):
        width = len(cells)
        at = {role: cells[place] if place < width else None for role, place in places}
        kind = _no_person(cells, at, heading)
        if kind:
            into.skipped[kind] = into.skipped.get(kind, 0) + 1
            continue
        person = _person(grid.name, number, at, today)
        if not bare.get(number, set()).isdisjoint(columns.at.values()):
            person.told[Told.FORMULA_EMPTY] = ""
        into.people.append(person)


def _no_person(row: Sequence[Any], at: Mapping[Role, Any], heading: Sequence[Sequence[str]]) -> str:
    """Say what a row is that holds nobody: blank, heading, total, note, section; "" for a person."""
    named = _words([at.get(Role.NAME), at.get(Role.ID_NUMBER)])
    if len(named) == FEW and is_id_form(named[1]) and not _TOTAL.match(named[0]):
        return ""
    said = _words(row)
    if not said or said == _words([at.get(Role.SERIAL)]):
        return "blank"
    if said in heading:
        return "heading"
    if len(said) > FEW and len(set(said)) == 1:
        return "section"
    if any(_TOTAL.match(one) for one in said[:3]):
        return "total"
    if len(said) <= FEW and not (named and (len(said) == FEW or is_name(said[0]))):
        return "note"
    return "note" if _REMARK.match(said[0]) and len(said) <= FEW + 1 else ""


def _words(cells: Sequence[Any]) -> list[str]:
    return [one for one in (read.text(cell) for cell in cells) if one]


def _person(sheet: str, number: int, cells: Mapping[Role, Any], today: date) -> Person:
    name, about_name = read.name(cells.get(Role.NAME))
    told: dict[Told, str] = dict.fromkeys(about_name, name)
    code, about = read.id_number(cells.get(Role.ID_NUMBER))
    if about is not None:
        told[about] = read.text(cells.get(Role.ID_NUMBER))
    values: dict[str, str | None] = {}
    values["phone"], about = read.phone(cells.get(Role.PHONE))
    _note(told, about, cells.get(Role.PHONE))
    values["household"], about = read.household(cells.get(Role.HOUSEHOLD))
    _note(told, about, "")
    values["ethnicity"] = read.ethnicity(cells.get(Role.ETHNICITY))
    values["relation"] = read.relation(cells.get(Role.RELATION))
    values["address"] = read.place(dict(cells))
    values["address_code"] = read.text(cells.get(Role.ADDRESS_CODE)) or None
    values["moved_in"], wrong = read.day(cells.get(Role.MOVED_IN), today)
    _note(told, Told.MOVED_IMPOSSIBLE if wrong else None, cells.get(Role.MOVED_IN))
    _born_and_sex(code, cells, today, values, told)
    return Person(sheet, number, name, code, values, told)


def _born_and_sex(
    code: str | None, cells: Mapping[Role, Any], today: date, values: dict[str, str | None], told: dict[Told, str]
) -> None:
    """Read both, and hold them against the ID number, which has a check digit and they have none."""
    values["born"], wrong = read.day(cells.get(Role.BORN), today)
    _note(told, Told.BORN_IMPOSSIBLE if wrong else None, cells.get(Role.BORN))
    values["sex"], about = read.sex(cells.get(Role.SEX))
    _note(told, about, cells.get(Role.SEX))
    if code is None or len(code) != 18 or not is_id_form(code):
        return
    born, sex = birth_date(code), sex_code(code)
    assert born is not None
    if values["born"] and values["born"] != born.isoformat():
        told[Told.BORN_DIFFERS] = ""
    if values["sex"] and values["sex"] != sex:
        told[Told.SEX_DIFFERS] = ""
    values["born"], values["sex"] = born.isoformat(), sex


def _note(told: dict[Told, str], about: Told | None, cell: Any) -> None:
    if about is not None:
        told[about] = read.text(cell)


def compare_within(people: Sequence[Person]) -> None:
    """Tell of rows that have one number, or are the same in everything."""
    known: dict[str, list[Person]] = {}
    for one in people:
        if one.refused:
            continue
        key = one.id_number or repr((one.name, sorted((name, value or "") for name, value in one.values.items())))
        known.setdefault(key, []).append(one)
    for rows in known.values():
        if len(rows) == 1:
            continue
        if len({one.name for one in rows}) > 1:
            for one in rows:
                one.told[Told.ID_SHARED] = one.id_number or ""
            continue
        first = rows[0]
        for one in rows[1:]:
            same = one.values == first.values
            one.told[Told.DOUBLED if same else Told.DUPLICATE_DIFFERS] = str(first.row)


def make_households(people: Sequence[Person]) -> int:
    """Give those without a household number one, by address and head; gives how many households were made.

    Whoever is the head begins a household, and who follows at the same address belongs to it. The number says where
    the household is and which it is there, nothing of who is in it; so the same table makes the same numbers.
    """
    met: dict[str, tuple[int, bool]] = {}
    made = set()
    for one in _homeless(people):
        place = str(one.address_fid or "") or one.values["address"] or ""
        number, has_head = met.get(place, (1, False))
        if is_head := one.values["relation"] == HEAD:
            number += has_head
        met[place] = number, has_head or is_head
        mark = blake2b(f"{place}|{number}".encode(), digest_size=5).hexdigest().upper()
        one.values["household"] = f"{MADE}{mark}"
        one.told[Told.HOUSEHOLD_MADE] = ""
        made.add(mark)
    return len(made)


def _homeless(people: Sequence[Person]) -> Iterator[Person]:
    """Give those who are brought in without a household number, and live in a room or a house of their own."""
    homes: dict[str, bool] = {}  # not kept for longer: these are addresses of people
    for one in people:
        if one.refused or Told.DOUBLED in one.told or one.values["household"] or not one.values["address"]:
            continue
        address = one.values["address"]
        if one.level != "room" and address not in homes:
            homes[address] = _is_home(address)
        if one.level == "room" or homes[address]:
            yield one


def _is_home(address: str) -> bool:
    """Tell whether a text names a room, or a house of its own."""
    parts = {element.part for element in parse(address)}
    return Part.ROOM in parts or (Part.NUMBER in parts and Part.BUILDING not in parts)
