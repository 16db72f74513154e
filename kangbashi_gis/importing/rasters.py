"""Taking a raster into a workspace: copied aside with overviews, then renamed, never over another file."""

import filecmp
import shutil
from pathlib import Path

from kangbashi_gis.importing.source import readable
from kangbashi_gis.importing.sources.gdal import quiet

SMALLEST_OVERVIEW = 256  # pixels: a smaller picture of the whole is not worth keeping


def copy_aside(path: Path, folder: Path) -> Path:
    """Copy a raster into a staging folder and build its overviews there."""
    copy = folder / path.name
    with readable(path):
        shutil.copyfile(path, copy)
        _build_overviews(copy)
    return copy


def settle(copy: Path, rasters: Path, original: Path) -> str:
    """Move a staged copy among the rasters and give the name it has there.

    A file that is there already is never replaced, for undo must find it: a copy of the same raster gives
    the same name, another raster of that name is called `name-2.tif`.
    """
    rasters.mkdir(exist_ok=True)
    name = settled_name(copy, rasters, original)
    if not (rasters / name).exists():
        copy.rename(rasters / name)
    return name


def settled_name(copy: Path, rasters: Path, original: Path) -> str:
    """Give the name that a staged copy will have among the rasters."""
    for turn in range(1, 10_000):
        name = original.name if turn == 1 else f"{original.stem}-{turn}{original.suffix}"
        target = rasters / name
        if not target.exists() or filecmp.cmp(copy, target, shallow=False):
            return name
    raise AssertionError("ten thousand rasters of one name")


def _build_overviews(path: Path) -> None:
    import rasterio
    from rasterio.enums import Resampling

    with quiet(), rasterio.open(path, "r+", driver="GTiff") as raster:
        side = max(raster.width, raster.height)
        factors = [2**step for step in range(1, 16) if side // 2**step >= SMALLEST_OVERVIEW]
        if factors:
            raster.build_overviews(factors, Resampling.average)
