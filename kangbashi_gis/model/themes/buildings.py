"""建筑物 buildings: footprints with floors and the year they were finished."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Fill, Label
from kangbashi_gis.model.themes.common import CODE, NAME

BUILDINGS = Theme(
    name="buildings",
    title="建筑物",
    title_en="Buildings",
    shape=Shape.POLYGON,
    fields=(
        Field("code", "楼栋编码", aliases=("建筑编码", "ldbm", "building_code", *CODE)),
        Field("name", "楼栋名称", aliases=("楼名", "楼号", "ldmc", *NAME)),
        Field("compound", "小区", aliases=("小区名称", "所属小区", "compound", "xqmc")),
        Field("use", "用途", aliases=("建筑用途", "use", "yt")),
        Field("floors", "层数", FieldType.INTEGER, ("楼层", "地上层数", "floors", "cs")),
        Field("height_m", "高度", FieldType.REAL, ("建筑高度", "height", "gd"), unit="m"),
        Field("built", "建成年份", FieldType.INTEGER, ("建成年", "年份", "built", "year", "jcnf")),
    ),
    topographic=True,
    key=("code",),
    symbol=Fill("#d9d0c7", "#aa9e92", 0.15),
    label=Label("name", 2.8, "#5a5048", most_scale=2_500, priority=5),
    most_scale=60_000,
    aliases=("楼栋", "房屋", "building"),
)
