"""Standard looks, as data with the grade of their evidence: land use, roads, pipes."""

import json
from dataclasses import dataclass
from functools import lru_cache

from kangbashi_gis import paths
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Style, codec

FOLDER = "style_packs"
SAID = ("title", "title_en", "theme", "standard", "grade")


@dataclass(frozen=True)
class StylePack:
    """A standard style of a theme. standard, grade: where its colours come from, and how sure that is."""

    name: str
    title: str
    title_en: str
    theme: str
    standard: str
    grade: str
    style: Style


@lru_cache(maxsize=1)
def every_pack() -> tuple[StylePack, ...]:
    """Give all that there are, also of themes that come later."""
    found = []
    for file in sorted(paths.resource(FOLDER).glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        style = codec.read(json.dumps(said["style"]))
        title, title_en, theme, standard, grade = (said[name] for name in SAID)
        found.append(StylePack(file.stem, title, title_en, theme, standard, grade, style))
    return tuple(found)


def packs(theme: Theme) -> list[StylePack]:
    """Give the standard styles of a theme."""
    return [one for one in every_pack() if one.theme == theme.name]
