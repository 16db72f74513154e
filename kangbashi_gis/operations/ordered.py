"""Files of which some are placed by others: two operations in the right order, and on any error neither stays."""

from collections.abc import Sequence

from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations.batches import waiting
from kangbashi_gis.operations.importing import Done, import_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import Progress, part

FIRST = 0.5


def import_in_order(space: Workspace, requests: Sequence[ImportRequest], progress: Progress) -> list[Done]:
    """Import files in one operation, or in two where themes are placed by others; gives what became of each, in order.

    Rows are placed by what the workspace holds, so the second operation needs the first to be written: where the second
    fails, the first is undone. Only a power cut between the two leaves the first, which can be undone by hand.
    """
    space.require(Permission.EDIT)
    waits = waiting([request.theme for request in requests])
    if not any(waits):
        return import_files(space, requests, progress)
    turns = [[turn for turn, later in enumerate(waits) if later is wanted] for wanted in (False, True)]
    first, second = ([requests[turn] for turn in group] for group in turns)
    done = import_files(space, first, part(progress, 0.0, FIRST))
    try:
        done += import_files(space, second, part(progress, FIRST, 1.0))
    except BaseException:  # whatever stopped it, also Ctrl+C
        undo(space)
        raise
    by_turn = dict(zip((*turns[0], *turns[1]), done, strict=True))
    return [by_turn[turn] for turn in range(len(requests))]
