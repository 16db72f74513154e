"""Conditions are read as QGIS writes them, and what is wrong is told with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kangbashi_gis.errors import ConditionInvalid
from kangbashi_gis.model.expression import (
    Among,
    Binary,
    Constant,
    Expression,
    FieldOf,
    Unary,
    fields_of,
    parse,
    written,
)


def test_a_condition_is_taken_apart_by_the_strength_of_its_signs() -> None:
    found = parse('"用途" = \'0701\' AND area_m2 > 2 + 3 * 4 OR NOT "name" IS NULL')
    use = Binary("=", FieldOf("用途"), Constant("0701"))
    area = Binary(">", FieldOf("area_m2"), Binary("+", Constant(2), Binary("*", Constant(3), Constant(4))))
    assert found == Binary("OR", Binary("AND", use, area), Unary("NOT", Unary("IS NULL", FieldOf("name"))))
    assert fields_of(found) == {"用途", "area_m2", "name"}


def test_lists_ranges_and_patterns_are_read() -> None:
    assert parse("\"c\" NOT IN ('甲', -2.5)") == Unary("NOT", Among(FieldOf("c"), (Constant("甲"), Constant(-2.5))))
    assert parse("c BETWEEN 1 AND 2") == Binary(
        "AND", Binary(">=", FieldOf("c"), Constant(1)), Binary("<=", FieldOf("c"), Constant(2))
    )
    assert parse("n like 'a''b%'") == Binary("LIKE", FieldOf("n"), Constant("a'b%"))


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("", 1, "condition_empty"),
        ("a =", 4, "condition_ends"),
        ("a = 1 b", 7, "condition_unexpected"),
        ("(a = 1", 7, "condition_bracket"),
        ("a = 'unended", 5, "condition_letter"),
        ("$area > 5", 1, "condition_letter"),
        ("upper(a) = 'B'", 1, "condition_function"),
        ("a NOT 5", 7, "condition_unexpected"),
        ("(" * 200 + "1" + ")" * 200, 101, "condition_deep"),
        ("a" * 20_001, 20_000, "condition_long"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, at: int, reason: str) -> None:
    with pytest.raises(ConditionInvalid) as caught:
        parse(text)
    assert (caught.value.values["at"], caught.value.values["reason"]) == (at, reason)


LEAVES = some.one_of(
    some.builds(FieldOf, some.text(min_size=1, max_size=8)),
    some.builds(Constant, some.one_of(some.none(), some.booleans(), some.text(max_size=5), some.integers(-9, 10**9))),
    some.builds(Constant, some.floats(allow_nan=False, allow_infinity=False)),
)
EXPRESSIONS: some.SearchStrategy[Expression] = some.recursive(
    LEAVES,
    lambda parts: some.one_of(
        some.builds(Binary, some.sampled_from(["=", "<>", "AND", "OR", "+", "/", "||", "LIKE", "<="]), parts, parts),
        some.builds(Unary, some.sampled_from(["NOT", "IS NULL", "IS NOT NULL"]), parts),
        some.builds(Among, parts, some.lists(parts, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_what_is_written_is_read_again(expression: Expression) -> None:
    assert parse(written(expression)) == expression


@given(some.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except ConditionInvalid as problem:
        at = problem.values["at"]
        assert isinstance(at, int)
        assert 1 <= at <= len(text) + 1
