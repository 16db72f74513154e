"""How layers look: asked, set, brought in from QML and SLD, handed out for QGIS."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.errors import FileMissing, FileUnreadable, GisError, OutputUnwritable, StyleInvalid
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.schema import FieldType, Shape, Theme
from kangbashi_gis.model.symbol import PLAIN, Method, Style, codec
from kangbashi_gis.operations.style_checks import require_fit, require_number, require_open
from kangbashi_gis.store.styles import KeptStyle, Looks
from kangbashi_gis.styling.losses import Loss

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)

FORMATS = (".qml", ".sld", ".json")
Losses = tuple[Loss, ...]


@dataclass(frozen=True)
class FormerStyle:
    """A style that a layer has had: its number, when it was set (UTC, ISO 8601), by whom."""

    number: int
    made: str
    user: str
    style: Style


def first_style(theme: Theme) -> Style:
    """Give what a theme looks like before anybody changes it."""
    return Style(theme.symbol or PLAIN[theme.shape], theme.label)


def drawn_themes() -> tuple[Theme, ...]:
    """Give the themes that have a layer."""
    return tuple(one for one in themes.THEMES if one.shape != Shape.NONE and not one.in_vault)


def styles(space: "Workspace") -> Mapping[str, Style]:
    """Give the styles that differ from what themes come with, by theme.

    What somebody saved in QGIS is newer than what was set here, and is taken. A style that cannot be read any more
    leaves the theme with its first one, which is logged: a map with a plain layer is better than none.
    """
    space.require(Permission.VIEW)
    known = {one.name for one in drawn_themes()}
    found = {name: _read(name, looks) for name, looks in space.store.looks().items() if name in known}
    return {name: style for name, style in found.items() if style is not None}


def unusable(space: "Workspace") -> list[GisError]:
    """Give what is wrong with the styles that `styles` leaves out; where it is none at all, `path` is the layer."""
    space.require(Permission.VIEW)
    found: list[GisError] = []
    kept = space.store.looks()
    for theme in drawn_themes():
        looks = kept.get(theme.name)
        try:
            if looks is not None:
                _usable(theme.name, looks)
        except StyleInvalid as problem:
            found.append(StyleInvalid(**{**problem.values, "path": theme.title}))
        except GisError as problem:
            found.append(problem)
    return found


def style_of(space: "Workspace", theme: Theme) -> Style:
    """Give the style of one theme."""
    return styles(space).get(theme.name) or first_style(theme)


def set_style(space: "Workspace", theme: Theme, style: Style) -> Losses:
    """Make a style that of a layer, for everybody who opens the workspace, and for QGIS; gives what QGIS cannot say.

    Raises PermissionDenied, WorkspaceReadOnly, and StyleInvalid or ConditionUnfit where it does not fit the theme.
    """
    space.require(Permission.EDIT)
    require_fit(style, theme)
    kept, losses = _kept(theme, style, space.user.name)
    with space.change("style.set", theme.name) as change:
        change.writer.keep_style(theme, kept)
    return losses


def reset_style(space: "Workspace", theme: Theme) -> Losses:
    """Give a layer the looks its theme comes with."""
    space.require(Permission.EDIT)
    return set_style(space, theme, first_style(theme))


def former_styles(space: "Workspace", theme: Theme) -> list[FormerStyle]:
    """Give the styles a layer has had, the newest first."""
    space.require(Permission.VIEW)
    found = []
    for number, made, user, text in space.store.former_styles(theme):
        try:
            found.append(FormerStyle(number, made, user, codec.read(text)))
        except StyleInvalid as problem:
            logger.warning("a former style of %s cannot be read: %s", theme.name, problem.values["reason"])
    return found


def values_of(space: "Workspace", theme: Theme, field: str) -> list[tuple[str, int]]:
    """Give the values of a field as texts, and how many rows have each, the most frequent first; empty ones left out.

    Raises ConditionUnfit for a field that is not there, or personal.
    """
    space.require(Permission.VIEW)
    counts = Counter(str(one) for one in _column(space, theme, field) if one is not None and one != "")
    return counts.most_common()


def bounds_of(space: "Workspace", theme: Theme, field: str, method: Method, count: int) -> tuple[float, ...]:
    """Give the bounds of so many classes of a field's numbers; () where there are none. Raises ConditionUnfit."""
    space.require(Permission.VIEW)
    require_number(theme, field)
    from kangbashi_gis.analysis import classes

    numbers = np.array([np.nan if one is None else one for one in _column(space, theme, field)], np.float64)
    made = {"equal": classes.equal, "quantile": classes.quantile, "natural": classes.natural}
    return made[method](numbers, count)


def _column(space: "Workspace", theme: Theme, field: str) -> Sequence[Any]:
    require_open(theme, field)
    return space.store.read(theme, columns=[field], geometry=False).columns[field]  # type: ignore[return-value]


def read_style(theme: Theme, file: Path) -> tuple[Style, Losses]:
    """Read a QML, SLD or JSON file as a style of a theme, with what it says and we cannot; nothing is changed.

    Raises FileMissing, FileUnreadable, and StyleInvalid or ConditionUnfit where it does not fit the theme.
    """
    if file.suffix.lower() not in FORMATS:
        raise StyleInvalid(reason="style_foreign", path=str(file))
    try:
        data = file.read_bytes()
    except FileNotFoundError as problem:
        raise FileMissing(path=str(file)) from problem
    except OSError as problem:
        raise FileUnreadable(path=str(file), reason=problem.strerror or type(problem).__name__) from problem
    try:
        style, losses = parsed(theme, data, file.suffix.lower())
        style = _unbounded(style, theme)
        require_fit(style, theme)
    except StyleInvalid as problem:
        raise StyleInvalid(**{**problem.values, "path": str(file)}) from problem
    return style, losses


def parsed(theme: Theme, data: bytes, suffix: str) -> tuple[Style, Losses]:
    """Read the bytes of a style. Raises StyleInvalid."""
    if suffix == ".json":
        try:
            return codec.read(data.decode("utf-8-sig")), ()
        except UnicodeDecodeError as problem:
            raise StyleInvalid(reason="style_text") from problem
    if suffix == ".qml":
        from kangbashi_gis.styling.qml.reading import read as read_qml

        return read_qml(data)
    from kangbashi_gis.styling.sld.reading import read as read_sld

    numbers = {one.name for one in theme.open_fields if one.type in (FieldType.INTEGER, FieldType.REAL)}
    return read_sld(data, frozenset(numbers), theme.shape)


def write_style(theme: Theme, style: Style, file: Path) -> Losses:
    """Write a style into a QML, SLD or JSON file, aside and renamed; gives what the format cannot say."""
    kept, losses = _kept(theme, style, "")
    sld_losses: Losses = ()
    if file.suffix.lower() == ".sld":
        from kangbashi_gis.styling.sld.writing import written as sld

        _, sld_losses = sld(style, theme.title)
    said = {".qml": (kept.qml, losses), ".sld": (kept.sld, sld_losses), ".json": (kept.style, ())}
    if file.suffix.lower() not in said:
        raise OutputUnwritable(path=str(file), reason="unknown_format")
    text, lost = said[file.suffix.lower()]
    write_whole(file, text)
    return lost


def write_whole(file: Path, text: str) -> None:
    """Write a text aside and rename it, so that the file is whole or as it was. Raises OutputUnwritable."""
    aside = file.with_name(f".{file.name}.new")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(file)
    except OSError as problem:
        raise OutputUnwritable(path=str(file), reason=problem.strerror or type(problem).__name__) from problem
    finally:
        aside.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def first_kept() -> Mapping[str, KeptStyle]:
    """Give the first styles of all themes as they are kept, for QGIS to draw a new workspace as we do."""
    return {one.name: _kept(one, first_style(one), "")[0] for one in drawn_themes()}


def with_scales(style: Style, theme: Theme) -> Style:
    """Say in a style the scales that hold for its theme anyway, for programs that do not know the theme."""
    return replace(
        style,
        least_scale=style.least_scale or theme.least_scale,
        most_scale=style.most_scale if style.most_scale != float("inf") else theme.most_scale,
    )


def _kept(theme: Theme, style: Style, user: str) -> tuple[KeptStyle, Losses]:
    from kangbashi_gis.styling.qml.writing import written as qml
    from kangbashi_gis.styling.sld.writing import written as sld

    bounded = with_scales(style, theme)
    text, losses = qml(bounded)
    return KeptStyle(codec.written(style), text, sld(bounded, theme.title)[0], user), losses


def _unbounded(style: Style, theme: Theme) -> Style:
    """Take scales that are the theme's own for no scales at all: they hold anyway."""
    least = 0.0 if style.least_scale == theme.least_scale else style.least_scale
    return replace(
        style, least_scale=least, most_scale=float("inf") if style.most_scale == theme.most_scale else style.most_scale
    )


def _read(name: str, looks: Looks) -> Style | None:
    try:
        style = _usable(name, looks)
    except GisError as problem:
        logger.warning("the style of %s cannot be used: %s", name, problem.values.get("reason", problem.code))
        return None
    return None if style == first_style(themes.theme(name)) else style


def _usable(name: str, looks: Looks) -> Style:
    theme = themes.theme(name)
    if looks.foreign:
        style = _unbounded(parsed(theme, looks.foreign.encode(), ".qml")[0], theme)
    else:
        style = codec.read(looks.style)
    require_fit(style, theme)
    return style
