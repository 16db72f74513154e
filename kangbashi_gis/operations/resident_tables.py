"""Tables of residents from communities: read, held against the vault, shown, and brought in as one operation.

A rehearsal is the same steps; only who takes the writing differs, so both count the same. Rows of people stay in
memory and in the vault; nothing of them is written aside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import ColumnMissing, FileEmpty
from kangbashi_gis.importing import fingerprint
from kangbashi_gis.importing.residents_columns import Columns, find_columns
from kangbashi_gis.importing.residents_grid import Book, Grid, read_book
from kangbashi_gis.importing.residents_people import MADE, Person, Reading, compare_within, make_households, read_people
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.resident_tables import TITLES, TableOptions, TableReport, Told
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import resident_tables_told as told
from kangbashi_gis.operations.resident_addresses import match_addresses
from kangbashi_gis.operations.resident_tables_told import Settled
from kangbashi_gis.operations.swapping import Rehearsal
from kangbashi_gis.operations.workspace import Change, Workspace
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.store import people_erased, people_tables
from kangbashi_gis.store.base import Source as Origin
from kangbashi_gis.store.people_tables import COMPARED, Compared

OPERATION, SUBJECT = "resident.import", "resident_table"
PIECE = 20_000  # rows asked of the vault, or written, at once
READ, PLACED, HELD = 0.3, 0.6, 0.7
HOUSEHOLD = 1 << COMPARED.index("household")


@dataclass
class _Staged:
    """A table that is ready to be written. plan: for each person who comes in."""

    report: TableReport
    people: list[Person]
    settled: list[Settled] = field(default_factory=list)


def import_table(space: Workspace, path: Path, options: TableOptions, progress: Progress) -> TableReport:
    """Bring a table of residents in, as one operation that can be undone. Raises a GisError and changes nothing else.

    Rows with errors stay out and are told; known people are changed only where `options.answers` says so, or where
    the vault has nothing.
    """
    space.require(Permission.PEOPLE_WRITE)
    space.require_writing()
    staged = _stage(space, path, options, part(progress, 0.0, HELD))
    with space.change(OPERATION, RESIDENTS.name) as change:
        source = change.writer.source(
            Origin(path.name, fingerprint.sha256(path), space.user.name, date.today().isoformat())
        )
        _write(change, staged, source, part(progress, HELD, 1.0))
        report = _finished(space, staged, path, source)
        space.note(EventKind.IMPORTED, subject=SUBJECT, count=report.added + report.changed)
        # the last moment to stop: once committed, the import is done
        progress(1.0, "write")
    return replace(report, operation=change.number)


def rehearse_table(space: Workspace, path: Path, options: TableOptions, progress: Progress) -> TableReport:
    """Go through all that importing does and write nothing: the same counts, problems and differences."""
    space.require(Permission.PEOPLE_WRITE)
    staged = _stage(space, path, options, part(progress, 0.0, HELD))
    _write(Rehearsal(), staged, 0, part(progress, HELD, 1.0))
    report = _finished(space, staged, path, 0)
    progress(1.0, "recognise")
    return replace(report, dry_run=True)


def _stage(space: Workspace, path: Path, options: TableOptions, progress: Progress) -> _Staged:
    progress(0.0, "read")
    book = read_book(path, options.sheet, options.encoding)
    progress(READ / HELD / 2, "read")
    sheets = _sheets(path, book, options)
    reading, today = Reading(), date.today()
    for grid, columns in sheets:
        read_people(grid, columns, today, reading)
    if not reading.people:
        raise FileEmpty(path=str(path))
    compare_within(reading.people)
    match_addresses(space, reading.people, part(progress, READ / HELD, PLACED / HELD))
    _keep_to_scope(space, reading.people)
    _refuse_erased(space, reading.people)
    made = make_households(reading.people)
    report = _about(path, book, sheets, reading)
    staged = _Staged(replace(report, households_made=made), reading.people)
    staged.settled = _compare(space, reading.people, options, part(progress, PLACED / HELD, 1.0))
    return staged


def _sheets(path: Path, book: Book, options: TableOptions) -> list[tuple[Grid, Columns]]:
    found = [(grid, find_columns(grid, options.columns)) for grid in book.grids]
    useful = [(grid, columns) for grid, columns in found if columns.useful]
    if not useful:
        raise ColumnMissing(path=path.name, theme=RESIDENTS.title, column=TITLES["name"][0])
    return useful


def _about(path: Path, book: Book, sheets: Sequence[tuple[Grid, Columns]], reading: Reading) -> TableReport:
    """Say of the file what does not depend on who is in it."""
    notes = dict(book.notes)
    if len(book.grids) > len(sheets):
        notes["other_sheets"] = len(book.grids) - len(sheets)
    if any(columns.by_content for _, columns in sheets):
        notes["no_heading"] = sum(columns.by_content for _, columns in sheets)
    columns = {role.value: name for _, one in reversed(sheets) for role, name in one.names.items()}
    ignored = tuple(dict.fromkeys(name for _, one in sheets for name in one.ignored))
    names = tuple(grid.name for grid, _ in sheets)
    return TableReport(path.name, names, columns, ignored, notes, len(reading.people), skipped=dict(reading.skipped))


def _keep_to_scope(space: Workspace, people: Sequence[Person]) -> None:
    """Refuse those who do not live in the user's communities: of them nothing is asked and nothing told."""
    allowed = _scope(space)
    for one in people:
        if allowed is not None and one.address_fid not in allowed:
            one.told[Told.OUTSIDE_SCOPE] = ""


def _scope(space: Workspace) -> frozenset[int] | None:
    if space.user.scope is None:
        return None
    from kangbashi_gis.operations.scope import addresses_within

    return frozenset(addresses_within(space, space.user.scope).tolist())


def _refuse_erased(space: Workspace, people: Sequence[Person]) -> None:
    if not space.store.ever_involved_vault():
        return
    numbered = [one for one in people if one.id_number and not one.refused]
    erased = people_erased.known(space.vault, [one.id_number for one in numbered])
    for one, gone in zip(numbered, erased, strict=True):
        if gone:
            one.told[Told.ERASED] = ""


def _compare(space: Workspace, people: Sequence[Person], options: TableOptions, progress: Progress) -> list[Settled]:
    """Hold those who come in against the vault, and settle what differs."""
    coming = [one for one in people if not one.refused and Told.DOUBLED not in one.told]
    if not space.store.ever_involved_vault():
        return [Settled(one) for one in coming]
    allowed, settled = _scope(space), []
    met: set[int] = set()
    for start in range(0, len(coming), PIECE):
        progress(start / len(coming), "recognise")
        piece = coming[start : start + PIECE]
        found = people_tables.compare(space.vault, table_of(piece))
        for place, one in enumerate(piece):
            if found.fids[place] and allowed is not None and found.addresses[place] not in allowed:
                one.told[Told.OUTSIDE_SCOPE] = ""
            else:
                settled.append(_settled(one, found, place, met, options))
    return settled


def _settled(one: Person, found: Compared, place: int, met: set[int], options: TableOptions) -> Settled:
    """Settle one person. Two rows without a number may mean the same one: then only the first does."""
    fid = int(found.fids[place])
    if found.perhaps[place]:
        one.told[Told.PERHAPS_KNOWN] = ""
    if not fid or fid in met:
        return Settled(one)
    met.add(fid)
    differs, fills = int(found.differs[place]), int(found.fills[place])
    if (one.values["household"] or "").startswith(MADE):
        differs &= ~HOUSEHOLD | fills  # a number that we made takes the place of none
    return told.settle(one, fid, differs, fills, found.before.get(place, {}), options.answers)


def table_of(people: Sequence[Person]) -> Table:
    """Give people as the columns of the theme, and where they live."""
    names = [one.name for one in RESIDENTS.fields if one.name not in ("name", "id_number")]
    columns: dict[str, list[object]] = {name: [one.values.get(name) for one in people] for name in names}
    return Table(
        {
            "id_number": [one.id_number for one in people],
            "name": [one.name for one in people],
            **columns,
            "address_fid": [one.address_fid for one in people],
        }
    )


def _write(change: Change | Rehearsal, staged: _Staged, source: int, progress: Progress) -> None:
    """Add who is new, and change of the others what was settled."""
    new = [one.person for one in staged.settled if not one.fid]
    for start in range(0, len(new), PIECE):
        progress(start / len(new), "write")
        table = table_of(new[start : start + PIECE])
        change.vault.append(RESIDENTS, table.with_columns(source=[source] * len(table)))
    groups: dict[int, list[Settled]] = {}
    for one in staged.settled:
        if one.taken:
            groups.setdefault(one.taken, []).append(one)
    for bits, rows in groups.items():
        names = [name for place, name in enumerate(COMPARED) if bits >> place & 1]
        names += ["address_fid", "address_code"] if "address" in names else []
        table = table_of([one.person for one in rows])
        columns = {name: table.columns[name] for name in names}
        fids = np.array([one.fid for one in rows], dtype=np.int64)
        change.vault.update(RESIDENTS, fids, Table({**columns, "source": [source] * len(rows)}))


def _finished(space: Workspace, staged: _Staged, path: Path, source: int) -> TableReport:
    """Complete the report; whoever is shown masked is noted as looked up before the answer is given."""
    report = told.completed(staged.report, staged.people, staged.settled)
    report = told.with_gone(space, report, staged.settled, _sources(space, path, source), _scope(space))
    shown = len(report.differences) + len(report.gone)
    if shown:
        space.note(EventKind.LOOKUP, subject=SUBJECT, count=shown)
    return report


def _sources(space: Workspace, path: Path, source: int) -> list[int]:
    known = space.store.sources()
    return [number for number, one in known.items() if one.file == path.name and number != source]
