"""Printed sheets: templates, what a sheet is about, and writing one sheet or one for each of many features.

A sheet is written aside and renamed, so that each is whole or absent; in a batch, what is there already is left out, so
that a batch that was stopped goes on where it was. In a workspace with accounts, printing is noted in the log before
anything is drawn, and who may not export gets name and moment printed over the sheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kangbashi_gis.errors import OutputExists, OutputUnwritable, PageFeatureGone, PageInvalid
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.page import Page, Text
from kangbashi_gis.model.page.filling import filled
from kangbashi_gis.model.page.subject import NOTHING, Looks, Subject, Task
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.operations.publishing import room_beside, writable
from kangbashi_gis.operations.styles import styles
from kangbashi_gis.progress import Progress

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

FORMATS = (".pdf", ".svg", ".png", ".tif", ".tiff")
DPI = 300.0
LEAST_DPI, MOST_DPI = 30.0, 2400.0
NAME = "{name}"
FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))
WATERMARK = "watermark"


class Draw(Protocol):
    """What draws sheets: handed in by whoever may know about graphics (`render.page.output.drawer`)."""

    def __call__(
        self, space: "Workspace", looks: Looks, tasks: Sequence[Task], dpi: float, progress: Progress
    ) -> Iterator[Task]: ...


@dataclass(frozen=True)
class Order:
    """What is to be printed. values: what fills the {names} of texts. layers: top first; None for the usual order.

    pattern: of the files' names in a batch, with {names} of the feature. overwrite: replace what is there; else a batch
    leaves it out.
    """

    page: Page
    values: Mapping[str, str] = field(default_factory=dict)
    dpi: float = DPI
    layers: Sequence[LayerState] | None = None
    pattern: str = NAME
    overwrite: bool = False


@dataclass(frozen=True)
class Printed:
    """What was written, what was there already, and what is gone."""

    written: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()
    gone: tuple[str, ...] = ()


def print_sheet(
    space: "Workspace", order: Order, subject: Subject, out: Path, draw: Draw, progress: Progress
) -> Printed:
    """Write one sheet; the suffix of `out` says in which format.

    Raises PermissionDenied, PageInvalid, PageLetters, OutputExists, OutputUnwritable, DiskFull, NoGraphics.
    """
    space.require(Permission.VIEW)
    _require(order, out.suffix.lower())
    if order.page.about and subject == NOTHING:
        raise PageInvalid(reason="page_about", where=order.page.title)
    return _written(space, order, [(subject, out)], draw, progress)


def on_printer(space: "Workspace", page: Page) -> Page:
    """Let a page through to a printer: noted, and marked as a file would be. Raises PermissionDenied."""
    space.require(Permission.VIEW)
    page = _marked(space, page)
    _note(space, page, 1)
    return page


def print_each(
    space: "Workspace", order: Order, subjects: Sequence[Subject], folder: Path, draw: Draw, progress: Progress
) -> Printed:
    """Write a sheet for each of many features into a folder, named by the pattern with its suffix.

    What was finished stays when it is cancelled or fails in the middle. Raises what `print_sheet` raises.
    """
    space.require(Permission.VIEW)
    suffix = Path(order.pattern).suffix.lower() if Path(order.pattern).suffix.lower() in FORMATS else ".pdf"
    _require(order, suffix)
    if folder.exists() and not folder.is_dir():
        raise OutputExists(path=str(folder))
    _make(folder)
    named = list(zip(subjects, _names(order, subjects, folder, suffix), strict=True))
    skipped = () if order.overwrite else tuple(out for _, out in named if out.exists())
    there = frozenset(skipped)
    waiting = [(one, out) for one, out in named if out not in there]
    done = _written(space, replace(order, overwrite=True), waiting, draw, progress) if waiting else Printed(())
    return replace(done, skipped=skipped)


def _written(
    space: "Workspace", order: Order, wanted: Sequence[tuple[Subject, Path]], draw: Draw, progress: Progress
) -> Printed:
    """Draw aside, and let each sheet appear when it is whole."""
    page = _marked(space, order.page)
    looks = Looks(order.layers if order.layers is not None else themes.first_layers(), styles(space))
    _note(space, page, len(wanted))
    written: list[Path] = []
    first = wanted[0][1]
    with writable(first, overwrite=order.overwrite), room_beside(first) as room:
        tasks = [Task(page, one, values(space, order, one), room / out.name) for one, out in wanted]
        drawn = draw(space, looks, tasks, order.dpi, progress)
        for _, out in wanted:
            with writable(out, overwrite=order.overwrite):
                next(drawn).out.replace(out)
            written.append(out)
        next(drawn, None)  # it has a last word on what was wrong with rasters
    progress(1.0, "draw")
    return Printed(tuple(written))


def values(space: "Workspace", order: Order, subject: Subject) -> dict[str, str]:
    """Give what fills the {names} of a sheet: the workspace's, the feature's, and what the user said."""
    space.require(Permission.VIEW)
    now = datetime.now().astimezone()
    said = {
        "workspace": space.project.name, "crs": _reference(space), "heights": "1985 国家高程基准",
        "date": f"{now:%Y年%m月%d日}", "user": space.user.name, "template": order.page.title, "sheet": subject.sheet,
        "name": subject.name,
    }  # fmt: skip
    if subject.denominator:
        said["sheet_scale"] = f"1:{subject.denominator}"
    return {**said, **order.page.fields, **subject.values, **order.values}


def _require(order: Order, suffix: str) -> None:
    if suffix not in FORMATS:
        raise OutputUnwritable(path=suffix or "?", reason="unknown_format")
    if not LEAST_DPI <= order.dpi <= MOST_DPI:
        raise PageInvalid(reason="page_value", where=f"--dpi {order.dpi:g} ({LEAST_DPI:g}–{MOST_DPI:g})")


def _names(order: Order, subjects: Sequence[Subject], folder: Path, suffix: str) -> list[Path]:
    """Name the files; two that would be the same get a number."""
    stem = order.pattern.removesuffix(suffix)
    found: list[Path] = []
    used: dict[str, int] = {}
    for one in subjects:
        plain = filled(stem, {**order.values, **one.values, "name": one.name, "sheet": one.sheet})
        name = plain.translate(FORBIDDEN).strip(" .")[:120] or "_"
        used[name] = used.get(name, 0) + 1
        found.append(folder / (f"{name}_{used[name]}{suffix}" if used[name] > 1 else name + suffix))
    return found


def _make(folder: Path) -> None:
    with writable(folder / "_", overwrite=True) if folder.exists() else writable(folder):
        folder.mkdir(exist_ok=True)


def _note(space: "Workspace", page: Page, count: int) -> None:
    if space.has_accounts:
        space.require_writing()
        space.note(EventKind.PRINT, subject=page.title[:60], count=count)


def _marked(space: "Workspace", page: Page) -> Page:
    """Who may look but not export gets a sheet that says who printed it and when."""
    if not space.has_accounts or space.user.may(Permission.EXPORT):
        return page
    now = datetime.now().astimezone()
    words = f"{space.user.name} {now:%Y-%m-%d %H:%M}"
    size = min(page.width_mm, page.height_mm) / 12 / 0.35
    box = replace(page.box, y=page.height_mm / 2 - size * 0.25, height=size * 0.5)
    mark = Text(WATERMARK, box, words, size, "#80808050", across="middle", turn=-30.0)
    return replace(page, items=(*(one for one in page.items if one.name != WATERMARK), mark))


def _reference(space: "Workspace") -> str:
    import pyproj

    found = pyproj.CRS.from_user_input(space.store.crs)
    return found.name.replace("CGCS2000 / 3-degree Gauss-Kruger CM", "CGCS2000 3°带 高斯-克吕格 中央经线")


def require_found(found: Sequence[Subject], theme: str, feature: str) -> Sequence[Subject]:
    """Give what was found, or raise PageFeatureGone."""
    if not found:
        raise PageFeatureGone(theme=theme, feature=feature)
    return found
