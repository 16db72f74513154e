"""Signs by which rows that are the same in everything are told, without keeping the rows."""

from hashlib import blake2b

import numpy as np

from kangbashi_gis.model.table import Table

DIGITS = 3  # of a metre: what coordinates lose on their way through a text file is no difference
SIGN_BYTES = 12


def signs(table: Table) -> list[bytes]:
    """Give a sign per row, from all its values and its shape to the millimetre, whichever vertex comes first."""
    columns = [table.columns[name] for name in sorted(table.columns)]
    cells = zip(*columns, strict=True) if columns else iter([()] * len(table))
    shapes = shape_signs(table.geometry) if table.geometry is not None else [b""] * len(table)
    return [
        blake2b(repr(row).encode("utf-8", "surrogatepass") + shape, digest_size=SIGN_BYTES).digest()
        for row, shape in zip(cells, shapes, strict=True)
    ]


def shape_signs(shapes: np.ndarray) -> list[bytes]:
    """Give the same bytes for shapes that are the same to the millimetre; b"" for one that is missing."""
    import shapely

    def near(points: np.ndarray) -> np.ndarray:
        return np.round(points, DIGITS) + 0.0  # + 0.0: there is no -0

    rounded, deep = shapely.transform(shapes, near), shapely.has_z(shapes)
    if deep.any():
        rounded[deep] = shapely.transform(shapes[deep], near, include_z=True)
    return [wkb or b"" for wkb in shapely.to_wkb(shapely.normalize(rounded))]


def repeated(marks: list[bytes]) -> np.ndarray:
    """Tell which signs came before."""
    known: set[bytes] = set()
    again = np.zeros(len(marks), dtype=bool)
    for place, mark in enumerate(marks):
        again[place] = mark in known
        known.add(mark)
    return again
