"""Counts people at addresses from arrays in memory, so that ten thousand addresses take milliseconds.

Lives in the vault's process only. People are kept in the order of their address, so that those at one
address lie side by side; sex, year of life and household are small numbers beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

SEXES = ("男", "女", "")
SEX_CODES = {"1": 0, "男": 0, "2": 1, "女": 1}
UNKNOWN = 2
BAND_YEARS = 5
BANDS = (*(f"{low}-{low + BAND_YEARS - 1}" for low in range(0, 100, BAND_YEARS)), "100+", "")
OLDEST, UNKNOWN_AGE = len(BANDS) - 2, len(BANDS) - 1


@dataclass(frozen=True)
class Census:
    """People by address: those at `addresses[i]` are rows `starts[i]` to `starts[i + 1]` of the other arrays.

    kinds: age band times three plus sex. households: a number each, -1 for people without one.
    """

    addresses: np.ndarray
    starts: np.ndarray
    kinds: np.ndarray
    households: np.ndarray
    household_count: int

    @classmethod
    def build(cls, rows: Iterable[Sequence[Any]], today: date) -> "Census":
        """Build from rows of (address_fid, sex, born, household), as they come in the order of address_fid."""
        fids, sexes, births, names = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
        addresses, starts = np.unique(np.array(fids, dtype=np.int64), return_index=True)
        numbers: dict[str, int] = {}
        households = [-1 if not name else numbers.setdefault(name, len(numbers)) for name in names]
        sex = np.array([SEX_CODES.get(one, UNKNOWN) for one in sexes], dtype=np.int64)
        return cls(
            addresses,
            np.append(starts, len(fids)).astype(np.int64),
            _bands(births, today) * len(SEXES) + sex,
            np.array(households, dtype=np.int64),
            len(numbers),
        )

    def count(self, address_fids: np.ndarray) -> dict[str, Any]:
        """Count the people at addresses: total, different households, by sex, and by age and sex."""
        rows = self._rows(self._places(address_fids))
        counts = np.bincount(self.kinds[rows], minlength=len(BANDS) * len(SEXES)).reshape(len(BANDS), len(SEXES))
        seen = np.zeros(self.household_count + 1, dtype=bool)
        seen[self.households[rows]] = True
        by_age = {band: line for band, line in zip(BANDS, counts.tolist(), strict=True) if any(line)}
        by_sex = {sex: number for sex, number in zip(SEXES, counts.sum(axis=0).tolist(), strict=True) if number}
        # the last place stands for people without a household, who are -1
        return {
            "total": len(rows),
            "households": int(seen[:-1].sum()),
            "by_sex": by_sex,
            "by_age": by_age,
        }

    def per_address(self, address_fids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give those of the addresses at which people live, ascending, and how many live at each."""
        places = self._places(address_fids)
        return self.addresses[places], self.starts[places + 1] - self.starts[places]

    def _places(self, address_fids: np.ndarray) -> np.ndarray:
        wanted = np.unique(np.asarray(address_fids, dtype=np.int64))
        if len(self.addresses) == 0:
            return np.array([], dtype=np.int64)
        at = np.searchsorted(self.addresses, wanted).clip(max=len(self.addresses) - 1)
        return at[self.addresses[at] == wanted]

    def _rows(self, places: np.ndarray) -> np.ndarray:
        starts, ends = self.starts[places], self.starts[places + 1]
        lengths = ends - starts
        shift = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1]))[: len(starts)], lengths)
        return shift + np.arange(lengths.sum())


def age(born: str | None, today: date) -> int | None:
    """Give the years somebody has lived; None when the date of birth is not known to the day."""
    try:
        day = date.fromisoformat(born or "")
    except ValueError:
        return None
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _bands(births: Sequence[str | None], today: date) -> np.ndarray:
    known: dict[str | None, int] = {}
    for born in births:
        if born not in known:
            years = age(born, today)
            odd = years is None or years < 0
            known[born] = UNKNOWN_AGE if odd else min((years or 0) // BAND_YEARS, OLDEST)
    return np.array([known[born] for born in births], dtype=np.int64)
