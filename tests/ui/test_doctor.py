"""The import doctor in the window."""

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.diagnosis import Verdict
from kangbashi_gis.ui.commands import data
from kangbashi_gis.ui.dialogs.importing import ImportChoice, ImportDialog
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels import doctor
from kangbashi_gis.ui.panels.doctor import DoctorPanel
from tests.conftest import X, Y

WAIT_MS = 60_000


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """A folder as a firm sends it: parcels that overlap, without a .prj, and a table in an unclear encoding."""
    folder = tmp_path / "收到 七月"
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


@pytest.fixture
def panel(window: MainWindow, received: Path, qtbot: QtBot) -> DoctorPanel:
    doctor.run(window, [received])
    qtbot.waitUntil(lambda: window.findChild(DoctorPanel) is not None, timeout=WAIT_MS)
    found = window.findChild(DoctorPanel)
    assert found is not None
    qtbot.waitUntil(lambda: found.files.topLevelItemCount() == 2, timeout=WAIT_MS)
    return found


def choose(panel: DoctorPanel, name: str) -> None:
    items = [panel.files.topLevelItem(row) for row in range(panel.files.topLevelItemCount())]
    panel.files.setCurrentItem(next(one for one in items if name in one.text(0)))


def test_a_folder_is_looked_into_and_its_files_are_listed(panel: DoctorPanel) -> None:
    assert "2" in panel.summary.text()
    chosen = panel.chosen()
    assert chosen is not None
    assert chosen[0].verdict is Verdict.QUESTION


def test_choosing_a_finding_shows_its_place_on_the_map(panel: DoctorPanel, window: MainWindow) -> None:
    choose(panel, "宗地.shp")
    rows = [panel.findings.item(row) for row in range(panel.findings.count())]
    overlap = next(one for one in rows if one.data(doctor.DATA).code == "shape_overlap")
    panel.findings.setCurrentItem(overlap)
    place = overlap.data(doctor.DATA).places[0]
    west, south, east, north = window.canvas.extent()
    assert west < place[0] < east
    assert south < place[1] < north
    assert east - west < 1000


def test_nothing_is_chosen_for_a_person_where_the_datum_cannot_be_seen(panel: DoctorPanel) -> None:
    choose(panel, "宗地.shp")
    assert panel.answers.reference.count() > 2
    assert panel.answers.reference.currentIndex() == -1
    assert panel.answers.options() == {}


def test_a_candidate_is_shown_where_the_layer_would_lie_and_goes_into_the_import(
    panel: DoctorPanel, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ImportChoice | None] = []
    monkeypatch.setattr(data, "import_data", lambda window, known=None: asked.append(known))
    choose(panel, "宗地.shp")
    panel.answers.reference.setCurrentIndex(0)
    west, south, east, north = window.canvas.extent()
    assert west < X < east
    assert south < Y < north
    panel.bring_in.click()
    known = asked[0]
    assert known is not None
    assert (known.file.name, known.theme, known.options["crs"]) == ("宗地.shp", "parcels", "EPSG:4546")


def test_an_unclear_encoding_shows_how_the_text_would_read(panel: DoctorPanel) -> None:
    choose(panel, "名称.csv")
    assert panel.answers.encoding.count() > 1
    assert panel.answers.examples.text()
    assert panel.answers.options()["encoding"] == panel.answers.encoding.itemData(0).encoding


def test_the_import_dialog_begins_with_what_is_known(window: MainWindow, received: Path, qtbot: QtBot) -> None:
    dialog = ImportDialog(window)
    qtbot.addWidget(dialog)
    options = {"crs": "EPSG:4546", "encoding": "EUC-KR", "axes": "north_east"}
    dialog.begin_with(ImportChoice(received / "宗地.shp", "landuse", options))
    choice = dialog.choice()
    assert choice.theme == "landuse"
    assert choice.options == {"layer": None, "mapping": {}, **options}
