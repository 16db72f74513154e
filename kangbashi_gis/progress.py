"""How long work reports and stops.

Long work is a plain function with a last parameter `progress`. Calling it reports, and raises
`Cancelled` once somebody asked to stop, so that the `with` around the work rolls back.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from kangbashi_gis.errors import Cancelled

T = TypeVar("T")


class Progress(Protocol):
    """What long work calls: a fraction of 0 to 1 and the key of a step in `messages.STEPS`."""

    def __call__(self, fraction: float, step: str = "") -> None: ...


def silent(fraction: float, step: str = "") -> None:
    """Report to nobody; what tests and scripts hand in."""


def reporting(show: Callable[[float, str], None], stopped: Callable[[], bool]) -> Progress:
    """Make a progress that shows each report and raises `Cancelled` once `stopped()` is true."""

    def report(fraction: float, step: str = "") -> None:
        if stopped():
            raise Cancelled()
        show(min(max(fraction, 0.0), 1.0), step)

    return report


def part(progress: Progress, low: float, high: float) -> Progress:
    """Give a piece of work the stretch from `low` to `high` of a longer one."""

    def report(fraction: float, step: str = "") -> None:
        progress(low + (high - low) * min(max(fraction, 0.0), 1.0), step)

    return report


def track(progress: Progress, items: Iterable[T], total: int, step: str = "") -> Iterator[T]:
    """Yield the items, reporting how many of `total` are through before each."""
    for done, item in enumerate(items):
        progress(done / total if total else 0.0, step)
        yield item
    progress(1.0, step)
