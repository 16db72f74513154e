"""The text at a feature."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """The text at a feature: a field, drawn when the scale denominator is at most `most_scale`."""

    field: str
    size_mm: float = 2.8
    color: str = "#202020"
    halo: str = "#ffffff"
    most_scale: float = 10_000
    priority: int = 0
