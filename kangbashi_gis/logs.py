"""One function sets up logging. No name, ID number or phone of a person ever goes into a log."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def set_up(folder: Path, verbose: bool = False) -> None:
    """Log to a rotating file of at most 1 MB, three kept; to stderr too when verbose.

    A folder that cannot be written is no reason to refuse work: then only stderr is used.
    """
    root = logging.getLogger("kangbashi_gis")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for handler in _handlers(folder, verbose):
        handler.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(handler)


def _handlers(folder: Path, verbose: bool) -> list[logging.Handler]:
    handlers: list[logging.Handler] = [logging.StreamHandler()] if verbose else []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(folder / "kangbashi-gis.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
        )
    except OSError as problem:
        fallback = logging.StreamHandler()
        fallback.setLevel(logging.WARNING)
        handlers.append(fallback)
        logging.getLogger("kangbashi_gis").warning("log folder cannot be written: %s", problem)
    return handlers
