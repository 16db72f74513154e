"""A style as JSON text and back: how it is kept, in a project or beside a layer."""

import json

from kangbashi_gis.errors import StyleInvalid
from kangbashi_gis.model.parts import Parts
from kangbashi_gis.model.symbol.classed import Categorised, Graduated, Proportional, Rule, Ruled
from kangbashi_gis.model.symbol.label import Label
from kangbashi_gis.model.symbol.simple import Fill, Hatch, Line, Marker
from kangbashi_gis.model.symbol.spread import Clustered, Heat
from kangbashi_gis.model.symbol.state import Style

VERSION = 1
KINDS: dict[str, type] = {
    "fill": Fill, "line": Line, "marker": Marker, "hatch": Hatch, "label": Label, "rule": Rule, "style": Style,
    "categorised": Categorised, "graduated": Graduated, "ruled": Ruled, "proportional": Proportional,
    "heat": Heat, "clustered": Clustered,
}  # fmt: skip


def written(style: Style) -> str:
    """Give a style as JSON text, in which everything that has its usual value is left out."""
    return json.dumps({"version": VERSION, **PARTS.out(style)}, ensure_ascii=False, allow_nan=False)


def read(text: str) -> Style:
    """Read what `written` gives. Raises StyleInvalid where the text is not a style, or one of a newer program."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("version", None) != VERSION:
            raise StyleInvalid(reason="style_version")
        style: Style = PARTS.part(Style, data, "style")
        return style
    except (ValueError, RecursionError) as problem:
        raise StyleInvalid(reason="style_text") from problem


def _wrong(reason: str, where: str) -> StyleInvalid:
    return StyleInvalid(reason=f"style_{reason}", where=where)


PARTS = Parts(KINDS, _wrong)
