"""A sheet is laid out in the window: seen as it will be printed, changed, checked, kept, written."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.page import Box, Legend, MapFrame, Page, Picture, Text, placed
from kangbashi_gis.operations import page_keeping
from kangbashi_gis.operations.page_templates import template
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.page import keeping, output, printer
from kangbashi_gis.ui.page.beginning import Beginning
from kangbashi_gis.ui.page.editor import PageEditor

MS = 20_000
Open = Callable[..., PageEditor]


@pytest.fixture
def lay_out(window: MainWindow, qtbot: QtBot) -> Open:
    """Give a function that opens the editor with a page and waits for its first picture."""

    def opened(page: Page | str = "theme_map", found: dict[str, Any] | None = None) -> PageEditor:
        window.pages.open(Beginning(template(page) if isinstance(page, str) else page, found or {}))
        qtbot.waitUntil(lambda: window.pages.editor is not None, timeout=MS)
        editor = window.pages.editor
        assert editor is not None
        editor.resize(1300, 850)
        qtbot.waitUntil(lambda: editor.view.picture is not None, timeout=MS)
        return editor

    return opened


def pixel(editor: PageEditor, x: float, y: float) -> QPoint:
    px, py = editor.view.sight.pixel(x, y)
    return QPoint(round(px), round(py))


def drawn(editor: PageEditor, qtbot: QtBot) -> QImage:
    """Wait for the picture of the page as it is now."""
    qtbot.waitUntil(
        lambda: editor.view.picture is not None and editor.view.picture.page == editor.draft.page, timeout=MS
    )
    assert editor.view.picture is not None
    return editor.view.picture.image


def test_the_page_is_drawn_and_its_check_says_what_is_missing(lay_out: Open) -> None:
    editor = lay_out()
    picture = editor.view.picture
    assert picture is not None and picture.image.width() > 300
    assert len({picture.image.pixelColor(x, y).name() for x in range(0, 300, 7) for y in range(0, 200, 7)}) > 3
    told = [editor.findings.item(row).text() for row in range(editor.findings.count())]
    assert "没有制图单位" in told


def test_an_item_is_chosen_dragged_and_put_back(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out()
    before = editor.draft.page.item("图例").box
    at = pixel(editor, *before.middle)
    qtbot.mouseClick(editor.view, Qt.MouseButton.LeftButton, pos=at)
    assert editor.draft.chosen == ("图例",)
    assert editor.properties.editors["box.x"].box.value() == before.x  # type: ignore[attr-defined]
    qtbot.mousePress(editor.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, at)
    qtbot.mouseMove(editor.view, at + QPoint(-40, 0))
    qtbot.mouseRelease(editor.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, at + QPoint(-40, 0))
    assert editor.draft.page.item("图例").box.x < before.x - 5
    assert editor.windowTitle().startswith("专题图 *")
    editor.draft.undo()
    assert editor.draft.page.item("图例").box == before
    assert editor.is_saved


def test_keys_move_choose_and_remove(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out()
    editor.draft.choose(["指北针"])
    x = editor.draft.page.item("指北针").box.x
    qtbot.keyClick(editor.view, Qt.Key.Key_Right)
    qtbot.keyClick(editor.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert editor.draft.page.item("指北针").box.x == pytest.approx(x + 0.9)
    assert "指北针" in editor.view.accessibleDescription()
    qtbot.keyClick(editor.view, Qt.Key.Key_Tab)
    assert editor.draft.chosen == ("比例尺",)
    editor.draft.remove()
    assert "比例尺" not in [one.name for one in editor.draft.page.items]
    qtbot.keyClick(editor.view, Qt.Key.Key_Escape)
    assert editor.draft.chosen == ()


def test_a_guide_is_pulled_from_the_ruler(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out()
    qtbot.mousePress(editor.view, Qt.MouseButton.LeftButton, pos=QPoint(5, 300))
    qtbot.mouseMove(editor.view, pixel(editor, 100, 100))
    qtbot.mouseRelease(editor.view, Qt.MouseButton.LeftButton, pos=pixel(editor, 100, 100))
    assert [axis for axis, _ in editor.draft.page.guides] == ["x"]
    assert editor.draft.page.guides[0][1] == pytest.approx(100, abs=1)


def test_properties_change_the_item_and_the_map_is_not_made_again_for_a_text(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out()
    drawn(editor, qtbot)
    kept = editor.composer._inks["主图"][1]
    editor.draft.choose(["图名"])
    editor.properties.editors["size_pt"].box.setValue(40)  # type: ignore[attr-defined]
    editor.properties.editors["text"].box.setPlainText("康巴什 {title}")  # type: ignore[attr-defined]
    title = editor.draft.page.item("图名")
    assert isinstance(title, Text) and (title.size_pt, title.text) == (40, "康巴什 {title}")
    drawn(editor, qtbot)
    assert editor.composer._inks["主图"][1] is kept
    editor.draft.choose(["主图"])
    editor.properties.editors["scale"].box.setValue(20_000)  # type: ignore[attr-defined]
    drawn(editor, qtbot)
    assert editor.view.picture is not None and editor.view.picture.scales["主图"] == pytest.approx(20_000)
    assert "1:20,000" in editor.told.text()


def test_a_grid_is_put_on_a_map_and_a_map_shows_what_the_window_shows(lay_out: Open, window: MainWindow) -> None:
    editor = lay_out()
    editor.draft.choose(["主图"])
    editor.properties.editors["grid"].box.setChecked(False)  # type: ignore[attr-defined]
    assert "grid.form" not in editor.properties.editors
    editor.properties.editors["grid"].box.setChecked(True)  # type: ignore[attr-defined]
    editor.properties.editors["grid.form"].box.setCurrentIndex(0)  # type: ignore[attr-defined]
    editor.properties.editors["area"].seen.click()  # type: ignore[attr-defined]
    one = editor.draft.page.item("主图")
    assert isinstance(one, MapFrame) and one.grid is not None and one.grid.form == "lines"
    assert one.area == pytest.approx(window.canvas.view.upright)


def test_a_locator_and_a_linked_map_are_drawn(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out(replace(template("theme_map"), items=()))
    assert not editor.draft.page.items
    editor.add("legend")
    assert "地图" in editor.told.text()
    for kind in ("map", "locator", "legend", "scale_bar", "north", "text", "rows", "chart", "block", "line"):
        editor.add(kind)
    editor.add("map")
    second = editor.draft.items[0]
    editor.properties.editors["linked"].box.setCurrentIndex(1)  # type: ignore[attr-defined]
    editor.properties.editors["factor"].box.setValue(0.5)  # type: ignore[attr-defined]
    drawn(editor, qtbot)
    picture = editor.view.picture
    assert picture is not None and list(picture.problems) == []
    assert picture.scales[second.name] == pytest.approx(picture.scales["地图"] / 2)


def test_what_is_typed_fills_the_page_and_is_remembered_for_the_next(
    lay_out: Open, window: MainWindow, qtbot: QtBot
) -> None:
    editor = lay_out()
    line = editor.fields.lines["maker"]
    assert isinstance(line, QLineEdit) and editor.fields.lines["crs"].placeholderText()
    qtbot.keyClicks(line, "ABC")
    drawn(editor, qtbot)
    assert editor.draft.page.fields["maker"] == "ABC"
    assert "没有制图单位" not in [editor.findings.item(row).text() for row in range(editor.findings.count())]
    editor.draft.undo()
    assert line.text() == ""
    again = lay_out("district_map")
    assert again.draft.page.fields["maker"] == "ABC"


def test_a_click_on_a_finding_chooses_the_item(lay_out: Open, qtbot: QtBot) -> None:
    page = template("theme_map")
    broken = placed(page, Picture("徽标", Box(380, 10, 20, 20), "bm9uZQ=="))
    editor = lay_out(broken)
    assert editor.view.picture is not None
    assert [name for name, _ in editor.view.picture.problems] == ["徽标"]
    editor.findings.itemClicked.emit(editor.findings.item(0))
    assert editor.draft.chosen == ("徽标",)


def test_the_old_picture_stays_when_the_page_cannot_be_drawn(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out()
    before = drawn(editor, qtbot)
    editor.draft.change(placed(editor.draft.page, Legend("坏图例", Box(20, 30, 30, 30), "没有的图")))
    qtbot.waitUntil(lambda: "引用的地图" in editor.told.text(), timeout=MS)
    assert editor.view.picture is not None and editor.view.picture.image is before


def test_a_page_is_kept_in_the_workspace_and_opened_again(lay_out: Open, window: MainWindow) -> None:
    editor = lay_out()
    editor.draft.change(replace(editor.draft.page, title="挂图"))
    assert keeping.keep_as(editor, "社区 挂图")
    assert editor.is_saved and editor.windowTitle().startswith("社区 挂图 –")
    assert window.space is not None
    assert page_keeping.kept_page(window.space, "社区 挂图") == editor.draft.page
    assert not keeping.keep_as(editor, "不/行")
    assert "名称里有不能用的字符" in editor.told.text()


def test_closing_asks_for_what_is_not_kept(lay_out: Open, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = lay_out()
    editor.draft.change(replace(editor.draft.page, title="挂图"))
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: answers.pop(0))
    assert not editor.close()
    assert editor.close()
    assert window.pages.editor is None


def test_a_sheet_is_written_by_the_worker(lay_out: Open, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    editor = lay_out()
    out = tmp_path / "专题图.pdf"
    output.start(editor, output.Choice(out, {"dpi": 300, "overwrite": False}))
    assert editor.stop.isVisibleTo(editor)
    qtbot.waitUntil(lambda: out.exists() and window.jobs.current is None, timeout=60_000)
    assert out.read_bytes().startswith(b"%PDF")
    assert str(out) in editor.told.text()
    each = {"dpi": 300, "pattern": "{name}.svg", "overwrite": False, "each": "parcels"}
    output.start_each(editor, output.Choice(tmp_path / "成批", each))
    qtbot.waitUntil(lambda: window.jobs.current is None, timeout=60_000)
    made = sorted((tmp_path / "成批").glob("*.svg"))
    assert made, editor.told.text()


def test_a_page_is_printed_in_its_true_size(lay_out: Open, qtbot: QtBot, tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtPrintSupport")
    editor = lay_out()
    made = printer.made(editor.draft.page)
    made.setOutputFileName(str(tmp_path / "打印.pdf"))
    printer.start(editor, made)
    qtbot.waitUntil(lambda: editor.told.text() == "已送往打印机。", timeout=MS)
    box = next(part for part in (tmp_path / "打印.pdf").read_bytes().split(b"\n") if b"/MediaBox" in part)
    assert [round(float(one)) for one in box.split(b"[")[1].split(b"]")[0].split()] == [0, 0, 1191, 842]


def test_the_wheel_zooms_at_the_pointer_and_another_picture_comes(lay_out: Open, qtbot: QtBot) -> None:
    editor = lay_out()
    before = editor.view.sight
    editor.view.zoom(2.0, QPointF(300, 300))
    assert editor.view.sight.place(300, 300) == pytest.approx(before.place(300, 300))
    unit = editor.view.sight.unit * editor.view.devicePixelRatioF()
    qtbot.waitUntil(lambda: editor.view.picture.image.width() == round(editor.view.area.width * unit), timeout=MS)  # type: ignore[union-attr]
    editor.view.fit()
    assert editor.view.sight == before


def test_the_editor_goes_with_its_workspace(lay_out: Open, window: MainWindow) -> None:
    editor = lay_out()
    editor.draft.change(replace(editor.draft.page, title="没有存"))
    window.pages.close()
    assert window.pages.editor is None


def test_what_was_remembered_and_spoilt_is_nothing(window: MainWindow) -> None:
    window.state.keep("page_fields", "[1")
    assert window.pages._kept() == {}
    window.state.keep("page_fields", json.dumps({"maker": "局", "别的": "x"}))
    assert window.pages._kept() == {"maker": "局"}
