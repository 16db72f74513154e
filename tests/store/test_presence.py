"""A program is present in a workspace for as long as its process lives, and leaves nothing behind for ever."""

import os
import subprocess
import sys
from pathlib import Path

from kangbashi_gis.store.presence import Presence, present, sweep

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (
    "import sys; from pathlib import Path; from kangbashi_gis.store.presence import Presence;"
    "p = Presence(Path(sys.argv[1])); (Path(sys.argv[1]) / p.session).mkdir(); print(p.session, flush=True);"
    "sys.stdin.read()"
)


def program(folder: Path) -> "subprocess.Popen[str]":
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=here)


def test_a_session_is_present_until_it_leaves(tmp_path: Path) -> None:
    one = Presence(tmp_path / "在场")
    assert present(tmp_path / "在场", one.session)
    one.leave()
    assert not present(tmp_path / "在场", one.session)
    assert list((tmp_path / "在场").iterdir()) == []


def test_a_killed_program_is_not_present_and_is_swept_away(tmp_path: Path) -> None:
    with program(tmp_path) as other:
        assert other.stdout is not None
        session = other.stdout.readline().strip()
        assert present(tmp_path, session)
        sweep(tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == [session, session + ".lock"]
        other.kill()
    assert not present(tmp_path, session)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_session_nobody_knows_is_not_present(tmp_path: Path) -> None:
    assert not present(tmp_path, "无")


def test_with_a_prefix_only_what_such_a_session_left_is_swept(tmp_path: Path) -> None:
    kept = [".示例.bak", ".示例.2026.lock", ".示例二." + "0" * 32, "示例." + "0" * 32]
    for name in [*kept, ".示例." + "0" * 32]:
        (tmp_path / name).mkdir()
    here = Presence(tmp_path, ".示例.")
    sweep(tmp_path, ".示例.")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, here.session + ".lock"])
    here.leave()
