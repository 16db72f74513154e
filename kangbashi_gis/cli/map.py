"""`map render`: a picture of the map, no display needed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli.base_maps import base_group, relief
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.cli.printing import print_
from kangbashi_gis.errors import BadPlace, ThemeUnknown, UsageError

if TYPE_CHECKING:
    from kangbashi_gis.model.schema import Theme
    from kangbashi_gis.model.symbol import Style
    from kangbashi_gis.operations.styles import Losses


@click.group("map", help="地图。")
def map_group() -> None:
    """Commands on the map."""


map_group.add_command(base_group)
map_group.add_command(relief)
map_group.add_command(print_)


@map_group.command(help="把地图画成 PNG 图片；不需要显示器。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--size", default="1600x1000", show_default=True, metavar="宽x高", help="像素。")
@click.option("--extent", metavar="XMIN,YMIN,XMAX,YMAX", help="范围（米），默认全图。")
@click.option("--rotation", type=float, default=0.0, metavar="度", help="把图绕中心顺时针转这么多度；范围按转之前的。")
@click.option("--heights", is_flag=True, help="也画高程（颜色和阴影）。")
@command
def render(console: Console, workspace: Path, out: Path, **wanted: Any) -> None:
    """Draw all layers of a workspace into a file."""
    from dataclasses import replace

    from kangbashi_gis.errors import GisError
    from kangbashi_gis.messages import sentence
    from kangbashi_gis.model.themes import first_layers
    from kangbashi_gis.operations.base_maps import backdrop
    from kangbashi_gis.operations.drawing import render_map
    from kangbashi_gis.render.offscreen import over

    pixels, bounds = _size(wanted["size"]), extent_of(wanted["extent"])
    with opened(workspace, console) as space:
        problems = list[GisError]()
        states = [replace(one, visible=one.visible or wanted["heights"]) for one in first_layers()]
        draw = over(backdrop(space, states), problems, wanted["rotation"])
        render_map(space, out, pixels, bounds, draw, states)
    console.show(
        {"path": str(out), "width": pixels[0], "height": pixels[1], "problems": [one.code for one in problems]},
        lambda: "\n".join(
            (console.say(f"已画好：{out}", f"Drawn: {out}"), *(sentence(one, console.lang)[0] for one in problems))
        ),
    )


@map_group.command(help="量一条线的长度或一个多边形的面积：平面、椭球面、地面三种并列。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--line", metavar="'X,Y X,Y …'", help="线的各点：东坐标,北坐标（米，工作区坐标系）。")
@click.option("--area", metavar="'X,Y X,Y …'", help="多边形的各角点，自动闭合。")
@click.option("--height", type=float, help="地面的平均高程（米），默认 1350。")
@command
def measure(console: Console, workspace: Path, line: str | None, area: str | None, height: float | None) -> None:
    """Measure on the grid, on the ellipsoid and on the ground."""
    from kangbashi_gis.analysis.measuring import HEIGHT_M
    from kangbashi_gis.cli import measured
    from kangbashi_gis.operations import measuring

    if (line is None) == (area is None):
        raise UsageError(detail="--line | --area")
    height_m = HEIGHT_M if height is None else height
    with opened(workspace, console, read_only=True) as space:
        if line is not None:
            found = measuring.measure_line(space, measured.corners(line), height_m)
        else:
            found = measuring.measure_area(space, measured.corners(area or ""), height_m)
    console.show(measured.document(found), lambda: measured.words(found, console))


@map_group.group("style", help="图层的样式：查看、设置、存成 QGIS 的 QML 或 SLD 文件。")
def style_group() -> None:
    """Commands on the looks of layers."""


@style_group.command("show", help="列出各图层的样式；给出专题时，显示它现在的样式。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("theme", required=False)
@command
def show(console: Console, workspace: Path, theme: str | None) -> None:
    """Show how layers look."""
    import json

    from kangbashi_gis.model.symbol import codec
    from kangbashi_gis.operations import styles

    with opened(workspace, console, read_only=True) as space:
        if theme:
            text = codec.written(styles.style_of(space, drawn(theme)))
            console.show(json.loads(text), lambda: console.say(text, text))
            return
        own = styles.styles(space)
        rows = {one.name: one.name in own for one in styles.drawn_themes()}
    console.show(
        {"styles": [{"theme": name, "changed": changed} for name, changed in rows.items()]},
        lambda: "\n".join(
            console.say(
                f"{name}：{'改过' if changed else '默认'}", f"{name}: {'changed' if changed else 'as it comes'}"
            )
            for name, changed in rows.items()
        ),
    )


@style_group.command("set", help="用一个 QML、SLD 或 JSON 样式文件设置图层的样式；--reset 恢复默认。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("theme")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--reset", is_flag=True, help="恢复专题自带的样式。")
@click.option("--pack", metavar="名称", help="用一个标准样式，例如 landuse_planning、roads_class。")
@command
def set_(console: Console, workspace: Path, theme: str, file: Path | None, reset: bool, pack: str | None) -> None:
    """Set how a layer looks."""
    from kangbashi_gis.operations import styles

    if [file is not None, reset, pack is not None].count(True) != 1:
        raise UsageError(detail="FILE | --reset | --pack")
    layer = drawn(theme)
    with opened(workspace, console) as space:
        style, lost = (styles.first_style(layer), ()) if file is None else styles.read_style(layer, file)
        if pack is not None:
            style = _pack(layer, pack)
        unsaid = styles.set_style(space, layer, style)
    _tell(console, layer.name, lost, unsaid)


@style_group.command("save", help="把图层的样式存成 .qml（QGIS）、.sld 或 .json 文件。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("theme")
@click.argument("out", type=click.Path(path_type=Path))
@command
def save(console: Console, workspace: Path, theme: str, out: Path) -> None:
    """Write how a layer looks into a file."""
    from kangbashi_gis.operations import styles

    layer = drawn(theme)
    with opened(workspace, console, read_only=True) as space:
        lost = styles.write_style(layer, styles.style_of(space, layer), out)
    _tell(console, str(out), lost, ())


@map_group.command(help="写一个 QGIS 工程文件（.qgs）：同样的图层、顺序和样式。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@command
def project(console: Console, workspace: Path, out: Path) -> None:
    """Write a project of QGIS that shows the workspace."""
    from kangbashi_gis.operations.projects import write_project

    with opened(workspace, console, read_only=True) as space:
        lost = write_project(space, out)
    _tell(console, str(out), lost, ())


def _pack(theme: "Theme", name: str) -> "Style":
    from kangbashi_gis.operations.style_packs import packs

    known = {one.name: one.style for one in packs(theme)}
    if name not in known:
        raise UsageError(detail=f"--pack {name} ({', '.join(known) or '-'})")
    return known[name]


def drawn(name: str) -> "Theme":
    """Give a theme that has a layer, by name or title. Raises ThemeUnknown."""
    from kangbashi_gis.operations.styles import drawn_themes

    for one in drawn_themes():
        if name in (one.name, one.title, one.title_en):
            return one
    raise ThemeUnknown(theme=name, known=", ".join(one.name for one in drawn_themes()))


def _tell(console: Console, what: str, lost: "Losses", unsaid: "Losses") -> None:
    """Say what was done and what could not be carried over. unsaid: what QGIS will not be told."""

    def words() -> str:
        lines = [console.say(f"完成：{what}", f"Done: {what}")]
        for one in lost:
            lines.append(console.say(f"  没有带过来：{one.words('zh')}", f"  not carried over: {one.words('en')}"))
        for one in unsaid:
            lines.append(console.say(f"  QGIS 里会不同：{one.words('zh')}", f"  different in QGIS: {one.words('en')}"))
        return "\n".join(lines)

    console.show(
        {
            "done": what,
            "lost": [{"code": one.code, "detail": one.detail} for one in lost],
            "unsaid": [{"code": one.code, "detail": one.detail} for one in unsaid],
        },
        words,
    )


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError as problem:
        raise UsageError(detail=f"--size {text}") from problem
    if not (1 <= width <= 16_384 and 1 <= height <= 16_384):
        raise UsageError(detail=f"--size {text} (1–16384)")
    return width, height


def extent_of(text: str | None) -> tuple[float, float, float, float] | None:
    """Read bounds; None for none. Raises BadPlace."""
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
