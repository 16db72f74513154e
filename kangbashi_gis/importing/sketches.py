"""Shapes as the few corners that a map needs to show where something is and how it changes."""

import numpy as np

MOST_CORNERS = 200  # of one line or ring
MOST_LINES = 20  # of one shape

Line = tuple[tuple[float, float], ...]


def sketch(shape: object) -> tuple[Line, ...]:
    """Give the lines and rings of a shape; none for a point, which is where it stands, and for no shape."""
    import shapely

    if shape is None or shapely.get_dimensions(shape) < 1:
        return ()
    edges = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    parts = shapely.get_parts(shapely.get_parts(edges))[:MOST_LINES]
    return tuple(_corners(part) for part in parts)


def sketches(shapes: np.ndarray | None, count: int) -> list[tuple[Line, ...]]:
    """Give the sketch of each shape; `count` empty ones where there are no shapes."""
    return [()] * count if shapes is None else [sketch(one) for one in shapes]


def _corners(line: object) -> Line:
    import shapely

    points = shapely.get_coordinates(line)
    if len(points) > MOST_CORNERS:
        kept = np.unique(np.linspace(0, len(points) - 1, MOST_CORNERS).astype(int))
        points = points[kept]
    return tuple((round(x, 3), round(y, 3)) for x, y in points.tolist())
