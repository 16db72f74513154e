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
        book = ask(space, resolve(space, address), building)
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
            "empty": table.count("empty") if book.permitted else None,
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
        "empty": None if room.people is None else room.empty,
        "duplicate": room.duplicate,
        "addresses": [one.full for one in room.addresses],
    }


def _text(book: "RoomBook", console: Console) -> str:
    table = book.table
    empty = table.count("empty") if book.permitted else "?"
    twice = table.count("duplicate")
    counts = console.say(
        f"{len(table.rooms)} 户，空户 {empty}，重号 {twice}", f"{len(table.rooms)} rooms, {empty} empty, {twice} twice"
    )
    units = "  |  ".join(f"{unit}单元" if unit.isdigit() else unit for unit in table.units)
    lines = [f"{book.title}  {counts}", *([f"      {units}"] if units else [])]
    for floor in table.floors:
        cells = (" ".join(_cell(room, console) for room in table.at(unit, floor)) for unit in table.units)
        lines.append(f"{'—' if floor is None else floor:>4}  " + "  |  ".join(cells))
    if not book.permitted:
        lines.append(
            console.say("没有查看人数的权限：哪些是空户不能说。", "You may not see people, so not what is empty.")
        )
    return "\n".join(lines)


def _cell(room: "Room", console: Console) -> str:
    """Tell people, entities (+1), what is empty and, by !, what is registered twice."""
    people = "?" if room.people is None else console.say("空", "empty") if room.empty else str(room.people)
    entities = f"+{room.entities}" if room.entities else ""
    return f"{room.label}({people}{entities}{'!' if room.duplicate else ''})"
