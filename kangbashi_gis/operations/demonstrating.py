"""Which demonstration accounts a workspace of the sample has, so that a log-in can say so. Quick to import."""

from typing import TYPE_CHECKING

from kangbashi_gis.model.account import Permission
from kangbashi_gis.operations.entering import accounts_of

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.sample.demonstration import Demonstration


def demonstrations(space: "Workspace") -> "tuple[Demonstration, ...]":
    """Give those demonstration accounts that are there; none but in a workspace of the sample."""
    space.require(Permission.VIEW)
    if not (space.project.sample and space.has_accounts):
        return ()
    from kangbashi_gis.sample.demonstration import DEMONSTRATIONS

    known = accounts_of(space)
    return tuple(one for one in DEMONSTRATIONS if known.account(one.name))
