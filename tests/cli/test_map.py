"""`map style` and `map project`: looks are shown, set, saved, and given to QGIS."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kangbashi_gis import cli
from kangbashi_gis.operations.projects import write_project
from kangbashi_gis.operations.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives its exit code and what it said on stdout and stderr."""

    def ran(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def test_a_style_goes_out_and_in_and_back(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "道路 样式.sld"
    code, said, _ = run("map", "style", "save", workspace_folder, "道路", file)
    assert (code, str(file) in said) == (0, True)
    code, said, _ = run("map", "style", "set", workspace_folder, "roads", file, "--json")
    assert code == 0
    assert json.loads(said) == {"version": 1, "done": "roads", "lost": [], "unsaid": []}
    code, said, _ = run("map", "style", "show", workspace_folder, "--json")
    assert [one["theme"] for one in json.loads(said)["styles"] if one["changed"]] == ["roads"]
    assert run("map", "style", "set", workspace_folder, "道路", "--reset")[0] == 0
    _, said, _ = run("map", "style", "show", workspace_folder, "--json")
    assert not any(one["changed"] for one in json.loads(said)["styles"])


def test_a_style_is_shown_as_the_json_that_can_be_set(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    _, said, _ = run("map", "style", "show", workspace_folder, "宗地", "--json")
    file = tmp_path / "宗地.json"
    file.write_text(said.replace("#a9977a", "#ff0000"), encoding="utf-8")
    assert run("map", "style", "set", workspace_folder, "宗地", file)[0] == 0
    assert "#ff0000" in run("map", "style", "show", workspace_folder, "宗地", "--json")[1]


def test_a_project_names_the_layers_that_have_rows(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "工程.qgs"
    assert run("map", "project", workspace_folder, out)[0] == 0
    text = out.read_text(encoding="utf-8")
    assert "layername=addresses" in text
    assert str(workspace_folder) not in text  # a relative path: the folder can be taken along
    assert "<rotation>0</rotation>" in text


def test_a_project_begins_where_the_map_is_looked_at_and_as_it_is_turned(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "工程.qgs"
    write_project(workspace, out, None, (384_000.0, 4_383_000.0, 384_100.0, 4_383_050.0, 312.5))
    text = out.read_text(encoding="utf-8")
    assert "<rotation>312.5</rotation>" in text
    assert "<xmin>384000.000</xmin>" in text and "<ymax>4383050.000</ymax>" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("map", "style", "set", "W", "没有", "--reset"), 15),
        (("map", "style", "set", "W", "道路"), 2),
        (("map", "style", "set", "W", "道路", "T/没有.qml"), 10),
        (("map", "style", "set", "W", "宗地", "T/坏.qml"), 82),
        (("map", "style", "save", "W", "宗地", "T/图.png"), 22),
        (("map", "project", "W", "T/图.png"), 22),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, workspace_folder: Path, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    (tmp_path / "坏.qml").write_text("<qgis><", encoding="utf-8")
    given = [workspace_folder if one == "W" else one.replace("T/", f"{tmp_path}/") for one in words]
    found, said, problem = run(*given)
    assert (found, said) == (code, "")
    assert "Traceback" not in problem


def test_a_line_is_measured_on_grid_ellipsoid_and_ground(run: Run, workspace_folder: Path) -> None:
    code, said, _ = run("map", "measure", workspace_folder, "--line", "395582,4386593 396582,4386593", "--json")
    told = json.loads(said)
    assert (code, told["grid_m"], abs(told["cm_per_km"] + 7.9) < 0.1) == (0, 1000.0, True)
    assert [round(one["grid_bearing"], 6) for one in told["segments"]] == [90.0]
    assert told["grid_m2"] is None


def test_an_area_is_measured_at_the_height_that_is_given(run: Run, workspace_folder: Path) -> None:
    square = "396082,4386593 396182,4386593 396182,4386693 396082,4386693"
    code, said, _ = run("map", "measure", workspace_folder, "--area", square, "--height", "0")
    assert (code, "平面 10,000.00 平方米" in said, "地面高程 0 米" in said) == (0, True, True)


@pytest.mark.parametrize(
    "words",
    [("--line", "1,2"), ("--line", "一,二 3,4"), ("--area", "0,0 9,9 9,0 0,9"), (), ("--line", "", "--area", "")],
)
def test_what_cannot_be_measured_is_said(run: Run, workspace_folder: Path, words: tuple[str, ...]) -> None:
    code, said, told = run("map", "measure", workspace_folder, *words)
    assert (code != 0, said) == (True, "")
    assert told


def test_a_sheet_is_printed_and_what_is_missing_on_it_is_told(run: Run, workspace_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "宗地 图.pdf"
    words = ("map", "print", workspace_folder, out, "-t", "parcel_sheet", "--feature", "parcels:150699001001GB00001")
    code, said, _ = run(*words, "--json")
    assert code == 0 and out.read_bytes().startswith(b"%PDF-1.7")
    assert "maker_missing" in {one["rule"] for one in json.loads(said)["findings"]}
    assert run(*words)[0] == 21
    assert run(*words, "--overwrite", "--strict", "--set", "secrecy=")[0] == 96


def test_templates_are_listed_with_what_can_be_filled_in(run: Run) -> None:
    code, said, _ = run("map", "print", "--list-templates", "--json")
    listed = {one["name"]: one for one in json.loads(said)["templates"]}
    assert code == 0 and {"district_map", "theme_map", "parcel_sheet", "grid_sheet"} <= listed.keys()
    assert "maker" in listed["district_map"]["fields"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("-t", "没有的模板"), 96),
        (("-t", "没有.json"), 10),
        (("--paper", "5000x5000"), 96),
        (("-t", "parcel_sheet"), 96),
        (("-t", "parcel_sheet", "--feature", "parcels:没有"), 88),
        (("--set", "没有等号"), 2),
        (("--dpi", "9999"), 96),
    ],
)
def test_a_sheet_that_cannot_be_made_is_one_sentence_and_no_file(
    run: Run, workspace_folder: Path, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    found, _, said = run("map", "print", workspace_folder, tmp_path / "图.pdf", *words)
    assert found == code, said
    assert said.strip() and "Traceback" not in said and not (tmp_path / "图.pdf").exists()
