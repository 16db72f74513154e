"""Where the rows of a table lie that has no shapes: what its columns say, whatever the format of the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kangbashi_gis.importing import coordinates
from kangbashi_gis.importing.coordinates import Coordinates
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table

WGS84 = "EPSG:4326"  # the same degrees as CGCS2000 within centimetres, and with a way to every other datum


@dataclass(frozen=True)
class Placing:
    """What the columns of a table say of a place.

    where: the columns, or None for a table without any. turned: X is north here. said: the CRS of the headings.
    """

    names: tuple[str, ...]
    where: Coordinates | None = None
    turned: bool = False
    said: str | None = None

    @property
    def about(self) -> dict[str, Any]:
        """Give what a source tells: the columns that are left to match, the CRS, the headings of the place."""
        where = self.where
        crs = self.said or (WGS84 if where is not None and where.lonlat else None)
        return {
            "columns": tuple(name for name in self.names if where is None or name not in where.columns),
            "crs": crs,
            "guessed": crs is not None and self.said is None,
            "place": tuple(filter(None, (where.first, where.second))) if where else (),
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """Give the notes that the report tells."""
        return ("axes_swapped",) if self.turned else ()

    def placed(self, table: Table) -> Table:
        """Turn the columns of the place into shapes."""
        if self.where is None:
            return table
        shapes = coordinates.geometry(table, self.where)
        kept = {name: values for name, values in table.columns.items() if name not in self.where.columns}
        return Table(kept, coordinates.swap(shapes) if self.turned else shapes)

    def each(self, tables: Iterator[Table]) -> Iterator[Table]:
        """Turn the columns of the place into shapes, batch by batch."""
        return map(self.placed, tables)


def placing(names: Sequence[str], first: Table, theme: Theme, options: ImportOptions) -> Placing:
    """Find the columns of a place; first: some rows, by which it is told whether X is north.

    Degrees without a word on their datum are WGS 84.
    """
    where = coordinates.find(names, options.crs) if theme.shape is not Shape.NONE else None
    if where is None:
        return Placing(tuple(names))
    said = coordinates.said_crs(where)
    stated = options.crs or said or (WGS84 if where.lonlat else None)
    turned = False
    if where.plain and stated and not options.axes:
        turned = coordinates.swapped(coordinates.geometry(first, where), stated)
    return Placing(tuple(names), where, turned, said)
