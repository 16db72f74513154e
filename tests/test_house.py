"""What ARCHITECTURE and STYLE promise of the code, checked on every file."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kangbashi_gis"
ROOMS = ("kangbashi_gis", "devtools", "benchmarks", "tests", "installer")
FILES = [ROOT / "dev.py", *sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
OWN = [path for path in FILES if path.is_relative_to(PACKAGE)]
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS = 400, 40, 6

EMPTY_NAMES = re.compile(r"(?<![a-z])(utils?|misc|helpers?|managers?)(?![a-z])", re.IGNORECASE)
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
FORBIDDEN_CALLS = {"eval", "exec", "os.system", "os.popen", "read_pickle", "to_pickle"}

# GDAL carries its own SQLite: where it closes a file that sqlcipher3 holds open in this process, the locks are
# dropped and the file was seen to become malformed (ARCHITECTURE, decision 8). So only rooms that open foreign
# files, or files they have just made for others, may know it.
GDAL = {"pyogrio", "fiona", "rasterio", "osgeo"}
GDAL_ROOMS = ("imagery", "importing", "sample")
GDAL_METHODS = {"read_file", "to_file"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The full dotted names a file imports, wherever they stand."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    too_long = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path in FILES
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > MOST_FUNCTION_LINES
    ]
    assert too_long == []


def test_no_function_takes_more_than_six_parameters() -> None:
    too_many = []
    for path in FILES:
        for function in functions(path):
            every = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
            own = [one for one in every if one.arg not in ("self", "cls")]
            if len(own) > MOST_PARAMETERS:
                too_many.append(f"{name_of(path)}:{function.lineno} {function.name}")
    assert too_many == []


def test_names_say_what_things_are() -> None:
    """`utils`, `misc`, `helpers`, `manager` name nothing of the city."""
    named = [(name_of(path), path.stem) for path in FILES]
    named += [
        (f"{name_of(path)}:{node.lineno}", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name))
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef | Function)
    ]
    assert [f"{where} {name}" for where, name in named if EMPTY_NAMES.search(name)] == []


def test_every_module_class_and_public_function_says_what_it_is_for() -> None:
    silent = []
    for path in (path for path in FILES if not path.is_relative_to(ROOT / "tests")):
        if not ast.get_docstring(tree(path)):
            silent.append(name_of(path))
        silent += [f"{name_of(path)}:{node.lineno} {node.name}" for node in _public(tree(path).body)]
    assert silent == []


def _public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | Function]:
    """Definitions without a docstring that should have one; what Qt or Python calls by its own name is known."""
    for node in body:
        if not isinstance(node, ast.ClassDef | Function):
            continue
        overridden = isinstance(node, Function) and re.search("[A-Z]", node.name)
        if not node.name.startswith("_") and not overridden and not ast.get_docstring(node):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node.body)


def test_every_test_has_a_docstring_at_the_top_of_its_file() -> None:
    assert [name_of(path) for path in (ROOT / "tests").rglob("*.py") if not ast.get_docstring(tree(path))] == []


def test_tests_lie_in_the_room_they_are_about() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()} | {"contracts", "stories"}
    found = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("*/test_*.py")}
    assert found - rooms == set()


def test_nothing_is_unpickled_evaluated_or_given_to_a_shell() -> None:
    found = []
    for path in FILES:
        found += [f"{name_of(path)}:{line}" for name, line in imports(path) if name.split(".")[0] in FORBIDDEN_MODULES]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _is_forbidden(node):
                found.append(f"{name_of(path)}:{node.lineno}")
    assert found == []


def _is_forbidden(call: ast.Call) -> bool:
    called = dotted(call.func)
    if called in FORBIDDEN_CALLS or called.split(".")[-1] in FORBIDDEN_CALLS - {"eval", "exec"}:
        return True
    given = {word.arg: word.value for word in call.keywords}
    return any(isinstance(given.get(word), ast.Constant) and given[word].value for word in ("shell", "allow_pickle"))


def test_gdal_is_known_only_where_foreign_files_are_opened() -> None:
    found = []
    for path in OWN:
        if path.relative_to(PACKAGE).as_posix().startswith(GDAL_ROOMS):
            continue
        found += [f"{name_of(path)}:{line} {name}" for name, line in imports(path) if name.split(".")[0] in GDAL]
        found += [
            f"{name_of(path)}:{node.lineno} {node.attr}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in GDAL_METHODS
        ]
    assert found == []


def test_the_window_holds_no_sql_and_no_loop_of_its_own() -> None:
    """No rule of the city and no query is decided in `ui`; long work goes through ui/jobs.py."""
    found = []
    for path in (path for path in OWN if path.is_relative_to(PACKAGE / "ui")):
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if re.match(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s", text):
                found.append(f"{name_of(path)}:{node.lineno} SQL")
            if isinstance(node, ast.Attribute) and node.attr == "processEvents":
                found.append(f"{name_of(path)}:{node.lineno} processEvents")
            if isinstance(node, ast.ClassDef) and any(dotted(base).endswith("QThread") for base in node.bases):
                found.append(f"{name_of(path)}:{node.lineno} QThread")
    assert found == []


def test_no_fault_is_waved_through() -> None:
    """Full-width punctuation is the only thing lint may ignore, and a silenced line says which rule it breaks."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert config["ruff"]["lint"]["ignore"] == ["RUF001", "RUF002", "RUF003"]
    assert set(config["ruff"]["lint"]["per-file-ignores"]) <= {"kangbashi_gis/ui/**", "tests/**", "benchmarks/**"}
    assert not [contract for contract in config["importlinter"]["contracts"] if "ignore_imports" in contract]
    assert not [rule for rule in config["mypy"]["overrides"] if set(rule) != {"module", "ignore_missing_imports"}]
    blanket = re.compile(r"#\s*(ruff: noqa|noqa(?!: [A-Z]+\d)|type: ignore(?!\[)|mypy: )")
    files = [path for path in FILES if path != Path(__file__)]
    assert [name_of(path) for path in files if blanket.search(path.read_text(encoding="utf-8"))] == []


def classes_of_errors() -> set[str]:
    """Give the names of the classes in the room of errors."""
    files = (PACKAGE / "errors").glob("*.py")
    return {node.name for path in files for node in tree(path).body if isinstance(node, ast.ClassDef)}


def test_errors_are_made_in_one_room() -> None:
    """A class elsewhere would have no sentence, no exit code and no row in the guide."""
    ours = classes_of_errors()
    strays = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in OWN
        if path.parent != PACKAGE / "errors"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any(dotted(base).split(".")[-1] in ours for base in node.bases)
    ]
    assert strays == []


def test_every_error_is_raised_somewhere() -> None:
    classes = classes_of_errors() - {"GisError"}
    used = Counter(
        name
        for path in OWN
        if path.parent not in (PACKAGE / "errors", PACKAGE / "sentences")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for name in [dotted(node.func).split(".")[-1]]
    )
    assert sorted(name for name in classes if not used[name]) == []


@pytest.mark.parametrize("line", ["python3 dev.py check", "python3 dev.py test"])
def test_what_ci_runs_is_what_the_readme_says(line: str) -> None:
    for file in (".ci/run", "README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        assert line in (ROOT / file).read_text(encoding="utf-8"), file
