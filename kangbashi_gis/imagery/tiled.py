"""Pyramids of Web Mercator tiles: MBTiles, and folders of `zoom/column/row`."""

import numpy as np
import pyproj
import rasterio
from rasterio.io import MemoryFile

from kangbashi_gis.errors import RasterUnreadable
from kangbashi_gis.imagery import relief, warping
from kangbashi_gis.imagery.ground import Box, Ground
from kangbashi_gis.model.web_maps import CORRECTIONS, to_bd09, to_gcj02

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
HALF_M = 20_037_508.342789244  # of the square that Web Mercator maps the world to
MOST_TILES = 100
LARGEST = 1024  # pixels of a tile's side
SHIFTS = {"GCJ-02": to_gcj02, "BD-09": to_bd09}
assert SHIFTS.keys() == CORRECTIONS.keys()


class Pyramid:
    """Tiles of square levels, from wherever they come. Raises RasterUnreadable."""

    def __init__(self, ground: Ground, crs: str) -> None:
        self._ground = ground
        self._to = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        self._tiles = Mbtiles(ground) if ground.kind == "mbtiles" else Folder(ground)
        if not self._tiles.zooms:
            raise RasterUnreadable(name=ground.name, path=str(ground.path), reason="base_map_empty")
        self._side = 0

    def close(self) -> None:
        """Close the file."""
        self._tiles.close()

    def paint(self, box: Box) -> np.ndarray:
        """Give the picture of a piece of ground: height × width × 4, alpha 0 where there is no tile."""
        across, down = warping.places(box, self._place)
        blank = np.zeros((box.height, box.width, 4), np.uint8)
        if not np.isfinite(across).any():
            return blank
        self._side = self._side or self._measured()
        zoom = self._zoom(warping.step(across, down))
        size = 2**zoom * self._side
        columns, rows = across * size, down * size
        seen = np.isfinite(columns) & np.isfinite(rows)
        edges = [columns[seen].min(), columns[seen].max(), rows[seen].min(), rows[seen].max()]
        left, right, top, bottom = (int(one // self._side) for one in edges)
        if (right - left + 1) * (bottom - top + 1) > MOST_TILES:
            return blank  # from so far there is no level
        sheet = self._sheet(zoom, range(left, right + 1), range(top, bottom + 1))
        if sheet is None:
            return blank
        here = columns - left * self._side, rows - top * self._side
        values, there = warping.smooth(sheet[:3], sheet[3] > 127, *here)
        return relief.picture(values, there)

    def _place(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where places lie in the square of the world, 0 to 1."""
        lonlat = np.column_stack(self._to.transform(x, y))
        if shift := SHIFTS.get(self._ground.datum):
            lonlat = shift(lonlat)
        with np.errstate(invalid="ignore", divide="ignore"):
            north = np.arctanh(np.sin(np.radians(lonlat[:, 1])))
        return (lonlat[:, 0] + 180) / 360, (1 - north / np.pi) / 2

    def _zoom(self, each: float) -> int:
        """The level whose pixels are about as large as those of the picture, of those there are."""
        wanted = -np.log2(max(each, 1e-12) * self._side)
        finer = [one for one in self._tiles.zooms if one >= wanted - 0.3]
        return min(finer) if finer else max(self._tiles.zooms)

    def _measured(self) -> int:
        first = self._tiles.first()
        return self._decoded(first).shape[1] if first else 256

    def _sheet(self, zoom: int, columns: range, rows: range) -> np.ndarray | None:
        sheet = np.zeros((4, len(rows) * self._side, len(columns) * self._side), np.float32)
        found = False
        for column in columns:
            for row in rows:
                if data := self._tiles.tile(zoom, column, row):
                    tile, found = self._decoded(data), True
                    y, x = (row - rows[0]) * self._side, (column - columns[0]) * self._side
                    sheet[:, y : y + self._side, x : x + self._side] = tile[:, : self._side, : self._side]
        return sheet if found else None

    def _decoded(self, data: bytes) -> np.ndarray:
        with MemoryFile(data) as memory, memory.open(driver=_driver(self._ground, data)) as picture:
            if picture.width != picture.height or picture.width > LARGEST:
                raise RasterUnreadable(name=self._ground.name, path=str(self._ground.path), reason="base_map_tile")
            return _rgba(picture)


class Folder:
    """A folder `zoom/column/row.png`, rows counted from the north."""

    def __init__(self, ground: Ground) -> None:
        self._path = ground.path
        self.zooms = sorted(int(one.name) for one in ground.path.iterdir() if one.is_dir() and one.name.isdecimal())
        self.zooms = [one for one in self.zooms if one <= 30]

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """Give the file of a tile."""
        for suffix in SUFFIXES:
            path = self._path / str(zoom) / str(column) / f"{row}{suffix}"
            if path.is_file():
                return path.read_bytes()
        return None

    def first(self) -> bytes | None:
        """Give any tile."""
        files = (one for zoom in self.zooms for one in (self._path / str(zoom)).glob("*/*"))
        return next((one.read_bytes() for one in files if one.suffix.lower() in SUFFIXES), None)

    def close(self) -> None:
        """Nothing is open."""


class Mbtiles:
    """An MBTiles file, read as it lies there: nothing is written beside it."""

    def __init__(self, ground: Ground) -> None:
        from sqlcipher3 import dbapi2

        uri = ground.path.absolute().as_uri() + "?mode=ro&immutable=1"
        self._connection = dbapi2.connect(uri, uri=True)
        rows = self._connection.execute("SELECT DISTINCT zoom_level FROM tiles ORDER BY 1").fetchall()
        self.zooms = [int(one) for (one,) in rows if 0 <= int(one) <= 30]

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """Give a tile; the file counts rows from the south."""
        found = self._connection.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (zoom, column, 2**zoom - 1 - row),
        ).fetchone()
        return bytes(found[0]) if found else None

    def first(self) -> bytes | None:
        """Give any tile."""
        found = self._connection.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
        return bytes(found[0]) if found else None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _driver(ground: Ground, data: bytes) -> str:
    """The one driver that may read a tile; vector tiles and whatever else have none."""
    if data.startswith(b"\x89PNG"):
        return "PNG"
    if data.startswith(b"\xff\xd8"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise RasterUnreadable(name=ground.name, path=str(ground.path), reason="base_map_tile")


def _rgba(picture: "rasterio.DatasetReader") -> np.ndarray:
    bands = picture.read()
    if picture.count == 1 and picture.colorinterp[0] == rasterio.enums.ColorInterp.palette:
        table = np.array([picture.colormap(1).get(one, (0, 0, 0, 0)) for one in range(256)], np.uint8)
        return np.moveaxis(table[bands[0]], 2, 0)
    full = np.full(bands.shape[1:], 255, bands.dtype)
    grey = picture.count <= 2
    alpha = bands[1] if picture.count == 2 else bands[3] if picture.count == 4 else full
    return np.stack([*(bands[[0, 0, 0]] if grey else bands[:3]), alpha])
