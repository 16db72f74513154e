"""Dates of made-up events: days within years, and years that more and more things happen in."""

import numpy as np

TODAY = np.datetime64("2024-12-31")  # the sample's last day; nothing in it is younger


def days(years: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Give a day in each of the years, as datetime64[D]."""
    first = np.array([f"{year}-01-01" for year in range(int(years.min()), int(years.max()) + 1)], dtype="datetime64[D]")
    return first[years - years.min()] + rng.integers(0, 365, len(years))


def text(dates: np.ndarray) -> list[str]:
    """Write dates as 2016-06-08."""
    return np.datetime_as_string(dates.astype("datetime64[D]")).tolist()


def growing(count: int, weights: dict[int, float], rng: np.random.Generator) -> np.ndarray:
    """Give years, each as often as its weight says."""
    years = np.array(list(weights))
    limits = np.cumsum(list(weights.values()))
    return years[np.minimum(np.searchsorted(limits / limits[-1], rng.random(count)), len(years) - 1)]
