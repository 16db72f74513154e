"""Conditions as OGC filters, and back."""

from xml.etree.ElementTree import Element, SubElement

from kangbashi_gis.errors import ConditionInvalid
from kangbashi_gis.model.expression import DEEPEST, Among, Binary, Constant, Expression, FieldOf, Unary

COMPARISONS = {
    "=": "PropertyIsEqualTo", "<>": "PropertyIsNotEqualTo", "<": "PropertyIsLessThan", ">": "PropertyIsGreaterThan",
    "<=": "PropertyIsLessThanOrEqualTo", ">=": "PropertyIsGreaterThanOrEqualTo", "AND": "And", "OR": "Or",
    "+": "Add", "-": "Sub", "*": "Mul", "/": "Div",
}  # fmt: skip
SIGNS = {tag: sign for sign, tag in COMPARISONS.items()}
OGC = "ogc:"
PREFIX = {"wildCard": "%", "singleChar": "_", "escapeChar": "\\"}


def write(parent: Element, expression: Expression) -> None:
    """Add a condition to an element. Raises ConditionInvalid for what a filter cannot say."""
    if isinstance(expression, FieldOf):
        SubElement(parent, OGC + "PropertyName").text = expression.name
    elif isinstance(expression, Constant):
        _write_constant(parent, expression)
    elif isinstance(expression, Among):
        _write_among(parent, expression)
    elif isinstance(expression, Unary):
        _write_unary(parent, expression)
    elif expression.sign in ("LIKE", "ILIKE"):
        case = {"matchCase": "false"} if expression.sign == "ILIKE" else {}
        _write_parts(SubElement(parent, OGC + "PropertyIsLike", PREFIX | case), expression.left, expression.right)
    elif expression.sign in COMPARISONS:
        _write_parts(SubElement(parent, OGC + COMPARISONS[expression.sign]), expression.left, expression.right)
    else:
        raise ConditionInvalid(text=expression.sign, at=1, reason="condition_function")


def _write_parts(element: Element, *parts: Expression) -> None:
    for part in parts:
        write(element, part)


def _write_constant(parent: Element, constant: Constant) -> None:
    if constant.value is None or isinstance(constant.value, bool):
        raise ConditionInvalid(text=str(constant.value), at=1, reason="condition_unexpected")
    SubElement(parent, OGC + "Literal").text = str(constant.value)


def _write_among(parent: Element, among: Among) -> None:
    same = [Binary("=", among.part, one) for one in among.choices]
    if len(same) == 1:
        return write(parent, same[0])
    return _write_parts(SubElement(parent, OGC + "Or"), *same)


def _write_unary(parent: Element, unary: Unary) -> None:
    if unary.sign == "-":
        return _write_parts(SubElement(parent, OGC + "Mul"), Constant(-1), unary.part)
    if unary.sign == "IS NULL":
        return write(SubElement(parent, OGC + "PropertyIsNull"), unary.part)
    inner = Unary("IS NULL", unary.part) if unary.sign == "IS NOT NULL" else unary.part
    return write(SubElement(parent, OGC + "Not"), inner)


def read(element: Element, numbers: frozenset[str], depth: int = 0) -> Expression:
    """Read what a filter holds. numbers: the fields whose values are numbers, because a filter writes all as text.

    Raises ConditionInvalid for what we do not know.
    """
    if depth > DEEPEST:
        raise ConditionInvalid(text=element.tag, at=1, reason="condition_deep")
    parts = [one for one in element if isinstance(one.tag, str)]
    if element.tag in ("PropertyName", "ValueReference"):
        return FieldOf((element.text or "").strip().strip('"'))
    if element.tag == "Literal":
        return Constant((element.text or "").strip())
    if element.tag == "PropertyIsBetween" and len(parts) == 3:
        least, most = parts[1].find("*"), parts[2].find("*")
        if least is not None and most is not None:
            what, *ends = (read(one, numbers, depth + 1) for one in (parts[0], least, most))
            return Binary("AND", _fit(">=", what, ends[0], numbers), _fit("<=", what, ends[1], numbers))
    return _read_signs(element, [read(one, numbers, depth + 1) for one in parts], numbers)


def _read_signs(element: Element, parts: list[Expression], numbers: frozenset[str]) -> Expression:
    tag = element.tag
    if tag in ("Not", "PropertyIsNull", "PropertyIsNil") and len(parts) == 1:
        if tag != "Not":
            return Unary("IS NULL", parts[0])
        if isinstance(parts[0], Unary) and parts[0].sign == "IS NULL":
            return Unary("IS NOT NULL", parts[0].part)
        return Unary("NOT", parts[0])
    if tag in ("And", "Or") and parts:
        found = parts[0]
        for one in parts[1:]:
            found = Binary(SIGNS[tag], found, one)
        return found
    if len(parts) == 2 and tag == "PropertyIsLike":
        return Binary("ILIKE" if element.get("matchCase") == "false" else "LIKE", parts[0], _pattern(element, parts[1]))
    if len(parts) == 2 and tag in SIGNS:
        return _fit(SIGNS[tag], parts[0], parts[1], numbers)
    raise ConditionInvalid(text=tag, at=1, reason="condition_function")


def _fit(sign: str, left: Expression, right: Expression, numbers: frozenset[str]) -> Expression:
    """Take a text for a number where the other side is one."""
    if sign in "+-*/" or _is_number(left, numbers) or _is_number(right, numbers):
        left, right = _as_number(left), _as_number(right)
    return Binary(sign, left, right)


def _is_number(part: Expression, numbers: frozenset[str]) -> bool:
    return (isinstance(part, FieldOf) and part.name in numbers) or (isinstance(part, Binary) and part.sign in "+-*/")


def _as_number(part: Expression) -> Expression:
    if not isinstance(part, Constant) or not isinstance(part.value, str):
        return part
    try:
        value = float(part.value)
    except ValueError:
        return part
    return Constant(int(value) if value.is_integer() and abs(value) < 1e15 and "." not in part.value else value)


def _pattern(element: Element, part: Expression) -> Expression:
    """Write a pattern with our own signs for any and for one character."""
    if not isinstance(part, Constant) or not isinstance(part.value, str):
        return part
    escape = element.get("escapeChar") or element.get("escape") or ""
    signs = {element.get("wildCard") or "*": "%", element.get("singleChar") or "?": "_"}
    text, at = "", 0
    while at < len(part.value):
        one = part.value[at]
        escaped = one == escape and at + 1 < len(part.value)
        at += escaped
        sign = part.value[at] if escaped else signs.get(one, one)
        if sign in "%_" and (escaped or one not in signs):
            raise ConditionInvalid(text=part.value, at=at + 1, reason="condition_letter")  # we have no escape
        text += sign
        at += 1
    return Constant(text)
