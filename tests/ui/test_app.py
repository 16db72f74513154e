"""The program with its window, as a process of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

WINDOW = """
import sys
from pathlib import Path
from kangbashi_gis.ui.app import run
if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), until_drawn=len(sys.argv) > 2))
"""


def start(config: Path, *words: str | Path) -> subprocess.Popen[str]:
    """Start the program with a configuration of its own."""
    env = {**os.environ, "KANGBASHI_GIS_CONFIG": str(config)}
    return subprocess.Popen(
        [sys.executable, "-c", WINDOW, *map(str, words)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_says_when_the_map_is_drawn_and_ends(ready_folder: Path, tmp_path: Path) -> None:
    with start(tmp_path / "配置", ready_folder, "until_drawn") as program:
        out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, "")
    assert json.loads(out)["drawn_s"] > 0
    assert (tmp_path / "配置" / "window.ini").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_process_that_is_asked_to_end_closes_its_window_and_remembers_it(folder: Path, tmp_path: Path) -> None:
    with start(tmp_path / "配置", folder) as program:
        _wait_for(tmp_path / "配置" / "window.ini", program)
        program.send_signal(signal.SIGTERM)
        _out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, "")
    assert list((tmp_path / "配置" / "views").iterdir()) != []


def _wait_for(file: Path, program: subprocess.Popen[str]) -> None:
    """Wait until a file is there; the process must still live."""
    while not file.exists():
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.1)
