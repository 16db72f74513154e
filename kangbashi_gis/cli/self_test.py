"""`self-test`: proves on this machine, also frozen, that every part works: a sample is built, asked and drawn."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli.console import Console, command
from kangbashi_gis.errors import GisError
from kangbashi_gis.progress import silent

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


@click.command("self-test", help="自检：在临时文件夹里建示例、查询、画图，逐项报告。")
@command
def self_test(console: Console) -> int:
    """Run every part once; exit code 1 when one fails."""
    with tempfile.TemporaryDirectory(prefix="自检-") as folder:
        results = _run(Path(folder))
    ok = all(one["ok"] for one in results)
    console.show(
        {"ok": ok, "parts": results},
        lambda: "\n".join(f"{'✓' if one['ok'] else '✗'} {one['part']}  {one['detail']}" for one in results),
    )
    return 0 if ok else 1


def _run(folder: Path) -> list[dict[str, Any]]:
    from kangbashi_gis.operations.sample import build_sample

    results: list[dict[str, Any]] = []
    spaces: list[Workspace] = []
    _try(results, "sample", lambda: spaces.append(build_sample(folder / "示例", "small", silent)))
    if spaces:
        with spaces[0] as space:
            for part, work in _parts(space, folder):
                _try(results, part, work)
    _try(results, "window", _window)
    return results


def _parts(space: "Workspace", folder: Path) -> tuple[tuple[str, Callable[[], object]], ...]:
    return (
        ("search", lambda: _search(space)),
        ("around", lambda: _around(space)),
        ("export and import", lambda: _exchange(space, folder / "宗地.shp")),
        ("undo and redo", lambda: _back_and_forth(space)),
        ("map", lambda: _draw(space, folder / "地图.png")),
        ("check", lambda: _check(space)),
    )


def _address(space: "Workspace") -> str:
    from kangbashi_gis.model.themes import theme

    return str(space.store.read(theme("addresses"), columns=("full",), geometry=False).columns["full"][0])


def _search(space: "Workspace") -> int:
    from kangbashi_gis.operations.search import find

    return _some(len(find(space, _address(space)).results))


def _around(space: "Workspace") -> str:
    from kangbashi_gis.operations.around import around, resolve

    found = around(space, resolve(space, _address(space)), 500.0)
    _some(found.addresses), _some(found.population.total or 0)
    return f"{found.population.total} / {found.entities.total} / {found.addresses}"


def _exchange(space: "Workspace", out: Path) -> int:
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.model.themes import theme
    from kangbashi_gis.operations.exporting import export_theme
    from kangbashi_gis.operations.importing import import_file

    export_theme(space, out, theme("parcels"), silent)
    return _some(import_file(space, out, theme("parcels"), ImportOptions(), silent).read)


def _back_and_forth(space: "Workspace") -> str:
    from kangbashi_gis.operations.undo import redo, undo

    return f"{undo(space).rows} / {redo(space).rows}"


def _draw(space: "Workspace", out: Path) -> int:
    from kangbashi_gis.operations.drawing import render_map
    from kangbashi_gis.render.offscreen import draw_png

    render_map(space, out, (400, 300), None, draw_png)
    return _some(out.stat().st_size)


def _check(space: "Workspace") -> None:
    from kangbashi_gis.operations.upkeep import check

    findings = check(space, silent).findings
    if findings:
        raise GisError(reason=str(findings[0]))


def _some(count: int) -> int:
    """Give a count on; zero means that the part does not work."""
    if count <= 0:
        raise GisError(reason="nothing came back")
    return count


def _window() -> None:
    """Load what the window needs, without showing it."""
    import importlib

    importlib.import_module("kangbashi_gis.ui.main_window")


def _try(results: list[dict[str, Any]], part: str, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    try:
        detail, ok = work(), True
    except Exception as problem:  # a self-test reports every failure and goes on
        detail, ok = f"{type(problem).__name__}: {problem}", False
    shown = "" if detail is None else str(detail)
    results.append({"part": part, "ok": ok, "detail": shown, "seconds": round(time.perf_counter() - begun, 3)})
