"""Which addresses belong to the communities to which a user is bound."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from kangbashi_gis.model.themes import ADDRESSES, theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

Key = tuple[tuple[str, ...], int]
# found once for as long as neither divisions nor addresses change
_KNOWN: "WeakKeyDictionary[Workspace, tuple[Key, np.ndarray]]" = WeakKeyDictionary()


def addresses_within(space: "Workspace", codes: Sequence[str]) -> np.ndarray:
    """Give the row numbers of the addresses that lie in divisions of these codes, ascending."""
    key = (tuple(sorted(codes)), space.store.stamp())
    known = _KNOWN.get(space)
    if known is None or known[0] != key:
        known = (key, _found(space, key[0]))
        _KNOWN[space] = known
    return known[1]


def _found(space: "Workspace", codes: tuple[str, ...]) -> np.ndarray:
    import shapely

    divisions = theme("divisions")
    rows = space.store.find(divisions, "code", codes)
    table = space.store.read(divisions, np.array(sorted(rows.values()), dtype=np.int64), columns=("code",))
    index = space.index.spatial(ADDRESSES)
    inside = [np.empty(0, dtype=np.int64)]
    for shape in table.geometry if table.geometry is not None else ():
        fids = np.sort(index.intersects(*shape.bounds))
        points = index.boxes(fids)[:, :2]
        inside.append(fids[shapely.covers(shape, shapely.points(points))])
    return np.unique(np.concatenate(inside))
