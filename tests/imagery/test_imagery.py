"""Rasters and pyramids of tiles become pictures in the workspace's CRS; what is wrong with them is said."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest
import rasterio
from rasterio.transform import from_origin
from sqlcipher3 import dbapi2

from kangbashi_gis.errors import RasterUnreadable
from kangbashi_gis.imagery.ground import Box, Ground, ground
from kangbashi_gis.imagery.painter import Painter
from kangbashi_gis.imagery.serving import Opened
from kangbashi_gis.model.symbol.raster import RasterStyle
from kangbashi_gis.model.web_maps import to_gcj02

CRS = "EPSG:4546"
LEFT, TOP = 394_000.0, 4_388_000.0
HERE = Box(LEFT, TOP, 1.0, 64, 64)
Paint = Callable[..., np.ndarray]


@pytest.fixture
def paint() -> Iterator[Paint]:
    """Give what draws in this process; it forgets its files at the end."""
    opened = Opened()
    yield lambda one, box=HERE: opened.paint(one, CRS, box)
    opened.close()


def tif(path: Path, bands: np.ndarray, crs: str | None = CRS, **more: Any) -> Ground:
    """Write a raster of 1 m pixels whose corner is that of `HERE`."""
    count, height, width = bands.shape
    profile = {"driver": "GTiff", "count": count, "height": height, "width": width, "dtype": bands.dtype, **more}
    with rasterio.open(path, "w", crs=crs, transform=from_origin(LEFT, TOP, 1, 1), **profile) as file:
        file.write(bands)
    return Ground(path.stem, path, "raster")


def test_an_orthophoto_is_drawn_pixel_for_pixel_where_it_lies(tmp_path: Path, paint: Paint) -> None:
    bands = np.random.default_rng(4).integers(0, 255, (3, 64, 64), np.uint8)

    drawn = paint(tif(tmp_path / "正射影像.tif", bands))

    assert (drawn[..., :3] == np.moveaxis(bands, 0, 2)).all()
    assert (drawn[..., 3] == 255).all()


def test_a_raster_in_another_crs_lies_where_its_coordinates_say(tmp_path: Path, paint: Paint) -> None:
    to_degrees = pyproj.Transformer.from_crs(CRS, "EPSG:4490", always_xy=True)
    west, north = to_degrees.transform(LEFT - 50, TOP + 50)
    spot_x, spot_y = to_degrees.transform(LEFT + 40.5, TOP - 20.5)
    step = 1e-6
    bands = np.zeros((3, 1600, 2200), np.uint8)
    column, row = int((spot_x - west) / step), int((north - spot_y) / step)
    bands[0, row - 8 : row + 8, column - 8 : column + 8] = 255
    path = tmp_path / "经纬度.tif"
    with rasterio.open(
        path, "w", driver="GTiff", count=3, height=1600, width=2200, dtype="uint8", crs="EPSG:4490",
        transform=from_origin(west, north, step, step),
    ) as file:  # fmt: skip
        file.write(bands)

    drawn = paint(Ground("经纬度", path, "raster"))

    rows, columns = np.nonzero(drawn[..., 0] > 127)
    assert abs(columns.mean() - 40) < 1
    assert abs(rows.mean() - 20) < 1


def test_heights_are_coloured_and_lit_and_what_is_no_number_is_transparent(tmp_path: Path, paint: Paint) -> None:
    across = np.arange(64, dtype=np.float32)[None].repeat(64, 0)
    across[10:20, 10:20] = np.nan
    made = tif(tmp_path / "高程.tif", across[None])
    level = RasterStyle(("#000000", "#ffffff"), 0.0, 63.0, 0.0)

    drawn = paint(Ground(made.name, made.path, "raster", style=level))
    shaded = paint(Ground(made.name, made.path, "raster", style=RasterStyle(("#000000", "#ffffff"), 0.0, 63.0, 1.0)))

    assert drawn[40, 60, 0] > drawn[40, 30, 0] > drawn[40, 2, 0]
    assert not drawn[12:18, 12:18, 3].any()
    assert (drawn[30:, :, 3] == 255).all()
    assert shaded[40, 50, 0] > drawn[40, 50, 0], "what rises to the east looks at a sun in the north-west"


def test_light_falls_from_the_north_west(tmp_path: Path, paint: Paint) -> None:
    columns, rows = np.meshgrid(np.arange(64), np.arange(64))
    hill = np.maximum(0, 20 - np.hypot(columns - 32, rows - 32)).astype(np.float32)
    made = tif(tmp_path / "山.tif", hill[None])

    drawn = paint(Ground(made.name, made.path, "raster", style=RasterStyle(("#808080", "#808080"))))

    assert drawn[24, 24, 0] > drawn[0, 0, 0] > drawn[40, 40, 0]


def test_a_palette_keeps_its_colours(tmp_path: Path, paint: Paint) -> None:
    made = tif(tmp_path / "调色板.tif", np.full((1, 64, 64), 7, np.uint8), photometric="palette")
    with rasterio.open(made.path, "r+") as file:
        file.write_colormap(1, {7: (200, 30, 40, 255)})

    assert paint(made)[30, 30].tolist() == [200, 30, 40, 255]


@pytest.mark.parametrize(
    "bands",
    [
        np.full((3, 1, 1), 90, np.uint8),
        np.linspace(0, 60_000, 64 * 64, dtype=np.uint16).reshape(1, 64, 64).repeat(4, 0),
        np.random.default_rng(1).integers(0, 9999, (12, 64, 64), np.int16),
        np.full((1, 64, 64), np.nan, np.float32),
        np.full((1, 64, 64), 88, np.uint8),
    ],
    ids=["one pixel", "16 bits", "12 bands", "only NaN", "grey"],
)
def test_odd_rasters_are_drawn(tmp_path: Path, paint: Paint, bands: np.ndarray) -> None:
    drawn = paint(tif(tmp_path / "怪.tif", bands))

    assert drawn.shape == (64, 64, 4)
    assert (drawn[0, 0, 3] == 0) == bool(np.isnan(bands.astype(float)).all())


def test_no_data_and_alpha_are_transparent(tmp_path: Path, paint: Paint) -> None:
    bands = np.full((4, 64, 64), 200, np.uint8)
    bands[3, :, :32] = 0
    bands[3, :, 32:] = 255
    alpha = paint(tif(tmp_path / "透明.tif", bands, photometric="rgb", alpha="yes"))
    empty = paint(tif(tmp_path / "无效.tif", np.where(bands[:3] == 0, 0, bands[3]), nodata=0))

    for drawn in (alpha, empty):
        assert not drawn[:, :30, 3].any()
        assert drawn[:, 34:, 3].all()


@pytest.mark.parametrize("datum", ["WGS-84", "GCJ-02"])
@pytest.mark.parametrize("kind", ["xyz", "mbtiles"])
def test_tiles_lie_where_the_user_says_their_degrees_are(tmp_path: Path, paint: Paint, kind: str, datum: str) -> None:
    zoom, spot = 17, (LEFT + 300.0, TOP - 300.0)
    lonlat = np.array([pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True).transform(*spot)])
    lonlat = to_gcj02(lonlat) if datum == "GCJ-02" else lonlat
    north = np.arctanh(np.sin(np.radians(lonlat[0, 1])))
    column, row = (lonlat[0, 0] + 180) / 360 * 2**zoom, (1 - north / np.pi) / 2 * 2**zoom
    source = pyramid(tmp_path, kind, zoom, (column, row))

    drawn = paint(Ground("瓦片", source, kind, datum), Box(LEFT, TOP, 1.0, 600, 600))

    rows, columns = np.nonzero((drawn[..., 0] > 127) & (drawn[..., 3] > 0))
    assert abs(columns.mean() - 300) < 2
    assert abs(rows.mean() - 300) < 2


def pyramid(folder: Path, kind: str, zoom: int, at: tuple[float, float]) -> Path:
    """Write one tile with a red spot."""
    column, row = int(at[0]), int(at[1])
    bands = np.zeros((3, 256, 256), np.uint8)
    x, y = int((at[0] - column) * 256), int((at[1] - row) * 256)
    bands[0, max(y - 3, 0) : y + 4, max(x - 3, 0) : x + 4] = 255
    path = folder / "瓦片" / str(zoom) / str(column) / f"{row}.png"
    path.parent.mkdir(parents=True)
    with rasterio.open(path, "w", driver="PNG", count=3, height=256, width=256, dtype="uint8") as file:
        file.write(bands)
    if kind == "xyz":
        return folder / "瓦片"
    connection = dbapi2.connect(str(folder / "瓦片.mbtiles"))
    connection.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
    connection.execute(
        "INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, 2**zoom - 1 - row, path.read_bytes())
    )  # fmt: skip
    connection.commit()
    connection.close()
    return folder / "瓦片.mbtiles"


def test_a_vector_tile_is_refused(tmp_path: Path, paint: Paint) -> None:
    (tmp_path / "瓦片" / "0" / "0").mkdir(parents=True)
    (tmp_path / "瓦片" / "0" / "0" / "0.png").write_bytes(b"\x1a\x00not a picture")

    with pytest.raises(RasterUnreadable) as caught:
        paint(Ground("瓦片", tmp_path / "瓦片", "xyz"))

    assert caught.value.values["reason"] == "base_map_tile"


@pytest.mark.parametrize("kind", ["raster", "mbtiles", "xyz"])
def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path, paint: Paint, kind: str) -> None:
    with pytest.raises(RasterUnreadable) as caught:
        paint(Ground("没了", tmp_path / "没了", kind))

    assert caught.value.values["reason"] == "raster_gone"


def test_a_raster_without_a_place_is_said_to_have_none(tmp_path: Path, paint: Paint) -> None:
    with pytest.raises(RasterUnreadable) as caught:
        paint(tif(tmp_path / "无坐标系.tif", np.zeros((3, 8, 8), np.uint8), crs=None))

    assert caught.value.values["reason"] == "raster_placeless"


def test_a_huge_raster_without_overviews_is_read_from_near_only(tmp_path: Path, paint: Paint) -> None:
    path = tmp_path / "大.tif"
    with rasterio.open(
        path, "w", driver="GTiff", count=3, height=40_000, width=40_000, dtype="uint8", crs=CRS, tiled=True,
        transform=from_origin(LEFT, TOP, 1, 1), SPARSE_OK=True,
    ):  # fmt: skip
        pass
    made = Ground("大", path, "raster")

    assert paint(made)[..., 3].all()
    with pytest.raises(RasterUnreadable) as caught:
        paint(made, Box(LEFT, TOP, 80.0, 512, 512))
    assert caught.value.values["reason"] == "raster_overviews"


def test_a_raster_that_opens_and_then_fails_is_said_to_be_damaged_and_the_process_goes_on(tmp_path: Path) -> None:
    bands = np.random.default_rng(4).integers(0, 255, (3, 64, 64), np.uint8)
    whole = tif(tmp_path / "好.tif", bands)
    damaged = tif(tmp_path / "坏.tif", bands, compress="deflate")
    data = bytearray(damaged.path.read_bytes())
    data[len(data) // 3 :: 2] = b"\xff" * len(data[len(data) // 3 :: 2])
    damaged.path.write_bytes(data)

    painter = Painter()
    try:
        with pytest.raises(RasterUnreadable) as caught:
            painter.picture(damaged, CRS, HERE)
        drawn = painter.picture(whole, CRS, HERE)
    finally:
        painter.close()

    assert caught.value.values["reason"] == "raster_damaged"
    assert drawn[..., 3].all()


def test_a_ground_crosses_to_the_other_process_as_it_is() -> None:
    one = Ground("高程", Path("/数据/高程.tif"), "raster", "WGS-84", RasterStyle(least=1.0))

    assert ground(one.written()) == one
