"""Bookmarks: kept per workspace on this computer, shown in a list that the keyboard can work."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.views.bookmark_list import BookmarkList
from kangbashi_gis.ui.views.bookmarks import Bookmark, Bookmarks
from tests.conftest import X, Y

SQUARE = Bookmark("市民广场", (X, Y, X + 40.0, Y + 30.0), (LayerState("roads", False, 0.5), LayerState("parcels")))


@pytest.fixture()
def kept(tmp_path: Path) -> Bookmarks:
    """Give an empty memory."""
    return Bookmarks(tmp_path / "配置")


def names(kept: Bookmarks, workspace: Path) -> list[str]:
    return [one.name for one in kept.of(workspace)]


def test_a_bookmark_comes_back_as_it_was_in_its_workspace_only(kept: Bookmarks, tmp_path: Path) -> None:
    kept.add(tmp_path / "康巴什", SQUARE)
    assert kept.of(tmp_path / "康巴什") == (SQUARE,) and kept.of(tmp_path / "东胜") == ()


def test_a_bookmark_of_the_same_name_takes_the_place_of_the_former(kept: Bookmarks, tmp_path: Path) -> None:
    for bookmark in (SQUARE, replace(SQUARE, name="图书馆"), replace(SQUARE, layers=())):
        kept.add(tmp_path, bookmark)
    assert [(one.name, len(one.layers)) for one in kept.of(tmp_path)] == [("市民广场", 0), ("图书馆", 2)]


def test_a_name_that_is_taken_is_not_given_twice(kept: Bookmarks, tmp_path: Path) -> None:
    kept.add(tmp_path, SQUARE)
    kept.add(tmp_path, replace(SQUARE, name="图书馆"))
    assert not kept.rename(tmp_path, "图书馆", "市民广场")
    assert kept.rename(tmp_path, "图书馆", "博物馆")
    assert names(kept, tmp_path) == ["市民广场", "博物馆"]


@pytest.mark.parametrize("text", ['{"bookmarks": 3', "[]", '{"bookmarks": [{"name": "无", "extent": [1, 2, 1, 2]}]}'])
def test_damaged_bookmarks_are_told_in_the_log_and_start_anew(
    kept: Bookmarks, tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    kept.add(tmp_path, SQUARE)
    next((tmp_path / "配置" / "bookmarks").iterdir()).write_text(text, encoding="utf-8")
    assert kept.of(tmp_path) == () and "start anew" in caplog.text


@pytest.fixture()
def rows(window: MainWindow) -> BookmarkList:
    """Give the list beside the map, with one bookmark of what is shown, named by typing over."""
    window.commands.trigger("view.bookmark")
    found = window.findChild(BookmarkList)
    assert found is not None
    _type(found, "市民广场")
    return found


def _type(found: BookmarkList, name: str) -> None:
    line = found.rows.findChildren(QLineEdit)[-1]  # former ones are yet to be deleted
    line.setText(name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_new_bookmark_is_named_by_typing(window: MainWindow, rows: BookmarkList) -> None:
    assert names(Bookmarks(window.state.folder), window.folder) == ["市民广场"]


def test_enter_brings_back_the_ground_and_the_layers(window: MainWindow, rows: BookmarkList) -> None:
    extent, layers = window.canvas.extent(), window.layers.layers()
    window.layers.set_visible("roads", False)
    window.canvas.zoom_by(7.0)
    QTest.keyClick(rows.rows, Qt.Key.Key_Return)
    assert window.layers.layers() == layers
    assert window.canvas.extent() == pytest.approx(extent)


def test_a_name_that_is_taken_is_told_and_the_old_one_stays(window: MainWindow, rows: BookmarkList) -> None:
    rows.add()
    _type(rows, "市民广场")
    assert len(set(names(Bookmarks(window.state.folder), window.folder))) == 2
    assert not window.banner.isHidden()


def test_delete_forgets_the_bookmark(window: MainWindow, rows: BookmarkList) -> None:
    QTest.keyClick(rows.rows, Qt.Key.Key_Delete)
    assert Bookmarks(window.state.folder).of(window.folder) == () and not rows.go.isEnabled()
    QTest.keyClick(rows.rows, Qt.Key.Key_Delete)


def test_without_a_workspace_there_is_no_list(window: MainWindow, rows: BookmarkList) -> None:
    space = window.space
    window.set_workspace(None)
    assert space is not None and not rows.isVisible() and rows.rows.count() == 0
    space.close()
