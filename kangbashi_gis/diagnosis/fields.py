"""Which theme a file fits, which field each column serves, and what its values are by themselves."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kangbashi_gis.errors import ColumnMissing
from kangbashi_gis.importing import columns as matching
from kangbashi_gis.importing import personal
from kangbashi_gis.importing.tidying import failed, without
from kangbashi_gis.importing.values import Unreadable, iso_date
from kangbashi_gis.model.diagnosis import FieldAnswer, Finding, Severity
from kangbashi_gis.model.identifiers import check_credit_code, check_parcel_code
from kangbashi_gis.model.schema import FieldType, Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES

MOSTLY = 0.8  # of the filled cells
LOOKED_AT = 2000
LEAST_KNOWN = 2  # columns that tell a theme
CUT = re.compile(r".*�.*|.*[\ud800-\udfff].*")
SEVERAL = re.compile(r".+_\d+")


@dataclass(frozen=True)
class Fields:
    """What is known of the columns, and the theme they fit best (None where no field is known)."""

    answers: tuple[FieldAnswer, ...]
    theme: Theme | None
    findings: tuple[Finding, ...]


def weigh(sample: Table, kind: str, theme: Theme | None, mapping: Mapping[str, str], path: Path) -> Fields:
    """Match the columns of a sample of rows to a theme; without one, to the theme that fits best.

    kind: "point", "line", "polygon" or "none".
    """
    names = tuple(sample.columns)
    wanted = theme or best_theme(names, kind)
    taken, findings = _taken(names, wanted, mapping, path)
    answers = tuple(_answer(name, list(sample.columns[name]), taken, wanted) for name in names)
    return Fields(answers, wanted, (*findings, *_findings(answers, wanted)))


def best_theme(names: Sequence[str], kind: str) -> Theme | None:
    """Give the theme that the columns name best; None where they name none clearly.

    A theme has to have all it needs and at least two known columns: one that is called 名称 is anything's.
    """
    found = [(_points(names, one), one) for one in THEMES if _may_be(one, kind) and not one.raster]
    points, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    return best if points else None


def _points(names: Sequence[str], theme: Theme) -> float:
    known = matching.known(names, theme)
    met = all(one.name in known for one in theme.fields if one.required)
    return len(known) / len(theme.fields) + 0.2 * len(known) if met and len(known) >= LEAST_KNOWN else 0.0


def _may_be(theme: Theme, kind: str) -> bool:
    if kind == "none":
        return theme.shape in (Shape.NONE, Shape.POINT)
    return str(theme.shape) == kind


def _taken(
    names: Sequence[str], theme: Theme | None, mapping: Mapping[str, str], path: Path
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Give column to field, and the question that is open where the theme lacks a column it needs."""
    if theme is None:
        return {}, ()
    try:
        found = matching.match(names, theme, mapping, path).fields
    except ColumnMissing as problem:
        values = {"theme": theme.title, "column": problem.values["column"], "columns": "、".join(names[:20])}
        known = {column: field for field, column in matching.known(names, theme).items()}
        return known, (Finding("field_required_missing", Severity.QUESTION, 1, values),)
    return {column: field for field, column in found.items()}, ()


def _answer(name: str, values: Sequence[object], taken: Mapping[str, str], theme: Theme | None) -> FieldAnswer:
    shown = without(values[:LOOKED_AT], failed(values[:LOOKED_AT]))
    filled = [one for one in shown if one is not None and one == one and str(one).strip()]
    private = personal.kind(filled)
    field = theme.field(taken[name]) if theme is not None and name in taken else None
    return FieldAnswer(name, kind_of(filled), field.name if field else "", private, content(filled))


def kind_of(filled: Sequence[object]) -> str:
    """Give "integer", "real", "date", "text" or "empty" for filled cells."""
    if not filled:
        return "empty"
    if all(isinstance(one, int) for one in filled):
        return str(FieldType.INTEGER)
    if all(isinstance(one, int | float) for one in filled):
        return str(FieldType.REAL)
    return str(FieldType.DATE) if _mostly(filled, _is_date) else str(FieldType.TEXT)


def content(filled: Sequence[object]) -> str:
    """Tell what values are by themselves: "parcel_code", "credit_code", "id_number", "phone", "name" or ""."""
    for what, test in CONTENTS.items():
        if _mostly(filled, test):
            return what
    return ""


def _is_date(value: object) -> bool:
    try:
        return iso_date(value) is not None
    except Unreadable:
        return False


CONTENTS: Mapping[str, Callable[[object], bool]] = {
    "parcel_code": lambda value: check_parcel_code(str(value)),
    "credit_code": lambda value: check_credit_code(str(value)),
    "id_number": lambda value: personal.is_id_number(str(value)),
    "phone": lambda value: personal.is_phone(str(value)),
}


def _mostly(filled: Sequence[object], test: Callable[[object], bool]) -> bool:
    return bool(filled) and sum(map(test, filled)) >= MOSTLY * len(filled)


def _findings(answers: Sequence[FieldAnswer], theme: Theme | None) -> Iterator[Finding]:
    if theme is None:
        yield Finding("field_theme_unknown", Severity.INFO)
    for one in answers:
        if one.personal:
            held = theme is not None and one.theme_field and theme.field(one.theme_field).personal
            code = "field_personal_kept" if held else "field_personal_left_out"
            yield Finding(
                code, Severity.INFO if held else Severity.WARNING, 1, {"column": one.name, "kind": one.personal}
            )
    cut = [one.name for one in answers if CUT.fullmatch(one.name)]
    if cut:
        yield Finding("field_name_damaged", Severity.WARNING, len(cut), {"columns": "、".join(cut)})
    ignored = [one.name for one in answers if not one.theme_field and not one.personal]
    if ignored and theme is not None:
        values = {"columns": "、".join(ignored[:20]), "theme": theme.title}
        yield Finding("field_ignored", Severity.INFO, len(ignored), values)
