"""Which columns a theme has in a store file: the shared rule for `city.gpkg` and the vault."""

from collections.abc import Iterable
from dataclasses import dataclass

from kangbashi_gis.model.catalogue import CATALOGUE
from kangbashi_gis.model.schema import BASE_COLUMNS, FID, GEOMETRY, Field, FieldType, Shape, Theme
from kangbashi_gis.model.themes import THEMES

ADDRESS_FID = "address_fid"

TYPES = {FieldType.TEXT: "TEXT", FieldType.INTEGER: "INTEGER", FieldType.REAL: "REAL", FieldType.DATE: "DATE"}
GEOMETRY_TYPES = {Shape.POINT: "POINT", Shape.LINE: "MULTILINESTRING", Shape.POLYGON: "MULTIPOLYGON"}
BASE_TYPES = {"id": "TEXT", "version": "INTEGER", "valid_from": "TEXT", "valid_to": "TEXT", "source": "INTEGER"}


@dataclass(frozen=True)
class Layout:
    """One table: `fields` maps column names to SQL types, in order; `geometry` is empty for a table without shapes."""

    table: str
    title: str
    fields: dict[str, str]
    indexed: tuple[str, ...]
    geometry: str = ""

    @property
    def history(self) -> str:
        """The table of rows as they were before they were changed or deleted."""
        return self.table + "_history"

    @property
    def rtree(self) -> str:
        """The R*Tree that GeoPackage keeps beside a table with shapes."""
        return f"rtree_{self.table}_{GEOMETRY}"

    @property
    def plain(self) -> tuple[str, ...]:
        """All columns except the row number and the shape."""
        return (*BASE_COLUMNS, *self.fields)

    @property
    def stored(self) -> tuple[str, ...]:
        """All columns except the row number."""
        return (GEOMETRY, *self.plain) if self.geometry else self.plain

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the row number first."""
        return (FID, *self.stored)


def open_layout(theme: Theme) -> Layout:
    """Give a theme's table in `city.gpkg`: nothing personal."""
    indexed = [name for name in _looked_up(theme) if not theme.field(name).personal]
    return Layout(
        theme.name,
        theme.title,
        _types(theme.open_fields),
        tuple(dict.fromkeys(indexed)),
        GEOMETRY_TYPES.get(theme.shape, ""),
    )


def vault_layout(theme: Theme) -> Layout:
    """Give a theme's table in the vault: all its rows, or its personal columns by the id of the row in `city.gpkg`."""
    fields = _types(theme.personal_fields)
    if not theme.in_vault:
        return Layout(theme.name, theme.title, fields, ())
    indexed = (*_looked_up(theme), ADDRESS_FID)
    return Layout(theme.name, theme.title, {**fields, ADDRESS_FID: "INTEGER"}, tuple(dict.fromkeys(indexed)))


def open_layouts() -> list[Layout]:
    """Give the layers of `city.gpkg`."""
    return [open_layout(theme) for theme in THEMES if not theme.in_vault]


def city_layouts() -> list[Layout]:
    """Give the tables of `city.gpkg`: the layers, and last the catalogue, which is made from what they hold."""
    return [*open_layouts(), open_layout(CATALOGUE)]


def vault_layouts() -> list[Layout]:
    """Give the tables of the vault."""
    return [vault_layout(theme) for theme in THEMES if theme.personal_fields]


def _types(fields: Iterable[Field]) -> dict[str, str]:
    return {field.name: TYPES[field.type] for field in fields}


def _looked_up(theme: Theme) -> list[str]:
    """Name the fields by which rows are found: the natural key, links, and what other themes link to."""
    targets = [link.target_field for other in THEMES for link in other.links if link.theme == theme.name]
    return [*theme.key, *(link.field for link in theme.links), *targets]
