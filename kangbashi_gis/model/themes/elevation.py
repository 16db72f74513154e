"""高程 elevation: digital terrain models, kept as rasters, with their footprints as the layer."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Fill

ELEVATION = Theme(
    name="elevation",
    title="高程模型",
    title_en="Elevation",
    shape=Shape.POLYGON,
    fields=(
        Field("file", "文件", aliases=("file",)),
        Field("pixel_m", "像元大小", FieldType.REAL, unit="m"),
        Field("least_m", "最低高程", FieldType.REAL, unit="m"),
        Field("most_m", "最高高程", FieldType.REAL, unit="m"),
    ),
    key=("file",),
    symbol=Fill("", "#9a9a9a", 0.2),
    aliases=("DEM", "dem", "地形"),
    raster=True,
    own_shape=False,
    flat=True,
)
