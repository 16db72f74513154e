"""Shapes as their layer stores them, without an object for each: what waits to be written takes a third of the memory.

Making a multipolygon of a polygon costs GEOS more than all else that happens to it; in WKB it is nine bytes before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from kangbashi_gis.store.shapes import LINE, LINEAR_RING, POLYGON

# little-endian, type MULTILINESTRING or MULTIPOLYGON, one part
ONE_LINE, ONE_POLYGON = b"\x01\x05\0\0\0\x01\0\0\0", b"\x01\x06\0\0\0\x01\0\0\0"


@dataclass(frozen=True)
class Packed:
    """ISO WKB of each shape, lines and polygons as multi types, None where there is none; and boxes, n × 4 or NaN."""

    wkb: Sequence[bytes | None]
    boxes: np.ndarray

    def __len__(self) -> int:
        return len(self.wkb)

    def take(self, mask: np.ndarray) -> "Packed":
        """Give the shapes under a mask."""
        if mask.all():
            return self
        return Packed([self.wkb[place] for place in np.flatnonzero(mask).tolist()], self.boxes[mask])

    def shapes(self) -> np.ndarray:
        """Give the shapes as objects."""
        return shapely.from_wkb(np.array(self.wkb, dtype=object))

    @property
    def missing(self) -> int:
        """How many shapes there are not."""
        return list(self.wkb).count(None)


def pack(shapes: np.ndarray) -> Packed:
    """Pack flat shapes; single lines and polygons become multi types."""
    wkb = shapely.to_wkb(shapes, byte_order=1, flavor="iso")
    kinds = shapely.get_type_id(shapes)
    for single, head in (((POLYGON,), ONE_POLYGON), ((LINE, LINEAR_RING), ONE_LINE)):
        alone = np.isin(kinds, single)
        if alone.all():
            wkb = [head + one for one in wkb.tolist()]
        elif alone.any():
            wkb[alone] = [head + one for one in wkb[alone].tolist()]
    return Packed(wkb if isinstance(wkb, list) else wkb.tolist(), shapely.bounds(shapes).reshape(-1, 4))
