"""What is typed over a column of a table, as a test of its field.

大街        holds it, also as pinyin or initials        =大街     is it              !大街、<>大街   is not
100..200    from … to (either end may be missing)       >=100、<5  at least, below    甲|乙|丙        one of them
空、-       is empty                                     非空、*    is not
"""

import re

from kangbashi_gis.errors import ValueUnfit
from kangbashi_gis.model.rows import Comparison, Value, Wanted
from kangbashi_gis.model.schema import Field, FieldType

EMPTY, FILLED = frozenset({"空", "-", "empty"}), frozenset({"非空", "*", "filled"})
NUMBERS = (FieldType.INTEGER, FieldType.REAL)
SIGN = re.compile(r"\s*(>=|<=|<>|!=|=|!|>|<|≥|≤)\s*(.*)", re.DOTALL)
WIDE = str.maketrans("＝！＞＜｜～", "=!><|~")


def read(field: Field, typed: str) -> Wanted | None:
    """Give the test that was typed over a field, None for nothing. Raises ValueUnfit for a number that is none."""
    text = typed.translate(WIDE).strip()
    if not text:
        return None
    if text.lower() in EMPTY:
        return Wanted(field.name, Comparison.EMPTY)
    if text.lower() in FILLED:
        return Wanted(field.name, Comparison.FILLED)
    if found := SIGN.fullmatch(text):
        return _signed(field, found[1], found[2].strip())
    if ".." in text or "~" in text:
        least, _, most = text.partition(".." if ".." in text else "~")
        return Wanted(field.name, Comparison.RANGE, (_end(field, least), _end(field, most)))
    if "|" in text:
        return Wanted(field.name, Comparison.AMONG, tuple(_value(field, one) for one in text.split("|") if one.strip()))
    if field.type in NUMBERS:
        return Wanted(field.name, Comparison.EQUAL, (_value(field, text),))
    return Wanted(field.name, Comparison.CONTAINS, (text,))


def _signed(field: Field, sign: str, text: str) -> Wanted:
    if sign in ("=", "!", "!=", "<>"):
        kind = Comparison.EQUAL if sign == "=" else Comparison.DIFFERENT
        if not text:
            return Wanted(field.name, Comparison.EMPTY if sign == "=" else Comparison.FILLED)
        return Wanted(field.name, kind, (_value(field, text),))
    value = _value(field, text)
    if sign in (">", ">=", "≥"):
        return Wanted(field.name, Comparison.RANGE if sign != ">" else Comparison.ABOVE, (value, None))
    return Wanted(field.name, Comparison.RANGE if sign != "<" else Comparison.BELOW, (None, value))


def _end(field: Field, text: str) -> Value:
    return _value(field, text) if text.strip() else None


def _value(field: Field, text: str) -> Value:
    plain = text.strip()
    if field.type not in NUMBERS:
        return plain
    try:
        return float(plain.replace(",", "").replace("，", ""))
    except ValueError:
        raise ValueUnfit(field=field.title, reason="value_kind", text=plain[:40]) from None
