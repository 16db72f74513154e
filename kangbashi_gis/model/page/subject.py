"""What a sheet is made about, and what is written in its {names}."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kangbashi_gis.model.page.page import Page
from kangbashi_gis.model.symbol import LayerState, Style

Extent = tuple[float, float, float, float]
NO_VALUES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Subject:
    """A feature of a theme, or a map sheet of the national series, or nothing.

    name: what files are named after. extent: of what is shown, in the workspace's CRS. slant: see
    `analysis.boundary_points.slant`. shape: of the feature (shapely). values: of its open fields, by title and by name.
    sheet: the number of the map sheet. fid: of the row.
    """

    theme: str = ""
    name: str = ""
    extent: Extent | None = None
    slant: float = 0.0
    shape: Any = None
    values: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    denominator: int = 0
    fid: int = 0


NOTHING = Subject()


@dataclass(frozen=True)
class Task:
    """A sheet that is to be written: the page, what it is about, what fills its texts, and where to."""

    page: Page
    subject: Subject
    values: Mapping[str, str]
    out: Path


@dataclass(frozen=True)
class Looks:
    """How the workspace's layers look: their states, top first, and the styles that are not the themes' own."""

    states: Sequence[LayerState]
    styles: Mapping[str, Style]
