"""土地利用 landuse: what the ground is used for, by the national classification."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Categorised, Fill
from kangbashi_gis.model.themes.codes import LAND_USE
from kangbashi_gis.model.themes.common import CODE

# 市级国土空间总体规划制图规范（试行）附录B, grade V2; the outline is ours.
COLOURS = {
    "0701": "#ffff2d", "070101": "#ffff2d", "070102": "#ffff2d", "070103": "#ffff2d", "0703": "#ffd380",
    "0801": "#ff00ff", "0802": "#e6005c", "0803": "#ff7f00", "0804": "#ff85c9", "0805": "#00a57c",
    "0806": "#ff7f7e", "0807": "#ff9f7f", "0901": "#ff0000", "0902": "#ff0000", "0903": "#ff0000",
    "0904": "#ff0000", "1001": "#bb9674", "1101": "#8761d3", "1207": "#a3a3a3", "1208": "#b7b7b7",
    "13": "#006380", "1401": "#00ff00", "1402": "#148d4a", "1403": "#acffcf", "17": "#338ec0",
    "01": "#f5f8dc", "03": "#68b167", "04": "#cdf57a", "05": "#65cdaa", "16": "#ffffff", "2301": "#eeeeee",
    "23": "#eeeeee",
}  # fmt: skip


def tint(colour: str) -> str:
    """Give a ninth of a colour on paper: ground that everything else can be read on."""
    parts = [(int(colour[i : i + 2], 16), paper) for i, paper in ((1, 0xF8), (3, 0xF6), (5, 0xF2))]
    return "#" + "".join(f"{round(0.11 * part + 0.89 * paper):02x}" for part, paper in parts)


LANDUSE = Theme(
    name="landuse",
    title="土地利用",
    title_en="Land use",
    shape=Shape.POLYGON,
    fields=(
        Field("code", "图斑编号", aliases=("图斑号", "tbbh", *CODE)),
        Field("use", "地类编码", aliases=("地类", "用地代码", "use", "dlbm", "ydyhfldm", "zone_type"), codes=LAND_USE),
        Field("area_m2", "面积", FieldType.REAL, ("图斑面积", "tbmj", "area"), unit="m²"),
        Field("surveyed", "调查年份", FieldType.INTEGER, ("年份", "year", "dcnf")),
    ),
    key=("code",),
    symbol=Categorised(
        "use",
        {code: Fill(tint(colour), "", 0.0) for code, colour in COLOURS.items()},
        Fill("#f1f0ed", "", 0.0),
    ),
    aliases=("用地", "地类图斑", "zoning"),
)
