"""Finding the place of a row in its own columns: X and Y, degrees, or WKT."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.importing.options import LOCAL
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.table import Table

EAST = frozenset(
    ["x", "e", "east", "easting", "xcoord", "x_coord", "coord_x", "point_x", "x坐标", "坐标x", "coordx", "pointx"]
)
NORTH = frozenset(
    ["y", "n", "north", "northing", "ycoord", "y_coord", "coord_y", "point_y", "y坐标", "坐标y", "coordy", "pointy"]
)
LON = frozenset(["lon", "lng", "long", "longitude", "经度", "东经"])
LAT = frozenset(["lat", "latitude", "纬度", "北纬"])
WKT = frozenset(["wkt", "geometry", "geom", "the_geom", "wkt_geom", "shape", "几何", "图形", "坐标串"])
SIXTY = 60
# NFKC makes ′′ of ″, o of º
_ANGLE = re.compile(
    r"(?P<before>-|[EWNSewns]|东经|西经|北纬|南纬)?\s*(?P<degrees>\d+(?:\.\d+)?)\s*[°度˚o]\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*[′'’分]\s*(?:(?P<seconds>\d+(?:\.\d+)?)\s*(?:″|\"|”|''|′′|’’|秒)?\s*)?)?"
    r"(?P<after>[EWNSewns])?"
)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_SIXTIETHS = re.compile(r"(-?)(\d{1,3})[-: ](\d{1,2})[-: ](\d{1,2}(?:\.\d+)?)")
_CODE = re.compile(r"\((EPSG:\d{4,6})\)")
_DIRECTION = re.compile(r"[xy]\((东|北|横|纵)(?:坐标|向|方向)?\)|(东|北|横|纵)(?:坐标|向)?[(]?[xy][)]?")
_UNIT = re.compile(r"[（(\[].*?[)）\]]")


@dataclass(frozen=True)
class Coordinates:
    """Where a row's place stands: two columns, or one of WKT (then `second` is empty).

    lonlat: degrees. plain: called just X and Y, which surveyors use the other way round (X north).
    """

    first: str
    second: str = ""
    lonlat: bool = False
    plain: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The columns that are used up by the place."""
        return frozenset((self.first, self.second)) - {""}


def find(columns: Sequence[str], stated_crs: str | None) -> Coordinates | None:
    """Find the columns of a place. Where a table has metres and degrees, a stated CRS decides; else degrees."""
    meanings: dict[str, str] = {}
    for column in columns:
        meanings.setdefault(meaning(column), column)
    degrees, metres = _pair(meanings, "lon", "lat"), _pair(meanings, "east", "north")
    if stated_crs and degrees and metres:
        return degrees if in_degrees(stated_crs) else metres
    if degrees and metres and said_crs(metres):
        return metres  # its CRS stands in its heading: nothing is lost on the way through degrees
    if degrees or metres:
        return degrees or metres
    return Coordinates(meanings["wkt"]) if "wkt" in meanings else None


def said_crs(where: Coordinates) -> str | None:
    """Give the CRS that the headings of a place name, as our own exports do: 东坐标（EPSG:4546）."""
    named = [_CODE.search(unicodedata.normalize("NFKC", name)) for name in where.columns]
    codes = {one[1] if one else None for one in named}
    return codes.pop() if len(codes) == 1 else None


def meaning(column: str) -> str:
    """Give "east", "north", "lon", "lat", "wkt" or "" for the name of a column.

    东 and 横 mean east, 北 and 纵 north, whatever letter stands beside them: 北坐标X is north.
    """
    whole = unicodedata.normalize("NFKC", column).strip().lower().replace(" ", "")
    if beside := _DIRECTION.fullmatch(whole):
        return "east" if (beside[1] or beside[2]) in ("东", "横") else "north"
    name = _UNIT.sub("", whole).strip()
    for word, names in (("lon", LON), ("lat", LAT), ("east", EAST), ("north", NORTH), ("wkt", WKT)):
        if name in names:
            return word
    if "坐标" in name and ("东" in name or "横" in name):
        return "east"
    if "坐标" in name and ("北" in name or "纵" in name):
        return "north"
    return ""


def in_degrees(crs: str) -> bool:
    """Tell whether a CRS has degrees, as those of the web maps have; a local system never has."""
    if crs.startswith(LOCAL):
        return False
    return bool(web_maps.correction(crs)) or references.read(crs).is_geographic


def geometry(rows: Table, where: Coordinates) -> np.ndarray:
    """Make the shapes of rows: None where there is no place, NaN where what stands there is not a number."""
    import shapely

    if not where.second:
        return _from_wkt(rows.columns[where.first])
    xs, ys = (np.array([number(value) for value in rows.columns[name]]) for name in (where.first, where.second))
    empty = np.array([_blank(value) for value in rows.columns[where.first]], dtype=bool)
    shapes = shapely.points(xs, ys)
    shapes[empty & np.array([_blank(value) for value in rows.columns[where.second]], dtype=bool)] = None
    return shapes


def swapped(shapes: np.ndarray, crs: str) -> bool:
    """Tell whether X is north here: every point lies in the area of the CRS with the axes swapped, none as written.

    Only a projected CRS with a known area can tell; otherwise X counts as east.
    """
    import shapely

    inside = None if crs.startswith(LOCAL) or in_degrees(crs) else references.area(crs)
    xy = shapely.get_coordinates(shapes[shapes != np.array(None)])
    if inside is None or not len(xy):
        return False
    xmin, ymin, xmax, ymax = inside
    as_written = (xy >= (xmin, ymin)).all(1) & (xy <= (xmax, ymax)).all(1)
    the_other_way = (xy >= (ymin, xmin)).all(1) & (xy <= (ymax, xmax)).all(1)
    return bool(the_other_way.all() and not as_written.any())


def swap(shapes: np.ndarray) -> np.ndarray:
    """Exchange the axes of shapes."""
    import shapely

    return shapely.transform(shapes, lambda xy: xy[:, ::-1])


def number(value: Any) -> float:
    """Read a coordinate, also `109°39′45″E`; NaN for what is not one."""
    if isinstance(value, str):
        value = unicodedata.normalize("NFKC", value).strip()
        # 384,123.5 has thousands, 384123,45 a decimal comma
        value = value.replace(",", "") if _THOUSANDS.fullmatch(value) else value.replace(",", ".")
        if parts := _SIXTIETHS.fullmatch(value):
            value = f"{parts[1]}{parts[2]}°{parts[3]}′{parts[4]}″"
        if angle := _ANGLE.fullmatch(value):
            return _degrees(angle)
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


def _degrees(angle: re.Match[str]) -> float:
    """Give degrees for degrees, minutes and seconds that are written with their signs; NaN for a 75th minute."""
    parts = [float(angle[name] or 0) for name in ("degrees", "minutes", "seconds")]
    if max(parts[1:]) >= SIXTY:
        return float("nan")
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    marks = (angle["before"] or "") + (angle["after"] or "")
    return -value if re.search("[-SW南西]", marks.upper()) else value


def _pair(meanings: dict[str, str], first: str, second: str) -> Coordinates | None:
    if first not in meanings or second not in meanings:
        return None
    names = meanings[first], meanings[second]
    plain = first == "east" and not any(re.search("[东北横纵]|east|north", name.lower()) for name in names)
    return Coordinates(*names, lonlat=first == "lon", plain=plain)


def _from_wkt(values: Sequence[Any] | np.ndarray) -> np.ndarray:
    import shapely

    texts = [None if _blank(value) else re.sub(r"^SRID=\d+;", "", str(value).strip()) for value in values]
    shapes = shapely.from_wkt(np.array(texts, dtype=object), on_invalid="ignore")
    broken = np.array([text is not None for text in texts], dtype=bool) & np.array([one is None for one in shapes])
    shapes[broken] = shapely.Point(float("nan"), float("nan"))
    return shapes


def _blank(value: Any) -> bool:
    """Tell whether a cell is empty; a column of numbers has NaN there, and a text of these letters stays one."""
    if isinstance(value, float):
        return value != value
    return value is None or (isinstance(value, str) and not value.strip())
