"""道路 roads: centre lines with a class."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Categorised, Label, Line
from kangbashi_gis.model.themes.codes import ROAD_CLASS
from kangbashi_gis.model.themes.common import CODE, NAME

ROADS = Theme(
    name="roads",
    title="道路",
    title_en="Roads",
    shape=Shape.LINE,
    fields=(
        Field("code", "道路编码", aliases=("路段编码", "dlbm", "globalid", *CODE)),
        Field("name", "道路名称", aliases=("路名", "街名", "dlmc", "lm", "street", "street_name", "label", *NAME)),
        Field("class", "道路等级", aliases=("等级", "类别", "class", "dldj", "highway"), codes=ROAD_CLASS),
        Field("former_name", "曾用名", aliases=("旧名", "曾用路名", "former_name", "cym")),
        Field("width_m", "红线宽度", FieldType.REAL, ("宽度", "路宽", "width", "kd"), unit="m"),
        Field("lanes", "车道数", FieldType.INTEGER, ("车道", "lanes", "cds")),
        Field("built", "建成年份", FieldType.INTEGER, ("建成年", "年份", "built", "year", "jcnf")),
    ),
    topographic=True,
    key=("code",),
    searched=("name", "former_name"),
    symbol=Categorised(
        "class",
        {
            "expressway": Line("#f6b26b", 1.3, "#c98a3d", 0.22, ground_m=40),
            "arterial": Line("#ffdc99", 1.1, "#d0ab66", 0.2, ground_m=30),
            "secondary": Line("#fff6cc", 0.85, "#c9bd8f", 0.18, ground_m=20),
            "branch": Line("#ffffff", 0.6, "#c2beb6", 0.16, ground_m=12, most_scale=60_000),
            "lane": Line("#ffffff", 0.4, "#cdc9c1", 0.14, ground_m=6, most_scale=25_000),
        },
        Line("#ffffff", 0.5, "#c2beb6", 0.15, ground_m=8, most_scale=60_000),
    ),
    label=Label("name", 3.0, "#5c4d33", most_scale=16_000, priority=2),
    aliases=("路网", "道路中心线", "road"),
)
