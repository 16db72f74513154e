"""Every dataset the workstation knows. To add one: a file beside this and a line in `THEMES`."""

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.aliases import ALIASES
from kangbashi_gis.model.themes.buildings import BUILDINGS
from kangbashi_gis.model.themes.compounds import COMPOUNDS
from kangbashi_gis.model.themes.divisions import DIVISIONS
from kangbashi_gis.model.themes.elevation import ELEVATION
from kangbashi_gis.model.themes.entities import ENTITIES
from kangbashi_gis.model.themes.geocoded import GEOCODED
from kangbashi_gis.model.themes.landuse import LANDUSE
from kangbashi_gis.model.themes.parcels import PARCELS
from kangbashi_gis.model.themes.residents import RESIDENTS
from kangbashi_gis.model.themes.roads import ROADS
from kangbashi_gis.model.themes.water import WATER

# In the order in which they are imported (a theme comes after those it links to) ...
THEMES = (
    DIVISIONS, WATER, LANDUSE, PARCELS, COMPOUNDS, BUILDINGS, ROADS, ADDRESSES, ENTITIES, RESIDENTS, ALIASES,
    ELEVATION, GEOCODED,
)  # fmt: skip

# ... and in the order in which their layers are drawn, top first.
LAYER_ORDER = (
    "geocoded", "entities", "addresses", "divisions", "roads", "buildings", "compounds", "water", "parcels", "landuse",
    "elevation",
)  # fmt: skip


def first_layers() -> tuple[LayerState, ...]:
    """Give the layers of a new map, top first; outlines of rasters are there but not shown."""
    return tuple(LayerState(name, visible=not theme(name).raster) for name in LAYER_ORDER)


def theme(name: str) -> Theme:
    """Find a theme by its name, title or an alias; raises ThemeUnknown."""
    wanted = name.strip().lower()
    for one in THEMES:
        if wanted in (one.name, one.title.lower(), one.title_en.lower(), *(alias.lower() for alias in one.aliases)):
            return one
    raise ThemeUnknown(theme=name, known=tuple(one.name for one in THEMES))
