"""Where configuration, caches, logs and shipped resources lie, frozen or not."""

import os
import sys
from pathlib import Path

APP = "kangbashi-gis"


def _user(kind: str) -> Path:
    # imported here: platformdirs is not needed by most command-line calls
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))


def config_folder() -> Path:
    """Give the folder of settings and window state; KANGBASHI_GIS_CONFIG overrides it (tests do)."""
    override = os.environ.get("KANGBASHI_GIS_CONFIG")
    return Path(override) if override else _user("config")


def cache_folder() -> Path:
    """Give the folder of what can be thrown away and comes back."""
    override = os.environ.get("KANGBASHI_GIS_CONFIG")
    return Path(override) / "cache" if override else _user("cache")


def log_folder() -> Path:
    """Give the folder of program logs."""
    override = os.environ.get("KANGBASHI_GIS_CONFIG")
    return Path(override) / "logs" if override else _user("log")


def anchor_folder() -> Path:
    """Give the folder outside all workspaces where is written down how far their logs have come."""
    override = os.environ.get("KANGBASHI_GIS_CONFIG")
    return Path(override) / "anchors" if override else _user("data") / "anchors"


def data_folder() -> Path:
    """Give the folder where workspaces are put unless the user says otherwise."""
    override = os.environ.get("KANGBASHI_GIS_CONFIG")
    return Path(override) / "data" if override else _user("data")


def _root() -> Path:
    """Give the folder that holds `resources` and `sample_data`: the bundle when frozen, else the clone."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Give the path of a shipped resource, e.g. `resource("icons", "undo.svg")`."""
    return _root().joinpath("resources", *parts)


def sample_data() -> Path:
    """Give the folder of the committed small sample district, as files to import."""
    return _root() / "sample_data"
