"""What has no place is shown as such, and the map does not move; findings of a check are told in words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui import reports
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels.hits import HitModel, aside

LONG_MS = 20_000
NOWHERE = SearchHit("entities", "1", "无址公司", "批发和零售业", 1.0, None, None, None, None, 3)


def test_a_hit_without_a_place_says_so(qapp: object) -> None:
    assert aside(NOWHERE) == "法人单位 · 未定位"
    model = HitModel()
    model.fill((NOWHERE,), "无址")
    assert "未定位" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_an_import_tells_how_many_found_no_place_and_they_are_found_but_not_flown_to(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "法人.csv"
    file.write_text(
        "统一社会信用代码,单位名称,地址编码\n91150699MA00000056,无址公司,A9999\n91150699MA00000064,有址公司,A0003\n",
        encoding="utf-8",
    )
    job = window.start("import_file", window.folder, file, "entities", {}, title="导入")
    job.finished.connect(lambda report: reports.show_import(window, report))
    with qtbot.waitSignal(job.finished, timeout=LONG_MS):
        pass
    assert window.banner.text() == "已导入法人单位：新增 2，更新 0，未变 0。"
    assert "其中未能定位 1 行" in window.banner.accessibleName()
    window.search.box.setText("无址公司")
    qtbot.waitUntil(lambda: window.search.model.rowCount() > 0, timeout=LONG_MS)
    extent = window.canvas.extent()
    window.search.choose(window.search.results.list.currentIndex())
    assert window.banner.text() == "“无址公司”找到了，但它还没有位置。"
    assert window.canvas.extent() == extent
    assert window.inquiry.place is None


def test_findings_of_a_check_are_told_in_words(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: shown.append(text))
    found = [
        {"what": "index_wrong", "where": "roads", "detail": ""},
        {"what": "gate", "where": "city.gpkg", "detail": "3"},
    ]
    reports.show_check(window, {"findings": found})
    assert shown == ["索引与图层不符 · 道路\n变更登记的开关不对 · city.gpkg · 3"]
