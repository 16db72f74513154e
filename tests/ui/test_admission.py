"""Jobs of a person who is logged in: let into the workspace by a ticket, and logged under the right name."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kangbashi_gis.errors import Cancelled, LoginRequired, VaultLocked
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.operations.undo import history
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.ui.jobs import Job, Jobs
from tests.conftest import PASSWORDS

LONG_MS = 20_000
ROAD = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"道路编码":"R9","道路名称":"民族路"},'
    '"geometry":{"type":"LineString","coordinates":[[109.651,39.581],[109.652,39.581]]}}]}'
)


def done(job: Job, qtbot: QtBot) -> object:
    with qtbot.waitSignal(job.finished, timeout=LONG_MS) as finished:
        pass
    return finished.args[0]


def refused(job: Job, qtbot: QtBot) -> object:
    with qtbot.waitSignal(job.failed, timeout=LONG_MS) as failed:
        pass
    return failed.args[0]


def test_what_somebody_does_in_the_worker_is_logged_under_that_name_and_people_can_be_undone(
    jobs: Jobs, qtbot: QtBot, staffed_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "道路.geojson"
    file.write_text(ROAD, encoding="utf-8")
    with open_workspace(staffed_folder) as space:
        space.log_in(Role.CLERK.value, PASSWORDS[Role.CLERK.value])
        jobs.admit = space.vault.hand_over
        brought = ("import_file", str(staffed_folder), str(file), "roads", {"crs": "EPSG:4326"})
        assert done(jobs.start(*brought, title="导入"), qtbot)["added"] == 1
        assert done(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot)["rows"] == 1
        assert done(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot)["subject"] == "residents"
        assert done(jobs.start("check", str(staffed_folder), title="检查"), qtbot)["findings"] == []
        assert {one.user for one in history(space)[:3]} == {Role.CLERK.value}
        kinds = [one.kind for one in space.log.events()]
        assert kinds.count(EventKind.LOGIN) == 1
        assert EventKind.LOGOUT not in kinds


def test_a_visitor_changes_nothing_in_the_worker(jobs: Jobs, qtbot: QtBot, staffed_folder: Path) -> None:
    assert isinstance(refused(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot), LoginRequired)


def test_a_job_whose_session_has_ended_meanwhile_is_told_so(jobs: Jobs, qtbot: QtBot, staffed_folder: Path) -> None:
    def ended() -> str:
        raise VaultLocked(user="办事员", reason="session_ended")

    jobs.admit = ended
    assert isinstance(refused(jobs.start("undo", str(staffed_folder), title="撤销"), qtbot), VaultLocked)
    assert jobs.current is None


def test_a_job_that_waits_for_its_ticket_can_be_stopped(jobs: Jobs, staffed_folder: Path) -> None:
    jobs.admit = lambda: ""
    failures: list[object] = []
    job = jobs.start("undo", str(staffed_folder), title="撤销")
    job.failed.connect(failures.append)
    job.cancel()
    assert [type(one) for one in failures] == [Cancelled]
    assert jobs.current is None
