"""Brings the indexes up to date in a process of its own, while this one goes on answering from what stands."""

from multiprocessing import get_context
from pathlib import Path
from typing import Any


class Aside:
    """At most one process that refreshes. It dies with this program; what it left half done counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: Any = None
        self._stamp = -1

    def start(self, store: Path, stamp: int) -> None:
        """Refresh to a stamp of a store or later; nothing to do where that is under way or was tried."""
        if self._stamp >= stamp or (self._process is not None and self._process.is_alive()):
            return
        self._stamp = stamp
        arguments = (str(self._folder), str(store))
        self._process = get_context("spawn").Process(target=refresh, args=arguments, name="indexes", daemon=True)
        self._process.start()

    def settle(self) -> None:
        """Wait until it has ended."""
        if self._process is not None:
            self._process.join()

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._process = None


def refresh(folder: str, store: str) -> None:
    """Bring the indexes in a folder up to a store: what the process does."""
    from kangbashi_gis.index.catalogue import Indexes
    from kangbashi_gis.store.geopackage import GeoPackageStore

    opened = GeoPackageStore(Path(store), read_only=True)
    try:
        with Indexes(Path(folder), opened) as indexes:
            indexes.refresh()
    finally:
        opened.close()
