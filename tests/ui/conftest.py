"""What tests of the window share: one application in Chinese, no Qt warning unheard, a window on a tiny workspace."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import app as program
from kangbashi_gis.ui.jobs import Jobs


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
