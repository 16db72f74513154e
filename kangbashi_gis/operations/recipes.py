"""Recipes of a workspace, and its memory of what was chosen before: `recipes/NAME.toml` and `recipes/.memory.toml`.

What is remembered of a column (its name, theme and field) fills a field that nothing else fills, and the report says
so. What is remembered of a CRS is only ever proposed: the next file may be in another.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import EncodingUnclear, LayerUnclear, LayerUnknown, RecipeMissing, RecipeUnfit, RecipeUnkept
from kangbashi_gis.importing import recipe as recipes
from kangbashi_gis.importing.columns import folded
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.recipe import Recipe, Seen
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.operations.folders import RECIPES, swap_in
from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)
SUFFIX = ".toml"
MEMORY = ".memory.toml"  # no name that a recipe may have
NAME = re.compile(r'[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]{0,59}')


@dataclass(frozen=True)
class Remembered:
    """What was chosen for a theme before. columns: column to field. crs: what was said of files that said nothing."""

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""


def recipe_names(space: Workspace) -> tuple[str, ...]:
    """Give the names of the recipes that a workspace has."""
    space.require(Permission.VIEW)
    folder = space.folder / RECIPES
    return tuple(sorted(one.stem for one in folder.glob(f"*{SUFFIX}") if NAME.fullmatch(one.stem)))


def read_recipe(space: Workspace, name: str) -> Recipe:
    """Read a recipe; raises RecipeMissing."""
    space.require(Permission.VIEW)
    if NAME.fullmatch(name):
        try:
            return recipes.from_text((space.folder / RECIPES / (name + SUFFIX)).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            pass  # said below, with what there is instead
    raise RecipeMissing(name=name, known=recipe_names(space))


def save_recipe(space: Workspace, name: str, theme: Theme, options: ImportOptions, seen: Seen) -> Recipe:
    """Keep the choices of an import under a name, over those of an earlier recipe of that name; raises RecipeUnkept."""
    space.require(Permission.EDIT)
    require_name(name)
    made = recipes.recipe_of(name, theme.name, options, seen)
    _keep(space, name + SUFFIX, recipes.to_text(made))
    return made


def delete_recipe(space: Workspace, name: str) -> None:
    """Forget a recipe; what was imported by it stays. Raises RecipeMissing."""
    space.require(Permission.EDIT)
    space.require_writing()
    if name not in recipe_names(space):
        raise RecipeMissing(name=name, known=recipe_names(space))
    (space.folder / RECIPES / (name + SUFFIX)).unlink()


def fitting_recipe(space: Workspace, name: str, path: Path, layer: str) -> Recipe:
    """Read a recipe for a file or for another layer than its own; raises RecipeMissing, RecipeUnfit."""
    recipe = read_recipe(space, name)
    recipe = replace(recipe, layer=layer) if layer else recipe
    require_fit(name, recipe, path)
    return recipe


def require_name(name: str) -> None:
    """Raise RecipeUnkept for a name that no file can have."""
    if not NAME.fullmatch(name):
        raise RecipeUnkept(name=name, reason="recipe_name")


def require_fit(name: str, recipe: Recipe, path: Path) -> None:
    """Raise RecipeUnfit where a recipe is not right for a file, and what opening the file raises."""
    theme, options = theme_named(recipe.theme), recipe.options()
    blank = ImportOptions(layer=options.layer)
    try:
        with open_source(path, theme, blank) as source:
            recipes.require_fit(name, recipe, source)
            _require_encoding(name, recipe, source)
    except EncodingUnclear:
        # its bytes do not tell; a person has, when the recipe was made
        with open_source(path, theme, options) as source:
            recipes.require_fit(name, recipe, source)
    except (LayerUnknown, LayerUnclear) as problem:
        known = "、".join(str(one) for one in problem.values.get("known", ()))  # type: ignore[attr-defined]
        raise RecipeUnfit(
            name=name, path=str(path), reason="recipe_layer", wanted=recipe.layer or "—", found=known
        ) from problem


def _require_encoding(name: str, recipe: Recipe, source: Source) -> None:
    """Raise RecipeUnfit where the bytes are in another encoding than they were, unless nothing is at stake."""
    wanted = recipe.file_encoding
    if not wanted or source.encoding == wanted:
        return
    differs = recipes.unfit(name, source, "recipe_encoding", wanted, source.encoding or "—")
    try:
        options = ImportOptions(layer=recipe.layer or None, encoding=wanted)
        with open_source(source.path, theme_named(recipe.theme), options) as other:
            same = recipes.same_text(source, other)
    except EncodingUnclear as problem:
        raise differs from problem
    if not same:
        raise differs


def remembered(space: Workspace, theme: Theme) -> Remembered:
    """Give what was chosen for a theme before."""
    known = _memory(space).get(theme.name, {})
    fields = {one.name for one in theme.fields}
    columns = {str(column): str(name) for column, name in known.get("columns", {}).items() if name in fields}
    return Remembered(columns, str(known.get("crs", "")))


def remember(space: Workspace, theme: Theme, options: ImportOptions) -> None:
    """Keep what a person stated for an import that went well; nothing where nothing was stated."""
    known = _memory(space)
    mine = known.setdefault(theme.name, {})
    before = {**mine, "columns": dict(mine.get("columns", {}))}
    titles = {one.title: one.name for one in theme.fields}
    columns = {column: titles.get(key, key) for key, column in options.mapping.items() if folded(column)}
    crs = options.crs if options.crs and recipes.crs_name(options.crs).startswith(("EPSG:", "GCJ", "BD")) else ""
    mine["columns"] = {**before["columns"], **columns}
    mine["crs"] = recipes.crs_name(crs) or before.get("crs", "")
    if mine == {"crs": "", **before}:
        return
    import tomli_w

    try:
        _keep(space, MEMORY, tomli_w.dumps(known))
    except OSError as problem:
        # the import is done; next time a person chooses again
        logger.warning("what was chosen could not be remembered: %s", problem.strerror)


def _memory(space: Workspace) -> dict[str, dict[str, Any]]:
    import tomllib

    try:
        stored = tomllib.loads((space.folder / RECIPES / MEMORY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # nothing is remembered yet, or somebody has spoilt it: then people choose again
    return {name: one for name, one in stored.items() if isinstance(one, dict)}


def _keep(space: Workspace, name: str, text: str) -> None:
    """Put a file into the folder of recipes, which is made with the first."""
    space.require_writing()
    folder = space.folder / RECIPES
    folder.mkdir(exist_ok=True)
    swap_in(folder / name, text)
