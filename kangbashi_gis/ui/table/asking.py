"""What the table asks in a thread. Each takes the workspace first and gives plain answers; `stop` ends it."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import Cancelled
from kangbashi_gis.model.rows import Ask, Comparison, Group, Histogram, Statistics, Wanted
from kangbashi_gis.model.schema import Field, FieldType, Theme
from kangbashi_gis.operations import table
from kangbashi_gis.operations.table_editing import CellChange, change_cells
from kangbashi_gis.progress import Progress, reporting

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOST_COPIED = 100_000


class Stop:
    """A question that can be stopped, and how far it is."""

    def __init__(self, shown: Any = None) -> None:
        self._asked = threading.Event()
        self._shown = shown

    def now(self) -> None:
        """Stop it."""
        self._asked.set()

    @property
    def progress(self) -> Progress:
        """Give what the work is told to report to."""
        return reporting(self._shown or (lambda fraction, step: None), self._asked.is_set)


@dataclass(frozen=True, eq=False)
class Answer:
    """Row numbers in their order; stopped: somebody wanted no answer any more."""

    fids: np.ndarray
    stopped: bool = False


def ordered(space: "Workspace", theme: Theme, ask: Ask, stop: Stop) -> Answer:
    """Give the rows that are wanted."""
    try:
        return Answer(table.ordered(space, theme, ask, stop.progress))
    except Cancelled:
        return Answer(np.empty(0, np.int64), stopped=True)


def prepare(space: "Workspace", theme: Theme, stop: Stop) -> bool:
    """Make all columns ready; False where it was stopped."""
    try:
        table.prepare(space, theme, stop.progress)
    except Cancelled:
        return False
    return True


def page(space: "Workspace", theme: Theme, wanted: tuple[tuple[int, ...], np.ndarray]) -> Any:
    """Read pages."""
    numbers, fids = wanted
    return numbers, table.page(space, theme, fids, [one.name for one in theme.open_fields])


def change(space: "Workspace", theme: Theme, changes: list[CellChange]) -> int:
    """Change cells."""
    return change_cells(space, theme, changes)


def whole_text(space: "Workspace", theme: Theme, fids: np.ndarray, fields: list[Field]) -> str:
    """Give rows as text with tabs between the cells, as spreadsheets take it, with a line of titles."""
    found = table.page(space, theme, fids[:MOST_COPIED], [one.name for one in fields], whole=True)
    lines = ["\t".join(one.title for one in fields)]
    for row in found.rows:
        lines.append("\t".join(_one_cell(table.shown(field, one)) for field, one in zip(fields, row, strict=True)))
    return "\n".join(lines)


def place_of(space: "Workspace", theme: Theme, order: np.ndarray, start: int, field: Field, text: str) -> int:
    """Find the next row of an order, after `start`, whose field holds a text; -1 where there is none."""
    found = table.ordered(space, theme, Ask(wanted=(Wanted(field.name, Comparison.CONTAINS, (text,)),)))
    here = np.flatnonzero(np.isin(order, found))
    if not len(here):
        return -1
    after = here[here > start]
    return int(after[0] if len(after) else here[0])


def told(
    space: "Workspace", theme: Theme, ask: Ask, name: str, stop: Stop
) -> tuple[Statistics, Histogram | None] | None:
    """Tell what a column holds, with a histogram for numbers; None where it was stopped."""
    try:
        found = table.statistics(space, theme, ask, name, stop.progress)
        if theme.field(name).type not in (FieldType.INTEGER, FieldType.REAL):
            return found, None
        return found, table.histogram(space, theme, ask, name, progress=stop.progress)
    except Cancelled:
        return None


def grouped(
    space: "Workspace", theme: Theme, ask: Ask, by: list[str], sums: list[str], stop: Stop
) -> list[Group] | None:
    """Group rows; None where it was stopped."""
    try:
        return table.groups(space, theme, ask, by, sums, stop.progress)
    except Cancelled:
        return None


def bounds(space: "Workspace", theme: Theme, fids: np.ndarray) -> tuple[float, float, float, float] | None:
    """Give the bounds of rows; None where none of them has a place."""
    import shapely

    shapes = space.store.read(theme, fids, columns=()).geometry
    if shapes is None or not len(shapes):
        return None
    found = shapely.total_bounds(shapes)
    return (float(found[0]), float(found[1]), float(found[2]), float(found[3])) if np.isfinite(found).all() else None


def _one_cell(text: str) -> str:
    """Keep a cell one cell: what would end it becomes a space, and a formula a text."""
    plain = text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    return "'" + plain if plain[:1] in ("=", "+", "@") else plain
