"""All rows of one district, theme by theme, made from its shapes."""

from collections.abc import Mapping

from kangbashi_gis.model.table import Table
from kangbashi_gis.progress import Progress, silent
from kangbashi_gis.sample import addresses, aliases, cadastre, compounds, entities, landscape, residents, rooms
from kangbashi_gis.sample.town import Town

STEP = "sample"


def records(town: Town, progress: Progress = silent) -> Mapping[str, Table]:
    """Give a table for each theme but the heights, whose raster `elevation` makes."""
    progress(0.0, STEP)
    homes = compounds.compounds(town)
    numbers = compounds.building_numbers(town, homes)
    inside = rooms.rooms(town, addresses.addressed(town, homes, numbers))
    book = addresses.address_book(town, homes, numbers, inside)
    progress(0.1, STEP)
    ground = {
        "divisions": landscape.divisions(town),
        "water": landscape.water(town),
        "landuse": landscape.landuse(town),
        "parcels": cadastre.parcels(town, homes, book),
        "compounds": cadastre.compounds(town, homes),
        "buildings": cadastre.buildings(town, homes, numbers, inside),
        "roads": landscape.roads(town),
        "addresses": book.table,
    }
    progress(0.6, STEP)
    people = {
        "entities": entities.entities(town, book),
        "residents": residents.residents(town, homes, book),
        "aliases": aliases.aliases(town, homes),
    }
    progress(1.0, STEP)
    return {**ground, **people}
