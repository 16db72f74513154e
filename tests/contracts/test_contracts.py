"""Each import contract is seen failing on a fault planted in a copy of the package: a contract nobody saw fail
may name the wrong module and stay green for years."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

# Where a line is planted, the line, and the words in which import-linter must name the fault.
LAYER_FAULTS = [
    ("errors/__init__.py", "import kangbashi_gis.progress", "kangbashi_gis.errors -> kangbashi_gis.progress"),
    ("paths.py", "import kangbashi_gis.progress", "kangbashi_gis.paths -> kangbashi_gis.progress"),
    ("settings.py", "import kangbashi_gis.model", "kangbashi_gis.settings -> kangbashi_gis.model"),
    ("messages.py", "import kangbashi_gis.settings", "kangbashi_gis.messages -> kangbashi_gis.settings"),
    ("logs.py", "import kangbashi_gis.messages", "kangbashi_gis.logs -> kangbashi_gis.messages"),
    ("sentences/__init__.py", "import kangbashi_gis.messages", "kangbashi_gis.sentences -> kangbashi_gis.messages"),
    ("diagnoses/__init__.py", "import kangbashi_gis.messages", "kangbashi_gis.diagnoses -> kangbashi_gis.messages"),
    ("model/__init__.py", "import kangbashi_gis.store", "kangbashi_gis.model -> kangbashi_gis.store"),
    ("store/__init__.py", "import kangbashi_gis.index", "kangbashi_gis.store -> kangbashi_gis.index"),
    ("index/__init__.py", "import kangbashi_gis.search", "kangbashi_gis.index -> kangbashi_gis.search"),
    ("search/__init__.py", "import kangbashi_gis.importing", "kangbashi_gis.search -> kangbashi_gis.importing"),
    ("importing/__init__.py", "import kangbashi_gis.analysis", "kangbashi_gis.importing -> kangbashi_gis.analysis"),
    ("importing/__init__.py", "import kangbashi_gis.diagnosis", "kangbashi_gis.importing -> kangbashi_gis.diagnosis"),
    ("diagnosis/__init__.py", "import kangbashi_gis.operations", "kangbashi_gis.diagnosis -> kangbashi_gis.operations"),
    ("analysis/__init__.py", "import kangbashi_gis.sample", "kangbashi_gis.analysis -> kangbashi_gis.sample"),
    ("sample/__init__.py", "import kangbashi_gis.operations", "kangbashi_gis.sample -> kangbashi_gis.operations"),
    ("operations/__init__.py", "import kangbashi_gis.render", "kangbashi_gis.operations -> kangbashi_gis.render"),
    ("render/__init__.py", "import kangbashi_gis.operations", "kangbashi_gis.render -> kangbashi_gis.operations"),
    ("operations/__init__.py", "import kangbashi_gis.ui", "kangbashi_gis.operations -> kangbashi_gis.ui"),
    ("ui/__init__.py", "import kangbashi_gis.cli", "kangbashi_gis.ui -> kangbashi_gis.cli"),
    ("cli/__init__.py", "import kangbashi_gis.__main__", "kangbashi_gis.cli -> kangbashi_gis.__main__"),
]

QT_FAULTS = [
    (f"{room}/__init__.py", f"import {library}", f"kangbashi_gis.{room} -> {library}")
    for room in (
        "operations",
        "diagnosis",
        "importing",
        "analysis",
        "sample",
        "search",
        "index",
        "store",
        "model",
        "diagnoses",
    )
    for library in ("PySide6", "shiboken6", "moderngl")
]
QT_FAULTS += [
    (f"{file}.py", "import PySide6", f"kangbashi_gis.{file} -> PySide6")
    for file in ("settings", "logs", "messages", "progress", "paths")
]
QT_FAULTS += [
    (f"{room}/__init__.py", "import PySide6", f"kangbashi_gis.{room} -> PySide6") for room in ("sentences", "errors")
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and its configuration, free to be broken."""
    quiet = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "kangbashi_gis", tmp_path / "kangbashi_gis", ignore=quiet)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(house: Path, file: str, line: str) -> None:
    target = house / "kangbashi_gis" / file
    target.write_text(f"{target.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def lint(house: Path) -> tuple[bool, str]:
    answer = subprocess.run(
        [sys.executable, "-c", LINT], cwd=house, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in answer.stderr, answer.stderr
    return answer.returncode == 0, answer.stdout


def test_the_house_as_it_stands_keeps_its_contracts(house: Path) -> None:
    kept, report = lint(house)
    assert kept, report
    assert "Contracts: 2 kept, 0 broken." in report


@pytest.mark.parametrize("faults", [LAYER_FAULTS, QT_FAULTS], ids=["layers", "Qt"])
def test_every_planted_import_is_named(house: Path, faults: list[tuple[str, str, str]]) -> None:
    for file, line, _ in faults:
        plant(house, file, line)
    kept, report = lint(house)
    assert not kept
    assert [words for _, _, words in faults if words not in report] == []


def test_qt_is_found_behind_a_room_that_may_have_it(house: Path) -> None:
    plant(house, "render/__init__.py", "import PySide6")
    plant(house, "operations/__init__.py", "import kangbashi_gis.render")
    kept, report = lint(house)
    assert not kept
    assert "kangbashi_gis.operations is not allowed to import PySide6" in report


def test_the_qt_contract_watches_every_room_that_must_not_have_it() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    watched = config["tool"]["importlinter"]["contracts"][1]["source_modules"]
    rooms = {path.stem for path in (ROOT / "kangbashi_gis").iterdir() if not path.name.startswith("__")}
    assert {f"kangbashi_gis.{room}" for room in rooms - {"cli", "ui", "render"}} == set(watched)


def test_a_room_that_no_layer_names_is_refused(house: Path) -> None:
    (house / "kangbashi_gis" / "attic.py").write_text('"""Nobody put this into the layers."""\n', encoding="utf-8")
    kept, report = lint(house)
    assert not kept
    assert "attic" in report


@pytest.mark.parametrize(
    ("line", "file", "refused"),
    [
        ("from PySide6 import QtWidgets", "kangbashi_gis/render/scene.py", True),
        ("from PySide6.QtWidgets import QLabel", "kangbashi_gis/cli/main.py", True),
        ("from PySide6.QtWidgets import QLabel", "kangbashi_gis/ui/panels/card.py", False),
        ("import pickle", "kangbashi_gis/store/vault.py", True),
    ],
)
def test_widgets_stay_in_ui_and_nothing_is_pickled(line: str, file: str, refused: bool) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--select", "TID251", "--stdin-filename", file, "-"]
    answer = subprocess.run(command, input=line + "\n", cwd=ROOT, capture_output=True, text=True, check=False)
    assert ("TID251" in answer.stdout) is refused, answer.stdout + answer.stderr


def test_the_command_line_starts_without_qt() -> None:
    code = (
        "import sys, kangbashi_gis.cli.main; print([m for m in sys.modules if m.startswith(('PySide6', 'moderngl'))])"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
