"""`rooms`: the rooms of a building as a table, with how many people and entities each has."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli.console import Console, command, opened

if TYPE_CHECKING:
    from kangbashi_gis.operations.rooms import RoomBook
    from kangbashi_gis.search.rooms import Room


@click.command(help="楼盘表：一栋楼的单元、楼层、户室，每户的人数和单位数，空户和重号。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--address", required=True, help="楼、单元、户室或小区的地址。")
@click.option("--building", default="", help="小区里的哪一栋，如 3。")
@command
def rooms(console: Console, workspace: Path, address: str, building: str) -> None:
    """Answer for one building."""
    from kangbashi_gis.operations.around import resolve
    from kangbashi_gis.operations.rooms import rooms as ask

    with opened(workspace, console) as space:
        book = ask(space, resolve(space, address), building.removesuffix("号楼"))
        console.show(_document(book), lambda: _text(book, console))


def _document(book: "RoomBook") -> dict[str, Any]:
    table = book.table
    return {
        "title": book.title,
        "building": book.building,
        "siblings": list(book.siblings),
        "permitted": book.permitted,
        "units": list(table.units),
        "floors": list(table.floors),
        "rooms": [_room(room) for room in table.rooms],
        "totals": {
            "rooms": len(table.rooms),
            "empty": table.count("empty"),
            "duplicate": table.count("duplicate"),
            "people": sum(room.people or 0 for room in table.rooms) if book.permitted else None,
            "entities": sum(room.entities for room in table.rooms),
        },
    }


def _room(room: "Room") -> dict[str, Any]:
    return {
        "unit": room.unit,
        "floor": room.floor,
        "room": room.label,
        "people": room.people,
        "entities": room.entities,
        "empty": room.empty,
        "duplicate": room.duplicate,
        "addresses": [one.full for one in room.addresses],
    }


def _text(book: "RoomBook", console: Console) -> str:
    table = book.table
    lines = [f"{book.title}  " + console.say(
        f"{len(table.rooms)} 户，空户 {table.count('empty')}，重号 {table.count('duplicate')}",
        f"{len(table.rooms)} rooms, {table.count('empty')} empty, {table.count('duplicate')} twice",
    )]  # fmt: skip
    for floor in table.floors:
        units = (" ".join(_cell(room) for room in table.at(unit, floor)) for unit in table.units)
        lines.append(f"{'—' if floor is None else floor:>4}  " + "  |  ".join(units))
    return "\n".join(lines)


def _cell(room: "Room") -> str:
    people = "?" if room.people is None else room.people
    return f"{room.label}({people}{'!' if room.duplicate else ''})"
