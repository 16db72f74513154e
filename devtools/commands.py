"""The commands of dev.py: each sees to what it needs, then runs the real thing with the repository's Python."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devtools import environment, system
from devtools.environment import ROOT
from devtools.trouble import Trouble

# import-linter has no `python -m`; its console script names the folder it was installed in, which may have moved.
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
WINDOW_PROCESSES = 3  # that the tests of the window are spread over, one after the other


def main(arguments: Sequence[str], usage: str) -> int:
    """Run one command; gives its exit code."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(usage, file=sys.stdout if list(arguments) in ([], ["--help"], ["-h"]) else sys.stderr)
        return 0 if list(arguments) in (["--help"], ["-h"]) else 2
    try:
        return command(arguments[1:])
    except (Trouble, OSError) as trouble:  # a full disk, a folder that cannot be written, a .venv in use
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Open the window on a workspace, or on the sample district, which is built on the first start."""
    system.ensure(system.FOR_WINDOWS)
    python = environment.ensure()
    if not system.has_display():
        raise Trouble("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.")
    return _call([python, "-m", "kangbashi_gis", "gui", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run the tests, all of them unless told otherwise: the many on two processes, files staying whole.

    Those of the window have a process of their own afterwards: where OpenGL has come from EGL (pictures without
    a display) and then from X11 (windows) in one process, Mesa was seen to crash. The program never mixes them.
    Theirs are three processes, because hundreds of windows one after the other take gigabytes.
    """
    system.ensure(system.FOR_TESTS)
    python = environment.ensure()
    window = ROOT / "tests" / "ui"
    files = sorted(str(one.relative_to(ROOT)) for one in window.rglob("test_*.py"))
    parts = [files[start::WINDOW_PROCESSES] for start in range(WINDOW_PROCESSES)]
    everything = [["-n", "2", "--dist", "loadfile", "--ignore=tests/ui"], *parts]
    runs = [list(arguments)] if arguments else everything
    with system.display() as env:
        return max([_call([python, "-m", "pytest", *words], env, ROOT) for words in runs])


def check(arguments: Sequence[str]) -> int:
    """Run every check, say which failed, and fail if one did."""
    python = environment.ensure()
    checks: dict[str, list[str | Path]] = {
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "lint": [python, "-m", "ruff", "check", "."],
        "types": [python, "-m", "mypy"],
        "import contracts": [python, "-c", LINT_IMPORTS],
        "translations": [python, "-m", "devtools.i18n", "--check"],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if _call(command, cwd=ROOT):
            failed.append(name)
    print(f"dev.py check: {', '.join(failed)} failed" if failed else "dev.py check: all is well", flush=True)
    return 1 if failed else 0


def cli(arguments: Sequence[str]) -> int:
    """Run the command line in the caller's folder."""
    return _call([environment.ensure(), "-m", "kangbashi_gis", *arguments])


def i18n(arguments: Sequence[str]) -> int:
    """Bring new texts of the window into the translation file and compile it."""
    return _call([environment.ensure(), "-m", "devtools.i18n", *arguments], cwd=ROOT)


def _drawing(module: str) -> Callable[[Sequence[str]], int]:
    """Make a command that runs a module of devtools where it can draw."""

    def command(arguments: Sequence[str]) -> int:
        system.ensure(system.FOR_TESTS)
        python = environment.ensure()
        with system.display() as env:
            return _call([python, "-m", module, *arguments], env, ROOT)

    return command


def _call(command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path | None = None) -> int:
    """Run a command with the repository on the path of Python; Ctrl-C reaches it as it reaches us."""
    own = dict(env or os.environ)
    own["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), own.get("PYTHONPATH")]))
    return subprocess.run([str(word) for word in command], env=own, cwd=cwd, check=False).returncode


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "cli": cli,
    "bench": _drawing("devtools.bench"),
    "i18n": i18n,
    "shots": _drawing("devtools.shots"),
    "package": _drawing("devtools.package"),
}
