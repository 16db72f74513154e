"""What is exported: a theme's open fields, in batches that can be gone through more than once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.model import crs as references
from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.table import Table

DEGREES = "EPSG:4326"  # what GeoJSON and KML prescribe; within centimetres of CGCS2000
ROUNDED = 9  # decimals of a degree: a tenth of a millimetre
EAST, NORTH, LON, LAT, WKT = "东坐标", "北坐标", "经度", "纬度", "WKT"


@dataclass(frozen=True)
class Dataset:
    """A theme of a store. start: begins going through its rows; count: how many there are; encoding: UTF-8 or GBK."""

    theme: Theme
    crs: str
    count: int
    start: Callable[[], Iterator[Table]]
    encoding: str = "UTF-8"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that may leave the house: never a personal one."""
        return self.theme.open_fields

    def read(self) -> Iterator[Table]:
        """Go through the rows in batches: at least one, which may be empty, so that an empty file has its headings."""
        tables = self.start()
        yield next(tables, Table({one.name: [] for one in self.fields}, np.empty(0, dtype=object)))
        yield from tables

    def rows(self) -> Iterator[list[Any]]:
        """Yield rows of field values, in the order of `fields`."""
        for table in self.read():
            yield from map(list, zip(*(table.columns[one.name] for one in self.fields), strict=True))


def in_degrees(shapes: np.ndarray, crs: str) -> np.ndarray:
    """Give shapes as longitude and latitude, rounded to a tenth of a millimetre."""
    import shapely

    transformer = references.transformer(crs, DEGREES)

    def move(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1])).round(ROUNDED)

    return shapely.transform(shapely.force_2d(shapes), move)


def place_headings(theme: Theme) -> tuple[str, ...]:
    """Name the columns that a table without shapes says the place in."""
    if theme.shape is Shape.NONE:
        return ()
    return (EAST, NORTH, LON, LAT) if theme.shape is Shape.POINT else (WKT,)


def places(table: Table, theme: Theme, crs: str) -> list[tuple[Any, ...]]:
    """Give the cells of those columns for each row."""
    import shapely

    if theme.shape is Shape.NONE or table.geometry is None:
        return [()] * len(table)
    if theme.shape is not Shape.POINT:
        return [(text,) for text in shapely.to_wkt(table.geometry, rounding_precision=4)]
    degrees = in_degrees(table.geometry, crs)
    cells = (shapely.get_x(table.geometry).round(4), shapely.get_y(table.geometry).round(4))
    columns = [*cells, shapely.get_x(degrees), shapely.get_y(degrees)]
    return [
        tuple(None if cell != cell else cell for cell in row)
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def harmless(value: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would run as a formula; importing takes it away again."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
