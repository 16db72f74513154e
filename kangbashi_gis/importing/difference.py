"""What an import changes, row by row, before or after it is done: new, changed field by field, gone.

Nothing personal is in it: of a personal field it says only that it changes; rows of the vault have no title.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kangbashi_gis.importing.outlines import same_shapes
from kangbashi_gis.importing.sketches import Line, sketch, sketches
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import heights

MOST = 1000  # rows that are shown of each kind; all are counted

Place = tuple[float, float]


@dataclass(frozen=True)
class RowShown:
    """A row by its identity ("" for one that is not in yet), its row in the file (from 1; 0 for none), title, place.

    place: x, y of the middle of its box in the workspace's CRS; None for a row without a shape.
    outline: its lines and rings there, for the map, with few corners.
    """

    id: str = ""
    row: int = 0
    title: str = ""
    place: Place | None = None
    outline: tuple[Line, ...] = ()


@dataclass(frozen=True)
class FieldChange:
    """A field whose value changes. name: of the field; title: as people know it."""

    name: str
    title: str
    before: str | int | float | None
    after: str | int | float | None


@dataclass(frozen=True)
class RowChange(RowShown):
    """A row that changes. fields: old and new. personal: names of personal fields that change. moved: its shape does.

    by_shape: the layer did not know its key; its shape told which row it is. before: its outline now, if it moves.
    """

    fields: tuple[FieldChange, ...] = ()
    personal: tuple[str, ...] = ()
    moved: bool = False
    by_shape: bool = False
    before: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Difference:
    """The first `MOST` rows of each kind, in the order of the file; the report has their numbers.

    gone: rows of the layer that came from a file (and layer) of this name and are not in it any more.
    """

    new: tuple[RowShown, ...] = ()
    changed: tuple[RowChange, ...] = ()
    gone: tuple[RowShown, ...] = ()


@dataclass
class Gathering:
    """A difference in the making, while batches of one file go by."""

    theme: Theme
    new: list[RowShown] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    gone: list[RowShown] = field(default_factory=list)

    def add_new(self, table: Table, rows: np.ndarray, ids: Sequence[str] | None = None) -> None:
        """Show new rows as long as there is room; rows: their places in the file from 0."""
        room = MOST - len(self.new)
        if room > 0:
            self.new += shown(self.theme, table.take(np.arange(min(room, len(table)))), rows, ids)

    def add_gone(self, table: Table) -> None:
        """Show rows of the layer that the file does not have."""
        self.gone += shown(self.theme, table, None, table.columns["id"])

    def add_changed(self, before: Table, after: Table, about: "About") -> None:
        """Show rows that change; before has all columns of the layer, after those of the file."""
        merged = Table({**before.columns, **after.columns}, _either(before.geometry, after.geometry))
        heads = shown(self.theme, merged, about.rows, before.columns.get("id"))
        moved, lifted = _moved(before, after), _lifted(before, after)
        for place, head in enumerate(heads):
            self.changed.append(
                RowChange(
                    id=head.id,
                    row=head.row,
                    title=head.title,
                    place=head.place,
                    outline=head.outline,
                    fields=_fields(self.theme, before, after, place) + lifted.get(place, ()),
                    personal=tuple(name for name, differs in about.personal.items() if differs[place]),
                    moved=bool(moved[place]),
                    by_shape=bool(about.by_shape[place]),
                    before=sketch(before.geometry[place]) if moved[place] and before.geometry is not None else (),
                )
            )

    @property
    def room(self) -> int:
        """How many changed rows may still be shown."""
        return MOST - len(self.changed)

    def difference(self) -> Difference:
        """Give what was gathered."""
        return Difference(tuple(self.new), tuple(self.changed), tuple(self.gone))


@dataclass(frozen=True)
class About:
    """What is known of changed rows beside their values: places in the file, personal fields that change (masks)."""

    rows: np.ndarray
    by_shape: np.ndarray
    personal: Mapping[str, np.ndarray]


def shown(
    theme: Theme, table: Table, rows: np.ndarray | None, ids: Sequence[Any] | np.ndarray | None = None
) -> list[RowShown]:
    """Give the head of each row."""
    titles, places = _titles(theme, table), _places(table.geometry, len(table))
    numbers = [0] * len(table) if rows is None else (rows[: len(table)] + 1).tolist()
    names = [""] * len(table) if ids is None else [str(one or "") for one in ids]
    outlines = sketches(table.geometry, len(table))
    return [RowShown(*head) for head in zip(names, numbers, titles, places, outlines, strict=True)]


def _titles(theme: Theme, table: Table) -> list[str]:
    """Give the first filled of the fields by which people know a row; "" for rows of the vault."""
    label = theme.label.field if theme.label else ""
    opened = {one.name for one in theme.open_fields}
    wanted = [one for one in dict.fromkeys((label, *theme.searched, *theme.key)) if one in opened]
    columns = [table.columns[one] for one in wanted if one in table.columns]
    return [next((str(one) for one in row if one is not None), "") for row in zip(*columns, strict=True)] or [""] * len(
        table
    )


def _places(shapes: np.ndarray | None, count: int) -> list[Place | None]:
    import shapely

    if shapes is None:
        return [None] * count
    boxes = shapely.bounds(shapes).reshape(-1, 4)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    return [None if x != x else (x, y) for x, y in middles.tolist()]


def _either(before: np.ndarray | None, after: np.ndarray | None) -> np.ndarray | None:
    if before is None or after is None:
        return before if after is None else after
    return np.where(after == np.array(None), before, after)


def _moved(before: Table, after: Table) -> np.ndarray:
    if before.geometry is None or after.geometry is None:
        return np.zeros(len(after), dtype=bool)
    return ~same_shapes(before.geometry, after.geometry)


def _lifted(before: Table, after: Table) -> dict[int, tuple[FieldChange, ...]]:
    """Give the heights of the rows in which they change, as if they were a field."""
    if before.geometry is None or after.geometry is None:
        return {}
    lost = heights.kept(before.geometry, after.geometry)
    differs = np.flatnonzero(lost | ~heights.same(before.geometry, after.geometry))
    pairs = zip(*(map(heights.told, heights.ranges(one.geometry[differs])) for one in (before, after)), strict=True)  # type: ignore[index]
    return {at: (FieldChange("z", heights.TITLE, *pair),) for at, pair in zip(differs.tolist(), pairs, strict=True)}


def _fields(theme: Theme, before: Table, after: Table, place: int) -> tuple[FieldChange, ...]:
    changes = []
    for one in theme.open_fields:
        if one.name in after.columns:
            old, new = before.columns[one.name][place], after.columns[one.name][place]
            if old != new:
                changes.append(FieldChange(one.name, one.title, old, new))
    return tuple(changes)
