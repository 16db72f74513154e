"""Rehearsing a whole batch so that one file that will not do does not hide what the others would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from kangbashi_gis.errors import Cancelled, GisError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations.importing import Done, rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, part

ALONE = 0.6  # the share of the time in which files are tried one by one


@dataclass(frozen=True)
class Trial:
    """What an import of several files would do. done, refused: by the turn of the file among the requests."""

    done: dict[int, Done]
    refused: dict[int, GisError]


def rehearse_each(space: Workspace, requests: Sequence[ImportRequest], progress: Progress) -> Trial:
    """Rehearse files together; where that is refused, find out which are, and rehearse the others together.

    Raises what holds for the batch and not for one file: BatchConflict, BatchLinked, and Cancelled.
    """
    space.require(Permission.EDIT)
    try:
        return Trial(dict(enumerate(rehearse_files(space, requests, progress))), {})
    except Cancelled:
        raise
    except GisError as problem:
        if len(requests) == 1:
            return Trial({}, {0: problem})
        refused = _refused(space, requests, part(progress, 0.0, ALONE))
        if not refused:
            raise
    fine = [turn for turn in range(len(requests)) if turn not in refused]
    if not fine:
        return Trial({}, refused)
    done = rehearse_files(space, [requests[turn] for turn in fine], part(progress, ALONE, 1.0))
    return Trial(dict(zip(fine, done, strict=True)), refused)


def _refused(space: Workspace, requests: Sequence[ImportRequest], progress: Progress) -> dict[int, GisError]:
    """Try each file by itself."""
    refused: dict[int, GisError] = {}
    for turn, request in enumerate(requests):
        try:
            rehearse_files(space, [request], part(progress, turn / len(requests), (turn + 1) / len(requests)))
        except Cancelled:
            raise
        except GisError as problem:
            refused[turn] = problem
    return refused
