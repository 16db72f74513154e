"""Where things lie, in a clone and frozen."""

import sys
from pathlib import Path

import pytest

from kangbashi_gis import paths


def test_one_variable_moves_everything_that_the_program_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANGBASHI_GIS_CONFIG", str(tmp_path / "配置"))
    written = [paths.config_folder(), paths.cache_folder(), paths.log_folder(), paths.data_folder()]
    assert len(set(written)) == 4
    assert all(folder.is_relative_to(tmp_path / "配置") for folder in written)


def test_folders_of_the_user_bear_the_name_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KANGBASHI_GIS_CONFIG", raising=False)
    for folder in (paths.config_folder(), paths.cache_folder(), paths.log_folder(), paths.data_folder()):
        assert paths.APP in folder.parts


def test_resources_of_a_clone_lie_beside_the_package() -> None:
    root = Path(paths.__file__).resolve().parents[1]
    assert paths.resource("icons") == root / "resources" / "icons"
    assert paths.resource("icons").is_dir()
    assert paths.sample_data() == root / "sample_data"


def test_resources_of_a_frozen_program_lie_in_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons", "undo.svg") == tmp_path / "resources" / "icons" / "undo.svg"
    assert paths.sample_data() == tmp_path / "sample_data"
