"""Killed at ten random moments, a workspace opens, holds all or nothing of each operation, and is clean."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_ten_kills_do_no_harm() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "crash.py"), "--kills", "10", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first = json.loads(done.stdout)["promises"][0]
    assert first["faults"] == []
    assert first["holds"]
