"""The program with a window: sets Qt up, opens the window, runs until it is closed."""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QSurfaceFormat
from PySide6.QtWidgets import QApplication

from kangbashi_gis import __version__, paths, settings
from kangbashi_gis.errors import NoDisplay
from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import appearance, language

LOADED = time.monotonic()


def run(workspace: Path | None = None, until_drawn: bool = False) -> int:
    """Open the window, on a workspace or on that of last time; gives the exit code when it is closed.

    until_drawn: for measuring; quits after the first whole picture of the map and prints one JSON line
    with `drawn_s`, the seconds since this process began.
    """
    require_display()
    chosen = settings.load(paths.config_folder() / "settings.toml")
    app = application(chosen)
    from kangbashi_gis.ui import opening
    from kangbashi_gis.ui.interrupt import Interrupt
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.state import WindowState
    from kangbashi_gis.ui.tidying import Tidier

    window = MainWindow(chosen, WindowState())
    if until_drawn:
        window.canvas.drawn.connect(lambda: _report_and_quit(window))
    window.show()
    interrupt, tidier = Interrupt(window.close), Tidier()
    try:
        opening.at_start(window, workspace)
        return app.exec()
    finally:
        # however the window ended: Python waits at its end for a worker that nobody told to go
        window.jobs.close()
        interrupt.end()
        tidier.end()


def require_display() -> None:
    """Raise NoDisplay where there is no display: Qt itself would end the program there without a sentence."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not named:
        raise NoDisplay()


def application(chosen: Settings) -> QApplication:
    """Make the application, or dress the one that is there (tests have their own)."""
    prepare()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Kangbashi GIS")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("kangbashi-gis")
    language.install(app, chosen.language)
    apply_settings(chosen)
    return app


def prepare() -> None:
    """Say what must be said to Qt before there is an application: scaling, and OpenGL 3.3 for every window."""
    if QApplication.instance() is not None:
        return
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setDepthBufferSize(0)
    QSurfaceFormat.setDefaultFormat(wanted)


def apply_settings(chosen: Settings) -> None:
    """Use the settings that can change while the program runs."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        appearance.apply(app, chosen.appearance)


def _report_and_quit(window: "object") -> None:
    print(json.dumps({"drawn_s": round(_age_s(), 3)}), flush=True)
    QApplication.quit()


def _age_s() -> float:
    """Give the seconds since this process began; without /proc, since this module was loaded."""
    try:
        started = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    except OSError:
        return time.monotonic() - LOADED
    import os

    now = time.clock_gettime(time.CLOCK_BOOTTIME)
    return now - started / os.sysconf("SC_CLK_TCK")
