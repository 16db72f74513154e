"""Reads control points from a table: a name, two coordinates in the local system, two in that of the workspace."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kangbashi_gis.diagnosis.fitting import ControlPoint
from kangbashi_gis.errors import FitRefused, RowsInvalid
from kangbashi_gis.importing.coordinates import number
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table

TABLE = Theme(name="", title="", title_en="", shape=Shape.NONE, fields=())
NEEDED = 4
SOURCE = re.compile("源|旧|原|地方|独立|source|src|old|from|local")
TARGET = re.compile("目标|新|国家|2000|target|dst|new|to|cgcs")
EAST, NORTH = re.compile("东|横|east|^e$|_e$"), re.compile("北|纵|north|^n$|_n$")
NAME = re.compile("点名|点号|名称|编号|name|id|point")


def read_control_points(path: Path, area: tuple[float, float, float, float] | None) -> tuple[ControlPoint, ...]:
    """Give the control points of a table; rows in which a number is missing are refused.

    Columns are told by their headings (旧坐标X, 新坐标Y, 东, 北 …), else by their order: name, x, y, x, y.
    area: of the workspace's CRS; it tells whether its coordinates have north first. Those of the local system stay.
    """
    with open_source(path, TABLE, ImportOptions()) as source:
        tables = list(source.batches())
    columns = _columns(source.columns)
    if columns is None:
        raise FitRefused(reason="columns_unclear", points=0, rms_m=0.0, tolerance_m=0.0)
    found, bad = [], []
    for row, (name, numbers) in enumerate(_rows(tables, columns), start=2):
        if any(value != value for value in numbers):
            bad.append(row)
        else:
            found.append(ControlPoint(name or f"#{row}", (numbers[0], numbers[1]), (numbers[2], numbers[3])))
    if bad:
        raise RowsInvalid(path=str(path), count=len(bad), example=f"#{bad[0]}", reason="value_not_readable")
    return tuple(found) if not _north_first(found, area) else tuple(_turned(one) for one in found)


def _rows(tables: Sequence[Table], columns: Sequence[str]) -> list[tuple[str, list[float]]]:
    return [
        (str(row[0] if row[0] is not None else "").strip(), [number(value) for value in row[1:]])
        for table in tables
        for row in zip(*(table.columns[name] for name in columns), strict=True)
    ]


def _columns(names: Sequence[str]) -> list[str] | None:
    """Give the columns of name, source east, source north, target east, target north."""
    plain = {name: unicodedata.normalize("NFKC", name).lower() for name in names}
    named = next((name for name in names if NAME.search(plain[name])), names[0])
    rest = [name for name in names if name != named]
    sides = [[name for name in rest if side.search(plain[name])] for side in (SOURCE, TARGET)]
    if all(len(side) == NEEDED // 2 for side in sides) and not set(sides[0]) & set(sides[1]):
        return [named, *_east_first(sides[0], plain), *_east_first(sides[1], plain)]
    return [named, *rest] if len(rest) == NEEDED else None


def _east_first(pair: list[str], plain: dict[str, str]) -> list[str]:
    first_is_north = NORTH.search(plain[pair[0]]) and not EAST.search(plain[pair[0]])
    return pair[::-1] if first_is_north else pair


def _north_first(points: Sequence[ControlPoint], area: tuple[float, float, float, float] | None) -> bool:
    if area is None or not points:
        return False
    inside = [area[0] <= one.target[0] <= area[2] and area[1] <= one.target[1] <= area[3] for one in points]
    turned = [area[0] <= one.target[1] <= area[2] and area[1] <= one.target[0] <= area[3] for one in points]
    return all(turned) and not any(inside)


def _turned(point: ControlPoint) -> ControlPoint:
    return replace(point, target=point.target[::-1])
