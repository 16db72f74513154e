"""Files as people have them, made when a test needs one."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

X, Y = 384_000.0, 4_383_000.0
CRS = "EPSG:4546"

MakeFile = Callable[..., Path]


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Give a function that writes a vector file by GDAL: name, shapes, columns, and what else the driver takes."""

    def make(
        name: str, shapes: Sequence[Any], columns: Mapping[str, Sequence[Any]], crs: str | None = CRS, **more: Any
    ) -> Path:
        path = tmp_path / "外来 数据" / name
        path.parent.mkdir(exist_ok=True)
        geopandas.GeoDataFrame(dict(columns), geometry=list(shapes), crs=crs).to_file(path, **more)
        return path

    return make


@pytest.fixture
def points() -> list[shapely.Point]:
    """Give three points in the district."""
    return [shapely.Point(X + east, Y + 10) for east in (0, 100, 200)]


@pytest.fixture
def squares() -> list[shapely.Polygon]:
    """Give three squares of 50 m in the district."""
    return [shapely.box(X + east, Y, X + east + 50, Y + 50) for east in (0, 100, 200)]
