"""法人 entities: companies, institutions and other legal entities, at their address or parcel."""

from kangbashi_gis.model.schema import Field, FieldType, Link, Shape, Theme
from kangbashi_gis.model.symbol import Label, Marker
from kangbashi_gis.model.themes.codes import ENTITY_KIND, INDUSTRY
from kangbashi_gis.model.themes.common import ADDRESS, NAME

ENTITIES = Theme(
    name="entities",
    title="法人单位",
    title_en="Legal entities",
    shape=Shape.POINT,
    fields=(
        Field(
            "credit_code", "统一社会信用代码", aliases=("信用代码", "社会信用代码", "tyshxydm", "uscc", "credit_code")
        ),
        Field("name", "单位名称", aliases=("法人名称", "企业名称", "机构名称", "dwmc", "qymc", *NAME)),
        Field("kind", "登记类别", aliases=("类型", "单位类型", "kind", "lx"), codes=ENTITY_KIND),
        Field("industry", "行业门类", aliases=("行业", "行业代码", "industry", "hy", "hydm"), codes=INDUSTRY),
        Field("registered", "成立日期", FieldType.DATE, ("注册日期", "登记日期", "clrq", "registered", "founded")),
        Field("status", "经营状态", aliases=("状态", "存续状态", "status", "zt")),
        Field("staff", "从业人数", FieldType.INTEGER, ("职工人数", "人数", "staff", "employees", "cyrs")),
        Field("capital", "注册资本", FieldType.REAL, ("注册资金", "capital", "zczb"), unit="万元"),
        Field("address", "地址", aliases=("住所", "注册地址", "经营地址", *ADDRESS)),
        Field("address_code", "地址编码", aliases=("dzbm", "address_code")),
        Field("parcel_code", "宗地代码", aliases=("zddm", "parcel_code", "ml")),
        Field("representative", "法定代表人", aliases=("法人代表", "负责人", "fddbr", "representative"), personal=True),
        Field("phone", "联系电话", aliases=("电话", "手机", "联系方式", "lxdh", "phone"), personal=True),
    ),
    key=("credit_code",),
    links=(
        Link("address_code", "addresses", "code"),
        Link("parcel_code", "parcels", "code"),
        Link("address", "addresses", "full"),
    ),
    searched=("name", "credit_code", "address"),
    symbol=Marker("#7a4fb5", 1.5, "square"),
    label=Label("name", 2.8, "#4b2e78", most_scale=1_500, priority=6),
    most_scale=5_000,
    aliases=("法人", "企业", "单位", "entity"),
    own_shape=False,
    flat=True,
)
