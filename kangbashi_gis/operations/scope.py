"""Which addresses belong to the communities to which a user is bound."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from kangbashi_gis.model.account import Permission
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


def communities(space: "Workspace") -> list[tuple[str, str]]:
    """Give code and name of the communities whose people the user may look up."""
    space.require(Permission.VIEW)
    table = space.store.read(theme("divisions"), None, columns=("code", "name", "level"), geometry=False)
    rows = zip(table.columns["code"], table.columns["name"], table.columns["level"], strict=True)
    allowed = space.user.scope
    known = [(str(code), str(name or "")) for code, name, level in rows if level == "community"]
    return sorted(one for one in known if allowed is None or one[0] in allowed)


def community_of(space: "Workspace", fid: int | None) -> str:
    """Give the code of the community in which an address lies; "" where that is not known."""
    import shapely

    boxes = space.index.spatial(ADDRESSES).boxes(np.array([fid or 0], dtype=np.int64))
    if not fid or not len(boxes) or not np.isfinite(boxes[0]).all():
        return ""
    x, y = boxes[0, :2].tolist()
    divisions = theme("divisions")
    near = np.sort(space.index.spatial(divisions).intersects(x, y, x, y))
    table = space.store.read(divisions, near, columns=("code", "level"))
    for at, shape in enumerate(table.geometry if table.geometry is not None else ()):
        if table.columns["level"][at] == "community" and shape.covers(shapely.Point(x, y)):
            return str(table.columns["code"][at])
    return ""


def counts_exactly_at(space: "Workspace", addresses: np.ndarray) -> bool:
    """Tell whether the user may know how many people live at addresses: a right, and within the user's communities."""
    if not space.user.may(Permission.PEOPLE_COUNT):
        return False
    return space.user.scope is None or bool(np.isin(addresses, addresses_within(space, space.user.scope)).all())


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
