"""Numbers in degrees, minutes and seconds, in feet or in millionths become degrees and metres."""

import numpy as np
import pytest

from kangbashi_gis.importing.units import UNITS


@pytest.mark.parametrize(
    ("unit", "number", "plain"),
    [
        ("dms", 109.3945, 109 + 39 / 60 + 45 / 3600),
        ("dms", -109.3945, -(109 + 39 / 60 + 45 / 3600)),
        ("dms", 110.0, 110.0),
        ("dms", 109.4800, 109.8),
        ("dm", 10947.42, 109 + 47.42 / 60),
        ("microdegree", 109_790_000, 109.79),
        ("second", 395_244, 109.79),
        ("foot", 1_299_481.63, 396_082.0),
        ("us_foot", 3937.0, 1200.0),
        ("kilometre", 396.082, 396_082.0),
    ],
)
def test_a_number_becomes_what_it_means(unit: str, number: float, plain: float) -> None:
    assert UNITS[unit].plain(np.array([number]))[0] == pytest.approx(plain, abs=0.001 if UNITS[unit].metres else 1e-9)


def test_a_seventy_fifth_minute_is_no_angle() -> None:
    assert np.isnan(UNITS["dms"].plain(np.array([109.7512]))[0])
    assert np.isnan(UNITS["dm"].plain(np.array([10975.12]))[0])
