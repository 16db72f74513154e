"""`local-system fit`, `list` and `forget`: coordinate systems of the city's own, kept in the vault."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli.console import Console, command, opened

if TYPE_CHECKING:
    from kangbashi_gis.operations.local_systems import Fitted


@click.group("local-system", help="地方独立坐标系：由控制点求参数，存入保密库，按名称使用。")
def local_system() -> None:
    """Commands on local coordinate systems."""


@local_system.command("fit", help="由控制点表（点名、旧坐标、新坐标）求转换参数；不显示参数，只显示残差。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("points", type=click.Path(path_type=Path, readable=False))
@click.option("--name", required=True, help="坐标系的名称；以后用 --crs local:名称。")
@click.option("--tolerance", "tolerance_m", type=float, default=0.1, show_default=True, help="中误差的限差（米）。")
@click.option("--seven", "old_crs", default="", metavar="EPSG", help="求七参数：旧坐标所在的坐标系，如 EPSG:2434。")
@click.option("--keep", is_flag=True, help="存入保密库；不带时只计算。")
@command
def fit(console: Console, workspace: Path, points: Path, keep: bool, **options: str) -> None:
    """Fit a local system; its parameters are never shown."""
    from kangbashi_gis.operations.local_systems import Wanted, fit_system

    wanted = Wanted(points, options["name"], float(options["tolerance_m"]), options["old_crs"])
    with opened(workspace, console) as space:
        found = fit_system(space, wanted, keep=keep)
    console.show(_document(found), lambda: _sentences(console, found, kept=keep))


@local_system.command("list", help="列出保密库里的地方坐标系；只有名称。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def list_systems(console: Console, workspace: Path) -> None:
    """List the names of the local systems."""
    from kangbashi_gis.operations.local_systems import system_names

    with opened(workspace, console) as space:
        names = system_names(space)
    listed = "、".join(names) or "—"
    console.show({"names": list(names)}, lambda: console.say(f"地方坐标系：{listed}", f"Local systems: {listed}"))


@local_system.command("forget", help="从保密库删除一个地方坐标系。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("name")
@command
def forget(console: Console, workspace: Path, name: str) -> None:
    """Take a local system out of the vault."""
    from kangbashi_gis.operations.local_systems import forget_system

    with opened(workspace, console) as space:
        forget_system(space, name)
    console.show({"forgotten": name}, lambda: console.say(f"已删除“{name}”。", f"“{name}” is forgotten."))


def _document(found: "Fitted") -> dict[str, object]:
    return {
        "rms_m": round(found.fit.rms_m, 4),
        "used": found.fit.used,
        "north_first": found.swapped,
        "residuals": [
            {"name": one.name, "east_m": round(one.east_m, 4), "north_m": round(one.north_m, 4), "outlier": one.outlier}
            for one in found.fit.residuals
        ],
    }


def _sentences(console: Console, found: "Fitted", *, kept: bool) -> str:
    lines = []
    for one in found.fit.residuals:
        mark = ("  粗差，未采用", "  outlier, left out") if one.outlier else ("", "")
        zh = f"{one.name}：东 {one.east_m:+.3f} 米，北 {one.north_m:+.3f} 米{mark[0]}"
        lines.append(console.say(zh, f"{one.name}: east {one.east_m:+.3f} m, north {one.north_m:+.3f} m{mark[1]}"))
    ending = ("，已存入保密库", ", kept in the vault") if kept else ("，未保存", ", not kept")
    lines.append(
        console.say(
            f"采用 {found.fit.used} 个点，中误差 {found.fit.rms_m:.3f} 米{ending[0]}。",
            f"{found.fit.used} points used, RMS {found.fit.rms_m:.3f} m{ending[1]}.",
        )
    )
    if found.swapped:
        lines.append(
            console.say(
                "旧坐标是北在前：导入时请加 --axes north_east。",
                "The old coordinates have north first: import with --axes north_east.",
            )
        )
    return "\n".join(lines)
