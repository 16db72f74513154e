"""Elevation models: footprint, pixel, heights; taken in without touching what is there."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine, from_origin

from kangbashi_gis.errors import ThemeMismatch
from kangbashi_gis.importing import rasters
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ELEVATION, PARCELS


def write(
    path: Path, values: np.ndarray, crs: str = "EPSG:4546", transform: Any = None, nodata: float | None = None
) -> Path:
    transform = transform or from_origin(384_000, 4_384_000, 30, 30)
    height, width = values.shape[-2:]
    bands = values if values.ndim == 3 else values[None]
    with rasterio.open(
        path, "w", driver="GTiff", width=width, height=height, count=len(bands), dtype=values.dtype, crs=crs,
        transform=transform, nodata=nodata,
    ) as raster:  # fmt: skip
        raster.write(bands)
    return path


def only_row(path: Path) -> Table:
    with open_source(path, ELEVATION, ImportOptions()) as source:
        (table,) = source.batches()
    return table


def test_heights_and_footprint_are_read_without_what_counts_as_no_data(tmp_path: Path) -> None:
    heights = np.array([[1250.0, 1400.5, -9999.0], [1300.0, np.nan, 1350.0]], dtype=np.float32)
    table = only_row(write(tmp_path / "高程.tif", heights, nodata=-9999))
    assert table.row(0) == {"file": "高程.tif", "pixel_m": 30.0, "least_m": 1250.0, "most_m": 1400.5}
    assert table.geometry is not None
    assert table.geometry[0].bounds == (384_000, 4_383_940, 384_090, 4_384_000)


def test_the_footprint_of_a_rotated_raster_is_rotated(tmp_path: Path) -> None:
    turned = from_origin(384_000, 4_384_000, 30, 30) @ Affine.rotation(30)
    table = only_row(write(tmp_path / "斜.tif", np.ones((10, 20), dtype=np.float32), transform=turned))
    assert table.geometry is not None
    assert table.geometry[0].area == pytest.approx(200 * 900)
    assert table.columns["pixel_m"][0] == pytest.approx(30)


def test_the_pixel_of_degrees_has_no_size_in_metres(tmp_path: Path) -> None:
    path = write(
        tmp_path / "度.tif", np.ones((2, 2), dtype=np.float32), "EPSG:4490", from_origin(109.7, 39.7, 0.001, 0.001)
    )
    assert only_row(path).columns["pixel_m"] == [None]


def test_a_raster_fits_no_other_theme_and_a_picture_is_no_elevation_model(tmp_path: Path) -> None:
    heights = write(tmp_path / "高程.tif", np.ones((2, 2), dtype=np.float32))
    with pytest.raises(ThemeMismatch):
        open_source(heights, PARCELS, ImportOptions())
    picture = write(tmp_path / "影像.tif", np.ones((3, 2, 2), dtype=np.uint8))
    with pytest.raises(ThemeMismatch):
        open_source(picture, ELEVATION, ImportOptions())


def test_a_copy_gets_overviews_and_the_original_none(tmp_path: Path) -> None:
    original = write(tmp_path / "大.tif", np.random.default_rng(1).random((1100, 1100)).astype(np.float32))
    staging = tmp_path / "暂存"
    staging.mkdir()
    copy = rasters.copy_aside(original, staging)
    with rasterio.open(copy) as raster:
        assert raster.overviews(1) == [2, 4]
    with rasterio.open(original) as raster:
        assert raster.overviews(1) == []


def test_a_raster_never_replaces_another_of_its_name(tmp_path: Path) -> None:
    target = tmp_path / "rasters"
    names = []
    for content in (b"one", b"two", b"one"):
        copy = tmp_path / "copy"
        copy.write_bytes(content)
        names.append(rasters.settle(copy, target, Path("高程.tif")))
    assert names == ["高程.tif", "高程-2.tif", "高程.tif"]
    assert (target / "高程.tif").read_bytes() == b"one"
