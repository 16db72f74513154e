"""What a person may say about a file before it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LOCAL = "local:"
EAST_NORTH, NORTH_EAST = AXES = ("east_north", "north_east")


@dataclass(frozen=True)
class ImportOptions:
    """Answers that override what the file says of itself.

    layer: which layer, sheet or data set, where the file holds several.
    crs: `EPSG:4546` or WKT, `GCJ-02`, `BD-09` for degrees from a web map, or `local:NAME`.
    local: the parameters of `local:NAME` (`model.plane`), which only the gate can put here; never shown.
    axes: "north_east" where the file has north first, "east_north" where it has not; "" lets the reader tell.
    unit: a key of `units.UNITS` where the numbers are not in the unit of the CRS.
    encoding: of the text, e.g. GB18030.
    mapping: field name (or Chinese title) to column name.
    remembered: column name to field name, chosen earlier for this theme; it only fills fields that nothing else fills.
    repairs: what to mend on the way in, in this order, as `repairing.parse` reads it: "make-valid", "snap=0.01".
    near: xmin, ymin, xmax, ymax in the workspace's CRS beyond which rows lie outside; only the gate can put it here.
    remove_gone: delete the rows of the layer that came from a file of this name and are not in it any more.
    replaces: names of earlier files (`宗地.shp`, `宗地.gpkg|宗地`) of which this is the next version: their rows count
    as if they had come from a file of this name.
    """

    layer: str | None = None
    crs: str | None = None
    axes: str = ""
    unit: str = ""
    local: Any = field(default=None, repr=False)
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    near: tuple[float, float, float, float] | None = None
    remove_gone: bool = False
    replaces: tuple[str, ...] = ()
