"""GeoTIFF and COG: only the windows that a picture needs are read, from the overview that fits."""

from typing import Any

import numpy as np
import pyproj
import rasterio
from rasterio.enums import ColorInterp, Resampling
from rasterio.windows import Window

from kangbashi_gis.errors import RasterUnreadable
from kangbashi_gis.imagery import relief, warping
from kangbashi_gis.imagery.ground import Box, Ground
from kangbashi_gis.model.symbol.raster import RasterStyle

MOST_READ = 48_000_000  # pixels of a file for one piece: more only where overviews are missing
SAMPLES, SAMPLE = 4, 128  # windows in each direction that tell how bright a huge file is
LEVEL = RasterStyle()
RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)


class Raster:
    """An open file. Raises RasterUnreadable."""

    def __init__(self, ground: Ground, crs: str) -> None:
        self._ground = ground
        self._file = rasterio.open(ground.path, driver="GTiff")
        if self._file.crs is None or self._file.transform.determinant == 0:
            raise RasterUnreadable(name=ground.name, path=str(ground.path), reason="raster_placeless")
        self._to = pyproj.Transformer.from_crs(crs, self._file.crs.to_wkt(), always_xy=True)
        self._bands = self._chosen()
        self._ends: tuple[float, float] | None = None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def paint(self, box: Box) -> np.ndarray:
        """Give the picture of a piece of ground: height × width × 4, alpha 0 where there is nothing."""
        relieved = self._relieved
        wide = box.widened(1) if relieved else box
        columns, rows = warping.places(wide, self._place)
        found = self._read(columns, rows)
        if found is None:
            return np.zeros((box.height, box.width, 4), np.uint8)
        bands, valid, columns, rows = found
        if self._palette is not None:
            numbers, there = warping.nearest(bands, valid, columns, rows)
            colors = self._palette[numbers[0].astype(np.intp).clip(0, len(self._palette) - 1)]
            return relief.picture(np.moveaxis(colors[..., :3], 2, 0), there & (colors[..., 3] > 0))
        values, there = warping.smooth(bands, valid, columns, rows)
        if relieved:
            style = self._ground.style or LEVEL
            return relief.heights(values[0], there, box.metres, style, self._range(style))[1:-1, 1:-1].copy()
        if self._file.dtypes[0] != "uint8":
            values = relief.stretched(values, self._range(LEVEL))
        return relief.picture(values if len(values) == 3 else values[[0, 0, 0]], there)

    @property
    def _relieved(self) -> bool:
        if self._palette is not None or len(self._bands) > 1:
            return False
        return self._ground.style is not None or self._file.dtypes[0] != "uint8"

    def _chosen(self) -> list[int]:
        """The bands that are drawn: those that say they are red, green and blue, else the first three."""
        file = self._file
        self._palette = None
        if ColorInterp.palette in file.colorinterp and self._ground.style is None:
            self._palette = np.array([file.colormap(1).get(one, (0, 0, 0, 0)) for one in range(256)], np.uint8)
            return [1]
        named = [file.colorinterp.index(one) + 1 for one in RGB if one in file.colorinterp]
        plain = [one for one in range(1, file.count + 1) if file.colorinterp[one - 1] != ColorInterp.alpha]
        if not plain or np.dtype(file.dtypes[0]).kind == "c":
            raise RasterUnreadable(name=self._ground.name, path=str(self._ground.path), reason="raster_kind")
        return named if len(named) == 3 else plain[:3] if len(plain) >= 3 else plain[:1]

    def _place(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        east, north = self._to.transform(x, y)
        a, b, c, d, e, f = (~self._file.transform)[:6]
        with np.errstate(invalid="ignore"):
            return a * east + b * north + c, d * east + e * north + f

    def _read(self, columns: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, ...] | None:
        """Read the window around places; gives its bands, where they hold data, and the places in the window."""
        file = self._file
        each = max(warping.step(columns, rows), 1.0)
        seen = (columns > -each) & (columns < file.width + each) & (rows > -each) & (rows < file.height + each)
        if not seen.any():
            return None
        room = 2 * each
        left, top = max(int(columns[seen].min() - room), 0), max(int(rows[seen].min() - room), 0)
        right = min(int(columns[seen].max() + room) + 1, file.width)
        bottom = min(int(rows[seen].max() + room) + 1, file.height)
        if right <= left or bottom <= top:
            return None
        self._require_cheap((right - left) * (bottom - top), each)
        size = max(round((bottom - top) / each), 1), max(round((right - left) / each), 1)
        bands, valid = self._values(Window(left, top, right - left, bottom - top), size)
        return bands, valid, (columns - left) * size[1] / (right - left), (rows - top) * size[0] / (bottom - top)

    def _values(self, window: Any, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        how = Resampling.nearest if self._palette is not None else Resampling.average
        shape = len(self._bands), *size
        bands = self._file.read(self._bands, window=window, out_shape=shape, resampling=how).astype(np.float32)
        valid = self._file.read_masks(self._bands, window=window, out_shape=shape).any(axis=0)
        return bands, valid & np.isfinite(bands).all(axis=0)

    def _require_cheap(self, pixels: int, each: float) -> None:
        """Raise RasterUnreadable where a huge file has no overview: it can be looked at from near only."""
        overview = max([1, *(one for one in self._file.overviews(1) if one <= each * 1.2)])
        if pixels / overview**2 > MOST_READ:
            raise RasterUnreadable(name=self._ground.name, path=str(self._ground.path), reason="raster_overviews")

    def _range(self, style: RasterStyle) -> tuple[float, float]:
        if self._ends is None:
            self._ends = self._measured()
        least, most = self._ends
        return least if style.least is None else style.least, most if style.most is None else style.most

    def _measured(self) -> tuple[float, float]:
        """What the values lie between, but for a few: of a huge file without overviews some windows tell."""
        file = self._file
        if file.width * file.height <= MOST_READ or file.overviews(1):
            size = min(file.height, 512), min(file.width, 512)
            some = [self._values(Window(0, 0, file.width, file.height), size)]
        else:
            corners = [(x, y) for x in range(SAMPLES) for y in range(SAMPLES)]
            steps = (file.width - SAMPLE) / (SAMPLES - 1), (file.height - SAMPLE) / (SAMPLES - 1)
            some = [
                self._values(Window(int(x * steps[0]), int(y * steps[1]), SAMPLE, SAMPLE), (SAMPLE, SAMPLE))
                for x, y in corners
            ]
        numbers = np.concatenate([bands[:, valid].ravel() for bands, valid in some])
        if not len(numbers):
            return 0.0, 1.0
        least, most = np.percentile(numbers, (0.5, 99.5))
        return float(least), float(most)
