"""Drawing the map into a file: permission first, then aside and renamed, so that a picture is whole or absent."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kangbashi_gis.errors import DiskFull, OutputUnwritable
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.symbol import LayerState, Style
from kangbashi_gis.operations.styles import styles
from kangbashi_gis.operations.workspace import Workspace

Extent = tuple[float, float, float, float]


class Draw(Protocol):
    """What draws: handed in by whoever may know about graphics (`render.offscreen.draw_png`)."""

    def __call__(
        self,
        space: Workspace,
        layers: Sequence[LayerState],
        size: tuple[int, int],
        extent: Extent | None,
        out: Path,
        styles: Mapping[str, Style],
    ) -> None: ...


def render_map(
    space: Workspace,
    out: Path,
    size: tuple[int, int],
    extent: Extent | None,
    draw: Draw,
    layers: Sequence[LayerState] | None = None,
) -> None:
    """Draw layers (top first; all of them by default) of an extent (all there is by default) into a PNG file.

    A picture of that name is replaced, in one moment, by the new one. Raises PermissionDenied,
    OutputUnwritable, DiskFull, and what `draw` raises (NoGraphics).
    """
    space.require(Permission.VIEW)
    if out.suffix.lower() != ".png" or out.is_dir():
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    if not out.parent.is_dir():
        raise OutputUnwritable(path=str(out), reason="no_folder")
    aside = out.with_name(f".{out.stem}.{os.getpid()}.new.png")
    with _written(out):
        try:
            aside.touch()  # fails before the work rather than after it
            shown = layers if layers is not None else themes.first_layers()
            draw(space, shown, size, extent, aside, styles(space))
            aside.replace(out)
        finally:
            aside.unlink(missing_ok=True)


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """Say what cannot be written in the words of the file that was asked for."""
    try:
        yield
    except OutputUnwritable as problem:
        raise OutputUnwritable(path=str(out), reason=problem.values.get("reason")) from problem
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(path=str(out)) from problem
        raise OutputUnwritable(path=str(out), reason=problem.strerror or type(problem).__name__) from problem
