"""The import doctor in the window."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.diagnosis import FileReport, Verdict
from kangbashi_gis.operations.inspecting import inspect_files
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.ui import docks
from kangbashi_gis.ui.dialogs.importing import ImportChoice, ImportDialog
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels import doctor, doctor_flow
from kangbashi_gis.ui.panels.doctor import DoctorPanel
from kangbashi_gis.ui.panels.doctor_findings import DATA
from kangbashi_gis.ui.panels.doctor_subjects import Subject
from tests.conftest import X, Y

WAIT_MS = 20_000


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a firm sends it: parcels that overlap, without a .prj, and a table in an unclear encoding."""
    folder = tmp_path_factory.mktemp("收到") / "收到 七月"
    folder.mkdir()
    shapes = np.array([shapely.box(X + 15 * i, Y, X + 15 * i + 20, Y + 20) for i in range(3)])
    columns = [
        np.array([f"150603001002GB0000{i}" for i in range(3)], object),
        np.array(["鄂尔多斯大街1号", "康巴什区天骄路2号", "乌兰木伦街3号"], object),
    ]
    with pytest.warns(UserWarning, match="crs"):
        pyogrio.raw.write(
            folder / "宗地.shp", shapely.to_wkb(shapes), columns, np.array(["ZDDM", "坐落"], object),
            geometry_type="Polygon", driver="ESRI Shapefile", encoding="GBK",
        )  # fmt: skip
    (folder / "名称.csv").write_bytes("bh,sm\n1,路\n".encode("gbk"))
    return folder


@pytest.fixture(scope="module")
def found(received: Path, ready_folder: Path) -> tuple[FileReport, ...]:
    """What the doctor finds in it, looked into once for all tests."""
    with open_workspace(ready_folder, read_only=True) as space:
        return inspect_files(space, [received], None, ImportOptions(), silent).files


@pytest.fixture
def panel(window: MainWindow, found: tuple[FileReport, ...], monkeypatch: pytest.MonkeyPatch) -> DoctorPanel:
    monkeypatch.setattr(doctor_flow, "PAUSE_MS", 0)
    made = docks.raised(window, doctor.NAME, "导入医生", lambda dock: DoctorPanel(window, dock))
    made.show_reports(found, ())
    return made


def choose(panel: DoctorPanel, name: str) -> Subject:
    row = next(row for row, one in enumerate(panel.subjects) if name in one.name)
    panel.choose_row(row)
    return panel.subjects[row]


def choose_datum(panel: DoctorPanel, crs: str) -> None:
    box = panel.answers.reference
    box.setCurrentIndex(next(row for row in range(box.count()) if getattr(box.itemData(row), "crs", "") == crs))


def answer_parcels(panel: DoctorPanel, qtbot: QtBot) -> Subject:
    subject = choose(panel, "宗地.shp")
    choose_datum(panel, "EPSG:4546")
    qtbot.waitUntil(lambda: subject.verdict is Verdict.READY, timeout=WAIT_MS)
    return subject


def rehearsed(panel: DoctorPanel, qtbot: QtBot) -> dict[str, Any]:
    panel.try_it.click()
    qtbot.waitUntil(lambda: bool(panel.trial.outcomes), timeout=WAIT_MS)
    assert panel.trial.outcomes[0]["refused"] == ""
    return panel.trial.outcomes[0]


def test_a_folder_is_looked_into_and_its_files_are_listed(panel: DoctorPanel) -> None:
    assert "2" in panel.summary.text()
    assert {one.verdict for one in panel.subjects} == {Verdict.QUESTION}
    assert panel.ticked() == []


def test_choosing_a_finding_shows_its_place_on_the_map(panel: DoctorPanel, window: MainWindow) -> None:
    choose(panel, "宗地.shp")
    rows = [panel.findings.rows.item(row) for row in range(panel.findings.rows.count())]
    overlap = next(one for one in rows if one.data(DATA).code == "shape_overlap")
    panel.findings.rows.setCurrentItem(overlap)
    place = overlap.data(DATA).places[0]
    west, south, east, north = window.canvas.extent()
    assert west < place[0] < east
    assert south < place[1] < north
    assert east - west < 1000


def test_f4_walks_through_every_place_and_comes_round_again(panel: DoctorPanel, window: MainWindow) -> None:
    choose(panel, "宗地.shp")
    places: list[tuple[float, float]] = []
    panel.findings.placed.connect(lambda x, y: places.append((x, y)))
    wanted = [place for one in panel.subjects for finding in one.findings for place in finding.places]
    window.commands.refresh()
    for _ in range(len(wanted) + 1):
        window.commands.trigger("data.next_error")
    assert sorted(places[:-1]) == sorted(wanted)
    assert places[-1] == places[0]
    window.commands.trigger("data.previous_error")
    assert places[-1] == places[-3]


def test_the_list_can_be_filtered_and_remembers_how(panel: DoctorPanel, window: MainWindow) -> None:
    choose(panel, "宗地.shp")
    panel.findings.kind.setCurrentText("图形")
    codes = {panel.findings.rows.item(row).data(DATA).code for row in range(panel.findings.rows.count())}
    assert codes
    assert all(code.startswith("shape_") for code in codes)
    assert DoctorPanel(window).findings.kind.currentText() == "图形"


def test_nothing_is_chosen_for_a_person_where_the_datum_cannot_be_seen(panel: DoctorPanel) -> None:
    choose(panel, "宗地.shp")
    assert panel.answers.reference.count() > 2
    assert panel.answers.reference.currentIndex() == -1
    assert panel.answers.options()["crs"] == ""


def test_a_candidate_is_shown_where_the_layer_would_lie_and_turns_the_question_into_ready(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot
) -> None:
    subject = answer_parcels(panel, qtbot)
    west, south, east, north = window.canvas.extent()
    assert west < X < east
    assert south < Y < north
    assert (subject.theme, subject.options["crs"]) == ("parcels", "EPSG:4546")
    assert panel.ticked() == [subject]


def test_an_unclear_encoding_shows_how_the_text_would_read(panel: DoctorPanel) -> None:
    choose(panel, "名称.csv")
    assert panel.answers.encoding.currentIndex() == -1
    panel.answers.encoding.setCurrentIndex(0)
    assert panel.answers.examples.text()
    assert panel.answers.options()["encoding"] == panel.answers.encoding.itemData(0).encoding


def test_trying_tells_what_changes_and_importing_does_just_that_as_one_step(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot
) -> None:
    answer_parcels(panel, qtbot)
    assert not panel.bring_in.isEnabled()
    before = window.facts.counts["parcels"]
    outcome = rehearsed(panel, qtbot)
    assert outcome["report"]["added"] == 3
    assert panel.trial.rows.topLevelItemCount() == 3
    assert all(row["outline"] for row in outcome["difference"]["new"])
    panel.bring_in.click()
    qtbot.waitUntil(lambda: window.facts.counts["parcels"] == before + 3, timeout=WAIT_MS)
    window.commands.trigger("edit.undo")
    qtbot.waitUntil(lambda: window.facts.counts["parcels"] == before, timeout=WAIT_MS)


def test_who_may_not_edit_can_try_but_not_import(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.session, "may", lambda permission: permission is not Permission.EDIT)
    answer_parcels(panel, qtbot)
    rehearsed(panel, qtbot)
    assert not panel.bring_in.isEnabled() and "不能修改数据" in panel.bring_in.toolTip()
    monkeypatch.undo()
    window.session.changed.emit()
    assert panel.bring_in.isEnabled()


def test_rows_that_are_gone_are_deleted_only_when_asked_and_that_is_tried_too(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot
) -> None:
    subject = answer_parcels(panel, qtbot)
    assert rehearsed(panel, qtbot)["report"]["removed"] == 0
    panel.trial.gone.setChecked(True)
    assert not panel.flow.tried
    qtbot.waitUntil(lambda: panel.flow.tried, timeout=WAIT_MS)
    assert subject.ask()["options"]["remove_gone"]


def test_repairs_are_previewed_before_and_after_and_nothing_is_written(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot
) -> None:
    subject = answer_parcels(panel, qtbot)
    panel.repairs.ticks["slivers"].setChecked(True)
    panel.repairs.ticks["make-valid"].setChecked(True)
    assert subject.options["repairs"] == ("make-valid", "slivers")
    panel.repairs.preview.click()
    qtbot.waitUntil(lambda: panel.repairs.done.topLevelItemCount() == 2, timeout=WAIT_MS)
    assert not panel.flow.tried


def test_the_choices_of_a_file_are_kept_used_again_and_forgotten(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot
) -> None:
    subject = answer_parcels(panel, qtbot)
    rehearsed(panel, qtbot)
    panel.recipes.keep("甲测绘院 宗地")
    qtbot.waitUntil(lambda: panel.recipes._known == ("甲测绘院 宗地",), timeout=WAIT_MS)
    subject.options = {}
    panel.recipes.use("甲测绘院 宗地")
    qtbot.waitUntil(lambda: bool(subject.options), timeout=WAIT_MS)
    assert subject.options["crs"] == "EPSG:4546"
    panel.recipes.forget("甲测绘院 宗地")
    qtbot.waitUntil(lambda: panel.recipes._known == (), timeout=WAIT_MS)


def test_what_an_import_would_do_is_written_as_a_page_and_as_a_workbook(
    panel: DoctorPanel, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_parcels(panel, qtbot)
    rehearsed(panel, qtbot)
    for name in ("试导入.html", "试导入.xlsx"):
        out = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, out=out: (str(out), ""))
        panel.report.click()
        qtbot.waitUntil(out.is_file, timeout=WAIT_MS)
    assert "150603001002GB00001" in (tmp_path / "试导入.html").read_text(encoding="utf-8")


def test_files_dropped_onto_the_window_are_looked_into(window: MainWindow, received: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(received))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(100, 100), copy, data, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(100, 100), copy, data, left, none))
    qtbot.waitUntil(lambda: window.findChild(DoctorPanel) is not None, timeout=WAIT_MS)
    panel = window.findChild(DoctorPanel)
    assert panel is not None
    assert len(panel.subjects) == 2


def test_an_empty_page_says_what_can_be_done(window: MainWindow) -> None:
    panel = DoctorPanel(window)
    assert "拖" in panel.summary.text()
    assert not any(one.isEnabled() for one in (panel.report, panel.try_it, panel.bring_in))


def test_the_import_dialog_offers_the_readings_of_the_bytes_first(
    window: MainWindow, received: Path, qtbot: QtBot
) -> None:
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    dialog.file.set_path(received / "名称.csv")
    qtbot.waitUntil(lambda: "%" in dialog.encoding.itemText(1), timeout=WAIT_MS)
    assert dialog.encoding.count() > 15
    qtbot.waitUntil(lambda: window.jobs.current is None, timeout=WAIT_MS)


def test_the_import_dialog_begins_with_what_is_known(window: MainWindow, received: Path, qtbot: QtBot) -> None:
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    options = {"crs": "EPSG:4546", "encoding": "EUC-KR", "axes": "north_east"}
    dialog.begin_with(ImportChoice(received / "宗地.shp", "landuse", options))
    choice = dialog.choice()
    assert choice.theme == "landuse"
    assert choice.options == {"layer": None, "mapping": {}, **options}


def test_a_recipe_answers_for_another_file_and_tries_it(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_parcels(panel, qtbot)
    rehearsed(panel, qtbot)
    panel.recipes.keep("每月宗地")
    qtbot.waitUntil(lambda: panel.recipes._known == ("每月宗地",), timeout=WAIT_MS)
    source = Path(choose(panel, "宗地.shp").file.origin)
    for one in source.parent.glob("宗地.*"):
        shutil.copyfile(one, tmp_path / f"二月{one.suffix}")
    monkeypatch.setattr(doctor.ask_files, "ask_open", lambda *_: [tmp_path / "二月.shp"])
    panel.recipes.use_on_file("每月宗地")
    qtbot.waitUntil(lambda: any("二月" in one.name for one in panel.subjects), timeout=WAIT_MS)
    subject = choose(panel, "二月.shp")
    qtbot.waitUntil(lambda: subject.options.get("crs") == "EPSG:4546" and panel.flow.tried, timeout=WAIT_MS)
    assert subject.theme == "parcels"


def test_a_doubt_is_answered_by_its_tick_and_the_file_is_ready(
    panel: DoctorPanel, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "地址.csv"
    rows = "".join(f"D{at},天骄路{at}号,{X + at},{Y + at}\n" for at in range(9))
    path.write_text(
        f"地址编码,标准地址全称,东坐标（EPSG:4546）,北坐标（EPSG:4546）\n{rows}合计,9,,\n", encoding="utf-8"
    )
    doctor.run(window, [path], add=True)
    qtbot.waitUntil(lambda: any("地址.csv" in one.name for one in panel.subjects), timeout=WAIT_MS)
    subject = choose(panel, "地址.csv")
    assert subject.verdict is Verdict.QUESTION
    assert not panel.repairs.ticks["drop-totals"].isHidden()
    assert panel.repairs.ticks["areas-mu"].isHidden()
    panel.repairs.ticks["drop-totals"].setChecked(True)
    qtbot.waitUntil(lambda: subject.verdict is Verdict.READY, timeout=WAIT_MS)
