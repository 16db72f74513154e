"""Takes the screenshots of the guide from the running window, on the small sample district.

    python -m devtools.shots [--scale 1.5] [--into FOLDER]

The window is looked at as a user would: what is shown was typed, clicked and waited for, never painted in.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "guide" / "images"
SIZE = (1600, 1000)
PATIENCE_S = 60.0
SMALL = 5  # of 100: how little Qt compresses a PNG, whose picture stays the same
QUERY = "康巴什大街"


def main(arguments: list[str]) -> int:
    """Take all pictures; gives the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of everything on the screen, 1.5 for 150 %%")
    parser.add_argument("--into", type=Path, default=IMAGES)
    options = parser.parse_args(arguments)
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    into = options.into.resolve()
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-shots-") as folder:
        os.environ["KANGBASHI_GIS_CONFIG"] = folder
        os.chdir(folder)  # no path of this machine is to be seen in a dialog
        _take(into, options.scale)
    return 0


def _take(into: Path, scale: float) -> None:
    from kangbashi_gis.settings import Settings
    from kangbashi_gis.ui import app, opening
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.state import WindowState

    app.application(Settings(appearance="light"))
    window = MainWindow(Settings(appearance="light"), WindowState())
    window.resize(round(SIZE[0] / scale), round(SIZE[1] / scale))
    window.show()
    _save(window, into, "start")
    if opening.open_sample(window):
        _until(lambda: window.start_page.bar.value() > 300 or window.space is not None)
        _save(window, into, "building")
        _until(lambda: window.space is not None)
    _until_drawn(window)
    _log_in(window, into, "示例办事员")
    _save(window, into, "map")
    _find_place(window, into)
    _dialogs(window, into)
    _doctor(window, into)
    _accounts(window, into)
    _dark(window, into)
    window.close()


def _log_in(window: "MainWindow", into: Path, name: str) -> None:
    """Log in with a demonstration account; the picture is taken before it is chosen."""
    from kangbashi_gis.ui.dialogs.login import LoginDialog

    dialog: Any = next(one for one in reversed(window.findChildren(LoginDialog)) if one.isVisible())
    if not (into / "login.png").exists() or not window.state.logins(window.folder):
        _save(dialog, into, "login")
    items = (dialog.samples.item(row) for row in range(dialog.samples.count()))
    dialog.samples.itemClicked.emit(next(one for one in items if name in one.text()))
    dialog.accept()
    _until(lambda: window.session.name == name)


def _accounts(window: "MainWindow", into: Path) -> None:
    """Show the accounts to the security administrator, and the assistant that makes the first ones."""
    from kangbashi_gis.ui.dialogs.accounts import AccountsDialog
    from kangbashi_gis.ui.dialogs.setup_accounts import SetupDialog

    window.commands.trigger("user.lock")
    _until(lambda: not window.session.busy)
    _log_in(window, into, "示例安全管理员")
    window.commands.trigger("user.accounts")
    dialog: Any = window.findChild(AccountsDialog)
    _until(lambda: dialog.table.rowCount() > 0)
    _save(dialog, into, "accounts")
    dialog.close()
    setup = SetupDialog(window)
    _save(setup, into, "setup")
    setup.close()


def _find_place(window: "MainWindow", into: Path) -> None:
    window.search.focus()
    window.search.box.setText(QUERY)
    _until(lambda: window.search.model.query == QUERY and window.search.model.rowCount() > 0)
    _save(window, into, "search")
    rows = range(window.search.model.rowCount())
    hits = [(row, hit) for row in rows if (hit := window.search.model.hit(row)) is not None]
    row = next((row for row, hit in hits if hit.kind == "addresses"), 0)
    window.search.choose(window.search.model.index(row, 0))
    _until(lambda: window.inquiry.answer is not None)
    _until_drawn(window)
    charts = (window.card.ages, window.card.industries)
    _until(lambda: all(not chart.pixmap().isNull() or chart.isHidden() for chart in charts))
    _save(window, into, "main")
    _ask_why(window, into)
    window.card_dock.grab().save(str(into / "place.png"), quality=SMALL)
    _turn(window, into)


def _turn(window: "MainWindow", into: Path) -> None:
    """Turn the map, and put north up again."""
    window.commands.trigger("view.turn_right")
    window.commands.trigger("view.turn_right")
    _until_drawn(window)
    _wait(1.0)
    _save(window, into, "turned")
    window.commands.trigger("view.north")
    _until_drawn(window)


def _ask_why(window: "MainWindow", into: Path) -> None:
    """Mistype an address and ask why it is found all the same; then show what was found before."""
    from kangbashi_gis.ui.dialogs.why import WhyDialog

    mistyped = window.card.title.text().replace("大街", "大姐")
    window.search.focus()
    window.search.box.setText(mistyped)
    _until(lambda: window.search.shown == mistyped)
    window.search.results.why.click()
    _until(lambda: window.findChild(WhyDialog) is not None)
    dialog: Any = window.findChild(WhyDialog)
    _save(dialog, into, "why")
    dialog.close()
    window.search.box.clear()
    _until(lambda: window.search.results.recalls)
    _save(window, into, "history")
    window.search.results.close_down()
    window.search.box.clearFocus()


def _dialogs(window: "MainWindow", into: Path) -> None:
    from kangbashi_gis import paths
    from kangbashi_gis.ui.dialogs.importing import ImportDialog
    from kangbashi_gis.ui.dialogs.new_workspace import NewWorkspaceDialog
    from kangbashi_gis.ui.dialogs.settings import SettingsDialog

    shutil.copytree(paths.sample_data(), "示例数据")
    dialog = ImportDialog(window)
    dialog.file.set_path(Path("示例数据") / "标准地址.csv")
    dialog.show()
    _until(lambda: dialog.table.topLevelItemCount() > 0)
    _save(dialog, into, "import")
    dialog.close()
    made = NewWorkspaceDialog(window)
    made.place.set_path(Path("/数据"))
    _save(made, into, "new")
    made.close()
    _save(SettingsDialog(window, window.settings), into, "settings")


def _doctor(window: "MainWindow", into: Path) -> None:
    """Look into files as they come from a firm: parcels and land use without a .prj, addresses in no known datum."""
    from kangbashi_gis.ui.panels import doctor

    received = Path("收到")
    received.mkdir()
    for name in ("宗地.shp", "宗地.shx", "宗地.dbf", "土地利用.shp", "土地利用.shx", "土地利用.dbf", "标准地址.csv"):
        shutil.copy(Path("示例数据") / name, received)
    doctor.run(window, [received])
    _until(lambda: bool(window.findChild(doctor.DoctorPanel)))
    panel = window.findChild(doctor.DoctorPanel)
    assert panel is not None
    _until(lambda: len(panel.subjects) == 3)
    panel.choose_row(next(row for row, one in enumerate(panel.subjects) if "宗地" in one.name))
    panel.answers.reference.setCurrentIndex(0)
    _until(lambda: bool(panel.ticked()) and window.jobs.current is None)
    _until_drawn(window)
    _save(window, into, "doctor")
    _try_import(window, panel, into)
    if dock := panel.parentWidget():
        dock.close()


def _try_import(window: "MainWindow", panel: Any, into: Path) -> None:
    """Look at what repairs would do, then at what the import would change; nothing of it is done."""
    panel.tabs.setCurrentWidget(panel.repairs)
    for name in ("make-valid", "snap", "slivers"):
        panel.repairs.ticks[name].setChecked(True)
    panel.repairs.preview.click()
    _until(lambda: panel.repairs.done.topLevelItemCount() > 0)
    _until_drawn(window)
    _save(window, into, "repairs")
    panel.try_it.click()
    _until(lambda: panel.flow.tried)
    _until_drawn(window)
    _save(window, into, "trial")


def _dark(window: "MainWindow", into: Path) -> None:
    from kangbashi_gis.settings import Settings
    from kangbashi_gis.ui import app

    app.apply_settings(Settings(appearance="dark"))
    _wait(0.5)
    _until_drawn(window)
    _save(window, into, "dark")


def _save(widget: Any, into: Path, name: str) -> None:
    widget.show()
    _wait(0.3)
    widget.grab().save(str(into / f"{name}.png"), quality=SMALL)
    print(into / f"{name}.png", flush=True)


def _until_drawn(window: "MainWindow") -> None:
    _wait(0.6)
    _until(lambda: not window.canvas.layers.busy)
    _wait(0.4)


def _until(true: Callable[[], bool]) -> None:
    """Let the window live until something is so; the pictures are worthless if it never is."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > end:
            raise SystemExit("shots: the window did not come to the state that was waited for")
        _wait(0.05)


def _wait(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
