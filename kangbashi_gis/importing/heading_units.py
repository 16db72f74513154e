"""The unit that a heading states, as 面积（亩） or 注册资本(元): values are brought to the unit of the field."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from kangbashi_gis.model.schema import Field

MU_M2 = 10_000 / 15
AREAS = {
    "m2": 1.0, "平方米": 1.0, "平米": 1.0, "亩": MU_M2, "市亩": MU_M2, "公顷": 1e4, "ha": 1e4, "hm2": 1e4,
    "km2": 1e6, "平方公里": 1e6, "平方千米": 1e6,
}  # fmt: skip
LENGTHS = {"m": 1.0, "米": 1.0, "dm": 0.1, "分米": 0.1, "cm": 0.01, "厘米": 0.01, "mm": 0.001, "毫米": 0.001,
           "km": 1e3, "千米": 1e3, "公里": 1e3}  # fmt: skip
MONEY = {"元": 1e-4, "千元": 0.1, "万元": 1.0, "万": 1.0, "百万元": 100.0, "亿元": 1e4}
KNOWN: Mapping[str, Mapping[str, float]] = {"m2": AREAS, "m": LENGTHS, "万元": MONEY}
_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]\s*$")
_LIKE_A_UNIT = re.compile(r"元|币|美|欧|亩|顷|米|里|尺|平|^[a-z]{1,3}\d?$")


def factor(column: str, field: Field) -> float | None:
    """Give what a column's values are multiplied with; None where its heading states a unit that we cannot convert."""
    wanted, stated = _plain(field.unit), _stated(column)
    if not wanted or not stated or stated == wanted:
        return 1.0
    known = KNOWN.get(wanted, {})
    if stated in known:
        return known[stated]
    return None if _LIKE_A_UNIT.search(stated) else 1.0


def converted(values: Sequence[Any], column: str, field: Field) -> list[Any]:
    """Bring a column's numbers to the unit of its field. A heading that cannot be converted was chosen by a person."""
    by = factor(column, field)
    if by is None or by == 1.0:
        return list(values)
    return [value if value is None else value * by for value in values]


def _stated(column: str) -> str:
    found = _BRACKETS.search(unicodedata.normalize("NFKC", column))
    return (
        _plain(found[1]).removeprefix("单位").lstrip(":").removeprefix("人民币").removesuffix("人民币") if found else ""
    )


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).lower().replace(" ", "")
