"""Changing cells of a table: checked as an import checks them, and one operation that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import FieldUnknown, PersonalOnly, RowChanged, ValueUnfit
from kangbashi_gis.importing.values import convert
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.model.table import Table

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

LONGEST = 100_000  # characters of a cell that is typed or pasted
CUT = 40


@dataclass(frozen=True)
class CellChange:
    """A cell that is to hold something else. version: of the row as it was shown. text: as typed, "" for nothing."""

    fid: int
    version: int
    field: str
    text: str


def change_cells(space: "Workspace", theme: Theme, changes: Sequence[CellChange]) -> int:
    """Change cells as one operation; gives how many rows were changed. All of it is done, or nothing.

    Raises ValueUnfit, RowChanged where a row is gone or not any more what was shown, FieldUnknown, PersonalOnly.
    """
    space.require(Permission.EDIT)
    space.require_writing()
    if theme.in_vault:
        raise PersonalOnly(theme=theme.title)
    wanted: dict[int, dict[str, Any]] = {}
    for one in changes:
        field = _field(theme, one.field)
        wanted.setdefault(one.fid, {})[field.name] = checked(theme, field, one.text)
    with space.change("table.edit", theme.name) as change:
        writer = change.writer  # from here on nobody else writes, so what is read now is what is changed
        _require_unchanged(space, theme, {one.fid: one.version for one in changes})
        _require_free(space, theme, wanted)
        for fid, values in wanted.items():
            writer.update(theme, np.array([fid]), Table({name: [value] for name, value in values.items()}))
    return len(wanted)


def checked(theme: Theme, field: Field, text: str) -> Any:
    """Give the value that a field keeps of what was typed; raises ValueUnfit."""
    if len(text) > LONGEST:
        raise _unfit(field, text, "value_long")
    values, broken = convert([text], field)
    if broken:
        raise _unfit(field, text, "value_kind")
    value = values[0]
    if value is None and (field.required or field.name in theme.key):
        raise _unfit(field, text, "value_missing")
    if value is not None and field.codes is not None and value not in field.codes.titles:
        raise _unfit(field, text, "value_code")
    return value


def _field(theme: Theme, name: str) -> Field:
    for one in theme.fields:
        if one.name == name:
            if one.personal:
                raise _unfit(one, "", "value_personal")
            return one
    raise FieldUnknown(theme=theme.title, field=name, known=tuple(one.title for one in theme.open_fields))


def _require_unchanged(space: "Workspace", theme: Theme, versions: dict[int, int]) -> None:
    table = space.store.read(theme, np.array(sorted(versions), np.int64), columns=("version",), geometry=False)
    assert table.fid is not None
    now = dict(zip(table.fid.tolist(), table.columns["version"], strict=True))
    for fid, version in versions.items():
        if fid not in now:
            raise RowChanged(theme=theme.title, fid=fid, reason="row_gone")
        if (now[fid] or 0) != version:
            raise RowChanged(theme=theme.title, fid=fid, reason="row_changed")


def _require_free(space: "Workspace", theme: Theme, wanted: dict[int, dict[str, Any]]) -> None:
    """Raise ValueUnfit where the key of a row would become that of another."""
    if len(theme.key) != 1:
        return
    name = theme.key[0]
    given = {values[name]: fid for fid, values in wanted.items() if name in values}
    for value, fid in space.store.find(theme, name, list(given)).items():
        if fid != given[value] and name not in wanted.get(fid, {}):
            raise _unfit(theme.field(name), str(value), "value_taken")
    if len(given) < sum(name in values for values in wanted.values()):
        raise _unfit(theme.field(name), str(next(iter(given))), "value_taken")


def _unfit(field: Field, text: str, reason: str) -> ValueUnfit:
    return ValueUnfit(field=field.title, reason=reason, text=text if len(text) <= CUT else text[:CUT] + "…")
