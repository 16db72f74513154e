"""The `.venv` of this repository: made from the lock file, repaired when half made, then never touched again.

The stamp is written last, so a set-up that was killed is seen and done again. While a new one is made
the old one waits aside, and comes back if the new one cannot be made (no network after a change of the lock).
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.system import become_installed, is_debian
from devtools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
NEEDED_MB = 1500

# What pip says, and what it means to the one who reads it.
REASONS = (
    (("No space left on device", "Errno 28"), "the disk is full"),
    (("DO NOT MATCH THE HASHES",), "a downloaded package is not the one in requirements.lock"),
    (
        ("NewConnectionError", "NameResolutionError", "Max retries exceeded", "Timeout", "ProxyError", "Retrying"),
        "there is no way to the package index; the first set-up needs a network (pip's own settings name a mirror)",
    ),
    (("No matching distribution",), "a package of requirements.lock does not exist for this system and Python"),
)


def python(venv: Path = ROOT / ".venv") -> Path:
    """Give the Python inside a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(root: Path = ROOT, lock: Path = LOCK) -> Path:
    """Give the Python of a complete `.venv` in `root`, made first where it is missing, half made or out of date."""
    venv = root / ".venv"
    if not is_complete(venv, lock):
        with _alone(root):
            if not is_complete(venv, lock):
                _replace(venv, lock)
    return python(venv)


def is_complete(venv: Path, lock: Path) -> bool:
    """Tell whether the environment was finished from this very lock and Python."""
    stamp = _stamp_file(venv)
    return python(venv).exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == stamp_text(lock)


def stamp_text(lock: Path) -> str:
    """Give what the stamp of a complete environment says."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} python {sys.version_info[0]}.{sys.version_info[1]}\n"


def _stamp_file(venv: Path) -> Path:
    return venv / "complete.txt"


def _replace(venv: Path, lock: Path) -> None:
    before = venv.with_name(".venv.before")
    if _stamp_file(venv).exists():
        shutil.rmtree(before, ignore_errors=True)
        venv.replace(before)
    shutil.rmtree(venv, ignore_errors=True)
    try:
        _make(venv, lock)
    except BaseException:
        if before.exists():
            shutil.rmtree(venv, ignore_errors=True)
            before.replace(venv)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _make(venv: Path, lock: Path) -> None:
    _require_room(venv.parent)
    _require_venv_module()
    print("Making .venv from requirements.lock; this is done once and takes a few minutes.", file=sys.stderr)
    _call([sys.executable, "-m", "venv", str(venv)], venv, "a virtual environment cannot be made")
    log = venv / "pip.log"
    install = ["install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--log", str(log), "-r", str(lock)]
    _call([str(python(venv)), "-m", "pip", *install, "--disable-pip-version-check"], venv, "the set-up stopped")
    _stamp_file(venv).write_text(stamp_text(lock), encoding="utf-8")


def _call(command: list[str], venv: Path, what: str) -> None:
    if subprocess.run(command, stdout=sys.stderr).returncode:
        raise Trouble(f"{what}: {why(venv / 'pip.log')}.")


def why(log: Path) -> str:
    """Read in pip's log why it failed."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    for signs, meaning in REASONS:
        if any(sign in text for sign in signs):
            return meaning
    return "the lines above say why"


def _require_room(folder: Path) -> None:
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < NEEDED_MB:
        raise Trouble(f"the set-up needs {NEEDED_MB} MB of disk in {folder}; {free_mb} MB are free.")


def _require_venv_module() -> None:
    """Debian ships Python without what `venv` needs."""
    if importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None:
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if is_debian():
        become_installed((package,))
        importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble(f"this Python has no ensurepip, so no .venv can be made; install it (Debian: {package}).")


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one set-up at a time work on `.venv`; a second one waits, then finds it complete."""
    with (root / ".venv.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
