"""QGIS takes our styles as they are meant, and we read what it makes of them."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Hatch,
    Heat,
    Label,
    Line,
    Marker,
    Proportional,
    Rule,
    Ruled,
    Style,
)
from kangbashi_gis.model.themes import THEMES, theme
from kangbashi_gis.operations.projects import write_project
from kangbashi_gis.operations.sample import build_sample
from kangbashi_gis.operations.styles import drawn_themes, set_style
from kangbashi_gis.progress import silent
from kangbashi_gis.styling.qml.reading import read
from kangbashi_gis.styling.qml.writing import written
from kangbashi_gis.styling.sld import reading as sld_reading
from kangbashi_gis.styling.sld import writing as sld_writing

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("qgis_styles.py")
LABEL = Label("name", 2.8, "#202020", "#ffffff", 5_000.0, 3)
STYLES = {
    "fill-hatch": Style(Fill("", "#102030", 0.3, (2.0, 1.0), Hatch("cross", "#00ff00", 30.0, 3.0, 0.4))),
    "fill-dots": Style(Fill("#ff000080", "#000000", 0.2, (), Hatch("dots", "#0000ff", 0.0, 2.5, 0.25))),
    "fill-classes": Style(
        Graduated("area_m2", (0.0, 10.5, 20.0), (Fill("#ffffff"), Fill("#000000")), None, "natural"),
        LABEL, 0.8, "multiply", 100.0, 25_000.0,
    ),
    "fill-values": Style(Categorised("用途", {"0701": Fill("#ffff2d")}, Fill("#eeeeee"), {"0701": "城镇住宅用地"})),
    "line-road": Style(Line("#00ff00", 0.5, "#000000", 0.1, ground_m=12.0, most_scale=25_000.0)),
    "line-flow": Style(Line("#0000ff", 0.5, dash=(3.0, 1.0), arrow="along")),
    "line-rules": Style(Ruled((Rule("大", "\"area_m2\" > 5", Line(), 10.0, 5_000.0),), Line("#cccccc"))),
    "marker-plain": Style(Marker("#123456", 3.0, "triangle", "#ffffff", turn=45.0)),
    "marker-size": Style(Proportional("staff", Marker(size_mm=2.0), 1.0, 900.0, 1.5, 12.0)),
    "marker-heat": Style(Heat(4.0, weight="staff", most=7.5)),
    "marker-groups": Style(Clustered(9.0)),
}  # fmt: skip
KINDS = {"polygon": "fill", "line": "line", "point": "marker"}
STYLES |= {f"{KINDS[one.shape]}-{one.name}": Style(one.symbol, one.label) for one in THEMES if one.symbol}
RENDERERS = {
    "fill-classes": "graduatedSymbol", "fill-values": "categorizedSymbol", "line-rules": "RuleRenderer",
    "marker-heat": "heatmapRenderer", "marker-groups": "pointCluster", "marker-size": "singleSymbol",
}  # fmt: skip


def _qgis_is_here() -> bool:
    if not shutil.which("qgis") or not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _qgis_is_here(), reason="QGIS with its Python is not installed here")


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("样式")
    for name, style in STYLES.items():
        (folder / f"{name}.qml").write_text(written(style)[0], encoding="utf-8")
        (folder / f"{name}.sld").write_text(sld_writing.written(style, name)[0], encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [PYTHON, str(SCRIPT), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return folder, json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", STYLES)
def test_qgis_keeps_what_our_style_says(taken: tuple[Path, dict], name: str) -> None:
    folder, said = taken
    assert said[f"{name}.qml"]["good"], said[f"{name}.qml"]["message"]
    assert said[f"{name}.qml"]["renderer"] == RENDERERS.get(name, said[f"{name}.qml"]["renderer"])
    again, losses = read((folder / f"{name}.again.qml").read_bytes())
    ours, _ = read((folder / f"{name}.qml").read_bytes())
    assert again == ours
    assert [one.code for one in losses] == []


@pytest.mark.parametrize("name", STYLES)
def test_qgis_takes_our_sld_and_we_take_what_it_writes(taken: tuple[Path, dict], name: str) -> None:
    folder, said = taken
    assert said[f"{name}.sld"]["good"], said[f"{name}.sld"]["message"]
    shape = Shape.POLYGON if name.startswith("fill") else Shape.NONE
    again, _ = sld_reading.read((folder / f"{name}.again.sld").read_bytes(), shape=shape)
    ours, _ = sld_reading.read((folder / f"{name}.sld").read_bytes(), shape=shape)
    assert type(again.symbol) in (type(ours.symbol), Ruled)


def test_qgis_opens_our_project_with_all_layers_and_their_looks(tmp_path: Path) -> None:
    folder, project = tmp_path / "示例 区", tmp_path / "工程" / "示例.qgs"
    project.parent.mkdir()
    with build_sample(folder, "small", silent) as space:
        set_style(space, theme("parcels"), replace(STYLES["fill-classes"], label=Label("code")))
        assert write_project(space, project) == ()
        rows = {one.title: space.store.count(one) for one in drawn_themes()}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [PYTHON, str(SCRIPT.with_name("qgis_project.py")), str(project)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["good"], said["title"], said["crs"]) == (True, "示例城区", "EPSG:4546")
    assert said["order"] == [
        themes.theme(one.theme).title for one in themes.first_layers() if one.theme in said["names"]
    ]
    assert {name: layer["rows"] for name, layer in said["layers"].items()} == {name: n for name, n in rows.items() if n}
    assert all(layer["valid"] for layer in said["layers"].values())
    assert said["layers"]["宗地"]["renderer"] == "graduatedSymbol"
    assert said["layers"]["道路"]["renderer"] == "categorizedSymbol"
