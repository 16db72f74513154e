"""What tests of the window share: one application in Chinese, no Qt warning unheard, a window on a tiny workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import app as program
from kangbashi_gis.ui import opening
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.state import WindowState


@pytest.fixture(scope="session")
def qapp(own_folders: None) -> QApplication:
    """Make the application as the program does; pytest-qt uses it for all tests."""
    return program.application(Settings(appearance="light"))


@pytest.fixture(autouse=True)
def no_unexpected_qt_warning(qtlog: object) -> Iterator[None]:
    """Fail a test during which Qt warns."""
    yield
    heard = [record.message for record in qtlog.records if record.type_name in ("QtWarningMsg", "QtCriticalMsg")]
    assert heard == []


@pytest.fixture()
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Give the two lanes, and end them."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture()
def empty_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Give a window with nothing open, as at a start with no workspace."""
    made = MainWindow(Settings(appearance="light"), WindowState(tmp_path / "窗口"))
    made.resize(1400, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture()
def window(empty_window: MainWindow, qtbot: QtBot, workspace_folder: Path) -> MainWindow:
    """Give a window on a tiny workspace of this test's own, all of it shown."""
    assert opening.open_folder(empty_window, workspace_folder)
    qtbot.waitUntil(lambda: bool(empty_window.facts.counts), timeout=20_000)
    qtbot.waitUntil(lambda: empty_window.jobs.current is None, timeout=20_000)
    return empty_window
