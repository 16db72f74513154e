"""Looking again into one data set with what a person has answered, and where it would then lie on the map."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import numpy as np
import shapely

from kangbashi_gis.diagnosis.apart import Apart
from kangbashi_gis.diagnosis.inspecting import ANY, Request
from kangbashi_gis.errors import FileMissing
from kangbashi_gis.importing import georeference, shapes
from kangbashi_gis.importing.finding import Found, walk
from kangbashi_gis.importing.options import LOCAL, ImportOptions
from kangbashi_gis.importing.sketches import Line, sketch
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.operations.inspecting import frame
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, part

MOST_LAID = 3000  # shapes that are shown before anything is imported


@dataclass(frozen=True)
class Ask:
    """One data set, and what a person has said of it. origin, inside: as in `FileReport`; name: how it is called.

    options.layer: of the data set itself, where it has several.
    """

    origin: Path
    inside: str
    name: str
    theme: Theme | None = None
    options: ImportOptions = field(default_factory=ImportOptions)


@dataclass(frozen=True)
class Laid:
    """Where shapes lie in the workspace's CRS: lines and rings, or points; count: of how many shapes."""

    lines: tuple[Line, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    count: int = 0


def inspect_again(space: Workspace | None, asks: Sequence[Ask], progress: Progress) -> list[FileReport]:
    """Look into data sets once more, each with its answers; nothing is written. Raises FileMissing."""
    if space is not None:
        space.require(Permission.VIEW)
    reports = []
    with Apart(frame(space)) as reader:
        for done, ask in enumerate(asks):
            piece = part(progress, done / len(asks), (done + 1) / len(asks))
            with _found(ask) as one:
                report = reader.inspect(Request(one.path, ask.name, ask.theme, ask.options), piece)
            reports.append(replace(report, origin=str(ask.origin), inside=ask.inside))
    return reports


def lay(space: Workspace, ask: Ask, progress: Progress) -> Laid:
    """Show the first shapes of a data set where they would lie; nothing is written.

    A local system is not shown: its parameters are sealed. Raises what opening the file and finding the way raise.
    """
    space.require(Permission.VIEW)
    if (ask.options.crs or "").startswith(LOCAL):
        return Laid()
    progress(0.0, "read")
    with _found(ask) as one, open_source(one.path, ask.theme or ANY, ask.options) as source:
        first = next(islice(source.batches(MOST_LAID), 1), None)
        if first is None or first.geometry is None:
            return Laid()
        way = georeference.way(source, ask.options, space.store.crs)
        flat, _ = shapes.flattened(first.geometry[:MOST_LAID])
        moved, nowhere = way.apply(flat)
    return _laid(moved[~nowhere & ~shapely.is_missing(moved)])


def _laid(placed: np.ndarray) -> Laid:
    points = placed[shapely.get_dimensions(placed) == 0]
    lines = tuple(line for one in placed for line in sketch(one))
    return Laid(lines, tuple((x, y) for x, y in shapely.get_coordinates(points).tolist()), len(placed))


@contextmanager
def _found(ask: Ask) -> Iterator[Found]:
    """Give a data set as it can be read now: one in a zip lies unpacked for as long."""
    with closing(walk([ask.origin])) as all_found:  # type: ignore[type-var]
        for one in all_found:
            if one.layer == ask.inside:
                yield one
                return
    raise FileMissing(path=ask.name)
