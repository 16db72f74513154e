"""Lays out a release for the attack: every published number in one row, and every sum that is known to hold."""

import numpy as np

from kangbashi_gis.model.statistics import AGE_CELLS, BAND_YEARS, BANDS, BROAD_STARTS, CELLS, SEX_CELLS, Release

Sums = list[tuple[int, list[int]]]
COUNTED = CELLS[:-1]  # households are no people


class Layout:
    """Where the numbers of releases stand in one row; the same for all releases of the same blocks."""

    def __init__(self, release: Release) -> None:
        self.blocks = release.blocks.numbers.tolist()
        self.communities = release.whole.communities
        self.names: dict[tuple[str, object, str], int] = {}
        for kind, rows, columns in (
            ("block", self.blocks, COUNTED),
            ("whole", self.communities, COUNTED),
            ("age_sex", self.communities, release.age_sex.columns),
            ("moved", self.communities, release.moved.columns),
        ):
            for row in rows:
                for column in columns:
                    self.names[kind, row, column] = len(self.names)
        self.sums = self._sums(release)
        self.coarse = np.array([kind == "whole" for kind, _, _ in self.names])

    def row(self, release: Release) -> np.ndarray:
        """Give the numbers of a release."""
        found = np.zeros(len(self.names), np.int64)
        for row, cells in zip(release.blocks.numbers.tolist(), release.blocks.cells, strict=True):
            for column, cell in zip(CELLS, cells.tolist(), strict=True):
                if column in COUNTED:
                    found[self.names["block", row, column]] = cell
        for kind in ("whole", "age_sex", "moved"):
            table = getattr(release, kind)
            for name, cells in zip(table.communities, table.cells, strict=True):
                for column, cell in zip(table.columns, cells.tolist(), strict=True):
                    if (kind, name, column) in self.names:
                        found[self.names[kind, name, column]] = cell
        return found

    def _sums(self, release: Release) -> Sums:
        at = self.names
        sums: Sums = []
        of = dict(zip(self.blocks, release.blocks.communities, strict=True))
        for kind, rows in (("block", self.blocks), ("whole", self.communities)):
            for row in rows:
                for parts in (SEX_CELLS, AGE_CELLS):
                    sums.append((at[kind, row, "people"], [at[kind, row, part] for part in parts]))
        for name in self.communities:
            inside = [one for one in self.blocks if not name or of[one] == name]
            sums += [(at["whole", name, cell], [at["block", one, cell] for one in inside]) for cell in COUNTED]
            sums += self._ages(name)
            sums.append((at["whole", name, "people"], [at["moved", name, year] for year in release.moved.columns]))
        for kind, columns in (
            ("whole", COUNTED),
            ("age_sex", release.age_sex.columns),
            ("moved", release.moved.columns),
        ):
            for cell in columns:
                sums.append((at[kind, "", cell], [at[kind, name, cell] for name in self.communities if name]))
        return sums

    def _ages(self, name: str) -> Sums:
        at = self.names
        starts = [*(start // BAND_YEARS for start in BROAD_STARTS), len(BANDS)]
        sums = [(at["whole", name, sex], [at["age_sex", name, f"{sex}:{band}"] for band in BANDS]) for sex in SEX_CELLS]
        for cell, low, high in zip(AGE_CELLS, starts[:-1], starts[1:], strict=True):
            parts = [at["age_sex", name, f"{sex}:{band}"] for sex in SEX_CELLS for band in BANDS[low:high]]
            sums.append((at["whole", name, cell], parts))
        return sums


def wrong(row: np.ndarray, low: np.ndarray, high: np.ndarray) -> int:
    """Count the true numbers that are not within the bounds: an attacker who is wrong proves nothing."""
    return int(((row < low) | (row > high)).sum())
