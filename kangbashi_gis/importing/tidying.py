"""Text as its writer meant it: signs that nobody sees are dropped, codes in full width or with blanks made plain.

Nothing is dropped unseen: what was changed is counted, and told by the doctor and by the import.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np

from kangbashi_gis.importing.digits import is_identifier
from kangbashi_gis.model.schema import Field, FieldType

# codes of a fixed alphabet: their letters are capitals, and no blank belongs to them
CODES = frozenset({"id_number", "credit_code", "parcel_code"})
PARCEL_CODE = "宗地代码"
NUMBERS = frozenset({"phone"})
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CODE = re.compile("[0-9A-Z]+")
# a long code that a program took for a number: 150603001010123457.0, 150,603,001,010,123,457
_AS_NUMBER = re.compile(r"(?:\d{10,}|\d{1,3}(?:,\d{3}){3,})(?:\.0{1,2})?")
# what a spreadsheet shows instead of a value, and what a DBF has where a number did not fit
_FAILED = re.compile(r"\*{2,}|#{3,}|#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A)", re.IGNORECASE)


def tidy(cells: Sequence[Any], field: Field) -> tuple[Sequence[Any], np.ndarray]:
    """Tidy the texts of a column; gives the cells, and the positions of those that were changed."""
    if field.type is not FieldType.TEXT or field.codes is not None or _is_tidy(cells, field):
        return cells, np.array([], dtype=int)
    wanted = [_tidied(cell, field) if isinstance(cell, str) else cell for cell in cells]
    changed = [
        at
        for at, (old, new) in enumerate(zip(cells, wanted, strict=True))
        if isinstance(old, str) and old.strip() != new
    ]
    return wanted, np.array(changed, dtype=int)


def failed(cells: Sequence[Any]) -> np.ndarray:
    """Tell the positions of cells that say instead of a value that there is none: ****, #REF!."""
    joined = _joined(cells)
    if not ("*" in joined or "#" in joined):
        return np.array([], dtype=int)
    if not any(isinstance(cell, str) and cell[:1] in "*#" for cell in cells):
        return np.array([], dtype=int)
    return np.flatnonzero([isinstance(cell, str) and _FAILED.fullmatch(cell.strip()) is not None for cell in cells])


def without(cells: Sequence[Any], places: np.ndarray) -> Sequence[Any]:
    """Give the cells with nothing at some positions."""
    if not len(places):
        return cells
    kept = list(cells)
    for place in places.tolist():
        kept[place] = None
    return kept


def _is_tidy(cells: Sequence[Any], field: Field) -> bool:
    """Look at a whole column at once: nearly all are tidy, and a million rows have to go by quickly."""
    joined = _joined(cells)
    if _is_code(field) or field.name in NUMBERS:
        return joined.isascii() and (not joined or joined.isalnum()) and not any(map(str.islower, set(joined)))
    return joined.isprintable() and not (is_identifier(field) and ("." in joined or "," in joined))


def _joined(cells: Sequence[Any]) -> str:
    """Put the texts of a column together."""
    kinds = set(map(type, cells))
    if kinds <= {str, type(None)}:
        return "".join(filter(None, cells))
    if kinds <= {float, int, type(None)}:
        return ""
    return "".join([cell for cell in cells if isinstance(cell, str)])


def _tidied(cell: str, field: Field) -> str:
    plain = _UNSEEN.sub("", cell.partition("\0")[0]).replace("\u00a0", " ").strip()
    if _is_code(field):
        code = "".join(unicodedata.normalize("NFKC", plain).split()).upper()
        return code if _CODE.fullmatch(code) else plain
    if field.name in NUMBERS:
        return unicodedata.normalize("NFKC", plain)
    if is_identifier(field) and _AS_NUMBER.fullmatch(plain):
        return plain.partition(".")[0].replace(",", "")
    return plain


def _is_code(field: Field) -> bool:
    return field.name in CODES or field.title == PARCEL_CODE
