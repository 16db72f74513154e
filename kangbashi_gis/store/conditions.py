"""A condition of `model/expression.py` as SQL with parameters, checked against the fields of a theme.

NULL behaves as in SQL, which is how QGIS sees it too. A text is never compared with a number: SQLite would say
something, and not what QGIS says.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kangbashi_gis.errors import ConditionUnfit
from kangbashi_gis.model.expression import Among, Binary, Constant, Expression, FieldOf, Unary
from kangbashi_gis.model.schema import FieldType, Theme
from kangbashi_gis.store.sql import Fragment, quoted

NUMBER, TEXT, TRUTH, NOTHING = "number", "text", "truth", "nothing"
KINDS = {FieldType.TEXT: TEXT, FieldType.DATE: TEXT, FieldType.INTEGER: NUMBER, FieldType.REAL: NUMBER}
BASE_KINDS = {"fid": NUMBER, "version": NUMBER, "id": TEXT, "valid_from": TEXT}
ARITHMETIC, LOGIC = ("+", "-", "*", "/"), ("AND", "OR")
PATTERNS = ("LIKE", "ILIKE")
WILD = str.maketrans({"*": "[*]", "?": "[?]", "[": "[[]", "%": "*", "_": "?"})


class Part(NamedTuple):
    """A part of a statement, the values of its parameters, and what it gives."""

    text: str
    values: tuple[object, ...]
    kind: str


def condition(theme: Theme, expression: Expression) -> tuple[Fragment, tuple[object, ...]]:
    """Give the condition as a fragment of SQL and the values of its parameters.

    Raises ConditionUnfit where the theme has no such field, where the field is personal (those never leave the
    vault, so nothing can be asked of them here), or where parts do not go together.
    """
    part = _truth(theme, expression)
    return Fragment(part.text), part.values


def marks(theme: Theme, expressions: Sequence[Expression]) -> tuple[Fragment, tuple[object, ...]]:
    """Give an expression of SQL whose bits tell which conditions hold, and the values of its parameters."""
    parts = [_truth(theme, one) for one in expressions]
    bits = [f"(CASE WHEN {part.text} THEN {1 << bit} ELSE 0 END)" for bit, part in enumerate(parts)]
    return Fragment(" | ".join(bits) or "0"), tuple(value for part in parts for value in part.values)


def _truth(theme: Theme, expression: Expression) -> Part:
    part = _part(theme, expression)
    if part.kind == TEXT:
        raise ConditionUnfit(theme=theme.title, field=_name(expression), reason="no_condition")
    return part


def _part(theme: Theme, expression: Expression) -> Part:
    if isinstance(expression, FieldOf):
        return _field(theme, expression.name)
    if isinstance(expression, Constant):
        return _constant(expression)
    if isinstance(expression, Unary):
        return _unary(theme, expression)
    if isinstance(expression, Among):
        return _among(theme, expression)
    return _binary(theme, expression)


def _field(theme: Theme, name: str) -> Part:
    kinds = {one.name: KINDS[one.type] for one in theme.open_fields} | BASE_KINDS
    if name not in kinds:
        personal = any(one.name == name for one in theme.personal_fields)
        raise ConditionUnfit(theme=theme.title, field=name, reason="personal_field" if personal else "no_such_field")
    return Part(quoted(name), (), kinds[name])


def _constant(constant: Constant) -> Part:
    value = constant.value
    if value is None:
        return Part("NULL", (), NOTHING)
    if isinstance(value, bool):
        return Part("?", (int(value),), TRUTH)
    return Part("?", (value,), TEXT if isinstance(value, str) else NUMBER)


def _unary(theme: Theme, expression: Unary) -> Part:
    if expression.sign == "NOT":
        part = _truth(theme, expression.part)
        return Part(f"(NOT {part.text})", part.values, TRUTH)
    part = _part(theme, expression.part)
    if expression.sign == "-":
        _require(theme, expression.part, part, NUMBER)
        return Part(f"(-{part.text})", part.values, NUMBER)
    return Part(f"({part.text} {expression.sign})", part.values, TRUTH)


def _among(theme: Theme, expression: Among) -> Part:
    part = _part(theme, expression.part)
    choices = [_part(theme, one) for one in expression.choices]
    for one in choices:
        _require_alike(theme, expression.part, part, one)
    values = part.values + tuple(value for one in choices for value in one.values)
    return Part(f"({part.text} IN ({', '.join(one.text for one in choices)}))", values, TRUTH)


def _binary(theme: Theme, expression: Binary) -> Part:
    sign = expression.sign
    look = _truth if sign in LOGIC else _part
    left, right = look(theme, expression.left), look(theme, expression.right)
    values = left.values + right.values
    if sign in LOGIC:
        return Part(f"({left.text} {sign} {right.text})", values, TRUTH)
    if sign in ARITHMETIC:
        _require(theme, expression.left, left, NUMBER)
        _require(theme, expression.right, right, NUMBER)
        # a whole number divided by another is not cut off
        return Part(f"({left.text}{' * 1.0' if sign == '/' else ''} {sign} {right.text})", values, NUMBER)
    if sign == "||":
        return Part(f"({left.text} || {right.text})", values, TEXT)
    if sign in PATTERNS:
        return _pattern(theme, expression, left, right)
    _require_alike(theme, expression.left, left, right)
    return Part(f"({left.text} {sign} {right.text})", values, TRUTH)


def _pattern(theme: Theme, expression: Binary, left: Part, right: Part) -> Part:
    """LIKE tells capitals apart, ILIKE does not: GLOB and LIKE of SQLite."""
    _require(theme, expression.left, left, TEXT)
    if not isinstance(expression.right, Constant):
        raise ConditionUnfit(theme=theme.title, field=_name(expression.left), reason="pattern")
    _require(theme, expression.right, right, TEXT)
    if expression.sign == "ILIKE":
        return Part(f"({left.text} LIKE ?)", left.values + right.values, TRUTH)
    pattern = expression.right.value
    globbed = pattern.translate(WILD) if isinstance(pattern, str) else None
    return Part(f"({left.text} GLOB ?)", (*left.values, globbed), TRUTH)


def _require(theme: Theme, expression: Expression, part: Part, kind: str) -> None:
    if part.kind not in (kind, NOTHING):
        raise ConditionUnfit(theme=theme.title, field=_name(expression), reason=f"not_{kind}")


def _require_alike(theme: Theme, expression: Expression, left: Part, right: Part) -> None:
    if NOTHING not in (left.kind, right.kind) and left.kind != right.kind:
        raise ConditionUnfit(theme=theme.title, field=_name(expression), reason="text_and_number")


def _name(expression: Expression) -> str:
    """Give what a sentence calls a part: its field, where it has one."""
    from kangbashi_gis.model.expression import fields_of, written

    return next(iter(sorted(fields_of(expression))), "") or written(expression)
