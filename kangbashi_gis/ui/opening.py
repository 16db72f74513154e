"""How a workspace comes into the window and leaves it again."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kangbashi_gis import paths
from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import entrance
from kangbashi_gis.ui.jobs import Job
from kangbashi_gis.ui.wire import understood

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

SAMPLE = "示例城区"


@dataclasses.dataclass(frozen=True)
class NewWorkspace:
    """What is asked before a workspace is made."""

    folder: Path
    name: str
    crs: str


def at_start(window: "MainWindow", workspace: Path | None) -> None:
    """Open what was asked for, or the workspace of last time, or on the very first start the sample."""
    recent = window.state.recent()
    if workspace is not None:
        open_folder(window, workspace)
    elif recent:
        open_folder(window, recent[0])
    else:
        open_sample(window)


def open_folder(window: "MainWindow", folder: Path) -> bool:
    """Open a workspace; where that fails the banner says why, and what was open stays open."""
    from kangbashi_gis.operations.workspace import open_workspace

    try:
        space = open_workspace(folder)
    except Exception as problem:  # the door: whatever a folder holds, the window stays and says it
        fail(window, understood(problem))
        return False
    close_workspace(window)
    # typing never waits for words to be built; where nothing can be written there is no other way
    space.index.waits = space.read_only
    window.set_workspace(space)
    window.state.remember(folder, window.settings.recent)
    entrance.greet(window)
    return True


def make_new(window: "MainWindow", wanted: NewWorkspace) -> bool:
    """Make an empty workspace and open it."""
    from kangbashi_gis.operations.workspace import create_workspace

    try:
        create_workspace(wanted.folder, wanted.name, crs=wanted.crs).close()
    except Exception as problem:  # the door, as above
        fail(window, understood(problem))
        return False
    return open_folder(window, wanted.folder)


def open_sample(window: "MainWindow") -> Job | None:
    """Open the sample district; where it is not there yet, build it first, with a bar to watch."""
    folder = paths.data_folder() / SAMPLE
    if folder.exists():
        open_folder(window, folder)
        return None
    close_workspace(window)
    title = QCoreApplication.translate("Opening", "Building the sample district (once)")
    job = window.jobs.start("build_sample", str(folder), "small", title=title)
    window.start_page.follow(job)
    job.finished.connect(lambda _answer: open_folder(window, folder))
    job.failed.connect(lambda error: fail(window, error))
    return job


def close_workspace(window: "MainWindow") -> None:
    """Close what is open, if anything, and show the start page."""
    space = window.space
    if space is not None:
        window.save_view()
        window.set_workspace(None)
        # a thread that still reads would read out of a file that is closed, which takes the program with it
        window.jobs.rest()
        space.close()
    window.start_page.show_recent(window.state.recent())


def fail(window: "MainWindow", error: GisError) -> None:
    """Say what went wrong."""
    window.banner.fail(error)
    window.start_page.show_recent(window.state.recent())
