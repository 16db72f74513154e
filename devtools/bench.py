"""Runs the benchmarks one after the other and prints one JSON document with every promise and its figure.

    python3 dev.py bench                 all of them, at the scale of the promises
    python3 dev.py bench around          one of them
    python3 dev.py bench --quick         all of them, scaled down, within 45 seconds

The document goes to stdout, everything else to stderr. A figure that misses its promise does not change
the exit code; a benchmark that did not finish does.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.report import machine
from devtools.environment import ROOT
from devtools.trouble import Trouble

BENCHMARKS = ROOT / "benchmarks"
QUICK_S = 43.0  # of the promised 45: starting Python and ending a late benchmark take time too
LONG_S = 3600.0
AT_ONCE = 2  # of a quick run, whose figures are scaled down and say nothing of speed


def scripts(folder: Path) -> list[Path]:
    """Give the benchmarks of a folder: what takes --quick; the other files there are what they share."""
    return sorted(path for path in folder.glob("*.py") if '"--quick"' in path.read_text(encoding="utf-8"))


def chosen(names: Sequence[str], folder: Path = BENCHMARKS) -> list[Path]:
    """Give the scripts of those names, or all."""
    known = {path.stem: path for path in scripts(folder)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Trouble(f"there is no benchmark {unknown[0]}; there are {', '.join(known)}.")
    return [known[name] for name in names] or list(known.values())


def measure(script: Path, quick: bool, seconds: float) -> list[dict[str, Any]]:
    """Run one benchmark and give its promises; one that fails or is late gives a promise that does not hold."""
    command = [sys.executable, str(script), *(["--quick"] if quick else [])]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return [_failure(script, f"not finished within {seconds:.0f} s")]
    if process.returncode:
        return [_failure(script, f"ended with code {process.returncode}")]
    try:
        rows = json.loads(out)["promises"]
    except (ValueError, KeyError):
        return [_failure(script, "printed no promises")]
    return [{"benchmark": script.stem, **row} for row in rows]


def measured(listed: Sequence[Path], quick: bool, end: float) -> Iterator[list[dict[str, Any]]]:
    """Measure one benchmark after the other until a moment; a quick run two at a time, once the first has ended.

    The first builds the sample workspace that the others share.
    """

    def told(script: Path) -> list[dict[str, Any]]:
        print(f"== {script.stem}", file=sys.stderr, flush=True)
        return measure(script, quick, max(end - time.monotonic(), 0.1))

    yield from map(told, listed[:1])
    with ThreadPoolExecutor(AT_ONCE if quick else 1) as pool:
        yield from pool.map(told, listed[1:])


def _failure(script: Path, reason: str) -> dict[str, Any]:
    row = {"promise": f"{script.stem} runs to its end", "limit": None, "figure": None, "unit": "", "holds": False}
    return {"benchmark": script.stem, **row, "peer": None, "failed": reason}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a benchmark with the vault and the workers it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main(arguments: Sequence[str]) -> int:
    """Measure and print the document."""
    quick = "--quick" in arguments
    names = [word for word in arguments if word != "--quick"]
    end = time.monotonic() + (QUICK_S if quick else LONG_S)
    rows = [row for found in measured(chosen(names), quick, end) for row in found]
    document = {"benchmark": " ".join(names) or "all", "quick": quick, "machine": machine(), "promises": rows}
    print(json.dumps(document, ensure_ascii=False, indent=1))
    return 1 if any("failed" in row for row in rows) else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(f"dev.py: {trouble}")
