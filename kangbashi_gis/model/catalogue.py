"""目录 the catalogue: of every file that came in, whose it is, how old, how secret, and how often it is renewed.

It is a table of `city.gpkg` like those of the themes, so it is kept, undone and checked in the same way, but it is no
theme: nobody imports, draws or searches it.
"""

from datetime import date, timedelta

from kangbashi_gis.model.schema import CodeList, Field, FieldType, Shape, Theme

# from the most open to the most secret; what was never said is no level of its own
LEVELS = ("公开", "内部", "秘密", "机密", "绝密")
SECRECY = CodeList("secrecy", {level: level for level in LEVELS}, "测绘地理信息管理工作国家秘密范围的规定", "V")

CATALOGUE = Theme(
    name="catalogue",
    title="目录",
    title_en="Catalogue",
    shape=Shape.NONE,
    fields=(
        Field("theme", "专题", required=True),
        Field("file", "来源文件", required=True),
        Field("format", "格式"),
        Field("sha256", "SHA-256"),
        Field("crs", "原坐标系"),
        Field("transformation", "转换方法"),
        Field("accuracy_m", "转换精度", FieldType.REAL, unit="m"),
        Field("encoding", "文字编码"),
        Field("operation", "操作号", FieldType.INTEGER),
        Field("rows", "行数", FieldType.INTEGER),
        Field("owner", "权属单位"),
        Field("data_date", "数据日期", FieldType.DATE),
        Field("secrecy", "密级", codes=SECRECY),
        Field("every_days", "更新周期", FieldType.INTEGER, unit="天"),
        Field("renewed", "最近更新", FieldType.DATE),
    ),
    key=("theme",),
)
DESCRIBED = ("owner", "data_date", "secrecy", "every_days")  # what a person says; an import never changes it


def rank(secrecy: str | None) -> int:
    """Order levels: 0 where nobody has said anything, then 公开 1 to 绝密 5."""
    return LEVELS.index(secrecy) + 1 if secrecy in LEVELS else 0


def due(renewed: str | None, every_days: int | None) -> str | None:
    """Give the day by which data are to be renewed; None where nothing was agreed."""
    if not renewed or not every_days:
        return None
    return (date.fromisoformat(renewed) + timedelta(days=every_days)).isoformat()
