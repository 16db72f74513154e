"""`map base`: what lies under the map. `map relief`: how heights are drawn."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError

if TYPE_CHECKING:
    from kangbashi_gis.model.symbol.raster import RasterStyle
    from kangbashi_gis.operations.base_maps import BaseMap


@click.group("base", help="底图：GeoTIFF、MBTiles 文件或瓦片文件夹，画在所有图层下面。")
def base_group() -> None:
    """Commands on base maps."""


@base_group.command("add", help="加一张底图；文件留在原处。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", default="", help="名称，默认用文件名。")
@click.option("--datum", default="WGS-84", show_default=True, help="瓦片的坐标：WGS-84、GCJ-02 或 BD-09；不猜。")
@click.option("--opacity", type=float, default=1.0, show_default=True, help="不透明度，0 到 1。")
@command
def add(console: Console, workspace: Path, path: Path, name: str, datum: str, opacity: float) -> None:
    """Put a base map under the map."""
    from kangbashi_gis.operations import base_maps

    with opened(workspace, console) as space:
        made = base_maps.add_base_map(space, path, name, datum, opacity)
    console.show(_document(made), lambda: console.say(f"已加底图：{made.name}", f"Base map added: {made.name}"))


@base_group.command("remove", help="去掉一张底图；文件不删。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("name")
@command
def remove(console: Console, workspace: Path, name: str) -> None:
    """Take a base map away."""
    from kangbashi_gis.operations import base_maps

    with opened(workspace, console) as space:
        base_maps.remove_base_map(space, name)
    console.show({"removed": name}, lambda: console.say(f"已去掉底图：{name}", f"Base map removed: {name}"))


@base_group.command("list", help="列出底图，最上面的在前。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def listed(console: Console, workspace: Path) -> None:
    """List base maps."""
    from kangbashi_gis.operations import base_maps

    with opened(workspace, console, read_only=True) as space:
        known = base_maps.base_maps(space)
    none = console.say("没有底图", "No base maps")
    console.show(
        {"base_maps": [_document(one) for one in known]},
        lambda: "\n".join(f"{one.name}  {one.datum}  {one.opacity:g}  {one.path}" for one in known) or none,
    )


@click.command("relief", help="高程怎么画：颜色、阴影和范围；不给选项时显示现在的设置。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--colors", metavar="#RRGGBB,…", help="从低到高的颜色，至少两个。")
@click.option("--shade", type=float, help="阴影的强弱，0 到 1。")
@click.option("--azimuth", type=float, help="光从哪个方位来，度。")
@click.option("--height", type=float, help="光有多高，度。")
@click.option("--least", type=float, help="最低的颜色是多少米。")
@click.option("--most", type=float, help="最高的颜色是多少米。")
@command
def relief(console: Console, workspace: Path, colors: str | None, **numbers: float | None) -> None:
    """Show or set how heights are drawn."""
    from kangbashi_gis.model.symbol import raster
    from kangbashi_gis.operations import base_maps

    given = {name: one for name, one in numbers.items() if one is not None}
    wanted = {**given, **({"colors": colors.split(",")} if colors else {})}
    with opened(workspace, console, read_only=not wanted) as space:
        style = base_maps.relief(space)
        if wanted:
            style = raster.read({**raster.written(style), **wanted})
            _require_sensible(style)
            base_maps.set_relief(space, style)
    said = raster.written(style)
    console.show(said, lambda: "\n".join(f"{name}: {one}" for name, one in said.items()))


def _require_sensible(style: "RasterStyle") -> None:
    if not (0 <= style.shade <= 1 and 0 < style.height <= 90 and -360 <= style.azimuth <= 360):
        raise UsageError(detail=f"--shade {style.shade:g} --height {style.height:g} --azimuth {style.azimuth:g}")


def _document(one: "BaseMap") -> dict[str, object]:
    return {"name": one.name, "path": one.path, "datum": one.datum, "opacity": one.opacity, "visible": one.visible}
