"""What sheets are made about: a feature by its code, those that meet a condition, a sheet of the national series."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.analysis.boundary_points import slant
from kangbashi_gis.analysis.map_sheets import DENOMINATORS, plain, sheet_at, sheet_of
from kangbashi_gis.errors import BadPlace, PageFeatureGone, ThemeMismatch
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.page.subject import Subject
from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.operations.selecting import Selection, selected

if TYPE_CHECKING:
    import pyproj

    from kangbashi_gis.operations.workspace import Workspace

SHEET = "sheet"
MOST_SHEETS = 20_000
LEAST_M = 20.0  # around a point


def subject(space: "Workspace", named: str) -> Subject:
    """Find what `THEME:CODE` or `sheet:NUMBER` names: a row by one of its key fields, its name or its id.

    Raises PermissionDenied, ThemeUnknown, PageFeatureGone, BadPlace.
    """
    space.require(Permission.VIEW)
    kind, _, code = named.partition(":")
    if kind == SHEET:
        return _sheet(code, _from_degrees(space))
    theme = _drawn(kind)
    for column in dict.fromkeys((*theme.key, *(one for one in ("name", "code", "full") if _has(theme, one)), "id")):
        fid = space.store.find(theme, column, [code.strip()]).get(code.strip())
        if fid is not None:
            return subjects_of(space, theme, np.array([fid], np.int64))[0]
    raise PageFeatureGone(theme=theme.title, feature=code[:60])


def every(space: "Workspace", named: str) -> Sequence[Subject]:
    """Find all that `THEME`, `THEME:CONDITION` or `sheet:DENOMINATOR` names.

    Raises PermissionDenied, ThemeUnknown, ConditionInvalid, ConditionUnfit, PageFeatureGone, BadPlace.
    """
    space.require(Permission.VIEW)
    kind, _, where = named.partition(":")
    if kind == SHEET:
        return _sheets(space, where)
    theme = _drawn(kind)
    fids = selected(space, theme, Selection(where=where))
    if fids is None:
        fids, _ = space.store.bounds(theme)
    found = subjects_of(space, theme, fids)
    if not found:
        raise PageFeatureGone(theme=theme.title, feature=where or "*")
    return found


def subjects_of(space: "Workspace", theme: Theme, fids: np.ndarray) -> list[Subject]:
    """Give rows as what sheets are about; those that are gone or have no shape are left out."""
    space.require(Permission.VIEW)
    fields = theme.open_fields
    table = space.store.read(theme, fids, [one.name for one in fields], geometry=True)
    assert table.geometry is not None and table.fid is not None
    columns = [table.columns[one.name] for one in fields]
    found = []
    for at, shape in enumerate(table.geometry):
        if shape is not None and not shape.is_empty:
            row = _of_row(theme, fields, [column[at] for column in columns], shape)
            found.append(replace(row, fid=int(table.fid[at])))
    return found


def _of_row(theme: Theme, fields: Sequence[Field], row: Sequence[Any], shape: Any) -> Subject:
    said: dict[str, str] = {}
    for one, value in zip(fields, row, strict=True):
        words = "" if value is None else one.codes.title(str(value)) if one.codes else _words(value)
        said[one.title], said[one.name] = words, words
    name = next((said[one] for one in ("name", *theme.key, "code") if said.get(one)), theme.title)
    xmin, ymin, xmax, ymax = shape.bounds
    grown = max(LEAST_M - max(xmax - xmin, ymax - ymin), 0.0) / 2
    box = xmin - grown, ymin - grown, xmax + grown, ymax + grown
    polygon = shape if theme.shape is Shape.POLYGON else None
    return Subject(theme.name, name, box, slant(shape) if polygon is not None else 0.0, polygon, said)


def _words(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _sheet(number: str, onto: "pyproj.Transformer") -> Subject:
    """Give a sheet of the series in the workspace's CRS. onto: from degrees to it."""
    import shapely

    found = sheet_of(number)
    edge = shapely.segmentize(
        shapely.box(found.west, found.south, found.east, found.north), (found.east - found.west) / 16
    )
    shape = shapely.transform(edge, lambda xy: np.stack(onto.transform(xy[:, 0], xy[:, 1]), axis=1))
    said = {"sheet": found.number, "图幅": found.number}
    return Subject(
        name=found.number,
        extent=shape.bounds,
        shape=shape,
        values=said,
        sheet=found.number,
        denominator=found.denominator,
    )


def _sheets(space: "Workspace", denominator: str) -> list[Subject]:
    """Give all sheets of a scale that anything lies on."""
    import pyproj
    import shapely

    if not (denominator.isdigit() and int(denominator) in DENOMINATORS):
        raise BadPlace(text=f"1:{denominator[:20]}")
    extents = [one for theme in themes.THEMES if not theme.in_vault and (one := space.store.extent(theme))]
    if not extents:
        raise PageFeatureGone(theme=SHEET, feature=denominator)
    back = pyproj.Transformer.from_crs(space.store.crs, "EPSG:4490", always_xy=True)
    xmin, ymin, xmax, ymax = np.array(extents).T
    west, south, east, north = back.transform_bounds(xmin.min(), ymin.min(), xmax.max(), ymax.max())
    first = sheet_of(sheet_at(west, south, int(denominator)))
    wide, high = first.east - first.west, first.north - first.south
    count = (int((east - first.west) / wide) + 1) * (int((north - first.south) / high) + 1)
    if count > MOST_SHEETS:
        raise BadPlace(text=f"1:{denominator} × {count}")
    reach = shapely.box(west, south, east, north).buffer(max(wide, high))
    numbers = []
    for row in range(int((north - first.south) / high) + 1):
        for column in range(int((east - first.west) / wide) + 1):
            lon, lat = first.west + wide * (column + 0.5), first.south + high * (row + 0.5)
            if shapely.intersects_xy(reach, lon, lat):
                numbers.append(plain(sheet_at(lon, lat, int(denominator))))
    onto = _from_degrees(space)
    return [_sheet(number, onto) for number in numbers]


def _from_degrees(space: "Workspace") -> "pyproj.Transformer":
    import pyproj

    return pyproj.Transformer.from_crs("EPSG:4490", space.store.crs, always_xy=True)


def _drawn(name: str) -> Theme:
    theme = themes.theme(name)
    if theme.in_vault or theme.shape is Shape.NONE:
        raise ThemeMismatch(path=name, theme=theme.title, found="none", wanted="mixed")
    return theme


def _has(theme: Theme, name: str) -> bool:
    return any(one.name == name for one in theme.open_fields)
