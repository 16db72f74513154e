"""What is secret is not given out without an approval, and all that is given out is entered in a ledger.

More than 25 km² in one piece of maps larger than 1:5,000 and of their digital data are secret (自然资发〔2020〕95号,
item 18; up to that they are not). What one recipient was given before counts with it, over all themes of the
large-scale base. What the catalogue calls secret needs an approval whatever its area; a base that it calls open in all
its files needs none. This guards the export only: who copies `city.gpkg` itself is not met here.
"""

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.analysis import sheets
from kangbashi_gis.errors import ReleaseRefused
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.catalogue import LEVELS, rank
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.operations.catalogue import level
from kangbashi_gis.operations.folders import LOG
from kangbashi_gis.store.ledger import Ledger, Release

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

LIMIT_KM2 = 25.0
SECRET = rank("秘密")
PIECE = 20_000


@dataclass(frozen=True)
class Cover:
    """The ground that an export of the base covers, and the largest piece of it with all its recipient has."""

    sheets: np.ndarray
    area_km2: float


def cover(space: "Workspace", theme: Theme, fids: np.ndarray | None, recipient: str) -> Cover:
    """Count the ground that rows (None for all) cover; nothing for a theme that is not of the large-scale base."""
    if not theme.topographic:
        return Cover(np.empty((0, 2), dtype=np.int64), 0.0)
    rows, boxes = space.store.bounds(theme)
    if fids is not None:
        wanted = np.isin(rows, fids)
        rows, boxes = rows[wanted], boxes[wanted]
    small = sheets.small(boxes)
    large = rows[~small]
    found = [sheets.of_boxes(boxes[small])]
    for start in range(0, len(large), PIECE):
        shapes = space.store.read(theme, large[start : start + PIECE], columns=()).geometry
        assert shapes is not None
        found.append(sheets.of_shapes(shapes))
    mine = sheets.joined(*found)
    whole = sheets.joined(mine, _given_before(space, recipient))
    return Cover(mine, round(sheets.largest_piece_km2(whole, mine), 2))


def require_release(space: "Workspace", theme: Theme, area_km2: float, approval: str) -> None:
    """Let an export go, or raise ReleaseRefused, or PermissionDenied: the one place where that is decided."""
    reason = _reason(theme, level(space, theme.name), area_km2)
    if not reason:
        return
    if not approval.strip():
        raise ReleaseRefused(theme=theme.title, reason=reason, area_km2=area_km2, limit_km2=LIMIT_KM2)
    space.require(Permission.EXPORT_SECRET)


def releases(space: "Workspace", recipient: str | None = None) -> list[Release]:
    """Give what was given out, newest first; recipient: only to them.

    How many people a list of residents held is told to those who may count people, and to nobody else.
    """
    space.require(Permission.EXPORT)
    found = Ledger(space.folder / LOG).releases()
    if not space.user.may(Permission.PEOPLE_COUNT):
        hidden = {one.name for one in THEMES if one.in_vault}
        found = [replace(one, rows=None) if one.theme in hidden else one for one in found]
    return [one for one in reversed(found) if recipient is None or same(one.recipient, recipient)]


def same(one: str, other: str) -> bool:
    """Tell whether two names are of one recipient, however they are spaced and whatever their letters' case."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _given_before(space: "Workspace", recipient: str) -> np.ndarray:
    base = {theme.name for theme in THEMES if theme.topographic}
    found = [
        np.array(one.sheets, dtype=np.int64).reshape(-1, 2)
        for one in Ledger(space.folder / LOG).releases()
        if one.outcome != "undone" and one.theme in base and same(one.recipient, recipient)
    ]
    return sheets.joined(*found)


def _reason(theme: Theme, secrecy: str | None, area_km2: float) -> str:
    """Say why something is secret, "" where it is not. Up to 25 km² of a base called 秘密 are not, by the ministry."""
    if rank(secrecy) > SECRET or (rank(secrecy) == SECRET and not theme.topographic):
        return "marked_secret"
    if theme.topographic and secrecy != LEVELS[0] and area_km2 > LIMIT_KM2:
        return "over_25_km2"
    return ""
