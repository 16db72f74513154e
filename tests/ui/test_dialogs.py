"""Dialogs: what they guess, what they refuse, what they give back."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from kangbashi_gis import paths, settings
from kangbashi_gis.settings import Settings
from kangbashi_gis.ui.dialogs.about import AboutDialog
from kangbashi_gis.ui.dialogs.exporting import FORMATS, ExportDialog
from kangbashi_gis.ui.dialogs.importing import ImportDialog, guessed_theme
from kangbashi_gis.ui.dialogs.keys import KeysDialog
from kangbashi_gis.ui.dialogs.new_workspace import NewWorkspaceDialog, reference, reference_box
from kangbashi_gis.ui.dialogs.palette import CommandPalette
from kangbashi_gis.ui.dialogs.settings import SettingsDialog
from kangbashi_gis.ui.main_window import MainWindow

LONG_MS = 20_000


@pytest.mark.parametrize(
    ("file", "theme"),
    [
        ("康巴什区标准地址2024.csv", "addresses"),
        ("法人单位.xlsx", "entities"),
        ("实有人口.csv", "residents"),
        ("地类图斑.shp", "landuse"),
        ("roads.geojson", "roads"),
        ("小区.gpkg", "compounds"),
    ],
)
def test_the_theme_is_guessed_from_the_name_of_the_file(file: str, theme: str) -> None:
    guessed = guessed_theme(Path(file))
    assert guessed is not None and guessed.name == theme


def test_nothing_is_guessed_from_a_name_that_says_nothing() -> None:
    assert guessed_theme(Path("数据1.csv")) is None


def test_the_columns_of_a_file_are_matched_before_anything_is_imported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "实有人口 名单.csv"
    file.write_text("姓名,身份证号,楼层\n赵一,150699196001010013,3\n", encoding="gb18030")
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    dialog.file.set_path(file)
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=LONG_MS)
    assert dialog.theme.currentData() == "residents"
    shown = {
        dialog.table.topLevelItem(row).text(0): _column(dialog, row) for row in range(dialog.table.topLevelItemCount())
    }
    assert (shown["姓名"], shown["公民身份号码"], shown["住址"]) == ("姓名", "身份证号", "")
    assert dialog.choice().options == {"layer": None, "crs": None, "encoding": None, "mapping": {}}
    assert "赵一" not in "".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_required_field_without_a_column_holds_the_import_back_until_it_has_one(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "标准地址.csv"
    file.write_text("甲,东,北\n鄂尔多斯大街5号,384000,4383000\n", encoding="utf-8")
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    dialog.file.set_path(file)
    qtbot.waitUntil(lambda: dialog.table.topLevelItemCount() > 0, timeout=LONG_MS)
    assert "标准地址全称" in dialog.problem.text()
    assert not dialog.ok.isEnabled()
    dialog.table._boxes["full"].setCurrentText("甲")
    assert dialog.ok.isEnabled()
    assert dialog.choice().options["mapping"] == {"full": "甲"}


def test_a_file_that_cannot_be_read_is_told_in_the_dialog(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "道路.shp"
    file.write_bytes(b"")
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    dialog.file.set_path(file)
    qtbot.waitUntil(lambda: "没有内容" in dialog.problem.text(), timeout=LONG_MS)
    assert not dialog.ok.isEnabled()


def test_the_layers_of_a_file_that_holds_several_are_offered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    line = "0\nLINE\n8\n{layer}\n10\n384000\n20\n4383000\n11\n384050\n21\n4383000\n"
    things = "".join(line.format(layer=layer) for layer in ("DLSS", "SXSS"))
    file = tmp_path / "道路.dxf"
    file.write_text(f"0\nSECTION\n2\nENTITIES\n{things}0\nENDSEC\n0\nEOF\n")
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    dialog.file.set_path(file)
    qtbot.waitUntil(lambda: dialog.layer.count() > 1, timeout=LONG_MS)
    assert [dialog.layer.itemText(place) for place in range(dialog.layer.count())] == ["", "线", "DLSS/线", "SXSS/线"]
    dialog.layer.setCurrentText("DLSS/线")
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=LONG_MS)
    assert dialog.choice().options["layer"] == "DLSS/线"


def test_a_new_workspace_gets_a_folder_of_its_name(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewWorkspaceDialog(window)
    qtbot.addWidget(dialog)
    dialog.name.setText("滨河街道: 2026")
    dialog.place.set_path(tmp_path)
    assert dialog.ok.isEnabled()
    choice = dialog.choice()
    assert (choice.folder, choice.name, choice.crs) == (tmp_path / "滨河街道_ 2026", "滨河街道: 2026", "EPSG:4546")


def test_a_folder_that_exists_or_a_crs_in_degrees_is_refused_before_anything_is_made(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = NewWorkspaceDialog(window)
    qtbot.addWidget(dialog)
    dialog.place.set_path(tmp_path)
    (tmp_path / "康新街道").mkdir()
    dialog.name.setText("康新街道")
    assert "已经有同名文件夹" in dialog.problem.text()
    dialog.name.setText("滨河街道")
    dialog.reference.setEditText("4326")
    assert "坐标系不能用" in dialog.problem.text()
    assert not dialog.ok.isEnabled()


def test_a_bare_number_is_read_as_an_epsg_code(qtbot: QtBot, window: MainWindow) -> None:
    box = reference_box(window, "以文件为准")
    assert reference(box) == ""
    box.setEditText("4547")
    assert reference(box) == "EPSG:4547"


def test_an_export_offers_no_people_and_replaces_if_asked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(window, "roads")
    qtbot.addWidget(dialog)
    assert dialog.theme.currentData() == "roads"
    assert dialog.theme.findData("residents") < 0
    (tmp_path / "道路.gpkg").write_text("旧的", encoding="utf-8")
    dialog.file.set_path(tmp_path / "道路.gpkg")
    assert not dialog.ok.isEnabled()
    dialog.replace.setChecked(True)
    assert dialog.ok.isEnabled() and dialog.choice().options["overwrite"]
    dialog.file.set_path(tmp_path / "道路.shp")
    assert dialog.ok.isEnabled() and not dialog.choice().options["overwrite"]


def test_every_format_that_is_offered_can_be_written() -> None:
    from kangbashi_gis.importing.writers import WRITERS

    assert set(FORMATS) <= set(WRITERS)


def test_every_setting_has_a_row_and_comes_back_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    chosen = Settings(appearance="dark", radius_m=800.0, results=30)
    dialog = SettingsDialog(window, chosen)
    qtbot.addWidget(dialog)
    assert set(dialog.fields) == {field.name for field in dataclasses.fields(Settings)}
    assert dialog.choice() == chosen


def test_settings_are_kept_and_used_at_once(window: MainWindow) -> None:
    window.take_settings(Settings(appearance="dark", results=7))
    assert settings.load(paths.config_folder() / "settings.toml").results == 7
    assert window.search.most == 7
    assert window.palette().window().color().lightness() < 100
    window.take_settings(Settings(appearance="light"))


def test_the_palette_finds_commands_by_chinese_and_english_words(window: MainWindow, qtbot: QtBot) -> None:
    palette = CommandPalette(window)
    qtbot.addWidget(palette)
    palette.show()
    for words, found in (("导入", "data.import"), ("zoom in", "map.zoom_in")):
        palette.line.setText(words)
        assert palette.chosen() == found
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.result() == 1


def test_the_palette_leaves_out_what_cannot_be_done_now(empty_window: MainWindow, qtbot: QtBot) -> None:
    palette = CommandPalette(empty_window)
    qtbot.addWidget(palette)
    palette.line.setText("导入数据")
    assert palette.chosen() is None


def test_the_list_of_keys_and_the_note_on_the_sample_are_there(window: MainWindow, qtbot: QtBot) -> None:
    for dialog in (KeysDialog(window), AboutDialog(window)):
        qtbot.addWidget(dialog)
        dialog.show()
    assert "虚构" in AboutDialog(window)._paragraphs()[0]


def _column(dialog: ImportDialog, row: int) -> str:
    box = dialog.table.itemWidget(dialog.table.topLevelItem(row), 1)
    return box.currentText() if isinstance(box, QComboBox) else ""
