"""Logs go to one rotating file, or to stderr where no file can be written."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kangbashi_gis import logs


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave the program's logger as it was found."""
    root = logging.getLogger("kangbashi_gis")
    before, level = list(root.handlers), root.level
    root.handlers.clear()
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)


def test_what_is_logged_stands_in_the_file(tmp_path: Path) -> None:
    logs.set_up(tmp_path / "日志")
    logging.getLogger("kangbashi_gis.store").info("打开了工作区")
    logging.getLogger("kangbashi_gis.store").debug("only when verbose")
    text = (tmp_path / "日志" / "kangbashi-gis.log").read_text(encoding="utf-8")
    assert "INFO kangbashi_gis.store 打开了工作区" in text
    assert "only when verbose" not in text


def test_a_verbose_run_logs_more_and_also_to_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(tmp_path, verbose=True)
    logging.getLogger("kangbashi_gis.index").debug("reading stamps")
    assert "reading stamps" in capsys.readouterr().err
    assert "reading stamps" in (tmp_path / "kangbashi-gis.log").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_no_reason_to_refuse_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "文件"
    in_the_way.write_text("not a folder")
    logs.set_up(in_the_way / "日志")
    logging.getLogger("kangbashi_gis.ui").warning("still heard")
    assert "still heard" in capsys.readouterr().err
