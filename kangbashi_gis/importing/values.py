"""Turning what stands in a cell into what a field keeps: text, whole and real numbers, ISO dates, codes.

A value that cannot be read is never guessed at: it makes its row invalid.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Field, FieldType

# What a float cannot hold exactly: an 18-digit number that passed through one has lost its last digits.
EXACT_FLOAT = 2.0**53
TEXT, REAL = frozenset({str, type(None)}), frozenset({float, type(None)})
SMALLEST_INT, LARGEST_INT = -(2**63), 2**63 - 1
BLANKS = frozenset({"", "-", "—", "--", "/", "无", "null", "NULL", "None", "<Null>", "nan", "NaN", "N/A", "#N/A"})
YEARS = range(1800, 2201)

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
# What a spreadsheet leaves of a long number when it writes text: 1.50699E+17, 1,50699E17. Its last digits are gone.
_ROUNDED = re.compile(r"\d[.,]\d+[eE]\+?\d{2,3}|\d[eE]\+[1-9]\d{1,2}")
_MAY_BE_ROUNDED = re.compile(r"\d[.,]\d+[eE]\d")
_AS_TEXT = re.compile(r'="([^"]*)"')
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")

# Ways to write a code beside its code and its title.
SYNONYMS = {"sex": {"男性": "1", "女性": "2", "m": "1", "f": "2", "male": "1", "female": "2"}}


class Unreadable(Exception):
    """A cell that its field cannot keep. It carries nothing: the value may be personal."""


def convert(values: Sequence[Any] | np.ndarray, field: Field) -> tuple[list[Any], list[int]]:
    """Convert a column; gives the values (None for blanks) and the positions of those that cannot be read."""
    plain = values.tolist() if isinstance(values, np.ndarray) else values
    if field.type is FieldType.TEXT and field.codes is None:
        fast = _texts(plain)
        if fast is not None:
            return fast, []
    if field.type is FieldType.REAL and set(map(type, plain)) <= REAL and all(map(isfinite, filter(None, plain))):
        return list(plain), []
    read = reader(field)
    if set(map(type, plain)) <= TEXT:
        # what differs only in type is told apart below; among texts nothing does
        known = {value: _read_or_mark(read, value) for value in set(plain)}
        if Unreadable not in known.values():
            return list(map(known.__getitem__, plain)), []
    kept: dict[Any, Any] = {}
    result, broken = [], []
    for place, value in enumerate(plain):
        key = (type(value), value)
        if key not in kept:
            kept[key] = _read_or_mark(read, value)
        if kept[key] is Unreadable:
            broken.append(place)
        result.append(None if kept[key] is Unreadable else kept[key])
    return result, broken


def _texts(cells: Sequence[Any]) -> list[Any] | None:
    """Convert a column that has nothing but texts; None where one of them may be a number that was rounded."""
    if not set(map(type, cells)) <= TEXT:
        return None
    joined = "".join(filter(None, cells))
    if not ("'" in joined or '="' in joined or "+" in joined or _MAY_BE_ROUNDED.search(joined)):
        if joined.split(None, 1) == [joined] and "" not in cells:
            return list(cells)  # without a blank there is nothing to strip
        return [(one.strip() or None) if one else None for one in cells]
    trimmed = [_trimmed(one) if one else None for one in cells]
    return None if any(one and _rounded(one) for one in trimmed) else trimmed


def reader(field: Field) -> Callable[[Any], Any]:
    """Give the function that reads one cell of a field; it raises Unreadable."""
    if field.codes is not None:
        return code_reader(field)
    if field.type is FieldType.TEXT:
        return text
    if field.type is FieldType.DATE:
        return iso_date
    unit = field.unit
    return (lambda value: whole(value, unit)) if field.type is FieldType.INTEGER else (lambda value: real(value, unit))


def text(value: Any) -> str | None:
    """Give a cell as text; a whole number that a spreadsheet kept as 12.0 is `12`; Unreadable where it is rounded."""
    if value is None or value != value:
        return None
    if isinstance(value, str):
        plain = _trimmed(value)
        return _refuse() if plain and _rounded(plain) else plain
    if isinstance(value, float):
        if abs(value) >= EXACT_FLOAT:
            raise Unreadable
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return iso_date(value)
    return str(value)


def whole(value: Any, unit: str = "") -> int | None:
    """Give a whole number, from `1,200`, `１２` or 12.0; Unreadable for 12.5."""
    number = real(value, unit)
    if number is None:
        return None
    if isinstance(value, int):
        number = value
    if number != int(number) or not SMALLEST_INT <= int(number) <= LARGEST_INT:
        raise Unreadable
    return int(number)


def real(value: Any, unit: str = "") -> float | None:
    """Give a real number, from `1,200.5`, `１２.５` or `3,000万元` where 万元 is the field's unit."""
    if value is None or value != value or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _finite(float(value))
    if not isinstance(value, str):
        raise Unreadable
    plain = unicodedata.normalize("NFKC", value).strip()
    if plain in BLANKS:
        return None
    plain = plain.removesuffix(unicodedata.normalize("NFKC", unit)).strip() if unit else plain
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        return _finite(float(plain)) if "_" not in plain else _refuse()
    except ValueError:
        raise Unreadable from None


def iso_date(value: Any) -> str | None:
    """Give `2016-06-08` from 2016/6/8, 2016.6.8, 20160608, 2016年6月8日, 25/6/2016, or a spreadsheet's date.

    6/8/2016 may be June or August: that is Unreadable, not guessed.
    """
    if value is None or value != value:
        return None
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}" if value.year in YEARS else _refuse()
    plain = unicodedata.normalize("NFKC", str(value)).strip()
    if plain in BLANKS or not plain.strip("0-/.: "):
        return None
    if found := _YEAR_FIRST.fullmatch(plain) or _DIGITS.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _YEAR_LAST.fullmatch(plain):
        first, second, year = map(int, found.groups())
        if first > 12 or first == second:
            return _day(year, second, first)
        if second > 12:
            return _day(year, first, second)
    raise Unreadable


def code_reader(field: Field) -> Callable[[Any], str | None]:
    """Give a reader that turns titles into codes; a code nobody knows is kept as it is, never dropped."""
    codes = field.codes
    assert codes is not None
    meanings = {_folded(title): code for code, title in codes.titles.items()}
    meanings.update(SYNONYMS.get(codes.name, {}))
    meanings.update({_folded(code): code for code in codes.titles})

    def read(value: Any) -> str | None:
        plain = text(value)
        return None if plain is None else meanings.get(_folded(plain), plain)

    return read


def _read_or_mark(read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except Unreadable:
        return Unreadable


def _trimmed(value: str) -> str | None:
    plain = value.strip()
    # the export puts an apostrophe before what a spreadsheet would take for a formula
    # or for a number, as people do; and ="0123" is how a table keeps a spreadsheet from taking it for one
    if plain[:1] == "'" and (plain[1:2] in ("=", "+", "-", "@") or plain[1:2].isdigit()):
        plain = plain[1:]
    elif found := _AS_TEXT.fullmatch(plain):
        plain = found[1]
    return plain or None


def _rounded(value: str) -> bool:
    return ("e" in value or "E" in value) and _ROUNDED.fullmatch(value) is not None


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().lower()


def _finite(number: float) -> float:
    if number in (float("inf"), float("-inf")):
        raise Unreadable
    return number


def _day(year: int, month: int, day: int) -> str:
    if year not in YEARS:
        raise Unreadable
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable from None


def _refuse() -> Any:
    raise Unreadable
