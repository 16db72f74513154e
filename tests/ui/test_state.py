"""What the window remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.ui.state import View, WindowState


@pytest.fixture()
def state(tmp_path: Path) -> WindowState:
    """Give an empty memory."""
    return WindowState(tmp_path / "配置")


def test_the_newest_workspace_is_the_first_of_the_recent_ones(state: WindowState, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("哈巴格希街道", "滨河街道", "康新街道")]
    for folder in folders:
        folder.mkdir()
        state.remember(folder, 2)
    state.remember(folders[1], 2)
    assert state.recent() == [folders[1], folders[2]]


def test_a_workspace_that_is_gone_is_not_recent(state: WindowState, tmp_path: Path) -> None:
    state.remember(tmp_path / "没有了", 8)
    assert state.recent() == []


def test_one_recent_workspace_is_still_a_list_after_a_restart(state: WindowState, tmp_path: Path) -> None:
    (tmp_path / "滨河街道").mkdir()
    state.remember(tmp_path / "滨河街道", 8)
    state.save_layout(QByteArray(b"1"), QByteArray(b"2"))
    again = WindowState(state.folder)
    assert again.recent() == [tmp_path / "滨河街道"]
    assert again.layout() == (QByteArray(b"1"), QByteArray(b"2"))


def test_a_view_comes_back_as_it_was(state: WindowState, tmp_path: Path) -> None:
    view = View((LayerState("roads", False, 0.5), LayerState("parcels")), (1.0, 2.0, 3.0, 4.0), 800.0)
    state.save_view(tmp_path, view)
    assert WindowState(state.folder).view(tmp_path) == view


def test_an_unknown_workspace_has_an_empty_view(state: WindowState, tmp_path: Path) -> None:
    assert state.view(tmp_path) == View()


def test_a_damaged_view_is_told_in_the_log_and_starts_anew(
    state: WindowState, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state.save_view(tmp_path, View())
    state._view_file(tmp_path).write_text('{"layers": 3', encoding="utf-8")
    assert state.view(tmp_path) == View()
    assert "starts anew" in caplog.text
