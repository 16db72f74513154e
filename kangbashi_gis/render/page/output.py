"""The one thing a sheet's operation is handed: what draws pages into files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kangbashi_gis.errors import GisError, OutputUnwritable
from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.page.subject import Looks, Task
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.render.offscreen import Space
from kangbashi_gis.render.page import atlas, bands, pdf, svg
from kangbashi_gis.render.page.compose import begun, composed
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Sheet

FORMATS = (".pdf", ".svg", ".png", ".tif", ".tiff")


def drawer(backdrop: Backdrop, problems: list[GisError]) -> Callable[..., Iterator[Task]]:
    """Give what draws sheets over rasters. problems: takes what was wrong with those; they do not stop a sheet."""

    def draw(space: Space, looks: Looks, tasks: Sequence[Task], dpi: float, progress: Progress) -> Iterator[Task]:
        """Write sheets one after the other, and give each when it is whole.

        Raises PageInvalid, PageLetters, NoGraphics, OutputUnwritable and what reading rows raises.
        """
        with atlas.opened(space, looks.states, looks.styles, backdrop) as book:
            for number, task in enumerate(tasks):
                own = part(progress, number / len(tasks), (number + 1) / len(tasks))
                own(0.0, "draw")
                sheet = composed(begun(task.page, book, task.values, looks.styles, task.subject))
                write(sheet, dpi, task.out, book.face, part(own, 0.4, 1.0))
                yield task
            problems.extend(book.problems)

    return draw


def write(sheet: Sheet, dpi: float, out: Path, face: Typeface, progress: Progress) -> None:
    """Write a sheet in the format that the file's suffix says."""
    suffix = out.suffix.lower()
    if suffix == ".pdf":
        pdf.write([sheet], out, face, progress)
    elif suffix == ".svg":
        svg.write(sheet, out, face)
    elif suffix == ".png":
        bands.write_png(sheet, dpi, out, face, progress)
    elif suffix in (".tif", ".tiff"):
        bands.write_tiff(sheet, dpi, out, face, progress)
    else:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
