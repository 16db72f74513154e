"""What the numbers of a file may be measured in, and how they become metres or degrees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

SIXTY = 60.0
ROUNDING = 1e-7  # of a second, what a number such as 109.3945 loses in a float


@dataclass(frozen=True)
class Unit:
    """A unit by its name in both languages. plain: makes metres or, where it is angular, degrees.

    metres: of one unit; 0 for an angle. Numbers that cannot be of this unit (a 75th minute) become NaN.
    """

    zh: str
    en: str
    plain: Callable[[np.ndarray], np.ndarray]
    metres: float = 0.0

    @property
    def angular(self) -> bool:
        """Tell whether the numbers are degrees in the end."""
        return not self.metres


def degrees_minutes_seconds(numbers: np.ndarray) -> np.ndarray:
    """Give degrees for ddd.mmss: 109.3945 is 109°39′45″."""
    seconds = np.abs(numbers) * 1e4
    degrees = np.floor((seconds + ROUNDING) / 1e4)
    minutes = np.floor((seconds + ROUNDING - degrees * 1e4) / 100)
    rest = np.maximum(seconds - degrees * 1e4 - minutes * 100, 0.0)
    possible = (minutes < SIXTY) & (rest < SIXTY)
    return np.where(possible, np.copysign(degrees + minutes / 60 + rest / 3600, numbers), np.nan)


def degrees_minutes(numbers: np.ndarray) -> np.ndarray:
    """Give degrees for dddmm.mmmm, as GPS receivers write it: 10947.42 is 109°47.42′."""
    degrees = np.floor(np.abs(numbers) / 100)
    minutes = np.abs(numbers) - degrees * 100
    return np.where(minutes < SIXTY, np.copysign(degrees + minutes / 60, numbers), np.nan)


def _times(factor: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda numbers: numbers * factor


def _length(zh: str, en: str, metres: float) -> Unit:
    return Unit(zh, en, _times(metres), metres)


UNITS: Mapping[str, Unit] = {
    "metre": _length("米", "metres", 1.0),
    "kilometre": _length("千米", "kilometres", 1000.0),
    "foot": _length("英尺", "feet", 0.3048),
    "us_foot": _length("美国测量英尺", "US survey feet", 1200 / 3937),
    "centimetre": _length("厘米", "centimetres", 0.01),
    "millimetre": _length("毫米", "millimetres", 0.001),
    "degree": Unit("度", "degrees", _times(1.0)),
    "dms": Unit("度.分秒（ddd.mmss）", "degrees.minutes and seconds (ddd.mmss)", degrees_minutes_seconds),
    "dm": Unit("度分（dddmm.mmmm）", "degrees and minutes (dddmm.mmmm)", degrees_minutes),
    "microdegree": Unit("百万分之一度", "millionths of a degree", _times(1e-6)),
    "degree_e7": Unit("千万分之一度", "ten-millionths of a degree", _times(1e-7)),
    "degree_e5": Unit("十万分之一度", "hundred-thousandths of a degree", _times(1e-5)),
    "second": Unit("角秒", "seconds of arc", _times(1 / 3600)),
    "radian": Unit("弧度", "radians", np.degrees),
}
