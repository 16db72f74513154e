"""Conditions such as `"use" = '0701' AND "area_m2" > 500`, taken apart.

The words are those that QGIS writes into its styles (fields in double quotes, texts in single quotes; AND OR NOT,
= <> < <= > >=, + - * / ||, LIKE, ILIKE, IN, BETWEEN, IS NULL), so that a filter can be carried there and back.
A condition is data: `store/conditions.py` turns it into SQL with parameters; nothing in it is ever run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kangbashi_gis.errors import ConditionInvalid

MOST_CHARACTERS = 20_000
DEEPEST = 100  # brackets within brackets

Value = str | float | int | bool | None


@dataclass(frozen=True)
class FieldOf:
    """The value of a field."""

    name: str


@dataclass(frozen=True)
class Constant:
    """A text, a number, true, false or NULL."""

    value: Value


@dataclass(frozen=True)
class Unary:
    """NOT, -, IS NULL and IS NOT NULL, of one part."""

    sign: str
    part: "Expression"


@dataclass(frozen=True)
class Binary:
    """Two parts with a sign between them, in capitals where it is a word."""

    sign: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Among:
    """A part is one of a list (IN)."""

    part: "Expression"
    choices: tuple["Expression", ...]


Expression = FieldOf | Constant | Unary | Binary | Among


class Token(NamedTuple):
    """A word of a condition: its kind, its text, and where it begins."""

    kind: str
    text: str
    at: int


TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<text>'(?:[^']|'')*')
    |(?P<field>"(?:[^"]|"")*")
    |(?P<sign><>|!=|<=|>=|\|\||[=<>+\-*/(),])
    |(?P<word>[^\W\d]\w*)""",
    re.VERBOSE,
)
WORDS = frozenset({"AND", "OR", "NOT", "LIKE", "ILIKE", "IN", "IS", "NULL", "BETWEEN", "TRUE", "FALSE"})
COMPARED = frozenset({"=", "<>", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE"})
CONSTANTS: dict[str, Value] = {"NULL": None, "TRUE": True, "FALSE": False}


def parse(text: str) -> Expression:
    """Take a condition apart. Raises ConditionInvalid with the place of what is wrong, counted from 1."""
    if len(text) > MOST_CHARACTERS:
        raise ConditionInvalid(text=text[:40], at=MOST_CHARACTERS, reason="condition_long")
    return _Parser(text).whole()


def fields_of(expression: Expression) -> frozenset[str]:
    """Give the names of the fields that a condition reads."""
    return frozenset(one.name for one in _walk(expression) if isinstance(one, FieldOf))


def written(expression: Expression) -> str:
    """Write a condition as QGIS would read it."""
    if isinstance(expression, FieldOf):
        return '"' + expression.name.replace('"', '""') + '"'
    if isinstance(expression, Constant):
        return _constant(expression.value)
    if isinstance(expression, Among):
        return f"{_inner(expression.part)} IN ({', '.join(map(_inner, expression.choices))})"
    if isinstance(expression, Unary):
        if expression.sign.startswith("IS"):
            return f"{_inner(expression.part)} {expression.sign}"
        return f"{expression.sign} {_inner(expression.part)}"
    return f"{_inner(expression.left)} {expression.sign} {_inner(expression.right)}"


def _constant(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if value is None or isinstance(value, bool):
        return str(value).upper() if value is not None else "NULL"
    return repr(value)


def _inner(part: Expression) -> str:
    text = written(part)
    return text if isinstance(part, FieldOf | Constant) else f"({text})"


def _walk(expression: Expression) -> Iterator[Expression]:
    yield expression
    if isinstance(expression, Unary | Among):
        yield from _walk(expression.part)
    if isinstance(expression, Among):
        for one in expression.choices:
            yield from _walk(one)
    if isinstance(expression, Binary):
        yield from _walk(expression.left)
        yield from _walk(expression.right)


class _Parser:
    """One reading of one text, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split())
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        """Read all of it."""
        if self._token.kind == "end":
            raise self._wrong("condition_empty")
        found = self._either()
        if self._token.kind != "end":
            raise self._wrong("condition_unexpected")
        return found

    def _split(self) -> Iterator[Token]:
        at = 0
        while at < len(self._text):
            match = TOKEN.match(self._text, at)
            if match is None:
                raise ConditionInvalid(text=self._text, at=at + 1, reason="condition_letter")
            kind, text = str(match.lastgroup), match.group()
            if kind == "word" and text.upper() in WORDS:
                kind, text = "sign", text.upper()
            if kind != "space":
                yield Token(kind, text, at)
            at = match.end()
        yield Token("end", "", at)

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _wrong(self, reason: str) -> ConditionInvalid:
        return ConditionInvalid(text=self._text, at=self._token.at + 1, reason=reason)

    def _took(self, *signs: str) -> str:
        """Take the next sign if it is one of these; "" where it is not."""
        token = self._token
        if token.kind != "sign" or token.text not in signs:
            return ""
        self._next += 1
        return token.text

    def _need(self, sign: str) -> None:
        if not self._took(sign):
            raise self._wrong("condition_bracket" if sign in "()" else "condition_unexpected")

    def _either(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong("condition_deep")
        found = self._both()
        while self._took("OR"):
            found = Binary("OR", found, self._both())
        self._depth -= 1
        return found

    def _both(self) -> Expression:
        found = self._negated()
        while self._took("AND"):
            found = Binary("AND", found, self._negated())
        return found

    def _negated(self) -> Expression:
        count = 0
        while self._took("NOT"):
            count += 1
        found = self._compared()
        return Unary("NOT", found) if count % 2 else found

    def _compared(self) -> Expression:
        found = self._sum()
        while True:
            if self._took("IS"):
                sign = "IS NOT NULL" if self._took("NOT") else "IS NULL"
                self._need("NULL")
                found = Unary(sign, found)
            elif sign := self._took(*COMPARED):
                found = Binary("<>" if sign == "!=" else sign, found, self._sum())
            elif (negated := bool(self._took("NOT"))) or self._token.text in ("IN", "BETWEEN"):
                found = self._listed(found, negated)
            else:
                return found

    def _listed(self, part: Expression, negated: bool) -> Expression:
        found: Expression
        if self._took("IN"):
            self._need("(")
            choices = [self._either()]
            while self._took(","):
                choices.append(self._either())
            self._need(")")
            found = Among(part, tuple(choices))
        elif self._took("BETWEEN"):
            least = self._sum()
            self._need("AND")
            found = Binary("AND", Binary(">=", part, least), Binary("<=", part, self._sum()))
        elif sign := self._took("LIKE", "ILIKE"):
            found = Binary(sign, part, self._sum())
        else:
            raise self._wrong("condition_unexpected")
        return Unary("NOT", found) if negated else found

    def _sum(self) -> Expression:
        found = self._product()
        while sign := self._took("+", "-", "||"):
            found = Binary(sign, found, self._product())
        return found

    def _product(self) -> Expression:
        found = self._single()
        while sign := self._took("*", "/"):
            found = Binary(sign, found, self._single())
        return found

    def _single(self) -> Expression:
        negative = False
        while sign := self._took("-", "+"):
            negative ^= sign == "-"
        found = self._plain()
        if not negative:
            return found
        if isinstance(found, Constant) and isinstance(found.value, int | float) and not isinstance(found.value, bool):
            return Constant(-found.value)
        return Unary("-", found)

    def _plain(self) -> Expression:
        if self._took("("):
            found = self._either()
            self._need(")")
            return found
        if sign := self._took(*CONSTANTS):
            return Constant(CONSTANTS[sign])
        token = self._token
        if token.kind in ("end", "sign"):
            raise self._wrong("condition_ends" if token.kind == "end" else "condition_unexpected")
        self._next += 1
        return self._leaf(token)

    def _leaf(self, token: Token) -> Expression:
        if token.kind == "number":
            return Constant(int(token.text) if token.text.isdigit() else float(token.text))
        if token.kind == "text":
            return Constant(token.text[1:-1].replace("''", "'"))
        if token.kind == "field":
            return FieldOf(token.text[1:-1].replace('""', '"'))
        if self._token.text == "(":
            raise ConditionInvalid(text=self._text, at=token.at + 1, reason="condition_function")
        return FieldOf(token.text)
