"""KML: degrees, one placemark a row, fields as extended data under their Chinese titles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kangbashi_gis.importing.writers.dataset import DEGREES, Dataset, in_degrees, require_printable

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
# Any feature may bear data of one's own: the format prescribes WGS 84, this says that it was meant.
WORD = f'<ExtendedData><Data name="crs"><value>{DEGREES}</value></Data></ExtendedData>'
NAMES = ("name", "full", "code")  # the fields whose value names a placemark, the first that there is


def write_kml(out: Path, dataset: Dataset) -> int:
    """Write a document named after the theme."""
    titles = [quoteattr(one.title) for one in dataset.fields]
    names = [one.name for one in dataset.fields]
    naming = next((names.index(name) for name in NAMES if name in names), 0)
    count = 0
    with out.open("w", encoding="utf-8") as file:
        file.write(f"{HEAD}<name>{escape(dataset.theme.title)}</name>{WORD}\n")
        for table in dataset.read():
            shapes = in_degrees(table.geometry, dataset.crs)  # type: ignore[arg-type]
            for shape, *cells in zip(shapes, *(table.columns[name] for name in names), strict=True):
                data = "".join(
                    f"<Data name={title}><value>{_text(cell, out)}</value></Data>"
                    for title, cell in zip(titles, cells, strict=True)
                )
                file.write(
                    f"<Placemark><name>{_text(cells[naming], out)}</name><ExtendedData>{data}</ExtendedData>"
                    f"{''.join(_shape(shape))}</Placemark>\n"
                )
                count += 1
        file.write("</Document></kml>\n")
    return count


def _text(cell: Any, out: Path) -> str:
    return "" if cell is None else escape(require_printable(str(cell), out, "KML"))


def _shape(shape: Any) -> Iterator[str]:
    if shape is None:
        return
    kind, high = shape.geom_type, "<altitudeMode>absolute</altitudeMode>" if shape.has_z else ""
    if kind.startswith("Multi"):
        yield "<MultiGeometry>"
        for piece in shape.geoms:
            yield from _shape(piece)
        yield "</MultiGeometry>"
    elif kind == "Polygon":
        yield f"<Polygon>{high}<outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>"
        yield from (f"<innerBoundaryIs>{_ring(hole)}</innerBoundaryIs>" for hole in shape.interiors)
        yield "</Polygon>"
    else:
        yield f"<{kind}>{high}<coordinates>{_points(shape)}</coordinates></{kind}>"


def _ring(ring: Any) -> str:
    return f"<LinearRing><coordinates>{_points(ring)}</coordinates></LinearRing>"


def _points(line: Any) -> str:
    return " ".join(",".join(repr(one) for one in place if one == one) for place in line.coords)
