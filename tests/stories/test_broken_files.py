"""Files that others collected because they break importers: what the doctor says of each, and what the import does.

The table beside this file has a line per file: its name, the verdict, and "data" or the code of the import's error.
To write it anew after the doctor has learned something: `python -m tests.stories.test_broken_files`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kangbashi_gis.diagnosis.inspecting import Request, inspect
from kangbashi_gis.errors import GisError
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.model.themes import ALIASES, ENTITIES, ROADS, WATER
from kangbashi_gis.operations.importing import rehearse_files
from kangbashi_gis.operations.inspecting import frame
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.progress import silent

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "broken_files"
TABLE = Path(__file__).with_name("broken_files.txt")
THEMES = {"point": ENTITIES, "line": ROADS, "polygon": WATER}
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the collection of broken files is not at {FOLDER}")


def imported(space: Workspace, path: Path, report: FileReport) -> str:
    """Rehearse an import into the theme whose shapes the file has; "data" or the code of the error."""
    shape = report.layers[0].geometry if report.layers else "polygon"
    try:
        rehearse_files(space, [ImportRequest(path, THEMES.get(shape, ALIASES))], silent)
    except GisError as problem:
        return problem.code
    return "data"


def line(space: Workspace, path: Path) -> str:
    """Give the line of a file in the table."""
    report = inspect(Request(path, path.name), frame(space), silent)
    return f"{path.relative_to(FOLDER).as_posix()}\t{report.verdict}\t{imported(space, path, report)}"


def lines(folder: Path) -> list[str]:
    """Give the whole table."""
    with create_workspace(folder / "空", "空") as space:
        return [line(space, path) for path in sorted(FOLDER.rglob("*")) if path.is_file()]


def test_each_file_has_the_verdict_of_the_table_and_nothing_in_question_is_let_in(tmp_path: Path) -> None:
    found = lines(tmp_path)
    split = [one.split("\t") for one in found]
    assert [name for name, verdict, done in split if verdict != "ready" and done == "data"] == []
    assert found == TABLE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        TABLE.write_text("\n".join(lines(Path(folder))) + "\n", encoding="utf-8")
