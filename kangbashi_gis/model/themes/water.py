"""水系 water: rivers, lakes and ponds."""

from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.symbol import Fill, Label
from kangbashi_gis.model.themes.common import CODE, NAME

WATER = Theme(
    name="water",
    title="水系",
    title_en="Water",
    shape=Shape.POLYGON,
    fields=(
        Field("code", "编码", aliases=CODE),
        Field("name", "名称", aliases=("水系名称", *NAME)),
        Field("kind", "类型", aliases=("类别", "kind", "lx")),
    ),
    topographic=True,
    key=("code",),
    searched=("name",),
    symbol=Fill("#b4d8ec", "#9cc8e0", 0.15),
    label=Label("name", 3.4, "#2f7099", "#e4f1f8", most_scale=80_000, priority=2),
    aliases=("河流", "水面"),
)
