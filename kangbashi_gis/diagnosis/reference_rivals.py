"""A person has stated a CRS: what else the numbers would fit as well, or better, is said, never chosen."""

from dataclasses import replace

import numpy as np

from kangbashi_gis.diagnosis import reference_readings as readings
from kangbashi_gis.diagnosis.reference_case import Case, named, told, warning
from kangbashi_gis.diagnosis.reference_readings import Reading
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.diagnosis import Finding

FEWEST = 20  # points of the layer, and of the base, that tell which lies nearer
BETTER = 0.3  # so much more of the layer lies among the data
NEARER = 3.0  # so many times nearer lies its middle point to the data
NEAR_M = 500.0  # what lies farther from all data says nothing


def rivals(case: Case, said: Reading) -> tuple[Finding, ...]:
    """Tell of the reading that fits best beside the stated one; said: with its places. Degrees are left aside.

    A warning where it fits clearly better, or as well and is no rarer by itself; else it is good to know. In a
    workspace without data everything fits, so nothing is said.
    """
    if case.frame.box is None or not len(said.placed) or _in_degrees(said.crs):
        return ()
    own = replace(said, inside=readings.shares(said.placed, case.frame)[1], odds=_odds(case, said))
    others = [one for one in case.in_frame if not _in_degrees(one.crs) and not _same(one, said)]
    if not others:
        return ()
    best = max(others, key=lambda one: (_is_better(case, one, own), one.likelihood))
    apart = np.hypot(*(best.placed - said.placed).T)
    values = {**named(said.crs), "other": best.crs, "other_name": references.read(best.crs).name,
              "apart_m": round(float(np.nanmedian(apart)))}  # fmt: skip
    if _is_better(case, best, own):
        return (warning("reference_fits_better", values),)
    alike = best.likelihood >= own.likelihood
    return (warning("reference_fits_too", values),) if alike else (told("reference_fits_too", values),)


def _same(one: Reading, said: Reading) -> bool:
    """Tell whether two readings differ at most by their datum, which numbers do not show."""
    names = (one.crs, *one.others, *one.same)
    return said.crs in names and one.swapped == said.swapped and one.unit == said.unit


def _odds(case: Case, said: Reading) -> float:
    """Give how unlikely the stated reading is by itself."""
    return next((one.odds for one in case.in_frame if _same(one, said)), said.odds)


def _in_degrees(crs: str) -> bool:
    return bool(web_maps.correction(crs)) or references.read(crs).is_geographic


def _is_better(case: Case, other: Reading, own: Reading) -> bool:
    if other.inside >= own.inside + BETTER:
        return True
    near, far = _distance(case, other), _distance(case, own)
    return near is not None and far is not None and near <= NEAR_M and far > NEARER * max(near, 1.0)


def _distance(case: Case, one: Reading) -> float | None:
    """Give how far the middle one of the points lies from the base; None where there are too few of either."""
    import shapely

    points = one.placed[np.isfinite(one.placed).all(axis=1)]
    if min(len(points), len(case.base.points)) < FEWEST:
        return None
    _, away = case.base.tree.query_nearest(shapely.points(points), return_distance=True, all_matches=False)
    return float(np.median(away))
