"""`around`: roads, people, households, entities, parcel and addresses around a place or inside a polygon."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import BadDegrees, BadPlace, UsageError
from kangbashi_gis.model.answers import Around, ParcelHere, Population

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


@click.command(help="一个地点周围（或一个多边形内）的道路、人口、法人、宗地和地址。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--address", help="地址文字。")
@click.option("--at", "xy", metavar="X,Y", help="东坐标,北坐标（米，工作区坐标系）。")
@click.option("--lonlat", metavar="经度,纬度", help="度，EPSG:4490。")
@click.option("--within", metavar="文件或WKT", help="多边形：WKT（工作区坐标系）或矢量文件。")
@click.option("--layer", help="--within 的文件里有几个图层时，用哪一个。")
@click.option("--crs", metavar="EPSG:…|WKT", help="--within 的文件没有说明坐标系时指定。")
@click.option("--radius", type=float, default=500.0, show_default=True, help="半径（米）。")
@command
def around(
    console: Console, workspace: Path, radius: float, layer: str | None, crs: str | None, **places: str | None
) -> int:
    """Answer for exactly one of the four kinds of place; the code of an error where people cannot be counted."""
    given = {name: value for name, value in places.items() if value is not None}
    if len(given) != 1:
        raise UsageError(detail=console.say(
            "请从 --address、--at、--lonlat、--within 中给出一个",
            "give one of --address, --at, --lonlat and --within",
        ))  # fmt: skip
    with opened(workspace, console) as space:
        kind, value = next(iter(given.items()))
        answer = _within(space, value, layer, crs) if kind == "within" else _around(space, kind, value, radius)
        console.show(documents.around(answer), lambda: _text(answer, console))
    trouble = answer.population.trouble
    if trouble is None:
        return 0
    console.fail(trouble)
    return trouble.exit_code


def _around(space: "Workspace", kind: str, value: str, radius: float) -> Around:
    from kangbashi_gis.operations import around as operation

    if kind == "address":
        place = operation.resolve(space, value)
    elif kind == "xy":
        place = operation.place_at(space, *pair(value))
    else:
        place = operation.place_at_lonlat(space, *pair(value, BadDegrees))
    return operation.around(space, place, radius)


def _within(space: "Workspace", value: str, layer: str | None, crs: str | None) -> Around:
    """Answer for WKT in the workspace's CRS, or for the polygons of a file."""
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations import around as operation
    from kangbashi_gis.operations.polygons import read_polygon

    return operation.within(space, read_polygon(space, value, ImportOptions(layer=layer, crs=crs)))


def pair(text: str, wrong: type[BadPlace] = BadPlace) -> tuple[float, float]:
    """Read two numbers with a comma between them. Raises `wrong`."""
    import math

    try:
        first, second = (float(part) for part in text.replace("，", ",").split(","))
    except ValueError as problem:
        raise wrong(text=text) from problem
    if not (math.isfinite(first) and math.isfinite(second)):
        raise wrong(text=text)
    return first, second


def _number(value: int | None, about: str) -> str:
    return "—" if value is None else f"{about}{value}"


def _origin(people: Population, console: Console) -> str:
    """Say where numbers come from that are not exact, and who can publish some where there are none."""
    if people.exact or people.trouble is not None:
        return ""
    if not people.released:
        return console.say(
            "（还没有发布过人口统计；街道办事员可以用 statistics publish 发布）",
            " (no statistics were published; a clerk publishes them with `statistics publish`)",
        )
    return console.say(
        f"（{people.released} 发布的近似数，{people.blocks} 个小块；不足 10 人的不显示）",
        f" (rounded, published {people.released}, {people.blocks} blocks; below 10 nothing is shown)",
    )


def _heights(parcel: ParcelHere, console: Console) -> str:
    """Tell the lowest and the highest corner, where the parcel was surveyed with heights."""
    if parcel.heights_m is None:
        return ""
    low, high = parcel.heights_m
    title = console.say("高程", "height")
    return f", {title} {low:.3f}–{high:.3f} m" if high > low else f", {title} {low:.3f} m"


def _text(answer: Around, console: Console) -> str:
    people, found = answer.population, answer.entities
    about = "" if people.exact else "≈"
    parcel = answer.parcel
    lines = [
        console.say("地点：", "Place: ") + answer.place.title,
        console.say("范围：", "Extent: ")
        + (console.say("多边形", "polygon") if answer.radius_m is None else f"{answer.radius_m:g} m"),
        console.say("人口：", "People: ")
        + _number(people.total, about)
        + console.say("，户数：", ", households: ")
        + _number(people.households, about)
        + _origin(people, console),
        console.say("法人：", "Entities: ") + f"{found.total}",
        console.say("地址：", "Addresses: ") + f"{answer.addresses}",
        console.say("宗地：", "Parcel: ")
        + (f"{parcel.code} {parcel.use_title} {parcel.area_m2:.1f} m²{_heights(parcel, console)}" if parcel else "—"),
        console.say("道路：", "Roads:"),
        *(f"  {road.name or '—'}  {road.class_title}  {road.length_m:.1f} m" for road in answer.roads),
    ]
    return "\n".join(lines)
