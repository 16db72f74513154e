"""How far Beijing 1954 lies from WGS 84 here, as the parameters published for other regions have it: a hint only."""

from functools import lru_cache

import numpy as np

from kangbashi_gis.diagnosis import reference_readings as readings
from kangbashi_gis.diagnosis.frame import Frame

KRASSOVSKY = (6_378_245.0, 1 / 298.3)
WGS84 = (6_378_137.0, 1 / 298.257223563)
# Beijing 1954 to WGS 84 (1) to (6) of the EPSG register, metres in X, Y, Z; their small turns are left out
SHIFTS = (
    (12.646, -155.176, -80.863),
    (15.53, -113.82, -41.38),
    (31.4, -144.3, -74.8),
    (15.8, -154.4, -82.3),
    (18.0, -136.8, -73.7),
    (11.911, -154.833, -80.079),
)


def beijing_steps(frame: Frame) -> tuple[tuple[float, float], ...]:
    """Give how far east and north, in metres, the numbers of a place lie from ours if they are Beijing 1954."""
    place = readings.frame_place(frame)
    return () if place is None else _steps(*place)


@lru_cache(maxsize=16)
def _steps(lon: float, lat: float) -> tuple[tuple[float, float], ...]:
    found = []
    for shift in SHIFTS:
        there = _geocentric(lon, lat, *KRASSOVSKY) + np.array(shift)
        found.append(_apart(lon, lat, there))
    return tuple(found)


def _geocentric(lon: float, lat: float, axis: float, flattening: float) -> np.ndarray:
    square = flattening * (2 - flattening)
    north, east = np.radians(lat), np.radians(lon)
    radius = axis / np.sqrt(1 - square * np.sin(north) ** 2)
    flat = radius * np.cos(north)
    return np.array([flat * np.cos(east), flat * np.sin(east), radius * (1 - square) * np.sin(north)])


def _apart(lon: float, lat: float, there: np.ndarray) -> tuple[float, float]:
    """Give how far the numbers lie east and north of those of the same place in WGS 84, on a zone's plane."""
    step = _geocentric(lon, lat, *WGS84) - there
    north, east = np.radians(lat), np.radians(lon)
    to_east = np.array([-np.sin(east), np.cos(east), 0.0])
    to_north = np.array([-np.sin(north) * np.cos(east), -np.sin(north) * np.sin(east), np.cos(north)])
    # the arc from the equator is longer on the larger ellipsoid, so the same latitude has a larger number
    longer = _arc(north, *KRASSOVSKY) - _arc(north, *WGS84)
    return float(step @ to_east), float(step @ to_north) + longer


def _arc(north: float, axis: float, flattening: float) -> float:
    third = flattening / (2 - flattening)
    mean = axis / (1 + third) * (1 + third**2 / 4)
    return float(mean * (north - 1.5 * third * np.sin(2 * north) + 15 / 16 * third**2 * np.sin(4 * north)))
