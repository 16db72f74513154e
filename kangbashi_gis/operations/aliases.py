"""Other ways of writing an address that a person has settled: remembered, so that the next list knows them."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.errors import AddressNotFound
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.spelling import fold
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes.aliases import ALIASES
from kangbashi_gis.operations.geocoding import scrubbed

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

KIND = "地址写法"
BATCH = 50_000


def add_alias(space: "Workspace", alias: str, name: str) -> int:
    """Let a text stand for an address from now on, as one operation that can be undone; gives its number.

    An earlier choice for the same text is replaced. Long numbers (of phones, of IDs) are left out of the text.
    Raises AddressNotFound where nothing of the text is left, or it says the same already.
    """
    space.require(Permission.EDIT)
    kept = " ".join(scrubbed(alias).split())
    if len(fold(kept)) < 2 or not name.strip() or fold(kept) == fold(name):
        raise AddressNotFound(query=alias)
    row = {"alias": [kept], "name": [name.strip()], "kind": [KIND], "since": [date.today().isoformat()]}
    with space.change("alias.add", ALIASES.name) as change:
        earlier = _chosen_before(space, fold(kept))
        if len(earlier):
            change.writer.delete(ALIASES, earlier)
        change.writer.append(ALIASES, Table(row))
    return change.number


def _chosen_before(space: "Workspace", folded: str) -> np.ndarray:
    found: list[int] = []
    for table in space.store.batches(ALIASES, BATCH, columns=("alias", "kind"), geometry=False):
        assert table.fid is not None
        rows = zip(table.fid.tolist(), table.columns["alias"], table.columns["kind"], strict=True)
        found += [fid for fid, alias, kind in rows if kind == KIND and fold(alias or "") == folded]
    return np.array(found, np.int64)
