"""Personal values as they may be shown to somebody who only needs to recognise a record."""

from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.identifiers import is_id_form
from kangbashi_gis.model.person_name import is_han
from kangbashi_gis.model.surnames import surname_length

HIDDEN = "*"
WITHIN = (Part.UNIT, Part.FLOOR, Part.ROOM)
SHORTEST_DOCUMENT = 8
JOINTS = frozenset(" ·•‧・.-")


def name(text: str | None) -> str:
    """Leave the family name: 张三丰 becomes 张**, 欧阳修 欧阳*.

    A name without one leaves its first sign, as every word of it does: 乌云·其木格 becomes 乌*·***, Anna A***.
    """
    text = (text or "").strip()
    front = surname_length(text) if text and is_han(text[0]) else 1
    return text[:front] + "".join(sign if sign in JOINTS else HIDDEN for sign in text[front:])


def id_number(text: str | None) -> str:
    """Leave the county and the last four digits: 150699********0012; of 15 digits the last three, 150699******012.

    Of a passport or permit the first two signs and the last two are left: E1*****78.
    """
    text = (text or "").strip()
    if not is_id_form(text):
        return _between(text, 2, 2) if len(text) >= SHORTEST_DOCUMENT else HIDDEN * len(text)
    return _between(text, 6, 4 if len(text) == 18 else 3)


def phone(text: str | None) -> str:
    """Leave three digits in front and four at the end: 138****5678."""
    return _between(text, 3, 4)


def address(text: str | None) -> str:
    """Leave an address as far as its building: 康城小区2号楼1单元301室 becomes 康城小区2号楼."""
    text = text or ""
    inner = [element.start for element in parse(text) if element.part in WITHIN]
    return text[: min(inner)].rstrip(" -#") if inner else text


def _between(text: str | None, front: int, back: int) -> str:
    """Hide the middle; a text too short to have one is hidden whole."""
    if not text:
        return ""
    if len(text) <= front + back:
        return HIDDEN * len(text)
    return text[:front] + HIDDEN * (len(text) - front - back) + text[-back:]
