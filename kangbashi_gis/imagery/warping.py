"""From the pixels of a picture to the places of a source, and the source's values there."""

from collections.abc import Callable

import numpy as np

from kangbashi_gis.imagery.ground import Box

STEP = 16  # pixels between the places that are transformed exactly; between them a straight line is right enough
ToSource = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
Bands = np.ndarray  # bands × height × width


def places(box: Box, to_source: ToSource) -> tuple[np.ndarray, np.ndarray]:
    """Give the column and row in the source of the middle of each pixel; not finite where there is none."""
    across, down = _knots(box.width), _knots(box.height)
    found = _exact(box, across, down, to_source)
    if not all(np.isfinite(one).all() for one in found):
        return _exact(box, np.arange(box.width) + 0.5, np.arange(box.height) + 0.5, to_source)
    left, right = _between(box.height, down), _between(box.width, across).T
    return left @ found[0] @ right, left @ found[1] @ right


def step(columns: np.ndarray, rows: np.ndarray) -> float:
    """Give how many pixels of the source a pixel of the picture covers, about."""
    if min(columns.shape) < 2:
        return 1.0
    across = np.hypot(np.diff(columns[:, :: columns.shape[1] - 1]), np.diff(rows[:, :: rows.shape[1] - 1]))
    seen = across[np.isfinite(across)]
    return float(np.median(seen)) / (columns.shape[1] - 1) if len(seen) else 1.0


def nearest(bands: Bands, valid: np.ndarray, columns: np.ndarray, rows: np.ndarray) -> tuple[Bands, np.ndarray]:
    """Give the values at places as they are, and where there are any."""
    inside = _inside(valid, columns, rows)
    x, y = _whole(columns, inside, valid.shape[1]), _whole(rows, inside, valid.shape[0])
    return bands[:, y, x], inside & valid[y, x]


def smooth(bands: Bands, valid: np.ndarray, columns: np.ndarray, rows: np.ndarray) -> tuple[Bands, np.ndarray]:
    """Give values between those of the four pixels around each place, leaving out what is no data."""
    inside = _inside(valid, columns, rows)
    x, y = np.where(inside, columns - 0.5, 0), np.where(inside, rows - 0.5, 0)
    left, top = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    across, down = (x - left).astype(np.float32), (y - top).astype(np.float32)
    height, width = valid.shape
    # the last band tells how much of each place is data
    table = np.concatenate([np.where(valid, bands, 0), valid[None]]).astype(np.float32).reshape(len(bands) + 1, -1)
    total = np.zeros((len(bands) + 1, *x.shape), np.float32)
    lefts, rights = left.clip(0, width - 1), (left + 1).clip(0, width - 1)
    for line, high in ((top, 1 - down), (top + 1, down)):
        start = line.clip(0, height - 1) * width
        for index, weight in ((start + lefts, high * (1 - across)), (start + rights, high * across)):
            for band, values in enumerate(table):
                total[band] += values.take(index) * weight
    weights = total[-1]
    return total[:-1] / np.where(weights > 0, weights, 1), inside & (weights > 0.5)


def _knots(pixels: int) -> np.ndarray:
    return np.linspace(0, pixels, max(pixels // STEP, 1) + 1)


def _exact(box: Box, across: np.ndarray, down: np.ndarray, to_source: ToSource) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.meshgrid(box.left + across * box.metres, box.top - down * box.metres)
    columns, rows = to_source(x.ravel(), y.ravel())
    return columns.reshape(x.shape), rows.reshape(x.shape)


def _between(pixels: int, knots: np.ndarray) -> np.ndarray:
    """Give the weights of the knots for the middle of each pixel."""
    at = (np.arange(pixels) + 0.5) / pixels * (len(knots) - 1)
    low = np.minimum(at.astype(np.intp), len(knots) - 2)
    weights = np.zeros((pixels, len(knots)))
    weights[np.arange(pixels), low] = 1 - (at - low)
    weights[np.arange(pixels), low + 1] += at - low
    return weights


def _inside(valid: np.ndarray, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
    height, width = valid.shape
    with np.errstate(invalid="ignore"):
        return np.asarray((columns >= 0) & (columns < width) & (rows >= 0) & (rows < height))


def _whole(numbers: np.ndarray, inside: np.ndarray, length: int) -> np.ndarray:
    return np.asarray(np.where(inside, numbers, 0).astype(np.intp).clip(0, length - 1))
