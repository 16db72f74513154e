"""Published statistics of people."""

from kangbashi_gis.errors.base import GisError


class StatisticsRefused(GisError):
    """No release can be published so. values: reason (a key)."""

    code, exit_code = "statistics_refused", 90


class ReleaseUnknown(GisError):
    """No release of statistics has this number. values: number, known (tuple of numbers)."""

    code, exit_code = "release_unknown", 91
