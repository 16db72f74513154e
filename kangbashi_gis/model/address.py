"""A Chinese address taken apart: 省市区 街道 社区 路 号 小区 楼 单元 室, each element with its place in the text.

Element codes are those of GA/T 2000.32-2014. English street addresses (219 Main St #3) are read too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kangbashi_gis.model.spelling import fold, fold_query


class Part(StrEnum):
    """The kinds of elements, from the widest to the narrowest."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    COMMUNITY = "community"
    ROAD = "road"
    NUMBER = "number"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"
    REST = "rest"


# GA/T 2000.32-2014, the codes that STANDARDS grades as verified; floor and rest have none of their own.
ELEMENT_CODES = {
    Part.PROVINCE: "11", Part.CITY: "12", Part.COUNTY: "13", Part.STREET: "20", Part.COMMUNITY: "30",
    Part.ROAD: "41", Part.NUMBER: "40", Part.COMPOUND: "42", Part.BUILDING: "50", Part.UNIT: "61", Part.ROOM: "62",
}  # fmt: skip

REGION_PARTS = (Part.PROVINCE, Part.CITY, Part.COUNTY, Part.STREET, Part.COMMUNITY)


@dataclass(frozen=True)
class Element:
    """One element: its folded value and where it stands in the text as typed (code points, end not included)."""

    part: Part
    value: str
    start: int
    end: int

    @property
    def code(self) -> str:
        """The element's code in GA/T 2000.32, "" where it has none."""
        return ELEMENT_CODES.get(self.part, "")


@dataclass(frozen=True)
class Label:
    """A number or letter: its folded value, the parts it may stand for (likeliest first), and its folded place.

    whole: it is surely complete, because a unit follows it; otherwise more of it may yet be typed.
    """

    value: str
    parts: tuple[Part, ...]
    start: int
    end: int
    whole: bool


_REGIONS = (
    (Part.PROVINCE, r"[一-鿿]{2,6}?(?:自治区|特别行政区|省)|(?:北京|上海|天津|重庆)市|内蒙古?"),
    (Part.CITY, r"[一-鿿]{2,8}?(?:自治州|地区|盟|市)"),
    (
        Part.COUNTY,
        r"[一-鿿]{1,8}?(?:自治县|自治旗|开发区|新区|(?<![小园社街校厂院片])区|县|旗|市)(?![东南西北中大]?[路街道])",
    ),
    (
        Part.STREET,
        r"(?:[一-鿿]{1,8}?(?:街道办事处|街道办|街道|民族乡|苏木|镇|乡)|[一-鿿]{0,8}?(?:产业|工业)园区)"
        r"(?![东南西北中]?[路街道巷])",
    ),
    (
        Part.COMMUNITY,
        r"[一-鿿\d]{1,10}?(?:社区居委会|居委会|村委会|社区|嘎查|艾里|浩特|村)(?![东南西北中]?[路街道巷])"
        r"(?:[\d一二三四五六七八九十]+[组社队](?!区))?",
    ),
)
_COUNTY_AFTER = re.compile(r"[一-鿿]{1,2}(?<![发新矿厂园小社校景院城范])区(?=[东南西北中][路街])")  # 福州市鼓楼区东街
_REGION_PATTERNS = tuple((part, re.compile(pattern)) for part, pattern in _REGIONS)
# what a division's name does not hold: then it is a narrower one, or a road and a village
_INSIDE = {
    Part.PROVINCE: re.compile(r"[市县旗镇路街].+"),
    Part.CITY: re.compile(r"^(?:北京|上海|天津|重庆)市|[镇乡路街巷].|[县旗].|(?<!自治)区."),
    Part.COUNTY: re.compile(r"^(?:北京|上海|天津|重庆)市$|[路街巷镇乡].|[苑园庭][东南西北中]?区$|苏木."),
    Part.STREET: re.compile(r"[区县旗市].{2,}(?:街道|镇|乡|苏木)|[路街巷].{2,}[镇乡]$"),
    Part.COMMUNITY: re.compile(r"[路街巷](?!社区|居委会|村委会|村).+|苏木."),
}
_ROAD = re.compile(
    r"(?:[一-鿿a-z\d]{1,14}?(?:大街|大道|公路|国道|省道|县道|胡同|环路|支路|号路|路(?!口)|街(?!区|道办|口)|巷(?!口)|弄堂"
    r"|(?<![铁街频通轨隧])道(?![口里桥街路沟])|线(?=$|[\d与和]))"
    r"(?:[东南西北中](?:路|街|段))?|[东南西北]?[一二三四五六]环)(?=[\d甲乙丙丁一-鿿]|$)(?!\d*号[路街])"
)
# what says where something lies, and what joins two names: no element of an address
_CROSSING = "交叉路口|交叉口|交汇处|交会处|十字路口|丁字路口|交口|路口"
_SIDE_OF = "(?:东北|西北|东南|西南|[东南西北正]{1,2})?(?:方向|侧|面|边|角|约|大门|门口|门)?"
_NEAR = "(?:附近|对面|旁边|隔壁|旁|门口|院内|楼上|楼下|斜对过|内|里)?(?:[东西南北]侧)?"
_ORIENT = re.compile(
    rf"(?:靠近|紧邻|(?:{_CROSSING})?[的之向往]?{_SIDE_OF}{_NEAR})(?=$)|{_CROSSING}|对面|附近|靠近|[东西南北]侧"
)
_ORIENT_END = re.compile(
    r"(?:(?<=.{2})(?:[东南西北]{1,2}(?:侧|面|边|角|门)?|[向往][东南西北]{1,2}|门口|附近|对面|旁边?|隔壁|院?内|楼上|底商|(?<!事)处|后|的|之)+)$"
)
_JOINS = re.compile(r"[与和及跟、,，]+(?=.*(?:路|街|巷|道|环|线))")
_NAMED_AFTER = re.compile(r"(?:小区|社区|花园|市场|大厦|小学|中学|学校|医院|公园|广场|公交站|站|店)(?=[\d与和]|$)")

_CELESTIAL = "甲乙丙丁戊己庚辛"
_VALUE = rf"(?:[a-z{_CELESTIAL}]?\d+[a-z{_CELESTIAL}]?|[a-z{_CELESTIAL}])(?![a-z])"
_SIDE = "[东南西北中]"
_ANY = (Part.NUMBER, Part.BUILDING, Part.UNIT, Part.ROOM)

# Tried in this order at each place of the text. Groups: v is the value, s a number below it (12号附3).
_LABELS: tuple[tuple[tuple[Part, ...], re.Pattern[str]], ...] = (
    ((Part.NUMBER,), re.compile(rf"(?P<v>{_VALUE})号(?:附|之|-)(?P<s>\d+)(?:号(?!楼)|(?![\d\-号楼栋幢座#]))")),
    ((Part.NUMBER,), re.compile(rf"(?P<v>{_VALUE})(?:附|之)(?P<s>\d+)号?")),
    ((Part.NUMBER,), re.compile(rf"(?P<v>\d+)号(?P<s>[{_CELESTIAL}])(?![号楼座栋幢室\d单])")),
    ((Part.BUILDING, Part.NUMBER), re.compile(rf"(?P<v>{_VALUE})(?:号楼|号?栋|号?幢|号?座|#楼?)")),
    ((Part.BUILDING, Part.NUMBER, Part.FLOOR), re.compile(rf"(?P<v>{_VALUE})楼(?!\d*层)")),
    ((Part.UNIT,), re.compile(rf"(?P<v>{_VALUE}|{_SIDE})(?:单元|单$|门)")),
    ((Part.FLOOR,), re.compile(rf"(?P<v>{_VALUE})(?:层|楼)")),
    ((Part.ROOM,), re.compile(rf"(?P<v>{_VALUE})(?:室|户|号房|房)")),
    (
        (Part.NUMBER, Part.BUILDING, Part.ROOM),
        re.compile(rf"(?P<v>{_VALUE}|\d+-\d+)(?:号(?:院|店面|商铺|铺面|门面|铺)?|弄)"),
    ),
    (_ANY, re.compile(rf"(?P<v>{_VALUE})(?!\d*[期区])")),
)
_UNIT_WORDS = re.compile(r"(?:号楼|号院|号房|单元|号|楼|栋|幢|座|门|室|户|房|层|弄|#)$")
_SUB = re.compile(r"号?(?:附|之)(\d+)(?:号)?$|号-(\d+)(?:号)?$")
_ENGLISH = re.compile(r"(?P<number>\d+[a-z]?(?:-\d+[a-z]?)?) (?P<road>(?:\d+(?:st|nd|rd|th) )?[a-z][a-z \-]*?)"
                      r"(?: ?(?:#|apt |unit |ste |suite )(?P<room>[a-z0-9-]+))?$")  # fmt: skip


def parse(text: str) -> tuple[Element, ...]:
    """Take an address apart; elements stand in the order of the text, what is not understood is `rest`."""
    folded = fold_query(text)
    found = list(_english(folded.text) or _chinese(folded.text))
    places = folded.places
    return tuple(Element(part, value, places[start], places[end - 1] + 1) for part, value, start, end in found)


def label_of(text: str | None) -> str:
    """Fold the value of a number, building, unit or room column: 12号, 十二号 and １２ are all 12."""
    folded = fold(text or "")
    folded = _SUB.sub(lambda found: "-" + (found[1] or found[2]), folded)
    return _UNIT_WORDS.sub("", folded) or folded


def labels(text: str, start: int = 0, end: int | None = None) -> Iterator[Label]:
    """Find the numbers and letters in a stretch of folded text that may name a door, building, unit or room.

    A single letter or sign counts only with its unit or beside a separator: B座, 12-B, but not 亿利城B区.
    """
    end = len(text) if end is None else end
    at = start
    while at < end:
        label = _label_at(text, at, start, end)
        if label is None:
            at += 1
            continue
        yield label
        at = label.end


def _label_at(text: str, at: int, start: int, end: int) -> Label | None:
    if text[at].isdigit() and at > start and text[at - 1].isdigit():
        return None
    for parts, pattern in _LABELS:
        found = pattern.match(text, at, end)
        if found is None:
            continue
        if parts is _ANY and not _stands_alone(text, found, start):
            return None
        below = found.groupdict().get("s")
        value = found["v"] + (below if below and below in _CELESTIAL else f"-{below}" if below else "")
        return Label(value, parts, at, found.end(), found.end("v") < found.end() or found.end() < len(text))
    return None


def _stands_alone(text: str, found: re.Match[str], start: int) -> bool:
    if found["v"][-1].isdigit() or found["v"][0].isdigit():
        return not (found.start() > start and text[found.start() - 1].isascii() and text[found.start() - 1].isalpha())
    beside = text[max(start, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return bool(set(beside) & set("-#"))


def _english(text: str) -> Iterator[tuple[Part, str, int, int]] | None:
    found = _ENGLISH.match(text)
    if found is None:
        return None
    named = ((Part.NUMBER, "number"), (Part.ROAD, "road"), (Part.ROOM, "room"))
    return ((part, found[name], found.start(name), found.end(name)) for part, name in named if found[name])


def _chinese(text: str) -> Iterator[tuple[Part, str, int, int]]:
    at = 0
    for part, start, end in _regions(text):
        yield part, text[start:end], start, end
        at = end
    if road := _road(text, at, len(text)):  # also one that is a number: 三号路
        yield Part.ROAD, road.group(), at, road.end()
        at = road.end()
    taken: set[Part] = set()
    for label in labels(text, at):
        part = part_of(label, taken)
        yield from _between(text, at, label.start)
        yield part, label.value, label.start, label.end
        taken.add(part)
        at = label.end
    yield from _between(text, at, len(text))


def _regions(text: str) -> Iterator[tuple[Part, int, int]]:
    """Find the divisions at the front, repeated or not (内蒙古鄂尔多斯市…鄂尔多斯市…)."""
    at, found = 0, True
    while found:
        found = False
        for part, pattern in _REGION_PATTERNS:
            match = pattern.match(text, at) or (_COUNTY_AFTER.match(text, at) if part is Part.COUNTY else None)
            if match and not _INSIDE[part].search(match.group()):
                yield part, at, match.end()
                at, found = match.end(), True


def part_of(label: Label, taken: set[Part]) -> Part:
    """Choose what a label stands for; three figures after a door or building are a room (3-501)."""
    if label.parts is _ANY and taken & {Part.NUMBER, Part.BUILDING} and len(label.value) > 2:
        return Part.ROOM if Part.ROOM not in taken else Part.REST
    free = (one for one in label.parts if one not in taken and not _too_late(one, taken))
    return next(free, Part.REST if label.parts is _ANY else label.parts[0])


def _too_late(part: Part, taken: set[Part]) -> bool:
    order = (Part.NUMBER, Part.BUILDING, Part.UNIT, Part.FLOOR, Part.ROOM)
    return any(one in taken for one in order[order.index(part) + 1 :])


def _between(text: str, start: int, end: int) -> Iterator[tuple[Part, str, int, int]]:
    """Take apart what stands between labels: roads, then a name; what only says where that lies is no element."""
    at = start
    while at < end:
        if text[at] in "- #":
            at += 1
        elif skipped := _JOINS.match(text, at, end) or _filled(_ORIENT.match(text, at, end)):
            at = skipped.end()
        elif road := _road(text, at, end):
            yield Part.ROAD, road.group(), at, road.end()
            at = road.end()
        else:
            yield from _name(text, at, end)
            return


def _road(text: str, at: int, end: int) -> re.Match[str] | None:
    """Find a road, but not one that a place is named after (天骄路小区)."""
    road = _ROAD.match(text[:end] if end < len(text) and not text[end].isdigit() else text, at)
    if road is None or road.end() > end:
        return None
    return None if _NAMED_AFTER.match(text, road.end()) else road


def _filled(found: re.Match[str] | None) -> re.Match[str] | None:
    return found if found and found.group() else None


def _name(text: str, start: int, end: int) -> Iterator[tuple[Part, str, int, int]]:
    """Call a stretch a compound when it is long enough to be a name."""
    value = text[start:end].strip("- #")
    if beside := _ORIENT_END.search(value):
        value = value[: beside.start()]
    if value:
        named = len(value) > 1 and not _UNIT_WORDS.fullmatch(value)
        yield Part.COMPOUND if named else Part.REST, value, start, start + len(value)
