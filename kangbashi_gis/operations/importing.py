"""Bringing files into themes: all of them or on any error nothing, as one operation; and rehearsing that.

Reading, converting and locating happen before the write lock is taken; then one transaction swaps the rows in.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from kangbashi_gis.errors import BatchLinked, PermissionDenied
from kangbashi_gis.importing import fingerprint, rasters
from kangbashi_gis.importing.difference import Difference, Gathering
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.recipe import Seen
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.operations import catalogue
from kangbashi_gis.operations.folders import RASTERS
from kangbashi_gis.operations.recipes import remember
from kangbashi_gis.operations.staging import Batch, ImportRequest, Staged, stage
from kangbashi_gis.operations.staging import ImportReport as ImportReport
from kangbashi_gis.operations.swapping import Outcome, Rehearsal, Swap
from kangbashi_gis.operations.workspace import Change, Workspace
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.store.base import Source as Origin

Digests = Mapping[Path, "Future[str]"]

# the shares of the time that go by before the write lock is taken, and before the first row is written
STAGED, LOOKED_OVER = 0.6, 0.65


@dataclass(frozen=True)
class Done:
    """One file of an operation: its report, what it said of itself, and the rows that changed or would (if asked)."""

    report: ImportReport
    seen: Seen
    difference: Difference


def import_file(space: Workspace, path: Path, theme: Theme, options: ImportOptions, progress: Progress) -> ImportReport:
    """Read a file, match it to a theme, and swap its rows in as one operation that can be undone.

    Raises a GisError and changes nothing where the file, its columns, its CRS or its rows will not do.
    """
    return import_files(space, [ImportRequest(path, theme, options)], progress)[0].report


def import_files(space: Workspace, requests: Sequence[ImportRequest], progress: Progress) -> list[Done]:
    """Bring several files in as one operation: all or nothing, undone as one. Gives what became of each, in order.

    A row that two files of a theme have just so comes in once; raises BatchConflict where they have different rows of
    one key, BatchLinked where one theme of the batch is placed by another.
    """
    space.require(Permission.EDIT)
    _require_for_people(space, requests)
    with ExitStack() as opened:
        digests = _digests(requests, opened)
        staged = _stage_all(space, requests, opened, part(progress, 0.0, STAGED))
        with space.change("data.import", _subject(requests)) as change:
            outcomes = _swap_all(space, change, staged, part(progress, STAGED, 1.0), digests)
            catalogue.record(space, change, staged, outcomes)
            # the last moment to stop: once committed, the import is done
            progress(1.0, "write")
    for request in requests:
        remember(space, request.theme, request.options)
    return [_done(one, outcome, change.number) for one, outcome in zip(staged, outcomes, strict=True)]


def rehearse_files(space: Workspace, requests: Sequence[ImportRequest], progress: Progress) -> list[Done]:
    """Go through all that importing does and write nothing: the same counts, the same errors, and the difference."""
    space.require(Permission.EDIT)
    _require_for_people(space, requests)
    with ExitStack() as opened:
        staged = _stage_all(space, requests, opened, part(progress, 0.0, STAGED))
        outcomes = _swap_all(space, Rehearsal(), staged, part(progress, STAGED, 1.0), {})
        progress(1.0, "recognise")
        return [_done(one, outcome, 0) for one, outcome in zip(staged, outcomes, strict=True)]


def _require_for_people(space: Workspace, requests: Sequence[ImportRequest]) -> None:
    """People are written by those who may, in the whole district: who is bound to communities uses resident tables."""
    if any(request.theme.in_vault for request in requests):
        space.require(Permission.PEOPLE_WRITE)
        if space.user.scope is not None:
            raise PermissionDenied(user=space.user.name, permission=Permission.PEOPLE_WRITE.value)


def _stage_all(
    space: Workspace, requests: Sequence[ImportRequest], opened: ExitStack, progress: Progress
) -> list[Staged]:
    _require_unlinked(requests)
    batch, count = Batch() if len(requests) > 1 else None, len(requests)
    return [
        stage(space, request, opened, batch, part(progress, turn / count, (turn + 1) / count))
        for turn, request in enumerate(requests)
    ]


def _digests(requests: Sequence[ImportRequest], opened: ExitStack) -> Digests:
    """Begin to take the fingerprints of the files, while they are read."""
    aside = ThreadPoolExecutor(1)
    opened.callback(aside.shutdown, cancel_futures=True)
    return {path: aside.submit(fingerprint.sha256, path) for path in {request.path for request in requests}}


def _require_unlinked(requests: Sequence[ImportRequest]) -> None:
    """Raise BatchLinked: rows are placed by what is in the workspace, not by what comes in with them."""
    themes = {request.theme.name: request.theme for request in requests}
    for theme in themes.values():
        for link in theme.links:
            if link.theme in themes and link.theme != theme.name:
                raise BatchLinked(theme=theme.title, other=themes[link.theme].title)


def _subject(requests: Sequence[ImportRequest]) -> str:
    """Name what an operation is about: its theme, or the titles of several."""
    themes = list(dict.fromkeys(request.theme.name for request in requests))
    titles = {theme.name: theme.title for theme in THEMES}
    return themes[0] if len(themes) == 1 else "、".join(titles[one] for one in themes)


def _swap_all(
    space: Workspace, change: Change | Rehearsal, staged: Sequence[Staged], progress: Progress, digests: Digests
) -> list[Outcome]:
    """Swap in all files of one theme after the other; gives what became of each file, in the order of the files."""
    outcomes: dict[int, Outcome] = {}
    total, done = max(sum(one.spool.rows for one in staged), 1), 0
    for name in dict.fromkeys(one.request.theme.name for one in staged):
        group = [(turn, one) for turn, one in enumerate(staged) if one.request.theme.name == name]
        rows = sum(one.spool.rows for _, one in group)
        piece = part(progress, done / total, (done + rows) / total)
        found = _swap(space, change, [one for _, one in group], piece, digests)
        outcomes.update(zip((turn for turn, _ in group), found, strict=True))
        done += rows
    return [outcomes[turn] for turn in range(len(staged))]


def _swap(
    space: Workspace, change: Change | Rehearsal, staged: Sequence[Staged], progress: Progress, digests: Digests
) -> list[Outcome]:
    """Swap in the files of one theme."""
    theme = staged[0].request.theme
    outcomes = [_outcome(space, change, one, digests) for one in staged]
    swap, total = Swap(space, change, theme), max(sum(one.spool.rows for one in staged), 1)
    share = (LOOKED_OVER - STAGED) / (1.0 - STAGED)
    swap.look_over(chain.from_iterable(one.spool for one in staged), total, part(progress, 0.0, share))
    done = 0
    for one, outcome in zip(staged, outcomes, strict=True):
        for table in _settled(space, change, one):
            progress(share + (1.0 - share) * done / total, "write")
            swap.write(table, outcome)
            done += len(table)
    for one, outcome in zip(staged, outcomes, strict=True):
        options = one.request.options
        swap.leave(outcome, remove=options.remove_gone, replaces=options.replaces)
    return outcomes


def _outcome(space: Workspace, change: Change | Rehearsal, one: Staged, digests: Digests) -> Outcome:
    """Begin to count; where rows are written, their origin is written first."""
    if isinstance(change, Rehearsal):
        return Outcome(one.request.origin, 0, one.rows, Gathering(one.request.theme))
    sha256 = digests[one.request.path].result()
    source = change.writer.source(Origin(one.request.origin, sha256, space.user.name, date.today().isoformat()))
    return Outcome(one.request.origin, source, one.rows, sha256=sha256)


def _settled(space: Workspace, change: Change | Rehearsal, one: Staged) -> Iterator[Table]:
    """Go through the rows of a file; a raster is moved to its place, and its row says the name it has there."""
    place = space.folder / RASTERS
    for table in one.spool:
        if one.raster is None:
            yield table
            continue
        settle = rasters.settle if isinstance(change, Change) else rasters.settled_name
        yield table.with_columns(file=[settle(one.raster, place, one.request.path)])


def _done(one: Staged, outcome: Outcome, operation: int) -> Done:
    report = replace(
        one.report,
        operation=operation,
        added=outcome.added,
        replaced=outcome.replaced,
        by_shape=outcome.by_shape,
        unchanged=outcome.unchanged + one.report.doubled,
        unlocated=outcome.unlocated,
        gone=outcome.gone,
        removed=outcome.removed,
        told=(*one.report.told, *outcome.told),
    )
    return Done(report, one.seen, outcome.gathering.difference() if outcome.gathering else Difference())
