"""Jobs of a person who is logged in: let into the workspace by a ticket, and logged under the right name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kangbashi_gis.errors import Cancelled, GisError, LoginRequired, VaultLocked
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations.undo import history
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.ui import work
from kangbashi_gis.ui.admission import admitted
from kangbashi_gis.ui.jobs import Job, Jobs
from tests.conftest import PASSWORDS

LONG_MS = 20_000
PLANNER = Role.PLANNER.value
ROAD = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"道路编码":"R9","道路名称":"民族路"},'
    '"geometry":{"type":"LineString","coordinates":[[109.651,39.581],[109.652,39.581]]}}]}'
)


def end(job: Job, qtbot: QtBot) -> Any:
    """Wait for the end of a job; gives its answer, or its error."""
    ends: list[Any] = []
    job.finished.connect(ends.append)
    job.failed.connect(ends.append)
    qtbot.waitUntil(lambda: bool(ends), timeout=LONG_MS)
    return ends[0]


def done(job: Job, qtbot: QtBot) -> Any:
    answer = end(job, qtbot)
    assert not isinstance(answer, GisError), repr(answer)
    return answer


def test_what_somebody_does_in_the_worker_is_logged_under_that_name(
    jobs: Jobs, qtbot: QtBot, staffed_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "道路.geojson"
    file.write_text(ROAD, encoding="utf-8")
    with open_workspace(staffed_folder) as space:
        space.log_in(Role.CLERK.value, PASSWORDS[Role.CLERK.value])
        jobs.admit = space.vault.hand_over
        brought = ("import_file", str(staffed_folder), str(file), "roads", {"crs": "EPSG:4326"})
        assert done(jobs.start(*brought, title="导入"), qtbot)["added"] == 1
        assert done(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot)["subject"] == "roads"
        assert {one.user for one in history(space)[:2]} == {Role.CLERK.value}
        kinds = [one.kind for one in space.log.events()]
        assert kinds.count(EventKind.LOGIN) == 1
        assert EventKind.LOGOUT not in kinds


@pytest.mark.usefixtures("quick_vault")
def test_the_doctor_an_export_and_a_geocoded_list_are_a_planners_own(staffed_folder: Path, tmp_path: Path) -> None:
    file, listed, folder = tmp_path / "道路.geojson", tmp_path / "名单.csv", str(staffed_folder)
    file.write_text(ROAD, encoding="utf-8")
    listed.write_text("编号,地址\n1,鄂尔多斯大街1号\n", encoding="utf-8")
    ask = {"origin": str(file), "inside": "", "name": file.name, "theme": "roads", "layer": "",
           "options": {"crs": "EPSG:4326"}}  # fmt: skip
    task = {
        "path": str(listed),
        "column": "地址",
        "out": str(tmp_path / "名单 结果.csv"),
        "layer": "名单",
        "again": False,
    }
    with open_workspace(staffed_folder) as space:
        space.log_in(PLANNER, PASSWORDS[PLANNER])

        def run(function: Callable[..., Any], *arguments: Any) -> Any:
            with admitted(space.vault.hand_over()):
                return function(*arguments, progress=silent)

        assert run(work.rehearse, folder, [ask])["refused"] == {}
        assert run(work.import_files, folder, [ask])["done"]["0"]
        assert run(work.export_theme, folder, str(tmp_path / "道路.gpkg"), "roads", {})["rows"] == 3
        assert run(work.geocode, folder, task)["operation"]
        assert run(work.check, folder)["findings"] == []
        assert {one.user for one in history(space)[:2]} == {PLANNER}
        assert {one.user for one in space.log.events() if one.kind == EventKind.EXPORT} == {PLANNER}


def test_a_visitor_changes_nothing_in_the_worker(jobs: Jobs, qtbot: QtBot, staffed_folder: Path) -> None:
    assert isinstance(end(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot), LoginRequired)


def test_a_job_whose_session_has_ended_meanwhile_is_told_so(jobs: Jobs, qtbot: QtBot, staffed_folder: Path) -> None:
    def ended() -> str:
        raise VaultLocked(user="办事员", reason="session_ended")

    jobs.admit = ended
    assert isinstance(end(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot), VaultLocked)
    assert jobs.current is None


def test_a_job_that_waits_for_its_ticket_can_be_stopped(jobs: Jobs, staffed_folder: Path) -> None:
    jobs.admit = lambda: ""
    failures: list[object] = []
    job = jobs.start("undo", str(staffed_folder), title="撤销")
    job.failed.connect(failures.append)
    job.cancel()
    assert [type(one) for one in failures] == [Cancelled]
    assert jobs.current is None
