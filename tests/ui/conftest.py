"""What tests of the window share: one application in Chinese, no Qt warning unheard, a window on a tiny workspace."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.render.offscreen import drawable
from kangbashi_gis.render.prepare import build
from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import app as program
from kangbashi_gis.ui import opening, showing
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.state import WindowState
from kangbashi_gis.ui.tidying import Tidier


@pytest.fixture(scope="session")
def qapp(own_folders: None) -> QApplication:
    """Make the application as the program does; pytest-qt uses it for all tests."""
    return program.application(Settings(appearance="light"))


@pytest.fixture(scope="module", autouse=True)
def tidied(qapp: QApplication) -> Iterator[None]:
    """Collect garbage where the program does: never in a thread."""
    tidier = Tidier()
    yield
    tidier.end()
    gc.collect()


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
    # a job that still waits to be deleted must not outlive what it belongs to
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def ready_folder(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a tiny workspace with its indexes and its map made, as one that was open before."""
    return _made_ready(Path(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("现成") / "康巴什 小样")))


@pytest.fixture(scope="session")
def ready_staffed(staffed: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give such a workspace to which people log in."""
    return _made_ready(Path(shutil.copytree(staffed[0], tmp_path_factory.mktemp("现成") / "有账户")))


def _made_ready(folder: Path) -> Path:
    with open_workspace(folder) as space:
        space.index.refresh()
        for theme in (one for one in THEMES if drawable(one)):
            build(space.store, folder / "cache", theme, silent)
    return folder


@pytest.fixture()
def folder(ready_folder: Path, tmp_path: Path) -> Path:
    """Give the folder of such a workspace of this test's own."""
    return Path(shutil.copytree(ready_folder, tmp_path / "康巴什 工作区"))


@pytest.fixture()
def empty_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """Give a window with nothing open, as at a start with no workspace."""
    monkeypatch.setattr(showing, "PAUSE_MS", 0)
    made = MainWindow(Settings(appearance="light"), WindowState(tmp_path / "窗口"))
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    # its OpenGL context goes with it; a hundred of them are more than a machine has
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture()
def visited(empty_window: MainWindow, qtbot: QtBot, ready_staffed: Path, tmp_path: Path) -> MainWindow:
    """Give a window on a tiny workspace with accounts of this test's own, as it stands there for a visitor."""
    assert opening.open_folder(empty_window, Path(shutil.copytree(ready_staffed, tmp_path / "有账户 工作区")))
    qtbot.waitUntil(lambda: bool(empty_window.facts.counts), timeout=20_000)
    return empty_window


@pytest.fixture()
def window(empty_window: MainWindow, qtbot: QtBot, folder: Path) -> MainWindow:
    """Give a window on a tiny workspace of this test's own, all of it shown."""
    assert opening.open_folder(empty_window, folder)
    qtbot.waitUntil(lambda: bool(empty_window.facts.counts), timeout=20_000)
    return empty_window
