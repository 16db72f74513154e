"""Templates of sheets: those that come with the program, and files of one's own."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kangbashi_gis import paths
from kangbashi_gis.errors import FileMissing, FileUnreadable, PageInvalid
from kangbashi_gis.model.page import SIZES, Page, placed, read
from kangbashi_gis.model.page.resizing import resized

FOLDER = "page_templates"
_PAPER = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Template:
    """A template: the name it is called by, and its page."""

    name: str
    page: Page


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Give those that come with the program."""
    files = sorted(paths.resource(FOLDER).glob("*.json"))
    return tuple(Template(file.stem, read(file.read_text(encoding="utf-8"))) for file in files)


def template(name: str) -> Page:
    """Find a template by its name or title, or read one's own file. Raises PageInvalid, FileMissing, FileUnreadable."""
    for one in templates():
        if name in (one.name, one.page.title, one.page.title_en):
            return one.page
    if not name.lower().endswith(".json"):
        raise PageInvalid(reason="page_unknown", where="、".join(one.name for one in templates()))
    return read_page(Path(name))


def read_page(file: Path) -> Page:
    """Read a page from a file. Raises FileMissing, FileUnreadable, PageInvalid."""
    try:
        return read(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as problem:
        raise FileMissing(path=str(file)) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise FileUnreadable(path=str(file), reason=type(problem).__name__) from problem
    except PageInvalid as problem:
        problem.values.setdefault("path", f"{file} ")
        raise


def on_paper(page: Page, size: str) -> Page:
    """Give a page on other paper: "A0" to "A4" the way it lies, or "841x1189" in millimetres. Raises PageInvalid."""
    name = size.strip().upper()
    if name in SIZES:
        short, long = SIZES[name]
        wide, high = (long, short) if page.width_mm > page.height_mm else (short, long)
        return resized(page, wide, high)
    sides = _PAPER.fullmatch(size.strip().lower())
    if not sides:
        raise PageInvalid(reason="page_size", where=size[:40])
    wide, high = float(sides[1]), float(sides[2])
    if not all(20 <= side <= 3000 for side in (wide, high)):
        raise PageInvalid(reason="page_size", where=f"{wide:g}×{high:g} mm")
    return resized(page, wide, high)


def at_scale(page: Page, scale: float) -> Page:
    """Give a page whose first map has a scale; the maps that are linked to it follow. Raises PageInvalid."""
    if not 1 <= scale <= 1e9:
        raise PageInvalid(reason="page_value", where=f"--scale {scale:g}")
    first = page.first_map
    return placed(page, replace(first, scale=scale)) if first else page


def of_area(page: Page, area: tuple[float, float, float, float]) -> Page:
    """Give a page whose first map shows an area of the workspace."""
    first = page.first_map
    return placed(page, replace(first, area=area)) if first else page
