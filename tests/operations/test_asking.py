"""Looking again with answers, laying a file on the map, and rehearsing a batch of which one file will not do."""

import zipfile
from pathlib import Path

from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.diagnosis import Verdict
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.asking import Ask, inspect_again, lay
from kangbashi_gis.operations.inspecting import inspect_files
from kangbashi_gis.operations.rehearsing import rehearse_each
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from tests.conftest import X, Y

ROWS = f"地址编码,全称,东坐标,北坐标\nA1,康巴什区天骄路1号,{X},{Y}\nA2,康巴什区天骄路2号,{X + 20},{Y}\n"
ANSWER = ImportOptions(crs="EPSG:4546")


def table(folder: Path) -> Path:
    made = folder / "地址 七月.csv"
    made.write_text(ROWS, encoding="utf-8")
    return made


def test_an_answer_turns_a_question_into_ready(workspace: Workspace, tmp_path: Path) -> None:
    file = table(tmp_path)
    before = inspect_files(workspace, [file], None, ImportOptions(), silent).files[0]
    ask = Ask(file, "", file.name, theme("addresses"), ANSWER)
    after = inspect_again(workspace, [ask], silent)[0]
    assert (before.verdict, after.verdict) == (Verdict.QUESTION, Verdict.READY)


def test_a_file_in_a_zip_is_asked_about_under_its_name_in_there(workspace: Workspace, tmp_path: Path) -> None:
    packed = tmp_path / "收到.zip"
    with zipfile.ZipFile(packed, "w") as out:
        out.write(table(tmp_path), "地址 七月.csv")
    found = inspect_files(workspace, [packed], None, ImportOptions(), silent).files[0]
    assert (Path(found.origin), found.file) == (packed, "收到.zip/地址 七月.csv")
    again = inspect_again(workspace, [Ask(packed, found.inside, found.file, theme("addresses"), ANSWER)], silent)[0]
    assert again.verdict is Verdict.READY


def test_a_file_is_laid_where_its_answer_puts_it(workspace: Workspace, tmp_path: Path) -> None:
    file = table(tmp_path)
    laid = lay(workspace, Ask(file, "", file.name, theme("addresses"), ANSWER), silent)
    assert laid.count == 2
    assert laid.points[0] == (X, Y)


def test_one_refused_file_does_not_hide_what_the_other_changes(workspace: Workspace, tmp_path: Path) -> None:
    good = ImportRequest(table(tmp_path), theme("addresses"), ANSWER)
    bad = tmp_path / "空.csv"
    bad.write_bytes(b"")
    trial = rehearse_each(workspace, [ImportRequest(bad, theme("addresses")), good], silent)
    assert isinstance(trial.refused[0], GisError)
    assert trial.done[1].report.added == 2
