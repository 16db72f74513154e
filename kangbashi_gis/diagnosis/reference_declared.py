"""What a file says of its own CRS: whether that can be read, and what is left of it where it cannot."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kangbashi_gis.diagnosis.datum import Datum, named
from kangbashi_gis.errors import BadReference
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps

if TYPE_CHECKING:
    import pyproj

MOST_BYTES = 65_536  # no honest .prj is longer
SURE = 90


@dataclass(frozen=True)
class Declared:
    """What is said of a layer's CRS: WKT, a code, the text of a .prj, or None.

    assumed: only the format says so (GeoJSON, KML). guessed: not even that; the columns are called lon and lat.
    stated: a person says so now, with `swapped` axes and a `unit` where these were given too.
    columns: the headings of the place, as 北坐标X or bd09_lng. own: what the file says itself, where a person states.
    """

    text: str | None
    assumed: bool = False
    stated: bool = False
    guessed: bool = False
    swapped: bool = False
    unit: str = ""
    columns: tuple[str, ...] = ()
    own: str | None = None


@dataclass(frozen=True)
class Saying:
    """A declaration as far as it could be read. state: "none", "broken", "local", "web" (GCJ-02, BD-09) or "crs"."""

    state: str
    text: str = ""
    datum: Datum | None = None

    @property
    def crs(self) -> "pyproj.CRS":
        """The CRS of a saying in state "crs"."""
        return references.read(self.text)


def read(declared: Declared) -> Saying:
    """Read a declaration; a broken one still tells the datum it names."""
    text = (declared.text or "").strip().strip("\0\ufeff").strip()
    if not text:
        return Saying("none", datum=named(" ".join(declared.columns)))
    if web := web_maps.correction(text):
        return Saying("web", web)
    try:
        crs = references.read(text)
    except BadReference:
        return Saying("broken", text, named(text))
    if not (crs.is_geographic or crs.is_projected):
        return Saying("local", text)
    return Saying("crs", text, named(_datum_of(text)))


def known_code(text: str) -> str:
    """Give the EPSG code of a CRS where WKT and register surely mean the same, else the text itself."""
    return web_maps.correction(text) or _code(text) or text


@lru_cache(maxsize=256)
def _code(text: str) -> str:
    found = references.read(text).to_epsg(min_confidence=SURE)
    return f"EPSG:{found}" if found else ""


def side_file(path: Path) -> str | None:
    """Give the text of the .prj beside a shapefile, in whatever case its name is; None where there is none."""
    if path.suffix.lower() != ".shp":
        return None
    wanted = path.with_suffix(".prj").name.lower()
    found = next((one for one in path.parent.iterdir() if one.name.lower() == wanted and one.is_file()), None)
    if found is None:
        return None
    with found.open("rb") as file:
        head = file.read(MOST_BYTES)
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")  # a name in it may be Chinese


def meridian_named(text: str) -> int | None:
    """Give the central meridian that the name in a broken WKT speaks of: `…GK_CM_111E`, `…GK_Zone_37`."""
    if found := re.search(r"CM[_ ]?(\d{2,3})E", text):
        return int(found[1])
    if found := re.search(r"3[_-]degree.*?zone[_ ](\d{2})", text, re.IGNORECASE):
        return int(found[1]) * 3
    if found := re.search(r"GK[_ ]zone[_ ](\d{2})", text, re.IGNORECASE):
        return int(found[1]) * 6 - 3
    return None


def _datum_of(text: str) -> str:
    geodetic = references.read(text).geodetic_crs
    return f"{geodetic.name} {geodetic.datum.name if geodetic.datum else ''}" if geodetic else ""
