"""What is the matter with rows: keys that are empty or come twice, rows that come twice, numbers that are wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b

import numpy as np

from kangbashi_gis.importing import heading_units, values
from kangbashi_gis.importing.doubts import AREA, Doubts
from kangbashi_gis.importing.personal import is_id_number
from kangbashi_gis.importing.tally import Tally
from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.model.identifiers import check_credit_code, check_parcel_code, is_sample
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

# Fields whose values have a form or a check digit of their own.
CHECKED: Mapping[tuple[str, str], tuple[str, Callable[[str], bool]]] = {
    ("parcels", "code"): ("row_parcel_code", check_parcel_code),
    ("entities", "credit_code"): ("row_credit_code", check_credit_code),
    ("residents", "id_number"): ("row_id_number", is_id_number),
}


class Rows:
    """Looks at the rows of a layer, batch by batch. taken: column to field of the theme; metres: of its coordinates."""

    def __init__(self, theme: Theme | None, taken: Mapping[str, str], metres: bool = False) -> None:
        warn = Severity.WARNING
        self._metres = metres
        self._theme, self._columns = theme, {field: column for column, field in taken.items()}
        self.twice = Tally("row_twice", warn)
        self.blank = Tally("row_blank", warn)
        self.no_key = Tally("row_key_empty", warn)
        self.key_twice = Tally("row_key_twice", warn)
        self.doubts = Doubts(theme)
        self._unreadable: dict[str, Tally] = {}
        self._wrong: dict[str, Tally] = {}
        self._rows: set[bytes] = set()
        self._keys: dict[tuple[object, ...], int] = {}

    def add(self, start: int, table: Table) -> None:
        """Look at one batch; start: how many rows came before it."""
        self.doubts.sums(start, table)
        columns = [_plain(one) for one in table.columns.values()]
        if columns:
            self._look_at_wholes(start, columns, table)
        for field, column in self._columns.items():
            self._look_at_field(start, field, column, table)
        self._look_at_keys(start, table)

    def findings(self) -> Iterator[Finding]:
        """Give what was found."""
        yield from self.doubts.findings()
        for one in (
            self.key_twice,
            self.no_key,
            *self._wrong.values(),
            *self._unreadable.values(),
            self.twice,
            self.blank,
        ):
            yield from one.findings()

    def _look_at_wholes(self, start: int, columns: list[Sequence[object]], table: Table) -> None:
        shapes = None if table.geometry is None else _signs(table.geometry)
        blank, again = [], []
        for place, cells in enumerate(zip(*columns, strict=True)):
            if all(cell is None or cell == "" or cell != cell for cell in cells) and (
                shapes is None or not shapes[place]
            ):
                blank.append(place)
                continue
            sign = blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=12)
            if shapes is not None:
                sign.update(shapes[place] or b"")
            known = sign.digest()
            if known in self._rows:
                again.append(place)
            self._rows.add(known)
        self.blank.add(start, np.array(blank, int))
        self.twice.add(start, np.array(again, int))

    def _look_at_field(self, start: int, field: str, column: str, table: Table) -> None:
        assert self._theme is not None
        one = self._theme.field(field)
        converted, broken = values.convert(self.doubts.tidied(start, _plain(table.columns[column]), one), one)
        title = one.title
        if self._metres and field == AREA and self.doubts.areas is not None and table.geometry is not None:
            self.doubts.areas.add(start, heading_units.converted(converted, column, one), table.geometry)
        if broken:
            tally = self._unreadable.setdefault(field, Tally("row_value_unreadable", Severity.ERROR, {"field": title}))
            tally.add(start, np.array(broken))
        if rule := CHECKED.get((self._theme.name, field)):
            code, test = rule
            wrong = [
                i
                for i, one in enumerate(converted)
                if one is not None and not test(str(one)) and not is_sample(str(one))
            ]
            if wrong:
                tally = self._wrong.setdefault(field, Tally(code, Severity.WARNING, {"field": title}))
                tally.add(start, np.array(wrong))

    def _look_at_keys(self, start: int, table: Table) -> None:
        if self._theme is None or not self._theme.key or any(name not in self._columns for name in self._theme.key):
            return
        parts = [
            values.convert(_plain(table.columns[self._columns[name]]), self._theme.field(name))[0]
            for name in self._theme.key
        ]
        empty, again = [], []
        for place, key in enumerate(zip(*parts, strict=True)):
            if all(part is None for part in key):
                empty.append(place)
            elif key in self._keys:
                again.append(place)
            else:
                self._keys[key] = start + place
        self.no_key.add(start, np.array(empty, int))
        self.key_twice.add(start, np.array(again, int))


def _plain(values_: Sequence[object] | np.ndarray) -> Sequence[object]:
    return values_.tolist() if isinstance(values_, np.ndarray) else values_


def _signs(shapes: np.ndarray) -> list[bytes | None]:
    import shapely

    return list(shapely.to_wkb(shapes))
