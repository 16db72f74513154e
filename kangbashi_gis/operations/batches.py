"""What a person gave, files, folders, zips and recipes, as one request per data set that is to be imported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kangbashi_gis.errors import FileEmpty, RecipeUnfit, UsageError
from kangbashi_gis.importing.finding import walk
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources.parts import FOLDER
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.operations.recipes import read_recipe, require_fit
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace


@dataclass(frozen=True)
class Choice:
    """What holds for all files: a theme, or recipes (one per file, or one for all); options go before a recipe's."""

    theme: Theme | None
    recipes: Sequence[str]
    options: ImportOptions


def requests(
    space: Workspace, paths: Sequence[Path], choice: Choice, *, everything: bool = False
) -> tuple[list[ImportRequest], tuple[str, ...]]:
    """Give a request per data set, and the names of files in folders and zips that are no data.

    One file is taken as it is; of several, and with `everything`, zips are looked into too. Raises RecipeUnfit where
    a recipe does not fit its file, UsageError where files and recipes do not pair, FileEmpty where nothing is found.
    """
    if len(choice.recipes) > 1 and len(choice.recipes) != len(paths):
        raise UsageError(detail="--recipe")
    found: list[ImportRequest] = []
    skipped: list[str] = []
    for turn, path in enumerate(paths):
        name = choice.recipes[turn if len(choice.recipes) > 1 else 0] if choice.recipes else ""
        if len(paths) == 1 and not everything and not _is_folder(path):
            found.append(_request(space, path, "", path.name, choice, name))
            continue
        for one in walk([path]):
            if one.known:
                found.append(_request(space, one.origin, one.layer, one.name, choice, name))
            else:
                skipped.append(one.name)
    if not found:
        raise FileEmpty(path=str(paths[0]))
    return found, tuple(skipped)


def waiting(themes: Sequence[Theme]) -> list[bool]:
    """Tell which of several themes have to wait for the others, because these place their rows: a second batch."""
    names = {one.name for one in themes}
    return [any(link.theme in names - {one.name} for link in one.links) for one in themes]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and path.suffix.lower() != FOLDER


def _request(space: Workspace, path: Path, layer: str, name: str, choice: Choice, recipe: str) -> ImportRequest:
    theme, options = choice.theme, choice.options
    if recipe:
        theme, options = _by_recipe(space, path, layer, choice, recipe)
    assert theme is not None
    return ImportRequest(path, theme, replace(options, layer=layer) if layer else options, name)


def _by_recipe(space: Workspace, path: Path, layer: str, choice: Choice, name: str) -> tuple[Theme, ImportOptions]:
    """Give the choices of a recipe that fits a file; what a person states now goes before them."""
    recipe = read_recipe(space, name)
    theme = theme_named(recipe.theme)
    if choice.theme is not None and choice.theme.name != theme.name:
        raise RecipeUnfit(
            name=name, path=str(path), reason="recipe_theme", wanted=theme.title, found=choice.theme.title
        )
    if layer:
        recipe = replace(recipe, layer=layer)
    require_fit(name, recipe, path)
    stated, kept = choice.options, recipe.options()
    return theme, ImportOptions(
        layer=stated.layer or kept.layer,
        crs=stated.crs or kept.crs,
        axes=stated.axes or kept.axes,
        unit=stated.unit or kept.unit,
        encoding=stated.encoding or kept.encoding,
        mapping={**kept.mapping, **stated.mapping},
        repairs=stated.repairs or kept.repairs,
        remove_gone=stated.remove_gone or kept.remove_gone,
        replaces=stated.replaces,
    )
