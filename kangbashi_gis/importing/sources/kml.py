"""KML and KMZ, read placemark by placemark: GDAL turns Chinese names of data into underscores."""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse

import numpy as np

from kangbashi_gis.errors import EncodingUnclear, FileEmpty, FileUnreadable
from kangbashi_gis.importing.declared import BIG5, GB18030, UTF8, known
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

WGS84 = "EPSG:4326"  # KML knows no other
PLAIN = ("name", "description")
HEAD = 65_536
_CRS = re.compile(rb'<Data name="crs">\s*<value>\s*EPSG:4326\s*</value>')
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding=["']([\w.:-]+)["']""")
MOST_UNPACKED = 4_000_000_000


def read_kml(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open all placemarks of a file as one layer."""
    with readable(path):
        columns, count = _survey(path)
        says = _says_wgs84(path)
    if not count:
        raise FileEmpty(path=str(path))
    return Source(
        path=path,
        layer=path.stem,
        columns=columns,
        count=count,
        crs=WGS84,
        assumed=not says,
        encoding="UTF-8",
        read=lambda size: _batches(path, columns, size),
    )


def _says_wgs84(path: Path) -> bool:
    """Tell whether the document says what the format prescribes, as our own exports do."""
    with _opened(path) as file:
        head = file.read(HEAD).partition(b"<Placemark")[0]
    return _CRS.search(head) is not None


def _survey(path: Path) -> tuple[tuple[str, ...], int]:
    """Go through the file once for the names of its data and the number of placemarks."""
    names: dict[str, None] = dict.fromkeys(PLAIN)
    count = 0
    for mark in _placemarks(path):
        names.update(dict.fromkeys(_data(mark)))
        count += 1
    return tuple(names), count


def _batches(path: Path, columns: tuple[str, ...], size: int) -> Iterator[Table]:
    marks = ((_data(mark), _shape(mark)) for mark in _placemarks(path))
    while piece := list(islice(marks, size)):
        shapes = np.full(len(piece), None, dtype=object)
        shapes[:] = [shape for _, shape in piece]
        yield Table({name: [data.get(name) for data, _ in piece] for name in columns}, shapes)


def _placemarks(path: Path) -> Iterator[Element]:
    with _opened(path) as file:
        try:
            root: Element | None = None
            for event, element in iterparse(_decoded(file), ("start", "end")):
                root = element if root is None else root
                if event == "end" and _tag(element) == "Placemark":
                    yield element
                    element.clear()
        except UnicodeError as problem:
            raise EncodingUnclear(path=str(path), encoding=GB18030) from problem
        except ParseError as problem:
            raise FileUnreadable(path=str(path), reason="damaged") from problem
    if root is None or _tag(root) not in ("kml", "Document", "Folder", "Placemark"):
        raise FileUnreadable(path=str(path), reason="foreign")


def _decoded(file: IO[bytes]) -> IO[Any]:
    """Decode a document that says it is in an encoding of China, as it is: the parser knows none of these."""
    head = file.read(HEAD)
    file.seek(0)
    said = _ENCODING.match(head)
    codec = known(said[1].decode("ascii")) if said else ""
    if codec not in (GB18030, BIG5):
        return file
    return io.TextIOWrapper(file, encoding=UTF8 if _is_utf8(head) else codec)


def _is_utf8(head: bytes) -> bool:
    try:
        return not codecs.getincrementaldecoder(UTF8)().decode(head).isascii()
    except UnicodeDecodeError:
        return False


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".kmz":
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as packed:
        documents = [one for one in packed.infolist() if one.filename.lower().endswith(".kml")]
        if not documents or documents[0].file_size > MOST_UNPACKED:
            raise FileUnreadable(path=str(path), reason="too_large" if documents else "foreign")
        with packed.open(documents[0]) as file:
            yield file


def _data(mark: Element) -> dict[str, str]:
    """Give the name, the description and the extended data, typed or not."""
    data = {_tag(child): (child.text or "").strip() for child in mark if _tag(child) in PLAIN}
    for element in mark.iter():
        tag = _tag(element)
        if tag == "SimpleData":
            data[element.get("name", "")] = (element.text or "").strip()
        elif tag == "Data":
            value = next((child.text for child in element if _tag(child) == "value"), None)
            data[element.get("name", "")] = (value or "").strip()
    return {name: value for name, value in data.items() if name}


def _shape(element: Element) -> Any:
    """Build the shape of a placemark: none, one, or the collection of several."""
    import shapely

    shapes = [shape for child in element if (shape := _geometry(child)) is not None]
    if not shapes:
        return None
    if len(shapes) == 1:
        return shapes[0]
    kinds = {shape.geom_type for shape in shapes}
    multi = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString, "Polygon": shapely.MultiPolygon}
    make = multi.get(kinds.pop(), shapely.GeometryCollection) if len(kinds) == 1 else shapely.GeometryCollection
    return make(shapes)


def _geometry(element: Element) -> Any:
    import shapely

    tag = _tag(element)
    if tag in ("MultiGeometry", "MultiTrack"):
        return _shape(element)
    if tag == "Track":
        points = _track(element)
        return (shapely.LineString if len(points) > 1 else shapely.Point)(points) if len(points) else None
    if tag == "Point":
        points = _points(element)
        return shapely.Point(points[0]) if len(points) else None
    if tag in ("LineString", "LinearRing"):
        points = _points(element)
        return shapely.LineString(points) if len(points) else None
    if tag == "Polygon":
        rings = {
            kind: [_points(ring) for ring in element if _tag(ring) == kind]
            for kind in ("outerBoundaryIs", "innerBoundaryIs")
        }
        outer = rings["outerBoundaryIs"]
        return shapely.Polygon(*_alike(outer[0], rings["innerBoundaryIs"])) if outer and len(outer[0]) else None
    return None


def _points(element: Element) -> np.ndarray:
    """Read the coordinates below an element: longitude, latitude, and heights where these are not all nought."""
    text = next((one.text for one in element.iter() if _tag(one) == "coordinates"), "") or ""
    return _numbers([[float(value) for value in one.split(",")[:3]] for one in text.split()])


def _track(element: Element) -> np.ndarray:
    """Read where a device was, moment by moment; a moment without a place is left out."""
    texts = ((one.text or "").split()[:3] for one in element if _tag(one) == "coord")
    return _numbers([list(map(float, one)) for one in texts if one])


def _numbers(points: list[list[float]]) -> np.ndarray:
    high = any(len(one) > 2 and one[2] for one in points)
    return np.array([[*one, 0.0][:3] if high else one[:2] for one in points]).reshape(-1, 3 if high else 2)


def _alike(outer: np.ndarray, inner: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give rings of as many numbers each: all with heights where one has them."""
    width = max(ring.shape[1] for ring in (outer, *inner))
    wide = [np.column_stack((ring, np.zeros(len(ring)))) if ring.shape[1] < width else ring for ring in (outer, *inner)]
    return wide[0], wide[1:]


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
