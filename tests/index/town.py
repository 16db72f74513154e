"""A small made-up town in EPSG:4546 with everything that the search has to cope with."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.store.geopackage import GeoPackageStore

X, Y = 384_000.0, 4_383_000.0
REGION = "内蒙古自治区鄂尔多斯市康巴什区"
STREETS = {"哈巴格希街道": ("神华社区", "康和社区"), "滨河街道": ("滨河社区",)}
ROADS = ("鄂尔多斯大街", "鄂尔多斯东街", "天骄路", "康巴什大街", "建国路", "三号路", "五一路", "千山路", "文化西路")
COMPOUNDS = ("亿利城A区", "亿利城B区", "滨河小区", "三江家园", "神华康城", "绿城国际")
COMPANIES = (
    "鄂尔多斯市康巴什区亿利商贸有限公司",
    "内蒙古蒙泰煤炭有限责任公司",
    "康巴什区天骄餐饮店",
    "鄂尔多斯市第一中学",
    "康巴什区文化艺术中心",
)


def as_table(rows: Iterable[tuple[shapely.Geometry | None, dict[str, Any]]]) -> Table:
    """Put rows together as columns."""
    shapes, columns = zip(*rows, strict=True)
    names = dict.fromkeys(name for row in columns for name in row)
    geometry = np.empty(len(shapes), object)
    geometry[:] = shapes
    placed = any(shape is not None for shape in shapes)
    return Table({name: [row.get(name) for row in columns] for name in names}, geometry if placed else None)


def doors() -> list[tuple[shapely.Geometry, dict[str, Any]]]:
    """Door plates 1 to 30 on every road, and in every compound three buildings of two units of four rooms."""
    rows: list[tuple[shapely.Geometry, dict[str, Any]]] = []
    for r, road in enumerate(ROADS):
        street, communities = list(STREETS.items())[r % 2]
        for number in range(1, 31):
            parts = {"road": road, "number": f"{number}号"}
            row = _door(street, communities[r % len(communities)], "door", parts)
            rows.append((shapely.Point(X + 40 * number, Y + 300 * r + number % 2 * 20), row))
    for c, compound in enumerate(COMPOUNDS):
        gate = {"road": ROADS[c], "number": f"{40 + c}号", "compound": compound}
        rows += [(shapely.Point(X + 2000 + 100 * c + i, Y + i), row) for i, row in enumerate(_inside(gate))]
    return rows


def _inside(gate: dict[str, Any]) -> list[dict[str, Any]]:
    found = [_door("哈巴格希街道", "神华社区", "door", gate)]
    for building in range(1, 4):
        block = gate | {"building": f"{building}号楼"}
        found.append(_door("哈巴格希街道", "神华社区", "building", block))
        for unit in (1, 2):
            found.append(_door("哈巴格希街道", "神华社区", "unit", block | {"unit": f"{unit}单元"}))
            for room in ("101", "102", "201", "1203"):
                whole = block | {"unit": f"{unit}单元", "room": f"{room}室"}
                found.append(_door("哈巴格希街道", "神华社区", "room", whole))
    return found


def _door(street: str, community: str, kind: str, parts: dict[str, Any]) -> dict[str, Any]:
    full = REGION + street + community + "".join(parts.values())
    return {"code": full, "full": full, "kind": kind, "street": street, "community": community, **parts}


def rows() -> dict[str, Table]:
    """Give the rows of every theme."""
    return {
        "divisions": divisions(),
        "water": as_table([(shapely.box(X, Y - 200, X + 3000, Y - 100), {"code": "W1", "name": "乌兰木伦河"})]),
        "parcels": parcels(),
        "compounds": compounds(),
        "roads": roads(),
        "addresses": as_table(doors()),
        "entities": entities(),
        "aliases": as_table(
            [
                (None, {"alias": "康巴什新区", "name": "康巴什区", "until": "2016-06-08"}),
                (None, {"alias": "旧市府街", "name": "鄂尔多斯东街"}),
            ]
        ),
    }


def divisions() -> Table:
    """Give the district, its street offices and communities, one over the other."""
    named = [("康巴什区", "county"), *((name, "street") for name in STREETS)]
    named += [(name, "community") for several in STREETS.values() for name in several]
    return as_table(
        (shapely.box(X, Y, X + 3000, Y + 3000), {"code": f"15060300{i}", "name": name, "level": level})
        for i, (name, level) in enumerate(named)
    )


def parcels() -> Table:
    """Give twenty parcels of 100 m by 100 m in a row."""
    return as_table(
        (
            shapely.box(X + 100 * i, Y, X + 100 * i + 100, Y + 100),
            {"code": f"150699001001GB{i:05d}", "use": "0701", "address": f"天骄路{i + 1}号", "holder": "赵某某"},
        )
        for i in range(20)
    )


def compounds() -> Table:
    """Give the compounds; the first had another name before."""
    return as_table(
        (
            shapely.box(X + 2000 + 100 * c, Y, X + 2090 + 100 * c, Y + 90),
            {"code": f"XQ{c}", "name": name, "former_name": "老亿利" if c == 0 else None, "community": "神华社区"},
        )
        for c, name in enumerate(COMPOUNDS)
    )


def roads() -> Table:
    """Give every road as two segments of 600 m, 300 m north of the one before."""
    return as_table(
        (
            shapely.LineString([(X + 600 * part, Y + 300 * r), (X + 600 * part + 600, Y + 300 * r)]),
            {
                "code": f"R{r}-{part}",
                "name": name,
                "class": "arterial" if r < 3 else "branch",
                "former_name": "伊盟路" if name == "天骄路" else None,
            },
        )
        for r, name in enumerate(ROADS)
        for part in (0, 1)
    )


def entities() -> Table:
    """Give the companies, each of another industry."""
    return as_table(
        (
            shapely.Point(X + 40 * i, Y + 5),
            {
                "credit_code": f"9115069900000000{i}X",
                "name": name,
                "industry": "FBHPR"[i],
                "address": f"{REGION}天骄路{i}号",
                "representative": "钱某某",
            },
        )
        for i, name in enumerate(COMPANIES)
    )


def open_columns(kind: Theme, table: Table) -> Table:
    """Leave out what only the vault may hold."""
    known = {one.name for one in kind.open_fields}
    return Table({name: values for name, values in table.columns.items() if name in known}, table.geometry)


def make_store(path: Path) -> GeoPackageStore:
    """Make a store that holds the town."""
    store = GeoPackageStore.create(path, "EPSG:4546")
    with store.write(1) as writer:
        for name, table in rows().items():
            writer.append(theme(name), open_columns(theme(name), table))
    return store
