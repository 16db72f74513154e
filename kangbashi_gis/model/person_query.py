"""What somebody who looks for a person has typed: a number, a name in characters or letters, or an address.

The kind is told by the form alone, without looking anything up, so that an address in the same search box asks
nothing about people.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.person_name import Piece, is_han, pieces_of
from kangbashi_gis.model.surnames import COMPOUND, READINGS

LONGEST = 40  # no name is as long
MOST_ALTERNATIVES = 12  # so many ways to read letters are followed
DOORS = (Part.ROOM, Part.UNIT, Part.BUILDING, Part.NUMBER, Part.FLOOR)
_JOINTS = re.compile(r"[\s\-—–()（）]+")
_ID = re.compile(r"\d{17}[\dX]|\d{15}")
_PHONE = re.compile(r"1\d{10}|0\d{9,11}")
_TAIL = re.compile(r"\d{4,6}|\d{3,5}X")
_NUMBER = re.compile(r"[A-Z]{0,3}\d{5,20}|[A-Z]{1,3}\d{2,20}[A-Z]?")
_NAMED = re.compile(r"[^\W\d_]+(?:[ ·•‧・.][^\W\d_]+)*")
_BUSINESS = re.compile(
    "公司|中心|银行|酒店|饭店|宾馆|超市|商店|医院|学校|小学|中学|大学|幼儿园|大厦|广场|公园|政府|小区|花园"
)
_PLACES = re.compile(r"(?:大街|大道|公路|社区|街道|嘎查|苏木|苑|小区|[路街巷])$")


@dataclass(frozen=True)
class PersonQuery:
    """A query and its form: name, id_number, phone, tail, number, room; none is not about people, wide is too wide.

    text: as it is looked up. ways: of a name, in each way to read it, what stands at each place.
    """

    form: str
    text: str
    ways: tuple[tuple[Piece, ...], ...] = ()

    @property
    def answerable(self) -> bool:
        """Tell whether it can be looked up."""
        return self.form not in ("none", "wide")


def recognise(typed: str) -> PersonQuery:
    """Tell what a text is by its form."""
    text = unicodedata.normalize("NFKC", typed[: LONGEST * 3]).strip()
    number = _JOINTS.sub("", text).upper()
    number = re.sub(r"^(?:\+|00)86(?=1\d{10}$)", "", number)
    for form, pattern in (("id_number", _ID), ("phone", _PHONE), ("tail", _TAIL), ("number", _NUMBER)):
        if pattern.fullmatch(number):
            return PersonQuery(form, number)
    if number.isdecimal():
        return PersonQuery("wide", number)
    if len(text) <= LONGEST and _NAMED.fullmatch(text):
        return _named(text)
    return PersonQuery("room" if _is_address(text) else "none", text)


def _named(text: str) -> PersonQuery:
    if _looks_like_a_place(text):
        return PersonQuery("room" if _is_address(text) else "none", text)
    ways = tuple(islice(pieces_of(text), MOST_ALTERNATIVES))
    if not ways:
        return PersonQuery("wide" if len(text) == 1 or text.isascii() else "none", text)
    longer = tuple(way for way in ways if len(way) > 1 or len(way[0].text) > 3)
    # one character, one syllable, one letter: a surname at most
    whole_family = text in COMPOUND or any(len(way) == 1 and way[0].kind != "begun" for way in ways)
    return PersonQuery("wide", text) if whole_family or not longer else PersonQuery("name", text, longer)


def _looks_like_a_place(text: str) -> bool:
    """Tell whether it ends as places do. 王路 and 张小街 have a surname in front, and are short."""
    if not all(is_han(sign) for sign in text):
        return False
    if _BUSINESS.search(text):
        return True
    is_short_name = len(text) <= 3 and (text[0] in COMMON or text[:2] in COMPOUND)
    return bool(_PLACES.search(text)) and not is_short_name


def _is_address(text: str) -> bool:
    return any(element.part in (*DOORS, Part.ROAD) for element in parse(text))


COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤包"
) | frozenset(READINGS)
