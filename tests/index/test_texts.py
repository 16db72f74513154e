"""Texts in one run, sorted without a Python object for each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.index.texts import Ordered, Stretches, Texts, run_arrays, text_arrays

SIGNS = st.text("ab康巴什𠮷", max_size=20)


def stretches(texts: list[str]) -> Stretches:
    written = [text.encode() for text in texts]
    length = np.array([len(one) for one in written], np.int64)
    return Stretches(run_arrays("名", written)["名_text"], np.cumsum(length) - length, length)


@given(st.lists(SIGNS, max_size=60))
def test_texts_are_sorted_as_python_sorts_them_and_equal_ones_keep_their_order(texts: list[str]) -> None:
    wanted = sorted(range(len(texts)), key=lambda i: texts[i].encode())
    assert stretches(texts).order().tolist() == wanted


@given(st.lists(SIGNS, max_size=20))
def test_texts_come_back(texts: list[str]) -> None:
    assert Texts(text_arrays("名", texts), "名").all() == texts
    assert [stretches(texts)[i] for i in range(len(texts))] == texts


def test_several_texts_may_share_a_place() -> None:
    run = np.frombuffer("亿利商贸有限公司".encode(), np.uint8)
    shared = Stretches(run, np.array([0, 6]), np.array([24, 18]))
    assert [shared[0], shared[1]] == ["亿利商贸有限公司", "商贸有限公司"]
    assert shared.byte_at(18, slice(0, 2)).tolist() == [int(run[18]), -1]


@given(st.lists(SIGNS, max_size=300), SIGNS)
def test_the_first_text_that_does_not_come_before_a_key_is_found(texts: list[str], key: str) -> None:
    texts = sorted(texts, key=str.encode)
    ordered = stretches(texts)
    found = Ordered(ordered, Ordered.sampled("每", ordered), "每").first(key.encode())
    assert found == sum(text.encode() < key.encode() for text in texts)
