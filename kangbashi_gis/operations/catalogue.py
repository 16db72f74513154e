"""The catalogue of layers: written by each import in its own transaction, shown, and described by people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import EntryUnknown, UsageError
from kangbashi_gis.importing.options import LOCAL
from kangbashi_gis.importing.recipe import crs_name
from kangbashi_gis.importing.values import Unreadable, iso_date
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.catalogue import CATALOGUE, LEVELS, due, rank
from kangbashi_gis.model.table import Table

if TYPE_CHECKING:
    from kangbashi_gis.operations.staging import Staged
    from kangbashi_gis.operations.swapping import Outcome
    from kangbashi_gis.operations.workspace import Change, Workspace

UNDEFINED = "undefined Cartesian"  # what a local system is called wherever others may look
LONGEST_OWNER, MOST_DAYS = 100, 36_500


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue. number: how it is called; what nobody has said is None.

    crs, transformation, accuracy_m, encoding: how the file was read. due: when it is to be renewed; overdue: that day
    has passed. operation: the number of the import that brought it in last.
    """

    number: int
    theme: str
    file: str
    format: str | None
    sha256: str | None
    crs: str | None
    transformation: str | None
    accuracy_m: float | None
    encoding: str | None
    operation: int | None
    rows: int | None
    owner: str | None
    data_date: str | None
    secrecy: str | None
    every_days: int | None
    renewed: str | None
    due: str | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Description:
    """What a person says of an entry: None leaves it as it is, "" (0 for days) takes it away."""

    owner: str | None = None
    secrecy: str | None = None
    data_date: str | None = None
    every_days: int | None = None


def catalogue(space: "Workspace") -> list[Entry]:
    """Give the entries, those that are overdue first, then by theme and file."""
    space.require(Permission.VIEW)
    if not space.store.catalogued:
        return []
    today = date.today().isoformat()
    found = [_entry(row, today) for row in _rows(space.store.read(CATALOGUE))]
    return sorted(found, key=lambda one: (not one.overdue, one.theme, one.file))


def describe(space: "Workspace", number: int, about: Description) -> Entry:
    """Say whose a file is, how old, how secret, how often renewed: one operation that can be undone.

    To call data more open than they are taken for is a matter of its own permission.
    Raises EntryUnknown, UsageError for a level, date or number that is none.
    """
    space.require(Permission.EDIT)
    known = {one.number: one for one in catalogue(space)}
    entry = known.get(number)
    if entry is None:
        raise EntryUnknown(number=number, known=tuple(known)[:20])
    wanted = _checked(about)
    if "secrecy" in wanted and opens(entry.secrecy, wanted["secrecy"]):
        space.require(Permission.EXPORT_SECRET)
    changed = {name: value for name, value in wanted.items() if value != getattr(entry, name)}
    if changed:
        columns = {name: [value] for name, value in changed.items()}
        with space.change("catalogue.describe", entry.theme) as change:
            change.writer.update(CATALOGUE, np.array([number]), Table(columns))
    return next(one for one in catalogue(space) if one.number == number)


def opens(before: str | None, after: str | None) -> bool:
    """Tell whether a level lets out what the one before, or that nobody has said any, holds back."""
    return rank(after) < rank(before) or (after == LEVELS[0] and before != after)


def level(space: "Workspace", theme: str) -> str | None:
    """Give the level that holds for a theme: the highest of its entries; None while one of them is not said."""
    levels = [one.secrecy for one in catalogue(space) if one.theme == theme]
    highest = max(levels, key=rank, default=None)
    return highest if rank(highest) >= rank("秘密") or None not in levels else None


def record(space: "Workspace", change: "Change", staged: Sequence["Staged"], outcomes: Sequence["Outcome"]) -> None:
    """Enter what an import brings in, within its transaction; what came before under the same name is renewed.

    A file that is the same to the byte and changes nothing renews nothing.
    """
    before = _rows(space.store.read(CATALOGUE)) if space.store.catalogued else []
    for one, outcome in zip(staged, outcomes, strict=True):
        found = _came(change, one, outcome)
        here = [row for row in before if (row["theme"], row["file"]) == (found["theme"], found["file"])]
        same = [row for row in here if row["sha256"] == found["sha256"]]
        row = next(iter(same or here), None)
        if row is None:
            change.writer.append(CATALOGUE, Table({name: [value] for name, value in found.items()}))
            continue
        before.remove(row)  # two files of one name in a batch are two entries
        if not same or outcome.added or outcome.replaced or outcome.removed:
            columns = {name: [value] for name, value in found.items()}
            change.writer.update(CATALOGUE, np.array([row["fid"]]), Table(columns))


def _came(change: "Change", one: "Staged", outcome: "Outcome") -> dict[str, Any]:
    report, request = one.report, one.request
    local = report.crs.startswith(LOCAL)
    return {
        "theme": request.theme.name,
        "file": request.origin,
        "format": request.path.suffix.lower().removeprefix("."),
        "sha256": outcome.sha256,
        "crs": UNDEFINED if local else crs_name(report.crs) or None,
        "transformation": None if local else report.transformation or None,
        "accuracy_m": None if local else report.accuracy_m,
        "encoding": report.encoding or None,
        "operation": change.number,
        "rows": None if request.theme.in_vault else report.read,  # how many people it holds is not for everybody
        "renewed": date.today().isoformat(),
        "source": outcome.source,
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    names = list(table.columns)
    cells = zip(*(table.columns[name] for name in names), strict=True)
    fids = table.fid.tolist() if table.fid is not None else []
    return [{"fid": fid, **dict(zip(names, row, strict=True))} for fid, row in zip(fids, cells, strict=True)]


def _entry(row: dict[str, Any], today: str) -> Entry:
    until = due(row["renewed"], row["every_days"])
    fields = {one.name: row[one.name] for one in CATALOGUE.fields}
    if themes.theme(row["theme"]).in_vault:
        fields["rows"] = None  # also where an earlier program has kept it
    return Entry(number=row["fid"], **fields, due=until, overdue=until is not None and until < today)


def _checked(about: Description) -> dict[str, Any]:
    """Give what is to be changed; raises UsageError for what it cannot be."""
    wanted: dict[str, Any] = {}
    if about.owner is not None:
        wanted["owner"] = _owner(about.owner.strip())
    if about.secrecy is not None:
        if about.secrecy and about.secrecy not in LEVELS:
            raise UsageError(detail=f"{about.secrecy[:20]}: {'、'.join(LEVELS)}")
        wanted["secrecy"] = about.secrecy or None
    if about.data_date is not None:
        wanted["data_date"] = _day(about.data_date.strip())
    if about.every_days is not None:
        if not 0 <= about.every_days <= MOST_DAYS:
            raise UsageError(detail=f"{about.every_days}: 0–{MOST_DAYS}")
        wanted["every_days"] = about.every_days or None
    return wanted


def _owner(text: str) -> str | None:
    if len(text) > LONGEST_OWNER or not text.isprintable():
        raise UsageError(detail=f"{text[:20]}…: 1–{LONGEST_OWNER}")
    return text or None


def _day(text: str) -> str | None:
    if not text:
        return None
    try:
        return iso_date(text)
    except Unreadable as problem:
        raise UsageError(detail=text[:20]) from problem
