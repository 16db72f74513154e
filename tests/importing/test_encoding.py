"""The bytes decide on the encoding; what a file says of itself is a hint; where neither is sure, we ask."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing import encoding

PATH = Path("宗地.dbf")
CHINESE = ["鄂尔多斯大街", "康巴什区哈巴格希街道", "乌兰木伦河", "小区3号楼"]


def bytes_in(name: str) -> list[bytes]:
    return [text.encode(name) for text in CHINESE]


@pytest.mark.parametrize("hint", ["", "GBK", "936", "UTF-8", "ISO-8859-1", "ANSI 1252", "OEM", "无", "\x00"])
def test_chinese_in_gbk_is_recognised_whatever_the_hint_says(hint: str) -> None:
    assert encoding.detect(bytes_in("gbk"), PATH, hint) == "GB18030"


@pytest.mark.parametrize("hint", ["", "GBK", "ISO-8859-1", "Big5"])
def test_chinese_in_utf8_is_recognised_whatever_the_hint_says(hint: str) -> None:
    assert encoding.detect(bytes_in("utf-8"), PATH, hint) == "UTF-8"


def test_characters_that_only_gb18030_has_are_read() -> None:
    assert encoding.decode("𠮷㑇路".encode("gb18030"), "GB18030") == "𠮷㑇路"


def test_a_character_cut_at_the_end_of_a_field_does_not_hide_the_encoding() -> None:
    cut = "哈巴格希街道".encode()[:10]
    assert encoding.detect([cut], PATH) == "UTF-8"
    assert encoding.decode(cut, "UTF-8") == "哈巴格"


@pytest.mark.parametrize("text", ["Peçeña México", "Señor Güiñez", "Åse Ødegård"])
def test_western_text_is_not_taken_for_chinese(text: str) -> None:
    with pytest.raises(EncodingUnclear):
        encoding.detect([text.encode("latin-1")], PATH)


def test_a_hint_is_followed_where_the_bytes_are_neither_utf8_nor_chinese() -> None:
    assert encoding.detect(["イイカタカナ".encode("shift_jis")], PATH, "shiftjis") == "shift_jis"


def test_a_hint_that_contradicts_what_reads_as_chinese_is_asked_about() -> None:
    with pytest.raises(EncodingUnclear):
        encoding.detect(["русский".encode("koi8-r")], PATH, "koi8r")


def test_plain_ascii_is_utf8() -> None:
    assert encoding.detect([b"A0001", b""], PATH) == "UTF-8"


def test_an_encoding_that_nobody_knows_cannot_be_chosen() -> None:
    with pytest.raises(EncodingUnclear):
        encoding.chosen("no-such", PATH)
    with pytest.raises(EncodingUnclear):
        encoding.chosen("rot13", PATH)


@pytest.mark.parametrize(
    ("name", "codec"), [("GBK", "GB18030"), ("936", "GB18030"), ("utf8", "UTF-8"), ("65001", "UTF-8")]
)
def test_the_names_that_people_use_are_known(name: str, codec: str) -> None:
    assert encoding.known(name) == codec


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=20))
def test_utf8_is_never_mistaken(text: str) -> None:
    assert encoding.detect([text.encode()], PATH) == "UTF-8"


def test_a_short_text_is_asked_about_with_the_likelier_first() -> None:
    with pytest.raises(EncodingUnclear) as caught:
        encoding.detect(["康宁".encode("gbk") + b" "], PATH)
    assert str(caught.value.values["encoding"]).startswith("GB18030 / ")


def test_every_name_that_a_question_offers_can_be_answered_with() -> None:
    judgement = encoding.judge([], ["Straße der Brüder Grimm".encode("latin-1")])
    assert len(judgement.candidates) > 1
    assert all(encoding.chosen(one.label, PATH) for one in judgement.candidates)


def test_what_the_file_says_of_itself_does_not_outweigh_the_bytes() -> None:
    declared = encoding.Declared(0x4D, "GBK")
    assert encoding.judge([], [text.encode("big5") for text in ("臺北市中正區重慶南路",)], declared).codec == "cp950"
    assert encoding.judge([], ["東京都新宿区".encode("euc_jp")], declared).codec is None


def test_repeating_a_word_makes_it_no_surer() -> None:
    once = encoding.judge([], ["康宁".encode("gbk") + b" "])
    often = encoding.judge([], [f"{number} ".encode() + "康宁".encode("gbk") + b" " for number in range(3)])
    assert once.candidates[0].confidence == pytest.approx(often.candidates[0].confidence, abs=1e-6)


def test_a_text_that_was_misread_and_saved_is_imported_only_after_an_answer() -> None:
    octets = "鄂尔多斯大街".encode().decode("latin-1").encode()
    with pytest.raises(EncodingUnclear) as caught:
        encoding.detect([octets], PATH)
    assert str(caught.value.values["encoding"]).startswith("utf8-in-latin1")
    assert encoding.decode(octets, encoding.chosen("utf8-in-latin1", PATH)) == "鄂尔多斯大街"
    assert encoding.decode(octets, encoding.chosen("UTF-8", PATH)) != "鄂尔多斯大街"


def test_three_letters_of_thai_are_not_taken_for_one_rare_character() -> None:
    with pytest.raises(EncodingUnclear):
        encoding.detect(["ไนจ".encode("cp874") + b" "], PATH)
    assert encoding.detect(["路".encode() + b" "], PATH) == "UTF-8"


@pytest.mark.parametrize(("text", "codec"), [("バマコ", "iso2022_jp"), ("낙동강", "iso2022_kr"), ("康巴什", "hz")])
def test_codes_of_seven_bits_are_not_taken_for_ascii(text: str, codec: str) -> None:
    octets = text.encode(codec)
    assert octets.isascii()
    with pytest.raises(EncodingUnclear) as caught:
        encoding.detect([b"A0001", octets], PATH)
    assert encoding.decode(octets, encoding.chosen(str(caught.value.values["encoding"]), PATH)) == text
