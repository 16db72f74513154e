"""The numbers of columns row by row, for whoever lays one against the other."""

from collections.abc import Sequence

import numpy as np

from kangbashi_gis.index.sheet import Sheet


def numbers(sheet: Sheet, masks: Sequence[np.ndarray], names: Sequence[str]) -> np.ndarray:
    """Give for each column the number in each wanted row (float64, columns × rows), NaN where there is none."""
    found = [np.empty((len(names), 0))]
    for part, mask in zip(sheet.parts, masks, strict=True):
        columns = [part.column(name) for name in names]
        found.append(np.array([one.numbers_by_code()[one.code[mask]] for one in columns]))
    return np.concatenate(found, axis=1)
