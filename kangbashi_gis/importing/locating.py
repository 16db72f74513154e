"""Finds the place of rows that came without coordinates, through the links of their theme."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Link, Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.store.base import Store

ADDRESSES = "addresses"
ADDRESS_FID = "address_fid"


def locate(store: Store, theme: Theme, table: Table) -> Table:
    """Give the rows with a point for each that a link can place; rows that have a shape keep it.

    A row takes the point of its address, or a point inside its parcel.
    """
    if theme.shape is not Shape.POINT or not theme.links or table.geometry is None:
        return table
    geometry = table.geometry.copy()
    for link in _usable(theme, table):
        homeless = np.flatnonzero(geometry == np.array(None)).tolist()
        if not homeless:
            break
        found = targets(store, link, [table.columns[link.field][place] for place in homeless])
        geometry[homeless] = _points(store, link, found)
    return Table(table.columns, geometry)


def addressed(store: Store, theme: Theme, table: Table) -> Table:
    """Give the rows of a theme of the vault with `address_fid`: the row number of their address, or None."""
    fids: list[int | None] = [None] * len(table)
    for link in _usable(theme, table):
        if link.theme != ADDRESSES:
            continue
        homeless = [place for place, fid in enumerate(fids) if fid is None]
        found = targets(store, link, [table.columns[link.field][place] for place in homeless])
        for place, fid in zip(homeless, found, strict=True):
            fids[place] = fid
    return table.with_columns(**{ADDRESS_FID: fids})


def targets(store: Store, link: Link, values: Sequence[Any]) -> list[int | None]:
    """Give the row number that each value links to, or None."""
    known = store.find(theme_named(link.theme), link.target_field, {value for value in values if value is not None})
    return [known.get(value) for value in values]


def _usable(theme: Theme, table: Table) -> list[Link]:
    return [link for link in theme.links if link.field in table.columns]


def _points(store: Store, link: Link, found: Sequence[int | None]) -> np.ndarray:
    """Give the points of linked rows: their own, or one inside their polygon."""
    import shapely

    target = theme_named(link.theme)
    wanted = np.unique(np.array([fid for fid in found if fid is not None], dtype=np.int64))
    points = np.full(len(found), None, dtype=object)
    if not len(wanted):
        return points
    read = store.read(target, wanted, columns=())
    shapes = read.geometry if target.shape is Shape.POINT else shapely.point_on_surface(read.geometry)
    by_fid = dict(zip(read.fid.tolist(), shapes, strict=True))  # type: ignore[union-attr, arg-type]
    points[:] = [by_fid.get(fid) for fid in found]
    return points
