"""Recognising what is personal by its content: ID numbers, mobile phones, people's names.

A column of a file that no field of the theme takes is never imported; if it looks personal, the report says so.
A column that was matched by its name alone, but holds ID numbers or phones, is not let into an open field.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kangbashi_gis.model.identifiers import check_id_number, modern_id_number

SAMPLE = 2000
LEAST_NUMBERS = 0.3  # of the filled cells; a column need not be tidy to be personal
LEAST_NAMES = 0.7
FEW_NAMES = 3

_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "呼延", "端木")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊"
    "葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉"
    "骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏"
)
# Words of places and organisations that begin like a surname: 金水路, 康新街道, 高新区, 安居苑.
_NOT_A_NAME = re.compile(r".*[路街道区园苑村社巷楼号院店司厂校局所站市县旗镇乡城桥河湖山广场门室栋幢族省]")


def kind(values: Iterable[Any]) -> str:
    """Give "id_number", "phone", "name" or "" for a column by a sample of its values."""
    filled = [text for text in (str(value).strip() for value in values if value is not None) if text][:SAMPLE]
    if not filled:
        return ""
    for what, test in (("id_number", is_id_number), ("phone", is_phone)):
        if sum(map(test, filled)) >= LEAST_NUMBERS * len(filled):
            return what
    names = sum(map(is_name, filled))
    return "name" if names >= max(FEW_NAMES, LEAST_NAMES * len(filled)) and _various(filled) else ""


def is_id_number(text: str) -> bool:
    """Tell whether a text is a citizen's number, of 18 or the old 15 digits."""
    plain = text.upper()
    old = modern_id_number(plain)
    return check_id_number(plain) or (old is not None and check_id_number(old))


def is_phone(text: str) -> bool:
    """Tell whether a text is a number of a Chinese mobile phone."""
    return _PHONE.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Tell whether a text reads like the name of a Chinese person."""
    if not _NAME.fullmatch(text) or _NOT_A_NAME.fullmatch(text):
        return False
    return text.startswith(_COMPOUND_SURNAMES) or (text[0] in _SURNAMES and len(text) <= 3)


def _various(values: Sequence[str]) -> bool:
    """People differ; a column that repeats a few words over and over is a code list."""
    return len(set(values)) >= min(len(values), 20) * 0.5
