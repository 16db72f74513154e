"""All indexes of one workspace: opened when first asked for, brought up to the store's stamp, built again when lost.

Everything in the folder can be thrown away: it comes back from the store.
"""

import logging
import threading
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from kangbashi_gis.index import generations, spatial, words
from kangbashi_gis.index.aside import Aside
from kangbashi_gis.index.changed import touched_since
from kangbashi_gis.index.sheet import Sheets
from kangbashi_gis.index.spatial import SpatialIndex
from kangbashi_gis.index.words import WordIndex
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.progress import Progress, part, silent
from kangbashi_gis.store.geopackage import GeoPackageStore

logger = logging.getLogger(__name__)
T = TypeVar("T")

PLACED = tuple(theme for theme in THEMES if theme.shape is not Shape.NONE)
ATTEMPTS = 3
TABLES = "tables"  # the folder of columns, with a lock of its own
WORDS_SHARE = 0.6  # of the time that all indexes take, this much goes into the words


class Indexes:
    """The spatial index of every theme and the word index over all of them. Safe to ask from several threads."""

    def __init__(self, folder: Path, store: GeoPackageStore) -> None:
        self.folder = folder
        self._store = store
        self._spatial: dict[str, SpatialIndex] = {}
        self._words: WordIndex | None = None
        # two, so that the map and a click need not wait while the words are built
        self._spatial_lock = threading.Lock()
        self._words_lock = threading.Lock()
        self._aside = Aside(folder)
        self.sheets = Sheets(folder / TABLES, store)
        self.waits = True  # for words that are far behind; if not, a process of its own brings them up

    def spatial(self, theme: Theme) -> SpatialIndex:
        """Give the spatial index of a theme as the store is now; builds it where it is missing or damaged."""
        with self._spatial_lock:
            stamp = self._store.stamp(theme)
            index = self._spatial.get(theme.name)
            if index is None or index.stamp != stamp:
                index = self._current_spatial(theme, index, stamp)
                self._spatial[theme.name] = index
            return index

    def words(self) -> WordIndex:
        """Give the word index as the store is now; builds it where it is missing or damaged.

        Where so much has changed that this takes long and nobody `waits`, older words stand until new ones are built;
        of what changed, they know the newest.
        """
        with self._words_lock:
            if self._words is None or self._words.stamp != self._store.stamp():
                self._words = self._current_words(self._words)
            return self._words

    def stale(self) -> list[str]:
        """Name the indexes on disk that are missing, damaged or behind the store: what `refresh` would build."""
        names = [spatial.name_of(theme) for theme in PLACED if not self._spatial_is_fresh(theme)]
        return names if self._words_are_fresh() else [*names, words.NAME]

    def refresh(self, progress: Progress = silent) -> None:
        """Build what is stale, so that every index on disk is as the store is now."""
        names = self.stale()
        themes = [theme for theme in PLACED if spatial.name_of(theme) in names]
        for done, theme in enumerate(themes):
            progress((1 - WORDS_SHARE) * done / len(themes), "index")
            spatial.build(self.folder, self._store, theme)
        if words.NAME in names:
            words.build(self.folder, self._store, part(progress, 1 - WORDS_SHARE, 1.0))
        progress(1.0, "index")

    def close(self) -> None:
        """Let go of all files."""
        with self._spatial_lock, self._words_lock:
            self._aside.close()
            for index in self._spatial.values():
                index.close()
            self._spatial = {}
            self._words = None
            self.sheets.close()

    def __enter__(self) -> "Indexes":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _spatial_is_fresh(self, theme: Theme) -> bool:
        found = generations.newest(self.folder, spatial.name_of(theme))
        return found is not None and found.facts["stamp"] == self._store.stamp(theme)

    def _words_are_fresh(self) -> bool:
        found = generations.newest(self.folder, words.NAME)
        return found is not None and found.facts["stamps"] == words.stamps(self._store)

    def _current_spatial(self, theme: Theme, index: SpatialIndex | None, stamp: int) -> SpatialIndex:
        """Take the newest files, and hold beside them what changed since, unless that is too much."""
        newest = generations.newest_number(self.folder, spatial.name_of(theme))
        if index is None or newest > index.generation:
            index = self._opened_spatial(theme)
        touched = None if index is None else touched_since(self._store, theme, index.base_stamp, stamp)
        if index is None or touched is None:
            index = self._built_spatial(theme)
            touched = touched_since(self._store, theme, index.base_stamp, stamp)
        return index if touched is None else spatial.catch_up(index, self._store, touched, stamp)

    def _opened_spatial(self, theme: Theme) -> SpatialIndex | None:
        for _ in range(ATTEMPTS):
            found = generations.newest(self.folder, spatial.name_of(theme), thorough=False)
            if found is None:
                return None
            try:
                return spatial.load(found, theme)
            except (OSError, ValueError, KeyError) as problem:
                # another program may have put a newer generation in its place between the check and now
                logger.info("index of %s could not be opened: %s", theme.name, type(problem).__name__)
        return None

    def _built_spatial(self, theme: Theme) -> SpatialIndex:
        try:
            spatial.build(self.folder, self._store, theme, adopt=True)
        except OSError as problem:
            logger.warning("index of %s is kept in memory only: %s", theme.name, problem.strerror)
            return spatial.in_memory(self._store, theme)
        return self._opened_spatial(theme) or spatial.in_memory(self._store, theme)

    def _current_words(self, index: WordIndex | None) -> WordIndex:
        if index is None or generations.newest_number(self.folder, words.NAME) > index.generation:
            index = self._opened_words()
        current = None if index is None else self._caught_up(index)
        if current is None:
            built = self._built_words()
            current = words.catch_up(built, self._store) or built
        return current

    def settle(self) -> None:
        """Wait for the process that brings the words up, if there is one."""
        self._aside.settle()

    def _caught_up(self, index: WordIndex) -> WordIndex | None:
        path = getattr(self._store, "path", None)
        if self.waits or path is None:
            return words.catch_up(index, self._store)
        whole = None if index.partly else words.catch_up(index, self._store)
        if whole is None:
            self._aside.start(path, self._store.stamp())
        return whole or words.catch_up(index, self._store, partly=True)

    def _opened_words(self) -> WordIndex | None:
        for _ in range(ATTEMPTS):
            found = generations.newest(self.folder, words.NAME, thorough=False)
            if found is None:
                return None
            try:
                return words.load(found)
            except (OSError, ValueError, KeyError) as problem:
                logger.info("word index could not be opened: %s", type(problem).__name__)
        return None

    def _built_words(self) -> WordIndex:
        try:
            words.build(self.folder, self._store, adopt=True)
        except OSError as problem:
            logger.warning("word index is kept in memory only: %s", problem.strerror)
            return words.in_memory(self._store)
        return self._opened_words() or words.in_memory(self._store)
