"""QGIS opens and edits city.gpkg as it is, and our side notices every edit."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import search, upkeep
from kangbashi_gis.operations.sample import build_sample
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("qgis_edit.py")


def _qgis_is_here() -> bool:
    if not shutil.which("qgis") or not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _qgis_is_here(), reason="QGIS with its Python is not installed here")


def _edit(gpkg: Path) -> dict:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([PYTHON, str(SCRIPT), str(gpkg)], capture_output=True, text=True, env=environment, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_qgis_edits_while_we_are_closed_and_we_see_them(tmp_path: Path) -> None:
    folder = tmp_path / "示例"
    with build_sample(folder, "small", silent) as space:
        before = space.store.stamp(theme("addresses"))
        count = space.store.count(theme("addresses"))
    edits = _edit(folder / "city.gpkg")
    assert edits["ok"]
    assert all(layer["valid"] and layer["crs"] == "EPSG:4546" for layer in edits["layers"].values())
    with open_workspace(folder) as space:
        changes = space.store.changes_since(theme("addresses"), before)
        assert {change.kind for change in changes} == {"I", "U", "D"}
        assert all(change.operation is None for change in changes)
        assert space.store.count(theme("addresses")) == count
        assert search.find(space, "在QGIS里改过的地址1号").results[0].fid == edits["changed"]
        assert search.find(space, "在QGIS里新增的地址2号").results[0].detail == "在QGIS里新增的地址2号"
        rows = space.store.read(theme("addresses"), np.array([edits["changed"], edits["moved"]]))
        assert list(rows.columns["version"]) == [2, 2]
        assert upkeep.check(space, silent).findings == ()


def test_qgis_edits_while_we_are_open_and_we_see_them(tmp_path: Path) -> None:
    folder = tmp_path / "示例"
    with build_sample(folder, "small", silent) as space:
        search.find(space, "康巴什")
        edits = _edit(folder / "city.gpkg")
        assert edits["ok"]
        assert search.find(space, "在QGIS里改过的地址1号").results[0].fid == edits["changed"]
        assert upkeep.check(space, silent).findings == ()
