"""Rows of another encoding in a text that else is of one: told with their lines, never read as other characters."""

from pathlib import Path

import pytest

from kangbashi_gis.errors import EncodingMixed
from kangbashi_gis.importing.mixed import mixed
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import dbf, delimited

ROWS = [f"D{at},康巴什区鄂尔多斯大街{at}号,柳南社区" for at in range(40)]


def written(folder: Path, usual: str, other: str, odd: tuple[int, ...]) -> Path:
    path = folder / "地址.csv"
    lines = ["编码,标准地址全称,社区", *ROWS]
    path.write_bytes(b"".join(f"{one}\r\n".encode(other if at in odd else usual) for at, one in enumerate(lines, 1)))
    return path


@pytest.mark.parametrize(("usual", "other"), [("gb18030", "utf-8"), ("utf-8", "gb18030"), ("gb18030", "big5")])
@pytest.mark.parametrize("odd", [(9,), (41,), (3, 17, 30)])
def test_lines_of_another_encoding_are_named(tmp_path: Path, usual: str, other: str, odd: tuple[int, ...]) -> None:
    rows = [one.replace("鄂尔多斯大街", "行政中心北門") for one in ROWS] if other == "big5" else ROWS
    path = tmp_path / "地址.csv"
    lines = ["编码,标准地址全称,社区", *rows]
    plain = str.maketrans("区号", "區號")
    path.write_bytes(
        b"".join(
            f"{one.replace('社区', '').translate(plain) if at in odd and other == 'big5' else one}\n".encode(
                other if at in odd else usual, "ignore"
            )
            for at, one in enumerate(lines, 1)
        )
    )
    with pytest.raises(EncodingMixed) as caught:
        delimited.open_text(path, ImportOptions())
    assert caught.value.values["lines"] == ", ".join(map(str, odd))


def test_lines_by_turns_in_two_encodings_are_a_mixture(tmp_path: Path) -> None:
    judgement = delimited.judged(written(tmp_path, "gb18030", "utf-8", tuple(range(2, 42, 2))))
    assert judgement.codec is None
    assert judgement.mixed is not None
    assert {judgement.mixed.main, judgement.mixed.other} == {"GB18030", "UTF-8"}


def test_a_line_far_down_is_looked_at_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_LINES", 10)
    judgement = delimited.judged(written(tmp_path, "gb18030", "utf-8", (39,)))
    assert (judgement.codec, judgement.lines) == (None, (39,))


def test_a_record_far_down_a_table_is_looked_at_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbf, "SAMPLED_RECORDS", 10)
    path = tmp_path / "地址.dbf"
    texts = [one.encode("utf-8" if at == 33 else "gbk").ljust(60) for at, one in enumerate(ROWS)]
    head = bytes([3, 126, 1, 1, *len(texts).to_bytes(4, "little"), 65, 0, 61, 0]).ljust(32, b"\0")
    column = b"NAME".ljust(11, b"\0") + b"C" + bytes([0, 0, 0, 0, 60]).ljust(20, b"\0")
    path.write_bytes(head + column + b"\r" + b"".join(b" " + one for one in texts))
    with pytest.raises(EncodingMixed):
        dbf.open_dbf(path)


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "big5"])
def test_a_text_of_one_encoding_is_no_mixture(codec: str) -> None:
    rows = [one.translate(str.maketrans("区号尔斯", "區號爾斯")).replace("鄂", "") for one in ROWS]
    texts = [one.encode(codec, "ignore") for one in rows]
    assert mixed(texts, codec) is None


def test_rare_characters_and_odd_names_are_no_mixture() -> None:
    rare = ["㐂𠀀䶮喆", "镕堃昇", "囍", "ＡＢＣ－１２", "①②③", "㎡"]
    assert mixed([one.encode("gb18030") for one in (*ROWS, *rare)], "gb18030") is None
