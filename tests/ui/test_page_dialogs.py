"""The dialogs of printed sheets say what is wrong before anything is done."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.chosen import Chosen
from kangbashi_gis.operations.page_templates import template
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.page.beginning import BeginningDialog
from kangbashi_gis.ui.page.output import EachDialog, OutputDialog
from kangbashi_gis.ui.page.paper import PaperDialog


def test_paper_of_five_metres_is_refused_and_another_size_takes_everything_along(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PaperDialog(parent, template("theme_map"))
    dialog.width_mm.setValue(5000)
    assert "3 米" in dialog.problem.text() and not dialog.ok.isEnabled()
    dialog.size_box.setCurrentIndex(dialog.size_box.findData("A1"))
    assert dialog.ok.isEnabled()
    page = dialog.changed_page()
    assert (page.width_mm, page.height_mm) == (841, 594)
    dialog.grow.setChecked(False)
    assert dialog.changed_page().item("图例") == template("theme_map").item("图例")


def test_a_broken_template_is_told_and_a_feature_has_to_be_named(window: MainWindow, tmp_path: Path) -> None:
    dialog = BeginningDialog(window)
    count = dialog.list.count()
    broken = tmp_path / "坏模板.json"
    broken.write_text('{"version": 1, "kind": "page"}', encoding="utf-8")
    dialog.add_file(broken)
    assert dialog.problem.text() and dialog.list.count() == count
    names = [dialog.list.item(row).text() for row in range(count)]
    dialog.list.setCurrentRow(names.index("宗地图"))
    assert not dialog.ok.isEnabled()
    dialog.feature.setText("parcels:150603001")
    assert dialog.ok.isEnabled() and dialog.beginning().found == {"named": "parcels:150603001"}
    dialog.list.setCurrentRow(names.index("专题图"))
    dialog.scale.setCurrentIndex(dialog.scale.findData(5000))
    page = dialog.beginning().page
    assert page.maps[0].scale == 5000 and page.maps[0].area == tuple(window.canvas.view.upright)
    dialog.deleteLater()


def test_a_file_that_is_there_is_not_replaced_unasked(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = OutputDialog(parent, template("theme_map"), "图")
    (tmp_path / "图.png").write_bytes(b"")
    dialog.file.set_path(tmp_path / "图.png")
    assert not dialog.ok.isEnabled()
    dialog.replace.setChecked(True)
    assert dialog.ok.isEnabled() and "4,961 × 3,508" in dialog.problem.text()
    dialog.file.set_path(tmp_path / "图.doc")
    assert not dialog.ok.isEnabled()


def test_a_batch_says_of_what_and_where_to(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = EachDialog(parent, "parcels", Chosen())
    assert not dialog.ok.isEnabled()
    dialog.folder.set_path(tmp_path / "宗地图")
    dialog.pattern.setText("{code}")
    dialog.where.setText("code LIKE '1506%'")
    assert dialog.ok.isEnabled()
    assert dialog.choice().options | {"dpi": 0} == {
        "dpi": 0, "pattern": "{code}.pdf", "overwrite": False, "each": "parcels:code LIKE '1506%'",
    }  # fmt: skip
