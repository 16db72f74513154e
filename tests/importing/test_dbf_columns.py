"""Columns of a DBF that are read at once say the same as their cells read one by one."""

import numpy as np
import pytest

from kangbashi_gis.importing.sources import dbf
from kangbashi_gis.importing.sources.dbf import Column

TEXTS = ["天骄路2号", "", "  前后有空格 ", "ABC", "鄂尔多斯大街", "0701"]


def cells(values: list[bytes], width: int) -> np.ndarray:
    return np.array([value.ljust(width)[:width] for value in values], dtype=f"S{width}")


def one_by_one(raw: np.ndarray, encoding: str) -> list[str | None]:
    return [dbf._text(value, encoding) for value in raw.tolist()]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "cp950"])
@pytest.mark.parametrize("width", [9, 20, 254])
def test_texts_are_the_same_also_where_the_last_character_is_cut(encoding: str, width: int) -> None:
    texts = [text if encoding != "cp950" else text.replace("鄂尔多斯", "鼓樓") for text in TEXTS]
    given = [text.replace("骄", "橋").replace("号", "號") if encoding == "cp950" else text for text in texts]
    raw = cells([text.replace("后", "後").encode(encoding, "replace") for text in given], width)
    assert dbf._values(raw, Column(b"ZL", "C", width, 0), encoding) == one_by_one(raw, encoding)


def test_cells_padded_with_nothing_and_cells_with_ends_of_lines_are_the_same() -> None:
    for values in ([b"A\0\0\0", b"\0\0\0\0"], [b"A\nB", b"\n"], [b"    ", b"    "]):
        raw = np.array(values, dtype="S4")
        assert dbf._values(raw, Column(b"ZL", "C", 4, 0), "utf-8") == one_by_one(raw, "utf-8")


@pytest.mark.parametrize("values", [[b"12.50", b" 0.25"], [b"12.50", b"     "], [b"12.5", b"***"], [b"1,5", b"7.25"]])
def test_numbers_are_the_same_also_where_some_are_missing(values: list[bytes]) -> None:
    raw = cells(values, 8)
    assert dbf._values(raw, Column(b"MJ", "N", 8, 2), "utf-8") == [dbf._number(value) for value in raw.tolist()]
