"""What a person may say about a file before it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field

EAST_NORTH, NORTH_EAST = AXES = ("east_north", "north_east")


@dataclass(frozen=True)
class ImportOptions:
    """Answers that override what the file says of itself.

    layer: which layer, sheet or data set, where the file holds several.
    crs: `EPSG:4546` or WKT, or `GCJ-02`, `BD-09` for degrees from a web map.
    axes: "north_east" where the file has north first, "east_north" where it has not; "" lets the reader tell.
    unit: a key of `units.UNITS` where the numbers are not in the unit of the CRS.
    encoding: of the text, e.g. GB18030.
    mapping: field name (or Chinese title) to column name.
    """

    layer: str | None = None
    crs: str | None = None
    axes: str = ""
    unit: str = ""
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
