"""Text that was once misread and saved is recognised, and turned back where nothing is lost."""

import codecs
from pathlib import Path

import pytest

from kangbashi_gis.importing.doubled import CHAINS, Chain, doubled, is_lost, turned_back

STREETS = ("鄂尔多斯大街", "康巴什区哈巴格希街道", "面积")


@pytest.mark.parametrize("chain", CHAINS, ids=lambda one: one.codec)
def test_what_was_misread_is_what_it_was_when_turned_back(chain: Chain) -> None:
    text = "國語" if chain.inner == "cp950" else "宗地代码"
    octets = text.encode(chain.inner)
    wrong = octets.decode("latin-1" if chain.via == "cp1252" else chain.via)
    assert turned_back(wrong, chain) == text
    assert wrong.encode().decode(chain.codec) == text


@pytest.mark.parametrize(
    "texts",
    [
        STREETS,
        ("Müller Straße", "Größe"),
        ("улица Ленина",),
        ("東京都ひたちなか市",),
        ("页页页页页页页页",),
        ("联通",),
        (),
    ],
)
def test_text_as_people_write_it_is_left_alone(texts: tuple[str, ...]) -> None:
    assert doubled(texts) is None


def test_an_example_shows_both() -> None:
    found = doubled([street.encode("gbk").decode("latin-1") for street in STREETS])
    assert found is not None
    assert (found.chain.codec, found.count, found.whole) == ("gbk-in-latin1", 3, True)
    assert found.right in STREETS


def test_a_stream_is_turned_back_whatever_pieces_it_comes_in(tmp_path: Path) -> None:
    text = "code,full\n" + "".join(f"A{number},鄂尔多斯大街{number}号\n" for number in range(5000))
    path = tmp_path / "地址.csv"
    path.write_bytes(text.encode("gbk").decode("latin-1").encode())
    assert path.read_text(encoding="gbk-in-latin1") == text


def test_what_cannot_be_turned_back_is_an_error_of_decoding() -> None:
    with pytest.raises(UnicodeDecodeError):
        "鄂尔多斯大街".encode().decode("gbk-in-latin1")
    with pytest.raises(UnicodeEncodeError):
        codecs.encode("大街", "gbk-in-latin1")


@pytest.mark.parametrize(
    ("text", "lost"), [("锟斤拷大街", True), ("ï¿½", True), ("大\ufffd", True), ("鄂尔多斯", False)]
)
def test_the_traces_of_what_is_lost_are_known(text: str, lost: bool) -> None:
    assert is_lost(text) is lost
