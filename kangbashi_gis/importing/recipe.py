"""A recipe: all choices of an import, to be made again for next month's file; and whether they still fit it.

It holds names of columns, codes and repairs: nothing of a row, no path, and of a coordinate system only its code or
name, never its parameters.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from kangbashi_gis.errors import BadReference, RecipeUnfit, RecipeUnkept
from kangbashi_gis.importing.options import LOCAL, ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.table import Table

SURE = 90


@dataclass(frozen=True)
class Recipe:
    """What was chosen, and what the file said when it was: file_crs and file_encoding, "" where it said nothing.

    mapping: field name to column, for every field that was filled.
    """

    theme: str
    layer: str = ""
    crs: str = ""
    axes: str = ""
    unit: str = ""
    encoding: str = ""
    repairs: tuple[str, ...] = ()
    remove_gone: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    file_crs: str = ""
    file_encoding: str = ""

    def options(self) -> ImportOptions:
        """Give the choices as an import takes them."""
        return ImportOptions(
            layer=self.layer or None, crs=self.crs or None, axes=self.axes, unit=self.unit,
            encoding=self.encoding or None, mapping=dict(self.mapping), repairs=self.repairs,
            remove_gone=self.remove_gone,
        )  # fmt: skip


def recipe_of(name: str, theme: str, options: ImportOptions, seen: "Seen") -> Recipe:
    """Make the recipe of an import that went well; raises RecipeUnkept for a CRS that only parameters describe."""
    return Recipe(
        theme=theme,
        layer=options.layer or "",
        crs=_chosen_crs(name, options.crs),
        axes=options.axes,
        unit=options.unit,
        encoding=options.encoding or "",
        repairs=tuple(options.repairs),
        remove_gone=options.remove_gone,
        mapping=dict(seen.matched),
        file_crs=seen.crs,
        file_encoding=seen.encoding,
    )


@dataclass(frozen=True)
class Seen:
    """What a file said of itself when it was read. matched: field to column."""

    matched: Mapping[str, str]
    crs: str
    encoding: str


def to_text(recipe: Recipe) -> str:
    """Write a recipe as TOML."""
    import tomli_w

    plain = {name: value for name, value in asdict(recipe).items() if value or name == "theme"}
    return tomli_w.dumps({**plain, "repairs": list(recipe.repairs)})


def from_text(text: str) -> Recipe:
    """Read a recipe; raises ValueError or TypeError where it is none."""
    import tomllib

    stored = tomllib.loads(text)
    known = {one.name for one in fields(Recipe)}
    recipe = Recipe(**{name: value for name, value in stored.items() if name in known})
    return replace(recipe, repairs=tuple(recipe.repairs))


def require_fit(name: str, recipe: Recipe, source: Source) -> None:
    """Raise RecipeUnfit where a file is not what the choices were made for: a column is gone, or its CRS is another.

    source: opened without the recipe's encoding, so that it tells its own.
    """
    gone = [column for column in recipe.mapping.values() if column not in source.columns]
    if gone:
        raise unfit(name, source, "recipe_column", "、".join(gone), "、".join(source.columns))
    found = crs_name(source.crs)
    if found != recipe.file_crs:
        raise unfit(name, source, "recipe_crs", recipe.file_crs or "—", found or "—")


def same_text(source: Source, other: Source) -> bool:
    """Tell whether two readings of a file give the same names and values: one without a letter beyond ASCII does."""
    if source.columns != other.columns:
        return False
    pairs = zip(source.batches(), other.batches(), strict=True)
    return all(_cells(one) == _cells(two) for one, two in pairs)


def _cells(table: Table) -> list[str]:
    return [repr(list(values)) for values in table.columns.values()]


def crs_name(crs: str | None) -> str:
    """Give the code of a CRS, or its name where it has none: enough to see that another file has another one."""
    if not crs:
        return ""
    if web := web_maps.correction(crs):
        return web
    try:
        known = references.read(crs)
    except BadReference:
        return ""
    code = known.to_epsg(min_confidence=SURE)
    return f"EPSG:{code}" if code else known.name


def _chosen_crs(name: str, crs: str | None) -> str:
    if not crs or crs.startswith(LOCAL):  # the parameters are in the vault; its name is no secret
        return crs or ""
    found = crs_name(crs)
    if not (web_maps.correction(crs) or found.startswith("EPSG:")):
        raise RecipeUnkept(name=name, reason="recipe_crs_unnamed")
    return found


def unfit(name: str, source: Source, reason: str, wanted: str, found: str) -> RecipeUnfit:
    """Say in which way a recipe does not fit a file. reason: a key of `TERMS`."""
    return RecipeUnfit(name=name, path=str(source.path), reason=reason, wanted=wanted, found=found)
