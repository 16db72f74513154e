"""Numbers as colours: heights in a ramp under a slanting sun, bright and dark stretched to what the eye sees."""

import numpy as np

from kangbashi_gis.model.symbol.raster import RasterStyle

STEPS = 256


def heights(
    values: np.ndarray, valid: np.ndarray, metres: float, style: RasterStyle, ends: tuple[float, float]
) -> np.ndarray:
    """Give the picture (height × width × 4) of heights; ends: where the ramp begins and ends."""
    least, most = ends
    place = (np.where(valid, values, least) - least) / ((most - least) or 1)
    table = _ramp(style.colors)
    rgb = table[(place.clip(0, 1) * (STEPS - 1)).astype(np.intp)]
    if style.shade:
        rgb = rgb * (1 - style.shade + style.shade * _light(np.where(valid, values, np.nan), metres, style))[..., None]
    return picture(np.moveaxis(rgb, 2, 0), valid)


def picture(bands: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Give three bands of 0 to 255 as a picture, whatever is no data transparent."""
    out = np.zeros((*valid.shape, 4), np.uint8)
    out[..., :3] = np.where(valid, bands, 0).clip(0, 255).transpose(1, 2, 0).round()
    out[..., 3] = np.where(valid, 255, 0)
    return out


def stretched(values: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Bring numbers between two ends to 0 to 255."""
    return np.asarray((values - ends[0]) / ((ends[1] - ends[0]) or 1) * 255)


def _light(values: np.ndarray, metres: float, style: RasterStyle) -> np.ndarray:
    """How much light falls on each place, 1 for a level one."""
    if min(values.shape) < 2:
        return np.ones(values.shape)
    down, across = np.gradient(values, metres)
    sun = np.radians(style.azimuth), np.radians(style.height)
    toward = across * np.sin(sun[0]) - down * np.cos(sun[0])
    lit = (np.sin(sun[1]) - np.cos(sun[1]) * toward) / np.sqrt(1 + across**2 + down**2)
    return np.asarray(np.where(np.isfinite(lit), (lit / max(np.sin(sun[1]), 0.1)).clip(0, 1.35), 1.0))


def _ramp(colors: tuple[str, ...]) -> np.ndarray:
    stops = np.array([list(bytes.fromhex(one.removeprefix("#"))) for one in colors], float)
    at = np.linspace(0, len(stops) - 1, STEPS)
    return np.column_stack([np.interp(at, np.arange(len(stops)), stops[:, band]) for band in range(3)])
