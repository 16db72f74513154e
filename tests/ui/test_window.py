"""The window as its user meets it: commands by id, keys in the search box, clicks, and what is then to be seen."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.operations.workspace import create_workspace, open_workspace
from kangbashi_gis.ui import opening
from kangbashi_gis.ui.canvas_view import WAY_MS
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.state import WindowState

LONG_MS = 20_000
X, Y = 384_000.0, 4_383_000.0  # the south-west corner of the tiny workspace


def find(window: MainWindow, qtbot: QtBot, text: str) -> None:
    """Type into the search box, wait for the list and take the first."""
    window.commands.trigger("map.search")
    window.search.box.setText(text)
    qtbot.waitUntil(lambda: window.search.shown == text, timeout=LONG_MS)
    qtbot.keyClick(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.inquiry.answer is not None, timeout=LONG_MS)


def test_typing_an_address_shows_everything_there(window: MainWindow, qtbot: QtBot) -> None:
    find(window, qtbot, "鄂尔多斯大街1号")
    shown = {name: number.text() for name, number in window.card.numbers.numbers.items()}
    assert window.card.title.text() == "鄂尔多斯大街1号"
    assert shown == {
        "people": "4", "households": "2", "entities": "2", "roads": "700 米", "addresses": "4", "area": "12.00 公顷",
    }  # fmt: skip
    assert "150699001001GB00001" in window.card.parcel.text()
    assert "城镇住宅用地" in window.card.parcel.text()


def test_a_smaller_radius_counts_less_at_once(window: MainWindow, qtbot: QtBot) -> None:
    find(window, qtbot, "鄂尔多斯大街1号")
    with qtbot.waitSignal(window.inquiry.answered, timeout=LONG_MS):
        window.card.radius.number.setValue(50)
    assert window.card.numbers.numbers["addresses"].text() == "2"
    assert window.card.numbers.numbers["entities"].text() == "1"


def test_a_click_on_the_map_asks_about_that_point_and_names_what_stands_there(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignals([window.inquiry.answered, window.inquiry.identified], timeout=LONG_MS):
        window.canvas.clicked.emit(X + 100, Y + 100, 2.0)
    qtbot.waitUntil(lambda: len(window.card.here.hits()) > 0, timeout=LONG_MS)
    assert window.card.title.text() == "康城小区2号楼1单元301室 附近"
    assert {hit.kind for hit in window.card.here.hits()} == {"divisions", "parcels", "compounds"}


def test_a_drawn_polygon_counts_what_lies_inside(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.trigger("map.polygon")
    assert window.tool == "polygon"
    with qtbot.waitSignal(window.inquiry.answered, timeout=LONG_MS):
        window.canvas.polygon_drawn.emit([(X, Y), (X + 50, Y), (X + 50, Y + 50), (X, Y + 50)])
    assert window.tool == "pan"
    assert window.card.title.text() == "画出的范围"
    assert window.card.numbers.numbers["addresses"].text() == "2"
    assert window.card.radius.isHidden()


def test_escape_clears_the_place(window: MainWindow, qtbot: QtBot) -> None:
    find(window, qtbot, "鄂尔多斯大街1号")
    window.commands.trigger("map.clear")
    assert window.inquiry.place is None
    assert "输入地址" in window.card.note.text()
    assert not window.commands.by_id["map.clear"].isEnabled()


def test_undo_and_redo_of_an_import_are_seen_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    find(window, qtbot, "鄂尔多斯大街1号")
    window.commands.trigger("edit.undo")
    qtbot.waitUntil(lambda: window.banner.text() == "已撤销：导入 实有人口 (5 行)", timeout=LONG_MS)
    qtbot.waitUntil(lambda: window.card.numbers.numbers["people"].text() == "0", timeout=LONG_MS)
    qtbot.waitUntil(window.commands.by_id["edit.redo"].isEnabled, timeout=LONG_MS)
    window.commands.trigger("edit.redo")
    qtbot.waitUntil(lambda: window.card.numbers.numbers["people"].text() == "4", timeout=LONG_MS)
    assert window.banner.text() == "已重做：导入 实有人口 (5 行)"


def test_undo_says_before_what_it_would_take_back(window: MainWindow) -> None:
    action = window.commands.by_id["edit.undo"]
    assert action.isEnabled()
    assert "导入 实有人口" in action.text()
    assert "导入 实有人口" in action.toolTip()
    assert not window.commands.by_id["edit.redo"].isEnabled()


def test_without_the_key_of_the_vault_the_rest_of_the_workspace_is_shown_and_this_is_said(
    empty_window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (folder / "vault.key").unlink()
    assert opening.open_folder(empty_window, folder)
    qtbot.waitUntil(lambda: bool(empty_window.facts.counts), timeout=LONG_MS)
    assert empty_window.facts.counts["roads"] == 2
    assert "人员保密库打不开" in empty_window.banner.text()
    find(empty_window, qtbot, "鄂尔多斯大街1号")
    shown = {name: number.text() for name, number in empty_window.card.numbers.numbers.items()}
    assert (shown["people"], shown["entities"], shown["roads"], shown["area"]) == ("–", "2", "700 米", "12.00 公顷")
    assert empty_window.card.entities.topLevelItemCount() == 2
    assert "人员保密库打不开" in empty_window.card.ages_note.text()


def test_the_menu_of_recent_workspaces_opens_them(window: MainWindow, folder: Path) -> None:
    window.commands.trigger("workspace.close")
    menu = window.commands.menus["recent"]
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert window.folder == folder


def test_what_another_program_changed_is_shown_when_the_window_is_looked_at_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    from kangbashi_gis.model.themes import theme

    with open_workspace(window.folder) as other, other.change("data.delete", "roads") as change:
        fids, _ = other.store.bounds(theme("roads"))
        change.writer.delete(theme("roads"), fids[:1])
    window.showing.look_for_changes()
    qtbot.waitUntil(lambda: window.facts.counts["roads"] == 1, timeout=LONG_MS)
    texts = [window.layers.tree.topLevelItem(row).text(0) for row in range(window.layers.tree.topLevelItemCount())]
    assert "道路  (1)" in texts


def test_a_folder_that_is_no_workspace_is_told_and_what_is_open_stays_open(window: MainWindow, tmp_path: Path) -> None:
    before = window.space
    assert not opening.open_folder(window, tmp_path / "没有")
    assert window.space is before
    assert "这里没有工作区" in window.banner.text()


def test_without_a_workspace_the_start_page_is_shown_and_nothing_else_can_be_done(empty_window: MainWindow) -> None:
    assert empty_window.start_page.isVisible()
    assert empty_window.search_dock.isHidden()
    for command in ("data.import", "edit.undo", "map.search", "workspace.check"):
        assert not empty_window.commands.by_id[command].isEnabled()


def test_closing_a_workspace_lists_it_on_the_start_page_and_brings_the_panels_back_with_it(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    window.commands.trigger("view.layers")
    window.commands.trigger("workspace.close")
    assert window.start_page.isVisible()
    assert window.start_page.recent.item(0).text().startswith(folder.name)
    window.start_page.chosen.emit(folder)
    assert window.search_dock.isVisible()
    assert window.layers_dock.isHidden()


def test_a_workspace_that_is_closed_while_it_is_asked_waits_for_the_answer(window: MainWindow, folder: Path) -> None:
    # a closed file that a thread still reads takes the whole program with it, or is told in the log
    for step in range(5):
        window.inquiry.at_point(X + 10 * step, Y, 2.0, ["parcels"])
        window.reload()
        opening.close_workspace(window)
        assert opening.open_folder(window, folder)


def test_layers_and_radius_of_a_workspace_come_back_with_it(window: MainWindow, folder: Path) -> None:
    window.layers.set_visible("parcels", False)
    window.inquiry.set_radius(900.0)
    window.commands.trigger("workspace.close")
    assert opening.open_folder(window, folder)
    assert {one.theme: one.visible for one in window.layers.layers()}["parcels"] is False
    assert window.card.radius.radius_m() == 900.0


def test_a_workspace_that_cannot_be_written_is_shown_as_a_read_only_copy(
    empty_window: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kangbashi_gis.operations import workspace

    monkeypatch.setattr(workspace, "hindrance", lambda folder: "read_only")
    assert opening.open_folder(empty_window, folder)
    assert empty_window.status.notice.isVisible()
    assert "打开的是本机副本" in empty_window.banner.text()
    assert not empty_window.commands.by_id["data.import"].isEnabled()
    assert empty_window.state.recent() == [folder]


def test_an_empty_workspace_opens_and_finds_nothing(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    create_workspace(tmp_path / "空的", "空的").close()
    assert opening.open_folder(empty_window, tmp_path / "空的")
    empty_window.search.box.setText("天骄路")
    qtbot.waitUntil(empty_window.search.results.isVisible, timeout=LONG_MS)
    assert "没有找到“天骄路”" in empty_window.search.results.note.text()


def test_a_file_is_imported_in_the_worker_and_the_banner_offers_to_take_it_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from kangbashi_gis.ui import reports

    file = tmp_path / "道路.geojson"
    file.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"道路编码":"R9","道路名称":"民族路"},'
        '"geometry":{"type":"LineString","coordinates":[[109.651,39.581],[109.652,39.581]]}}]}',
        encoding="utf-8",
    )
    job = window.start("import_file", window.folder, file, "roads", {"crs": "EPSG:4326"}, title="导入")
    job.finished.connect(lambda report: reports.show_import(window, report))
    with qtbot.waitSignal(job.finished, timeout=LONG_MS):
        assert window.status.bar.isVisible()
    assert window.banner.text() == "已导入道路：新增 1，更新 0，未变 0。"
    assert window.banner.action.text() == "撤销"
    qtbot.waitUntil(lambda: window.facts.counts["roads"] == 3, timeout=LONG_MS)
    window.search.box.setText("民族路")
    qtbot.waitUntil(lambda: window.search.model.rowCount() > 0, timeout=LONG_MS)
    assert window.search.model.hits[0].title == "民族路"


def test_the_layout_is_remembered(empty_window: MainWindow, folder: Path) -> None:
    opening.open_folder(empty_window, folder)
    empty_window.commands.trigger("view.card")
    empty_window.close()
    again = MainWindow(empty_window.settings, WindowState(empty_window.state.folder))
    opening.open_folder(again, folder)
    assert again.card_dock.isHidden()
    again.close()


def test_the_first_start_builds_the_sample_with_a_bar_and_opens_it(
    empty_window: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr(empty_window.jobs, "start", lambda *words, title: started.append((words, title)) or _Idle())
    opening.at_start(empty_window, None)
    (function, target, scale), _title = started[0]
    assert (function, Path(target).name, scale) == ("build_sample", "示例城区", "small")
    assert empty_window.start_page.bar.isVisible()
    shutil.copytree(folder, target)
    empty_window.start_page.follow(None)
    opening.open_sample(empty_window)
    assert empty_window.folder == Path(target)
    assert len(started) == 1
    empty_window.commands.trigger("workspace.close")
    shutil.rmtree(target)


def test_large_layers_are_prepared_in_the_worker_and_then_shown(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    made = folder / "cache" / "map"
    shutil.rmtree(made)
    with qtbot.waitSignal(window.canvas.layers.changed, timeout=LONG_MS):
        window.canvas.layers.unprepared.emit(["roads", "parcels"])
        qtbot.waitUntil(lambda: window.jobs.current is None, timeout=LONG_MS)
    assert {one.name.split("-")[0] for one in made.iterdir()} >= {"roads", "parcels"}
    assert window.banner.kind != "error"


def test_everything_that_can_be_used_has_a_name_for_screen_readers(window: MainWindow) -> None:
    kinds = (QToolButton,)
    nameless = [
        widget
        for kind in kinds
        for widget in window.findChildren(kind)
        if not (widget.accessibleName() or widget.text() or widget.toolTip() or widget.defaultAction())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_no_text_is_cut_at_any_size_of_type(window: MainWindow, qtbot: QtBot) -> None:
    find(window, qtbot, "鄂尔多斯大街1号")
    app = QApplication.instance()
    before = app.font()
    bigger = app.font()
    bigger.setPointSizeF(before.pointSizeF() * 1.5)
    app.setFont(bigger)
    try:
        QApplication.sendPostedEvents()
        assert [label.text() for label in _cut(window)] == []
    finally:
        app.setFont(before)


def _cut(window: QWidget) -> list[QLabel]:
    """Give the labels whose text needs more room than they have."""
    return [
        label
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.text() and not label.wordWrap()
        and label.sizeHint().width() > label.width()
    ]  # fmt: skip


class _Idle:
    """A job that has only just begun."""

    def __init__(self) -> None:
        from types import SimpleNamespace

        nothing = SimpleNamespace(connect=lambda _slot: None)
        self.title = "正在准备示例城区"
        self.progressed = self.ended = self.finished = self.failed = nothing


def test_the_list_was_painted_for_nobody_before_the_first_key(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.search.results.parentWidget() is window, timeout=LONG_MS)
    assert window.search.results.isHidden()
    assert window.search.model.rowCount() == 0


def test_a_key_comes_before_what_the_map_paints_ahead(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas._ahead.start(60_000)
    qtbot.keyClicks(window.search.box, "x")
    assert window.canvas._ahead.interval() == WAY_MS
