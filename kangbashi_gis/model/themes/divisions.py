"""行政区划 divisions: the district, its street offices and communities."""

from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.symbol import Categorised, Fill, Label
from kangbashi_gis.model.themes.codes import DIVISION_LEVEL
from kangbashi_gis.model.themes.common import CODE, NAME

DIVISIONS = Theme(
    name="divisions",
    title="行政区划",
    title_en="Divisions",
    shape=Shape.POLYGON,
    fields=(
        Field("code", "区划代码", aliases=("区划编码", "xzqdm", *CODE), required=True),
        Field("name", "名称", aliases=("区划名称", "xzqmc", *NAME), required=True),
        Field("level", "级别", aliases=("层级", "level", "jb"), codes=DIVISION_LEVEL),
        Field("parent", "上级代码", aliases=("上级", "parent", "sjdm")),
    ),
    key=("code",),
    searched=("name",),
    flat=True,
    symbol=Categorised(
        "level",
        {
            "county": Fill("", "#b46aa3", 0.7),
            "street": Fill("", "#bf83b1", 0.45),
            "community": Fill("", "#cda6c4", 0.28),
        },
        Fill("", "#cda6c4", 0.28),
    ),
    label=Label("name", 3.5, "#8a4a7b", most_scale=120_000, priority=1),
    aliases=("区划", "行政区", "division"),
)
