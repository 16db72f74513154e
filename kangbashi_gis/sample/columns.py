"""What the columns of the sample's files are called, and how their values look in them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.model.table import Table

# Codes that people write out; others (land use, industry) they write as codes.
WRITTEN_OUT = frozenset({"sex", "address_kind", "division_level", "road_class"})
DBF_NAME_BYTES = 10


def present(table: Table, theme: Theme) -> tuple[Field, ...]:
    """Give the fields that the table has, in the theme's order."""
    return tuple(one for one in theme.fields if one.name in table.columns)


def heading(field: Field, encoding: str = "", most_bytes: int = 0) -> str:
    """Give a field's Chinese title, or where that is too long for the file its first Chinese alias that fits."""
    for word in (field.title, *field.aliases):
        if not most_bytes or (not word.isascii() and len(word.encode(encoding)) <= most_bytes):
            return word
    return field.name[:most_bytes]


def values(table: Table, field: Field) -> Sequence[Any] | np.ndarray:
    """Give the column of a field as it is written."""
    column = table.columns[field.name]
    if field.codes is None or field.codes.name not in WRITTEN_OUT:
        return column
    return [field.codes.title(code) for code in column]
