"""宗地 parcels: the cadastre. The right holder's name is personal and lives in the vault."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Fill, Label
from kangbashi_gis.model.themes.codes import LAND_USE
from kangbashi_gis.model.themes.common import ADDRESS, CODE

PARCELS = Theme(
    name="parcels",
    title="宗地",
    title_en="Parcels",
    shape=Shape.POLYGON,
    fields=(
        Field("code", "宗地代码", aliases=("宗地编码", "地块编码", "zddm", "parcel_code", "ml", *CODE), required=True),
        Field(
            "use", "土地用途", aliases=("地类", "用途", "地类编码", "use", "usecode", "tdyt", "dlbm"), codes=LAND_USE
        ),
        Field("address", "坐落", aliases=("土地坐落", "zl", *ADDRESS)),
        Field("right", "权利类型", aliases=("使用权类型", "qllx", "right")),
        Field("area_m2", "宗地面积", FieldType.REAL, ("面积", "zdmj", "area", "landarea"), unit="m²"),
        Field("registered", "登记日期", FieldType.DATE, ("登簿日期", "djrq", "registered", "date")),
        Field("holder", "权利人", aliases=("土地使用权人", "所有权人", "qlr", "owner", "holder"), personal=True),
    ),
    key=("code",),
    searched=("code", "address"),
    symbol=Fill("", "#a9977a", 0.16),
    label=Label("code", 2.6, "#85755a", most_scale=1_200, priority=7),
    most_scale=16_000,
    aliases=("地块", "地籍", "parcel"),
)
