"""Companies and institutions whose name was typed with mistakes, another legal form or without its town.

Places are found by what is left of their names without a character; there are far too many companies for that.
What sounds the same or begins the same is looked at instead, and names that share most pairs of characters.
"""

import re
from collections.abc import Iterator

from kangbashi_gis.index.pinyin import sounds, syllables_of
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Part
from kangbashi_gis.search.candidates import Candidates, nothing
from kangbashi_gis.search.likeness import ALIKE, ONE, TWO
from kangbashi_gis.search.mistakes import mistakes
from kangbashi_gis.search.named import Weights, rows_of
from kangbashi_gis.search.reading import REGION_RANKS, Reading, read_places

SHORTEST, LONGEST = 3, 40
MOST_MISTAKES = 2
SHORTEST_FOR_TWO = 7  # characters that tell a company from others
MOST_SAME_START, MOST_SHARING = 400, 200
OTHER_FORM = 0.96  # the same name with 公司 for 有限责任公司, or without its town
OTHER_BEGINNING = 0.78  # a wrong character in the one or two that tell a company from others: a suggestion only
OTHER_TOWN, NEARLY_THE_TOWN = 0.8, 0.97
OTHER_TRADE = 0.79  # the same name in another trade (科技 for 软件): a suggestion only
FRONT = 2
LONGEST_FRONT = 6  # characters that may be left out in front of a name
_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|总公司|分公司|公司|商店|门店|店铺|店|\(.*\)|（.*）)+$"
)
_KIND = re.compile(
    r"(?:公司|集团|店|厂|中心|院|校|学|园|站|局|所|馆|部|社|场|行|委|队|处|会|超市|药房|银行|宾馆|酒店|办事处|政府|法院)$"
)
_TRADE = re.compile(
    r"(?:科技|信息技术|网络科技|网络|软件|信息|技术|电子|商贸|贸易|工贸|实业|百货|烟酒|超市|餐饮|餐饮管理|餐饮服务|饭店|饭馆|宾馆|酒店|酒店管理"
    r"|建筑|建筑工程|建筑安装|安装工程|市政工程|工程|装饰|装饰工程|建材|建材销售|建材制造|制造|销售|汽车销售|汽车服务|汽车维修|运输|物流|快递|快递服务"
    r"|广告|广告传媒|传媒|文化|文化传媒|教育|教育咨询|教育培训|培训|咨询|管理|管理咨询|物业|物业服务|物业管理|房地产|房地产开发|置业|投资|租赁|劳务|人力资源"
    r"|保洁|保洁服务|家政|家政服务|洗衣|服饰|服装|通讯|通讯器材|医药|药房|大药房|医疗|农业|农牧业|园林|绿化|环保|能源|煤炭|矿业|化工|机械|设备|服务|美容|美发|理发)+$"
)
_CITIES = (
    "北京|上海|天津|重庆|呼和浩特|包头|鄂尔多斯|乌海|赤峰|通辽|石家庄|太原|沈阳|大连|长春|哈尔滨|南京|苏州|无锡|杭州|宁波|温州|合肥|福州"
    "|厦门|南昌|济南|青岛|郑州|武汉|长沙|广州|深圳|珠海|佛山|东莞|南宁|海口|成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐"
)
# 汶二社区 and 徐汇校区 are no towns, but part of the name
_TOWN = re.compile(
    rf"^(?:内蒙古?(?:自治区)?|康巴什(?:新区|区)?|(?:{_CITIES})市?|[一-鿿]{{2,6}}?(?:省|自治区|市|盟)"
    r"|[一-鿿]{1,5}?(?:(?<![社小校园院景厂矿])区|县|旗))+(?=..)"
)
_BROAD = re.compile(r"(?:省|市|(?<![社小校园院])区|县|旗|盟)$")


def by_company(reading: Reading, segment: Segment) -> Candidates:
    """Names of companies that are the text but for a mistake or two; for texts without numbers that end as such do."""
    text = reading.text.replace(" ", "")
    numbered = any(label.parts[0] is not Part.ROOM or label.whole for label in reading.labels)
    if numbered or not SHORTEST <= len(text) <= LONGEST or not _KIND.search(text):
        return nothing()
    front = _front(text, segment)
    stem = _stem(text[front:])
    if len(stem) < SHORTEST - 1:
        return nothing()
    found: dict[int, Weights] = {}
    for name in _candidates(stem, segment):
        if likeness := _likeness(text, front, stem, segment.names[name]):
            found[name] = Weights(1.0, likeness, 1.0)
    return rows_of(segment, found)


def _front(text: str, segment: Segment) -> int:
    """Give where the towns and districts end that the text begins with: those known here, and what looks like one."""
    at = 0
    for cut in read_places(Reading(text), segment).cuts:
        if cut.start == at and cut.rank in REGION_RANKS and _BROAD.search(segment.names[cut.name]):
            at = cut.end
    return at or _town_end(text)


def _town_end(text: str) -> int:
    found = _TOWN.match(text)
    return found.end() if found else 0


def _stem(bare: str) -> str:
    """Give what tells a company from others: without its legal form."""
    return _FORM.sub("", bare) or bare


def _candidates(stem: str, segment: Segment) -> list[int]:
    found: dict[int, None] = {}
    for low, high in _stretches(stem, segment):
        found |= dict.fromkeys(segment.arrays["spelling_name"][low:high].tolist())
    found |= dict.fromkeys(segment.holding(stem, MOST_SHARING).tolist())
    return [name for name in found if int(segment.rank[name]) not in REGION_RANKS]


def _stretches(stem: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Give the stretches of spellings that begin as the text does: as written, and as it sounds."""
    yield from _narrow(segment, [stem[:end] for end in range(len(stem), 0, -1)])
    syllables = syllables_of(stem)
    yield from _narrow(segment, ["".join(syllables[:end]) for end in range(len(syllables), 0, -1)])


def _narrow(segment: Segment, beginnings: list[str]) -> Iterator[tuple[int, int]]:
    """Give the shortest beginning that not too many spellings share."""
    best = (0, 0)
    for beginning in beginnings:
        low, high = segment.beginning(beginning)
        if high - low > MOST_SAME_START:
            break
        best = (low, high)
    if best[1] > best[0]:
        yield best


def _likeness(text: str, front: int, stem: str, name: str) -> float:
    """Tell how much a name is like the text, 0 for not at all; the legal form counts for little, another town much."""
    if name.endswith(text) and len(name) - len(text) <= LONGEST_FRONT:
        return OTHER_FORM
    if len({*stem} - {*name}) > MOST_MISTAKES and stem[:FRONT] not in name:
        return 0.0
    town_end = _town_end(name)
    written = _stem(name[town_end:])
    alike = _alike(stem, written) or (OTHER_TRADE if _in_another_trade(stem, written) else 0.0)
    return alike and min(alike, 1.0 if text in name else OTHER_FORM) * _same_town(text[:front], name[:town_end])


def _alike(stem: str, written: str) -> float:
    """Compare what tells companies apart, which is mostly its beginning."""
    most = MOST_MISTAKES if len(stem) >= SHORTEST_FOR_TWO else 1
    if abs(len(written) - len(stem)) > most:
        return 0.0
    count = mistakes(stem, written, most)
    if count > most or (count and count >= min(len(stem), len(written)) - 1):
        return 0.0
    if not count:
        return 1.0
    if len(stem) == len(written) and all(a == b or sounds(a) & sounds(b) for a, b in zip(stem, written, strict=True)):
        return ALIKE
    if stem[:FRONT] != written[:FRONT]:
        return OTHER_BEGINNING if count == 1 else 0.0
    return ONE if count == 1 else TWO


def _in_another_trade(stem: str, written: str) -> bool:
    """Tell whether two names are the same but for the word of the trade behind them."""
    brand = _brand(stem)
    return bool(brand) and brand == _brand(written)


def _brand(stem: str) -> str:
    """Give what stands before the word of the trade; "" where there is no such word, or nothing before it."""
    found = _TRADE.search(stem)
    return stem[: found.start()] if found and found.start() >= FRONT else ""


def _same_town(typed: str, written: str) -> float:
    if not typed or not written or typed in written or written in typed:
        return 1.0
    return NEARLY_THE_TOWN if mistakes(typed, written) == 1 else OTHER_TOWN
