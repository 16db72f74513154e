"""What a person may say about a file before it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ImportOptions:
    """Answers that override what the file says of itself.

    layer: which layer, sheet or data set, where the file holds several.
    crs: `EPSG:4546` or WKT.
    encoding: of the text, e.g. GB18030.
    mapping: field name (or Chinese title) to column name.
    """

    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
