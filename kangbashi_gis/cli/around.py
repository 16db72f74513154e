"""`around`: roads, people, households, entities, parcel and addresses around a place or inside a polygon."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import BadPlace, UsageError
from kangbashi_gis.model.answers import Around

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


@click.command(help="一个地点周围（或一个多边形内）的道路、人口、法人、宗地和地址。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--address", help="地址文字。")
@click.option("--at", "xy", metavar="X,Y", help="东坐标,北坐标（米，工作区坐标系）。")
@click.option("--lonlat", metavar="经度,纬度", help="度，EPSG:4490。")
@click.option("--within", metavar="文件或WKT", help="多边形：WKT（工作区坐标系）或矢量文件。")
@click.option("--radius", type=float, default=500.0, show_default=True, help="半径（米）。")
@command
def around(console: Console, workspace: Path, radius: float, **places: str | None) -> None:
    """Answer for exactly one of the four kinds of place."""
    given = {name: value for name, value in places.items() if value is not None}
    if len(given) != 1:
        raise UsageError(detail=console.say(
            "请从 --address、--at、--lonlat、--within 中给出一个",
            "give one of --address, --at, --lonlat and --within",
        ))  # fmt: skip
    with opened(workspace, console) as space:
        answer = _ask(space, *next(iter(given.items())), radius)
        console.show(documents.around(answer), lambda: _text(answer, console))


def _ask(space: "Workspace", kind: str, value: str, radius: float) -> Around:
    from kangbashi_gis.operations import around as operation

    if kind == "within":
        return operation.within(space, _polygon(space, value))
    if kind == "address":
        place = operation.resolve(space, value)
    elif kind == "xy":
        place = operation.place_at(space, *pair(value))
    else:
        place = operation.place_at_lonlat(space, *pair(value))
    return operation.around(space, place, radius)


def pair(text: str) -> tuple[float, float]:
    """Read two numbers with a comma between them. Raises BadPlace."""
    import math

    try:
        first, second = (float(part) for part in text.replace("，", ",").split(","))
    except ValueError as problem:
        raise BadPlace(text=text) from problem
    if not (math.isfinite(first) and math.isfinite(second)):
        raise BadPlace(text=text)
    return first, second


def _polygon(space: "Workspace", text: str) -> object:
    """Read WKT in the workspace's CRS, or the polygons of a file brought into it."""
    from kangbashi_gis.operations.polygons import read_polygon

    return read_polygon(space, text)


def _text(answer: Around, console: Console) -> str:
    people, found = answer.population, answer.entities
    unknown = console.say("无权查看", "not permitted")
    total = unknown if people.total is None else people.total
    parcel = answer.parcel
    lines = [
        console.say("地点：", "Place: ") + answer.place.title,
        console.say("范围：", "Extent: ")
        + (console.say("多边形", "polygon") if answer.radius_m is None else f"{answer.radius_m:g} m"),
        console.say("人口：", "People: ")
        + f"{total}"
        + console.say("，户数：", ", households: ")
        + f"{people.households}",
        console.say("法人：", "Entities: ") + f"{found.total}",
        console.say("地址：", "Addresses: ") + f"{answer.addresses}",
        console.say("宗地：", "Parcel: ")
        + (f"{parcel.code} {parcel.use_title} {parcel.area_m2:.1f} m²" if parcel else "—"),
        console.say("道路：", "Roads:"),
        *(f"  {road.name or '—'}  {road.class_title}  {road.length_m:.1f} m" for road in answer.roads),
    ]
    return "\n".join(lines)
