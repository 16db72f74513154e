"""Gauss–Krüger on CGCS2000: degrees of places in China's zones without loading PROJ, which takes a tenth of a second.

Krüger's series to the sixth power of the third flattening (C. F. F. Karney, Transverse Mercator with an accuracy of a
few nanometers, 2011, equations 35 and 36), as PROJ has it. Any other system goes through PROJ (`crs.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

Numbers = Sequence[float] | np.ndarray
AXIS_M, FLATTENING = 6_378_137.0, 1 / 298.257222101  # GB 22021
N = FLATTENING / (2 - FLATTENING)
ECCENTRICITY = (FLATTENING * (2 - FLATTENING)) ** 0.5
MERIDIAN_M = AXIS_M / (1 + N) * (1 + N**2 / 4 + N**4 / 64 + N**6 / 256)  # of the quarter circle, per radian
FALSE_EAST_M = 500_000.0

ALPHA = (
    N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16 + 41 * N**4 / 180 - 127 * N**5 / 288 + 7891 * N**6 / 37800,
    13 * N**2 / 48 - 3 * N**3 / 5 + 557 * N**4 / 1440 + 281 * N**5 / 630 - 1983433 * N**6 / 1935360,
    61 * N**3 / 240 - 103 * N**4 / 140 + 15061 * N**5 / 26880 + 167603 * N**6 / 181440,
    49561 * N**4 / 161280 - 179 * N**5 / 168 + 6601661 * N**6 / 7257600,
    34729 * N**5 / 80640 - 3418889 * N**6 / 1995840,
    212378941 * N**6 / 319334400,
)
BETA = (
    N / 2 - 2 * N**2 / 3 + 37 * N**3 / 96 - N**4 / 360 - 81 * N**5 / 512 + 96199 * N**6 / 604800,
    N**2 / 48 + N**3 / 15 - 437 * N**4 / 1440 + 46 * N**5 / 105 - 1118711 * N**6 / 3870720,
    17 * N**3 / 480 - 37 * N**4 / 840 - 209 * N**5 / 4480 + 5569 * N**6 / 90720,
    4397 * N**4 / 161280 - 11 * N**5 / 504 - 830251 * N**6 / 7257600,
    4583 * N**5 / 161280 - 108847 * N**6 / 3991680,
    20648693 * N**6 / 638668800,
)
# from the conformal latitude to the latitude (C. F. F. Karney, On auxiliary latitudes, 2023, appendix A)
PHI = (
    2 * N - 2 * N**2 / 3 - 2 * N**3 + 116 * N**4 / 45 + 26 * N**5 / 45 - 2854 * N**6 / 675,
    7 * N**2 / 3 - 8 * N**3 / 5 - 227 * N**4 / 45 + 2704 * N**5 / 315 + 2323 * N**6 / 945,
    56 * N**3 / 15 - 136 * N**4 / 35 - 1262 * N**5 / 105 + 73814 * N**6 / 2835,
    4279 * N**4 / 630 - 332 * N**5 / 35 - 399572 * N**6 / 14175,
    4174 * N**5 / 315 - 144838 * N**6 / 6237,
    601676 * N**6 / 22275,
)
TWICE = 2 * np.arange(1, len(PHI) + 1)


class _Codes(NamedTuple):
    """A run of EPSG codes, zone after zone: the first zone's meridian, the step, and its number where east bears it."""

    first: int
    zones: int
    step: int
    zone: int | None


CODES = (
    _Codes(4491, 11, 6, 13),
    _Codes(4502, 11, 6, None),
    _Codes(4513, 21, 3, 25),
    _Codes(4534, 21, 3, None),
)
WESTERNMOST = 75
# in radians of the meridian: beyond, the series does not hold and its sines would overflow
WIDEST, POLE = 1.3, 1.6


@dataclass(frozen=True)
class Zone:
    """A zone: its central meridian in degrees, and what is added to east."""

    meridian: float
    east_m: float

    def degrees(self, x: Numbers, y: Numbers) -> tuple[np.ndarray, np.ndarray]:
        """Give lon and lat of places in metres; not a number for what lies nowhere on Earth."""
        place = _within(np.asarray(y, float), POLE) + 1j * _within(np.asarray(x, float) - self.east_m, WIDEST)
        straight = place - _series(BETA, place)
        north, east = straight.real, straight.imag
        rise, across = np.sinh(east), np.cos(north)
        lon = self.meridian + np.degrees(np.arctan2(rise, across))
        conformal = np.arctan2(np.sin(north), np.hypot(rise, across))
        return lon, np.degrees(conformal + _series(PHI, conformal))

    def metres(self, lon: Numbers, lat: Numbers) -> tuple[np.ndarray, np.ndarray]:
        """Give x and y of places in degrees."""
        across = np.radians(np.asarray(lon, float) - self.meridian)
        conformal = _conformal(np.tan(np.radians(np.asarray(lat, float))))
        north = np.arctan2(conformal, np.cos(across))
        east = np.arcsinh(np.sin(across) / np.hypot(conformal, np.cos(across)))
        straight = north + 1j * east
        place = (straight + _series(ALPHA, straight)) * MERIDIAN_M
        return place.imag + self.east_m, place.real


@lru_cache(maxsize=64)
def zone_of(code: str) -> Zone | None:
    """Give the zone of a code such as EPSG:4546; None for everything else."""
    authority, _, number = code.partition(":")
    if authority != "EPSG" or not number.isdigit():
        return None
    for run in CODES:
        place = int(number) - run.first
        if 0 <= place < run.zones:
            zone_m = 0.0 if run.zone is None else (run.zone + place) * 1e6
            return Zone(WESTERNMOST + run.step * place, zone_m + FALSE_EAST_M)
    return None


def _within(metres: np.ndarray, limit: float) -> np.ndarray:
    radians = metres / MERIDIAN_M
    return np.where(np.abs(radians) < limit, radians, np.nan)


def _series(factors: Sequence[float], place: np.ndarray) -> np.ndarray:
    waves = np.sin(np.multiply.outer(TWICE, place))
    return np.asarray(np.tensordot(factors, waves, 1))


def _conformal(tangent: np.ndarray) -> np.ndarray:
    """Give the tangent of the conformal latitude for that of the latitude (Karney's equation 7)."""
    slope = np.hypot(1.0, tangent)
    bend = np.sinh(ECCENTRICITY * np.arctanh(ECCENTRICITY * tangent / slope))
    return np.asarray(tangent * np.hypot(1.0, bend) - bend * slope)
