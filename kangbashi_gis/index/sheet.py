"""All columns of a theme as numbers, with what was edited since beside them.

The rows as they were at some stamp of the store are the base; each column of it is made when it is first asked for
and kept on disk. Rows that changed since, mostly a few, are read and coded anew and replace those of the base.
"""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.index import generations
from kangbashi_gis.index.arrays import pack, unpack
from kangbashi_gis.index.changed import touched_since
from kangbashi_gis.index.coded import Coded
from kangbashi_gis.index.coding import coded, coded_numbers, coded_values, number_piece
from kangbashi_gis.model.schema import FieldType, Theme
from kangbashi_gis.progress import Progress, silent
from kangbashi_gis.store.geopackage import GeoPackageStore
from kangbashi_gis.store.sorted_columns import in_order, row_numbers

FILE = "column"
LOOK_S = 0.1
FEW = 3_000_000  # numbers of so many rows are sorted in memory, of more by the database, which takes a bounded amount
NUMBERS = (FieldType.INTEGER, FieldType.REAL)
ROWS = "rows"


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows that are asked together. fids: ascending. alive: which of them still hold; None for all."""

    fids: np.ndarray
    columns: dict[str, Coded]
    alive: np.ndarray | None = None

    def column(self, name: str) -> Coded:
        """Give a column that was asked for."""
        return self.columns[name]

    def mask(self) -> np.ndarray:
        """Give which rows hold, to be changed by the caller."""
        return np.ones(len(self.fids), bool) if self.alive is None else self.alive.copy()


@dataclass(frozen=True, eq=False)
class Sheet:
    """A theme as it is at one moment: the base, and the rows that were changed or added since."""

    theme: Theme
    base: Rows
    since: Rows

    @property
    def parts(self) -> tuple[Rows, ...]:
        """Both, or the base alone where nothing changed."""
        return (self.base, self.since) if len(self.since.fids) else (self.base,)

    @property
    def is_whole(self) -> bool:
        """Whether the base is all there is, so that its order holds as it stands."""
        return not len(self.since.fids) and self.base.alive is None


class Sheets:
    """The columns of the themes of one workspace. Safe to ask from several threads."""

    def __init__(self, folder: Path, store: GeoPackageStore) -> None:
        self._store, self._folder = store, folder
        self._aside: tempfile.TemporaryDirectory[str] | None = None
        self._locks: dict[str, threading.Lock] = {}
        self._bases: dict[str, _Base] = {}

    def sheet(self, theme: Theme, names: tuple[str, ...], progress: Progress = silent) -> Sheet:
        """Give these columns of a theme as the store is now; what is missing is made. Raises Cancelled."""
        if self.has(theme, names):
            # no waiting for a column that is just being made
            return self._bases[theme.name].sheet(names)
        lock = self._locks.setdefault(theme.name, threading.Lock())
        while not lock.acquire(timeout=LOOK_S):
            progress(0.0, "index")  # whoever waits may be asked to stop
        try:
            base = self._base(theme, progress)
            for done, name in enumerate(names):
                base.make(name, _part(progress, done, len(names)))
            return base.sheet(names)
        finally:
            lock.release()

    def has(self, theme: Theme, names: tuple[str, ...]) -> bool:
        """Tell whether these columns are at hand, so that asking takes no time."""
        base = self._bases.get(theme.name)
        return base is not None and base.follow() and all(base.load(name) for name in names)

    def close(self) -> None:
        """Let go of all files."""
        self._bases = {}
        if self._aside is not None:
            self._aside.cleanup()

    def _base(self, theme: Theme, progress: Progress) -> "_Base":
        base = self._bases.get(theme.name)
        if base is None or not base.follow():
            base = _Base(self._place(), self._store, theme)
            base.begin(progress)
            self._bases[theme.name] = base
        return base

    def _place(self) -> Path:
        """Give the folder of the columns; one that goes with the program where the workspace cannot be written."""
        if self._aside is None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                with (self._folder / "building.lock").open("a+b"):
                    return self._folder
            self._aside = tempfile.TemporaryDirectory(prefix="kangbashi-gis-", ignore_cleanup_errors=True)
        return Path(self._aside.name)


class _Base:
    """One theme: its rows at a stamp, the columns that were made, and what changed since."""

    def __init__(self, folder: Path, store: GeoPackageStore, theme: Theme) -> None:
        self._folder, self._store, self._theme = folder, store, theme
        self.columns: dict[str, Coded] = {}
        self.fids = np.empty(0, np.uint32)
        self.stamp, self._seen = -1, -1
        self._alive: np.ndarray | None = None
        self._changed: dict[str, Any] = {}
        self._since = np.empty(0, np.int64)
        self._taking = threading.Lock()  # of what changed, so that nobody sees half of it

    def begin(self, progress: Progress) -> None:
        """Take the rows from disk, or from the store where they are too old."""
        kept = generations.newest(self._folder, self._name(ROWS), thorough=False)
        if kept is not None and self._adopt(kept):
            return
        made = generations.write(self._folder, self._name(ROWS), lambda aside: self._write_rows(aside, progress))
        self._adopt(made)

    def follow(self) -> bool:
        """Take in what changed in the store; False where that is too much, so that all begins anew."""
        with self._taking:
            return self._follow()

    def _follow(self) -> bool:
        now = self._store.stamp(self._theme)
        if now == self._seen:
            return True
        touched = touched_since(self._store, self._theme, self.stamp, now)
        if touched is None:
            return False
        names = tuple(one.name for one in self._theme.open_fields)
        table = self._store.read(self._theme, touched, columns=names, geometry=False)
        self._since = np.empty(0, np.int64) if table.fid is None else table.fid
        self._changed = dict(table.columns)
        here = self.places(touched)
        self._alive = None
        if (here >= 0).any():
            self._alive = np.ones(len(self.fids), bool)
            self._alive[here[here >= 0]] = False
        self._seen = now
        return True

    def make(self, name: str, progress: Progress) -> None:
        """Have a column at hand."""
        if self.load(name):
            return

        def fill(aside: Path) -> dict[str, int]:
            self._write_column(aside, name, progress)
            return self._facts()

        kept = generations.write(self._folder, self._name(name), fill)
        self.columns[name] = Coded.of(unpack(kept.folder / FILE))

    def load(self, name: str) -> bool:
        """Take a column from disk; False where it was not made yet, or for other rows."""
        if name in self.columns:
            return True
        kept = generations.newest(self._folder, self._name(name), thorough=False)
        if kept is None or dict(kept.facts) != self._facts():
            return False
        self.columns[name] = Coded.of(unpack(kept.folder / FILE))
        return True

    def _facts(self) -> dict[str, int]:
        return {"base": self.stamp, "rows": len(self.fids)}

    def sheet(self, names: tuple[str, ...]) -> Sheet:
        """Give the sheet as it is now."""
        with self._taking:
            fids, changed, alive = self._since, self._changed, self._alive
        since = {name: coded_values(changed[name]) for name in names} if len(fids) else {}
        base = Rows(self.fids, {name: self.columns[name] for name in names}, alive)
        return Sheet(self._theme, base, Rows(fids, since))

    def places(self, fids: np.ndarray) -> np.ndarray:
        """Give where rows stand in the base, -1 for those that do not."""
        if not len(self.fids):
            return np.full(len(fids), -1)
        first = int(self.fids[0])
        if int(self.fids[-1]) - first + 1 == len(self.fids):
            at = np.asarray(fids, np.int64) - first
            return np.where((at >= 0) & (at < len(self.fids)), at, -1)
        at = np.minimum(np.searchsorted(self.fids, fids.astype(self.fids.dtype)), len(self.fids) - 1)
        return np.where(self.fids[at] == fids, at, -1)

    def _adopt(self, kept: generations.Generation) -> bool:
        self.fids = unpack(kept.folder / FILE)["fids"]
        self.stamp, self._seen = int(kept.facts["stamp"]), -1
        return self.follow()

    def _write_rows(self, aside: Path, progress: Progress) -> dict[str, int]:
        stamp = self._store.stamp(self._theme)
        pack(aside / FILE, {"fids": row_numbers(self._store, self._theme, progress)})
        return {"stamp": stamp}

    def _write_column(self, aside: Path, name: str, progress: Progress) -> None:
        in_memory = self._theme.field(name).type in NUMBERS and len(self.fids) <= FEW
        if in_memory and self._write_numbers(aside, name, progress):
            return
        run = aside / "run"
        column = coded(self._pieces(name, progress), len(self.fids), run, progress)
        pack(aside / FILE, column.arrays())
        del column
        run.unlink()

    def _write_numbers(self, aside: Path, name: str, progress: Progress) -> bool:
        """Write a column of numbers; False where it holds anything else."""
        pieces = []
        for fids, values in in_order(self._store, self._theme, name, progress, as_stored=True):
            piece = number_piece(self.places(fids), values)
            if piece is None:
                return False
            pieces.append(piece)
            progress(min(len(pieces) * len(fids) / max(len(self.fids), 1), 1.0), "index")
        pack(aside / FILE, coded_numbers(pieces, len(self.fids)).arrays())
        return True

    def _pieces(self, name: str, progress: Progress) -> Iterator[tuple[np.ndarray, list[Any]]]:
        for fids, values in in_order(self._store, self._theme, name, progress):
            yield self.places(fids), values

    def _name(self, what: str) -> str:
        return f"{self._theme.name}-{what}"


def _part(progress: Progress, done: int, total: int) -> Progress:
    """Report one column of several; a look that only asks whether to stop reports nothing."""
    best = 0.0

    def report(fraction: float, step: str = "") -> None:
        nonlocal best
        best = max(best, fraction)
        progress((done + best) / max(total, 1), step)

    return report
