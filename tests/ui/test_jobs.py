"""The two lanes of work."""

import threading
from multiprocessing import Pipe
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kangbashi_gis.errors import Cancelled, FileMissing, GisError, WorkspaceMissing
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.wire import describe, pack, revive, understood, unpack
from kangbashi_gis.ui.worker import _function, _progress

LONG_MS = 20_000


def test_a_job_runs_in_the_worker_process_and_its_answer_comes_back(
    jobs: Jobs, qtbot: QtBot, tiny_folder: Path
) -> None:
    job = jobs.start("check", str(tiny_folder), title="检查工作区")
    with qtbot.waitSignal(job.finished, timeout=LONG_MS) as finished:
        pass
    assert finished.args == [{"findings": []}]


def test_a_failure_in_the_worker_comes_back_as_the_same_error_with_its_values(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    job = jobs.start("check", str(tmp_path / "没有"), title="检查工作区")
    with qtbot.waitSignal(job.failed, timeout=LONG_MS) as failed:
        pass
    assert isinstance(failed.args[0], WorkspaceMissing)
    assert failed.args[0].values["path"] == str(tmp_path / "没有")


def test_jobs_run_one_after_another_in_the_same_process(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    first = jobs.start("preview", str(tmp_path / "甲.csv"), "addresses", {}, title="甲")
    second = jobs.start("preview", str(tmp_path / "乙.csv"), "addresses", {}, title="乙")
    process = jobs._process
    with qtbot.waitSignals([first.failed, second.failed], timeout=LONG_MS, order="strict"):
        assert jobs.current is first
    assert jobs._process is process


def test_a_waiting_job_that_is_cancelled_never_runs(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    first = jobs.start("preview", str(tmp_path / "甲.csv"), "addresses", {}, title="甲")
    second = jobs.start("preview", str(tmp_path / "乙.csv"), "addresses", {}, title="乙")
    with qtbot.waitSignal(second.failed) as failed:
        second.cancel()
    assert isinstance(failed.args[0], Cancelled)
    with qtbot.waitSignal(first.failed, timeout=LONG_MS) as failed:
        pass
    assert isinstance(failed.args[0], FileMissing)


def test_a_worker_that_dies_fails_its_job_and_the_next_job_gets_a_new_one(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    job = jobs.start("preview", str(tmp_path / "甲.csv"), "addresses", {}, title="甲")
    assert jobs._process is not None
    with qtbot.waitSignal(job.failed, timeout=LONG_MS) as failed:
        jobs._process.kill()
    assert type(failed.args[0]) is GisError
    again = jobs.start("preview", str(tmp_path / "乙.csv"), "addresses", {}, title="乙")
    with qtbot.waitSignal(again.failed, timeout=LONG_MS) as failed:
        pass
    assert isinstance(failed.args[0], FileMissing)


def test_work_stops_at_its_next_report_once_the_window_asks_it_to() -> None:
    ours, theirs = Pipe()
    ours.send_bytes(pack({"cancel": 7}))
    with pytest.raises(Cancelled):
        _progress(theirs, 7)(0.5, "read")


def test_the_wish_to_stop_another_job_does_not_stop_this_one() -> None:
    ours, theirs = Pipe()
    ours.send_bytes(pack({"cancel": 6}))
    _progress(theirs, 7)(0.5, "read")
    assert unpack(ours.recv_bytes()) == {"job": 7, "fraction": 0.5, "step": "read"}


def test_work_ends_when_the_window_is_gone() -> None:
    ours, theirs = Pipe()
    ours.close()
    with pytest.raises(EOFError):
        _progress(theirs, 7)(0.5, "read")


def test_a_job_can_name_nothing_but_a_function_of_the_work_room() -> None:
    with pytest.raises(ValueError, match="not a job"):
        _function("os.system")


def test_an_error_keeps_its_class_and_values_on_the_wire() -> None:
    back = revive(unpack(pack(describe(FileMissing(path=Path("数据") / "道路.shp")))))
    assert isinstance(back, FileMissing)
    assert back.values == {"path": "数据/道路.shp"}


def test_a_class_that_is_no_error_of_ours_is_never_made_from_the_wire() -> None:
    assert type(revive({"kind": "Path", "values": {}})) is GisError


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    error = understood(ValueError("张三 15060219900101"))
    assert error.values == {"reason": "ValueError"}


def test_only_the_newest_question_is_answered(jobs: Jobs, qtbot: QtBot) -> None:
    question = jobs.question("查找")
    answers: list[object] = []
    question.answered.connect(answers.append)
    for number in range(50):
        question.ask(lambda number=number: number)
    qtbot.waitUntil(lambda: not question.waiting)
    assert answers == [49]


def test_a_question_that_fails_says_so(jobs: Jobs, qtbot: QtBot) -> None:
    def look() -> None:
        raise FileMissing(path="道路.shp")

    question = jobs.question("查找")
    with qtbot.waitSignal(question.failed) as failed:
        question.ask(look)
    assert isinstance(failed.args[0], FileMissing)


def test_a_dropped_question_is_never_answered(jobs: Jobs, qtbot: QtBot) -> None:
    dropped, kept = jobs.question("查找"), jobs.question("查找")
    answers: list[object] = []
    dropped.answered.connect(answers.append)
    dropped.ask(lambda: "旧")
    dropped.drop()
    with qtbot.waitSignal(kept.answered):
        kept.ask(lambda: "新")
    assert answers == []


class _Bell(QObject):
    rung = Signal()


def test_a_signal_can_be_emitted_thousands_of_times(qapp: object) -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to True at each emit and dies after some 580."""
    bell, count = _Bell(), [0]
    bell.rung.connect(lambda: count.__setitem__(0, count[0] + 1))
    for _ in range(2000):
        bell.rung.emit()
    assert count == [2000]


def test_a_running_job_that_is_cancelled_stops_and_leaves_nothing_behind(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    job = jobs.start("build_sample", str(tmp_path / "示例城区"), "small", title="示例城区")
    job.progressed.connect(lambda _fraction, _step: job.cancel())
    with qtbot.waitSignal(job.failed, timeout=LONG_MS) as failed:
        pass
    assert isinstance(failed.args[0], Cancelled)
    assert list(tmp_path.iterdir()) == []


def test_closing_while_a_job_runs_ends_it_and_leaves_nothing_behind(qapp: object, qtbot: QtBot, tmp_path: Path) -> None:
    jobs = Jobs()
    job = jobs.start("build_sample", str(tmp_path / "示例城区"), "small", title="示例城区")
    with qtbot.waitSignal(job.progressed, timeout=LONG_MS):
        pass
    jobs.close()
    assert list(tmp_path.iterdir()) == []


def test_rest_waits_for_what_is_being_read_and_its_answer_does_not_come(jobs: Jobs) -> None:
    began, never, ended = threading.Event(), threading.Event(), list[bool]()

    def read() -> None:
        began.set()
        never.wait(0.2)  # long enough for a rest that does not wait to be over before
        ended.append(True)

    question = jobs.question("查找")
    question.ask(read)
    began.wait()
    jobs.rest()
    assert ended == [True]
    assert not question.waiting


def test_a_retired_worker_ends_at_once_and_the_next_job_gets_a_new_one(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(jobs.start("preview", str(tmp_path / "甲.csv"), "addresses", {}, title="甲").failed):
        pass
    process = jobs._process
    assert process is not None
    former = process.pid
    jobs.retire()
    assert jobs._process is None
    job = jobs.start("preview", str(tmp_path / "乙.csv"), "addresses", {}, title="乙")
    assert jobs._process is not None
    assert jobs._process.pid != former
    with qtbot.waitSignal(job.failed, timeout=LONG_MS):
        pass


def test_a_worker_that_is_retired_at_work_finishes_its_job_and_ends_before_the_next(
    jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    first = jobs.start("preview", str(tmp_path / "甲.csv"), "addresses", {}, title="甲")
    second = jobs.start("preview", str(tmp_path / "乙.csv"), "addresses", {}, title="乙")
    assert jobs._process is not None
    former = jobs._process.pid
    errors = list[object]()
    first.failed.connect(errors.append)
    second.failed.connect(errors.append)
    jobs.retire()
    qtbot.waitUntil(lambda: len(errors) == 2, timeout=LONG_MS)
    assert [type(error) for error in errors] == [FileMissing, FileMissing]
    assert jobs._process is not None
    assert jobs._process.pid != former
