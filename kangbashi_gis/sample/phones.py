"""Phone numbers that nobody has: Chinese mobile numbers begin with 13 to 19, and area codes with 0."""

import numpy as np

PREFIX = "10069"  # eleven digits beginning with 100 are neither a mobile phone nor a line of any city
STEP = 617_353  # scatters the numbers; shares no factor with a million


def numbers(count: int, series: int) -> list[str]:
    """Give `count` numbers of eleven digits; another series gives others as long as a million suffice."""
    ends = (np.arange(count, dtype=np.int64) * STEP + series * 7_919) % 1_000_000
    return [f"{PREFIX}{end:06d}" for end in ends.tolist()]
