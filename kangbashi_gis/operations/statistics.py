"""Population for everybody: releases are published, listed and shown; who may know exactly is shown what is.

Whoever has no right to exact numbers is answered out of a published release alone, the vault is not asked: so no
question, however it is put, tells more than the release itself.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from kangbashi_gis.errors import ReleaseUnknown, StatisticsRefused
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.statistics import Release, ReleaseLine, Statistics
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import statistics_answers, statistics_making
from kangbashi_gis.operations.folders import STATISTICS
from kangbashi_gis.progress import Progress, silent
from kangbashi_gis.store import statistics_file

if TYPE_CHECKING:
    import shapely

    from kangbashi_gis.operations.workspace import Workspace

Key = tuple[int, int, int | None]
# what was read last, for as long as the file stays the same
_KNOWN: "WeakKeyDictionary[Workspace, tuple[Key, Release | None]]" = WeakKeyDictionary()


def publish(space: "Workspace", progress: Progress = silent) -> ReleaseLine:
    """Publish what the vault holds now as a release; the blocks of the releases before it stay.

    Raises StatisticsRefused for who is bound to some communities, and where fewer than ten people live.
    """
    space.require(Permission.STATISTICS_PUBLISH)
    space.require_writing()
    if space.user.scope is not None:
        raise StatisticsRefused(reason="statistics_scope")
    path = file_of(space)
    # nobody writes meanwhile, so that two releases are never made side by side out of the same one before
    with space.store.database.frozen():
        progress(0.0, "statistics")
        last = statistics_file.remembered(path)
        counted = statistics_making.count(space)
        progress(0.4, "statistics")
        blocks = statistics_making.joined(counted, statistics_file.buildings(path), last.blocks if last else None)
        if not len(blocks.numbers):
            raise StatisticsRefused(reason="statistics_too_few")
        at = datetime.now().isoformat(timespec="seconds")
        release = statistics_making.make(space, counted, blocks, last.number + 1 if last else 1, at, last)
        progress(0.7, "statistics")
        ground = statistics_making.shapes(counted, blocks)
        of = dict(zip(counted.names, blocks.of_building.tolist(), strict=True))
        known = {name: block for name, block in of.items() if block >= 0}
        space.note(EventKind.STATISTICS, subject=at, count=len(release.blocks))
        statistics_file.add(path, space.staging / STATISTICS, space.project.crs, release, known, ground)
    progress(1.0, "statistics")
    return next(one for one in statistics_file.lines(path) if one.number == release.number)


def releases(space: "Workspace") -> list[ReleaseLine]:
    """List what was published, the newest first."""
    space.require(Permission.PEOPLE_STATISTICS)
    return statistics_file.lines(file_of(space))


def release_of(space: "Workspace", number: int | None = None) -> Release | None:
    """Give a release, the newest unless another is named; None where nothing was published. Raises ReleaseUnknown."""
    space.require(Permission.PEOPLE_STATISTICS)
    path = file_of(space)
    if not path.exists():
        if number is None:
            return None
        raise ReleaseUnknown(number=number, known=())
    state = path.stat()
    key = (state.st_mtime_ns, state.st_ino, number)
    known = _KNOWN.get(space)
    if known is None or known[0] != key:
        known = (key, statistics_file.read(path, number))
        _KNOWN[space] = known
    if known[1] is None and number is not None:
        raise ReleaseUnknown(number=number, known=tuple(one.number for one in statistics_file.lines(path)))
    return known[1]


def statistics(
    space: "Workspace", by: str = "community", number: int | None = None, unit_m: float = 500.0, community: str = ""
) -> Statistics:
    """Count people by one of `statistics_answers.WAYS`: exactly for who may, else out of a release.

    number: of a release, which is then shown to everybody alike. community: of that community only.
    """
    space.require(Permission.PEOPLE_STATISTICS)
    way = statistics_answers.way(by, unit_m)
    if by == "release":
        return statistics_answers.trend([release for one in releases(space) if (release := _read(space, one.number))])
    if number is None and counts_exactly(space):
        exact = _exact(space, by)
        return way(exact, community, True)
    release = release_of(space, number)
    return way(release, community, False)


def community_names(space: "Workspace") -> tuple[str, ...]:
    """Name the communities of the newest release."""
    release = release_of(space)
    return () if release is None else tuple(name for name in release.whole.communities if name)


def grounds(space: "Workspace", found: Statistics) -> "list[shapely.Geometry | None]":
    """Give the ground of each row of an answer, where it has one: a square, a block, a community."""
    space.require(Permission.PEOPLE_STATISTICS)
    import shapely

    if found.by == "grid" and found.unit_m:
        half = found.unit_m / 2
        return [shapely.box(row.x - half, row.y - half, row.x + half, row.y + half)
                for row in found.rows if row.x is not None and row.y is not None]  # fmt: skip
    if found.by == "block":
        blocks = statistics_file.grounds(file_of(space))
        return [blocks.get(row.number) for row in found.rows]
    if found.by == "community":
        communities = _communities(space)
        return [communities.get(row.name) for row in found.rows]
    return [None] * len(found.rows)


def _communities(space: "Workspace") -> "dict[str, shapely.Geometry]":
    table = space.store.read(theme("divisions"), columns=("name", "level"))
    rows = zip(
        table.columns["name"], table.columns["level"], () if table.geometry is None else table.geometry, strict=True
    )
    return {name: shape for name, level, shape in rows if level == "community" and shape is not None}


def counts_exactly(space: "Workspace") -> bool:
    """Tell whether the user may know exact numbers of the whole district, and has the key to the vault."""
    return space.user.may(Permission.PEOPLE_COUNT) and space.user.scope is None and space.holds_key


def file_of(space: "Workspace") -> Path:
    """Give the file of the releases."""
    return space.folder / STATISTICS


def _read(space: "Workspace", number: int) -> Release | None:
    return statistics_file.read(file_of(space), number)


def _exact(space: "Workspace", by: str) -> Release:
    """Count as for a release, but hold nothing back and round nothing: each building is a block of its own.

    By block, the blocks are those of the releases; before the first, what they would be.
    """
    counted = statistics_making.count(space)
    if by != "block":
        return statistics_answers.as_it_is(space, counted, np.arange(len(counted.names)), None)
    path = file_of(space)
    last = statistics_file.read(path)
    blocks = statistics_making.joined(counted, statistics_file.buildings(path), last.blocks if last else None)
    return statistics_answers.as_it_is(space, counted, blocks.of_building, blocks)
