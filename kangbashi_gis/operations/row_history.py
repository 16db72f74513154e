"""One row: what it holds, all that became of it, and the undoing of a single change.

Only what is open is told: personal fields lie in the vault, and no history of them is shown here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import PersonalOnly, RowChanged, RowUndoRefused, RowUnknown
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.row_history import Difference, Kind, Row, RowChange
from kangbashi_gis.model.schema import GEOMETRY, Theme
from kangbashi_gis.store import row_history as kept
from kangbashi_gis.store.layout import open_layout
from kangbashi_gis.store.row_history import Step

if TYPE_CHECKING:
    import shapely

    from kangbashi_gis.operations.workspace import Workspace

MADE = ("id", "version")  # what the store gives a row; it never goes back
UNDO = "row.undo"


def row(space: "Workspace", theme: Theme, fid: int) -> Row:
    """Give a row as it is now. Raises RowChanged where it is gone, PersonalOnly."""
    space.require(Permission.VIEW)
    _require_open(theme)
    table = space.store.read(theme, np.array([fid], np.int64))
    if not len(table):
        raise RowChanged(theme=theme.title, fid=fid, reason="row_gone")
    held = {name: values[0] for name, values in table.columns.items()}
    shape = table.geometry[0] if table.geometry is not None else None
    source = space.store.sources().get(held["source"] or 0)
    return Row(
        theme.name, fid, str(held["id"] or ""), int(held["version"] or 0),
        {field.name: held[field.name] for field in theme.open_fields}, source.file if source else "",
        str(held["valid_from"] or ""), str(held["valid_to"] or ""),
        None if shape is None or shape.is_empty else shape.bounds,
    )  # fmt: skip


def find_row(space: "Workspace", theme: Theme, word: str) -> int:
    """Give the number of the row that is meant by its number, its id or its key, also of one that is gone.

    Raises RowUnknown where there never was one.
    """
    space.require(Permission.VIEW)
    _require_open(theme)
    plain = word.strip()
    fid = kept.number_of(space.store, theme, plain)
    if fid is None and len(theme.key) == 1:
        fid = space.store.find(theme, theme.key[0], [plain]).get(plain)
    if fid is None and plain.isascii() and plain.isdigit() and len(plain) < 19:
        fid = int(plain) if kept.identity(space.store, theme, int(plain)) is not None else None
    if fid is None:
        raise RowUnknown(theme=theme.title, row=plain[:40])
    return fid


def changes(space: "Workspace", theme: Theme, fid: int) -> list[RowChange]:
    """Tell all that became of a row, the oldest first; also of one that is gone. Raises RowUnknown, PersonalOnly."""
    space.require(Permission.VIEW)
    steps, sources = _steps(space, theme, fid), space.store.sources()
    return [_told(space, theme, number, step, sources) for number, step in enumerate(steps, 1)]


def shapes(
    space: "Workspace", theme: Theme, fid: int, number: int
) -> "tuple[shapely.Geometry | None, shapely.Geometry | None]":
    """Give the shape of a row before a change and after it."""
    space.require(Permission.VIEW)
    step = _step(theme, fid, _steps(space, theme, fid), number)
    return kept.shape(step.before), kept.shape(step.after)


def undo_change(space: "Workspace", theme: Theme, fid: int, number: int) -> RowChange:
    """Take one change of a row back and nothing else, as an operation that can itself be undone; gives that change.

    What was changed goes back to what it was before, as long as it still holds what the change made of it. Raises
    RowUndoRefused, PersonalOnly, RowUnknown where there never was such a row.
    """
    space.require(Permission.EDIT)
    space.require_writing()
    _require_open(theme)
    with space.change(UNDO, theme.name) as change:
        writer = change.writer  # from here on nobody else writes, so what is read now is what is changed
        steps = _steps(space, theme, fid)
        step = _step(theme, fid, steps, number)
        names = changed_columns(theme, step)
        _require_standing(theme, fid, number, steps, names)
        _require_free_of_people(space, theme, fid, number, step)
        _require_key_free(space, theme, fid, number, step)
        if step.before is None:
            writer.delete(theme, np.array([fid], np.int64))
        elif step.after is None:
            kept.bring_back(writer.connection, theme, fid, step.before)
        else:
            kept.restore(writer.connection, theme, step.before, names)
    return changes(space, theme, fid)[-1]


def changed_columns(theme: Theme, step: Step) -> list[str]:
    """Name the columns that a change made another, the shape among them."""
    if step.before is None or step.after is None:
        return []
    names = [name for name in open_layout(theme).stored if name not in (*MADE, GEOMETRY)]
    found = [name for name in names if step.before.values[name] != step.after.values[name]]
    moved = GEOMETRY in step.before.values and not kept.same_shape(step.before, step.after)
    return [*found, *([GEOMETRY] if moved else [])]


def _told(space: "Workspace", theme: Theme, number: int, step: Step, sources: Any) -> RowChange:
    entry = space.log.entry(step.operation) if step.operation is not None else None
    before, after = (state.values if state else {} for state in (step.before, step.after))
    source = sources.get(after.get("source") or 0)
    said = source is not None and (not before or before.get("source") != after.get("source"))
    kind = {"I": Kind.ADDED if number == 1 else Kind.RESTORED, "U": Kind.CHANGED, "D": Kind.DELETED}[step.kind]
    return RowChange(
        number, kind, step.at, step.operation, entry.operation if entry else "", entry.user if entry else "",
        source.file if said else "",
        tuple(
            Difference(field.name, field.title, before.get(field.name), after.get(field.name))
            for field in theme.open_fields
            if before.get(field.name) != after.get(field.name)
        ),
        bool(before and after) and GEOMETRY in changed_columns(theme, step),
    )  # fmt: skip


def _steps(space: "Workspace", theme: Theme, fid: int) -> list[Step]:
    _require_open(theme)
    found = kept.steps(space.store, theme, fid)
    if not found:
        raise RowUnknown(theme=theme.title, row=fid)
    return found


def _step(theme: Theme, fid: int, steps: Sequence[Step], number: int) -> Step:
    if not 1 <= number <= len(steps):
        raise RowUndoRefused(theme=theme.title, fid=fid, change=number, reason="row_no_change", fields=())
    return steps[number - 1]


def _require_open(theme: Theme) -> None:
    if theme.in_vault:
        raise PersonalOnly(theme=theme.title)


def _require_free_of_people(space: "Workspace", theme: Theme, fid: int, number: int, step: Step) -> None:
    """Raise RowUndoRefused where a row would come or go without its personal half, which lies in the vault."""
    comes_or_goes = step.before is None or step.after is None
    if comes_or_goes and theme.personal_fields and step.operation and space.store.involved_vault(step.operation):
        raise RowUndoRefused(theme=theme.title, fid=fid, change=number, reason="row_people", fields=())


def _require_standing(theme: Theme, fid: int, number: int, steps: Sequence[Step], names: Sequence[str]) -> None:
    """Raise RowUndoRefused where a later change stands on this one."""
    step, now = steps[number - 1], steps[-1].after
    about: dict[str, Any] = {"theme": theme.title, "fid": fid, "change": number}
    if step.before is None or step.after is None:
        if number != len(steps):
            raise RowUndoRefused(**about, reason="row_later", fields=())
        return
    if now is None:
        raise RowUndoRefused(**about, reason="row_since_gone", fields=())
    if not names:
        raise RowUndoRefused(**about, reason="row_nothing", fields=())
    later = [name for name in names if name != GEOMETRY and now.values[name] != step.after.values[name]]
    if GEOMETRY in names and not kept.same_shape(now, step.after):
        later.append(GEOMETRY)
    if later:
        titles = {field.name: field.title for field in theme.fields}
        raise RowUndoRefused(**about, reason="row_later", fields=tuple(titles[one] for one in later if one in titles))


def _require_key_free(space: "Workspace", theme: Theme, fid: int, number: int, step: Step) -> None:
    """Raise RowUndoRefused where another row has meanwhile taken the key that this one would get back."""
    if step.before is None or len(theme.key) != 1:
        return
    key = step.before.values.get(theme.key[0])
    if key is not None and space.store.find(theme, theme.key[0], [key]).get(key, fid) != fid:
        title = theme.field(theme.key[0]).title
        raise RowUndoRefused(theme=theme.title, fid=fid, change=number, reason="row_key_taken", fields=(title,))
