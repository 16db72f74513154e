"""地理编码结果 geocoded: the rows of address lists where they were found; of a list, only its text of the address."""

from kangbashi_gis.model.schema import CodeList, Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Categorised, Marker

LEVELS = CodeList("match_level", {level: level for level in ("室", "楼", "门牌", "小区", "路", "社区", "未匹配")})

GEOCODED = Theme(
    name="geocoded",
    title="地理编码结果",
    title_en="Geocoded rows",
    shape=Shape.POINT,
    fields=(
        Field("batch", "批次", aliases=("batch",)),
        Field("row", "序号", FieldType.INTEGER, ("行号", "row")),
        Field("text", "原文", aliases=("text",), required=True),
        Field("matched", "匹配地址", aliases=("matched",)),
        Field("level", "匹配级别", aliases=("match_level",), codes=LEVELS),
        Field("score", "得分", FieldType.REAL, ("score",)),
        Field("reason", "原因", aliases=("reason",)),
    ),
    key=("batch", "row"),
    symbol=Categorised(
        "level",
        {
            "室": Marker("#2b8a3e", 1.4),
            "楼": Marker("#2b8a3e", 1.4),
            "门牌": Marker("#2b8a3e", 1.4),
            "小区": Marker("#e8a317", 1.6, "diamond"),
            "路": Marker("#e8a317", 1.6, "diamond"),
            "社区": Marker("#e8a317", 1.6, "diamond"),
        },
        Marker("#c92a2a", 1.6, "diamond"),
    ),
    aliases=("地理编码", "编码结果", "geocode"),
    own_shape=False,
    flat=True,
)
