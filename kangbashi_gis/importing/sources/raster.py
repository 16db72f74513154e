"""GeoTIFF elevation models: one row per file, its footprint as the shape, its heights as columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileUnreadable, ThemeMismatch
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.gdal import quiet
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

COLUMNS = ("file", "pixel_m", "least_m", "most_m")
SIGNS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def read_raster(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a GeoTIFF of heights, one band."""
    if not theme.raster:
        raise ThemeMismatch(path=str(path), theme=theme.title, found="raster", wanted=str(theme.shape))
    with readable(path), path.open("rb") as file:
        if not file.read(4).startswith(SIGNS):
            raise FileUnreadable(path=str(path), reason="foreign")
    with readable(path), _opened(path) as raster:
        if raster.count != 1:
            raise ThemeMismatch(path=str(path), theme=theme.title, found="image", wanted="heights")
        crs = raster.crs.to_wkt() if raster.crs else None
        row = _row(path, raster)
    return Source(
        path=path, layer=path.stem, columns=COLUMNS, count=1, crs=crs, read=lambda size: iter((row,)), encoding=""
    )


def _row(path: Path, raster: Any) -> Table:
    """Describe a raster. The size of a pixel is in the units of its CRS: metres, or nothing where they are degrees."""
    import shapely

    width, height = raster.width, raster.height
    corners = [raster.transform @ corner for corner in ((0, 0), (width, 0), (width, height), (0, height))]
    shape = np.empty(1, dtype=object)
    shape[0] = shapely.Polygon(corners)
    step = raster.transform
    metres = raster.crs is not None and raster.crs.is_projected and raster.crs.linear_units_factor[1] == 1
    pixel = float(np.hypot(step.a, step.d)) if metres else None
    least, most = _range(raster)
    return Table({"file": [path.name], "pixel_m": [pixel], "least_m": [least], "most_m": [most]}, shape)


def _range(raster: Any) -> tuple[float | None, float | None]:
    """Give the lowest and highest value, block by block, leaving out what counts as no data."""
    least, most = np.inf, -np.inf
    for _, window in raster.block_windows(1):
        values = raster.read(1, window=window, masked=True)
        real = np.ma.masked_invalid(values).compressed()
        if len(real):
            least, most = min(least, float(real.min())), max(most, float(real.max()))
    return (least, most) if least <= most else (None, None)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import rasterio

    with quiet(), rasterio.open(path, driver="GTiff") as raster:
        yield raster
