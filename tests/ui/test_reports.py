"""What the window says after an import."""

from typing import Any

from kangbashi_gis.ui import reports
from kangbashi_gis.ui.main_window import MainWindow

COUNTS: dict[str, Any] = {
    "theme": "parcels", "added": 1, "replaced": 1200, "unchanged": 3, "by_shape": 0, "unlocated": 0, "incomplete": 0,
    "incomplete_rows": (),
}  # fmt: skip


def test_rows_known_by_their_shape_are_told_without_a_warning(window: MainWindow) -> None:
    reports.show_import(window, {**COUNTS, "by_shape": 1100})
    assert window.banner.text() == "已导入宗地：新增 1，更新 1,200，未变 3。"
    assert "更新的行中有 1,100 行是按图形认出的。" in window.banner.accessibleName()


def test_rows_without_a_needed_value_are_told_with_the_first_of_them(window: MainWindow) -> None:
    reports.show_import(window, {**COUNTS, "incomplete": 5, "incomplete_rows": ("#2 宗地代码", "#9 宗地代码")})
    assert "有 5 行缺少必填的值，最先是 #2 宗地代码、#9 宗地代码。" in window.banner.accessibleName()
