"""Bookmarks: views with a name, per workspace, kept with the window's state and not in the workspace."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.ui.state import Extent, file_name, read_angle

logger = logging.getLogger(__name__)
MOST = 200
LONGEST = 60  # characters of a name


@dataclass(frozen=True)
class Bookmark:
    """A name, what part of the ground is seen before the map is turned by an angle, and the layers shown, top first."""

    name: str
    extent: Extent
    layers: tuple[LayerState, ...] = ()
    angle: float = 0.0


class Bookmarks:
    """The bookmarks of workspaces in the user's own config folder, in the order in which they were made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "bookmarks"

    def of(self, workspace: Path) -> tuple[Bookmark, ...]:
        """Give the bookmarks of a workspace; nothing where nothing is kept or it cannot be read."""
        try:
            stored = json.loads((self._folder / file_name(workspace)).read_text(encoding="utf-8"))
            return tuple(_bookmark(one) for one in stored["bookmarks"])[:MOST]
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError) as problem:
            logger.warning("the bookmarks cannot be read, they start anew: %s", type(problem).__name__)
            return ()

    def add(self, workspace: Path, bookmark: Bookmark) -> None:
        """Add one; another of the same name is replaced where it stands."""
        known = self.of(workspace)
        if bookmark.name in {one.name for one in known}:
            self._write(workspace, [bookmark if one.name == bookmark.name else one for one in known])
        else:
            self._write(workspace, [*known, bookmark][-MOST:])

    def rename(self, workspace: Path, name: str, new: str) -> bool:
        """Give one another name; tells whether that name was free."""
        known = self.of(workspace)
        if new in {one.name for one in known if one.name != name}:
            return False
        self._write(workspace, [replace(one, name=new) if one.name == name else one for one in known])
        return True

    def delete(self, workspace: Path, name: str) -> None:
        """Forget one."""
        self._write(workspace, [one for one in self.of(workspace) if one.name != name])

    def _write(self, workspace: Path, bookmarks: Sequence[Bookmark]) -> None:
        file = self._folder / file_name(workspace)
        document = {"bookmarks": [asdict(one) for one in bookmarks]}
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_suffix(".new")
            aside.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            aside.replace(file)
        except OSError as problem:
            logger.warning("the bookmark cannot be remembered: %s", problem.strerror)


def _bookmark(stored: dict[str, Any]) -> Bookmark:
    west, south, east, north = (float(one) for one in stored["extent"])
    if not (west < east and south < north):
        raise ValueError(stored["extent"])
    layers = (LayerState(one["theme"], bool(one["visible"]), float(one["opacity"])) for one in stored["layers"])
    angle = read_angle(stored)
    return Bookmark(str(stored["name"])[:LONGEST], (west, south, east, north), tuple(layers), angle)
