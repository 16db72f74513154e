"""The dialog that brings a table of residents in: five steps, masked, in the background, gone when the user goes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.ui.dialogs.resident_import import ResidentImportDialog
from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import PASSWORDS
from tests.importing.resident_files import HEADING, number, row, workbook

KNOWN = number("19600101", 1)  # of 赵一, whom the tiny district has


@pytest.fixture()
def table(tmp_path: Path) -> Path:
    """Give a table of three people, one with a number that has lost its digits."""
    rows = (row(), row("李四", number("19910101", 2), sex="女", address="火星基地"), row("王五", 1.5e17))
    return workbook(tmp_path / "康新社区.xlsx", HEADING, *rows)


@pytest.fixture()
def dialog(window: MainWindow, qtbot: QtBot, table: Path) -> ResidentImportDialog:
    """Give the dialog with the table looked through."""
    made = ResidentImportDialog(window, table)
    made.show()
    qtbot.waitUntil(lambda: made.report is not None and made._job is None, timeout=30_000)
    return made


def test_a_table_is_looked_through_and_shown_masked(dialog: ResidentImportDialog) -> None:
    assert dialog.report is not None and (dialog.report.added, dialog.report.refused) == (2, 1)
    shown = " ".join(text(one) for one in dialog.findChildren(QWidget))
    assert "身份证号被表格软件当作数字存了" in shown and "没有对上" in shown
    for secret in (number(), "张三", "李四", "13800001234"):
        assert secret not in shown
    dialog.reject()


def test_the_last_step_imports_and_offers_to_undo(
    dialog: ResidentImportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    before = dict(window.facts.counts)["residents"]
    assert not dialog.bring.isEnabled()
    for _ in range(4):
        qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "康新社区.xlsx" in window.banner.text(), timeout=30_000)
    qtbot.waitUntil(lambda: window.facts.counts.get("residents") == before + 2, timeout=20_000)
    assert window.facts.undo is not None and window.facts.undo.operation == "resident.import"


def test_the_end_counts_what_was_ticked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = workbook(tmp_path / "差异.xlsx", HEADING, ("赵一一", KNOWN, "男", "康城小区2号楼1单元301室", None, None))
    made = ResidentImportDialog(window, path)
    made.show()
    qtbot.waitUntil(lambda: made.report is not None and made._job is None, timeout=30_000)
    assert made.report is not None and (made.report.undecided, made.report.changed) == (1, 0)
    made.differences.all.click()
    made.steps.setCurrentRow(4)
    qtbot.waitUntil(lambda: made._job is None and made.report is not None and made.report.changed == 1, timeout=30_000)
    assert "更新 1 人" in made.end.sentence.text()
    made.reject()


def test_everything_has_a_name_and_can_be_reached_with_the_keyboard(dialog: ResidentImportDialog) -> None:
    for one in (dialog.steps, dialog.bar, dialog.file, dialog.problems.table, dialog.differences.table):
        assert one.accessibleName()
    assert all(one.focusPolicy() != Qt.FocusPolicy.NoFocus for one in (dialog.steps, dialog.again, dialog.next))
    dialog.steps.setCurrentRow(3)
    assert dialog.pages.currentWidget() is dialog.differences
    dialog.reject()


def test_a_file_that_is_no_table_gives_one_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 ")
    made = ResidentImportDialog(window, tmp_path / "坏.xlsx")
    made.show()
    qtbot.waitUntil(lambda: bool(made.problem.text()), timeout=20_000)
    assert made.report is None and not made.next.isEnabled()
    made.reject()


def test_the_report_for_the_community_is_written_in_place_of_an_earlier_one(
    dialog: ResidentImportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "报告.html"
    out.write_text("旧的", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.mouseClick(dialog.problems.report, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "报告.html" in dialog.problem.text(), timeout=20_000)
    assert "丢失" in out.read_text(encoding="utf-8")
    dialog.reject()


def test_the_dialog_goes_when_whoever_is_logged_in_goes(dialog: ResidentImportDialog, window: MainWindow) -> None:
    window.session.ending.emit()
    assert not dialog.isVisible()


def test_a_clerk_brings_a_table_in_by_tickets_and_a_visitor_cannot(
    visited: MainWindow, qtbot: QtBot, table: Path
) -> None:
    action = visited.commands.by_id["data.import_residents"]
    assert not action.isEnabled()
    visited.session.log_in("clerk", PASSWORDS["clerk"])
    qtbot.waitUntil(lambda: visited.session.name == "clerk" and action.isEnabled(), timeout=20_000)
    made = ResidentImportDialog(visited, table)
    made.show()
    qtbot.waitUntil(lambda: made.report is not None and made._job is None, timeout=30_000)
    made.steps.setCurrentRow(4)
    made.import_now()
    qtbot.waitUntil(lambda: "康新社区.xlsx" in visited.banner.text(), timeout=30_000)
    visited.session.log_out()
    qtbot.waitUntil(lambda: not visited.session.busy, timeout=20_000)


def text(widget: QWidget) -> str:
    """Give what a widget shows."""
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QComboBox):
        return " ".join(widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTableWidget):
        items = (widget.item(at, to) for at in range(widget.rowCount()) for to in range(widget.columnCount()))
        return " ".join(one.text() for one in items if one is not None)
    return ""


def test_a_table_of_residents_is_recognised_when_it_is_dropped(window: MainWindow, qtbot: QtBot, table: Path) -> None:
    qtbot.waitUntil(lambda: window.jobs.current is None, timeout=20_000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(100, 100), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(100, 100), copy, data, left, none))
    qtbot.waitUntil(lambda: window.findChild(ResidentImportDialog) is not None, timeout=10_000)
    made = window.findChild(ResidentImportDialog)
    assert made is not None
    qtbot.waitUntil(lambda: made.report is not None and made._job is None, timeout=30_000)
    made.reject()
