"""标准地址 addresses: door plates, buildings, units and rooms, each at its point."""

from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.symbol import Marker
from kangbashi_gis.model.themes.codes import ADDRESS_KIND
from kangbashi_gis.model.themes.common import ADDRESS, CODE, COMMUNITY, STREET

ADDRESSES = Theme(
    name="addresses",
    title="标准地址",
    title_en="Addresses",
    shape=Shape.POINT,
    fields=(
        Field("code", "地址编码", aliases=("dzbm", "address_code", *CODE)),
        Field("full", "标准地址全称", aliases=("dzqc", "full_address", *ADDRESS), required=True),
        Field("kind", "地址级别", aliases=("级别", "元素类型", "kind", "jb"), codes=ADDRESS_KIND),
        Field("street", "街道", aliases=STREET),
        Field("community", "社区", aliases=COMMUNITY),
        Field("road", "路街巷", aliases=("道路", "路名", "街路巷", "road", "jlx")),
        Field("number", "门牌号", aliases=("门牌", "号", "number", "mph")),
        Field("compound", "小区", aliases=("小区名称", "院落", "compound", "xq", "xqmc")),
        Field("building", "楼栋", aliases=("楼号", "栋", "幢", "building", "ld", "lh")),
        Field("unit", "单元", aliases=("单元号", "unit", "dy")),
        Field("room", "户室", aliases=("室", "房号", "房间号", "room", "sh", "fh")),
        Field("building_code", "楼栋编码", aliases=("building_code", "ldbm")),
        Field("parcel_code", "宗地代码", aliases=("parcel_code", "zddm")),
    ),
    key=("code",),
    searched=("full",),
    flat=True,
    symbol=Marker("#d9534f", 1.1),
    most_scale=5_000,
    aliases=("地址", "门牌", "address"),
)
