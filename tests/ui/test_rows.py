"""The window of a row: edited field by field, its history, one change taken back; nothing typed is lost."""

import numpy as np
import pytest
import shapely
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import User
from kangbashi_gis.model.chosen import chosen
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.row_history import row
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.rows.dialog import RowDialog, dialog_of
from kangbashi_gis.ui.rows.opening import known, show_row, show_rows

ROADS, PARCELS = theme("roads"), theme("parcels")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> RowDialog:
    """Give the dialog of the first parcel."""
    return opened(window, qtbot, "parcels")


def opened(window: MainWindow, qtbot: QtBot, name: str, fid: int = 1) -> RowDialog:
    """Open the dialog of a row and wait for it."""
    show_row(window, name, fid)
    found = dialog_of(window)
    assert found is not None
    qtbot.waitUntil(lambda: found.row is not None and bool(found.changes), timeout=20_000)
    return found


def saved(dialog: RowDialog, qtbot: QtBot) -> None:
    """Save and wait until the row is shown anew."""
    before = len(dialog.changes)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: len(dialog.changes) > before and dialog.row is not None, timeout=20_000)


def test_a_form_has_the_open_fields_with_titles_units_and_codes(dialog: RowDialog) -> None:
    assert list(dialog.form.editors) == [one.name for one in PARCELS.open_fields]
    assert "holder" not in dialog.form.editors
    assert (dialog.form.editors["use"].text, dialog.form.editors["area_m2"].text) == ("城镇住宅用地", "120000")
    assert dialog.form.editors["use"].box.accessibleName() == "土地用途"
    assert not dialog.save_button.isEnabled()


def test_several_fields_are_saved_as_one_operation(dialog: RowDialog, window: MainWindow, qtbot: QtBot) -> None:
    dialog.form.editors["use"].put("商业用地")
    dialog.form.editors["area_m2"].put("1,200.5")
    dialog.form.editors["registered"].put("2020年1月2日")
    saved(dialog, qtbot)
    assert window.space is not None
    held = row(window.space, PARCELS, 1).values
    assert (held["area_m2"], held["registered"]) == (1200.5, "2020-01-02")
    assert PARCELS.field("use").codes.title(held["use"]) == "商业用地"
    assert len(dialog.changes) == 2 and len(dialog.changes[-1].differences) == 3
    assert not dialog.form.is_changed


def test_what_does_not_fit_is_said_beneath_its_field_and_nothing_is_saved(dialog: RowDialog) -> None:
    area = dialog.form.editors["area_m2"]
    area.put("很大")
    assert "宗地面积" in area.problem.text() and not area.problem.isHidden()
    dialog.save()
    assert dialog.row is not None and dialog.row.version == 1 and dialog.form.is_changed
    dialog.form.editors["code"].put("")
    assert dialog.form.unfit() is dialog.form.editors["code"]
    dialog.revert.click()
    assert area.problem.isHidden() and not dialog.form.is_changed


def test_what_was_typed_is_asked_about_before_it_is_left(
    dialog: RowDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.form.editors["address"].put("某处")
    asked: list[str] = []
    for answer, left in ((QMessageBox.StandardButton.Cancel, False), (QMessageBox.StandardButton.Discard, True)):
        monkeypatch.setattr(QMessageBox, "question", lambda *_, answer=answer: (asked.append("?"), answer)[1])
        dialog.close()
        assert dialog.isHidden() is left
    assert len(asked) == 2


def test_one_goes_from_row_to_row(window: MainWindow, qtbot: QtBot) -> None:
    show_rows(window, "roads", [1, 2], 0)
    dialog = dialog_of(window)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.row is not None, timeout=20_000)
    assert (dialog.place.text(), dialog.previous.isEnabled()) == ("1 / 2", False)
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.row is not None and dialog.row.fid == 2, timeout=20_000)
    assert (dialog.title.text(), dialog.next.isEnabled()) == ("乌兰木伦街", False)


def test_a_history_is_shown_its_shapes_on_the_map_and_a_change_is_taken_back(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.space is not None
    shape = shapely.LineString([(384_000, 4_383_000), (384_400, 4_383_050)])
    with window.space.change("data.edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["新名"]}, np.array([shape], dtype=object)))
    dialog = opened(window, qtbot, "roads")
    first = dialog.history.tree.topLevelItem(0)
    assert first is not None and first.text(1) == "2. 修改（编辑）"
    texts = [(first.child(at).text(0), first.child(at).text(1)) for at in range(first.childCount())]
    assert texts == [("道路名称", "鄂尔多斯大街 → 新名"), ("图形", "已改变")]
    drawn: list[str] = []
    monkeypatch.setattr(window.canvas, "show_marks", lambda groups: drawn.extend(one.color for one in groups))
    dialog.history.shape.click()
    qtbot.waitUntil(lambda: len(drawn) == 2, timeout=20_000)
    dialog.history.undo.click()
    qtbot.waitUntil(lambda: len(dialog.changes) == 3 and dialog.row is not None, timeout=20_000)
    assert dialog.row is not None and dialog.row.values["name"] == "鄂尔多斯大街"
    dialog.history.undo_wanted.emit(2)
    qtbot.waitUntil(lambda: dialog.problem.isVisible(), timeout=20_000)
    assert "后来的修改" in dialog.problem.text()


def test_a_deleted_row_has_only_its_history(window: MainWindow, qtbot: QtBot) -> None:
    assert window.space is not None
    with window.space.change("data.delete", "roads") as change:
        change.writer.delete(ROADS, np.array([2]))
    show_row(window, "roads", 2)
    dialog = dialog_of(window)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.changes) == 2, timeout=20_000)
    assert dialog.row is None and dialog.tabs.currentWidget() is dialog.history
    assert not dialog.save_button.isEnabled() and not dialog.on_map.isEnabled()


def test_who_may_not_edit_only_looks(dialog: RowDialog, window: MainWindow) -> None:
    assert window.space is not None
    window.space.user = User("看的人", frozenset())
    dialog.follow_user()
    assert dialog.form.editors["address"].box.isReadOnly()
    assert not dialog.form.editors["use"].box.isEnabled()
    assert not dialog.history.undo.isEnabled()


def test_the_command_is_about_what_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.commands.by_id["edit.row"].isEnabled()
    window.chooser._put(chosen({"roads": np.array([2]), "residents": np.array([1])}))
    assert known(window) == ("roads", [2], 0)
    window.commands.trigger("edit.row")
    qtbot.waitUntil(lambda: (found := dialog_of(window)) is not None and found.row is not None, timeout=20_000)


def test_the_dialog_lets_go_of_a_workspace_that_is_closed(dialog: RowDialog, window: MainWindow) -> None:
    space = window.space
    window.jobs.rest()
    window.set_workspace(None)
    assert dialog.isHidden() and dialog.row is None
    assert space is not None
    space.close()
