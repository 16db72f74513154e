"""What is typed over a column becomes a test of its field."""

import pytest

from kangbashi_gis.errors import ValueUnfit
from kangbashi_gis.model.column_words import read
from kangbashi_gis.model.rows import Comparison, Wanted
from kangbashi_gis.model.themes import PARCELS

AREA, ADDRESS = PARCELS.field("area_m2"), PARCELS.field("address")


@pytest.mark.parametrize(
    ("typed", "comparison", "values"),
    [
        ("大街", Comparison.CONTAINS, ("大街",)),
        (" =大街 ", Comparison.EQUAL, ("大街",)),
        ("！大街", Comparison.DIFFERENT, ("大街",)),
        ("空", Comparison.EMPTY, ()),
        ("<>", Comparison.FILLED, ()),
        ("甲|乙", Comparison.AMONG, ("甲", "乙")),
    ],
)
def test_texts_are_looked_for_compared_or_chosen_from(
    typed: str, comparison: Comparison, values: tuple[str, ...]
) -> None:
    assert read(ADDRESS, typed) == Wanted("address", comparison, values)


@pytest.mark.parametrize(
    ("typed", "comparison", "values"),
    [
        ("1,200", Comparison.EQUAL, (1200.0,)),
        ("100..200", Comparison.RANGE, (100.0, 200.0)),
        ("..200", Comparison.RANGE, (None, 200.0)),
        ("≥100", Comparison.RANGE, (100.0, None)),
        (">100", Comparison.ABOVE, (100.0, None)),
        ("<5", Comparison.BELOW, (None, 5.0)),
        ("1|2", Comparison.AMONG, (1.0, 2.0)),
    ],
)
def test_numbers_have_ranges(typed: str, comparison: Comparison, values: tuple[float | None, ...]) -> None:
    assert read(AREA, typed) == Wanted("area_m2", comparison, values)


def test_nothing_typed_tests_nothing_and_a_word_is_no_number() -> None:
    assert read(AREA, "  ") is None
    with pytest.raises(ValueUnfit):
        read(AREA, ">很大")
