"""Arrays in one file."""

from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.index.arrays import pack, unpack


def test_what_is_packed_comes_back_with_its_kind_and_shape(tmp_path: Path) -> None:
    arrays = {
        "数": np.arange(5, dtype=np.uint32),
        "表": np.array([[1.5, np.nan], [3.0, 4.0]]),
        "空": np.empty((0, 4)),
        "字": np.frombuffer("康巴什".encode(), np.uint8),
    }
    pack(tmp_path / "数组.bin", arrays)
    back = unpack(tmp_path / "数组.bin")
    assert list(back) == list(arrays)
    for name, array in arrays.items():
        assert back[name].dtype == array.dtype
        np.testing.assert_array_equal(back[name], array)


def test_what_is_unpacked_cannot_be_written(tmp_path: Path) -> None:
    pack(tmp_path / "a.bin", {"数": np.arange(3)})
    with pytest.raises(ValueError, match="read-only"):
        unpack(tmp_path / "a.bin")["数"][0] = 9


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match="not a file of arrays"):
        unpack(tmp_path / "a.bin")
