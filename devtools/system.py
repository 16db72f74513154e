"""What the operating system must bring: libraries for Qt and OpenGL, a Chinese font, a display for tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from devtools.trouble import Trouble

# Debian's names; a bare Debian has none of them, a desktop has most.
FOR_WINDOWS = (
    "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libegl1", "libgl1", "libglx-mesa0", "libgl1-mesa-dri",
    "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0",
    "libxcb-render-util0", "libxcb-xinerama0", "libxcb-randr0", "libxcb-shape0", "fonts-wqy-microhei",
)  # fmt: skip
FOR_TESTS = (*FOR_WINDOWS, "xvfb")


def is_debian() -> bool:
    """Tell whether packages are Debian's here (Debian, Ubuntu, UOS, Kylin)."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def ensure(packages: Sequence[str]) -> None:
    """See that Debian packages are there: installed when root, else the line to type is printed and work goes on."""
    if is_debian():
        become_installed(packages)


def missing(packages: Sequence[str]) -> list[str]:
    """Give those packages that are not installed, themselves or by one that provides them; asks no network.

    Debian 13 has libglib2.0-0t64, which provides libglib2.0-0.
    """
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Status},${Package},${Provides}\n"]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    there = {
        name.split()[0]
        for line in lines
        for name in line.split(",")[1:]
        if line.startswith("installed,") and name.strip()
    }
    return [name for name in packages if name not in there]


def become_installed(packages: Sequence[str]) -> None:
    """Install the missing packages when root; otherwise, or when that fails, print the exact line to type."""
    absent = missing(packages)
    if not absent:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(absent)
    if sys.platform == "win32" or os.geteuid() != 0:
        print(f"Some system packages are missing. Type:\n    sudo {line}", file=sys.stderr)
    elif not _apt_get(absent):
        print(f"Some system packages could not be installed. With a network, type:\n    {line}", file=sys.stderr)


def _apt_get(packages: Sequence[str]) -> bool:
    print("Installing system packages: " + " ".join(packages), file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *words]
        failed = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode
    return not failed


def has_display() -> bool:
    """Tell whether a window can be shown to somebody."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """Give the environment for programs that draw: with the machine's X display, else with an Xvfb of our own.

    Qt's `offscreen` platform has no OpenGL, so a real X server is needed on Linux.
    """
    if sys.platform != "linux" or os.environ.get("DISPLAY"):
        yield dict(os.environ)
        return
    with _xvfb() as number:
        own = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"}
        yield {**os.environ, **own}


@contextmanager
def _xvfb() -> Iterator[str]:
    if not shutil.which("Xvfb"):
        raise Trouble("there is no display and no Xvfb to make one; install it (Debian's package: xvfb).")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # written once the server takes clients; empty when it died
        if not number:
            raise Trouble("Xvfb did not start; `Xvfb :99` says why.")
        yield number
    finally:
        server.terminate()
        server.wait()
