"""`reverse`: what a place is called, after the nearest address and road."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.around import pair
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import BadDegrees, BadPlace, UsageError

if TYPE_CHECKING:
    from kangbashi_gis.operations.reverse import Reverse


@click.command(help="一个坐标叫什么：最近的地址、道路，相距多远、在哪一侧。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--at", "xy", metavar="X,Y", help="东坐标,北坐标（米，工作区坐标系）。")
@click.option("--lonlat", metavar="经度,纬度", help="度，EPSG:4490。")
@command
def reverse(console: Console, workspace: Path, xy: str | None, lonlat: str | None) -> None:
    """Answer for one place."""
    if (xy is None) == (lonlat is None):
        raise UsageError(detail=console.say("请从 --at、--lonlat 中给出一个", "give one of --at and --lonlat"))
    from kangbashi_gis.operations import around as places
    from kangbashi_gis.operations.reverse import reverse as ask

    given = pair(xy or lonlat or "", BadPlace if lonlat is None else BadDegrees)
    with opened(workspace, console) as space:
        if lonlat is not None:
            place = places.place_at_lonlat(space, *given)
            given = (place.x, place.y)
        answer = ask(space, *given)
        console.show(_document(answer), lambda: _text(answer, console))


def _document(answer: "Reverse") -> dict[str, Any]:
    place, address, road = answer.place, answer.address, answer.road
    return {
        "place": {
            "x": round(place.x, 3),
            "y": round(place.y, 3),
            "lon": round(place.lon, 8),
            "lat": round(place.lat, 8),
        },
        "address": address
        and {
            **documents.hit(address.hit),
            "distance_m": round(address.distance_m, 3),
            "direction": address.direction,
            "phrase": address.phrase,
        },
        "road": road
        and {
            **documents.hit(road.hit),
            "distance_m": round(road.distance_m, 3),
            "side": road.side,
            "compass": road.compass,
            "phrase": road.phrase,
        },
        "elapsed_ms": round(answer.elapsed_ms, 3),
    }


def _text(answer: "Reverse", console: Console) -> str:
    from kangbashi_gis.search.reverse import FAR_M

    address, road = answer.address, answer.road
    known = [one for one in (address, road) if one is not None]
    if not known:
        return console.say("这里没有登记任何地址和道路。", "No address and no road is recorded here.")
    head = []
    if all(one.distance_m >= FAR_M for one in known):
        head = [console.say("这里不在已登记的范围内，最近的是：", "This is outside what is recorded; the nearest are:")]
    nothing = "—"
    return "\n".join(
        (
            *head,
            console.say("地址：", "Address: ") + (address.phrase if address else nothing),
            console.say("道路：", "Road: ") + (f"{road.phrase}（{road.side}）" if road else nothing),
        )
    )
