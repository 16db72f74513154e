"""The table of a theme: which rows, in which order, what stands in them, what is told of their columns.

Only what is open is shown; personal fields lie in the vault and no table has them. All questions are answered from
columns that are kept as numbers (`index/sheet.py`); rows themselves are only read a page at a time, by their numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import PersonalOnly
from kangbashi_gis.index import sheet_asking, sheet_numbers, sheet_telling
from kangbashi_gis.index.sheet import Sheet, Sheets
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.rows import ALL, Ask, Group, Histogram, Statistics, Value
from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.progress import Progress, part, silent
from kangbashi_gis.store.sorted_columns import cells, span

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

LONGEST_SHOWN = 1_000  # characters of a cell: what is longer is read whole only where one row is looked at


@dataclass(frozen=True)
class Opening:
    """What a table can show at once: its fields, and the least and the greatest row number.

    Until `ordered` has told which rows there are, row numbers from first to last stand for them; some may be missing.
    """

    theme: str
    fields: tuple[Field, ...]
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Page:
    """Some rows as they are kept, in the order asked for; those that are gone are left out. fids: their numbers.

    versions: which state of each row this is. rows: for each row a value for each field asked for.
    """

    fids: tuple[int, ...]
    versions: tuple[int, ...]
    rows: tuple[tuple[Any, ...], ...]


def opening(space: "Workspace", theme: Theme) -> Opening:
    """Give what can be shown at once, however many rows there are."""
    space.require(Permission.VIEW)
    _require_table(theme)
    return Opening(theme.name, theme.open_fields, *span(space.store, theme))


def ordered(space: "Workspace", theme: Theme, ask: Ask = ALL, progress: Progress = silent) -> np.ndarray:
    """Give the numbers of all rows that are wanted, in their order.

    Raises FieldUnknown, ConditionInvalid, ConditionUnfit, Cancelled.
    """
    space.require(Permission.VIEW)
    sheet, among = _asked(space, theme, ask, (), progress)
    return sheet_asking.ordered(sheet, ask, among, progress)


def prepare(space: "Workspace", theme: Theme, progress: Progress = silent) -> None:
    """Make all columns of a theme ready, so that whatever is asked is answered at once."""
    space.require(Permission.VIEW)
    _require_table(theme)
    fields = theme.open_fields
    for done, field in enumerate(fields):
        # one by one, so that a question in between waits for one column at most
        _sheets(space).sheet(theme, (field.name,), part(progress, done / len(fields), (done + 1) / len(fields)))


def is_prepared(space: "Workspace", theme: Theme, ask: Ask = ALL) -> bool:
    """Tell whether a question would be answered without making columns first."""
    space.require(Permission.VIEW)
    return _sheets(space).has(theme, _names(theme, ask, ()))


def page(space: "Workspace", theme: Theme, fids: np.ndarray, names: Sequence[str], *, whole: bool = False) -> Page:
    """Read some rows. whole: also what is longer than a table shows (LONGEST_SHOWN)."""
    space.require(Permission.VIEW)
    _require_fields(theme, names)
    found = cells(space.store, theme, fids, names, 0 if whole else LONGEST_SHOWN)
    return Page(
        tuple(row[0] for row in found),
        tuple(row[1] or 0 for row in found),
        tuple(tuple(row[2:]) for row in found),
    )


def groups(
    space: "Workspace", theme: Theme, ask: Ask, by: Sequence[str], sums: Sequence[str] = (), progress: Progress = silent
) -> list[Group]:
    """Group the rows that are wanted by fields, the largest group first."""
    space.require(Permission.VIEW)
    sheet, among = _asked(space, theme, ask, (*by, *sums), progress)
    return sheet_telling.groups(sheet, sheet_asking.wanted(sheet, ask, among, progress), by, sums)


def statistics(space: "Workspace", theme: Theme, ask: Ask, name: str, progress: Progress = silent) -> Statistics:
    """Tell what a field of the rows that are wanted holds."""
    space.require(Permission.VIEW)
    sheet, among = _asked(space, theme, ask, (name,), progress)
    return sheet_telling.statistics(sheet, sheet_asking.wanted(sheet, ask, among, progress), name)


def histogram(
    space: "Workspace", theme: Theme, ask: Ask, name: str, classes: int = 20, progress: Progress = silent
) -> Histogram:
    """Count the numbers of a field of the rows that are wanted in classes of equal width."""
    space.require(Permission.VIEW)
    sheet, among = _asked(space, theme, ask, (name,), progress)
    return sheet_telling.histogram(sheet, sheet_asking.wanted(sheet, ask, among, progress), name, classes)


def numbers(
    space: "Workspace", theme: Theme, ask: Ask, names: Sequence[str], progress: Progress = silent
) -> np.ndarray:
    """Give the numbers of fields of the rows that are wanted (fields × rows), NaN where there is none."""
    space.require(Permission.VIEW)
    sheet, among = _asked(space, theme, ask, tuple(names), progress)
    return sheet_numbers.numbers(sheet, sheet_asking.wanted(sheet, ask, among, progress), names)


def shown(field: Field, value: Value) -> str:
    """Give a value as a table shows it: titles for codes, nothing for nothing."""
    if value is None:
        return ""
    if field.codes is not None:
        return field.codes.title(str(value))
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def _asked(
    space: "Workspace", theme: Theme, ask: Ask, more: tuple[str, ...], progress: Progress
) -> tuple[Sheet, np.ndarray | None]:
    """Give the sheet with all columns that a question needs, and the rows that its condition leaves."""
    _require_table(theme)
    names = _names(theme, ask, more)
    _require_fields(theme, names)
    among = None
    if ask.where.strip():
        fids, met = space.store.met(theme, [parse(ask.where)])
        among = fids[met != 0]
    return _sheets(space).sheet(theme, names, progress), among


def _names(theme: Theme, ask: Ask, more: tuple[str, ...]) -> tuple[str, ...]:
    """Name the columns that a question needs: what is typed may stand in any."""
    named = (*(one.field for one in ask.wanted), *(one.field for one in ask.sortings), *more)
    typed = tuple(one.name for one in theme.open_fields) if ask.typed.strip() else ()
    return tuple(dict.fromkeys((*named, *typed)))


def _sheets(space: "Workspace") -> Sheets:
    return space.index.sheets


def _require_table(theme: Theme) -> None:
    if theme.in_vault:
        raise PersonalOnly(theme=theme.title)


def _require_fields(theme: Theme, names: Sequence[str]) -> None:
    _require_table(theme)
    for name in names:
        theme.open_field(name)
