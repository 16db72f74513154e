"""小区 compounds: walled groups of buildings with a name, as people say where they live."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme
from kangbashi_gis.model.symbol import Fill, Label
from kangbashi_gis.model.themes.common import CODE, COMMUNITY, NAME

COMPOUNDS = Theme(
    name="compounds",
    title="小区",
    title_en="Compounds",
    shape=Shape.POLYGON,
    fields=(
        Field("code", "小区编码", aliases=("xqbm", "compound_code", *CODE)),
        Field("name", "小区名称", aliases=("小区", "小区名", "xqmc", "compound", *NAME), required=True),
        Field("former_name", "曾用名", aliases=("旧名", "former_name", "cym")),
        Field("community", "社区", aliases=COMMUNITY),
        Field("built", "建成年份", FieldType.INTEGER, ("建成年", "年份", "built", "year", "jcnf")),
    ),
    key=("code",),
    searched=("name", "former_name"),
    flat=True,
    symbol=Fill("", "#d8b566", 0.25),
    label=Label("name", 3.1, "#7a5a10", most_scale=10_000, priority=3),
    most_scale=14_000,
    aliases=("院落", "住宅小区", "compound"),
)
