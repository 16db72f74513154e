"""How the columns of each theme's table look: hidden, frozen, how wide. Kept with the window, never data."""

import json
import logging
from dataclasses import asdict, dataclass, field

from kangbashi_gis.ui.state import WindowState

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Columns:
    """hidden: names of fields. frozen: how many of the first columns stay. widths: by name, in pixels."""

    hidden: tuple[str, ...] = ()
    frozen: int = 1
    widths: dict[str, int] = field(default_factory=dict)


def kept(state: WindowState, theme: str) -> Columns:
    """Give how a table was left; the usual look where that cannot be read."""
    text = state.kept(f"table-{theme}")
    if not text:
        return Columns()
    try:
        found = json.loads(text)
        widths = {str(name): int(width) for name, width in found["widths"].items()}
        return Columns(tuple(map(str, found["hidden"])), max(int(found["frozen"]), 0), widths)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        logger.info("a remembered table cannot be read: %s", type(problem).__name__)
        return Columns()


def keep(state: WindowState, theme: str, columns: Columns) -> None:
    """Remember how a table looks."""
    state.keep(f"table-{theme}", json.dumps(asdict(columns), ensure_ascii=False))
