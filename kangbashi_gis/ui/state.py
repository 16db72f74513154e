"""What the window remembers: its shape, the recent workspaces, and per workspace its layers and last view."""

import hashlib
import json
import logging
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from kangbashi_gis import paths
from kangbashi_gis.model.symbol import LayerState

logger = logging.getLogger(__name__)
LAYOUT = 1  # raised when the docks change so much that an old layout would not fit
MOST_LOGINS = 8

Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """How a workspace looked when it was closed; None and () where that is not known.

    extent: what was seen, before it is turned by the angle.
    """

    layers: tuple[LayerState, ...] = ()
    extent: Extent | None = None
    radius_m: float | None = None
    angle: float = 0.0


class WindowState:
    """Window state in an INI file of the config folder; it holds paths and shapes, never data."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or paths.config_folder()
        self._settings = QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)

    def recent(self) -> list[Path]:
        """Give the workspaces that were open, newest first, without those that are gone."""
        stored: Any = self._settings.value("recent", [])
        listed = [stored] if isinstance(stored, str) else list(stored or [])
        return [Path(one) for one in listed if Path(one).is_dir()]

    def remember(self, workspace: Path, most: int) -> None:
        """Put a workspace on top of the recent ones."""
        others = [one for one in self.recent() if one != workspace]
        self._settings.setValue("recent", [str(one) for one in [workspace, *others][:most]])

    def forget(self, workspace: Path) -> None:
        """Take a workspace off the recent ones."""
        self._settings.setValue("recent", [str(one) for one in self.recent() if one != workspace])

    def logins(self, workspace: Path) -> list[str]:
        """Give the names that have logged in to a workspace at this computer, newest first."""
        stored: Any = self._settings.value(f"logins/{_hash(workspace)}", [])
        return [stored] if isinstance(stored, str) else list(stored or [])

    def remember_login(self, workspace: Path, name: str) -> None:
        """Put a name on top of those that have logged in to a workspace."""
        others = [one for one in self.logins(workspace) if one != name]
        self._settings.setValue(f"logins/{_hash(workspace)}", [name, *others][:MOST_LOGINS])

    def keep(self, name: str, value: str) -> None:
        """Remember a small choice, such as a filter or the folder of the last file; never data."""
        self._settings.setValue(f"choices/{name}", value)

    def kept(self, name: str, default: str = "") -> str:
        """Give a small choice that was remembered."""
        return str(self._settings.value(f"choices/{name}", default))

    def save_layout(self, geometry: QByteArray, docks: QByteArray) -> None:
        """Keep the window's geometry and the places of its docks."""
        self._settings.setValue("geometry", geometry)
        self._settings.setValue("docks", docks)
        self._settings.sync()

    def layout(self) -> tuple[QByteArray | None, QByteArray | None]:
        """Give the geometry and the places of the docks as they were kept."""
        kept: list[Any] = [self._settings.value(name) for name in ("geometry", "docks")]
        return kept[0] or None, kept[1] or None

    def save_view(self, workspace: Path, view: View) -> None:
        """Keep how a workspace looks."""
        document = asdict(view)
        file = self._view_file(workspace)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        except OSError as problem:
            logger.warning("the view cannot be remembered: %s", problem.strerror)

    def view(self, workspace: Path) -> View:
        """Give what `save_view` kept; an empty view where nothing was kept or it cannot be read."""
        try:
            return _read_view(json.loads(self._view_file(workspace).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return View()
        except (OSError, ValueError, TypeError, KeyError) as problem:
            logger.warning("a remembered view cannot be read, it starts anew: %s", type(problem).__name__)
            return View()

    def _view_file(self, workspace: Path) -> Path:
        return self.folder / "views" / file_name(workspace)


def file_name(workspace: Path) -> str:
    """Name a file about a workspace, by a hash: what is remembered of one must not need it to be writable."""
    return _hash(workspace) + ".json"


def _hash(workspace: Path) -> str:
    return hashlib.sha256(str(workspace.resolve()).encode()).hexdigest()[:16]


def _read_view(stored: dict[str, Any]) -> View:
    layers = tuple(LayerState(one["theme"], bool(one["visible"]), float(one["opacity"])) for one in stored["layers"])
    west, south, east, north = (float(one) for one in stored["extent"] or (0, 0, 0, 0))
    extent = (west, south, east, north) if west < east and south < north else None
    return View(layers, extent, float(stored["radius_m"]) if stored["radius_m"] else None, read_angle(stored))


def read_angle(stored: dict[str, Any]) -> float:
    """Give the angle of a view that was kept; what an older program kept has none."""
    angle = float(stored.get("angle", 0.0))
    if not math.isfinite(angle):
        raise ValueError(stored["angle"])
    return angle
