"""Takes back operations and does them again, one after the other, also after a restart.

What can be undone is read from the log: the newest operation that was done and is not undone. Undoing
is an operation of its own, so redoing is undoing that; whatever else is done ends the chance to redo.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.errors import NothingToUndo, UndoBeyondScope
from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations.people_rows import scope_of
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.store import people
from kangbashi_gis.store.audit import Entry

UNDO, REDO = "undo", "redo"
REACH = 10_000  # how many operations back one can go


@dataclass(frozen=True)
class UndoReport:
    """What was taken back or done again: the operation's number, name and subject, and how many rows.

    A row with personal values is one row, although these lie in the vault.
    """

    number: int
    operation: str
    subject: str
    rows: int


def undo(space: Workspace) -> UndoReport:
    """Take back the latest operation.

    Raises NothingToUndo, UndoConflict when its rows have changed since, and UndoBeyondScope when it reached people
    whom the user may not look up.
    """
    space.require(Permission.EDIT)
    space.require_writing()
    target = next_undo(space.log.entries(REACH))
    if target is None:
        raise NothingToUndo()
    return UndoReport(target.number, target.operation, target.subject, _take_back(space, UNDO, target, target))


def redo(space: Workspace) -> UndoReport:
    """Do again what was undone last; raises NothingToUndo, or UndoConflict when its rows have changed since."""
    space.require(Permission.EDIT)
    space.require_writing()
    undoing = next_redo(space.log.entries(REACH))
    origin = space.log.entry(undoing.undoes) if undoing and undoing.undoes else None
    if undoing is None or origin is None:
        raise NothingToUndo()
    return UndoReport(origin.number, origin.operation, origin.subject, _take_back(space, REDO, undoing, origin))


def history(space: Workspace, limit: int = 100) -> list[Entry]:
    """Give the latest operations, newest first, with those that are not settled."""
    space.require(Permission.VIEW)
    return space.log.entries(limit)


def next_undo(entries: Sequence[Entry]) -> Entry | None:
    """Find what undo would take back among operations, newest first."""
    undone = {undoing.undoes for undoing in _standing_undos(entries)}
    return next((one for one in _done(entries) if one.operation not in (UNDO, REDO) and one.number not in undone), None)


def next_redo(entries: Sequence[Entry]) -> Entry | None:
    """Find the undoing that redo would take back among operations, newest first."""
    newest_other = next((one.number for one in _done(entries) if one.operation not in (UNDO, REDO)), 0)
    standing = _standing_undos(entries)
    return standing[0] if standing and standing[0].number > newest_other else None


def _standing_undos(entries: Sequence[Entry]) -> list[Entry]:
    """Give the undoings that were not redone, newest first."""
    done = _done(entries)
    redone = {one.undoes for one in done if one.operation == REDO}
    return [one for one in done if one.operation == UNDO and one.number not in redone]


def _done(entries: Sequence[Entry]) -> list[Entry]:
    return [one for one in entries if one.outcome == "done"]


def _require_scope(space: Workspace, number: int) -> None:
    """Raise UndoBeyondScope where an operation reached people who live outside the user's communities."""
    allowed = scope_of(space)
    if allowed is None or not space.store.involved_vault(number):
        return
    if not np.isin(people.homes_of(space.vault, number), allowed).all():
        raise UndoBeyondScope(operation=number)


def _take_back(space: Workspace, name: str, target: Entry, origin: Entry) -> int:
    _require_scope(space, target.number)
    with space.change(name, origin.subject, undoes=target.number) as change:
        if not space.store.involved_vault(target.number):
            return change.writer.undo(target.number)
        touched = change.writer.touched(target.number)
        rows = change.writer.undo(target.number)
        return rows + change.vault.undo(target.number, touched)
