"""The rules of tests/test_house.py, seen failing on faults planted in a copy of the repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG_FUNCTION = "def long():\n" + "    print()\n" * 41
LONG_FILE = '"""Too long."""\n' + "\n" * 400
FAULTS = {
    "kangbashi_gis/store/endless.py": LONG_FILE,
    "kangbashi_gis/store/long.py": LONG_FUNCTION,
    "kangbashi_gis/store/wide.py": "def wide(a, b, c, d, e, f, g): ...\n",
    "kangbashi_gis/store/names.py": "class LayerManager: ...\n",
    "kangbashi_gis/store/shell.py": "import subprocess\nsubprocess.run('ls', shell=True)\n",
    "kangbashi_gis/store/gdal.py": "import pyogrio\n",
    "kangbashi_gis/store/stray.py": "from kangbashi_gis.errors import GisError\nclass Stray(GisError): ...\n",
    "kangbashi_gis/store/blanket.py": "import os  # no" + "qa\n",
    "kangbashi_gis/ui/query.py": "QUERY = 'SELECT 1'\n",
    "tests/attic/test_nothing.py": '"""A room that is none."""\n',
    "tests/store/test_silent.py": "def test_silent() -> None: ...\n",
}
CAUGHT = {
    "test_no_file_is_longer_than_four_hundred_lines",
    "test_no_function_is_longer_than_forty_lines",
    "test_no_function_takes_more_than_six_parameters",
    "test_names_say_what_things_are",
    "test_every_module_class_and_public_function_says_what_it_is_for",
    "test_every_test_has_a_docstring_at_the_top_of_its_file",
    "test_tests_lie_in_the_room_they_are_about",
    "test_nothing_is_unpickled_evaluated_or_given_to_a_shell",
    "test_gdal_is_known_only_where_foreign_files_are_opened",
    "test_the_window_holds_no_sql_and_no_loop_of_its_own",
    "test_no_fault_is_waved_through",
    "test_errors_are_made_in_one_room",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what the house test reads."""
    quiet = shutil.ignore_patterns("__pycache__")
    for name in ("kangbashi_gis", "devtools", "benchmarks", "installer"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=quiet)
    (tmp_path / "tests").mkdir()
    for name in ("dev.py", "pyproject.toml", "tests/test_house.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def failed(house: Path) -> set[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:pytest-qt", "tests/test_house.py"]
    answer = subprocess.run(command, cwd=house, capture_output=True, text=True, encoding="utf-8", check=False)
    assert re.search(r"\d failed", answer.stdout), answer.stderr
    return set(re.findall(r"FAILED tests/test_house.py::(\w+)", answer.stdout))


def test_every_rule_of_the_house_catches_its_fault(house: Path) -> None:
    for name, text in FAULTS.items():
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(text, encoding="utf-8")
    assert CAUGHT - failed(house) == set()
