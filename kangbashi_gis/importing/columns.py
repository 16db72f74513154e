"""Which column of a file goes into which field of a theme."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kangbashi_gis.errors import ColumnMissing, UsageError
from kangbashi_gis.importing import heading_units, personal
from kangbashi_gis.model.schema import Field, FieldType, Theme
from kangbashi_gis.model.table import Table

DBF_NAME_BYTES = 10
LONGEST_NAME = 255  # characters of a heading that can name anything
_UNIT = re.compile(r"[（(\[【].*?[)）\]】]\s*$")


@dataclass(frozen=True)
class Matching:
    """The outcome: field name to column; columns that no field takes; those of them that look personal."""

    fields: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()


def match(columns: Sequence[str], theme: Theme, mapping: Mapping[str, str], path: Path) -> Matching:
    """Match by name, title and aliases; a column serves one field, and the best match comes first.

    mapping (field name or title to column) overrides. Raises ColumnMissing where the file lacks a column
    that was named, or that the theme requires; UsageError for a field the theme does not have.
    """
    chosen = _stated(columns, theme, mapping, path)
    for _, field, column in sorted(_offers(columns, theme), key=lambda offer: offer[0]):
        if field not in chosen and column not in chosen.values():
            chosen[field] = column
    for one in theme.fields:
        if one.required and one.name not in chosen:
            raise ColumnMissing(path=str(path), theme=theme.title, column=one.title)
    return Matching(chosen, tuple(column for column in columns if column not in chosen.values()))


def known(columns: Sequence[str], theme: Theme) -> dict[str, str]:
    """Give field name to column for whatever matches by name; nothing is required."""
    chosen: dict[str, str] = {}
    for _, field, column in sorted(_offers(columns, theme), key=lambda offer: offer[0]):
        if field not in chosen and column not in chosen.values():
            chosen[field] = column
    return chosen


def look_inside(matching: Matching, theme: Theme, sample: Table, mapping: Mapping[str, str]) -> Matching:
    """Find personal columns by their content.

    An open field that a person did not choose gives up a column of ID numbers or phones.
    """
    stated = {*mapping, *(one.name for one in theme.fields if one.title in mapping)}
    fields = dict(matching.fields)
    suspects = list(matching.ignored)
    for one in theme.open_fields:
        column = fields.get(one.name)
        if column is None or one.name in stated or one.required or one.type is not FieldType.TEXT:
            continue
        if personal.kind(sample.columns[column]) in ("id_number", "phone"):
            del fields[one.name]
            suspects.append(column)
    found = tuple(column for column in suspects if personal.kind(sample.columns[column]))
    return Matching(fields, tuple(column for column in suspects if column not in found), found)


def _stated(columns: Sequence[str], theme: Theme, mapping: Mapping[str, str], path: Path) -> dict[str, str]:
    known = {one.name: one.name for one in theme.fields} | {one.title: one.name for one in theme.fields}
    present = {folded(column): column for column in reversed(columns)}
    chosen = {}
    for key, wanted in mapping.items():
        if key not in known:
            raise UsageError(detail=f"{key}={wanted}")
        if folded(wanted) not in present:
            raise ColumnMissing(path=str(path), theme=theme.title, column=wanted)
        chosen[known[key]] = wanted if wanted in columns else present[folded(wanted)]
    return chosen


def _offers(columns: Sequence[str], theme: Theme) -> Iterator[tuple[tuple[int, int, int], str, str]]:
    """Yield (rank, field, column), the smallest rank being the best: name, title, aliases in their order, cut names."""
    for place, column in enumerate(columns):
        if len(column) > LONGEST_NAME:
            continue  # a row without an end that was taken for a heading; to search it for each field takes minutes
        name = folded(column)
        for one in theme.fields:
            rank = _rank(name, column, one)
            if rank is not None:
                yield (*rank, place), one.name, column


def _rank(name: str, column: str, field: Field) -> tuple[int, int] | None:
    named = (field.name, field.title, *field.aliases)
    words = _all_folded(named)
    plain = _without_unit(column)
    for level, tried in enumerate((name, plain)):
        # 注册资本（美元） is not what the field keeps: it is left out rather than taken for 万元
        if tried in words and heading_units.factor(column, field) is not None:
            return level, words.index(tried)
    if name in _all_cut(named):
        return 2, next(place for place, word in enumerate(named) if name in _cut(word))
    return None


@lru_cache(maxsize=4096)
def _without_unit(column: str) -> str:
    return folded(_UNIT.sub("", column))


@lru_cache(maxsize=4096)
def _all_folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(folded, words))


@lru_cache(maxsize=4096)
def _all_cut(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for word in words for name in _cut(word) if name)


def _cut(word: str) -> set[str]:
    """Give how a name looks after a DBF cut it to ten bytes, in GBK and in UTF-8; nothing when it fits."""
    return {
        folded(word.encode(encoding, "ignore")[:DBF_NAME_BYTES].decode(encoding, "ignore"))
        for encoding in ("gb18030", "utf-8")
        if len(word.encode(encoding)) > DBF_NAME_BYTES
    }


def folded(name: str) -> str:
    """Fold a name for comparing: full-width letters, case, blanks and marks between words do not count."""
    return _folded(name) if len(name) <= LONGEST_NAME else _folded.__wrapped__(name)


@lru_cache(maxsize=4096)  # the same heading is asked about for each theme, and again for each table of a delivery
def _folded(name: str) -> str:
    return re.sub(r"[\s_\-·.:：*]+", "", unicodedata.normalize("NFKC", name).lower())
