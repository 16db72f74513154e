"""Reads single values of a table of residents: ID numbers, names, phones, dates, places. Nothing is ever guessed."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from kangbashi_gis.importing.values import Unreadable, code_reader, iso_date
from kangbashi_gis.model.identifiers import birth_date, check_id_number, modern_id_number
from kangbashi_gis.model.resident_tables import PIECES, Role, Told
from kangbashi_gis.model.themes import RESIDENTS

NONE = frozenset(
    ("", "0", "无", "没有", "不详", "未知", "暂无", "未办", "未办理", "空", "-", "--", "/", "\\", "none", "null")
)
FEW_WORDS = 256  # of a column that has a few words over and over
EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
SERIAL_DAYS = (3_654, 80_000)  # dates as a spreadsheet counts them: 1910 to 2119
_ROUNDED = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?\d+")
_SIGNLESS = re.compile(r"[\s'‘’`´\"“”\u200b-\u200f\u2060\ufeff\-—_.·]+")
_CROSS = str.maketrans("×Хх✕✖", "XXXXX")  # what is typed for the last sign X; the check digit proves it
_FULL18, _FULL15 = re.compile(r"\d{17}[\dX]"), re.compile(r"\d{15}")
_OTHER = re.compile(r"[A-Z]{1,3}[A-Z0-9]{0,3}\d{6,12}[A-Z0-9]?")
_DOTS = re.compile(r"[•‧・･．.·∙⋅●]")
_LOST = re.compile("[?？\ufffd□■�]")
_ODD = re.compile(r"[\d@#$%^&*+=<>|\\~!！，,;；:：]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_RARE = re.compile("[\u3400-\u4dbf\u9fa6-\u9fff\U00020000-\U0003ffff]")
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f\u1800-\u18af])\s+|\s+(?=[^\x00-\x7f\u1800-\u18af])")
_MOBILE, _FIXED = re.compile(r"1[3-9]\d{9}"), re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}")
_APART = re.compile(r"[,，、;；/／|\s]+(?=\d{7})")
# GB 18030-2005 had these in the private area, GB 18030-2022 gives them their own code
MOVED = {
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
}  # fmt: skip
WIDE = {0x3000: " ", 0xA0: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# GB/T 3304-1991, in the order of its codes
PEOPLES = (
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白",
    "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇",
    "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒",
    "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安",
    "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
)  # fmt: skip
_ETHNICITIES = {one: f"{one}族" for one in PEOPLES} | {f"{at:02d}": f"{one}族" for at, one in enumerate(PEOPLES, 1)}
_ETHNICITIES |= {"蒙": "蒙古族", "维": "维吾尔族", "哈": "哈萨克族", "鲜": "朝鲜族"}
_SEX = code_reader(RESIDENTS.field("sex"))
_SUFFIXES = {Role.BUILDING: "号楼", Role.UNIT: "单元", Role.ROOM: "室"}
_BARE_PLACE = re.compile(r"[A-Za-z]?\d+[A-Za-z]?")


def text(cell: Any) -> str:
    """Give a cell as text in half width; a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    plain = str(cell).translate(WIDE).strip()
    return plain[1:].strip() if plain[:1] == "'" else plain


def id_number(cell: Any) -> tuple[str | None, Told | None]:
    """Give an ID number, of 15 digits as of 18, and what is to be told. No number at all is NO_NUMBER."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT:
        return None, Told.ID_ROUNDED
    said = text(cell)
    if _ROUNDED.fullmatch(said):
        return None, Told.ID_ROUNDED
    plain = _SIGNLESS.sub("", unicodedata.normalize("NFKC", said)).upper()
    if plain.lower() in NONE or not plain.strip("0"):
        return None, Told.NO_NUMBER
    if _FULL18.fullmatch(plain[:-1] + plain[-1].translate(_CROSS)):
        return _modern(plain[:-1] + plain[-1].translate(_CROSS))
    if _FULL15.fullmatch(plain):
        modern = modern_id_number(plain)
        known = modern is not None and birth_date(modern) is not None
        return (modern, Told.ID_OLD) if known else (None, Told.ID_DATE)
    return (plain, Told.OTHER_DOCUMENT) if _OTHER.fullmatch(plain) else (None, Told.ID_FORM)


def _modern(plain: str) -> tuple[str | None, Told | None]:
    if check_id_number(plain):
        return plain, None
    if plain[0] == "0":
        return None, Told.ID_FORM
    if birth_date(plain) is None:
        return None, Told.ID_DATE
    # what a spreadsheet leaves of a number that somebody made a text again ends in zeros
    return None, Told.ID_ROUNDED if plain.endswith("000") else Told.ID_CHECK


def name(cell: Any) -> tuple[str, list[Told]]:
    """Give a name as it is kept: no spaces between characters, one kind of dot; and what is to be told."""
    said = text(cell)
    told = []
    if any(ord(sign) in MOVED for sign in said):
        said, told = said.translate(MOVED), [Told.PRIVATE_MAPPED]
    plain = _BETWEEN.sub("", " ".join(said.split()))
    plain = _DOTS.sub("·", plain) if not plain.isascii() else plain
    if plain.lower() in NONE:
        return "", [Told.NAME_MISSING]
    if _LOST.search(plain):
        return plain, [*told, Told.NAME_UNREADABLE]
    if _PRIVATE.search(plain):
        told.append(Told.PRIVATE_CHARACTER)
    if _RARE.search(plain):
        told.append(Told.RARE_CHARACTER)
    return plain, [*told, Told.NAME_ODD] if _ODD.search(plain) else told


@lru_cache(maxsize=FEW_WORDS, typed=True)
def sex(cell: Any) -> tuple[str | None, Told | None]:
    """Give the code of a sex (GB/T 2261.1)."""
    said = text(cell)
    if said.lower() in NONE:
        return None, None
    try:
        code = _SEX(said)
    except Unreadable:
        code = None
    return (code, None) if code in ("1", "2") else (None, Told.SEX_UNKNOWN)


def day(cell: Any, latest: date) -> tuple[str | None, bool]:
    """Give a date as ISO 8601, and whether something stands there that is none."""
    if cell is None or (isinstance(cell, str) and text(cell).lower() in NONE) or cell == 0:
        return None, False
    try:
        low, high = SERIAL_DAYS
        if isinstance(cell, int | float) and not isinstance(cell, bool) and low <= cell <= high:
            found: str | None = (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()
        else:
            found = iso_date(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    except Unreadable:
        return None, True
    return (found, False) if found is None or found <= latest.isoformat() else (None, True)


def phone(cell: Any) -> tuple[str | None, Told | None]:
    """Give the first phone number of a cell, digits only."""
    said = unicodedata.normalize("NFKC", text(cell))
    if said.lower() in NONE:
        return None, None
    several = [one for one in _APART.split(said) if one]
    digits = re.sub(r"[\s\-—()]+", "", several[0] if several else "")
    digits = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", digits)
    if not (_MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits)):
        return None, Told.PHONE_DOUBTFUL
    return digits, Told.PHONE_SEVERAL if len(several) > 1 else None


@lru_cache(maxsize=FEW_WORDS, typed=True)
def ethnicity(cell: Any) -> str | None:
    """Give the name of a people, as 汉族, from its short name or its code (GB/T 3304)."""
    said = text(cell)
    return None if said.lower() in NONE else _ETHNICITIES.get(said, _ETHNICITIES.get(said.zfill(2), said))


def household(cell: Any) -> tuple[str | None, Told | None]:
    """Give the number of a household."""
    if (isinstance(cell, int | float) and abs(cell) >= EXACT) or _ROUNDED.fullmatch(text(cell)):
        return None, Told.HOUSEHOLD_ROUNDED
    said = text(cell)
    return (None, None) if said.lower() in NONE else (said, None)


@lru_cache(maxsize=FEW_WORDS, typed=True)
def relation(cell: Any) -> str | None:
    """Give the relation to the head of the household."""
    said = text(cell)
    if said.lower() in NONE:
        return None
    return "户主" if said in ("本人", "户主本人", "户 主", "本人或户主", "01", "1") else said


def place(cells: dict[Role, Any]) -> str | None:
    """Put an address together from its columns: 康城小区, 2, 1, 301 are 康城小区2号楼1单元301室."""
    said = "".join(text(cells.get(Role.ADDRESS)).split()) if Role.ADDRESS in cells else ""
    for role in PIECES:
        piece = "".join(text(cells.get(role)).split())
        if piece.lower() in NONE:
            continue
        piece = piece + _SUFFIXES.get(role, "") if _BARE_PLACE.fullmatch(piece) else piece
        said += "" if piece in said else piece
    return None if said.lower() in NONE else said
