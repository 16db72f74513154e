"""The census counts people at addresses exactly as a plain loop does."""

from collections import Counter
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.store.census import BANDS, Census, age

TODAY = date(2026, 5, 21)
PEOPLE = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(["1", "2", "0", "男", "女", "", None]),
        st.one_of(st.none(), st.just("不详"), st.dates(date(1905, 1, 1), date(2027, 1, 1)).map(date.isoformat)),
        st.sampled_from([None, "", "户一", "户二", "户三", "户四"]),
    ),
    max_size=60,
)
ASKED = st.lists(st.integers(0, 15), max_size=20)


def band(born: str | None) -> str:
    years = age(born, TODAY)
    if years is None or years < 0:
        return ""
    return "100+" if years >= 100 else f"{years // 5 * 5}-{years // 5 * 5 + 4}"


@given(PEOPLE, ASKED)
@settings(deadline=None)
def test_counts_equal_those_of_a_loop(people: list[tuple], asked: list[int]) -> None:
    census = Census.build(sorted(people, key=lambda person: person[0]), TODAY)
    counted = census.count(np.array(asked, dtype=np.int64))
    inside = [person for person in people if person[0] in asked]
    titles = {"1": "男", "男": "男", "2": "女", "女": "女"}
    assert counted["total"] == len(inside)
    assert counted["households"] == len({person[3] for person in inside if person[3]})
    assert counted["by_sex"] == dict(Counter(titles.get(person[1], "") for person in inside))
    assert {name: sum(line) for name, line in counted["by_age"].items()} == dict(Counter(band(p[2]) for p in inside))
    men = Counter(band(person[2]) for person in inside if titles.get(person[1]) == "男")
    assert {name: line[0] for name, line in counted["by_age"].items() if line[0]} == dict(men)


@given(PEOPLE, ASKED)
@settings(deadline=None)
def test_people_per_address_equal_those_of_a_loop(people: list[tuple], asked: list[int]) -> None:
    census = Census.build(sorted(people, key=lambda person: person[0]), TODAY)
    fids, counts = census.per_address(np.array(asked, dtype=np.int64))
    expected = Counter(person[0] for person in people if person[0] in asked)
    assert dict(zip(fids.tolist(), counts.tolist(), strict=True)) == dict(expected)


def test_a_year_of_life_is_full_on_the_birthday() -> None:
    assert age("1990-05-21", TODAY) == 36
    assert age("1990-05-22", TODAY) == 35
    assert age("1990", TODAY) is None
    assert age(None, TODAY) is None


def test_bands_are_five_years_wide_up_to_a_hundred() -> None:
    assert BANDS[0] == "0-4"
    assert BANDS[19] == "95-99"
    assert BANDS[20:] == ("100+", "")
