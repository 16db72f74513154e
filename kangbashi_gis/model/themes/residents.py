"""实有人口 residents: every field is personal, so the whole theme lives in the vault and has no layer."""

from kangbashi_gis.model.schema import Field, FieldType, Link, Shape, Theme
from kangbashi_gis.model.themes.codes import SEX
from kangbashi_gis.model.themes.common import ADDRESS

RESIDENTS = Theme(
    name="residents",
    title="实有人口",
    title_en="Residents",
    shape=Shape.NONE,
    fields=(
        Field(
            "id_number", "公民身份号码", aliases=("身份证", "身份证号", "身份证号码", "sfzh", "id_card"), personal=True
        ),
        Field("name", "姓名", aliases=("居民姓名", "xm", "name"), personal=True),
        Field("sex", "性别", aliases=("xb", "sex", "gender"), codes=SEX, personal=True),
        Field("born", "出生日期", FieldType.DATE, ("生日", "csrq", "birth_date", "birthday"), personal=True),
        Field("ethnicity", "民族", aliases=("mz", "ethnicity"), personal=True),
        Field("phone", "联系电话", aliases=("电话", "手机", "手机号", "联系方式", "lxdh", "phone"), personal=True),
        Field("household", "户号", aliases=("户编号", "家庭编号", "hh", "household"), personal=True),
        Field("relation", "与户主关系", aliases=("户主关系", "yhzgx", "relation"), personal=True),
        Field("address", "住址", aliases=("居住地址", "现住址", *ADDRESS), personal=True),
        Field("address_code", "地址编码", aliases=("dzbm", "address_code"), personal=True),
        Field("moved_in", "入住日期", FieldType.DATE, ("迁入日期", "rzrq", "moved_in"), personal=True),
    ),
    key=("id_number",),
    links=(Link("address_code", "addresses", "code"), Link("address", "addresses", "full")),
    aliases=("人口", "居民", "resident"),
)
