"""The prepared layers on disk: plain arrays in a folder per theme, thrown away and made again at will.

A folder's name carries the store's stamp of the theme; a folder appears by one rename, so it is whole or
not there. No attribute is kept but the row number and the position in the list of the drawn category.
"""

import json
import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Categorised
from kangbashi_gis.render.levels import DOT_PX, LEVELS, STUB_PX
from kangbashi_gis.render.view import Extent

logger = logging.getLogger(__name__)

FORMAT = 3
FOLDER = "map"


class Level:
    """The arrays of one level, mapped into memory (see `levels.Detail`; coordinates are relative to their page)."""

    def __init__(self, folder: Path) -> None:
        self.xy = _array(folder / "xy.npy")
        self.starts = _array(folder / "starts.npy")
        self.twins = _array(folder / "twins.npy")
        self.vertex = _array(folder / "vertex.npy")
        self.index = _array(folder / "index.npy")
        self.triangle = _array(folder / "triangle.npy")


@dataclass(frozen=True)
class Prepared:
    """A layer ready to be drawn; everything big stays on disk until it is looked at.

    Per piece: fid, category, size (metres, the longer side of its bounds), side (metres, of a square of
    its area), centre (relative to origin). chunk: piece offsets; page: chunk offsets.
    """

    folder: Path
    theme: str
    stamp: int
    kind: str
    field: str
    values: tuple[Any, ...]
    origin: tuple[float, float]
    extent: Extent | None

    @cached_property
    def fid(self) -> np.ndarray:
        """Row number of each piece."""
        return _array(self.folder / "fid.npy")

    @cached_property
    def category(self) -> np.ndarray:
        """Position of each piece's value in `values`."""
        return _array(self.folder / "category.npy")

    @cached_property
    def size(self) -> np.ndarray:
        """The longer side of each piece's bounds in metres."""
        return _array(self.folder / "size.npy")

    @cached_property
    def side(self) -> np.ndarray:
        """The side, in metres, of a square with the area of the piece."""
        return _array(self.folder / "side.npy")

    @cached_property
    def centre(self) -> np.ndarray:
        """A place on each piece, relative to `origin`."""
        return _array(self.folder / "centre.npy")

    @cached_property
    def chunk(self) -> np.ndarray:
        """Piece offsets of the chunks."""
        return np.array(_array(self.folder / "chunk.npy"))

    @cached_property
    def chunk_bounds(self) -> np.ndarray:
        """Bounds of the chunks in the workspace's CRS."""
        return np.array(_array(self.folder / "chunk_bounds.npy"))

    @cached_property
    def page(self) -> np.ndarray:
        """Chunk offsets of the pages."""
        return np.array(_array(self.folder / "page.npy"))

    @cached_property
    def page_origin(self) -> np.ndarray:
        """What the coordinates of each page are relative to."""
        return np.array(_array(self.folder / "page_origin.npy"))

    @cached_property
    def levels(self) -> tuple[Level | None, ...]:
        """The levels; None where every piece is a dot."""
        folders = [self.folder / f"level{number}" for number in range(len(LEVELS))]
        return tuple(Level(folder) if folder.is_dir() else None for folder in folders)

    @property
    def dot_px(self) -> float:
        """Pieces smaller than this many pixels are drawn as dots; points never are."""
        return {"polygon": DOT_PX, "line": STUB_PX}.get(self.kind, 0.0)

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return int(self.chunk[-1])


def folder_in(workspace: Path) -> Path | None:
    """Give the cache folder of a workspace; None where nothing can be written."""
    folder = workspace / "cache"
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder / FOLDER).close()
    except OSError:
        logger.info("the cache of this workspace cannot be written; the map is prepared for this once")
        return None
    return folder


def category_field(theme: Theme) -> str:
    """Give the field by whose value the theme's symbol differs; empty when it does not."""
    return theme.symbol.field if isinstance(theme.symbol, Categorised) else ""


def name_of(theme: Theme, stamp: int) -> str:
    """Give the name of a theme's folder at a stamp."""
    return f"{theme.name}-{stamp}-{FORMAT}"


def find(cache_folder: Path, theme: Theme, stamp: int | None = None) -> Prepared | None:
    """Open what is prepared for a theme: of this stamp, or of any, the newest first."""
    name = f"{theme.name}-{'*' if stamp is None else stamp}-{FORMAT}"
    folders = sorted((cache_folder / FOLDER).glob(name), key=lambda folder: -int(folder.name.split("-")[1]))
    for folder in folders:
        prepared = _opened(folder)
        if prepared and prepared.field == category_field(theme):
            return prepared
    return None


def write_meta(folder: Path, **meta: Any) -> None:
    """Write what is not an array; last of all, and synced, because it says that the rest is there."""
    with (folder / "meta.json").open("w", encoding="utf-8") as file:
        json.dump(meta, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())


def publish(aside: Path, folder: Path) -> None:
    """Make a finished folder visible and remove the theme's other ones, as far as nobody holds them open."""
    if folder.exists() and _opened(folder) is None:
        _remove(folder)  # it lost a file
    try:
        aside.rename(folder)
    except OSError:
        if not (folder / "meta.json").exists():
            raise
        shutil.rmtree(aside)  # another process was first
    theme = folder.name.split("-")[0]
    for other in folder.parent.glob(f"{theme}-*"):
        if other != folder and not other.name.endswith(".new"):
            _remove(other)


def _remove(folder: Path) -> None:
    """Remove a folder under another name, so that whoever opens it meanwhile can tell that it is going."""
    going = folder if folder.name.endswith(".old") else folder.with_name(f"{folder.name}.old")
    try:
        folder.rename(going)
    except OSError:  # Windows keeps what is mapped, and another process may be faster: it goes next time
        return
    shutil.rmtree(going, ignore_errors=True)


def _opened(folder: Path) -> Prepared | None:
    """Open a folder with all its arrays, which then stay even where it is removed; None when it is not whole."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        meta["values"], meta["origin"] = tuple(meta["values"]), tuple(meta["origin"])
        meta["extent"] = tuple(meta["extent"]) if meta["extent"] else None
        prepared = Prepared(folder=folder, **meta)
        whole = len(prepared.fid) == len(prepared.category) == len(prepared.centre) == prepared.pieces
        for name in ("size", "side", "chunk_bounds", "page", "page_origin", "levels"):
            getattr(prepared, name)
        whole &= folder.is_dir()
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    return prepared if whole else None


def _array(file: Path) -> np.ndarray:
    """Map an array; one without elements cannot be mapped and is read."""
    try:
        return np.load(file, mmap_mode="r", allow_pickle=False)
    except ValueError:
        return np.load(file, allow_pickle=False)
