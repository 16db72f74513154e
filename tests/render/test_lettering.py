"""Words as pictures."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from kangbashi_gis.render.lettering import FAMILIES, Style, Words, extent, family, letter

BLACK = Style(24, "#000000", "#ffffff")


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    if family() not in FAMILIES:
        pytest.skip("no Chinese font is installed")


def test_chinese_characters_are_written_and_differ():
    one, other = letter(Words(("康",), BLACK)), letter(Words(("巴",), BLACK))
    assert one.shape == other.shape and (one[..., 3] > 0).any() and (one != other).any()


def test_a_halo_lies_around_the_letters():
    with_halo, without = letter(Words(("路",), BLACK)), letter(Words(("路",), Style(24, "#000000", "")))
    assert (with_halo[..., 3] > 128).sum() > 1.5 * (without[..., 3] > 128).sum()
    assert (with_halo[..., :3] > 200).any() and not (without[..., :3] > 0).any()


def test_alpha_is_multiplied_in():
    picture = letter(Words(("街",), Style(24, "#ff8040", "#ffffff"))).astype(int)
    assert (picture[..., :3] <= picture[..., 3:] + 1).all()


def test_turned_words_need_a_taller_picture():
    flat, turned = letter(Words(("鄂尔多斯大街",), BLACK)), letter(Words(("鄂尔多斯大街",), BLACK, 90))
    assert flat.shape[0] < flat.shape[1] and turned.shape[0] > turned.shape[1]


def test_more_lines_are_taller_and_not_wider_than_their_longest():
    assert extent(Words(("康巴什", "区"), BLACK)) == (
        extent(Words(("康巴什",), BLACK))[0],
        pytest.approx(2 * 24 * 1.12),
    )


def test_the_picture_is_centred_on_the_words():
    ink = letter(Words(("口",), BLACK))[..., 3] > 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    middle = (rows[0] + rows[-1]) / 2, (columns[0] + columns[-1]) / 2
    assert middle == pytest.approx(((ink.shape[0] - 1) / 2, (ink.shape[1] - 1) / 2), abs=2.5)
