"""What the tests of the doctor share: a frame like that of the sample district, and files made on the spot."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from kangbashi_gis.diagnosis.frame import Frame
from tests.conftest import X, Y

Writer = Callable[..., Path]


@pytest.fixture
def frame() -> Frame:
    return Frame("EPSG:4546", (X - 5000, Y - 5000, X + 5000, Y + 5000))


@pytest.fixture
def shapefile(tmp_path: Path) -> Writer:
    """Write a shapefile of squares in GBK with Chinese columns; gives its path."""

    def write(name: str = "宗地.shp", crs: str | None = "EPSG:4546", codes: tuple[str, ...] | None = None) -> Path:
        shapes = np.array([shapely.box(X + 30 * i, Y, X + 30 * i + 20, Y + 20) for i in range(12)])
        texts = codes or tuple(f"150603001002GB{i:05d}" for i in range(12))
        columns = [np.array(texts, object), np.array([f"鄂尔多斯大街{i}号" for i in range(12)], object)]
        path = tmp_path / name
        pyogrio.raw.write(
            path, shapely.to_wkb(shapes), columns, np.array(["ZDDM", "坐落"], object), geometry_type="Polygon",
            crs=crs, driver="ESRI Shapefile", encoding="GBK",
        )  # fmt: skip
        return path

    return write
