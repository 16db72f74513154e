"""The catalogue in the window: a table, a filter, what is overdue, and a form."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.themes import ALIASES
from kangbashi_gis.operations.catalogue import catalogue
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.progress import silent
from kangbashi_gis.ui.dialogs.catalogue import ENTRY, CatalogueDialog, DescribeDialog
from kangbashi_gis.ui.dialogs.exporting import ExportDialog
from kangbashi_gis.ui.main_window import MainWindow
from tests.conftest import X, Y

LONG_MS = 20_000


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> CatalogueDialog:
    assert window.space is not None
    for alias in ("老市府", "新广场"):
        path = tmp_path / f"{alias}.csv"
        path.write_text(f"别名,标准名\n{alias},康巴什区\n", encoding="utf-8")
        import_file(window.space, path, ALIASES, ImportOptions(), silent)
    made = CatalogueDialog(window)
    qtbot.addWidget(made)
    return made


def shown(dialog: CatalogueDialog) -> list[str]:
    table = dialog.table
    return [table.item(row, 2).text() for row in range(table.rowCount()) if not table.isRowHidden(row)]  # type: ignore[union-attr]


def test_files_are_listed_and_filtered_by_all_words(dialog: CatalogueDialog) -> None:
    assert sorted(shown(dialog)) == ["新广场.csv", "老市府.csv"]
    dialog.filter.setText("别名 老市府")
    assert shown(dialog) == ["老市府.csv"]
    dialog.filter.setText("没有")
    assert shown(dialog) == []


def test_what_is_filled_in_is_kept_by_an_operation(
    dialog: CatalogueDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"owner": "民政局", "secrecy": "内部", "every_days": 90}
    monkeypatch.setattr(DescribeDialog, "exec", lambda self: True)
    monkeypatch.setattr(DescribeDialog, "said", lambda self: said)
    number = dialog.table.item(0, 0).data(ENTRY).number  # type: ignore[union-attr]
    dialog.edit.click()
    assert window.space is not None
    space = window.space
    qtbot.waitUntil(lambda: any(one.owner == "民政局" for one in catalogue(space)), timeout=LONG_MS)
    qtbot.waitUntil(lambda: window.jobs.current is None, timeout=LONG_MS)
    entry = next(one for one in catalogue(space) if one.number == number)
    assert (entry.owner, entry.secrecy, entry.every_days) == ("民政局", "内部", 90)


def test_only_what_was_changed_is_said(dialog: CatalogueDialog, qtbot: QtBot) -> None:
    form = DescribeDialog(dialog, dialog.table.item(0, 0).data(ENTRY))  # type: ignore[union-attr]
    qtbot.addWidget(form)
    assert form.said() == {}
    form.owner.setText(" 测绘院 ")
    form.every.setValue(30)
    assert form.said() == {"owner": "测绘院", "every_days": 30}


def test_an_export_offers_the_encodings_of_its_format(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(window, "roads", (0.0, 0.0, 10.0, 10.0))
    qtbot.addWidget(dialog)
    dialog.file.set_path(tmp_path / "路.dxf")
    assert [dialog.encoding.itemText(row) for row in range(dialog.encoding.count())] == ["GBK", "UTF-8"]
    assert "box" not in dialog.choice().options
    dialog.area.setCurrentIndex(1)
    dialog.recipient.setText("甲公司")
    options = dialog.choice().options
    assert (options["encoding"], options["crs"], options["box"]) == ("GBK", "", [0.0, 0.0, 10.0, 10.0])
    assert (options["recipient"], options["approval"], options["overwrite"]) == ("甲公司", "", False)


def test_an_export_offers_what_the_window_is_about(window: MainWindow, qtbot: QtBot) -> None:
    window.inquiry.at_point(X + 10, Y + 10, 5.0, ())
    qtbot.waitUntil(lambda: window.inquiry.place is not None, timeout=10_000)
    dialog = ExportDialog(window, "addresses", window.canvas.extent(), window.inquiry)
    qtbot.addWidget(dialog)
    dialog.area.setCurrentIndex(dialog.area.count() - 1)
    dialog.where.setText("full LIKE '%1号'")
    options = dialog.choice().options
    assert options["circle"] == pytest.approx([X + 10, Y + 10, 500.0])
    assert options["where"] == "full LIKE '%1号'"
    window.inquiry.inside([(X, Y), (X + 50, Y), (X + 50, Y + 50)])
    dialog = ExportDialog(window, "addresses", None, window.inquiry)
    qtbot.addWidget(dialog)
    dialog.area.setCurrentIndex(1)
    assert dialog.choice().options["area"].startswith(f"POLYGON(({X!r} {Y!r},")
