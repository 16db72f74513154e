"""`map render`: a picture of the map, no display needed."""

from pathlib import Path

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import BadPlace, UsageError


@click.group("map", help="地图。")
def map_group() -> None:
    """Commands on the map."""


@map_group.command(help="把地图画成 PNG 图片；不需要显示器。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--size", default="1600x1000", show_default=True, metavar="宽x高", help="像素。")
@click.option("--extent", metavar="XMIN,YMIN,XMAX,YMAX", help="范围（米），默认全图。")
@command
def render(console: Console, workspace: Path, out: Path, size: str, extent: str | None) -> None:
    """Draw all layers of a workspace into a file."""
    from kangbashi_gis.operations.drawing import render_map
    from kangbashi_gis.render.offscreen import draw_png

    pixels, bounds = _size(size), _extent(extent)
    with opened(workspace, console) as space:
        render_map(space, out, pixels, bounds, draw_png)
    console.show(
        {"path": str(out), "width": pixels[0], "height": pixels[1]},
        lambda: console.say(f"已画好：{out}", f"Drawn: {out}"),
    )


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError as problem:
        raise UsageError(detail=f"--size {text}") from problem
    if not (1 <= width <= 16_384 and 1 <= height <= 16_384):
        raise UsageError(detail=f"--size {text} (1–16384)")
    return width, height


def _extent(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    import math

    try:
        xmin, ymin, xmax, ymax = (float(part) for part in text.split(","))
    except ValueError as problem:
        raise BadPlace(text=text) from problem
    if not (xmin < xmax and ymin < ymax and all(math.isfinite(v) for v in (xmin, ymin, xmax, ymax))):
        raise BadPlace(text=text)
    return xmin, ymin, xmax, ymax
