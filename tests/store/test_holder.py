"""A writer leaves a note with its name, and takes it away."""

import os
import subprocess
import sys
from pathlib import Path

from kangbashi_gis.store import holder


def test_the_writer_is_named_while_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "城市.gpkg"
    with holder.named(path):
        assert f", {os.getpid()}, " in holder.who(path)
    assert holder.who(path) == holder.UNKNOWN
    assert list(tmp_path.iterdir()) == []


def test_the_note_of_a_killed_program_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "城市.gpkg"
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    with holder.named(path):
        note = next(tmp_path.iterdir())
        note.write_text(note.read_text(encoding="utf-8").replace(str(os.getpid()), str(ended.pid)), encoding="utf-8")
        assert os.name == "nt" or holder.who(path) == holder.UNKNOWN


def test_a_note_that_is_half_written_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "城市.gpkg-writer").write_text('{"user": "王', encoding="utf-8")
    assert holder.who(tmp_path / "城市.gpkg") == holder.UNKNOWN
