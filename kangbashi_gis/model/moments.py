"""Moments as the log writes them (UTC), and as people in China read and write them."""

from datetime import UTC, datetime

from kangbashi_gis.model.quotas import CHINA

DAY_LENGTH = len("2026-06-30")


def local_time(at: str) -> str:
    """Give a moment of the log as a clock in China shows it; what is no moment stays as it is."""
    try:
        return datetime.fromisoformat(at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return at


def moment(text: str) -> str:
    """Give the moment at which a day in China begins, as the log writes it; a moment stays as it is.

    Raises ValueError for what is neither.
    """
    found = datetime.fromisoformat(text)
    if len(text) > DAY_LENGTH:
        return text
    return found.replace(tzinfo=CHINA).astimezone(UTC).isoformat(timespec="milliseconds")
