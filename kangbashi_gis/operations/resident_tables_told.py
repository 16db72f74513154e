"""What is told of a table of residents: problems, differences and who is gone, all of it masked."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.importing.residents_people import Person
from kangbashi_gis.model.resident_tables import (
    LEVELS,
    Answers,
    FieldChange,
    Gone,
    PersonChange,
    Problem,
    TableReport,
    Told,
)
from kangbashi_gis.store import masking, people, people_tables
from kangbashi_gis.store.people_tables import COMPARED
from kangbashi_gis.store.vault_compare import masked

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOST_PROBLEMS, MOST_DIFFERENCES, MOST_GONE = 10_000, 3_000, 500
OF_NUMBERS = frozenset(
    {Told.ID_ROUNDED, Told.ID_FORM, Told.ID_DATE, Told.ID_CHECK, Told.ID_SHARED, Told.ID_OLD, Told.OTHER_DOCUMENT}
)
OF_NAMES = frozenset(
    {Told.NAME_UNREADABLE, Told.RARE_CHARACTER, Told.PRIVATE_MAPPED, Told.PRIVATE_CHARACTER, Told.NAME_ODD}
)
OF_ADDRESSES = frozenset({Told.ADDRESS_NONE, Told.ADDRESS_DOUBTFUL})
LONG_NUMBER = re.compile(r"\d{5,}[xX]?")


@dataclass(frozen=True)
class Settled:
    """What becomes of a person: fid is whom the vault has (0: somebody new); bits of `COMPARED` that are taken."""

    person: Person
    fid: int = 0
    taken: int = 0
    open: int = 0
    fields: tuple[FieldChange, ...] = field(default=(), repr=False)


def settle(person: Person, fid: int, differs: int, fills: int, before: Mapping[str, str], answers: Answers) -> Settled:
    """Decide field by field. What fills an empty field is taken unless it is to be kept; the rest only if asked for."""
    taken = left = 0
    fields = []
    for bit, name in enumerate(COMPARED):
        if not differs >> bit & 1:
            continue
        choice, filling = answers.choice(person.sheet, person.row, name), bool(fills >> bit & 1)
        take = choice == "take" or (filling and choice == "ask")
        taken |= take << bit
        left |= (choice == "ask" and not take) << bit
        new = person.name if name == "name" else person.values.get(name)
        fields.append(FieldChange(name, before.get(name, ""), masked(name, new), filling, take))
    return Settled(person, fid, taken, left, tuple(fields))


def completed(report: TableReport, everybody: Sequence[Person], settled: Sequence[Settled]) -> TableReport:
    """Count what became of each row, and list problems and differences."""
    counts = Counter(about.value for one in everybody for about in one.told)
    problems = [problem for one in everybody for problem in _problems(one)]
    problems.sort(key=lambda one: not one.refused)
    known = [one for one in settled if one.fid]
    differing = [one for one in known if one.fields]
    levels = Counter(one.level for one in everybody if not one.refused)
    return replace(
        report,
        added=len(settled) - len(known),
        changed=sum(bool(one.taken) for one in known),
        unchanged=sum(not one.taken and not one.open for one in known),
        undecided=sum(not one.taken and bool(one.open) for one in known),
        doubled=sum(Told.DOUBLED in one.told and not one.refused for one in everybody),
        refused=sum(one.refused for one in everybody),
        levels={name: levels.get(name, 0) for name in LEVELS},
        counts=dict(counts),
        problems=tuple(problems[:MOST_PROBLEMS]),
        differing=len(differing),
        differences=tuple(_change(one) for one in differing[:MOST_DIFFERENCES]),
    )


def with_gone(
    space: "Workspace",
    report: TableReport,
    settled: Sequence[Settled],
    sources: Sequence[int],
    allowed: frozenset[int] | None,
) -> TableReport:
    """Add those whom the vault has in the rooms of the table, or from a file of this name, and the table has not."""
    met = np.array(sorted(one.fid for one in settled if one.fid), dtype=np.int64)
    rooms = sorted({one.person.address_fid for one in settled if one.person.address_fid and one.person.level == "room"})
    if not space.store.ever_involved_vault():
        return report
    before = people_tables.absent(space.vault, met, np.array(rooms), np.array(sources))
    if allowed is None:
        count, rows = len(before), people.masked(space.vault, before[:MOST_GONE])
    else:
        rows = [one for one in people.masked(space.vault, before) if one["address_fid"] in allowed]
        count = len(rows)
    gone = (Gone(one["name_masked"], one["id_number_masked"], one["address"]) for one in rows[:MOST_GONE])
    return replace(report, gone_count=count, gone=tuple(gone))


def _problems(person: Person) -> list[Problem]:
    return [
        Problem(person.sheet, person.row, about.value, _shown(about, value)) for about, value in person.told.items()
    ]


def _shown(about: Told, value: str) -> str:
    """Give the value that a problem is about as it may be handed back: masked."""
    if about in OF_NUMBERS:
        return masking.id_number("".join(value.split()))
    if about in OF_NAMES:
        return masking.name(value)
    if about in (Told.DOUBLED, Told.DUPLICATE_DIFFERS):
        return value  # the number of the earlier row
    # of columns that were mistaken for addresses no number may be handed back
    return LONG_NUMBER.sub("*", masking.address(value)) if about in OF_ADDRESSES else ""


def _change(one: Settled) -> PersonChange:
    return PersonChange(one.person.sheet, one.person.row, masking.name(one.person.name), one.fields)
