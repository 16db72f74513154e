"""What a dataset is made of: fields with their Chinese titles, code lists, and where each value may live."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kangbashi_gis.errors import FieldUnknown
from kangbashi_gis.model.symbol import Label, Plain


class FieldType(StrEnum):
    """How a value is kept. Dates are ISO 8601 text, `2016-06-08`; a year alone is an INTEGER."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    DATE = "date"


class Shape(StrEnum):
    """What a row of a theme looks like on the ground. NONE has no place of its own."""

    NONE = "none"
    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"


@dataclass(frozen=True)
class CodeList:
    """Codes with Chinese titles, and the standard they come from (grade as in docs/standards)."""

    name: str
    titles: Mapping[str, str]
    standard: str = ""
    grade: str = ""

    def title(self, code: str | None) -> str:
        """Give the title of a code; an unknown code is shown as it is, never hidden."""
        return self.titles.get(code or "", code or "")


@dataclass(frozen=True)
class Field:
    """One column. A personal field (`personal=True`) lives only in the vault, whatever its theme."""

    name: str
    title: str
    type: FieldType = FieldType.TEXT
    aliases: tuple[str, ...] = ()
    codes: CodeList | None = None
    personal: bool = False
    required: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Link:
    """How a row without a shape finds its place: its `field` equals `target_field` of another theme."""

    field: str
    theme: str
    target_field: str


@dataclass(frozen=True)
class Theme:
    """A dataset of the district: its fields, natural key, links, first symbol and what is searched.

    key: the fields that together name a row in the real world; a re-import matches by them.
    links: tried in order for rows that come without coordinates.
    searched: fields whose words go into the word index (never personal ones).
    raster: the theme holds footprints of raster files kept in the workspace's `rasters` folder.
    own_shape: False where rows only stand at something else's place, so that a shape never tells which row it is.
    flat: its shapes have no heights, because they only say where something is, not how the ground lies.
    topographic: it is of the large-scale base (1:500 to 1:2,000), of which much together is secret.
    least_scale, most_scale: scale denominators between which its layer is drawn unless the user says otherwise.
    """

    name: str
    title: str
    title_en: str
    shape: Shape
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    searched: tuple[str, ...] = ()
    symbol: Plain | None = None
    label: Label | None = None
    aliases: tuple[str, ...] = ()
    raster: bool = False
    own_shape: bool = True
    flat: bool = False
    topographic: bool = False
    least_scale: float = 0.0
    most_scale: float = float("inf")

    def field(self, name: str) -> Field:
        """Give the field of that name; KeyError when there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def open_fields(self) -> tuple[Field, ...]:
        """The fields that may stand in `city.gpkg`."""
        return tuple(one for one in self.fields if not one.personal)

    def open_field(self, name: str) -> Field:
        """Give the field of that name that may stand in `city.gpkg`; raises FieldUnknown when there is none."""
        for one in self.open_fields:
            if one.name == name:
                return one
        raise FieldUnknown(theme=self.title, field=name, known=tuple(one.title for one in self.open_fields))

    @property
    def personal_fields(self) -> tuple[Field, ...]:
        """The fields that live only in the vault."""
        return tuple(one for one in self.fields if one.personal)

    @property
    def in_vault(self) -> bool:
        """A theme all of whose fields are personal has its rows in the vault and no layer at all."""
        return not self.open_fields


# Columns that every row of every theme has, beside its fields. `fid` is the row number (int64) that
# indexes use; `id` (UUIDv7) is the identity that never changes; `source` is a row of `sources`.
FID = "fid"
GEOMETRY = "geom"
BASE_COLUMNS = ("id", "version", "valid_from", "valid_to", "source")
