"""The shifted degrees of Chinese web maps: GCJ-02 (高德, 腾讯) and BD-09 (百度), to WGS 84 and back.

The formulas are those that were published from the maps' behaviour; their inverse is found by iteration to far below a
millimetre. What was shifted once has lost its accuracy: "非测绘级", never survey data.
"""

from collections.abc import Callable, Mapping

import numpy as np

AXIS_M, ECCENTRICITY_2 = 6_378_245.0, 0.00669342162296594323
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271  # outside nothing is shifted
BAIDU_TURN = np.pi * 3000 / 180
BAIDU_EAST, BAIDU_NORTH = 0.0065, 0.006
ROUNDS = 12  # at most; each gains two digits
ENOUGH = 1e-13  # degrees

Shift = Callable[[np.ndarray], np.ndarray]


def to_gcj02(lonlat: np.ndarray) -> np.ndarray:
    """Give GCJ-02 for WGS 84; n × 2, lon and lat in degrees."""
    lon, lat = lonlat[:, 0] - 105.0, lonlat[:, 1] - 35.0
    root = np.sqrt(np.abs(lon))
    waves = 20 * np.sin(6 * lon * np.pi) + 20 * np.sin(2 * lon * np.pi)
    north = -100 + 2 * lon + 3 * lat + 0.2 * lat**2 + 0.1 * lon * lat + 0.2 * root
    north += (waves + 20 * np.sin(lat * np.pi) + 40 * np.sin(lat / 3 * np.pi)) * 2 / 3
    north += (160 * np.sin(lat / 12 * np.pi) + 320 * np.sin(lat * np.pi / 30)) * 2 / 3
    east = 300 + lon + 2 * lat + 0.1 * lon**2 + 0.1 * lon * lat + 0.1 * root
    east += (waves + 20 * np.sin(lon * np.pi) + 40 * np.sin(lon / 3 * np.pi)) * 2 / 3
    east += (150 * np.sin(lon / 12 * np.pi) + 300 * np.sin(lon / 30 * np.pi)) * 2 / 3
    north_rad = np.radians(lonlat[:, 1])
    curve = 1 - ECCENTRICITY_2 * np.sin(north_rad) ** 2
    moved = np.column_stack(
        (
            lonlat[:, 0] + np.degrees(east / (AXIS_M / np.sqrt(curve) * np.cos(north_rad))),
            lonlat[:, 1] + np.degrees(north / (AXIS_M * (1 - ECCENTRICITY_2) / curve**1.5)),
        )
    )
    return np.where(_shifted(lonlat)[:, None], moved, lonlat)


def from_gcj02(lonlat: np.ndarray) -> np.ndarray:
    """Give WGS 84 for GCJ-02."""
    return _inverse(to_gcj02, lonlat)


def to_bd09(lonlat: np.ndarray) -> np.ndarray:
    """Give BD-09 for WGS 84."""
    return np.where(_shifted(lonlat)[:, None], _baidu(to_gcj02(lonlat)), lonlat)


def from_bd09(lonlat: np.ndarray) -> np.ndarray:
    """Give WGS 84 for BD-09."""
    return _inverse(to_bd09, lonlat)


# what a person may call the CRS of a file, and the way to WGS 84
CORRECTIONS: Mapping[str, Shift] = {"GCJ-02": from_gcj02, "BD-09": from_bd09}


def correction(name: str) -> str:
    """Give `GCJ-02` or `BD-09` for its usual spellings (gcj02, 火星坐标, 百度 …), "" for every other text."""
    plain = name.strip().upper().replace("-", "").replace("_", "").replace(" ", "")
    if plain in {"GCJ02", "GCJ", "火星坐标", "火星坐标系", "高德", "腾讯"}:
        return "GCJ-02"
    return "BD-09" if plain in {"BD09", "BD09LL", "百度", "百度坐标", "百度坐标系"} else ""


def _baidu(lonlat: np.ndarray) -> np.ndarray:
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    length = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BAIDU_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BAIDU_TURN)
    return np.column_stack((length * np.cos(angle) + BAIDU_EAST, length * np.sin(angle) + BAIDU_NORTH))


def _inverse(forth: Shift, lonlat: np.ndarray) -> np.ndarray:
    back = np.array(lonlat, dtype=float)
    with np.errstate(invalid="ignore"):
        for _ in range(ROUNDS):
            wrong = forth(back) - lonlat
            back = back - wrong
            if not (np.abs(wrong) > ENOUGH).any():
                break
    return back


def _shifted(lonlat: np.ndarray) -> np.ndarray:
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    return np.asarray((lon > WEST) & (lon < EAST) & (lat > SOUTH) & (lat < NORTH))
