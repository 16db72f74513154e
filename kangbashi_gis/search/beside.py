"""What stands beside an address in a cell: words about where at a place something is, persons, headings, telephones."""

import re

_WIND = "正|东北|西北|东南|西南|[东南西北]"
_ABOUT = (
    rf"[往向以之路]?(?:{_WIND})(?:[侧面边方角]|方向|门(?:外|口|对面)?)?(?:约?\d+(?:米|m))?",
    "斜?对过|斜?对面|隔壁|旁边?|附近|周边|门口|大门|门前|院[内里]|[内里外]|后[面院]?|前[面院]?|楼[上下]|处|的",
    "(?:地下)?(?:车库|车位|停车场)|地下室|物业(?:管理)?(?:公司|处|办公室|办|中心|用房)?|售楼[部处]|门卫室?|工地|项目部?",
    "(?:沿街|临街|[一二三1-3][层楼])?(?:门市部?|门面房?|商铺|铺面|店铺|底商|底店|商业楼?|商网)房?",
)
# possessive: a text of winds alone would be taken apart in too many ways
_ABOUT_AT_END = re.compile(rf"(?<=..)[ -]?(?:{'|'.join(_ABOUT)})++$")
_SIDES = re.compile(
    r"(?<=[路街道巷线])(?:以|之)?(?:东北|西北|东南|西南|[东南西北])(?:[侧面边方])?"
    r"(?= ?$| ?[一-鿿]{2,10}[路街道巷线](?:以|之)?[东南西北])"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文云"
)
_ROLES = "户主|姓名|联系人|收件人|业主|租户|承租人|申请人|法人"
# 张三 瑞悦小区…, 户主：李四，…; 薛家湾 … is a place
_PERSON = re.compile(
    rf"^\s*(?:(?:{_ROLES})[:：\s]*)?[{_SURNAMES}][一-鿿]{{1,2}}(?<![市县区旗镇乡村路街巷里湾屯沟庄营堡台苑园])"
    r"(?:先生|女士)?(?:[\s,，:：;；、]+\d{11})?[\s,，:：;；、]+(?=\S{4})"
)
_HEADING = re.compile(
    r"^.{0,20}?(?:(?:家庭|详细|联系|通讯|收货|收件|注册|经营|现|户籍|办公|单位|项目)?"
    r"(?:地址|住址|住所地?|所在地|坐落)(?:[于在]|为(?![民群]))?|位于) ?(?=.)"
)
_TELEPHONE = re.compile(
    r" ?(?:联系|固定|移动|办公)?(?:电话|手机|座机|tel)?号?码? ?"
    r"(?<![\d-])(?:(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8})(?![\d号])"
)


def without_sides(text: str) -> tuple[str, int]:
    """Leave out on which sides of roads land lies, as land tables say it: 草原路以西康巴什大街以北; and count them."""
    return _SIDES.subn("", text)


def without_words_about(text: str) -> str:
    """Leave out words at the end of a folded text about where at a place something is: 瑞悦小区西侧, …门口, …底商."""
    return _ABOUT_AT_END.sub("", text)


def without_person(query: str) -> str:
    """Leave out a person in front of an address as typed, as lists of households have it."""
    return _PERSON.sub("", query)


def the_address(text: str) -> str:
    """Leave out of a folded text what is not the address: 联系地址, 某某公司位于, telephone numbers."""
    return _TELEPHONE.sub("", _HEADING.sub("", text)).strip(" -")
