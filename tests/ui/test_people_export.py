"""The window writes a list of residents: whom and why are asked first, and nobody's values come back."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kangbashi_gis.operations.scope import communities
from kangbashi_gis.ui.dialogs.people_export import PeopleExportDialog
from kangbashi_gis.ui.main_window import MainWindow

WAIT_MS = 60_000


def test_whom_and_why_are_asked_before_a_list_is_written(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.space is not None
    dialog = PeopleExportDialog(window, communities(window.space), may_unmask=True)
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    dialog.community.setCurrentIndex(1)
    assert not dialog.ok.isEnabled()
    dialog.reason.setCurrentIndex(1)
    dialog.file.set_path(tmp_path / "名单.docx")
    assert not dialog.ok.isEnabled()
    dialog.file.set_path(tmp_path / "名单.html")
    assert dialog.ok.isEnabled()
    dialog.query.setText("张三")
    assert not dialog.ok.isEnabled()


def test_a_list_of_a_community_is_written_in_the_background(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.space is not None
    code = communities(window.space)[0][0]
    wanted = {"community": code, "reason": "household_check"}
    told: list[dict[str, object]] = []
    window.start("export_people", window.folder, tmp_path / "名单.csv", wanted, title="名单").finished.connect(
        told.append
    )
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    rows = (tmp_path / "名单.csv").read_text(encoding="utf-8-sig").splitlines()
    assert told[0]["people"] == len(rows) - 1 > 0
