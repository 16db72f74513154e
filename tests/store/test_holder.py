"""A writer leaves a note with its name, and takes it away; one that leaves none is looked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kangbashi_gis.errors import WorkspaceHeld
from kangbashi_gis.messages import sentence
from kangbashi_gis.store import holder


def test_the_writer_is_named_while_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "城市.gpkg"
    with holder.named(path):
        assert f", {os.getpid()}, " in holder.who(path)
    assert holder.who(path) == holder.UNNAMED
    assert list(tmp_path.iterdir()) == []


def test_the_note_of_a_killed_program_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "城市.gpkg"
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    with holder.named(path):
        note = next(tmp_path.iterdir())
        note.write_text(note.read_text(encoding="utf-8").replace(str(os.getpid()), str(ended.pid)), encoding="utf-8")
        assert os.name == "nt" or holder.who(path) == holder.UNNAMED


def test_a_note_that_is_half_written_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "城市.gpkg-writer").write_text('{"user": "王', encoding="utf-8")
    assert holder.who(tmp_path / "城市.gpkg") == holder.UNNAMED


FOREIGN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = " + sys.argv[2])
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE t (a)")
print("writing", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not holder.LOCKS.exists(), reason="this system has no list of locks")
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_program_that_leaves_no_note_is_found_by_its_lock(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "城市.gpkg"
    command = [sys.executable, "-c", FOREIGN, str(path), mode]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "writing\n"
        assert holder.who(path).endswith(f", {program.pid}")
        program.communicate("")
    assert holder.who(path) == holder.UNNAMED


def test_the_sentence_never_says_a_question_mark() -> None:
    problem = WorkspaceHeld(path="康巴什", holder=holder.UNNAMED)
    assert sentence(problem)[0] == "另一个程序正在写这个工作区：没有留下名字的程序，可能是 QGIS"
