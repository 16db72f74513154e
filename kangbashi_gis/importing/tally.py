"""Counting one kind of thing while batches go by: how often, in which rows first, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from kangbashi_gis.model.diagnosis import Finding, Severity

MOST_ROWS = 20
MOST_PLACES = 100


@dataclass
class Tally:
    """A finding in the making. rows count from 1, as people see them."""

    code: str
    severity: Severity
    values: dict[str, object] = field(default_factory=dict)
    count: int = 0
    rows: list[int] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)

    def add(self, start: int, where: np.ndarray, places: np.ndarray | None = None) -> None:
        """Count the positions `where` of a batch whose first row is `start`; places: n × 2, of the same positions."""
        self.count += len(where)
        self.rows += (start + where[: MOST_ROWS - len(self.rows)] + 1).tolist()
        if places is not None and len(self.places) < MOST_PLACES:
            known = places[np.isfinite(places).all(axis=1)][: MOST_PLACES - len(self.places)]
            self.places += [(float(x), float(y)) for x, y in known]

    def findings(self) -> Iterator[Finding]:
        """Give the finding, if anything was counted."""
        if self.count:
            rows, places = tuple(self.rows), tuple(self.places)
            yield Finding(self.code, self.severity, self.count, self.values, rows, places)
