"""How a job of the worker process comes into a workspace: as the person who started it, by a ticket.

A ticket is good for one time, so a job opens its workspace once. Without one it comes in as a visitor, or, where nobody
logs in, as everybody does. No Qt here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

_ticket: ContextVar[str] = ContextVar("ticket", default="")


@contextmanager
def admitted(ticket: str) -> Iterator[None]:
    """Let the job in the `with` come in by a ticket; "" for none."""
    before = _ticket.set(ticket)
    try:
        yield
    finally:
        _ticket.reset(before)


def opened(workspace: str, *, read_only: bool = False) -> "Workspace":
    """Open the workspace in a folder for the job that runs."""
    from kangbashi_gis.operations.workspace import open_workspace

    return open_workspace(Path(workspace), read_only=read_only, ticket=_ticket.get())
