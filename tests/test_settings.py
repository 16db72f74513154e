"""Settings keep what is valid, forget what is not, and are never half written."""

import dataclasses
from pathlib import Path

import pytest

from kangbashi_gis import settings
from kangbashi_gis.settings import Settings


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "配置" / "settings.toml"
    chosen = Settings(language="en", appearance="dark", radius_m=800.0, results=50, zoom_step=2.0, recent=3)
    settings.save(chosen, file)
    assert settings.load(file) == chosen
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "没有.toml") == Settings()


@pytest.mark.parametrize("damage", [b"language = ", b"\xff\xfe\x00", b"[[["])
def test_a_damaged_file_means_the_defaults_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(damage)
    assert settings.load(file) == Settings()
    assert "settings cannot be read" in caplog.text


@pytest.mark.parametrize(
    "line",
    ['language = "fr"', "language = 1", "radius_m = 0.5", "radius_m = true", 'results = "20"', "results = 101"],
)
def test_one_value_that_is_not_allowed_falls_back_alone(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'{line}\nappearance = "dark"\n', encoding="utf-8")
    assert settings.load(file) == Settings(appearance="dark")


def test_a_whole_number_will_do_where_metres_are_asked(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("radius_m = 300\n", encoding="utf-8")
    assert settings.load(file).radius_m == 300


def test_every_default_is_itself_allowed_and_explained() -> None:
    for one in dataclasses.fields(Settings):
        assert settings.valid(one, one.default), one.name
        assert one.metadata["title"]
        assert one.metadata["help"].endswith("。")


def test_a_failed_write_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    settings.save(Settings(results=30), file)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings.os, "fsync", full)
    with pytest.raises(OSError):
        settings.save(Settings(results=40), file)
    assert settings.load(file).results == 30
