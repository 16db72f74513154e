"""Rows as search hits and places: what they are called and what stands beside it."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kangbashi_gis.model import crs, themes
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes.codes import DIVISION_LEVEL, INDUSTRY, LAND_USE, ROAD_CLASS

if TYPE_CHECKING:
    from kangbashi_gis.search.address import Hit
    from kangbashi_gis.store.base import Store

Row = Mapping[str, Any]
Number = float | None
LABELS = ("number", "building", "unit", "room")


def _address(row: Row) -> tuple[str, str]:
    """An address is called by what stands behind its divisions."""
    full = row["full"] or ""
    starts = [at for name in (row["road"], row["compound"]) if name and (at := full.find(name)) > 0]
    return full[min(starts, default=0) :], full


def _road(row: Row) -> tuple[str, str]:
    return row["name"] or "", ROAD_CLASS.title(row["class"])


def _compound(row: Row) -> tuple[str, str]:
    return row["name"] or "", row["community"] or ""


def _entity(row: Row) -> tuple[str, str]:
    title = row["name"] or row["address"] or row["credit_code"] or ""
    return title, row["address"] or INDUSTRY.title(row["industry"])


def _parcel(row: Row) -> tuple[str, str]:
    return row["code"] or "", row["address"] or LAND_USE.title(row["use"])


def _division(row: Row) -> tuple[str, str]:
    return row["name"] or "", DIVISION_LEVEL.title(row["level"])


def _water(row: Row) -> tuple[str, str]:
    return row["name"] or "", row["kind"] or ""


def _building(row: Row) -> tuple[str, str]:
    return f"{row['compound'] or ''}{row['name'] or ''}" or row["code"] or "", row["use"] or ""


def _landuse(row: Row) -> tuple[str, str]:
    return LAND_USE.title(row["use"]), row["code"] or ""


def _geocoded(row: Row) -> tuple[str, str]:
    return row["matched"] or row["text"] or "", row["text"] or ""


# Theme name to the columns that are read, and the function that makes title and detail of them.
SHOWN: Mapping[str, tuple[tuple[str, ...], Callable[[Row], tuple[str, str]]]] = {
    "addresses": (("full", "road", "compound"), _address),
    "roads": (("name", "class"), _road),
    "compounds": (("name", "community"), _compound),
    "entities": (("name", "credit_code", "address", "industry"), _entity),
    "parcels": (("code", "address", "use"), _parcel),
    "divisions": (("name", "level"), _division),
    "water": (("name", "kind"), _water),
    "buildings": (("code", "name", "compound", "use"), _building),
    "landuse": (("code", "use"), _landuse),
    "geocoded": (("matched", "text"), _geocoded),
}


def hits(store: "Store", found: Iterable["Hit"]) -> tuple[SearchHit, ...]:
    """Give rows found by words or place with their titles, in the same order; those gone meanwhile are left out."""
    found = list(found)
    words: dict[tuple[str, int], tuple[str, str, str]] = {}
    by_theme: dict[str, list[int]] = {}
    for hit in found:
        by_theme.setdefault(hit.theme, []).append(hit.fid)
    for name, fids in by_theme.items():
        words |= _words(store, themes.theme(name), np.array(fids, np.int64))
    lon, lat = degrees(store.crs, [hit.x for hit in found], [hit.y for hit in found])
    return tuple(
        SearchHit(hit.theme, *words[hit.theme, hit.fid], hit.score, *_where(hit.x, hit.y, lon[i], lat[i]), hit.fid)
        for i, hit in enumerate(found)
        if (hit.theme, hit.fid) in words
    )


def _where(x: float, y: float, lon: float, lat: float) -> tuple[Number, Number, Number, Number]:
    """Give a place, or None four times for a row without one."""
    return (x, y, lon, lat) if math.isfinite(x) and math.isfinite(y) else (None, None, None, None)


def degrees(source: str, x: list[float], y: list[float]) -> tuple[list[float], list[float]]:
    """Give lon and lat of places in the workspace's CRS."""
    if not x:
        return [], []
    lon, lat = crs.degrees(source, np.array(x, float), np.array(y, float))
    return np.asarray(lon).tolist(), np.asarray(lat).tolist()


def _words(store: "Store", theme: Theme, fids: np.ndarray) -> dict[tuple[str, int], tuple[str, str, str]]:
    """Give id, title and detail of rows; a theme without a rule of its own shows its key."""
    columns, tell = SHOWN.get(theme.name, (theme.key, lambda row: (str(next(iter(row.values()), "")), "")))
    table = store.read(theme, fids, columns=("id", *columns), geometry=False)
    assert table.fid is not None
    rows = zip(*(table.columns[name] for name in columns), strict=True) if columns else [()] * len(table)
    return {
        (theme.name, fid): (number, *tell(dict(zip(columns, row, strict=True))))
        for fid, number, row in zip(table.fid.tolist(), table.columns["id"], rows, strict=True)
    }
