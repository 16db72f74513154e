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
    key=("code",),
    searched=("name", "former_name"),
    symbol=Categorised(
        "class",
        {
            "expressway": Line("#f0a040", 1.2, "#b87420", 0.25),
            "arterial": Line("#ffd27f", 1.0, "#c09a50", 0.2),
            "secondary": Line("#fff2b0", 0.8, "#b8aa70", 0.2),
            "branch": Line("#ffffff", 0.55, "#a8a8a8", 0.15),
            "lane": Line("#ffffff", 0.3, "#bcbcbc", 0.12),
        },
        Line("#ffffff", 0.5, "#a8a8a8", 0.15),
    ),
    label=Label("name", 2.8, "#5a4a2a", most_scale=15_000, priority=2),
    aliases=("路网", "道路中心线", "road"),
)
