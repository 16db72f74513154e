"""Names by the characters and pairs of characters in them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index import grams
from kangbashi_gis.index.grams import Grams, gram_arrays, keys_of

NAMES = st.lists(st.text("a康巴什𠮷", max_size=6), max_size=40)


@pytest.fixture(params=[(50_000, 20_000), (3, 4)], ids=["in one piece", "in pieces, long lists as bits"], autouse=True)
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    chunk, listed = request.param
    monkeypatch.setattr(grams, "CHUNK", chunk)
    monkeypatch.setattr(grams, "MOST_LISTED", listed)
    return chunk, listed


@given(NAMES, st.integers(0, 40))
def test_a_gram_is_borne_by_the_names_that_hold_it(names: list[str], count: int) -> None:
    arrays = Grams(gram_arrays(names, np.arange(len(names)) < count))
    for gram in ("康", "巴什", "a康", "什𠮷"):
        wanted = [number for number, name in enumerate(names[:count]) if gram in name]
        found = arrays.bearers(keys_of(gram))
        assert len(found) == bool(wanted)
        for bearers in found:
            assert bearers.count == len(wanted)
            assert bearers.listed.tolist() == wanted[: len(bearers.listed)]
            every = np.arange(len(names) + 30, dtype=np.uint32)
            assert np.flatnonzero(bearers.among(every)).tolist() == wanted


def test_latin_words_are_left_to_the_sorted_spellings() -> None:
    assert Grams(gram_arrays(["main st"], np.array([True]))).bearers(keys_of("康")) == []


def test_a_long_list_keeps_its_first_names_and_bits(sizes: tuple[int, int]) -> None:
    (found,) = Grams(gram_arrays(["有限公司"] * 30, np.ones(30, bool))).bearers(keys_of("公司"))
    assert len(found.listed) == min(sizes[1], 30)
    assert found.count == 30
