"""Generations of index files: all of one or none, whatever happens meanwhile."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from kangbashi_gis.index import generations


def _fill(text: str) -> object:
    def fill(folder: Path) -> Mapping[str, object]:
        (folder / "内容.bin").write_text(text, encoding="utf-8")
        return {"text": text}

    return fill


def test_the_newest_generation_is_found_and_the_one_before_is_gone(tmp_path: Path) -> None:
    generations.write(tmp_path, "x", _fill("旧"))
    second = generations.write(tmp_path, "x", _fill("新"))
    found = generations.newest(tmp_path, "x")
    assert found is not None
    assert (found.number, found.facts["text"]) == (2, "新")
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == [second.folder.name]


def test_a_builder_that_fails_leaves_the_generation_before(tmp_path: Path) -> None:
    generations.write(tmp_path, "x", _fill("旧"))

    def fails(folder: Path) -> Mapping[str, object]:
        (folder / "内容.bin").write_text("半", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        generations.write(tmp_path, "x", fails)
    found = generations.newest(tmp_path, "x")
    assert found is not None and found.facts["text"] == "旧"
    assert list(tmp_path.glob("*.new")) == []


@pytest.mark.parametrize("damage", ["cut", "flip", "remove", "no stamp", "half a stamp", "older format"])
def test_a_damaged_generation_counts_as_absent(tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    folder = generations.write(tmp_path, "x", _fill("内容" * 100)).folder
    content, stamp = folder / "内容.bin", folder / generations.STAMP
    if damage == "cut":
        content.write_bytes(content.read_bytes()[:-1])
    elif damage == "flip":
        content.write_bytes(b"\x00" + content.read_bytes()[1:])
    elif damage == "remove":
        content.unlink()
    elif damage == "no stamp":
        stamp.unlink()
    elif damage == "half a stamp":
        stamp.write_bytes(stamp.read_bytes()[:20])
    else:
        stamp.write_text(stamp.read_text("utf-8").replace(f'"format": {generations.FORMAT}', '"format": 0'), "utf-8")
    assert generations.newest(tmp_path, "x") is None


def test_only_a_thorough_look_reads_files_that_seem_untouched(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = generations.write(tmp_path, "x", _fill("内容")).folder / "内容.bin"
    times = content.stat()
    content.write_bytes(b"\x00" + content.read_bytes()[1:])
    os.utime(content, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert generations.newest(tmp_path, "x", thorough=False) is not None
    assert generations.newest(tmp_path, "x", thorough=True) is None


def test_a_copied_file_is_looked_through_once(tmp_path: Path) -> None:
    content = generations.write(tmp_path, "x", _fill("内容")).folder / "内容.bin"
    changed = content.stat().st_mtime_ns
    os.utime(content, ns=(0, 0))
    assert generations.newest(tmp_path, "x", thorough=False) is not None
    assert content.stat().st_mtime_ns == changed


def test_what_a_killed_builder_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / f"x-7{generations.ASIDE}"
    left.mkdir()
    (left / "内容.bin").write_text("半", encoding="utf-8")
    assert generations.newest(tmp_path, "x") is None
    generations.write(tmp_path, "x", _fill("新"))
    assert not left.exists()


@pytest.mark.parametrize(("adopt", "kept"), [(True, "别人的"), (False, "自己的")])
def test_who_waited_for_another_builder_may_take_what_that_one_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adopt: bool, kept: str
) -> None:
    lock = generations._lock

    def granted_late(handle: int) -> None:
        monkeypatch.setattr(generations, "_lock", lock)
        generations.write(tmp_path, "x", _fill("别人的"))
        lock(handle)

    monkeypatch.setattr(generations, "_lock", granted_late)
    assert generations.write(tmp_path, "x", _fill("自己的"), adopt).facts["text"] == kept
    found = generations.newest(tmp_path, "x")
    assert found is not None and found.facts["text"] == kept
