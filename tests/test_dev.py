"""The set-up of a clone: made once, repaired when half made, and every failure told in one line."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from devtools import bench, commands, environment, licences, system
from devtools.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]
ON_X11 = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and Debian packages are Linux's")


def make_wheel(folder: Path, version: str) -> str:
    """Write a package of one line; gives its line for a lock file."""
    info = f"probe-{version}.dist-info"
    files = {
        "probe.py": f"VERSION = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: probe\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    wheel = folder / f"probe-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return f"probe=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def write_lock(clone: Path, line: str) -> Path:
    lock = clone / "requirements.lock"
    lock.write_text(f"--no-index\n--find-links {clone.as_uri()}\n{line}\n", encoding="utf-8")
    return lock


def installed(python: Path) -> str:
    code = "import probe; print(probe.VERSION)"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lock file of one package, set up once."""
    folder = tmp_path_factory.mktemp("克隆 clone")
    environment.ensure(folder, write_lock(folder, make_wheel(folder, "1.0")))
    return folder


def test_what_was_set_up_once_is_not_touched_again(clone: Path) -> None:
    before = (clone / ".venv" / "complete.txt").stat().st_mtime_ns
    python = environment.ensure(clone, clone / "requirements.lock")
    assert installed(python) == "1.0"
    assert (clone / ".venv" / "complete.txt").stat().st_mtime_ns == before


def test_an_environment_without_its_stamp_is_made_again(clone: Path) -> None:
    (clone / ".venv" / "complete.txt").unlink()
    (clone / ".venv" / "half").write_text("left by a set-up that was killed")
    python = environment.ensure(clone, clone / "requirements.lock")
    assert installed(python) == "1.0"
    assert not (clone / ".venv" / "half").exists()


def test_a_lock_that_cannot_be_fulfilled_leaves_the_old_environment(clone: Path) -> None:
    lock = clone / "requirements.lock"
    line = lock.read_text(encoding="utf-8").splitlines()[-1]
    write_lock(clone, line.replace("1.0", "2.0"))
    try:
        with pytest.raises(Trouble, match="does not exist for this system"):
            environment.ensure(clone, lock)
        assert not environment.is_complete(clone / ".venv", lock)
        assert installed(environment.python(clone / ".venv")) == "1.0"
        assert not (clone / ".venv.before").exists()
    finally:
        write_lock(clone, line)
    assert environment.is_complete(clone / ".venv", lock)


def test_a_package_that_is_not_the_one_in_the_lock_is_refused(tmp_path: Path) -> None:
    make_wheel(tmp_path, "1.0")
    lock = write_lock(tmp_path, "probe==1.0 --hash=sha256:" + "0" * 64)
    with pytest.raises(Trouble, match=r"not the one in requirements\.lock"):
        environment.ensure(tmp_path, lock)
    assert not environment.is_complete(tmp_path / ".venv", lock)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("NewConnectionError('Failed to establish a new connection')", "needs a network"),
        ("something nobody foresaw", "the lines above say why"),
    ],
)
def test_what_pip_says_is_told_in_a_few_words(tmp_path: Path, said: str, meant: str) -> None:
    (tmp_path / "pip.log").write_text(said, encoding="utf-8")
    assert meant in environment.why(tmp_path / "pip.log")


def test_a_disk_without_room_is_told_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "NEEDED_MB", 10**12)
    with pytest.raises(Trouble, match="MB are free"):
        environment.ensure(tmp_path, write_lock(tmp_path, "probe==1.0"))
    assert not (tmp_path / ".venv").exists()


def test_the_lock_has_hashes_for_everything_and_names_no_index() -> None:
    text = environment.LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    requirements = text.replace("\\\n", " ").splitlines()
    assert [line for line in requirements if "==" in line and "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("words", [[], ["nonsense"], ["nonsense", "--help"]])
def test_an_unknown_command_shows_what_there_is(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(words, "the usage") == 2
    out, err = capsys.readouterr()
    assert "the usage" in out + err


def test_trouble_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: object) -> int:
        raise Trouble("there is no network.")

    monkeypatch.setitem(commands.COMMANDS, "run", fail)
    assert commands.main(["run"], "") == 1
    assert capsys.readouterr().err == "dev.py: there is no network.\n"


def test_a_python_that_is_too_old_says_which_one_is_needed() -> None:
    code = "import dev, sys; dev.KNOWN = ((9, 9),); sys.exit(dev.main())"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("dev.py: Python 3.11, 3.12 or 3.13 is needed; this is 3.")
    assert len(answer.stderr.splitlines()) == 1


@ON_X11
def test_a_program_that_draws_gets_a_display_of_its_own_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with system.display() as env:
        socket = Path("/tmp/.X11-unix") / f"X{env['DISPLAY'].removeprefix(':')}"
        assert socket.exists()
        assert env["QT_QPA_PLATFORM"] == "xcb"
    assert not socket.exists()


@ON_X11
def test_a_display_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    with system.display() as env:
        assert env == dict(os.environ)


@ON_X11
def test_without_xvfb_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="xvfb"), system.display():
        pass


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian whose package tools are scripts that write down what they are asked."""
    tools = {
        "dpkg-query": "printf 'installed,libglib2.0-0t64,libglib2.0-0 (= 2.84)\\nconfig-files,xvfb,\\n'",
        "apt-get": f'echo "$@" >> "{tmp_path}/asked"',
    }
    for name, line in tools.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@ON_X11
def test_only_what_is_missing_is_installed_after_an_update(debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system.ensure(["libglib2.0-0", "xvfb"])
    update, install = (debian / "asked").read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends xvfb")


@ON_X11
def test_who_is_not_root_gets_the_line_to_type_and_work_goes_on(
    debian: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    system.ensure(["libglib2.0-0", "xvfb"])
    assert "\n    sudo apt-get install -y --no-install-recommends xvfb\n" in capsys.readouterr().err
    assert not (debian / "asked").exists()


@ON_X11
def test_nobody_is_asked_when_everything_is_there(debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system.ensure(["libglib2.0-0"])
    assert not (debian / "asked").exists()


def write_benchmark(folder: Path, name: str, body: str) -> Path:
    script = folder / f"{name}.py"
    script.write_text(f"import json, sys, time\n{body}\n", encoding="utf-8")
    return script


NOTHING = "print(json.dumps({'promises': [{}]}))"


def test_promises_of_a_benchmark_are_passed_on_with_its_name(tmp_path: Path) -> None:
    row = {"promise": "opens", "limit": 1, "figure": 0.5, "unit": "s", "holds": True, "peer": None}
    body = f"print(json.dumps({{'promises': [json.loads('{json.dumps(row)}')], 'quick': sys.argv[1:]}}))"
    assert bench.measure(write_benchmark(tmp_path, "opening", body), True, 30) == [{"benchmark": "opening", **row}]


def test_a_benchmark_that_fails_is_a_promise_not_kept(tmp_path: Path) -> None:
    (row,) = bench.measure(write_benchmark(tmp_path, "broken", "sys.exit(3)"), False, 30)
    assert (row["benchmark"], row["holds"], row["failed"]) == ("broken", False, "ended with code 3")


def test_a_benchmark_that_prints_something_else_is_told(tmp_path: Path) -> None:
    (row,) = bench.measure(write_benchmark(tmp_path, "chatty", "print('all is well')"), False, 30)
    assert row["failed"] == "printed no promises"


def test_a_benchmark_that_is_late_is_ended(tmp_path: Path) -> None:
    (row,) = bench.measure(write_benchmark(tmp_path, "endless", "time.sleep(600)"), True, 0.2)
    assert row["holds"] is False
    assert row["failed"].startswith("not finished within")


@pytest.mark.parametrize("quick", [True, False])
def test_benchmarks_are_told_in_order_and_a_quick_run_measures_two_at_once(tmp_path: Path, quick: bool) -> None:
    # each of the two waits for the other, for a moment only where they do not run at once
    meet = """from pathlib import Path
here, turn = Path(sys.argv[0]), 0
here.with_suffix('.begun').touch()
while len(list(here.parent.glob('*.begun'))) < 3 and turn < (400 if '--quick' in sys.argv else 1):
    turn += 1
    time.sleep(0.05)
met = len(list(here.parent.glob('*.begun'))) == 3
print(json.dumps({'promises': [{'met': met}]}))"""
    first = write_benchmark(tmp_path, "c", f"open(sys.argv[0].replace('.py', '.begun'), 'w')\n{NOTHING}")
    scripts = [first, *(write_benchmark(tmp_path, name, meet) for name in "ba")]
    found = list(bench.measured(scripts, quick, time.monotonic() + 60))
    assert [row["benchmark"] for rows in found for row in rows] == ["c", "b", "a"]
    assert found[1][0]["met"] is quick


def test_an_unknown_benchmark_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    write_benchmark(tmp_path, "around", 'parser.add_argument("--quick")')
    write_benchmark(tmp_path, "shared", "")
    with pytest.raises(Trouble, match="no benchmark arround; there are around"):
        bench.chosen(["arround"], tmp_path)
    assert [script.stem for script in bench.chosen([], tmp_path)] == ["around"]


def test_the_frozen_program_carries_the_licence_of_every_package_in_it() -> None:
    """PySide6's wheels bring none; its licences lie in installer/licences."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = {folder.removeprefix("licences/") for _, folder in licences.licence_files(project["dependencies"])}
    silent = {one.name for one in licences.needed(project["dependencies"])} - told
    assert silent == {"PySide6_Essentials", "shiboken6"}
    assert (ROOT / "installer" / "licences" / "LGPL-3.0.txt").exists()
